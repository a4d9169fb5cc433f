"""Waitress, hardened: no ambiguous message lengths, no endless requests, no crash by many clients.

Each rule here answers a hole that was found by probing with raw sockets.
"""

import contextlib
import ipaddress
import logging
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from threading import get_ident
from typing import Any, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.buffers import OverflowableBuffer
from waitress.channel import HTTPChannel
from waitress.proxy_headers import PROXY_HEADERS, proxy_headers_middleware
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher, WSGITask

from qrdesk.core.context import never
from qrdesk.core.hits.network import geo_hint
from qrdesk.core.settings import Settings
from qrdesk.daemon.clock_steps import ClockSteps, carry_over
from qrdesk.daemon.large_bodies import PACE_S
from qrdesk.daemon.listening import BACKLOG
from qrdesk.daemon.parsing import BODY_BYTES, HEADER_BYTES, Parser, Refusal

REQUEST_DEADLINE_S = 15.0  # a request is whole this long after its first byte, or its connection is closed
IDLE_S = 20  # a silent connection is closed
FILE_DEADLINE_S = 60.0  # one that brings a large file: as slow as any other may be
CONNECTIONS = 1000
WAITING = 8  # further threads, for callers who wait for a place where artwork is made
READING = 12  # for those who ask about single hits, wait to, or fetch them (services.hit_queries, exporting_hits)
LOOKING = 1  # and for the one who waits while another server is looked at (core.net.crowd)
SHOWING = 4  # and for the pictures of codes alone: anybody may ask for them, and a crowd that does waits for itself
GONE = "waitress.client_disconnected"  # in environ: says whether whoever asked has hung up, or sends no more
UNNAMED = "qrdesk.unnamed"  # in environ: what the trusted proxy says of that is no address
_FORWARDED = {"x-forwarded-for", "x-forwarded-proto"}  # what the trusted proxy is believed
_STRANGERS = frozenset(f"HTTP_{name}" for name in PROXY_HEADERS)
_LOOP_S = 1.0
_LARGE = 32_768  # bytes of an answer


# Waitress warns of every request that waits for a thread: under load that is one line each, and a third of the time.
logging.getLogger("waitress.queue").setLevel(logging.ERROR)


class Task(WSGITask):
    """Answers one request. After a large answer to one of several that came at once, the connection is closed.

    Else a few hundred bytes of requests would fill the buffers of a connection that takes nothing, and hold a thread.
    """

    def build_response_header(self) -> bytes:
        if len(self.channel.requests) > 1 and (self.content_length or 0) > _LARGE:
            self.set_close_on_finish()
        return super().build_response_header()


