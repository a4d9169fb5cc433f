"""``qrdesk serve``: one supervisor, N web processes on one socket, and one background process."""

import errno
import http.client
import json
import logging
import os
import signal
import socket
import time
from collections.abc import Generator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import fields, replace
from datetime import UTC, datetime

from qrdesk.core import database, settings_file
from qrdesk.core.errors import Kind, PortInUse, QRDeskError
from qrdesk.core.limits import shared
from qrdesk.core.opening import Opened, open_database, set_public_url
from qrdesk.core.public_url import parse
from qrdesk.core.settings import Settings, variable
from qrdesk.daemon import figures
from qrdesk.daemon.children import Child, stop_all
from qrdesk.daemon.claim import Claim
from qrdesk.daemon.disk import check_local
from qrdesk.daemon.fast.needed import check_server
from qrdesk.daemon.lifeline import end_with_parent
from qrdesk.daemon.listening import listen
from qrdesk.daemon.logs import level_of, logging_to

_START_S = 120.0  # until the first answer; a million links take a while to load
_REBIND_S = 3.0  # after a crash the last daemon's processes may hold the port for a moment
_ONE_WISH_S = 0.5
_LOOK_S = 0.1
_STARTING_S = 10.0  # of the background process, when it is stopped as soon as it was started
_WORKERS_S = 10.0
_BACKGROUND_S = 35.0  # longer than its own last drain
_HANDOVER_S = _WORKERS_S + _BACKGROUND_S  # so long may the one before take to stop

_log = logging.getLogger(__name__)


class CannotListen(PortInUse):
    """The address cannot be served for a reason other than another program."""

    code = "cannot_listen"


class StartFailed(QRDeskError):
    """A process of ours ended before it did its work."""

    kind = Kind.UNAVAILABLE
    code = "start_failed"


def serve(
    host: str,
    port: int,
    database_url: str = "",
    public_url: str = "",
    *,
    workers: int = 1,
    server: str = "waitress",
    settings: Settings | None = None,
    with_parent: bool = False,
) -> int:
    """Serve until SIGTERM or Ctrl-C, then stop in order; return 0. A second signal does not wait.

    ``with_parent`` stops as well once whatever started this has ended, even by kill -9: the app, whose server nobody
    would see or stop. It also waits for the one before, which may still be writing down what it recorded.

    Prints ``QRDesk serving on http://H:P`` when it answers. ``port`` 0 takes any free one. Call it in the main thread.

    Raises:
        DatabaseUnreachable: the database cannot be opened.
        Invalid, Conflict: the public address cannot be used.
        NetworkDisk: the data folder is not on a disk of this computer.
        AlreadyServing: another daemon serves this database.
        PortInUse: the port is taken, or the address cannot be served.
        StartFailed: a process ended before it answered; its reason is in the log.
        ServerMissing: ``server`` is not installed, or not for this system.
    """
    check_server(server)
    settings = settings or Settings.load()
    public_url = public_url or settings.public_url
    if public_url:
        parse(public_url)  # before a database is made
    opened = open_database(database_url, replace(settings, public_url=""))
    with ExitStack() as stack:
        claim = _claimed(stack, opened, with_parent=with_parent)
        listener = stack.enter_context(closing(_bind(host, port, patient=claim.after_crash)))
        set_public_url(opened, public_url)  # only now: whoever is refused has changed nothing
        database.close()
        stack.enter_context(_logging(opened, settings))
        signals = stack.enter_context(_signals(with_parent=with_parent))
        where = _Where(host, listener.getsockname()[1], passing=with_parent)
        children = _children(where, listener, opened, settings, (server, max(1, workers)))
        return _run(children, where, listener, claim, opened, signals)


def _claimed(stack: ExitStack, opened: Opened, *, with_parent: bool) -> Claim:
    """Have ``opened`` for this daemon alone until ``stack`` is left."""
    stack.callback(database.close)
    check_local(opened.data_dir)
    claim = Claim(opened.data_dir, patience_s=_HANDOVER_S if with_parent else 0)
    stack.callback(claim.release)
    _forget_last_run(opened)
    return claim


def _forget_last_run(opened: Opened) -> None:
    figures.clear(opened.data_dir)
    shared.clear(opened.data_dir, opened.database_id)


@contextmanager
def _logging(opened: Opened, settings: Settings) -> Generator[None]:
    """Write the log, what opening the database had to say first."""
    with logging_to(opened.data_dir, level_of(settings)):
        if opened.backup is not None:
            _log.info("The database was brought up to date. What it was before is kept in %s.", opened.backup)
        if opened.secret.said:
            _log.warning("%s", opened.secret.said)
        yield


class _Where:
    """The address served, as printed and as reached from this computer."""

    def __init__(self, host: str, port: int, *, passing: bool = False) -> None:
        self.host, self.port, self.passing = host, port, passing
        self.reached = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
        self.url = f"http://{_bracketed(self.reached)}:{port}"
        self.printed = f"http://{_bracketed(host)}:{port}"


