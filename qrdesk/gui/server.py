"""The daemon as the app sees it: attached to when it already serves this database, else started as a child."""

import sys
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from qrdesk.client import Client
from qrdesk.gui import server_refusals, words
from qrdesk.gui.backoff import Backoff
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.seat import Place, Seat, place_of
from qrdesk.gui.server_looks import Look, environment, host_of, look_here, look_there, prepare
from qrdesk.gui.shell.server_pill import ServerState

READY_LINE = "QRDesk serving on "
_LOOK_MS = 3_000
_STOP_MS = 15_000  # the daemon drains what it has recorded
_RISE_MS = 500  # before our daemon is started again; twice as long the next time
_MOST_RISE_MS = 2_000
_PATIENCE_S = 12.0  # with a port that is taken: a killed app's daemon holds it until it has written down what it has
_LATELY_S, _MOST_ENDS = 60, 3  # so many ends within a minute: it would only end again


class Server(QObject):
    """Keeps a database served, and says in which state that is.

    ``state_changed`` brings the state and the address people type; ``trouble`` a title and what to do.
    """

    state_changed = Signal(ServerState, str)
    trouble = Signal(str, str)
    recovered = Signal()
    away = Signal(int)  # seconds until the server is looked for again, every second; 0 while somebody looks
    started_again = Signal(object)  # when: our daemon had ended by itself

    def __init__(self, jobs: JobRunner, parent: QObject | None = None, *, patience_s: float = _PATIENCE_S) -> None:
        super().__init__(parent)
        self._jobs, self._patience_s = jobs, patience_s
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
        self.answered_at: datetime | None = None  # the last time that it did
        self.backoff = Backoff(self)
        self.backoff.due.connect(self.look)
        self.backoff.ticked.connect(self.away)
        self._ends: list[float] = []  # when our daemon ended by itself, lately
        self._served = False  # our daemon, since it was started
        self._passing = False  # what answered last ends with another window, or did with one that was killed
        self._tries, self._taken_since = 0, 0.0  # to start, while the port was not free yet
        self.port_refused = False  # the last trouble was the port: another one helps
        self._raise = QTimer(self)
        self._raise.setSingleShot(True)
        self._raise.timeout.connect(self.start)

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
        self._forget_trouble()
        moved = self._child is not None and seat != self._seat
        self._client, self._seat = client, seat
        self._place = place_of(client)
        self.restart(seat) if moved else self.start()

    def follow(self, client: Client) -> None:
        """Watch a server far away, which nobody starts or stops from here."""
        self._client, self._place, self.answered_at = client, None, None
        self._turn += 1
        self._wanted = True
        self._forget_trouble()
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
        self._jobs.run(self, partial(prepare, client, place, seat), begin, failed)

    def stop(self) -> None:
        """Stop our daemon; a foreign one is left alone."""
        self._wanted = self._again = self._passing = False
        self._turn += 1
        self._clock.stop()
        self._forget_trouble()
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
        self._forget_trouble()
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
        if self.state is ServerState.UNREACHABLE:
            self.away.emit(0)
        work = partial(look_here, client, self._place) if self._place else partial(look_there, client)
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
            self._wait_for_port()
        else:
            self._spawn()

    def _wait_for_port(self, *, held: bool = False) -> None:
        """Try once more in a while, but not for ever: whoever holds the port, or the links, may be ending."""
        now = time.monotonic()
        self._taken_since = self._taken_since or now
        if now - self._taken_since >= self._patience_s:
            said = server_refusals.held() if held else server_refusals.taken(self._seat.port)
            self._fail(*said, port=not held)
            return
        self._raise.start(min(_RISE_MS << self._tries, _MOST_RISE_MS))
        self._tries += 1

    def _not_prepared(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self._fail(self.tr("The server could not be started"), words.failure(error))

    def _spawn(self) -> None:
        if self._place is None:
            return
        child = QProcess(self)
        child.setProcessEnvironment(environment(self._place))
        child.setProgram(sys.executable)
        # -P: nothing from the folder that somebody stands in
        words = ["-P", "-m", "qrdesk", "serve", "--host", self._seat.host, "--port", str(self._seat.port)]
        child.setArguments([*words, "--with-parent"])  # an app that is killed leaves no server that nobody sees
        child.readyReadStandardOutput.connect(self._heard)
        child.readyReadStandardError.connect(self._read_errors)
        child.finished.connect(self._ended)
        child.errorOccurred.connect(self._broken)
        self._child, self._said, self._stopping, self._served = child, [], False, False
        child.start()

    def _heard(self) -> None:
        child = self._child
        if child is None:
            return
        said = bytes(child.readAllStandardOutput().data()).decode(errors="replace")
        if READY_LINE in said and self._client is not None and self._place is not None:
            work = partial(look_here, self._client, self._place)
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
        if self._served and self._may_rise():
            self._rise()
            return
        self._not_begun(*server_refusals.refusal(self._said))

    def _not_begun(self, code: str, said: str) -> None:
        if code in server_refusals.PASSING:
            self._turn += 1
            self._wait_for_port(held=code == server_refusals.HELD)
        elif code == "cannot_listen":
            self._fail(*server_refusals.not_allowed(self._seat.port), port=True)
        else:
            title, kept = self._stopped()
            self._fail(title, server_refusals.in_words(code, words.told(said), kept))

    def _may_rise(self) -> bool:
        """Note an end that nobody wanted; whether our daemon is to be started once more."""
        now = time.monotonic()
        self._ends = [at for at in self._ends if now - at < _LATELY_S] + [now]
        return len(self._ends) < _MOST_ENDS

    def _rise(self) -> None:
        self._turn += 1
        self._tries, self._taken_since = 0, 0.0
        self._clock.stop()
        self._show(ServerState.STARTING)
        self._raise.start(_RISE_MS << max(0, len(self._ends) - 1))

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
            self._tries, self._taken_since = 0, 0.0
            self._clock.start()
            self._seen(found)
            if self._child is not None and not self._served and self._ends:
                self.started_again.emit(datetime.now(UTC))
            self._served = self._child is not None
        else:
            self._fail(self.tr("The server could not be reached"), self.tr("It started, but does not answer yet."))

    def _seen(self, found: Look) -> None:
        self.url = found.url
        if found.url:
            self.answered_at = datetime.now(UTC)
            self.backoff.over()
            self._passing = found.passing
        was_away = self.state is ServerState.UNREACHABLE and bool(found.url)
        if not found.url:
            lost = self._place is not None and self._child is None
            served = self.state in {ServerState.SERVING, ServerState.NETWORK_ONLY}
            if lost and served and (self._ends or self._passing):  # one that was ending had answered for a moment
                self._rise()
                return
            self._show(ServerState.STOPPED if lost else ServerState.UNREACHABLE)
            if lost and served:  # it was not ours, as that of another window that was closed
                self.port_refused = False
                self.trouble.emit(*self._stopped())
            if not lost:
                self._try_later()
            return
        fit = found.domain.fit_for_print if found.domain else self._place is None
        host = found.domain.host if found.domain else found.url.partition("://")[2]
        self._show(ServerState.SERVING if fit else ServerState.NETWORK_ONLY, host)
        if was_away:
            self._clock.start()
            self.recovered.emit()

    def _try_later(self) -> None:
        """Look again, but less and less often."""
        self._clock.stop()
        self.backoff.failed()

    def _forget_trouble(self) -> None:
        self.backoff.over()
        self._raise.stop()
        self._ends = []
        self._tries, self._taken_since = 0, 0.0

    def _unseen(self, turn: int, error: Exception) -> None:
        if turn != self._turn:
            return
        self._looking = -1
        if self._wanted:
            self._show(ServerState.UNREACHABLE, self.address or host_of(self._client))
            self._try_later()

    def _fail(self, title: str, text: str, *, port: bool = False) -> None:
        self._wanted, self.port_refused = False, port
        self._clock.stop()
        self._forget_trouble()
        self._show(ServerState.STOPPED)
        self.trouble.emit(title, text)

    def _show(self, state: ServerState, address: str = "") -> None:
        self.state, self.address = state, address
        self.state_changed.emit(state, address)