class Channel(HTTPChannel):
    """One connection; a request that drips in is cut off, however busy its dripping keeps the connection."""

    error_task_class = Refusal
    task_class = Task
    deadline_s = REQUEST_DEADLINE_S
    pace_s = PACE_S
    at_once = False  # the request that just came in is answered in the loop's own thread
    _began_at = 0.0
    _is_cut_off = False

    def parser_class(self, adj: Adjustments) -> Parser:  # type: ignore[override]  # Waitress has the class here
        """Return what reads the next request, which is to know from whom it comes."""
        found = Parser(adj)
        found.peer = str(cast("tuple[str, int]", self.addr)[0])
        return found

    def received(self, data: bytes) -> bool:
        unfinished = cast("Parser | None", self.request)
        if unfinished is not None and self._is_late(unfinished):
            self.handle_close()
            return True
        taken: bool = super().received(data)
        while self.at_once:
            self.at_once = False
            self.service()
        if self.request is not None and self.request is not unfinished:
            self._began_at = time.monotonic()
        return taken

    def _is_late(self, unfinished: Parser) -> bool:
        patience_s = self.deadline_s * (1 if unfinished.place is None else FILE_DEADLINE_S / REQUEST_DEADLINE_S)
        return time.monotonic() - self._began_at > patience_s or self._is_dripping(unfinished)

    def _is_dripping(self, unfinished: Parser) -> bool:
        place = unfinished.place
        return place is not None and place.is_dripping(unfinished.body_bytes_received, self.pace_s)

    @property
    def wastes_a_place(self) -> bool:
        """Whether a large file has begun here that does not come on."""
        unfinished = cast("Parser | None", self.request)
        return unfinished is not None and not self.requests and self._is_dripping(unfinished)

    def check_client_disconnected(self) -> bool:  # type: ignore[override]  # its stub forgets what it says
        """Say whether whoever asked has hung up, or will send nothing more, which looks the same.

        Waitress would have to read on while it answers to hear of it, and do so for every redirect.
        """
        if not self.connected:
            return True
        try:
            return not cast("socket.socket", self.socket).recv(1, socket.MSG_PEEK)
        except (BlockingIOError, InterruptedError):  # nothing has come
            return False
        except OSError:
            return True

    def is_cut_off(self) -> bool:
        """Say whether whoever asked cannot be reached any more: the connection is reset, or closed by us.

        Who only sends nothing more can be. From a caller who has gone nothing else is heard before the next piece of
        the answer is sent to them: their system refuses it.
        """
        if not self._is_cut_off:
            try:
                fault = cast("socket.socket", self.socket).getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            except OSError:
                fault = -1
            self._is_cut_off = bool(fault) or not self.connected  # kept: the system names a fault only once
        return self._is_cut_off

    def _flush_some(self, do_close: bool = True) -> bool:
        """Send what the other side takes; of an answer that is out, keep nothing: Waitress would until the next one."""
        sent: bool = cast("Any", super())._flush_some(do_close=do_close)  # noqa: SLF001 - its stub does not name it
        if not self.total_outbufs_len and (last := self.outbufs[-1]).buf is not None:
            cast("list[OverflowableBuffer]", self.outbufs)[-1] = OverflowableBuffer(self.adj.outbuf_overflow)
            last.close()
        return sent

    @property
    def reached(self) -> str:
        """The address of this computer that they came to; "" once they have gone."""
        found = self.socket  # None once the channel is closed
        with contextlib.suppress(OSError):
            return "" if found is None else str(found.getsockname()[0])
        return ""

    def hang_up(self) -> None:
        """End the connection, whatever waits to be sent: the loop hears of it, and closes the channel in its turn."""
        with contextlib.suppress(OSError):
            cast("socket.socket", self.socket).shutdown(socket.SHUT_RDWR)

    @property
    def idle(self) -> bool:
        """Whether nothing is half read, being worked on, or waiting to be sent."""
        return not self.requests and not self.total_outbufs_len and self.request is None


