"""The workspace: its plan and how long its audit log is kept; other workspaces of the database, and a new one."""

from collections.abc import Sequence
from functools import partial

from qrdesk.client import Client, PlanChoiceDraft, WorkspaceDraft, WorkspacePatch, restoring
from qrdesk.client.meeting import overtaken
from qrdesk.client.restoring import Restore
from qrdesk.core.schemas.access import WorkspaceView
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.access_drafts import NEW
from qrdesk.gui.pages.access_part import MakingPart
from qrdesk.gui.pages.access_roles import is_operator
from qrdesk.gui.pages.access_workspace_panel import Standing, WorkspacePanel
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.plain_table import Line
from qrdesk.gui.widgets.cells import Plain, TwoLines
from qrdesk.gui.widgets.rows import Column


class WorkspacePart(MakingPart):
    """Workspaces at the left (with a key there is one), the one chosen, or a new one, at the right."""

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, panel: WorkspacePanel
    ) -> None:
        super().__init__(session, jobs, window, routes)
        self._standing: Standing | None = None
        columns = [Column(24), Column(0, spills=True), Column(100, align="right"), Column(16)]
        self.begin(("", self.tr("Workspace"), "", ""), columns, self.tr("New workspace"))
        self.panel = panel
        self._build()
        self._connect()
        self.forget()

    def refresh(self) -> None:
        """Ask how things stand again."""
        remote = self.session.mode == "remote"
        self.panel.show_server(self.session.place if remote else "")
        self.ask(_standing, self._show, self.tr("The workspace could not be loaded"))

    def forget(self) -> None:
        super().forget()
        self._standing = None
        self.panel.forget()

    def show_new(self) -> None:
        """Offer to make one more workspace."""
        super().show_new()
        self.panel.show_new()
        self.panel.form.name.input.setFocus()

    def _build(self) -> None:
        said = self.tr("A workspace is one business. Nobody in it sees the links, people or keys of another.")
        self.lay_out(self.table, self.tr("Workspaces"), said, self.panel)

    def _connect(self) -> None:
        panel = self.panel
        panel.kept.save_wanted.connect(self._save)
        panel.form.create_wanted.connect(self._create)
        panel.open_wanted.connect(self._open)
        panel.sign_out_wanted.connect(self._sign_out)
        panel.settings_wanted.connect(lambda: self.routes.show_page("settings"))
        panel.plans_wanted.connect(lambda: self.routes.open_access("plans"))
        self.session.workspace_changed.connect(self._renamed)

    def _renamed(self) -> None:
        if self._standing is not None and self.isVisible():
            self.refresh()

    def _show(self, standing: Standing) -> None:
        self._standing = standing
        own = standing.me.workspace.id
        self.new.setVisible(is_operator(standing.me))
        self.model.show([self._line(one, own=one.id == own) for one in standing.workspaces.values()])
        self.panel.show_standing(standing)
        if not self.making:
            self.mark(self.panel.shown_id())

    def _line(self, one: WorkspaceView, *, own: bool) -> Line:
        zone = one.time_zone.removeprefix("Etc/").replace("_", " ")
        said = self.tr("open") if own else ""
        cells = [Plain(""), TwoLines(one.name, zone), Plain(said, "secondary", align="right"), Plain("")]
        return Line(one.id, cells, ", ".join(part for part in (one.name, zone, said) if part))

    def chosen(self, key: str) -> None:
        """Show a workspace that there is."""
        standing = self._standing
        if standing is None or key == self.panel.shown_id():
            return
        self.making = False
        if key == standing.me.workspace.id:
            self.panel.show_own()
        else:
            self.panel.show_other(standing.workspaces[key])

    def _save(self, plan: str, patch: WorkspacePatch | None) -> None:
        if self._standing is not None:
            own = self._standing.me.workspace.id
            work = partial(_keep, own, plan, patch, self.panel.kept.base())
            self.change(work, self._saved, partial(self.refused, self.panel, own))

    def _saved(self, kept: tuple[str, Restore | None]) -> None:
        self.panel.kept.saved()
        name, back = kept
        self.undoing.tell(self.tr("Saved: {name}").format(name=name), back)
        self.refresh()

    def _create(self, draft: WorkspaceDraft) -> None:
        refused = partial(self.refused, self.panel, NEW)
        self.change(lambda client: client.workspaces.create(draft), self._created, refused)

    def _created(self, made: WorkspaceView) -> None:
        self.making = False
        if self._standing is not None:
            self._standing.workspaces[made.id] = made
        self.panel.form.drafts.saved(NEW)
        self.panel.show_other(made, fresh=True)
        self.window_.status.say(self.tr("Workspace {name} made").format(name=made.name))
        self.session.workspace_changed.emit()

    def _open(self, workspace_id: str) -> None:
        self.routes.open_workspace(workspace_id)

    def _sign_out(self) -> None:
        self.routes.left(self.tr("You have signed out of {server}").format(server=self.session.place))


def _standing(client: Client) -> Standing:
    me = client.me.get()
    known = client.workspaces.list() if is_operator(me) else [me.workspace]
    return Standing(me, {one.id: one for one in known}, {plan.name: plan for plan in client.plans.list()})


def _keep(
    workspace_id: str, plan: str, patch: WorkspacePatch | None, base: WorkspaceView | None, client: Client
) -> tuple[str, Restore | None]:
    """Change what ``patch`` says and choose ``plan``, if anything; return the name, and what takes it back.

    Raises:
        Overtaken: somebody else changed the same since ``base`` was loaded; nothing was saved.
    """
    before = client.workspace.get()
    if base is not None and plan and before.plan not in (base.plan, plan):
        raise overtaken(before, ("plan",))
    changed = restoring.workspace_changed(patch, client, base=base) if patch is not None else None
    name = changed.view.name if changed is not None else before.name
    backs = [changed.back] if changed is not None and changed.back is not None else []
    if plan:
        name = client.plans.choose(workspace_id, PlanChoiceDraft(plan=plan)).name
        if before.plan:
            backs.insert(0, partial(_choose_again, before.plan, plan))
    return name, partial(_all, backs) if backs else None


def _choose_again(plan: str, mine: str, client: Client) -> None:
    now = client.workspace.get()
    if now.plan != mine:
        raise overtaken(now, ("plan",))
    client.plans.choose(now.id, PlanChoiceDraft(plan=plan))


def _all(backs: Sequence[Restore], client: Client) -> None:
    for back in backs:
        back(client)
