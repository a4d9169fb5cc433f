"""A choice of one out of a list, as a combo box."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionComboBox, QStylePainter, QWidget

from qrdesk.gui.theme import icons, tokens
from qrdesk.gui.widgets import popups
from qrdesk.gui.widgets.fields import FieldSize

Option = tuple[str, str]  # key, words


class Choice(QComboBox):
    """Pick one: ``chosen`` brings its key. The wheel scrolls the page, it does not change the choice."""

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[Option] = (),
        size: FieldSize = "default",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setProperty("extent", size)
        self.setItemDelegate(QStyledItemDelegate(self))  # the usual one ignores the style sheet
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.set_options(options)
        self.activated.connect(self._tell)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer ``options`` and keep the choice where it still exists."""
        kept = self.key()
        self.clear()
        for key, words in options:
            self.addItem(words, key)
        self.choose(kept)

    def key(self) -> str:
        """Return the key of the choice; empty while there is none."""
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Choose ``key`` without telling anyone; unknown keys leave the choice alone."""
        row = self.findData(key)
        if row >= 0:
            self.setCurrentIndex(row)

    def showPopup(self) -> None:
        popups.keep_apart(self.view().window(), self)
        super().showPopup()

    def _tell(self) -> None:
        self.chosen.emit(self.key())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        box = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        if self._icon:
            self._paint_icon(painter)
            box.setLeft(box.left() + 24)
        shown = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, box.width())
        colour = tokens.current().text
        painter.setPen(colour.primary if self.isEnabled() else colour.disabled)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_icon(self, painter: QPainter) -> None:
        icons.paint(painter, QRectF(11, (self.height() - 16) / 2, 16, 16), self._icon, tokens.current().text.tertiary)