class Server(TcpWSGIServer):
    """A server on a socket that somebody else bound; ``run`` returns after ``stop``, with every answer sent.

    What ``quick`` finds for a path and Host is answered in the loop's thread: handing a redirect to another thread and
    waking up again costs more than the redirect. All else waits for a thread of the pool, as in Waitress; the pictures
    of codes wait for threads of their own.
    """

    channel_class = Channel

    def __init__(
        self,
        app: WSGIApplication,
        listener: socket.socket,
        settings: Settings,
        *,
        quick: Callable[[str, str], object] | None = None,
        deadline_s: float = REQUEST_DEADLINE_S,
        idle_s: int = IDLE_S,
        pace_s: float = PACE_S,
        connections: int = CONNECTIONS,
    ) -> None:
        """Listen on ``listener`` with the settings' threads; serving begins with ``run``."""
        adjustments = _adjustments(listener, settings, idle_s, connections)
        if settings.trusted_proxy:
            app = _with_checked_address(app, settings.trusted_proxy)
        self.channel_class = type("Channel", (Channel,), {"deadline_s": deadline_s, "pace_s": pace_s})
        self._quick = quick
        self._loop_thread = 0
        self._steps = ClockSteps()
        self._stopping = False  # no Event: a signal handler must not take locks
        dispatcher, self._painters = ThreadedTaskDispatcher(), ThreadedTaskDispatcher()
        dispatcher.set_thread_count(adjustments.threads)
        self._painters.set_thread_count(SHOWING)
        where = (listener.family, listener.type, listener.proto, listener.getsockname())
        self._crowd = connections * 9 // 10
        self._watched: dict[int, Any] = {}  # what the loop polls: the listener, a trigger, and every connection
        super().__init__(
            app,
            self._watched,
            True,
            listener,
            dispatcher=dispatcher,
            adj=adjustments,
            sockinfo=where,
            bind_socket=False,
        )
        if settings.trusted_proxy:  # outermost: Waitress puts the visitor's address in place of the peer's
            self.application: WSGIApplication = _with_place(self.application, settings.trusted_proxy)

    @property
    def _channels(self) -> dict[int, Channel]:
        return cast("dict[int, Channel]", self.active_channels)

    def stop(self) -> None:
        """Take no more connections, finish what is in flight, and let ``run`` return. Fit for a signal handler."""
        self._stopping = True
        with contextlib.suppress(OSError):  # the loop has ended already
            super().pull_trigger()

    def add_task(self, task: Any) -> None:
        """Have the first request of the channel ``task`` answered; called with the channel's lock held."""
        if self._quick is not None and get_ident() == self._loop_thread:
            request = task.requests[0]
            whole = request.error is None and request.body_rcv is None
            if whole and self._quick(request.path, request.headers.get("HOST", "")):
                task.at_once = True
                return
        if is_picture(task.requests[0].path):
            self._painters.add_task(task)
        else:
            super().add_task(task)

    def pull_trigger(self) -> None:
        """Wake the loop up, unless it is what runs."""
        if get_ident() != self._loop_thread:
            super().pull_trigger()

    def readable(self) -> bool:
        """Say whether the next connection may come in; called with each turn of the loop."""
        if step_s := self._steps.take():
            carry_over(self._channels.values(), step_s, time.time())
            self.next_channel_cleanup = 0
        return bool(super().readable())

    def handle_accept(self) -> None:
        """Take a connection; when places run short, have the next turn of the loop make room."""
        super().handle_accept()
        if len(self._watched) > self._crowd:
            self.next_channel_cleanup = 0

    def maintenance(self, now: float) -> None:
        """Close what has been silent too long; in a crowd the longest silent, so that the next visitor is let in.

        A large file that does not come on keeps others from sending theirs, and is closed soonest.
        Silent is also who takes nothing of an answer: else slow readers of large ones, for which nobody needs a key,
        would keep everybody out. Whoever has come just now is the last of all to go.
        """
        super().maintenance(cast("int", now))  # a float, whatever its stub says
        for channel in self._stuck(now):
            channel.hang_up()
        for channel in [one for one in self._channels.values() if one.wastes_a_place]:
            channel.hang_up()
        waiting = [one for one in self._channels.values() if one.total_outbufs_len or not one.requests]
        waiting.sort(key=lambda one: one.last_activity)
        for channel in waiting[: max(0, len(self._watched) - self._crowd)]:
            channel.will_close = True  # the next time that something may be sent, which need not come
            if channel.total_outbufs_len:
                channel.hang_up()

    def _stuck(self, now: float) -> list[Channel]:
        """Return the connections that take no more of a long answer: each of them holds a thread until it is closed."""
        silent_since, full = now - self.adj.channel_timeout, self.adj.send_bytes
        channels = self._channels.values()
        return [one for one in channels if one.total_outbufs_len > full and one.last_activity < silent_since]

    def run(self, *, grace_s: float = 5.0) -> None:
        """Serve until ``stop``; then close each connection when its answer is out, and all after ``grace_s``."""
        self._loop_thread = get_ident()
        while not self._stopping:
            self._once(_LOOP_S)
        self._accept_the_waiting()
        self._stop_listening()
        give_up_at = time.monotonic() + grace_s
        while self._channels and time.monotonic() < give_up_at:
            self._once(0.02)
            for channel in tuple(self._channels.values()):
                if channel.idle:
                    channel.handle_close()
        self.task_dispatcher.shutdown()
        self._painters.shutdown()
        wasyncore.close_all(self._watched)

    def _once(self, timeout_s: float) -> None:
        wasyncore.loop(timeout=timeout_s, use_poll=True, map=self._watched, count=1)

    def _accept_the_waiting(self) -> None:
        """Take in those whom the system has already let in: they believe to be connected."""
        for _ in range(BACKLOG):
            known = len(self._watched)
            self.handle_accept()
            if len(self._watched) == known:
                return

    def _stop_listening(self) -> None:
        self.accepting = False
        self.del_channel()
        if self.socket is not None:
            self.socket.close()


