"""The last scans as they come in."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.gui.theme import fonts, icons, tokens
from qrdesk.gui.widgets import labels

_FOOT = 3  # px to the end of the list: what is there ends the last row


@dataclass(frozen=True)
class LiveRow:
    """One hit: link title, where from, when, on what; ``more`` stands in a third line where rows have room for it."""

    key: str
    title: str
    place: str
    when: str
    icon: str = "smartphone"
    more: str = ""


class LiveList(QWidget):
    """Newest first; rows appear at once. ``padding`` stands at both sides; rows are 44 px, with three lines 70."""

    picked = Signal(str)

    def __init__(
        self, most: int = 20, *, row_height: int = 44, padding: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._rows: tuple[LiveRow, ...] = ()
        self._most = most
        self._row_height = row_height
        self._padding = padding
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Last scans"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_rows(self, rows: Sequence[LiveRow]) -> None:
        """Show ``rows``, newest first."""
        self._rows = tuple(rows)[: self._most]
        said = (", ".join(filter(None, (row.title, row.place, row.more, row.when))) for row in self._rows[:5])
        self.setAccessibleDescription(". ".join(said))
        self.update()

    def rows(self) -> Sequence[LiveRow]:
        """Return what is shown."""
        return self._rows

    def sizeHint(self) -> QSize:
        return QSize(260, self._row_height * 5)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self._row_height)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().y()) // self._row_height
        row = self._rows[place] if 0 <= place < len(self._rows) else None
        self.setToolTip(labels.tip("\n".join(filter(None, (row.title, row.place, row.more)))) if row else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().y()) // self._row_height
        if 0 <= place < len(self._rows):
            self.picked.emit(self._rows[place].key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, row in enumerate(self._rows):
            top = place * self._row_height
            if top + self._row_height > self.height() + 2:
                break  # half a row says nothing
            self._paint_row(painter, QRectF(0, top, self.width(), self._row_height), row)

    def _paint_row(self, painter: QPainter, box: QRectF, row: LiveRow) -> None:
        theme = tokens.current()
        if box.bottom() < self.height() - _FOOT:
            painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.border.subtle)
        inside = box.adjusted(self._padding, 0, -self._padding, -1)
        painter.setFont(fonts.font("caption", tabular=True))
        painter.setPen(theme.text.tertiary)
        first = inside.center().y() - (27 if row.more else 19)
        icon = QRectF(inside.left(), first + 1 if row.more else inside.center().y() - 8, 16, 16)
        icons.paint(painter, icon, row.icon, theme.text.secondary)
        beside = QRectF(inside.left(), first, inside.width(), 18) if row.more else inside
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.when)
        taken = painter.fontMetrics().horizontalAdvance(row.when) + 10
        words = inside.adjusted(26, 0, 0, 0)
        for role, colour, text, top in (
            ("body", theme.text.primary, row.title, first),
            ("caption", theme.text.tertiary, row.place, first + 20),
            ("caption", theme.text.tertiary, row.more, first + 37),
        ):
            painter.setFont(fonts.font("body" if role == "body" else "caption"))
            painter.setPen(colour)
            room = words.width() - (taken if top == first or not row.more else 0)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room))
            painter.drawText(QRectF(words.left(), top, words.width(), 18), Qt.AlignmentFlag.AlignVCenter, shown)
