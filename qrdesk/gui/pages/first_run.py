"""The first page: where should the links live? And what is said when they cannot be opened."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from qrdesk.client import AcceptDraft
from qrdesk.client.addresses import address_of
from qrdesk.core import key_texts
from qrdesk.core.errors import Kind, QRDeskError
from qrdesk.core.schemas.members import CODE_CHARS
from qrdesk.gui import words
from qrdesk.gui.pages.access_drafts import NEW, Drafts
from qrdesk.gui.pages.first_run_art import Art, Drawing
from qrdesk.gui.pages.first_run_moving import MovingIn
from qrdesk.gui.pages.first_run_setup import SetupForm
from qrdesk.gui.pages.notice import Action, Notice
from qrdesk.gui.refusals import drafted
from qrdesk.gui.shell.state import State
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.boxes import Card
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import TextField
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.segment import Segment
from qrdesk.gui.widgets.switch import Switch

Typed = tuple[str, str, str, str]  # address of a server, how to come in, name, host of a server of one's own
_CARD, _LEAST, _HIGH, _ART = 341, 300, 512, 112
_TALL = 690  # px of this page: below, the drawings give way
_PADDING = 20
_OF_CODES = frozenset({Kind.NOT_FOUND, Kind.GONE, Kind.INVALID, Kind.CONFLICT, Kind.FORBIDDEN, Kind.UNAUTHENTICATED})
_NOTE = 920  # px; six buttons find room
# keys and codes of invitations are pasted where one is by chance
_SECRET = re.compile(f"(?i){key_texts.PREFIX}|{key_texts.INVITATION_PREFIX}")


class FirstRun(QWidget):
    """One card per way to begin; the filled button is the one that needs no knowledge."""

    try_wanted = Signal(bool)  # whether phones on this network may scan
    connect_wanted = Signal(str, str)  # address, key
    join_wanted = Signal(str, object)  # address, AcceptDraft
    setup_wanted = Signal(str, object)  # host of a new server, Path of its folder
    back_wanted = Signal()
    restore_wanted = Signal(bool)  # as with ``try_wanted``
    import_wanted = Signal(bool)
    language_wanted = Signal(str)
    busy = Signal(bool)

    def __init__(self, lan: str, port: int, *, can_go_back: bool = False, parent: QWidget | None = None) -> None:
        """``lan`` is this computer's address on its network, empty for none."""
        super().__init__(parent)
        self.wifi = self._switch(f"{lan}:{port}" if lan else "")
        self._reach = Note("warn", icon="wifi")
        self.wifi.toggled.connect(self._say_reach)
        self.try_button = Button(self.tr("Try it now"), "primary", size="large")
        self.try_button.clicked.connect(lambda: self.try_wanted.emit(self.wifi.isChecked()))
        self.address = TextField(self.tr("Address"), placeholder="https://go.example.com", icon="globe")
        self.key = TextField(
            self.tr("Key"),
            hint=self.tr("It is tested first, then kept safely on this computer."),
            placeholder="qrd_…",
            icon="key",
        )
        self.key.setToolTip(self.tr("In the keyring of your system or, without one, encrypted in a file"))
        self.key.input.setEchoMode(QLineEdit.EchoMode.Password)
        self.way = Segment(
            [("key", self.tr("I have a key")), ("code", self.tr("I was invited"))], name=self.tr("How you come in")
        )
        self.code = TextField(self.tr("Code of the invitation"), placeholder="qri_…", icon="mail")
        self.code.input.setMaxLength(CODE_CHARS)
        self.name = TextField(self.tr("Your name"), placeholder=self.tr("As in the invitation"))
        self.name.input.setMaxLength(120)
        self.connect_button = Button(self.tr("Test and connect"), size="large")
        self.connect_button.clicked.connect(self._connect)
        for field in (self.address, self.key, self.code, self.name):
            field.changed.connect(field.clear_error)
        for field in (self.key, self.code, self.name):
            field.input.returnPressed.connect(self._connect)
        self.way.chosen.connect(self._show_way)
        self.kept_for: frozenset[str] = frozenset()  # servers whose key is on this computer: none has to be typed
        self.setup = SetupForm()
        self.setup.wanted.connect(self.setup_wanted)
        self.moving = MovingIn()
        self.moving.restore_wanted.connect(lambda: self.restore_wanted.emit(self.wifi.isChecked()))
        self.moving.import_wanted.connect(lambda: self.import_wanted.emit(self.wifi.isChecked()))
        self.trouble = Notice(0)
        self.drafts = Drafts(self._typed, self._put)
        self._note: Callable[[], object] = lambda: None
        self._build(can_go_back)
        self._say_reach()
        self._show_way(self.way.key())

    def _switch(self, address: str) -> Switch:
        made = Switch(self.tr("Phones on this Wi-Fi may scan"))
        made.setChecked(bool(address))
        made.setEnabled(bool(address))
        if address:
            at = self.tr("They find this computer at {address}, always with this number.")
            made.setToolTip(at.format(address=address))
        else:
            made.set_hint(self.tr("This computer is on no network now"))
        return made

    def show_trouble(self, title: str, said: str, ways: Sequence[Action] = ()) -> None:
        """Say why it did not work and what else there is; nothing typed is lost."""
        self.set_busy(busy=False)
        self.trouble.say("danger", title, said, ways)
        boxes.scroll_to(self.trouble)  # what was pressed may stand below the cards

    def show_refusal(self, error: Exception) -> None:
        """Say at the field concerned why a server could not be used."""
        self.set_busy(busy=False)
        if self.way.key() == "code":
            there = isinstance(error, QRDeskError) and error.kind in _OF_CODES
            (self.code if there else self.address).show_error(words.failure(error))
            return
        key = isinstance(error, QRDeskError) and error.kind in {Kind.UNAUTHENTICATED, Kind.FORBIDDEN}
        (self.key if key else self.address).show_error(words.failure(error))

    def set_busy(self, *, busy: bool) -> None:
        """Show that something is being tried."""
        for button in (self.try_button, self.connect_button, self.setup.button):
            button.setEnabled(not busy)
        self.moving.set_busy(busy=busy)
        self.busy.emit(busy)
        if busy:
            self.trouble.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        tall = self.height() >= _TALL
        for card in self._cards:
            card.setMinimumHeight(_HIGH if tall else _HIGH - _ART)
            for art in card.findChildren(Art):
                art.setVisible(tall)

    def take_over(self, before: "FirstRun") -> None:
        """Have what was typed and chosen in ``before``, the same page in another language."""
        for mine, other in zip(self._fields(), before._fields(), strict=True):
            mine.set_text(other.text())
        self.wifi.setChecked(before.wifi.isChecked())
        self.way.choose(before.way.key())
        self._show_way(self.way.key())

    def keep_in(self, state: State) -> Callable[[], object]:
        """Put in what was typed when the app ended; return what remembers it from now on."""
        self._note = self.drafts.keep_in(state, "first_run", Typed, lambda typed: typed)
        self.drafts.begin(NEW)
        return self._note

    def entered(self) -> None:
        """The links are open: what was typed here is wanted no more."""
        self.drafts.drop(NEW)
        self._note()

    def _typed(self) -> Typed:
        """Return what is no secret: no key, no code of an invitation, and neither of them in another field."""
        fields = self.address, self.name, self.setup.host
        address, name, host = ("" if _SECRET.search(one.text()) else one.text() for one in fields)
        return "" if set("@?#") & set(address) else address, self.way.key(), name, host

    def _put(self, typed: Typed) -> None:
        for field, said in ((self.address, typed[0]), (self.name, typed[2]), (self.setup.host, typed[3])):
            field.set_text(said or field.text())
        if typed[1] in {"key", "code"}:
            self.way.choose(typed[1])
            self._show_way(self.way.key())

    def _fields(self) -> Sequence[TextField]:
        return self.address, self.key, self.code, self.name, self.setup.host

    def focus_first(self) -> None:
        """Put the focus on the easiest way."""
        self.try_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, can_go_back: bool) -> None:
        title = labels.text(self.tr("Where should your links live?"), "page_title", wrap=True)
        said = self.tr("You can change this later, in the settings.")
        if not can_go_back:
            said = self.tr("New to QRDesk? Begin on the left. You can change this later, in the settings.")
        under = labels.text(said, "supporting", wrap=True)
        for label in (title, under):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._cards = (self._here(), self._there(), self._new())
        cards = boxes.columns(gap=16)
        cards.addStretch(1)
        for card in self._cards:
            cards.addWidget(card, 100)
        cards.addStretch(1)
        column = boxes.rows(None, title, 4, under, 16, gap=0, margins=(24, 24, 24, 24))
        note = boxes.columns(None, self.trouble, None)
        self.trouble.setFixedWidth(2 * _CARD + 16)
        column.addLayout(note)
        column.addSpacing(12)
        column.addLayout(cards)
        column.addSpacing(16)
        column.addWidget(self.moving)
        if can_go_back:
            back = Button(self.tr("Back to where you were"), "quiet", "arrow-left")
            back.clicked.connect(self.back_wanted)
            column.addSpacing(8)
            column.addLayout(boxes.columns(None, back, None))
        column.addStretch(2)
        inside = QWidget()
        inside.setLayout(column)
        self.setLayout(boxes.rows(boxes.scrolled(inside), gap=0))

    def _here(self) -> Card:
        card, body = _card("phone", accent=True)
        _head(
            body, self.tr("Try it on this computer"), self.tr("Ready in a few seconds. Nothing to install, no account.")
        )
        for icon, said in (
            ("qr-code", self.tr("Make codes and scan them with a phone")),
            ("link", self.tr("A sample to look around, clearly marked")),
            ("trash-2", self.tr("One click removes the sample")),
        ):
            row = boxes.columns(Glyph(icon, "secondary", 16, 20), gap=10)
            row.addWidget(labels.text(said, wrap=True), 1)
            body.addLayout(row)
        body.addWidget(self.wifi)
        body.addStretch(1)
        body.addWidget(self._reach)
        body.addWidget(self.try_button)
        return card

    def _there(self) -> Card:
        card, body = _card("server", accent=False)
        said = self.tr("Somebody runs QRDesk already, and sent you an address with a key or an invitation.")
        _head(body, self.tr("Connect to a server"), said)
        body.addLayout(boxes.columns(self.way, None))
        for field in (self.address, self.key, self.code, self.name):
            body.addWidget(field)
        body.addStretch(1)
        body.addWidget(self.connect_button)
        return card

    def _new(self) -> Card:
        card, body = _card("folder", accent=False)
        said = self.tr("For codes on paper that work everywhere. Somebody who knows servers finishes it.")
        _head(body, self.tr("Set up a server"), said)
        body.addWidget(self.setup, 1)
        return card

    def _say_reach(self) -> None:
        if self.wifi.isChecked():
            said = self.tr(
                "Links work only on this network: not for print yet. They can move to a server later. Codes for Wi-Fi "
                "or contacts need no server."
            )
        else:
            said = self.tr(
                "Links work only on this computer: not for print yet. They can move to a server later. Codes for Wi-Fi "
                "or contacts need no server."
            )
        self._reach.show_words("warn", "", said, icon="wifi")

    def _show_way(self, way: str) -> None:
        self.key.setVisible(way == "key")
        for field in (self.code, self.name):
            field.setVisible(way == "code")
        self.connect_button.setText(self.tr("Test and connect") if way == "key" else self.tr("Accept invitation"))

    def _connect(self) -> None:
        address, key, code = self.address.text(), self.key.text(), self.code.text()
        if not address:
            self.address.show_error(self.tr("Enter where the server answers."))
        elif self.way.key() == "code":
            self._join(address, code)
        elif not key and address_of(address).url not in self.kept_for:
            self.key.show_error(self.tr("Enter the key that you were given."))
        else:
            self.set_busy(busy=True)
            self.connect_wanted.emit(address, key)

    def _join(self, address: str, code: str) -> None:
        if not code:
            self.code.show_error(self.tr("Enter the code that you were sent."))
            return
        values = {"code": code, "name": self.name.text() or None}
        draft = drafted(AcceptDraft.model_validate, values, {"code": self.code, "name": self.name})
        if draft is not None:
            self.set_busy(busy=True)
            self.join_wanted.emit(address, draft)


