"""The daemon as the app sees it: attached to when it already serves this database, else started as a child."""

import ipaddress
import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

import qrdesk
from qrdesk.client import Client, PublicUrlDraft
from qrdesk.client.http import HttpTransport
from qrdesk.core.errors import Forbidden, ServerUnreachable
from qrdesk.core.schemas.access import DomainView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.seat import Place, Seat, place_of, port_is_free
from qrdesk.gui.shell.server_pill import ServerState

READY_LINE = "QRDesk serving on "
_LOOK_MS = 3_000
_STOP_MS = 15_000  # the daemon drains what it has recorded
_NOTE = "daemon.json"


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the server found."""

    url: str = ""  # where a daemon of this database answers; empty for nowhere
    port_taken: bool = False
    domain: DomainView | None = None


class Server(QObject):
    """Keeps a database served, and says in which state that is.

    ``state_changed`` brings the state and the address people type; ``trouble`` a title and what to do.
    """

    state_changed = Signal(ServerState, str)
    trouble = Signal(str, str)
    recovered = Signal()

    def __init__(self, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._client: Client | None = None
        self._place: Place | None = None
        self._seat = Seat()
        self._child: QProcess | None = None
        self._said: list[str] = []
        self._stopping = False
        self._wanted = False
        self._turn = 0  # of starting, stopping and following: an answer to an older one changes nothing
        self._looking = -1  # the turn of the look that is out
        self._again = False  # start once our daemon has stopped
        self.state = ServerState.STOPPED
        self.address = ""
        self.url = ""
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self.look)

    @property
    def own(self) -> bool:
        """Whether the daemon is our child; a foreign one outlives the app."""
        return self._child is not None

    @property
    def log(self) -> Path | None:
        """The log of a daemon on this computer."""
        return self._place.log if self._place else None

    def serve(self, client: Client, seat: Seat) -> None:
        """Have the client's database served on this computer: by the daemon that does so already, or a new one."""
        moved = self._child is not None and seat != self._seat
        self._client, self._seat = client, seat
        self._place = place_of(client)
        self.restart(seat) if moved else self.start()

    def follow(self, client: Client) -> None:
        """Watch a server far away, which nobody starts or stops from here."""
        self._client, self._place = client, None
        self._turn += 1
        self._wanted = True
        self._show(ServerState.CONNECTING)
        self._clock.start()
        self.look()

    def go_on_with(self, client: Client) -> None:
        """Ask by ``client`` from now on: another workspace of the same database, or another key of the same server."""
        if self._client is not None:
            self._client = client
            self.look()

    def start(self) -> None:
        """Start serving, unless somebody already does."""
        client, place, seat = self._client, self._place, self._seat
        if client is None or place is None:
            return
        if self._child is not None:
            self._again = self._stopping
            return
        self._wanted = True
        self._turn += 1
        self._show(ServerState.STARTING)
        begin, failed = partial(self._begin, self._turn), partial(self._not_prepared, self._turn)
        self._jobs.run(self, partial(_prepare, client, place, seat), begin, failed)

    def stop(self) -> None:
        """Stop our daemon; a foreign one is left alone."""
        self._wanted = self._again = False
        self._turn += 1
        self._clock.stop()
        if self._child is None:
            self._show(ServerState.STOPPED)
            return
        self._stopping = True
        self._child.terminate()
        QTimer.singleShot(_STOP_MS, self._child, self._child.kill)

    def restart(self, seat: Seat) -> None:
        """Serve elsewhere from now on."""
        self._seat = seat
        if self._child is None:
            self.start()
            return
        self.stop()
        self._again = True

    def close(self) -> None:
        """Stop our daemon and wait: it writes down what it has recorded. The window is gone by now."""
        self._clock.stop()
        self._wanted = False
        child, self._child = self._child, None
        if child is not None:
            child.finished.disconnect()
            child.terminate()
            if not child.waitForFinished(_STOP_MS):
                child.kill()
                child.waitForFinished(1_000)

    def look(self) -> None:
        """See whether the server still answers."""
        client = self._client
        if self._looking == self._turn or client is None or self.state is ServerState.STARTING:
            return
        self._looking = self._turn
        work = partial(_look_here, client, self._place) if self._place else partial(_look_there, client)
        self._jobs.run(self, work, partial(self._looked, self._turn), partial(self._unseen, self._turn))

    def _looked(self, turn: int, found: Look) -> None:
        if turn == self._turn:
            self._looking = -1
            self._seen(found)

    def _begin(self, turn: int, found: Look) -> None:
        if turn != self._turn:
            return
        if found.url:
            self._serving(found)
        elif found.port_taken:
            self._fail(*self._taken())
        else:
            self._spawn()

    def _not_prepared(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._fail(self.tr("The server could not be started"), words.failure(error))

    def _spawn(self) -> None:
        if self._place is None:
            return
        child = QProcess(self)
        child.setProcessEnvironment(_environment(self._place))
        child.setProgram(sys.executable)
        # -P: nothing from the folder that somebody stands in
        words = ["-P", "-m", "qrdesk", "serve", "--host", self._seat.host, "--port", str(self._seat.port)]
        child.setArguments(words)
        child.readyReadStandardOutput.connect(self._heard)
        child.readyReadStandardError.connect(self._read_errors)
        child.finished.connect(self._ended)
        child.errorOccurred.connect(self._broken)
        self._child, self._said, self._stopping = child, [], False
        child.start()

    def _heard(self) -> None:
        child = self._child
        if child is None:
            return
        said = bytes(child.readAllStandardOutput().data()).decode(errors="replace")
        if READY_LINE in said and self._client is not None and self._place is not None:
            work = partial(_look_here, self._client, self._place)
            self._jobs.run(self, work, partial(self._begun, self._turn), partial(self._not_prepared, self._turn))

    def _read_errors(self) -> None:
        if self._child is not None:
            said = bytes(self._child.readAllStandardError().data()).decode(errors="replace")
            self._said = (self._said + said.splitlines())[-20:]

    def _ended(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.deleteLater()
        if self._place is None:  # a server far away is followed by now
            return
        if self._again:
            self._again = False
            self.start()
            return
        if self._stopping or not self._wanted:
            self._show(ServerState.STOPPED)
            return
        said = next((line.removeprefix("Error: ") for line in reversed(self._said) if line.startswith("Error: ")), "")
        title, kept = self._stopped()
        self._fail(title, said or kept)

    def _stopped(self) -> tuple[str, str]:
        kept = self.tr("Links are kept, but codes lead nowhere until it runs again. The log says more.")
        return self.tr("The server has stopped"), kept

    def _broken(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._child = None
            self._fail(self.tr("The server could not be started"), self.tr("This Python cannot be run again."))

    def _begun(self, turn: int, found: Look) -> None:
        if turn == self._turn:
            self._serving(found)

    def _serving(self, found: Look) -> None:
        if found.url:
            self._clock.start()
            self._seen(found)
        else:
            self._fail(self.tr("The server could not be reached"), self.tr("It started, but does not answer yet."))

    def _seen(self, found: Look) -> None:
        self.url = found.url
        if self.state is ServerState.UNREACHABLE and found.url:
            self.recovered.emit()
        if not found.url:
            lost = self._place is not None and self._child is None
            served = self.state in {ServerState.SERVING, ServerState.NETWORK_ONLY}
            self._show(ServerState.STOPPED if lost else ServerState.UNREACHABLE)
            if lost and served:  # it was not ours, as that of another window that was closed
                self.trouble.emit(*self._stopped())
            return
        fit = found.domain.fit_for_print if found.domain else self._place is None
        host = found.domain.host if found.domain else found.url.partition("://")[2]
        self._show(ServerState.SERVING if fit else ServerState.NETWORK_ONLY, host)

    def _unseen(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            return
        self._looking = -1
        if self._wanted:
            self._show(ServerState.UNREACHABLE, self.address)

    def _fail(self, title: str, text: str) -> None:
        self._wanted = False
        self._clock.stop()
        self._show(ServerState.STOPPED)
        self.trouble.emit(title, text)

    def _taken(self) -> tuple[str, str]:
        port = self._seat.port
        return (
            self.tr("Port {port} is used by another program").format(port=port),
            self.tr(
                "Your links are kept. Close the other program and try again, or choose another port in Settings. Codes "
                "that carry port {port} need this one."
            ).format(port=port),
        )

    def _show(self, state: ServerState, address: str = "") -> None:
        self.state, self.address = state, address
        self.state_changed.emit(state, address)


def _prepare(client: Client, place: Place, seat: Seat) -> Look:
    url = _attachable(place)
    domain = _default(client)
    if domain is not None and _follows_the_seat(domain.host) and domain.url != seat.public_url:
        domain = client.domains.set_public_url(PublicUrlDraft(url=seat.public_url))
    return Look(url, not url and not port_is_free(seat.port, seat.host), domain)


def _look_here(client: Client, place: Place) -> Look:
    return Look(_attachable(place), domain=_default(client))


def _look_there(client: Client) -> Look:
    transport = cast(HttpTransport, client.transport)
    transport.health()
    return Look(transport.server, domain=_default(client))


def _follows_the_seat(host: str) -> bool:
    """Whether ``host`` is no more than this computer or its number on this network, which may change every day."""
    name = host.rpartition(":")[0] or host
    try:
        return not ipaddress.ip_address(name).is_global
    except ValueError:
        return name == "localhost"


def _attachable(place: Place) -> str:
    """Return where the daemon of this database answers; empty where it does not."""
    try:
        note = json.loads((place.data_dir / _NOTE).read_text(encoding="utf-8"))
        transport = HttpTransport(str(note["url"]), "", "app")
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    try:
        same = transport.health().get("database_id") == place.database_id
    except ServerUnreachable:
        return ""
    finally:
        transport.close()
    return str(note["url"]) if same else ""


def _default(client: Client) -> DomainView | None:
    with suppress(Forbidden):  # a key that may not read domains still works for everything else
        return next((domain for domain in client.domains.list() if domain.is_default), None)
    return None


def _environment(place: Place) -> QProcessEnvironment:
    # by environment, because anybody may list arguments and a PostgreSQL URL holds a password
    made = QProcessEnvironment.systemEnvironment()
    made.insert("QRDESK_DATABASE", place.database)
    made.insert("QRDESK_DATA_DIR", str(place.data_dir))
    made.insert("PYTHONUNBUFFERED", "1")
    checkout = Path(qrdesk.__file__).resolve().parents[1]
    if (checkout / "pyproject.toml").is_file():  # where nobody installed the package
        made.insert("PYTHONPATH", os.pathsep.join(filter(None, [str(checkout), made.value("PYTHONPATH")])))
    return made
