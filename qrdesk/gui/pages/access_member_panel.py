"""The panel beside the members: name and role, and the way out."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.client import MemberPatch
from qrdesk.core.schemas.access import Role
from qrdesk.core.schemas.members import MemberView, MeView
from qrdesk.gui import words
from qrdesk.gui.error_details import details
from qrdesk.gui.pages.access_drafts import Drafts
from qrdesk.gui.pages.access_part import Panel, Question
from qrdesk.gui.pages.access_roles import role_name, role_reach
from qrdesk.gui.refusals import drafted, refuse_at
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.note import Note

_WIDTH = 420  # px


class MemberPanel(Panel):
    """Shows one member; nothing until one is known."""

    change_wanted = Signal(str, object)  # member id, MemberPatch
    remove_wanted = Signal(object)  # a MemberView
    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: MemberView | None = None
        self._me: MeView | None = None
        self._may_touch = self._can_leave = False
        self._title = labels.Elided("", "section_title")
        self._about = labels.Paragraph()
        self._trouble = Note("danger")
        self.name = TextField(self.tr("Name"))
        self.name.input.setMaxLength(120)
        self.role = Choice()
        self.role_field = Field(self.tr("Role"), self.role)
        self._fields: dict[str, Field] = {"name": self.name, "role": self.role_field}
        self.drafts = Drafts(self._typed, self._put)
        self.save = Button(self.tr("Save"), "primary")
        self.discard = Button(self.tr("Discard"), "quiet")
        self.remove = Button(self.tr("Remove…"), "danger")
        self.leave = Button(self.tr("Leave the workspace…"), "danger")
        self.last = Question("", self.tr("Keep them"), self.tr("Remove"), self._remove)
        out = self.tr("Your key ends at once. To come back, you need another invitation.")
        self.last_own = Question(out, self.tr("Stay"), self.tr("Leave"), self.leave_wanted.emit)
        self._build()
        self.show_nobody()

    def show_nobody(self) -> None:
        """Show nothing."""
        self.drafts.leave()
        self._shown = None
        self.setVisible(False)

    def forget(self) -> None:
        """Of another place nothing is known yet."""
        self.drafts.go_to("")
        self.show_nobody()

    def show_member(self, member: MemberView, me: MeView, *, can_leave: bool) -> None:
        """Show a member as ``me`` may see and change them; ``can_leave``: me may, who is not at the database."""
        self.drafts.go_to(me.workspace.id)
        self.drafts.leave()
        self._me, self._can_leave = me, can_leave
        self._shown = None  # what is filled in now is nobody's change
        owners = me.role is Role.OWNER
        touch = "members:update" in me.scopes and (owners or member.role is not Role.OWNER)
        roles = [role for role in Role if owners or role is not Role.OWNER or member.role is role]
        self._title.setText(member.name)
        self._about.set_text(self._about_words(member, owners=owners))
        self.name.set_text(member.name)
        self.name.input.setCursorPosition(0)
        self.role.set_options([(role.value, role_name(role)) for role in roles])
        self.role.choose(member.role.value)
        self._may_touch = touch
        for part in (self.name, self.role):
            part.setEnabled(touch)
        self.save.setVisible(touch)
        self_ = me.member is not None and me.member.id == member.id
        others = "members:delete" in me.scopes and (owners or member.role is not Role.OWNER)
        self.remove.setVisible(others and not self_)
        self.leave.setVisible(can_leave and self_)
        for part in (self._trouble, self.last, self.last_own):
            part.hide()
        self._shown = member
        self.drafts.begin(member.id)
        self._edited()
        self.setVisible(True)

    def saved(self, member: MemberView) -> None:
        """What was changed of a member is saved; another one in sight stays in sight."""
        self.drafts.saved(member.id)
        if self._me is not None and self.shown_id() == member.id:
            self.show_member(member, self._me, can_leave=self._can_leave)

    def met(self, now: MemberView) -> None:
        """Others made this of the member: it is shown where nothing is typed, which may be saved over it."""
        if self._shown is None:
            return
        mine, (name, role) = self._changes(self._shown), self._typed()
        self._shown = now
        self._title.setText(now.name)
        self._put((name if "name" in mine else now.name, role if "role" in mine else now.role.value))

    def base(self) -> MemberView | None:
        """Return the member as they were when typing began."""
        return self._shown

    def shown_id(self) -> str:
        """Return the id of the member in sight; empty for none."""
        return self._shown.id if self._shown is not None else ""

    def is_asking(self) -> bool:
        """Whether it is being asked whether somebody goes."""
        return self.last.isVisible() or self.last_own.isVisible()

    def has_changes(self) -> bool:
        """Whether something is not saved."""
        return self._shown is not None and bool(self._changes(self._shown))

    def refuse(self, error: Exception) -> None:
        """Say why nothing was done."""
        self._edited()
        if not refuse_at(self._fields, error):
            self._trouble.show_trouble(words.failure(error), details(error))

    def _build(self) -> None:
        head = boxes.columns(gap=8)
        head.addWidget(self._title, 1)
        for button in (self.remove, self.leave):
            head.addWidget(button)
        form = boxes.rows(self.name, self.role_field, boxes.columns(self.save, self.discard, None), gap=12)
        column = boxes.rows(
            head, self._about, self._trouble, self.last, self.last_own,
            boxes.in_one_column(form, _WIDTH), None, gap=12, margins=(20, 14, 16, 16),
        )  # fmt: skip
        self.setLayout(column)
        self.name.changed.connect(self._edited)
        self.role.chosen.connect(self._edited)
        self.name.input.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.discard.clicked.connect(self._discard)
        self.remove.clicked.connect(self._ask)
        self.leave.clicked.connect(self._ask_own)

    def _typed(self) -> tuple[str, str]:
        return self.name.text(), self.role.key()

    def _put(self, typed: tuple[str, str]) -> None:
        self.name.set_text(typed[0])
        self.role.choose(typed[1])
        self._edited()

    def _discard(self) -> None:
        shown = self._shown
        if shown is not None and self._me is not None:
            self.drafts.drop(shown.id)
            self.show_member(shown, self._me, can_leave=self._can_leave)

    def _about_words(self, member: MemberView, *, owners: bool) -> str:
        said = [self.tr("here since {day}").format(day=words.day(member.created_at))]
        if member.key_hint is None:
            made = self.tr("has no key; one can be made under Keys")
            said.append(made if owners else self.tr("has no key; an owner can make one"))
        else:
            said.append(self.tr("signs in with {key}").format(key=member.key_hint))
        return " · ".join(said)

    def _edited(self, *_said: object) -> None:
        self.name.clear_error()
        role = Role(self.role.key()) if self.role.key() else Role.MEMBER
        reach = role_reach(role)
        if not self._may_touch and role is Role.OWNER:
            reach = self.tr("Only owners change owners.")
        self.role_field.set_hint(reach)
        self.save.setEnabled(self.has_changes())
        self.discard.setVisible(self._may_touch and self.has_changes())

    def _changes(self, shown: MemberView) -> dict[str, Any]:
        values = {"name": self.name.text(), "role": Role(self.role.key())}
        return {name: value for name, value in values.items() if value != getattr(shown, name)}

    def _save(self) -> None:
        shown = self._shown
        if shown is None or not self.has_changes():
            return
        if not self.name.text():
            self.name.show_error(self.tr("A member needs a name."))
            return
        patch = drafted(MemberPatch.model_validate, self._changes(shown), self._fields)
        if patch is not None:
            self.drafts.send()
            self.save.setEnabled(False)
            self._trouble.hide()
            self.change_wanted.emit(shown.id, patch)

    def _ask(self) -> None:
        said = self.tr(
            "{name} is out at once, and their key ends. What they made stays. This cannot be undone: to come back, "
            "they need another invitation."
        )
        self.last.ask(said.format(name=self._shown.name if self._shown is not None else ""))

    def _ask_own(self) -> None:
        self.last_own.ask()

    def _remove(self) -> None:
        if self._shown is not None:
            self.remove_wanted.emit(self._shown)
