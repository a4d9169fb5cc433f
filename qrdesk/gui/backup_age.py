"""When the last backup was made, at the foot of the window; a click opens where backups are made."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer

from qrdesk.client import AuditQuery, ChangesView, Client, LinkQuery
from qrdesk.core.schemas.access import Scope
from qrdesk.gui.changes import Changes
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.settings_card import moment
from qrdesk.gui.pages.settings_schedule import trouble_of
from qrdesk.gui.routes import Routes
from qrdesk.gui.seat import place_of
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.words import day

_LOOK_MS = 10 * 60_000  # one by schedule is made meanwhile, and another day begins


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the backups of a database; ``wrong`` says why one is missing that was due."""

    at: datetime | None
    wrong: str = ""
    empty: bool = False  # there is nothing yet that could be lost


class BackupAge(QObject):
    """Asks with every connection, when a backup was noted, and now and then."""

    def __init__(
        self, parent: QObject, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, changes: Changes
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window = session, jobs, window
        self._alone = False  # nothing is open that it could be about
        self._empty = False
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK_MS)
        self._clock.timeout.connect(self.look)
        session.connected.connect(self._connected)
        session.reach_changed.connect(self.look)
        session.back.connect(self.look)
        session.backups_seen.connect(self.look)  # what stands at the foot says the same
        changes.came.connect(self._came)
        window.closing.connect(self._clock.stop)
        window.left_alone.connect(self._left_alone)
        window.page_shown.connect(self._page_shown)
        window.status.backups_wanted.connect(lambda: routes.open_settings("backups"))

    def look(self) -> None:
        """Ask when the last one was made; of a server far away only its audit log tells, to whom may read that."""
        client, far = None if self._alone else self._session.client, self._session.mode == "remote"
        known_reach = not far or self._session.reach is not None
        if client is None or not known_reach or (far and not self._session.may(Scope.AUDIT_READ)):
            self._window.status.say_backup("")
        else:
            self._jobs.run(self, partial(known, client), partial(self._show, client), lambda _error: None)

    def _connected(self) -> None:
        self._window.status.say_backup("")
        self._clock.start()
        self.look()

    def _left_alone(self) -> None:
        self._alone = True
        self._window.status.say_backup("")

    def _page_shown(self, _key: str) -> None:
        if self._alone and not self._window.sidebar.isHidden():  # Help opens over what is alone, too
            self._alone = False
            self.look()

    def _came(self, found: ChangesView) -> None:
        if found.everything or self._empty or any(one.kind == "backup" for one in found.changes):
            self.look()

    def _show(self, client: Client, found: Known | None) -> None:
        if self._alone or client is not self._session.client:
            return
        status, self._empty = self._window.status, found is not None and found.empty
        if found is None or found.empty:
            status.say_backup("")
        elif found.wrong:
            status.say_backup(self.tr("A backup is missing"), found.wrong, alarm=True)
        elif found.at is None:
            status.say_backup(self.tr("No backup yet"), self.tr("Open the backups in the settings"))
        else:
            status.say_backup(self._made(found.at), self._when(found.at))

    def _made(self, at: datetime) -> str:
        days = (datetime.now().astimezone().date() - at.astimezone().date()).days
        if days <= 0:
            return self.tr("Backed up today")
        return self.tr("Backed up yesterday") if days == 1 else self.tr("Backed up on {day}").format(day=day(at))

    def _when(self, at: datetime) -> str:
        said = self.tr("The last backup was made {when}. Open the backups in the settings")
        return said.format(when=moment(at, datetime.now(UTC)))


def known(client: Client) -> Known | None:
    """Return what is known of the backups; None where nothing is.

    Raises:
        QRDeskError: the server is away, the key may not read its audit log, ...
    """
    if place_of(client) is None:
        found = client.audit.list(AuditQuery(action="backup.created", limit=1)).data
        return Known(found[0].at) if found else None
    state = client.backups.state()
    if not state.possible:  # PostgreSQL has programs of its own, which tell nobody here
        return None
    made = [run.at for run in (state.by_hand, state.made) if run is not None and run.made]
    wrong = trouble_of(state)
    empty = not made and not wrong and not client.links.list(LinkQuery(limit=1)).data
    return Known(max(made, default=None), wrong, empty)
