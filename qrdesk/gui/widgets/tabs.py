"""Underlined tabs with counts, 36 px high."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from qrdesk.gui.theme import fonts, tokens
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import IconButton

_HEIGHT = 36
_PADDING = 8


def width_of(words: str, count: str, padding: int = _PADDING) -> int:
    """Return how many px a tab of ``words`` takes, with ``count`` beside them."""
    width = QFontMetrics(fonts.font("label")).horizontalAdvance(words)
    beside = QFontMetrics(fonts.font("caption")).horizontalAdvance(count)
    return width + (beside + 6 if count else 0) + 2 * padding


class _Tab(QAbstractButton):
    def __init__(self, words: str, padding: int) -> None:
        super().__init__()
        self.setText(words)
        self.setShortcut(QKeySequence())  # an & in a name is no key
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._count = ""
        self._whole = words
        self._padding = padding

    def set_whole(self, whole: str) -> None:
        self._whole = whole
        self.set_count(self._count)

    def set_count(self, count: str) -> None:
        self._count = count
        self.setAccessibleName(f"{self._whole} {count}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(width_of(self.text(), self._count, self._padding), _HEIGHT - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QPainter(self)
        on = self.isChecked()
        painter.setFont(fonts.font("label" if on else "body"))
        painter.setPen(theme.text.primary if on or self.underMouse() else theme.text.secondary)
        box = self.rect().adjusted(self._padding, 0, -self._padding, -2)
        if not on:  # in the middle of the room that its words need once they are bold: gaps look alike
            bold = QFontMetrics(fonts.font("label")).horizontalAdvance(self.text())
            box.translate((bold - painter.fontMetrics().horizontalAdvance(self.text())) // 2, 0)
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, centre | Qt.AlignmentFlag.AlignLeft, self.text())
        left = box.left() + painter.fontMetrics().horizontalAdvance(self.text()) + 6
        if self._count:
            painter.setFont(fonts.font("caption", tabular=True))
            painter.setPen(theme.text.tertiary)
            painter.drawText(box.adjusted(left - box.left(), 0, 8, 0), centre, self._count)
        if on:
            painter.fillRect(QRectF(0, self.height() - 2, self.width(), 2), theme.accent.graphic)


class Tabs(QWidget):
    """Views of one thing; ``chosen`` brings the key. Arrow keys walk, the line runs under all of them."""

    chosen = Signal(str)
    add_wanted = Signal()

    def __init__(
        self,
        options: Sequence[tuple[str, str]] = (),
        *,
        add_button: str = "",
        name: str = "",
        spread: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``add_button`` is the tooltip of a + at the end; ``spread`` shares the whole width out."""
        super().__init__(parent)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(name)
        self._padding = 3 if spread else _PADDING
        self._spread = spread
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._toggled)
        self._keys: list[str] = []
        self._row = boxes.columns(gap=0 if spread else 4)
        self.setLayout(boxes.columns(self._row, gap=0, margins=(0, 0, 0, 1)))
        self._add = IconButton("plus", add_button, 26, parent=self)
        self._add.hide()
        self._add.clicked.connect(self.add_wanted)
        self._wants_add = bool(add_button)
        self.set_tabs(options)

    def set_tabs(self, options: Sequence[tuple[str, str]]) -> None:
        """Show these tabs, keeping the choice where it still exists."""
        kept, held = self.key(), any(button.hasFocus() for button in self._group.buttons())
        before = self._take_away()
        self._keys = [key for key, _ in options]
        for place, (key, words) in enumerate(options):
            tab = before.pop((key, words), None) or _Tab(words, self._padding)
            self._group.addButton(tab, place)
            self._row.addWidget(tab)
            tab.raise_()  # they are read out in this order
            if self._spread and place < len(options) - 1:
                self._row.addStretch(1)
        if self._wants_add:
            self._row.addWidget(self._add)
            self._add.show()
        if not self._spread:
            self._row.addStretch(1)
        for gone in before.values():
            gone.hide()
            gone.deleteLater()
        if self._keys:
            self.choose(kept if kept in self._keys else self._keys[0])
            if held:  # the tab that had the keyboard may be gone
                self._group.button(self._keys.index(self.key())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_away(self) -> dict[tuple[str, str], QAbstractButton]:
        """Take all tabs out of the row, and return them: those that come again keep the keyboard and its arrows."""
        before = {
            (key, self._group.button(place).text()): self._group.button(place) for place, key in enumerate(self._keys)
        }
        for tab in before.values():
            self._group.removeButton(tab)
        while self._row.takeAt(0) is not None:
            pass
        return before

    def key(self) -> str:
        """Return the key of the tab shown."""
        place = self._group.checkedId()
        return self._keys[place] if 0 <= place < len(self._keys) else ""

    def choose(self, key: str) -> None:
        """Show ``key`` without telling anyone.

        Raises:
            ValueError: there is no such tab.
        """
        before, chosen = self._group.checkedButton(), self._group.button(self._keys.index(key))
        held = before is not None and before is not chosen and before.hasFocus()
        self._group.blockSignals(True)
        chosen.setChecked(True)
        self._group.blockSignals(False)
        if held:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_count(self, key: str, count: str) -> None:
        """Write ``count`` beside the tab's word; empty for none."""
        tab = self._group.button(self._keys.index(key))
        if isinstance(tab, _Tab):
            tab.set_count(count)

    def set_whole(self, key: str, whole: str) -> None:
        """Have ``whole`` read out for a tab whose word is cut."""
        tab = self._group.button(self._keys.index(key))
        if isinstance(tab, _Tab):
            tab.set_whole(whole)

    def set_tip(self, key: str, tip: str) -> None:
        """Say ``tip`` over a tab; what it says more than its word stands there."""
        self._group.button(self._keys.index(key)).setToolTip(tip)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), tokens.current().border.default)

    def _toggled(self, place: int, on: bool) -> None:
        if on and 0 <= place < len(self._keys):
            self.chosen.emit(self._keys[place])
