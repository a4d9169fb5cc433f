"""``python -m qrdesk.daemon.worker``: one web process. It answers, records hits in its spool, and does no other work.

Everything it needs to know comes as settings in the environment; ``serve`` puts it there.
"""

import gc

if __name__ == "__main__":
    gc.disable()  # what is loaded at the start stays: looking through it meanwhile takes a tenth of the time

import argparse
import contextlib
import logging
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from qrdesk.core import database
from qrdesk.core.errors import QRDeskError
from qrdesk.core.hits.days import is_shared
from qrdesk.core.limits.shared import open_shared
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.redirect.store import PlanStore
from qrdesk.core.settings import HTTP_SERVERS, Settings
from qrdesk.daemon.children import FAILED, READY
from qrdesk.daemon.fast.needed import GRANIAN
from qrdesk.daemon.figures import WEB, Figures, Said
from qrdesk.daemon.front import Front
from qrdesk.daemon.health import Health
from qrdesk.daemon.hits import Hits
from qrdesk.daemon.impatience import Impatience
from qrdesk.daemon.ledger import DatabaseLedger
from qrdesk.daemon.lifeline import end_with_parent
from qrdesk.daemon.listening import listen
from qrdesk.daemon.logs import level_of
from qrdesk.daemon.recording import Recording
from qrdesk.daemon.redirect import Redirects
from qrdesk.daemon.server import LOOKING, READING, WAITING, Server
from qrdesk.daemon.sources import Knowledge
from qrdesk.daemon.tally import Tally
from qrdesk.daemon.unlocking import Unlocking
from qrdesk.daemon.visits import Visits
from qrdesk.daemon.ways import Ways

if TYPE_CHECKING:
    from qrdesk.daemon.fast.server import Server as FastServer

_DESCRIPTORS = 4096

_log = logging.getLogger(__name__)


class Lazy:
    """A WSGI application that is built by its first request: a worker that only redirects never loads it."""

    def __init__(self, build: Callable[[], WSGIApplication]) -> None:
        self._build = build
        self._lock = threading.Lock()
        self._app: WSGIApplication | None = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        if self._app is None:
            with self._lock:
                self._app = self._app or self._build()
        return self._app(environ, start_response)

    def close(self) -> None:
        """Let the application end what it started, if it was ever built."""
        close = getattr(self._app, "close", None)
        if close is not None:
            close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or the end of the parent; return the exit code."""
    parser = argparse.ArgumentParser(prog="qrdesk.daemon.worker")
    parser.add_argument("--fd", type=int, help="a listening socket that was inherited")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--server", choices=HTTP_SERVERS, default=HTTP_SERVERS[0], help="what speaks HTTP")
    parser.add_argument("--shared", action="store_true", help="other web processes answer beside this one")
    parser.add_argument("--name", default=f"{WEB}-1", help="what its figures are called")
    options = parser.parse_args(arguments)
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    try:
        settings = Settings.load()
        logging.getLogger().setLevel(level_of(settings))
        listener = listen(options.host, options.port) if options.fd is None else socket.socket(fileno=options.fd)
        _work(listener, settings, options.name, options.server, shared=options.shared)
    except (QRDeskError, OSError) as fault:
        _log.error("%s", fault)
        return FAILED
    return 0


def _work(listener: socket.socket, settings: Settings, name: str, server_name: str, *, shared: bool) -> None:
    allow_descriptors()
    opened = open_database(settings.database, settings)
    store = PlanStore(poll_ms=settings.plan_poll_ms)
    store.refresh()
    gc.freeze()  # a million plans are looked at never again by the collector, and no scan waits for it
    gc.enable()
    recording = Recording(opened.spool, fsync_ms=settings.hits_fsync_ms)
    knowledge = Knowledge(settings, lambda: store.needs)
    redirects = Redirects(store, Hits(store, recording, knowledge.visitors))
    visits = Visits(store, knowledge.sources())
    ways = Ways(redirects, visits, Unlocking(opened.secret_key), DatabaseLedger())
    tally = Tally()
    figures = Figures(opened.data_dir, name, lambda: said_of(recording, redirects, tally))
    health = Health(opened.database_id, store, figures)
    api = Lazy(lambda: _api(opened, settings, figures, store, shared=shared))
    threads = replace(settings, threads=settings.threads + WAITING + READING + LOOKING)
    front = Front(
        store,
        redirects,
        api,
        health.answer,
        ways=ways,
        trusted_proxy=settings.trusted_proxy,
        tally=tally,
        ceiling=_ceiling(settings),
    )
    server = _server(server_name)(front, listener, threads, quick=front.is_quick)
    _stop_on_signals(server)
    impatience = Impatience(store.is_waiting)
    store.start()
    impatience.start()
    knowledge.start()
    figures.start()
    print(READY, flush=True)  # noqa: T201 - the line that serve waits for
    server.run()
    recording.close()
    figures.stop()
    knowledge.stop()
    impatience.stop()
    store.stop()
    api.close()
    database.close()


def _server(name: str) -> "type[Server | FastServer]":
    if name == GRANIAN:
        from qrdesk.daemon.fast.server import Server as FastServer  # noqa: PLC0415 - granian is an extra

        return FastServer
    return Server


def _api(opened: Opened, settings: Settings, figures: Figures, store: PlanStore, *, shared: bool) -> WSGIApplication:
    from qrdesk.daemon.api import build_app  # noqa: PLC0415 - loads Bottle
    from qrdesk.daemon.metrics import Metrics  # noqa: PLC0415 - the same
    from qrdesk.daemon.pacing import Pacing  # noqa: PLC0415 - the same

    together = shared or is_shared()  # on PostgreSQL other computers may answer beside this one
    limiter = open_shared(opened.data_dir, opened.database_id) if together else None
    metrics = Metrics(figures, opened, settings.trusted_proxy, lambda: store.own_hosts)
    return build_app(opened, settings, metrics, Pacing(opened.secret_key, limiter), lambda: store.own_hosts)


def _ceiling(settings: Settings) -> Callable[[WSGIEnvironment], int] | None:
    if not settings.visits_per_minute:
        return None
    from qrdesk.daemon.ceiling import Ceiling  # noqa: PLC0415 - loads services, and few set one

    return Ceiling(settings.visits_per_minute).wait_s


def said_of(recording: Recording, redirects: Redirects, tally: Tally) -> Said:
    """Return what a web process knows of itself."""
    counts = {**recording.counters()._asdict(), **tally.counts()}
    dropped_s = redirects.dropped_at
    return Said(counts, {} if dropped_s is None else {"dropped_at": time.time() - (time.monotonic() - dropped_s)})


def _stop_on_signals(server: "Server | FastServer") -> None:
    signal.signal(signal.SIGTERM, lambda *_: server.stop())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for serve, which then stops us in order
    end_with_parent(server.stop)


def allow_descriptors() -> None:
    """Raise the soft limit of open files: 1,000 connections want more than some systems allow at first."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < _DESCRIPTORS:
        wanted = _DESCRIPTORS if hard == resource.RLIM_INFINITY else min(_DESCRIPTORS, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


if __name__ == "__main__":
    sys.exit(main())