def _run(
    children: Sequence[Child], where: _Where, listener: socket.socket, claim: Claim, opened: Opened, signals: list[int]
) -> int:
    background, *web = children
    try:
        for child in children:
            child.start()
        if _await_answers(web, where, signals):
            claim.publish(_note(where, opened))
            print(f"QRDesk serving on {where.printed}", flush=True)  # noqa: T201 - scripts wait for this line
            _log.info("Serving %s on %s.", opened.path or "PostgreSQL", where.printed)
        while not signals:
            time.sleep(_LOOK_S)
            for child in children:
                child.revive()
    finally:
        listener.close()  # from here on the system refuses new visitors instead of letting them wait
        stop_all(web, patience_s=_WORKERS_S, hurry=signals)
        _await_ready(background, signals)
        stop_all([background], patience_s=_BACKGROUND_S, hurry=signals)
    _log.info("Stopped.")
    return 0


def _await_answers(web: Sequence[Child], where: _Where, signals: Sequence[int]) -> bool:
    """Wait until all web processes work and one has answered; False when told to stop before."""
    give_up_at = time.monotonic() + _START_S
    while not signals:
        if not all(child.alive for child in web) or time.monotonic() > give_up_at:
            raise StartFailed("QRDesk could not start: a web process ended at once. The lines above say why.")
        if all(child.ready.is_set() for child in web) and _answers(where):
            return True
        time.sleep(_LOOK_S / 4)
    return False


def _await_ready(child: Child, signals: Sequence[int]) -> None:
    """Wait a while for a process that has just been started: before it listens to signals they would end it at once."""
    give_up_at = time.monotonic() + _STARTING_S
    while child.alive and len(signals) < 2 and time.monotonic() < give_up_at:
        if child.ready.wait(_LOOK_S):
            return


def _answers(where: _Where) -> bool:
    connection = http.client.HTTPConnection(where.reached, where.port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return "database_id" in json.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        connection.close()


def _children(
    where: _Where, listener: socket.socket, opened: Opened, settings: Settings, wanted: tuple[str, int]
) -> list[Child]:
    """Return the background process and as many web processes of one server as are ``wanted``, not started yet."""
    server, workers = wanted
    environ = {**os.environ, **_as_environment(opened, settings), "PYTHONUNBUFFERED": "1"}
    background = Child("background", ["qrdesk.daemon.background"], environ)
    if os.name == "posix":
        fd = listener.fileno()
        shared_by = ["--shared"] if workers > 1 else []
        command = ["qrdesk.daemon.worker", "--server", server, *shared_by, "--fd", str(fd), "--name"]
        names = (f"{figures.WEB}-{number}" for number in range(1, workers + 1))
        return [background, *(Child(name, [*command, name], environ, fd=fd) for name in names)]
    # No descriptors are handed on there: one web process binds the address itself.
    listener.close()
    command = ["qrdesk.daemon.worker", "--host", where.host, "--port", str(where.port)]
    return [background, Child(f"{figures.WEB}-1", command, environ)]


def _as_environment(opened: Opened, settings: Settings) -> dict[str, str]:
    # By environment and not as arguments: a PostgreSQL URL holds a password, and anybody may list arguments.
    known = {variable(one.name): str(getattr(settings, one.name)) for one in fields(settings)}
    found = {
        "QRDESK_DATABASE": str(opened.path or opened.url),
        "QRDESK_DATA_DIR": str(opened.data_dir),
        "QRDESK_PUBLIC_URL": "",  # told to the database above; from now on the database says
        settings_file.VARIABLE: "",  # read above: who begins anew an hour later meets no half-written one
    }
    return known | found


def _note(where: _Where, opened: Opened) -> dict[str, object]:
    return {
        "pid": os.getpid(),
        "host": where.host,
        "port": where.port,
        "url": where.url,
        "started_at": datetime.now(UTC).isoformat(),
        "database_id": opened.database_id,
        "passing": where.passing,
    }


def _bind(host: str, port: int, *, patient: bool) -> socket.socket:
    give_up_at = time.monotonic() + (_REBIND_S if patient else 0)
    while True:
        try:
            return listen(host, port)
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE or time.monotonic() >= give_up_at:
                raise _unbound(host, port, fault) from fault
        time.sleep(_LOOK_S)


def _unbound(host: str, port: int, fault: OSError) -> PortInUse:
    if fault.errno == errno.EADDRINUSE:
        return PortInUse(
            f"Port {port} on {host} is in use by another program. Stop that program, or choose another port: "
            f"--port {port + 1}, or --port 0 for any free one."
        )
    if fault.errno == errno.EACCES:
        return CannotListen(f"This account may not serve on port {port}. Choose a port above 1023.")
    return CannotListen(f"“{host}” cannot be served here: {fault.strerror or fault}. Try --host 127.0.0.1.")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@contextmanager
def _signals(*, with_parent: bool) -> Generator[list[int]]:
    """Collect SIGTERM and SIGINT instead of dying of them; ``with_parent``, the parent's end is one of them.

    Two in the same moment are one wish: Ctrl+C reaches us and whatever started us, which passes it on.
    """
    arrived: list[int] = []
    last_at = -_ONE_WISH_S

    def note(number: int, _frame: object) -> None:
        nonlocal last_at
        if time.monotonic() - last_at >= _ONE_WISH_S:
            arrived.append(number)
            last_at = time.monotonic()

    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    for number in before:
        signal.signal(number, note)
    if with_parent:
        end_with_parent(lambda: signal.raise_signal(signal.SIGTERM))  # one wish with the one the system sends
    try:
        yield arrived
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
