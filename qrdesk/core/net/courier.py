"""Many requests to addresses that somebody typed, over connections that are kept for the next one.

What holds for ``guard.fetch`` holds here: each connection goes to an address that was checked, nothing is followed, and
everything has an end. A kept connection leads where it led when it was opened, for a few minutes at most.
"""

import ssl
import threading
import time
from collections.abc import Mapping
from functools import partial

from qrdesk.core.net import exchange, wire
from qrdesk.core.net.answers import Answer
from qrdesk.core.net.networks import Networks
from qrdesk.core.net.reading import Reader
from qrdesk.core.net.trust import trusted
from qrdesk.core.net.watchdog import Alarm, watchdog

IDLE_S = 30.0  # a connection is kept for so long after an answer
LIFE_S = 300.0  # and used for so long at all: a name may move to another address
PER_ORIGIN = 2  # idle ones; as many as there are requests at once to one endpoint
MOST = 128  # idle ones in all


class Courier:
    """Sends requests from any number of threads. It belongs to the process that made it."""

    def __init__(self, *, allow: Networks = (), ca_file: str = "") -> None:
        """Reach the public internet and ``allow``; believe the authorities in ``ca_file`` (PEM) beside the usual."""
        self._allow = allow
        self._ca_file = ca_file
        self._lock = threading.Lock()
        self._idle: list[tuple[float, wire.Line]] = []  # since when, the longest first
        self._alarm: Alarm | None = None  # for the end of the first of them
        self._closed = False

    def post(
        self,
        url: str,
        *,
        headers: Mapping[str, str],
        content: bytes,
        deadline_s: float = 15.0,
        max_body: int = 16 * 1024,
    ) -> Answer:
        """Post ``content`` and return the answer, redirects included: they are not followed.

        ``deadline_s`` is for all of it, from the look-up of the name to the last byte; ``max_body`` is in bytes as
        sent, so that a packed answer stays packed. Where a kept connection turns out to be closed, all of it is sent
        again: it may arrive twice.

        Raises:
            Refused: the address is none that may be reached, or is written to mislead.
            TimedOut, Unreachable: no answer.
            ValueError: a header that cannot be sent.
        """
        target = exchange.read_target(url)
        request = exchange.render("POST", target, headers, content)
        with wire.Deadline(deadline_s) as deadline:
            try:
                answer, line = self._ask(target.origin, request, deadline, url, max_body)
            except (OSError, ValueError) as fault:
                raise exchange.explained(fault, deadline) from fault
        # only now, because nobody may cut what another request uses
        if line is not None:
            self._keep(line)
        return answer

    def close(self) -> None:
        """Close what is kept, and keep nothing from now on. Requests under way end by themselves."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
            if self._alarm is not None:
                self._alarm.cancel()
        for _, line in idle:
            line.close()

    def _ask(
        self, origin: wire.Origin, request: bytes, deadline: wire.Deadline, url: str, max_body: int
    ) -> tuple[Answer, wire.Line | None]:
        """Ask over a kept connection or a new one; return the answer, and the line where it may be kept."""
        kept = self._take(origin)
        if kept is not None:
            reader = Reader(kept, "POST")
            deadline.hold(kept)
            try:
                return _asked(kept, reader, deadline, request, url, max_body)
            except (ConnectionError, ssl.SSLError):
                if reader.began or deadline.dead:
                    raise
        line = wire.open_line(origin, deadline, self._allow, partial(trusted, self._ca_file))
        return _asked(line, Reader(line, "POST"), deadline, request, url, max_body)

    def _take(self, origin: wire.Origin) -> wire.Line | None:
        """Return the connection to ``origin`` that was used last and is still good."""
        while (line := self._pick(origin)) is not None:
            if line.is_quiet() and time.monotonic() - line.opened_s < LIFE_S:
                return line
            line.close()
        return None

    def _pick(self, origin: wire.Origin) -> wire.Line | None:
        with self._lock:
            for at in range(len(self._idle) - 1, -1, -1):
                if self._idle[at][1].origin == origin:
                    return self._idle.pop(at)[1]
        return None

    def _keep(self, line: wire.Line) -> None:
        """Keep a connection for the next request, in the place of the one that is idle for longest where it is full."""
        with self._lock:
            if self._closed:
                surplus = line
            else:
                self._idle.append((time.monotonic(), line))
                surplus = self._surplus(line.origin)
                if self._alarm is None:
                    self._sweep_later()
        if surplus is not None:
            surplus.close()

    def _surplus(self, origin: wire.Origin) -> wire.Line | None:
        same = [at for at, (_, line) in enumerate(self._idle) if line.origin == origin]
        if len(same) > PER_ORIGIN:
            return self._idle.pop(same[0])[1]
        return self._idle.pop(0)[1] if len(self._idle) > MOST else None

    def _sweep_later(self) -> None:
        self._alarm = watchdog().at(self._idle[0][0] + IDLE_S, self._sweep) if self._idle else None

    def _sweep(self) -> None:
        """Close what is idle for too long."""
        until_s = time.monotonic() - IDLE_S
        with self._lock:
            old = [line for since_s, line in self._idle if since_s <= until_s]
            del self._idle[: len(old)]
            self._sweep_later()
        for line in old:
            line.close()


def _asked(
    line: wire.Line, reader: Reader, deadline: wire.Deadline, request: bytes, url: str, max_body: int
) -> tuple[Answer, wire.Line | None]:
    """Ask over a line, and close it unless it may be kept."""
    stays = False
    try:
        answer, stays = exchange.ask(line, reader, deadline, request, url, max_body)
        return answer, line if stays else None
    finally:
        if not stays:
            deadline.release()
            line.close()