def is_picture(path: str) -> bool:
    """Say whether the picture of an address may be at ``path``: ``/{slug}/qr``."""
    whole = path.removesuffix("/")
    return whole.endswith("/qr") and whole.count("/") == 2


def cut_off(environ: Mapping[str, Any]) -> Callable[[], bool]:
    """Return what says whether nothing reaches whoever asked any more; see ``Channel.is_cut_off``."""
    caller = getattr(environ.get(GONE), "__self__", None)
    return getattr(caller, "is_cut_off", never)


def behind_proxy(app: WSGIApplication, settings: Settings) -> WSGIApplication:
    """Return ``app`` as Waitress would call it behind the proxy of the settings; for servers that know of none."""
    proxy = settings.trusted_proxy
    if not proxy:
        return _without_forwarded(app)
    told: WSGIApplication = proxy_headers_middleware(
        _with_checked_address(app, proxy), trusted_proxy=proxy, trusted_proxy_headers=_FORWARDED, clear_untrusted=True
    )
    return _with_place(told, proxy)


def _without_forwarded(app: WSGIApplication) -> WSGIApplication:
    """Drop what strangers say of whom they ask for, as Waitress does, in a fifth of the time."""

    def cleared(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not environ.keys().isdisjoint(_STRANGERS):
            for name in _STRANGERS:
                environ.pop(name, None)
        return app(environ, start_response)

    return cleared


def _adjustments(listener: socket.socket, settings: Settings, idle_s: int, connections: int) -> Adjustments:
    options: dict[str, Any] = {
        "sockets": [listener],
        "threads": settings.threads,
        "backlog": BACKLOG,
        "connection_limit": connections,
        "asyncore_use_poll": True,  # select() ends the process at 1024 descriptors
        "channel_timeout": idle_s,
        "cleanup_interval": min(5, idle_s),
        "max_request_header_size": HEADER_BYTES,
        "max_request_body_size": BODY_BYTES,
        "channel_request_lookahead": 0,
        "ident": None,
        "expose_tracebacks": False,
        "log_socket_errors": False,  # visitors hang up; that is no fault
        "clear_untrusted_proxy_headers": True,
    }
    if settings.trusted_proxy:
        options |= {
            "trusted_proxy": settings.trusted_proxy,
            "trusted_proxy_count": 1,
            "trusted_proxy_headers": _FORWARDED,
        }
    return Adjustments(**options)


def _with_checked_address(app: WSGIApplication, proxy: str) -> WSGIApplication:
    """Take the proxy's own address where what it forwarded is none: Waitress passes any text on."""

    def checked(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            ipaddress.ip_address(environ["REMOTE_ADDR"])
        except ValueError:
            environ["REMOTE_ADDR"] = environ["REMOTE_HOST"] = proxy
            environ[UNNAMED] = True
        return app(environ, start_response)

    return checked


def _with_place(app: WSGIApplication, proxy: str) -> WSGIApplication:
    """Note, as ``qrdesk.geo``, what the proxy's headers say of where the visitor is.

    Nothing else reads those headers, and no header can be called ``qrdesk.geo``: what strangers send means nothing.
    """

    def placed(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if proxy in {environ["REMOTE_ADDR"], "*"} and (hint := geo_hint(environ.get)):
            environ["qrdesk.geo"] = hint
        return app(environ, start_response)

    return placed
