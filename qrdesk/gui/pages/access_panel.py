"""The panel beside the keys: make one, see it once, change it, give it a new text, revoke it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.client import RotationDraft
from qrdesk.core.schemas.access import KeyView, NewKeyView, RotatedKeyView
from qrdesk.gui import words
from qrdesk.gui.pages.access_drafts import NEW, Drafts
from qrdesk.gui.pages.access_key_form import KeyFacts, KeyForm
from qrdesk.gui.pages.access_key_rules import Allowed, allowed, is_bound, own_key
from qrdesk.gui.pages.access_key_words import about_words
from qrdesk.gui.pages.access_once import ShownOnce
from qrdesk.gui.pages.access_part import Panel, Question
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field
from qrdesk.gui.widgets.note import Note, hold


class KeyPanel(Panel):
    """Shows a form for a new key, a key just made, or one made before. ``foot`` stands below what scrolls."""

    create_wanted = Signal(object)  # a KeyDraft
    change_wanted = Signal(str, object)  # key id, KeyPatch
    rotate_wanted = Signal(str, object)  # key id, RotationDraft
    revoke_wanted = Signal(str)  # key id
    copy_wanted = Signal(str, str)  # text, what is said about it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: KeyView | None = None
        self._facts: KeyFacts | None = None
        self._fresh: dict[str, str] = {}  # keys just made by id, until they are stored: each shows again with its row
        self._title = labels.Elided("", "section_title")
        self._about = labels.Paragraph()
        self._trouble = Note("danger")
        self.form = KeyForm()
        self.drafts = Drafts(self.form.typed, self.form.put)
        self.name, self.reach = self.form.name, self.form.reach
        self.make = Button(self.tr("Make the key"), "primary", "key")
        self.save = Button(self.tr("Save"), "primary")
        self.discard = Button(self.tr("Discard"), "quiet")
        self.rotate = Button(self.tr("Rotate…"), icon="refresh-cw")
        self.revoke = Button(self.tr("Revoke…"), "danger")
        self.once = ShownOnce(
            self.tr("The new key"),
            self.tr("The key is copied"),
            self.tr("QRDesk keeps only a fingerprint. This is the one time you can see it."),
            self.tr("Send it over a safe channel, not by e-mail."),
        )
        self.last = Question(self._ends_words(), self.tr("Keep it"), self.tr("Revoke for ever"), self._revoke)
        self.turn = self._built_turn()
        self.foot = boxes.box(
            boxes.columns(None, self.discard, self.save, self.make, gap=8, margins=(20, 10, 16, 10)), edge="top"
        )
        self._build()
        self.forget_all()

    def show_facts(self, facts: KeyFacts) -> None:
        """Show how things stand; what is typed and not saved stays."""
        first, self._facts = self._facts is None, facts
        self.drafts.go_to(facts.me.workspace.id)
        if self._shown is None:
            if first:
                self.show_new()
            return
        known = next((key for key in facts.keys if key.id == self._shown.id), None)
        if known is None:
            self.drafts.drop(self._shown.id)
            self.show_new()
        elif not self.drafts.is_touched():
            self.show_key(known)

    def forget_all(self) -> None:
        """Of another place nothing is known yet."""
        self._facts, self._fresh = None, {}
        self.drafts.go_to("")
        self.show_new()

    def show_new(self) -> None:
        """Offer to make a key; what was typed before is there again."""
        self.drafts.leave()
        self.form.show_new(self._facts)
        if self._facts is not None:
            self.drafts.begin(NEW)
        self._show(None)
        self._title.setText(self.tr("New key"))
        said = self.tr("A program that makes or reads links for you needs a key of its own.")
        own = own_key(self._facts.me, self._facts.keys) if self._facts is not None else None
        if own is not None and is_bound(own):
            said = f"{said} {self.tr('What binds the key of this app binds it too.')}"
        self._about.set_text(said)

    def show_key(self, key: KeyView) -> None:
        """Show a key made before; what was typed and not saved is there again."""
        self.drafts.leave()
        self.form.show_key(key, self._facts)
        self.drafts.begin(key.id)
        self._show(key)
        self._title.setText(key.name)
        self._about.set_text("\n".join(said for said in (about_words(key), self._allowed().why) if said))

    def show_saved(self, key: KeyView) -> None:
        """What was changed of a key is saved; another one in sight stays in sight."""
        self.drafts.saved(key.id)
        if self.shown_id() == key.id:
            self.show_key(key)

    def show_new_key(self, key: NewKeyView | RotatedKeyView) -> None:
        """Show a key this one time."""
        if isinstance(key, NewKeyView):
            self.drafts.saved(NEW)
        self._fresh[key.id] = key.key
        self.show_key(key)
        self.once.focus_copy()

    def shows_new_key(self, key_id: str) -> bool:
        """Whether this key is in sight and not stored yet."""
        return key_id in self._fresh and self._shown is not None and self._shown.id == key_id

    def shown_id(self) -> str:
        """Return the id of the key in sight; empty for a new one."""
        return self._shown.id if self._shown is not None else ""

    def shown_key(self) -> str:
        """Return the key in sight; empty for none."""
        return self._fresh.get(self.shown_id(), "")

    def forget(self, key_id: str) -> None:
        """A key is revoked: nobody needs it any more."""
        self._fresh.pop(key_id, None)
        self.drafts.drop(key_id)

    def is_own(self) -> bool:
        """Whether the key in sight is the one that this app uses."""
        own = self._facts.me.key if self._facts else None
        return own is not None and own.id == self.shown_id()

    def refuse(self, error: Exception) -> None:
        """Say why the form was not taken."""
        self.set_busy(busy=False)
        self._edited()
        if not self.form.refuse(error):
            self.say_trouble(error)

    def say_trouble(self, error: Exception) -> None:
        """Say why nothing was done."""
        self._trouble.show_trouble(words.failure(error))

    def set_busy(self, *, busy: bool) -> None:
        """Something is on its way."""
        hold((self.make, self.save), self._trouble, busy=busy)

    def _build(self) -> None:
        head = boxes.columns(gap=8)
        head.addWidget(self._title, 1)
        for button in (self.rotate, self.revoke):
            head.addWidget(button)
        column = boxes.rows(
            head, self._about, self._trouble, self.once, self.last, self.turn, self.form, None,
            gap=12, margins=(20, 14, 16, 16),
        )  # fmt: skip
        self.setLayout(column)
        self.name.input.returnPressed.connect(self._entered)
        self.make.clicked.connect(self._create)
        self.save.clicked.connect(self._save)
        self.discard.clicked.connect(self._discard)
        self.revoke.clicked.connect(self._ask)
        self.rotate.clicked.connect(self._ask_to_turn)
        self.form.changed.connect(self._edited)
        self.once.copy_wanted.connect(self.copy_wanted)
        self.once.stored.connect(self._stored)

    def _built_turn(self) -> QFrame:
        self.grace = Choice(
            [
                ("0", self.tr("Ends at once")),
                ("1", self.tr("Good for a day more")),
                ("3", self.tr("Good for 3 days more")),
                ("7", self.tr("Good for 7 days more")),
            ]
        )
        self.grace.choose("1")
        self.grace.setMinimumWidth(190)
        said = labels.Paragraph(self.tr("All but its text stays. Put the new one wherever this key is used."))
        keep, final = Button(self.tr("Leave it")), Button(self.tr("Give it a new text"), "primary")
        field = Field(self.tr("The text until now"), self.grace)
        made = boxes.box(
            boxes.rows(
                said, boxes.columns(field, None), boxes.columns(None, keep, final), gap=8, margins=(12, 10, 12, 10)
            )
        )
        style.restyle(made, card="sunken")
        keep.clicked.connect(made.hide)
        final.clicked.connect(made.hide)
        final.clicked.connect(self._rotate)
        return made

    def _show(self, key: KeyView | None) -> None:
        self._shown = key
        live = key is not None and key.revoked_at is None
        reaches = frozenset(self._facts.me.scopes if self._facts else ())
        for part in (self._trouble, self.last, self.turn):
            part.hide()
        title = self.tr("Copy the key for {name} now").format(name=key.name) if key is not None else ""
        self.once.show_text(title, self.shown_key())
        may = self._allowed()
        self.revoke.setVisible(may.revoke)
        self.rotate.setVisible(may.rotate)
        self.form.setVisible(key is None or live)
        self.form.setEnabled("keys:create" in reaches if key is None else may.change)
        self.make.setVisible(key is None)
        known = self._facts is not None  # until then, and for whom keys are none of their business, nothing is offered
        self.setVisible(known)
        self.foot.setVisible(known and (key is None or live))
        self.set_busy(busy=False)
        self._edited()

    def _allowed(self) -> Allowed:
        key, facts = self._shown, self._facts
        if key is None or facts is None:
            return Allowed(change=False, rotate=False, revoke=False)
        return allowed(key, facts.me, facts.members)

    def _edited(self) -> None:
        self.save.setVisible(self._shown is not None and self._allowed().change)
        self.save.setEnabled(self.form.has_changes())
        self.discard.setVisible(self.drafts.is_touched())

    def _discard(self) -> None:
        self.drafts.drop(self.shown_id())
        if self._shown is not None:
            self.show_key(self._shown)
        else:
            self.show_new()
            self.name.input.setFocus()

    def _ends_words(self) -> str:
        return self.tr("Programs that use it are refused from now on. This cannot be undone.")

    def _entered(self) -> None:
        if self._shown is None:
            self._create()

    def _create(self) -> None:
        draft = self.form.draft()
        if draft is not None and self.make.isEnabled():
            self.drafts.send()
            self.set_busy(busy=True)
            self.create_wanted.emit(draft)

    def _save(self) -> None:
        patch = self.form.patch() if self.form.has_changes() else None
        if patch is not None:
            self.drafts.send()
            self.set_busy(busy=True)
            self.change_wanted.emit(self.shown_id(), patch)

    def _rotate(self) -> None:
        self.rotate_wanted.emit(self.shown_id(), RotationDraft(grace_days=int(self.grace.key())))

    def _revoke(self) -> None:
        self.revoke_wanted.emit(self.shown_id())

    def _stored(self) -> None:
        self.forget(self.shown_id())
        self.once.show_text("", "")

    def _ask(self) -> None:
        self.turn.hide()
        own = self.tr("This app uses this key: it would lose the server at once. This cannot be undone.")
        self.last.ask(own if self.is_own() else self._ends_words())

    def _ask_to_turn(self) -> None:
        self.last.hide()
        self.turn.show()
        self.grace.setFocus()
