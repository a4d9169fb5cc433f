"""The deliveries of an endpoint as rows of a table: newest first, older ones below as one scrolls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from qrdesk.core.schemas.webhooks import DeliveryStatus, DeliveryView
from qrdesk.gui import webhooks_words as said
from qrdesk.gui import words
from qrdesk.gui.tables.cell_table import NOWHERE, CellTableModel, Index
from qrdesk.gui.theme import fonts, icons, tokens
from qrdesk.gui.widgets.cells import Cell, Plain
from qrdesk.gui.widgets.glyph import Tone, colour_of
from qrdesk.gui.widgets.labels import tip
from qrdesk.gui.widgets.rows import RowDelegate

_GAP = 12  # px to the next column
LOOKS: dict[DeliveryStatus, tuple[str, Tone]] = {
    "delivered": ("circle-check", "success"),
    "failed": ("circle-x", "danger"),
    "waiting": ("clock", "tertiary"),
}


@dataclass(frozen=True)
class Fixed(Plain):
    """One line in the fixed-width font; ``text`` stays empty, for the usual one is not wanted."""

    shown: str = ""


@dataclass(frozen=True)
class Answer(Plain):
    """Icon, what was answered, and how long that took."""

    shown: str = ""
    took: str = ""
    look: Tone = "tertiary"
    mark: str = ""


class DeliveryDelegate(RowDelegate):
    """Paints the cells that this table alone has."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        cell = self._table.cell(index)
        box = QRectF(option.rect).adjusted(0, 0, -_GAP, -1)
        painter.save()
        if isinstance(cell, Fixed):
            painter.setFont(fonts.fixed("caption"))
            painter.setPen(tokens.current().text.primary)
            _line(painter, box, cell.shown)
        elif isinstance(cell, Answer):
            _paint_answer(painter, box, cell)
        painter.restore()


