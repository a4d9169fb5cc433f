"""granian, with what Waitress does for us: redirects in its own thread, all else in ours, no endless requests.

granian's own way to call WSGI would hold one of its threads for each body that drips in, and for each redirect wake
another thread. So it is asked through the interface below that, which only this module and its neighbours know: a new
minor version of granian may change it, and pyproject.toml lets none in that was not tried.
"""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Callable
from typing import Any, cast
from wsgiref.types import WSGIApplication

from granian._granian import CallbackScheduler, RSGIWorker, SocketHolder, WorkerSignal
from granian.http import HTTP1Settings
from waitress.task import ThreadedTaskDispatcher

from qrdesk.core.settings import Settings
from qrdesk.daemon.fast.answering import answer_at_once, answer_in_turn, refuse
from qrdesk.daemon.fast.asking import NO_BODY, NotRead, environ_of
from qrdesk.daemon.fast.bodies import Limits, has_body, read
from qrdesk.daemon.fast.caller import Caller
from qrdesk.daemon.hits import Found
from qrdesk.daemon.large_bodies import PACE_S, Place
from qrdesk.daemon.listening import BACKLOG
from qrdesk.daemon.parsing import HEADER_BYTES
from qrdesk.daemon.redirect import FOUND
from qrdesk.daemon.server import (
    FILE_DEADLINE_S,
    GONE,
    IDLE_S,
    REQUEST_DEADLINE_S,
    SHOWING,
    behind_proxy,
    is_picture,
)

CONNECTIONS = 3000  # more than Waitress: nobody makes room here but by being silent for REQUEST_DEADLINE_S
_NO_TLS = (False, None, None, None, "tls1.3", None, [], False)
_NO_FIGURES = (None, None)

logging.getLogger("_granian").setLevel(logging.WARNING)  # it tells of each start and stop
_log = logging.getLogger(__name__)


class _Scheduler(CallbackScheduler):
    """Takes requests from granian in the thread that read them, where its own kind would wake an event loop."""

    __slots__ = ()

    def __new__(cls, take: Callable[[Any], None], loop: asyncio.AbstractEventLoop) -> "_Scheduler":
        base = cast("Any", super())
        made = base.__new__(cls, loop, take, None, None, None)
        made._schedule_fn = take  # noqa: SLF001 - what granian calls with each request
        return cast("_Scheduler", made)


class _Work:
    """A request that waits for a thread."""

    def __init__(self, server: "Server", environ: dict[str, Any], watcher: Any, place: Place | None) -> None:
        self._server, self._environ, self._watcher = server, environ, watcher
        self._place = place  # a large file keeps it until it is answered

    def service(self) -> None:
        """Answer; called in a thread of the pool."""
        environ = self._environ
        caller = Caller(environ["REMOTE_ADDR"], environ["REMOTE_PORT"])
        environ[GONE] = caller.check_client_disconnected
        try:
            answer_in_turn(self._server.app, environ, self._watcher.proto, caller, self._server.idle_s)
        finally:
            self._watcher.done()
            caller.close()
            if environ["wsgi.input"] is not NO_BODY:
                environ["wsgi.input"].close()

    def cancel(self) -> None:
        """Answer nothing: the server stops."""
        self._watcher.done()


