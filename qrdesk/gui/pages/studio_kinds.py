"""What a code can carry: a link, or one of the contents that stand in the code itself, to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from qrdesk.core.code_titles import known_by
from qrdesk.core.schemas.contents import AnyContent
from qrdesk.gui.theme import fonts, icons, tokens
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button

LINK = "link"
_WIDE = frozenset({"gs1"})  # takes a line of its own
_FIRST = 13  # in sight from the beginning; few need the rest
_ROW = 32  # px
_TOLD = 40  # characters


@dataclass(frozen=True)
class Kind:
    """One sort of content: ``key`` is its type as the API has it."""

    key: str
    name: str
    icon: str


def kinds() -> tuple[Kind, ...]:
    """Return all sorts, those that most people want first."""
    return (
        Kind(LINK, _tr("Short link"), "link"),
        Kind("url", _tr("URL"), "globe"),
        Kind("text", _tr("Text"), "type"),
        Kind("wifi", _tr("Wi-Fi"), "wifi"),
        Kind("vcard", _tr("Contact"), "id-card"),
        Kind("email", _tr("E-mail"), "mail"),
        Kind("sms", _tr("SMS"), "message-square"),
        Kind("phone", _tr("Phone"), "phone"),
        Kind("geo", _tr("Place"), "map-pin"),
        Kind("event", _tr("Event"), "calendar"),
        Kind("epc", _tr("Payment"), "euro"),
        Kind("whatsapp", _tr("WhatsApp"), "message-circle"),
        Kind("gs1", _tr("GS1 Digital Link with EAN"), "barcode"),
        Kind("mecard", _tr("Small contact"), "user"),
        Kind("app", _tr("App"), "smartphone"),
        Kind("swiss-bill", _tr("Swiss bill"), "landmark"),
        Kind("crypto", _tr("Crypto"), "bitcoin"),
    )


def content_title(content: AnyContent) -> str:
    """Return what a static code without a name is called by what it says; never by a password."""
    return f"{kind_called(content.type).name} {known_by(content)[:_TOLD]}".strip()


def kind_called(key: str) -> Kind:
    """Return the sort with this key.

    Raises:
        KeyError: there is none.
    """
    return {kind.key: kind for kind in kinds()}[key]


class KindGrid(QWidget):
    """All sorts in two columns, one of them chosen. ``pressed`` brings the key, also of the one that is chosen.

    Where there is little room only the chosen one is in sight, until another is wanted.
    """

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("What the code carries"))
        self._group = QButtonGroup(self)
        self._keys = [kind.key for kind in kinds()]
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        rest = QGridLayout()
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(4)
        self._put(grid, kinds()[:_FIRST])
        self._put(rest, kinds()[_FIRST:], len(kinds()[:_FIRST]))
        self._rest = QWidget()
        self._rest.setLayout(rest)
        self._rest.hide()
        self.more = Button(self.tr("More kinds"), "quiet", size="small", trailing="chevron-down")
        self.more.clicked.connect(partial(self.show_all, shown=True))
        fold = boxes.columns(self.more, None, gap=0)
        self._all = QWidget()
        self._all.setLayout(boxes.rows(grid, self._rest, fold, gap=4))
        self._low = False
        self._one = _KindButton(kinds()[0], chosen=True)
        self._one.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the button beside it does the same
        self.change = Button(self.tr("Change"), size="small")
        self.change.setAccessibleName(self.tr("Choose what else the code carries"))
        for button in (self._one, self.change):
            button.clicked.connect(self._open)
        row = boxes.columns(self._one, self.change, gap=8)
        row.setStretchFactor(self._one, 1)
        self._short = QWidget()
        self._short.setLayout(row)
        self._short.hide()
        self.setLayout(boxes.rows(self._short, self._all, gap=0, margins=(12, 0, 12, 8)))
        self._group.idClicked.connect(self._clicked)

    def fold(self, *, low: bool) -> None:
        """Have little room from now on, or enough for all sorts."""
        if low != self._low:
            self._low = low
            self._show_all(shown=not low)

    def choose(self, key: str) -> None:
        """Mark ``key`` without telling anyone.

        Raises:
            ValueError: there is no such sort.
        """
        place = self._keys.index(key)
        if place >= _FIRST:
            self.show_all(shown=True)
        self._group.button(place).setChecked(True)
        self._one.show_kind(kinds()[place])

    def key(self) -> str:
        """Return the key of the sort that is chosen; empty while there is none."""
        place = self._group.checkedId()
        return self._keys[place] if place >= 0 else ""

    def has(self, key: str) -> bool:
        """Whether there is a sort of that key."""
        return key in self._keys

    def button(self, key: str) -> QAbstractButton:
        """Return the button of a sort."""
        return self._group.button(self._keys.index(key))

    def show_all(self, *, shown: bool) -> None:
        """Show what few need, too."""
        self._rest.setVisible(shown)
        self.more.setHidden(shown)

    def _put(self, grid: QGridLayout, some: Sequence[Kind], first: int = 0) -> None:
        for place, kind in enumerate(some):
            button = _KindButton(kind)
            self._group.addButton(button, first + place)
            grid.addWidget(button, place // 2, place % 2, 1, 2 if kind.key in _WIDE else 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def _clicked(self, place: int) -> None:
        self._one.show_kind(kinds()[place])
        if self._low:
            self._show_all(shown=False)
            self.change.setFocus()  # what was pressed is out of sight
        self.pressed.emit(self._keys[place])

    def _open(self) -> None:
        self._show_all(shown=True)
        self._group.button(self._group.checkedId()).setFocus()

    def _show_all(self, *, shown: bool) -> None:
        boxes.show_part(self._all, shown)
        boxes.show_part(self._short, not shown)


class _KindButton(QAbstractButton):
    """An icon and a name."""

    def __init__(self, kind: Kind, *, chosen: bool = False) -> None:
        """``chosen``: it is, whoever presses it."""
        super().__init__()
        self._chosen = chosen
        self.setCheckable(not chosen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_kind(kind)

    def show_kind(self, kind: Kind) -> None:
        """Stand for another sort."""
        self._icon = kind.icon
        self.setText(kind.name)
        self.setAccessibleName(kind.name)
        self.setToolTip(kind.name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self._chosen or self.isChecked()
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.surface.selected if on else theme.surface.hover)
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        box = QRectF(8, (self.height() - 16) / 2, 16, 16)
        icons.paint(painter, box, self._icon, theme.accent.graphic if on else theme.text.secondary)
        painter.setFont(fonts.font("label" if on else "body"))
        painter.setPen(theme.text.primary if on else theme.text.secondary)
        room = self.width() - 32 - 4
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(32, 0, room, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Studio", words)
