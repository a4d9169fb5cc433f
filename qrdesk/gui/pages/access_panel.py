"""The panel beside the keys: make one, see it once, revoke it."""

from collections.abc import Mapping, Sequence
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.client import KeyDraft
from qrdesk.core.schemas.access import KeyView, NewKeyView, Scope
from qrdesk.gui import words
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import TextField, read_only
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.segment import Segment

_NAME_MOST = 120
_READ = tuple(scope for scope in Scope if scope.value.endswith(":read"))
_LINKS = (
    *(scope for scope in Scope if scope.value.startswith(("links:", "codes:", "stats:"))),
    Scope.DOMAINS_READ,  # without these two the app cannot be used with such a key
    Scope.WORKSPACE_READ,
)
_SCOPES: Mapping[str, tuple[Scope | Literal["all"], ...]] = {"all": ("all",), "links": _LINKS, "read": _READ}


class KeyPanel(QWidget):
    """Shows a form for a new key, a key just made, or one made before."""

    create_wanted = Signal(object)  # a KeyDraft
    revoke_wanted = Signal(str)  # key id
    copy_wanted = Signal(str, str)  # text, what is said about it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: KeyView | None = None
        self._fresh: dict[str, str] = {}  # keys just made by id, until they are stored: each shows again with its row
        self._title = labels.text("", "section_title")
        self._about = labels.Paragraph()
        self._trouble = Note("danger")
        self._trouble.hide()
        self.name = TextField(self.tr("Name"), self.tr("What it is for, such as the till"))
        self.name.input.setMaxLength(_NAME_MOST)
        self.reach = Segment(
            [("all", self.tr("Everything")), ("links", self.tr("Links and codes")), ("read", self.tr("Read only"))],
            name=self.tr("What this key may do"),
        )
        self.make = Button(self.tr("Make the key"), "primary", "key")
        self.revoke = Button(self.tr("Revoke…"), "danger")
        self._form = self._built_form()
        self._once = self._built_once()
        self._last = self._built_last()
        column = boxes.rows(
            boxes.columns(self._title, None, self.revoke), self._about, self._trouble, self._once, self._form,
            self._last, None, gap=12, margins=(20, 14, 16, 16),
        )  # fmt: skip
        self.setLayout(column)
        self.name.input.returnPressed.connect(self._create)
        self.make.clicked.connect(self._create)
        self.revoke.clicked.connect(self._ask)
        self.show_new()

    def show_new(self) -> None:
        """Offer to make a key."""
        self._show(None)
        self._title.setText(self.tr("New key"))
        self._about.set_text(self.tr("A program that makes or reads links for you needs a key of its own."))
        self.name.set_text("")
        self.name.clear_error()

    def show_key(self, key: KeyView) -> None:
        """Show a key made before."""
        self._show(key)
        said = [self.scopes_in_words(key.scopes), key.hint, self.tr("made {day}").format(day=words.day(key.created_at))]
        if key.revoked_at is not None:
            said.append(self.tr("revoked {day}").format(day=words.day(key.revoked_at)))
        self._title.setText(key.name)
        self._about.set_text(" · ".join(said))

    def show_new_key(self, key: NewKeyView) -> None:
        """Show a key this one time."""
        self._fresh[key.id] = key.key
        self.show_key(key)
        self._copy.setFocus(Qt.FocusReason.TabFocusReason)

    def shows_new_key(self, key_id: str) -> bool:
        """Whether this key is in sight and not stored yet."""
        return key_id in self._fresh and self._shown is not None and self._shown.id == key_id

    def shown_key(self) -> str:
        """Return the key in sight; empty for none."""
        return self._fresh.get(self._shown.id, "") if self._shown is not None else ""

    def forget(self, key_id: str) -> None:
        """A key is revoked: nobody needs it any more."""
        self._fresh.pop(key_id, None)

    def show_trouble(self, said: str) -> None:
        """Say why nothing was done."""
        self._trouble.show_words("danger", said)
        self._trouble.show()

    def scopes_in_words(self, scopes: Sequence[str]) -> str:
        """Return what a key may do, in few words."""
        kinds = {
            frozenset({"all"}): self.tr("Everything"),
            frozenset(_READ): self.tr("Read only"),
            frozenset(_LINKS): self.tr("Links and codes"),
        }
        return kinds.get(frozenset(scopes)) or ", ".join(scopes)

    def _show(self, key: KeyView | None) -> None:
        self._shown = key
        self._trouble.hide()
        self._key.setText(self.shown_key())
        self._once.setVisible(bool(self.shown_key()))
        if key is not None:
            self._once_title.setText(self.tr("Copy the key for {name} now").format(name=key.name))
        self._last.hide()
        self._form.setVisible(key is None)
        self.revoke.setVisible(key is not None and key.revoked_at is None)

    def _built_form(self) -> QFrame:
        what = labels.text(self.tr("What this key may do"), "label")
        row = boxes.columns(self.make, None)
        self.name.setMaximumWidth(420)
        return boxes.box(boxes.rows(self.name, what, boxes.columns(self.reach, None), 4, row, gap=8))

    def _built_once(self) -> QFrame:
        self._once_title = labels.text("", "label")
        said = labels.Paragraph(self.tr("QRDesk keeps only a fingerprint. This is the one time you can see it."))
        self._key = read_only("", self.tr("The new key"))
        self._copy = Button(self.tr("Copy"), icon="copy", size="small")
        self._copy.clicked.connect(lambda: self.copy_wanted.emit(self._key.text(), self.tr("The key is copied")))
        stored = Button(self.tr("I have stored it"), size="small")
        stored.clicked.connect(self._stored)
        well = boxes.box(boxes.columns(self._key, None, self._copy, gap=8, margins=(12, 6, 6, 6)))
        style.restyle(well, card=True)
        hint = labels.text(self.tr("Send it over a safe channel, not by e-mail."), "caption")
        right = boxes.rows(self._once_title, said, well, boxes.columns(hint, None, stored), gap=8)
        row = boxes.columns(gap=10, margins=(12, 10, 12, 10))
        row.addWidget(Glyph("key", "success", 16, 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        made = boxes.box(row)
        style.restyle(made, note="success")
        return made

    def _built_last(self) -> QFrame:
        said = self.tr("Programs that use it are refused from now on. This cannot be undone.")
        keep = Button(self.tr("Keep it"))
        final = Button(self.tr("Revoke for ever"), "danger_final")
        keep.clicked.connect(self._keep)
        final.clicked.connect(lambda: self._shown and self.revoke_wanted.emit(self._shown.id))
        made = boxes.box(
            boxes.rows(labels.Paragraph(said), boxes.columns(None, keep, final), gap=8, margins=(12, 10, 12, 10))
        )
        style.restyle(made, card="sunken")
        return made

    def _create(self) -> None:
        name = self.name.text()
        if not name:
            self.name.show_error(self.tr("Give it a name, so that you know it again."))
            self.name.input.setFocus()
            return
        scopes = _SCOPES[self.reach.key()]
        self.create_wanted.emit(KeyDraft(name=name, scopes=scopes))

    def _stored(self) -> None:
        if self._shown is not None:
            self.forget(self._shown.id)
        self._key.setText("")
        self._once.hide()

    def _ask(self) -> None:
        self._last.show()
        self.revoke.hide()

    def _keep(self) -> None:
        self._last.hide()
        self.revoke.show()
