"""Access: who and what may come in, and how much was used."""

from collections.abc import Generator, Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from qrdesk.client import ChangesView
from qrdesk.core.schemas.access import Scope
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.access_invitation_panel import InvitationPanel
from qrdesk.gui.pages.access_invitations import InvitationsPart
from qrdesk.gui.pages.access_keys import KeysPart
from qrdesk.gui.pages.access_member_panel import MemberPanel
from qrdesk.gui.pages.access_members import MembersPart
from qrdesk.gui.pages.access_part import AccessPart, MakingPart
from qrdesk.gui.pages.access_plans import PlansPart
from qrdesk.gui.pages.access_roles import may_see
from qrdesk.gui.pages.access_usage import UsagePart
from qrdesk.gui.pages.access_workspace import WorkspacePart
from qrdesk.gui.pages.access_workspace_forms import KeptForm, NewWorkspaceForm
from qrdesk.gui.pages.access_workspace_panel import WorkspacePanel
from qrdesk.gui.pieces import whole
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.loading import LoadingBar
from qrdesk.gui.widgets.tabs import Tabs
from qrdesk.gui.within_reach import gate

_TAB = "access/tab"


class AccessPage(QWidget):
    """Tabs: keys, members, invitations, workspaces, usage and plans. Each asks when it is shown."""

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, *, at_once: bool = True
    ) -> None:
        """Not ``at_once``: it is made by its ``steps``, and of no use before they are done."""
        super().__init__()
        self._session, self._window = session, window
        self.steps = self._made(session, jobs, window, routes)
        if at_once:
            whole(self.steps)

    def _made(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> Generator[None]:
        self.keys = KeysPart(session, jobs, window, routes, at_once=False)
        yield from self.keys.steps
        member = MemberPanel()
        yield
        self.members = MembersPart(session, jobs, window, routes, member)
        yield
        invitation = InvitationPanel()
        yield
        self.invitations = InvitationsPart(session, jobs, window, routes, invitation)
        yield
        kept = KeptForm()
        yield
        one_more = NewWorkspaceForm()
        yield
        workspace = WorkspacePanel(kept, one_more)
        yield
        self.workspace = WorkspacePart(session, jobs, window, routes, workspace)
        yield
        self.usage = UsagePart(session, jobs, window, routes)
        yield
        self.plans = PlansPart(session, jobs, window, routes)
        yield
        self.activity = Button(self.tr("Who changed what"), "quiet", "activity")
        self.activity.clicked.connect(lambda: routes.show_page("activity"))
        self._name_parts()
        self.tabs = Tabs([(key, self._titles[key]) for key in self._offered()], name=self.tr("Access"))
        self._stack = QStackedWidget()
        self._counted = False  # how many there are stands beside the tabs
        yield
        yield from self._build()
        self.tabs.chosen.connect(self.show_tab)
        for key in ("keys", "members", "invitations"):
            getattr(self, key).counted.connect(partial(self._count, key))
        self.members.invite.clicked.connect(self._invite)
        yield
        self._put(window.state.read(_TAB, "keys"))
        yield
        gate(session, [Scope.AUDIT_READ], self.tr("Your key may not read the audit log."), self.activity)
        session.reach_changed.connect(self._show_reach)
        session.on_connecting(self._connected)

    def _name_parts(self) -> None:
        self._parts: Mapping[str, AccessPart] = {
            "keys": self.keys,
            "members": self.members,
            "invitations": self.invitations,
            "workspace": self.workspace,
            "usage": self.usage,
            "plans": self.plans,
        }
        actions: Mapping[str, QWidget] = {
            "keys": self.keys.new,
            "members": self.members.invite,
            "invitations": self.invitations.new,
            "workspace": self.workspace.new,
            "plans": self.plans.new,
        }
        # in a box each: which tab is in sight is one thing, whether somebody may press it another
        self._actions = {key: boxes.box(boxes.columns(action, gap=0)) for key, action in actions.items()}
        self._titles: Mapping[str, str] = {
            "keys": self.tr("Keys"),
            "members": self.tr("Members"),
            "invitations": self.tr("Invitations"),
            "workspace": self.tr("Workspace"),
            "usage": self.tr("Usage"),
            "plans": self.tr("Plans"),
        }

    def refresh(self) -> None:
        """Ask for what the tab in sight shows; the first time also for what is counted beside the others."""
        shown = self.tabs.key()
        self._parts[shown].refresh()
        if not self._counted:
            self._counted = True
            for key in {"keys", "members", "invitations"} & set(self._offered()) - {shown}:
                self._parts[key].refresh()

    def changed_elsewhere(self, _found: ChangesView) -> None:
        """Show what others changed, and count anew; what is chosen, typed and asked stays."""
        self._counted = False
        self.refresh()

    def show_tab(self, key: str) -> None:
        """Show a tab and remember it."""
        self._put(key)
        self._window.state.write(_TAB, key)
        self.refresh()

    def begin_new(self) -> None:
        """Offer to make one more of what the tab in sight lists, where one may."""
        action = self._parts[self.tabs.key()]
        if isinstance(action, MakingPart) and not action.new.isHidden():
            action.new.click()

    def focus_first(self) -> None:
        """Put the focus where one starts."""
        self._parts[self.tabs.key()].focus_first()

    def regions(self) -> Sequence[QWidget]:
        """Return what F6 walks."""
        return [self.tabs, *self._parts[self.tabs.key()].regions()]

    def _build(self) -> Generator[None]:
        header = PageHeader(self.tr("Access"))
        header.add_action(self.activity)
        for action in self._actions.values():
            header.add_action(action)
        edge = boxes.box(boxes.rows(None, boxes.line("h"), gap=0))
        edge.setFixedWidth(16)
        tabs = boxes.columns(edge, self.tabs, gap=0)
        self.loading = LoadingBar()
        for part in self._parts.values():
            part.asking.connect(self._show_asking)
        column = boxes.rows(header, tabs, self.loading, gap=0)
        column.addWidget(self._stack, 1)
        self.setLayout(column)
        yield
        for part in self._parts.values():  # at last: each is then dressed once
            self._stack.addWidget(part)
            yield

    def _show_asking(self, asking: bool) -> None:
        (self.loading.start if asking else self.loading.stop)()

    def _put(self, key: str) -> None:
        offered = self._offered()
        shown = key if key in offered else offered[0]
        self.tabs.choose(shown)
        self._stack.setCurrentWidget(self._parts[shown])
        for of, action in self._actions.items():
            action.setVisible(of == shown)

    def _offered(self) -> Sequence[str]:
        """Return the tabs that the key may read something of."""
        return [key for key in self._titles if may_see(self._session, key)]

    def _show_reach(self) -> None:
        """The key may read more or less by now."""
        shown = self.tabs.key()
        self.tabs.set_tabs([(key, self._titles[key]) for key in self._offered()])
        self._counted = False
        if self.tabs.key() != shown:
            self._put(self.tabs.key())
        if self.isVisible():
            self.refresh()

    def _count(self, key: str, count: int) -> None:
        if key in self._offered():
            self.tabs.set_count(key, words.number(count))

    def _invite(self) -> None:
        self.show_tab("invitations")
        self.invitations.show_new()

    def _connected(self) -> None:
        self._counted = False
        for key, part in self._parts.items():
            part.forget()
            if key in self._offered():
                self.tabs.set_count(key, "")