class Server:
    """A server on a socket that somebody else bound; ``run`` returns after ``stop``, with every answer sent.

    What ``quick`` finds for a path and Host is answered in granian's own thread, and need not be looked for again. All
    else waits for a thread of ours, and the pictures of codes for some of their own.
    """

    def __init__(
        self,
        app: WSGIApplication,
        listener: socket.socket,
        settings: Settings,
        *,
        quick: Callable[[str, str], object] | None = None,
        deadline_s: float = REQUEST_DEADLINE_S,
        idle_s: float = IDLE_S,
        pace_s: float = PACE_S,
        connections: int = CONNECTIONS,
    ) -> None:
        """Listen on ``listener`` with the settings' threads; serving begins with ``run``."""
        self.app = behind_proxy(app, settings)
        self.idle_s = idle_s
        self._quick = quick or _never
        self._limits = Limits(deadline_s, FILE_DEADLINE_S, pace_s, settings.trusted_proxy)
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._is_closed = False
        self._reading: set[asyncio.Task[None]] = set()
        self._threads, self._painters = ThreadedTaskDispatcher(), ThreadedTaskDispatcher()
        self._threads.set_thread_count(settings.threads)
        self._painters.set_thread_count(SHOWING)
        # Whoever takes nothing of an answer is cut off by the system. Connections have this of their listener.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, round(idle_s * 1000))
        self._listener = listener
        http = HTTP1Settings(header_read_timeout=round(deadline_s * 1000), max_buffer_size=HEADER_BYTES)
        holder = cast("Any", SocketHolder)(socket.dup(listener.fileno()), False, BACKLOG)
        self._worker = cast("Any", RSGIWorker)(
            1, (None, holder), None, 1, 1, 1, 30, connections, "1", http, None, False, None, *_NO_TLS, _NO_FIGURES
        )

    def stop(self) -> None:
        """Take no more connections, finish what is in flight, and let ``run`` return. Fit for a signal handler."""
        with contextlib.suppress(RuntimeError):  # the loop has ended already
            self._loop.call_soon_threadsafe(self._stop.set)

    def run(self, *, grace_s: float = 5.0) -> None:
        """Serve until ``stop``; then close each connection when its answer is out, and all after ``grace_s``."""
        try:
            self._loop.run_until_complete(self._serve(grace_s))
        finally:
            self._is_closed = True
            self._listener.close()
            self._threads.shutdown(timeout=1)
            self._painters.shutdown(timeout=1)
            self._loop.close()

    async def _serve(self, grace_s: float) -> None:
        ended = asyncio.Event()
        signal = WorkerSignal()
        signal.add_cb(lambda: self._loop.call_soon_threadsafe(ended.set))
        self._worker.serve_str(_Scheduler(self._take, self._loop), self._loop, signal)
        await self._stop.wait()
        signal.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), grace_s)

    def _take(self, watcher: Any) -> None:
        """Answer a request or see to it that it is answered; called in granian's thread."""
        scope, proto = watcher.scope, watcher.proto
        try:
            environ = environ_of(scope)
            if self._is_closed:
                raise NotRead(503, environ["PATH_INFO"])
            if has_body(environ):
                self._loop.call_soon_threadsafe(self._begin, environ, watcher)
            elif found := self._quick(environ["PATH_INFO"], environ.get("HTTP_HOST", "")):
                if isinstance(found, Found):
                    environ[FOUND] = found
                answer_at_once(self.app, environ, proto)
                watcher.done()
            else:
                self._give(environ, watcher)
        except NotRead as fault:
            refuse(proto, fault, scope.method)
            watcher.done()
        except Exception:  # noqa: BLE001 - granian would print it, and hang up
            _log.exception("Fault at %s %r", scope.method, scope.path)
            refuse(proto, NotRead(500, scope.path), scope.method)
            watcher.done()

    def _begin(self, environ: dict[str, Any], watcher: Any) -> None:
        task = self._loop.create_task(self._read(environ, watcher))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)

    async def _read(self, environ: dict[str, Any], watcher: Any) -> None:
        proto = watcher.proto
        try:
            self._give(environ, watcher, await read(environ, proto, self._limits))
        except NotRead as fault:
            refuse(proto, fault, environ["REQUEST_METHOD"])
            watcher.done()
        except Exception:  # noqa: BLE001 - the same
            _log.exception("Fault at %s %r", environ["REQUEST_METHOD"], environ["PATH_INFO"])
            refuse(proto, NotRead(500, environ["PATH_INFO"]), environ["REQUEST_METHOD"])
            watcher.done()

    def _give(self, environ: dict[str, Any], watcher: Any, place: Place | None = None) -> None:
        pool = self._painters if is_picture(environ["PATH_INFO"]) else self._threads
        pool.add_task(cast("Any", _Work(self, environ, watcher, place)))


def _never(_path: str, _host: str) -> None:
    """Find nothing that is answered at once."""
