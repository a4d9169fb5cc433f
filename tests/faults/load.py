"""Visitors who come at a steady pace, whatever happens to the servers, and what each was answered, and how soon."""

import http.client
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import count

from tests.faults.marks import agent_of, host_of
from tests.faults.processes import wait_for

CLIENTS = 2  # of each server
_TIMEOUT_S = 15.0
_BACK_S = 120.0  # of a server that was killed


class Load:
    """Visitors of some servers. Each server has clients of its own; no two requests have their mark in common."""

    def __init__(
        self, ports: Sequence[int], locations: Mapping[str, str], *, per_s: float, killing: bool = False
    ) -> None:
        """Ask each port ``per_s`` times a second; ``locations`` are the paths asked for, and where they lead.

        While somebody is ``killing`` servers, a request that is cut off is nobody's fault.
        """
        self.answered: set[int] = set()
        self.unanswered: set[int] = set()  # sent, perhaps: the server died before we had the answer
        self.wrong: list[str] = []
        self.slowest_s = 0.0
        self._locations = sorted(locations.items())
        self._every_s = CLIENTS / per_s
        self._killing = killing
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._up = {port: threading.Event() for port in ports}
        self._answers = dict.fromkeys(ports, 0)
        self._threads = [
            threading.Thread(target=self._visit, args=(port,), daemon=True) for port in ports for _ in range(CLIENTS)
        ]

    @property
    def sent(self) -> int:
        return len(self.answered) + len(self.unanswered) + len(self.wrong)

    def start(self) -> None:
        for port, thread in zip((port for port in self._up for _ in range(CLIENTS)), self._threads, strict=True):
            self._up[port].set()
            thread.start()

    def is_up(self, port: int) -> None:
        """Let the clients that met the end of a server go on."""
        self._up[port].set()

    def go_on(self, answers: int) -> None:
        """Wait until each server has given so many further answers."""
        wanted = {port: given + answers for port, given in self._answers.items()}
        wait_for(lambda: self.wrong or all(self._answers[port] >= wanted[port] for port in wanted), "no more answers")
        assert not self.wrong, self.wrong[:3]

    def last(self, seconds: float, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Go on for so long; ``meanwhile`` is called over and over."""
        until = time.monotonic() + seconds

        def over() -> bool:
            meanwhile()
            return bool(self.wrong) or time.monotonic() >= until

        wait_for(over, "the time does not pass", seconds=seconds + 60)
        assert not self.wrong, self.wrong[:3]

    def stop(self) -> None:
        self._stopping.set()
        for event in self._up.values():
            event.set()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive()
        assert not self.wrong, self.wrong[:3]

    def _visit(self, port: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_TIMEOUT_S)
        due = time.monotonic()
        while not self._stopping.wait(max(0.0, due - time.monotonic())):
            due = max(due + self._every_s, time.monotonic())
            with self._lock:
                serial = next(self._numbers)
            try:
                self._ask(connection, serial, port)
            except (OSError, http.client.HTTPException) as fault:
                connection.close()
                self._cut_off(serial, port, fault)
        connection.close()

    def _ask(self, connection: http.client.HTTPConnection, serial: int, port: int) -> None:
        path, location = self._locations[serial % len(self._locations)]
        headers = {"User-Agent": agent_of(serial), "Referer": f"https://{host_of(serial)}/"}
        began = time.monotonic()
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.read()
        took_s = time.monotonic() - began
        with self._lock:
            if (response.status, response.headers["Location"]) == (302, location):
                self.answered.add(serial)
                self._answers[port] += 1
                self.slowest_s = max(self.slowest_s, took_s)
            else:
                self.wrong.append(f"{path}: {response.status} {response.headers}")

    def _cut_off(self, serial: int, port: int, fault: Exception) -> None:
        with self._lock:
            if not self._killing:
                self.wrong.append(f"port {port}: {fault!r}")
                return
            self.unanswered.add(serial)
            self._up[port].clear()
        if not self._up[port].wait(_BACK_S):
            self.wrong.append(f"port {port} did not come back")