class Troubled(QWidget):
    """Shown alone when the links cannot be opened: what happened, what was kept, what to do."""

    def __init__(self, title: str, said: str, actions: Sequence[Action], details: str = "") -> None:
        super().__init__()
        self.note = Note("danger", title, said, actions=actions, details=details)
        self.note.setFixedWidth(_NOTE)
        self.note.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.waiting = labels.text("", "supporting", tabular=True)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.diagnose = Button(self.tr("Copy diagnostics…"), "quiet", "copy", "small")
        self.leave = Button(self.tr("Quit"), "quiet", size="small")
        note, foot = boxes.columns(None, self.note, None), boxes.columns(None, self.diagnose, self.leave, None, gap=8)
        self.setLayout(boxes.rows(None, note, 8, self.waiting, foot, None, None, margins=(24, 24, 24, 24)))

    def show_wait(self, seconds: int) -> None:
        """Say when it is tried again; 0: right now."""
        said = self.tr("Trying again in {seconds} s").format(seconds=seconds)
        self.waiting.setText(said if seconds else self.tr("Trying again"))


class Opening(QWidget):
    """Shown alone for the moment that opening takes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        said = labels.text(self.tr("Opening your links"), "supporting")
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayout(boxes.rows(None, said, None))


def _card(art: Drawing, *, accent: bool) -> tuple[Card, boxes.QVBoxLayout]:
    card = Card(padding=0, kind="accent" if accent else "true")
    card.setMinimumWidth(_LEAST)
    card.setMaximumWidth(_CARD)
    card.setMinimumHeight(_HIGH)  # what is said at a field may need more
    card.body.setSpacing(0)
    card.body.addWidget(Art(art))
    body = boxes.rows(gap=8, margins=(_PADDING, _PADDING - 4, _PADDING, _PADDING))
    card.body.addLayout(body, 1)
    style.restyle(card)
    return card, body


def _head(body: boxes.QVBoxLayout, title: str, said: str) -> None:
    body.addWidget(labels.text(title, "section_title", wrap=True))
    body.addWidget(labels.Paragraph(said))
    body.addSpacing(4)