class DeliveryModel(CellTableModel):
    """Shows deliveries; ``freshen`` changes them in place, so that nothing jumps."""

    def __init__(self) -> None:
        super().__init__()
        self._heads = (
            "",
            self.tr("Time"),
            self.tr("Event"),
            self.tr("Link"),
            self.tr("Answer"),
            self.tr("Attempts"),
            self.tr("Next try"),
        )
        self._rows: list[DeliveryView] = []
        self._known: set[str] = set()
        self._at_rest = False

    def set_at_rest(self, *, at_rest: bool) -> None:
        """Say whether its endpoint is paused or disabled: then nothing is tried, whenever it would be due."""
        self._at_rest = at_rest

    def knows(self, delivery_id: str) -> bool:
        """Whether a delivery is shown."""
        return delivery_id in self._known

    def show(self, rows: Sequence[DeliveryView]) -> None:
        """Show ``rows`` alone."""
        self.beginResetModel()
        self._rows = list(rows)
        self._known = {one.id for one in rows}
        self.endResetModel()

    def append(self, rows: Sequence[DeliveryView]) -> None:
        """Show ``rows`` below the others."""
        more = [one for one in rows if one.id not in self._known]
        if more:
            self.beginInsertRows(NOWHERE, len(self._rows), len(self._rows) + len(more) - 1)
            self._rows += more
            self._known |= {one.id for one in more}
            self.endInsertRows()

    def freshen(self, first: Sequence[DeliveryView], *, whole: bool) -> int:
        """Put the newest rows as they are now over those shown; ``whole``: there are no others.

        Returns how many stand above those of before.
        """
        wanted = {one.id for one in first}
        end = len(self._rows)
        while not whole and end and self._rows[end - 1].id not in wanted:
            end -= 1  # older ones, of which nothing was asked
        for row in range(end - 1, -1, -1):
            if self._rows[row].id not in wanted:
                self.beginRemoveRows(NOWHERE, row, row)
                self._known.discard(self._rows.pop(row).id)
                self.endRemoveRows()
        above = 0
        for row, one in enumerate(first):
            if row < len(self._rows) and self._rows[row].id == one.id:
                self._rows[row] = one
            else:
                self.beginInsertRows(NOWHERE, row, row)
                self._rows.insert(row, one)
                self._known.add(one.id)
                self.endInsertRows()
                above += 1
        if self._rows:  # every row: what is said of the next try changes with the time
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._heads) - 1))
        return above

    def delivery(self, row: int) -> DeliveryView | None:
        """Return what a row shows."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, delivery_id: str) -> int:
        """Return the row of a delivery; -1 where it is not shown."""
        return next((row for row, one in enumerate(self._rows) if one.id == delivery_id), -1)

    def _count(self) -> int:
        return len(self._rows)

    def _cells_of(self, row: int) -> Sequence[Cell]:
        return _cells(self._rows[row], at_rest=self._at_rest)

    def _tip_of(self, row: int, column: int) -> str | None:
        one = self._rows[row]
        about = said.kind_words().get(one.kind, "")  # the column has its technical name, which is searched for
        return tip("\n".join(filter(None, (about, one.kind, one.link_title, words.told(one.trouble)))))

    def _sentence_of(self, row: int) -> str:
        return _sentence(self._rows[row], at_rest=self._at_rest)


def _cells(one: DeliveryView, *, at_rest: bool) -> Sequence[Cell]:
    now = datetime.now(UTC)
    mark, look = LOOKS[one.status]
    if one.status == "waiting" and one.attempts and (one.trouble or one.status_code is not None):
        mark, look = LOOKS["failed"]  # so far
    return (
        Plain(""),
        Plain(_time(one.event_at, now), "primary"),
        Fixed("", shown=one.kind),
        Plain(one.link_title or "\N{EN DASH}", "primary" if one.link_title else "tertiary"),
        Answer("", shown=said.answer(one), took=said.took(one.took_ms), look=look, mark=mark),
        Plain(words.number(one.attempts), "primary"),
        Plain(said.next_try(one, now, at_rest=at_rest), "secondary"),
    )


def _sentence(one: DeliveryView, *, at_rest: bool) -> str:
    now = datetime.now(UTC)
    due = said.next_try(one, now, at_rest=at_rest)
    parts = (one.kind, one.link_title, said.answer(one) or words.told(one.trouble), _time(one.event_at, now), due)
    return ", ".join(filter(None, parts))


def _time(at: datetime, now: datetime) -> str:
    if at.astimezone().date() == now.astimezone().date():
        return words.clock(at, seconds=True)
    return words.moment(at)


def _paint_answer(painter: QPainter, box: QRectF, cell: Answer) -> None:
    theme = tokens.current()
    icons.paint(painter, QRectF(box.left(), box.center().y() - 7, 14, 14), cell.mark, colour_of(cell.look))
    inside = box.adjusted(20, 0, 0, 0)
    painter.setFont(fonts.font("body", tabular=True))
    shown, letters = cell.shown or _waits(), painter.fontMetrics()
    taken = letters.horizontalAdvance(cell.took) + 8 if cell.took else 0
    if letters.horizontalAdvance(shown) + taken > inside.width():
        taken = 0  # what was answered comes first; how long it took is in the delivery
    painter.setPen(theme.danger.text if cell.look == "danger" else theme.text.secondary)
    room = inside.width() - taken
    wide = min(painter.fontMetrics().horizontalAdvance(shown), int(room))
    _line(painter, QRectF(inside.left(), inside.top(), room, inside.height()), shown)
    painter.setPen(theme.text.tertiary)
    if taken:
        _line(painter, inside.adjusted(wide + 8, 0, 2, 0), cell.took)


def _waits() -> str:
    return QCoreApplication.translate("Webhooks", "not tried yet")


def _line(painter: QPainter, box: QRectF, words_: str) -> None:
    shown = painter.fontMetrics().elidedText(words_, Qt.TextElideMode.ElideRight, max(0, int(box.width())))
    painter.drawText(box.adjusted(0, 0, 1, 0), Qt.AlignmentFlag.AlignVCenter, shown)
