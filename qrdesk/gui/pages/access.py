"""Access: who and what may come in, how much was used, and who changed what."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.access_audit import AuditPart
from qrdesk.gui.pages.access_invitations import InvitationsPart
from qrdesk.gui.pages.access_keys import KeysPart
from qrdesk.gui.pages.access_members import MembersPart
from qrdesk.gui.pages.access_part import AccessPart
from qrdesk.gui.pages.access_plans import PlansPart
from qrdesk.gui.pages.access_usage import UsagePart
from qrdesk.gui.pages.access_workspace import WorkspacePart
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.tabs import Tabs

_TAB = "access/tab"


class AccessPage(QWidget):
    """Tabs: keys, members, invitations, workspaces, usage, plans, and the audit log. Each asks when it is shown."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__()
        self._session, self._window = session, window
        self.keys = KeysPart(session, jobs, window, routes)
        self.members = MembersPart(session, jobs, window, routes)
        self.invitations = InvitationsPart(session, jobs, window, routes)
        self.workspace = WorkspacePart(session, jobs, window, routes)
        self.usage = UsagePart(session, jobs, window, routes)
        self.plans = PlansPart(session, jobs, window, routes)
        self.audit = AuditPart(session, jobs, window, routes)
        self._parts: Mapping[str, AccessPart] = {
            "keys": self.keys,
            "members": self.members,
            "invitations": self.invitations,
            "workspace": self.workspace,
            "usage": self.usage,
            "plans": self.plans,
            "audit": self.audit,
        }
        actions: Mapping[str, QWidget] = {
            "keys": self.keys.new,
            "members": self.members.invite,
            "invitations": self.invitations.new,
            "workspace": self.workspace.new,
            "plans": self.plans.new,
            "audit": self.audit.export,
        }
        # in a box each: which tab is in sight is one thing, whether somebody may press it another
        self._actions = {key: boxes.box(boxes.columns(action, gap=0)) for key, action in actions.items()}
        self.tabs = Tabs(
            [
                ("keys", self.tr("Keys")),
                ("members", self.tr("Members")),
                ("invitations", self.tr("Invitations")),
                ("workspace", self.tr("Workspace")),
                ("usage", self.tr("Usage")),
                ("plans", self.tr("Plans")),
                ("audit", self.tr("Audit log")),
            ],
            name=self.tr("Access"),
        )
        self._stack = QStackedWidget()
        self._counted = False  # how many there are stands beside the tabs
        self._build()
        self.tabs.chosen.connect(self.show_tab)
        for key in ("keys", "members", "invitations"):
            getattr(self, key).counted.connect(partial(self._count, key))
        self.members.invite.clicked.connect(self._invite)
        self._put(window.state.read(_TAB, "keys"))
        session.on_connecting(self._connected)

    def refresh(self) -> None:
        """Ask for what the tab in sight shows; the first time also for what is counted beside the others."""
        shown = self.tabs.key()
        self._parts[shown].refresh()
        if not self._counted:
            self._counted = True
            for key in {"keys", "members", "invitations"} - {shown}:
                self._parts[key].refresh()

    def show_tab(self, key: str) -> None:
        """Show a tab and remember it."""
        self._put(key)
        self._window.state.write(_TAB, key)
        self.refresh()

    def focus_first(self) -> None:
        """Put the focus where one starts."""
        self._parts[self.tabs.key()].focus_first()

    def regions(self) -> Sequence[QWidget]:
        """Return what F6 walks."""
        return [self.tabs, *self._parts[self.tabs.key()].regions()]

    def _build(self) -> None:
        header = PageHeader(self.tr("Access"))
        for action in self._actions.values():
            header.add_action(action)
        edge = boxes.box(boxes.rows(None, boxes.line("h"), gap=0))
        edge.setFixedWidth(16)
        tabs = boxes.columns(edge, self.tabs, gap=0)
        column = boxes.rows(header, tabs, gap=0)
        column.addWidget(self._stack, 1)
        self.setLayout(column)
        for part in self._parts.values():  # at last: each is then dressed once
            self._stack.addWidget(part)

    def _put(self, key: str) -> None:
        shown = key if key in self._parts else "keys"
        self.tabs.choose(shown)
        self._stack.setCurrentWidget(self._parts[shown])
        for of, action in self._actions.items():
            action.setVisible(of == shown)

    def _count(self, key: str, count: int) -> None:
        self.tabs.set_count(key, words.number(count))

    def _invite(self) -> None:
        self.show_tab("invitations")
        self.invitations.show_new()

    def _connected(self) -> None:
        self._counted = False
        for key, part in self._parts.items():
            part.forget()
            self.tabs.set_count(key, "")
