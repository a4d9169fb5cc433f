"""The panel beside the workspaces: the one in sight, another one to switch to, or a new one; and the way out."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.access import WorkspaceView
from qrdesk.core.schemas.members import MeView
from qrdesk.core.schemas.usage import PlanView
from qrdesk.gui import words
from qrdesk.gui.error_details import details
from qrdesk.gui.pages.access_part import Panel, Question
from qrdesk.gui.pages.access_plan_words import plan_name
from qrdesk.gui.pages.access_roles import is_operator, role_name
from qrdesk.gui.pages.access_workspace_forms import KeptForm, NewWorkspaceForm
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, LinkButton
from qrdesk.gui.widgets.note import Note


@dataclass(frozen=True, slots=True)
class Standing:
    """Who is asking, in which workspace; all that can be changed to, and the plans there are."""

    me: MeView
    workspaces: dict[str, WorkspaceView]
    plans: dict[str, PlanView]


class WorkspacePanel(Panel):
    """Shows one workspace, or a form for a new one. Of a server it offers to sign out, whatever it answers."""

    open_wanted = Signal(str)  # workspace id
    sign_out_wanted = Signal()
    settings_wanted = Signal()
    plans_wanted = Signal()

    def __init__(self, kept: KeptForm, form: NewWorkspaceForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing: Standing | None = None
        self._shown = ""  # id of the workspace in sight; empty for a new one
        self._server = ""
        self._title = labels.Elided("", "section_title")
        self._about = labels.Paragraph()
        self._trouble = Note("danger")
        self.made = Note("success")
        self.open = Button(self.tr("Switch to it"), "primary")
        self.sign_out = Button(self.tr("Sign out…"), "danger")
        self.last = Question("", self.tr("Stay"), self.tr("Sign out"), self.sign_out_wanted.emit)
        self.kept, self.form = kept, form
        self.settings = LinkButton(self.tr("Name, time zone, and how long scans are kept"), trailing="chevron-right")
        self.plans = LinkButton(self.tr("All plans"), trailing="chevron-right")
        self._build()
        self.forget()

    def show_server(self, server: str) -> None:
        """Say of which server this is; empty: of a database on this computer."""
        self._server = server
        if self._standing is None and server:
            self._title.setText(server)
            self._show("")

    def forget(self) -> None:
        """Of another place nothing is known yet."""
        self._standing, self._shown, self._server = None, "", ""
        self.kept.forget()
        self.form.drafts.go_to("")
        self._about.set_text("")
        self.hide()

    def show_standing(self, standing: Standing) -> None:
        """Show how things stand; what is typed and not saved stays."""
        first, self._standing = self._standing is None, standing
        if self._shown == standing.me.workspace.id and (self.kept.has_changes() or self.last.isVisible()):
            self.kept.show_standing(standing.me, standing.plans)
        elif first or self._shown == standing.me.workspace.id or self._shown not in {"", *standing.workspaces}:
            self.show_own()

    def show_own(self) -> None:
        """Show the workspace that the app is in."""
        standing = self._standing
        if standing is None:
            return
        me = standing.me
        self._title.setText(me.workspace.name)
        self._about.set_text(self._own_words(me))
        self.kept.show_standing(me, standing.plans)
        self._show(me.workspace.id)

    def show_other(self, workspace: WorkspaceView, *, fresh: bool = False) -> None:
        """Show another workspace; ``fresh``: it was made just now."""
        self._title.setText(workspace.name)
        self._about.set_text(self._facts(workspace))
        self._show(workspace.id)
        said = self.tr("Its links, people and keys are its own. Switch to it to let people in.")
        self.made.show_words("success", self.tr("{name} is made").format(name=workspace.name), said)
        self.made.setVisible(fresh)
        if fresh:
            self.open.setFocus()

    def show_new(self) -> None:
        """Offer to make one more workspace."""
        self._title.setText(self.tr("New workspace"))
        self._about.set_text(self.tr("For one more business: links, people, keys and an address of its own."))
        if self._standing is not None:
            self.form.drafts.go_to(self._standing.me.workspace.id)
        self.form.begin()
        self._show("")

    def shown_id(self) -> str:
        """Return the id of the workspace in sight; empty for a new one."""
        return self._shown

    def refuse(self, error: Exception) -> None:
        """Say why nothing was done."""
        told = self.kept.refuse(error) if self._shown else self.form.refuse(error)
        if not told:
            self._trouble.show_trouble(words.failure(error), details(error))

    def met(self, now: WorkspaceView) -> None:
        """Others made this of the workspace in sight."""
        self.kept.met(now)

    def _build(self) -> None:
        head = boxes.columns(gap=8)
        head.addWidget(self._title, 1)
        for button in (self.open, self.sign_out):
            head.addWidget(button)
        links = boxes.rows(boxes.columns(self.plans, None), boxes.columns(self.settings, None), gap=2)
        column = boxes.rows(
            head, self._about, self._trouble, self.made, self.last, self.kept, self.form, links, None,
            gap=12, margins=(20, 14, 16, 8),
        )  # fmt: skip
        self.setLayout(column)
        self.open.clicked.connect(lambda: self.open_wanted.emit(self._shown))
        self.sign_out.clicked.connect(self._ask)
        self.kept.save_wanted.connect(self._trouble.hide)
        self.form.create_wanted.connect(self._trouble.hide)
        self.settings.clicked.connect(self.settings_wanted)
        self.plans.clicked.connect(self.plans_wanted)

    def _show(self, workspace_id: str) -> None:
        self._shown = workspace_id
        known = self._standing is not None
        own = self._standing is not None and workspace_id == self._standing.me.workspace.id
        for part in (self._trouble, self.made, self.last):
            part.hide()
        self.sign_out.setVisible(bool(self._server))
        self.open.setVisible(known and bool(workspace_id) and not own)
        self.kept.setVisible(own)
        self.form.setVisible(known and not workspace_id)
        self.plans.setVisible(own)
        self.settings.setVisible(own and self._may_change())
        self.show()

    def _may_change(self) -> bool:
        return self._standing is not None and "workspace:update" in self._standing.me.scopes

    def _own_words(self, me: MeView) -> str:
        lines = [self._facts(me.workspace), self._who(me)]
        if not is_operator(me):
            said = self.tr("Its plan is {plan}. Plans are chosen at the computer with the database.")
            lines.append(said.format(plan=plan_name(me.plan)))
        return "\n".join(lines)

    def _facts(self, workspace: WorkspaceView) -> str:
        said = [
            self.tr("made {day}").format(day=words.day(workspace.created_at)),
            self.tr("days follow {zone}").format(zone=workspace.time_zone.removeprefix("Etc/").replace("_", " ")),
        ]
        return " · ".join(said)

    def _who(self, me: MeView) -> str:
        if is_operator(me):
            return self.tr("You are at the computer with its database, and may do everything.")
        role = role_name(me.role)
        if me.member is None:
            return self.tr("This app uses a program's key, which acts as: {role}.").format(role=role)
        return self.tr("You are in it as {name}: {role}.").format(name=me.member.name, role=role)

    def _ask(self) -> None:
        said = self.tr(
            "The key for {server} is taken off this computer. It keeps working, and you need it to sign in again."
        )
        self.last.ask(said.format(server=self._server))
