"""From WSGI to the official SDK and back: it is asynchronous, so it has a thread with a loop of its own."""

import asyncio
import io
import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, NamedTuple

from a2wsgi import ASGIMiddleware
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

from qrdesk.core.errors import Busy
from qrdesk.core.operations import MAX_BODY_BYTES
from qrdesk.daemon.mcp.server import Answer, Asked, build_server
from qrdesk.daemon.mcp.tool import Call

# The SDK tells of each request that its session begins and ends, though there is none.
logging.getLogger("mcp").setLevel(logging.WARNING)

CALL = "qrdesk.mcp.call"  # in environ: how operations are run for whoever sent this request
_START_S = 30.0
# Of the connection, and not of the answer: the server in front of us says these itself. Source: RFC 9110, 7.6.1
_HOP_BY_HOP = frozenset(
    "connection keep-alive proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade".split()
)
_OURS = _HOP_BY_HOP | {"content-length"}


class Spoken(NamedTuple):
    """What the SDK answers."""

    status: int
    headers: dict[str, str]
    content: bytes


class Bridge:
    """Carries requests to the SDK, one answer for each: no session, no stream. ``close`` ends its threads."""

    def __init__(self, threads: int) -> None:
        """Start. ``threads`` is how many tools may be at work at once: as many as requests can be.

        Raises:
            Busy: it did not start.
        """
        self._threads = ThreadPoolExecutor(threads, "tools")
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._ready = threading.Event()
        # Hosts were looked at before: domains come and go, and the SDK compares with a fixed list.
        self._manager = StreamableHTTPSessionManager(
            build_server(_call_of, self._away), json_response=True, stateless=True, max_request_body_size=MAX_BODY_BYTES
        )
        spoken_to: Any = self._manager.handle_request  # Any: each side has types of its own for the same
        self._wsgi: Any = ASGIMiddleware(spoken_to, loop=self._loop)
        self._thread = threading.Thread(target=self._run, name="mcp", daemon=True)
        self._thread.start()
        if not self._ready.wait(_START_S):
            raise Busy("The tools for agents did not start in time. Nothing was done; try again in a moment.")

    @property
    def alive(self) -> bool:
        """Whether requests are answered: when the SDK's loop has ended, whatever ended it, this way is of no use."""
        return self._thread.is_alive() and not self._loop.is_closed()

    def ask(self, environ: Mapping[str, Any], body: bytes, call: Call) -> Spoken:
        """Return the SDK's answer to a request whose body has been read."""
        begun: list[tuple[int, dict[str, str]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], failed: Any = None) -> None:
            if failed is not None:
                raise failed[1]
            kept = {name.title(): value for name, value in headers if name.lower() not in _OURS}
            begun.append((int(status[:3]), kept))

        request = {**environ, "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body)), CALL: call}
        content = b"".join(self._wsgi(request, start_response))
        return Spoken(*begun[-1], content)

    def close(self) -> None:
        """End the threads. No request may be under way."""
        with suppress(RuntimeError):  # the loop has ended by itself
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(_START_S)
        self._threads.shutdown()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    async def _serve(self) -> None:
        async with self._manager.run():
            self._ready.set()
            await self._stop.wait()

    async def _away(self, work: Callable[[], Answer]) -> Answer:
        return await self._loop.run_in_executor(self._threads, work)


def _call_of(asked: Asked) -> Call:
    request: Any = asked.request  # a Starlette request: there is always one over HTTP
    return request.scope["wsgi_environ"][CALL]
