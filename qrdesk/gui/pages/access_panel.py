"""The panel beside the keys: make one, see it once, change it, rotate it, revoke it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.client import RotationDraft
from qrdesk.core.schemas.access import KeyView, NewKeyView, RotatedKeyView
from qrdesk.gui import words
from qrdesk.gui.error_details import details
from qrdesk.gui.pages.access_drafts import NEW, Drafts
from qrdesk.gui.pages.access_key_form import KeyFacts, KeyForm
from qrdesk.gui.pages.access_key_rules import Allowed, allowed, is_bound, own_key
from qrdesk.gui.pages.access_key_way import KeyWay
from qrdesk.gui.pages.access_key_words import about_words
from qrdesk.gui.pages.access_once import ShownOnce
from qrdesk.gui.pages.access_part import Panel, Question
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.empty import EmptyPage
from qrdesk.gui.widgets.fields import Field
from qrdesk.gui.widgets.note import Note, hold


class KeyPanel(Panel):
    """Shows a form for a new key, a key just made, or one made before. ``foot`` stands below what scrolls."""

    create_wanted = Signal(object)  # a KeyDraft
    change_wanted = Signal(str, object)  # key id, KeyPatch
    rotate_wanted = Signal(str, object)  # key id, RotationDraft
    revoke_wanted = Signal(str)  # key id
    copy_wanted = Signal(str, str)  # text, what is said about it

    def __init__(self, form: KeyForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: KeyView | None = None
        self._facts: KeyFacts | None = None
        self._fresh: dict[str, str] = {}  # keys just made by id, until they are stored: each shows again with its row
        self._title = labels.Elided("", "section_title")
        self._about = labels.Paragraph()
        self._trouble = Note("danger")
        self.form = form
        self.drafts = Drafts(self.form.typed, self.form.put)
        self.name, self.reach = self.form.name, self.form.reach
        self.make = Button(self.tr("Make the key"), "primary", "key")
        self.save = Button(self.tr("Save"), "primary")
        self.discard = Button(self.tr("Discard"), "quiet")
        self.rotate = Button(self.tr("Rotate key…"), icon="refresh-cw")
        self.revoke = Button(self.tr("Revoke…"), "danger")
        self.once = ShownOnce(
            self.tr("The new key"),
            self.tr("The key is copied"),
            self.tr("QRDesk keeps only a fingerprint. This is the one time you can see it."),
            self.tr("Send it over a safe channel, not by e-mail."),
        )
        self.way = KeyWay(
            self.tr(
                "For a person: at the other computer start QRDesk, choose “Connect to a server”, and enter this "
                "address and the key."
            )
        )
        self.last = Question(self._ends_words(), self.tr("Keep it"), self.tr("Revoke for ever"), self._revoke)
        self.turn = self._built_turn()
        self.begin = Button(self.tr("New key"), "primary", "plus")
        self.empty = EmptyPage(
            "key",
            self.tr("Let a program or a person in"),
            self.tr("Each gets a key of its own. You choose what it may do, and can take it back at any time."),
            boxes.box(boxes.columns(None, self.begin, None)),
        )
        self.foot = boxes.box(
            boxes.columns(None, self.discard, self.save, self.make, gap=8, margins=(20, 10, 16, 10)), edge="top"
        )
        self._build()
        self.forget_all()

    def show_facts(self, facts: KeyFacts, *, more_follows: bool) -> None:
        """Show how things stand; what is typed and not saved stays. Where ``more_follows``, no form is shown before."""
        first, self._facts = self._facts is None, facts
        self.drafts.go_to(facts.me.workspace.id)
        if self._shown is None:
            if first and not more_follows:
                self.show_new()
            return
        known = next((key for key in facts.keys if key.id == self._shown.id), None)
        if known is None:
            self.drafts.drop(self._shown.id)
            self.show_new()
        elif not (self.drafts.is_touched() or self.last.isVisible() or self.turn.isVisible()):
            self.show_key(known)

    def forget_all(self) -> None:
        """Of another place nothing is known yet."""
        self._facts = None  # keys not stored yet are kept: they show again with their rows
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
        said = self.tr("A program needs a key of its own, and so does a person at another computer.")
        own = own_key(self._facts.me, self._facts.keys) if self._facts is not None else None
        if own is not None and is_bound(own):
            said = f"{said} {self.tr('What binds the key of this app binds it too.')}"
        self._about.set_text(said)

    def show_empty(self) -> None:
        """Say what keys are for, where there is none yet; a form with something typed in it stays."""
        self.show_new()
        if not self.drafts.is_touched():
            for part in (self._title, self._about, self.form, self.foot):
                boxes.show_part(part, False)
            boxes.show_part(self.empty)

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
        boxes.scroll_to(self)  # whoever made it was at the end of a long form
        self.once.focus_copy()

    def keep(self, key: NewKeyView | RotatedKeyView) -> str:
        """Keep a key that came when its place was left, to be shown with its row; return what it is called."""
        self._fresh[key.id] = key.key
        return key.name

    def holds(self, key_id: str) -> bool:
        """Whether this key was made and is not stored yet."""
        return key_id in self._fresh

    def met(self, now: KeyView) -> None:
        """Others made this of the key: it is shown where nothing is typed, which may be saved over it."""
        if self._shown is not None:
            self._shown = now
            self._title.setText(now.name)
            self.form.met(now, self._facts)

    def base(self) -> KeyView | None:
        """Return the key as it was when typing began; None for a new one."""
        return self._shown

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
        self._trouble.show_trouble(words.failure(error), details(error))

    def set_busy(self, *, busy: bool) -> None:
        """Something is on its way."""
        hold((self.make, self.save), self._trouble, busy=busy)

    def _build(self) -> None:
        head = boxes.columns(gap=8)
        head.addWidget(self._title, 1)
        for button in (self.rotate, self.revoke):
            head.addWidget(button)
        column = boxes.rows(
            head, self._about, self._trouble, self.once, self.way, self.last, self.turn, self.form, self.empty, None,
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
        for part in (self.once, self.way):
            part.copy_wanted.connect(self.copy_wanted)
        self.once.stored.connect(self._stored)

    def _built_turn(self) -> QFrame:
        self.grace = Choice(
            [
                ("0", self.tr("Ends at once")),
                ("1", self.tr("Works for one more day")),
                ("3", self.tr("Works for 3 more days")),
                ("7", self.tr("Works for 7 more days")),
            ]
        )
        self.grace.choose("1")
        self.grace.setMinimumWidth(220)
        said = labels.Paragraph(
            self.tr("Only the key itself is new, all else stays. Put it wherever this key is used.")
        )
        keep, final = Button(self.tr("Cancel")), Button(self.tr("Make the new key"), "primary")
        field = Field(self.tr("The old key"), self.grace)
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
        self._show_once(title)
        boxes.show_part(self.empty, False)
        for part in (self._title, self._about):
            boxes.show_part(part)
        may = self._allowed()
        boxes.show_part(self.revoke, may.revoke)
        boxes.show_part(self.rotate, may.rotate)
        boxes.show_part(self.form, key is None or live)
        self.form.setEnabled("keys:create" in reaches if key is None else may.change)
        boxes.show_part(self.make, key is None)
        known = self._facts is not None  # until then, and for whom keys are none of their business, nothing is offered
        boxes.show_part(self, known)
        boxes.show_part(self.foot, known and (key is None or live))
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
        self._show_once("")

    def _show_once(self, title: str) -> None:
        """Show the key of the row in sight, if it was just made, and where it is used."""
        self.once.show_text(title, self.shown_key())
        self.way.show_address(self._facts.address if self._facts is not None and self.shown_key() else "")

    def _ask(self) -> None:
        self.turn.hide()
        own = self.tr("This app uses this key: it would lose the server at once. This cannot be undone.")
        self.last.ask(own if self.is_own() else self._ends_words())

    def _ask_to_turn(self) -> None:
        self.last.hide()
        self.turn.show()
        self.grace.setFocus()
