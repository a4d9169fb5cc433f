"""The panel beside the invitations: invite somebody, see the code once, take it back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.client import InvitationDraft
from qrdesk.core.schemas.access import Role
from qrdesk.core.schemas.members import MOST_DAYS, InvitationView, MeView, NewInvitationView
from qrdesk.gui import words
from qrdesk.gui.error_details import details
from qrdesk.gui.pages.access_drafts import NEW, Drafts
from qrdesk.gui.pages.access_key_way import KeyWay
from qrdesk.gui.pages.access_once import ShownOnce
from qrdesk.gui.pages.access_part import Panel, Question
from qrdesk.gui.pages.access_roles import role_name, role_reach
from qrdesk.gui.refusals import drafted, refuse_at
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.empty import EmptyPage
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.numbers import Whole

_WIDTH, _DAYS = 420, 130  # px
_USUAL_DAYS = 7


class InvitationPanel(Panel):
    """Shows a form for a new invitation, or one made before."""

    create_wanted = Signal(object)  # an InvitationDraft
    revoke_wanted = Signal(str)  # invitation id
    copy_wanted = Signal(str, str)  # text, what is said about it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: InvitationView | None = None
        self._server, self._known = "", False
        self._title = labels.Elided("", "section_title")
        self._about = labels.Paragraph()
        self._fresh: dict[str, str] = {}  # codes just made, by invitation, until they are stored
        self._trouble = Note("danger")
        self.name = TextField(self.tr("Name"), self.tr("Whom it is for"))
        self.name.input.setMaxLength(120)
        self.role = Choice()
        self.role_field = Field(self.tr("Role"), self.role)
        self._fields: dict[str, Field] = {"name": self.name, "role": self.role_field}
        self.days = Whole(1, MOST_DAYS, _USUAL_DAYS, unit=self.tr("days"))
        self.days.setFixedWidth(_DAYS)
        self.make = Button(self.tr("Make the code"), "primary", "mail")
        self.discard = Button(self.tr("Discard"), "quiet")
        self.revoke = Button(self.tr("Withdraw…"), "danger")
        self.begin = Button(self.tr("New invitation"), "primary", "plus")
        self.empty = EmptyPage(
            "mail",
            self.tr("Invite somebody to work here"),
            self.tr("You send a code. They enter it once, at their own computer, and have a key of their own."),
            boxes.box(boxes.columns(None, self.begin, None)),
        )
        self.drafts = Drafts(self._typed, self._put)
        self.once = ShownOnce(
            self.tr("The code"),
            self.tr("The code is copied"),
            self.tr("This is the one time you can see it. Whoever has it can come in, once."),
            self.tr("Send it over a safe channel, together with the address."),
        )
        self.way = KeyWay(
            self.tr(
                "Whoever is invited starts QRDesk at their own computer, chooses “Connect to a server” and “I was "
                "invited”, and enters this address and the code."
            )
        )
        said = self.tr("The code lets nobody in from now on.")
        self.last = Question(said, self.tr("Keep it"), self.tr("Withdraw it"), self._revoke)
        self._form = self._built_form()
        self._build()
        self._offer(None)
        self.forget_all()

    def show_facts(self, me: MeView, shown: InvitationView | None, server: str) -> None:
        """Show how things stand; what is typed stays. ``server`` is the address people come in by; empty: not known."""
        self._server = server
        self._offer(me)
        self.show()
        self._known = True
        self.drafts.go_to(me.workspace.id)
        if shown is None and not self.shown_id() and not self.drafts.is_begun():
            self.show_new()
        if shown is not None:
            self.show_invitation(shown)

    def forget_all(self) -> None:
        """Of another place nothing is known yet."""
        self._server, self._known = "", False  # codes not stored yet are kept: they show again with their rows
        self.drafts.go_to("")
        self.show_new()
        self.hide()

    def show_new(self) -> None:
        """Offer to invite somebody; what was typed before is there again."""
        self.drafts.leave()
        self._title.setText(self.tr("New invitation"))
        said = self.tr("Somebody who is invited enters the server's address and a code in QRDesk, and gets a key.")
        self._about.set_text(said)
        self.name.set_text("")
        self.name.clear_error()
        self.role.choose(Role.MEMBER.value)
        self._say_reach()
        self.days.setValue(_USUAL_DAYS)
        if self._known:
            self.drafts.begin(NEW)
        self._show(None)
        self._edited()

    def show_empty(self) -> None:
        """Say what invitations are for, where there is none yet; a form with something typed in it stays."""
        self.show_new()
        if not self.drafts.is_touched():
            for part in (self._title, self._about, self._form):
                boxes.show_part(part, False)
            boxes.show_part(self.empty)

    def show_invitation(self, one: InvitationView) -> None:
        """Show an invitation made before."""
        self.drafts.leave()
        self._title.setText(one.name)
        said = [role_name(one.role), self.status_words(one)]
        said.append(self.tr("made {day}").format(day=words.day(one.created_at)))
        lines = [" · ".join(said)]
        if one.status == "open" and not self.holds(one.id):
            lines.append(self.tr("Is the code lost? Withdraw it, and make a new one."))
        self._about.set_text("\n".join(lines))
        self._show(one)

    def show_code(self, made: NewInvitationView) -> None:
        """Show a code this one time."""
        self.drafts.saved(NEW)
        self._fresh[made.id] = made.code
        self.show_invitation(made)
        self.once.focus_copy()

    def keep(self, made: NewInvitationView) -> str:
        """Keep a code that came when its place was left, to be shown with its row; return whom it is for."""
        self._fresh[made.id] = made.code
        return made.name

    def holds(self, invitation_id: str) -> bool:
        """Whether this code was made and is not stored yet."""
        return invitation_id in self._fresh

    def shown_id(self) -> str:
        """Return the id of the invitation in sight; empty for a new one."""
        return self._shown.id if self._shown is not None else ""

    def forget(self, invitation_id: str) -> None:
        """Its code is of no use any more."""
        self._fresh.pop(invitation_id, None)

    def refuse(self, error: Exception) -> None:
        """Say why nothing was done."""
        self.make.setEnabled(True)
        if not refuse_at(self._fields, error):
            self.say_trouble(error)

    def say_trouble(self, error: Exception) -> None:
        """Say why nothing was done."""
        self._trouble.show_trouble(words.failure(error), details(error))

    def status_words(self, one: InvitationView) -> str:
        """Return how it stands with an invitation."""
        if one.status == "accepted":
            day = words.day(one.accepted_at or one.created_at)
            return self.tr("Joined {day}").format(day=day)
        if one.status == "revoked":
            return self.tr("Withdrawn")
        said = self.tr("Ended {day}") if one.status == "expired" else self.tr("Open until {day}")
        return said.format(day=words.day(one.expires_at))

    def _build(self) -> None:
        head = boxes.columns(gap=8)
        head.addWidget(self._title, 1)
        head.addWidget(self.revoke)
        column = boxes.rows(
            head, self._about, self._trouble, self.once, self.way, self.last, self._form, self.empty, None,
            gap=12, margins=(20, 14, 16, 16),
        )  # fmt: skip
        self.setLayout(column)
        self.name.input.returnPressed.connect(self._create)
        self.name.changed.connect(lambda: self.name.has_error() and self.name.clear_error())
        for signal in (self.name.changed, self.role.chosen, self.days.valueChanged):
            signal.connect(self._edited)
        self.discard.clicked.connect(self._discard)
        self.make.clicked.connect(self._create)
        self.role.chosen.connect(self._say_reach)
        self.revoke.clicked.connect(self._ask)
        for part in (self.once, self.way):
            part.copy_wanted.connect(self.copy_wanted)
        self.once.stored.connect(self._stored)

    def _built_form(self) -> QWidget:
        days = QWidget()
        days.setLayout(boxes.columns(self.days, None))
        kept = Field(self.tr("The code is good for"), days)
        self.days.setAccessibleName(self.tr("Days for which the code is good"))
        column = boxes.rows(self.name, self.role_field, kept, 4, boxes.columns(self.make, self.discard, None), gap=12)
        return boxes.in_one_column(column, _WIDTH)

    def _typed(self) -> tuple[str, str, int]:
        return self.name.text(), self.role.key(), self.days.value()

    def _put(self, typed: tuple[str, str, int]) -> None:
        self.name.set_text(typed[0])
        self.role.choose(typed[1])
        self.days.setValue(typed[2])
        self._say_reach()

    def _edited(self, *_said: object) -> None:
        self.discard.setVisible(self.drafts.is_touched())

    def _discard(self) -> None:
        self.drafts.drop(NEW)
        self.show_new()
        self.name.input.setFocus()

    def _offer(self, me: MeView | None) -> None:
        owners = me is None or me.role is Role.OWNER
        roles = [role for role in reversed(Role) if owners or role is not Role.OWNER]
        self.role.set_options([(role.value, role_name(role)) for role in roles])
        self._say_reach()

    def _say_reach(self, *_said: object) -> None:
        self.role_field.set_hint(role_reach(Role(self.role.key() or Role.MEMBER)))

    def _show(self, one: InvitationView | None) -> None:
        self._shown = one
        for part in (self._trouble, self.last):
            part.hide()
        name = one.name if one is not None else ""
        title = self.tr("Copy the code for {name} now").format(name=name)
        self.once.show_text(title, self._fresh.get(self.shown_id(), ""))
        self.way.show_address(self._server if one is not None and one.status == "open" else "")
        boxes.show_part(self.revoke, one is not None and one.status == "open")
        boxes.show_part(self._form, one is None)
        boxes.show_part(self.empty, False)
        for part in (self._title, self._about):
            boxes.show_part(part)
        self.make.setEnabled(True)

    def _create(self) -> None:
        name = self.name.text()
        if not name:
            self.name.show_error(self.tr("Say whom it is for."))
            self.name.input.setFocus()
            return
        values = {"name": name, "role": Role(self.role.key()), "days": self.days.value()}
        draft = drafted(InvitationDraft.model_validate, values, self._fields)
        if draft is not None and self.make.isEnabled():
            self.drafts.send()
            self.make.setEnabled(False)
            self._trouble.hide()
            self.create_wanted.emit(draft)

    def _ask(self) -> None:
        self.last.ask()

    def _revoke(self) -> None:
        self.revoke_wanted.emit(self.shown_id())

    def _stored(self) -> None:
        self.forget(self.shown_id())
        if self._shown is not None:
            self.show_invitation(self._shown)
