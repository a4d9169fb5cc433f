"""Big numbers: what is counted, the figure, and how it moved."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from qrdesk.gui.theme import fonts, style, tokens
from qrdesk.gui.theme.fonts import Role
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.glyph import Glyph

_NARROW = 1000  # px of a strip; below, there is less beside its figures
_MARGIN, _LESS = 16, 10  # px beside a figure, and where there is little room
_ROUNDED = 1  # px that a layout may take from a part when it shares its room
_STILL = 0.05  # per cent; less is shown as none
_MOST = 999  # per cent; above, nobody reads how many
_SIZES: tuple[Role, ...] = ("figure", "page_title", "section_title")  # of what is too long for the first of them


class Figure(QWidget):
    """One number: ``delta`` is its change in per cent, said by sign, arrow and colour.

    After ``let_press`` a click, Enter or Space says ``pressed``.
    """

    pressed = Signal()
    said = Signal()  # other words, which may need more room or less

    def __init__(
        self, caption: str, value: str = "", note: str = "", delta: float | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._on = self._can_press = False
        self._caption = labels.Elided(caption, "supporting")
        self._value = labels.Elided(value, "figure")
        self._value.setMinimumHeight(labels.text("0", "figure").sizeHint().height())  # in a smaller font, too
        self._arrow = Glyph("arrow-up-right", "success", 14)
        self._delta = labels.text("", "caption", tabular=True)
        self._note = labels.Elided(note, "caption")
        self._under = boxes.columns(self._arrow, self._delta, self._note, gap=0)
        self._under.setStretchFactor(self._note, 1)
        self._lines = boxes.rows(self._caption, self._value, self._under, gap=0, margins=(_MARGIN, 10, _MARGIN, 10))
        self.setLayout(self._lines)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_value(value, note, delta)

    def let_press(self, tip: str, *, on: bool = False) -> None:
        """Let it be pressed; ``tip`` says what for, ``on`` that it was."""
        self._on, self._can_press = on, True
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.update()

    def give_way(self, *, narrow: bool) -> None:
        """Leave less room beside the words, or as much as usual."""
        side = _LESS if narrow else _MARGIN
        self._lines.setContentsMargins(side, 10, side, 10)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def needed(self) -> int:
        """Return how wide it has to be for its words to be whole, in px; its number may be smaller instead."""
        self._under.invalidate()  # Qt does so itself only once it comes round to it
        sides = self._lines.contentsMargins()
        beside = sides.left() + sides.right() + _ROUNDED
        return max(self._caption.sizeHint().width(), self._under.sizeHint().width()) + beside

    def is_on(self) -> bool:
        """Whether it is shown as pressed."""
        return self._on

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._can_press and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._can_press and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: object) -> None:
        self.update()

    def leaveEvent(self, event: object) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not (self._on or (self._can_press and self.underMouse())):
            return
        theme, painter = tokens.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent.tint if self._on else theme.surface.hover)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 4, 4)

    def show_value(self, value: str, note: str = "", delta: float | None = None, whole: str = "") -> None:
        """Show a new number; ``whole`` is what is said instead where ``value`` is shortened."""
        self._value.setText(value)
        self._value.setToolTip(whole)
        self._fit()
        if delta is not None and abs(delta) < _STILL:
            delta = 0.0
        self._note.setText(note)
        up = bool(delta and delta > 0)
        self._arrow.show_icon("arrow-up-right" if up else "arrow-down-right", "success" if up else "danger")
        self._arrow.setVisible(bool(delta))
        words = "" if delta is None else self._signed(delta)
        self._delta.setText(words)
        self._delta.setContentsMargins(3 if delta else 0, 0, 4, 0)  # the gaps go with it
        self._delta.setVisible(bool(words))
        tone = "" if not delta else ("success" if delta > 0 else "danger")
        style.restyle(self._delta, tone=tone)
        told = self.tr("more than +{number} %").format(number=_MOST) if delta is not None and delta > _MOST else words
        self.setAccessibleName(f"{self._caption.text()}: {whole or value}. {told} {note}".strip())
        self.said.emit()

    def _fit(self) -> None:
        """Let a long value, as a day with its hour, be smaller before it is cut."""
        sides = self._lines.contentsMargins()
        room, said = self.width() - sides.left() - sides.right(), self._value.text()
        sizes = [fonts.font(role) for role in _SIZES]
        self._value.setFont(
            next((one for one in sizes if QFontMetrics(one).horizontalAdvance(said) <= room), sizes[-1])
        )

    def _signed(self, delta: float) -> str:
        if delta > _MOST:
            return self.tr("> {number} %").format(number=_MOST)
        number = QLocale().toString(abs(delta), "f", 1 if abs(delta) < 100 else 0)
        sign = "+" if delta > 0 else "\N{MINUS SIGN}" if delta < 0 else "±"
        return self.tr("{sign}{number} %").format(sign=sign, number=number)


class FigureStrip(QFrame):
    """Figures in one card, thin lines between them: as wide as each other, but for those that need more."""

    def __init__(self, figures: Sequence[Figure], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = figures
        self.setProperty("card", True)
        self._row = row = boxes.columns(gap=0, margins=(1, 1, 1, 1))
        for place, figure in enumerate(figures):
            if place:
                row.addWidget(boxes.line("v"))
            row.addWidget(figure, 1)
            figure.said.connect(self._share)
        self.setLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for figure in self._figures:
            figure.give_way(narrow=self.width() < _NARROW)
        self._share()

    def _share(self) -> None:
        lines = len(self._figures) + 1
        shares = _shares([figure.needed() for figure in self._figures], self.width() - lines)
        for figure, share in zip(self._figures, shares, strict=True):
            self._row.setStretchFactor(figure, share)


def _shares(needs: Sequence[int], room: int) -> list[int]:
    """Return how ``room`` px are shared: alike, as far as each has what it needs."""
    if sum(needs) > room:
        return list(needs)
    alike = room // len(needs)
    for _ in needs:  # the more some of them need, the less is left for the others
        greedy = [need for need in needs if need > alike]
        alike = (room - sum(greedy)) // (len(needs) - len(greedy))
    return [max(need, alike) for need in needs]
