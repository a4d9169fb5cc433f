"""Members: who is in the workspace, and as what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QModelIndex, Signal

from qrdesk.client import Client, MemberPatch, restoring
from qrdesk.client.restoring import Changed
from qrdesk.core.schemas.members import MemberView, MeView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.access_member_panel import MemberPanel
from qrdesk.gui.pages.access_part import ListPart
from qrdesk.gui.pages.access_roles import role_name
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.plain_table import Line, PlainTableModel
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.cells import Plain, TwoLines
from qrdesk.gui.widgets.rows import Column, RowTable


@dataclass(frozen=True, slots=True)
class People:
    """The members, and who of them is asking."""

    members: Sequence[MemberView]
    me: MeView


class MembersPart(ListPart):
    """Members at the left, the one chosen at the right."""

    counted = Signal(int)

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, panel: MemberPanel
    ) -> None:
        super().__init__(session, jobs, window, routes)
        self._members: dict[str, MemberView] = {}
        self._me: MeView | None = None
        self.model = PlainTableModel(("", self.tr("Member"), self.tr("Last seen"), ""))
        self.table = RowTable()
        self.panel = panel
        self.invite = Button(self.tr("Invite…"), "primary", "mail")
        self._build()
        self.panel.change_wanted.connect(self._change)
        self.panel.remove_wanted.connect(self._remove)
        self.panel.leave_wanted.connect(self._leave)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.forget()

    def refresh(self) -> None:
        """Ask for the members again."""
        self.ask(_people, self._show, self.tr("The members could not be loaded"))

    def forget(self) -> None:
        super().forget()
        self._members, self._me = {}, None
        self.model.show([])
        self.invite.hide()
        self.panel.forget()

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.set_columns([Column(24), Column(0, spills=True), Column(120, align="right"), Column(16)])
        said = self.tr("There is always an owner. Who is removed is out at once; what they made stays.")
        self.lay_out(self.table, self.tr("Members"), said, self.panel)

    def _show(self, people: People) -> None:
        self._members, self._me = {one.id: one for one in people.members}, people.me
        self.counted.emit(len(people.members))
        self.invite.setVisible("members:create" in people.me.scopes)
        shown = self.panel.shown_id()
        self.model.show([self._line(one) for one in people.members])
        first = people.members[0].id if people.members else ""
        wanted = shown if shown in self._members else first
        if wanted:
            if wanted != shown or not (self.panel.has_changes() or self.panel.is_asking()):
                self._show_one(self._members[wanted])
            self.mark(wanted)
        else:
            self.panel.show_nobody()

    def _line(self, member: MemberView) -> Line:
        seen = self.tr("no key yet") if member.key_hint is None else self.tr("not seen yet")
        if member.last_used_at is not None:
            seen = words.lately(member.last_used_at, datetime.now(UTC))
        name = self.tr("{name} (you)").format(name=member.name) if self._is_me(member) else member.name
        role = role_name(member.role)
        cells = [Plain(""), TwoLines(name, role), Plain(seen, "secondary", align="right"), Plain("")]
        return Line(member.id, cells, f"{name}, {role}, {seen}")

    def _is_me(self, member: MemberView) -> bool:
        return self._me is not None and self._me.member is not None and self._me.member.id == member.id

    def _show_one(self, member: MemberView) -> None:
        if self._me is not None:
            self.panel.show_member(member, self._me, can_leave=self.session.mode == "remote")

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        member = self._members.get(self.model.key_at(index.row())) if index.isValid() else None
        if member is not None and member.id != self.panel.shown_id():
            self._show_one(member)

    def _change(self, member_id: str, patch: MemberPatch) -> None:
        refused = partial(self.refused, self.panel, member_id)
        base = self.panel.base() if member_id == self.panel.shown_id() else None
        work = partial(restoring.changed, "member", member_id, patch, base=base)
        self.change(work, self._changed, refused)

    def _changed(self, changed: Changed) -> None:
        self.panel.saved(changed.view)
        self.undoing.tell(self.tr("Saved: {name}").format(name=changed.view.name), changed.back)
        self.refresh()

    def _remove(self, member: MemberView) -> None:
        def removed(_nothing: None) -> None:
            self.window_.status.say(self.tr("{name} is no longer a member").format(name=member.name))
            self.panel.drafts.drop(member.id)
            self.panel.show_nobody()
            self.refresh()

        self.change(lambda client: client.members.remove(member.id), removed, self.panel.refuse)

    def _leave(self) -> None:
        name = self._me.workspace.name if self._me is not None else ""

        def gone(_nothing: None) -> None:
            self.routes.left(self.tr("You have left {workspace}").format(workspace=name))

        self.change(lambda client: client.members.leave(), gone, self.panel.refuse)


def _people(client: Client) -> People:
    return People(client.members.list(), client.me.get())
