"""What the key in use may do: pages that it cannot read say so in one way, and offer nothing."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.members import MeView
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets.empty import EmptyPage

_AGAIN_MS = 5_000
# with all of one of these sets there is something to see on the page
_READS: Mapping[str, Sequence[frozenset[Scope]]] = {
    "links": (frozenset({Scope.LINKS_READ}),),
    "studio": (frozenset({Scope.CODES_READ}),),
    "batch": (frozenset({Scope.CODES_READ}),),
    "analytics": (frozenset({Scope.STATS_READ, Scope.LINKS_READ}),),  # scans are shown by their links
    "domains": (frozenset({Scope.DOMAINS_READ}),),
    "access": (frozenset({Scope.KEYS_READ}), frozenset({Scope.MEMBERS_READ})),
    "activity": (frozenset({Scope.AUDIT_READ}),),
}


class Reach(QObject):
    """Asks with every connection to a server; on this computer everything may be done."""

    def __init__(self, parent: QObject, session: Session, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window = session, jobs, window
        session.connected.connect(self._connected)
        session.back.connect(self.look)
        window.page_shown.connect(self._page_shown)

    def look(self) -> None:
        """Ask what the key may do now."""
        client = self._session.client
        if client is not None and self._session.mode == "remote":
            self._jobs.run(self, client.me.get, partial(self._show, client), partial(self._not_asked, client))

    def _connected(self) -> None:
        self._session.set_reach(None)
        self._window.bar({})
        self.look()

    def _page_shown(self, key: str) -> None:
        if self._window.is_barred(key):  # the key may reach further by now
            self.look()

    def _show(self, client: Client, me: MeView) -> None:
        if client is not self._session.client or self._session.reach == frozenset(me.scopes):
            return
        was = set(self._window.barred())
        self._session.set_reach(frozenset(me.scopes))
        barred = {key for key, ways in _READS.items() if not any(map(self._may_all, ways))}
        if me.member is not None:
            barred.discard("access")  # what one is in, and how much was used, is there for each member
        if barred != was:
            self._window.bar({key: self._cover(key) for key in barred})

    def _may_all(self, scopes: Collection[Scope]) -> bool:
        return all(map(self._session.may, scopes))

    def _not_asked(self, client: Client, _error: Exception) -> None:
        """Until it is known nothing is barred: ask again soon."""
        if client is self._session.client:
            QTimer.singleShot(_AGAIN_MS, self, partial(self._ask_again, client))

    def _ask_again(self, client: Client) -> None:
        if client is self._session.client and self._session.reach is None:
            self.look()

    def _cover(self, key: str) -> QWidget:
        titles: Mapping[str, str] = {
            "links": self.tr("Links are not open to your key"),
            "studio": self.tr("Codes and designs are not open to your key"),
            "batch": self.tr("Codes and designs are not open to your key"),
            "analytics": self.tr("Scans are not open to your key"),
            "domains": self.tr("Domains are not open to your key"),
            "access": self.tr("Keys and members are not open to your key"),
            "activity": self.tr("The audit log is not open to your key"),
        }
        said = self.tr("An owner or an admin of this workspace can show them to you, or make a key that reads them.")
        if key == "activity":
            said = self.tr("An owner or an admin of this workspace can show it to you, or make a key that reads it.")
        return EmptyPage("lock", titles[key], said)
