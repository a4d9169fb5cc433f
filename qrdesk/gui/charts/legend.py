"""The legend: names, marks and the numbers of the step pointed at, in places that never move."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.gui.charts import theme
from qrdesk.gui.charts.theme import Line
from qrdesk.gui.theme import fonts, tokens

_MARK, _GAP, _BETWEEN = 18, 6, 16  # px
_TIGHT_MARK, _TIGHT_GAP, _TIGHT_BETWEEN = 12, 4, 9  # where it would not fit otherwise

_LINE, _TWO_LINES = 20, 28  # px
_LEAST = 2  # entries that are always there: scans and clicks


@dataclass(frozen=True)
class Entry:
    """One line of the chart, or its bars: ``most`` is the largest number it can show, so that its place can be kept."""

    line: Line
    name: str
    most: int
    bar: bool = False


@dataclass(frozen=True)
class _Look:
    """How the entries are written: the room of each place in a line, the gap behind it included, and how closely."""

    places: Sequence[int]
    tight: bool = True
    short: bool = True
    bare: bool = False  # only the first have numbers
    lines: int = 1


class Legend(QWidget):
    """Right-aligned; the date in front goes first when there is no room, then the entries take ``two_lines``."""

    def __init__(self, parent: QWidget | None = None, *, two_lines: bool = False) -> None:
        super().__init__(parent)
        self._two_lines = two_lines
        self._entries: tuple[Entry, ...] = ()
        self._values: tuple[int | None, ...] = ()
        self._when = ""
        self.setFixedHeight(_TWO_LINES if two_lines else _LINE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Name the lines."""
        self._entries = tuple(entries)
        self.updateGeometry()
        self.update()

    def show_values(self, when: str, values: Sequence[int | None]) -> None:
        """Show the numbers of one step, in the order of the entries."""
        self._when, self._values = when, tuple(values)
        self.setAccessibleName(self.spoken())
        self.update()

    def spoken(self) -> str:
        """Return the legend as a sentence."""
        pairs = [
            f"{entry.name} {'–' if value is None else theme.number_text(value)}"
            for entry, value in zip(self._entries, self._values, strict=False)
        ]
        return f"{self._when}: {', '.join(pairs)}"

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()  # the title beside it comes first; what is left over loosens the entries

    def minimumSizeHint(self) -> QSize:
        return QSize(sum(self._widths(tight=True, short=True)[:_LEAST]), self.maximumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = self._look()
        wide = sum(look.places) - (_TIGHT_BETWEEN if look.tight else _BETWEEN)
        left = float(self.width() - wide)
        if left >= self._when_width():
            painter.setFont(fonts.font("caption", tabular=True))
            painter.setPen(tokens.current().text.tertiary)
            box = QRectF(left - self._when_width(), 0, self._when_width() - _BETWEEN, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._when)
        high = self.height() / look.lines
        for place, entry in enumerate(self._entries[: len(look.places) * look.lines]):
            line, column = divmod(place, len(look.places))
            value = self._values[place] if place < len(self._values) else None
            words = "–" if value is None else self._written(value, short=look.short)
            words = "" if look.bare and place >= _LEAST else words  # what the line is matters more than its number
            box = QRectF(left + sum(look.places[:column]), line * high, look.places[column], high)
            self._paint_entry(painter, box, entry, words, tight=look.tight)

    def _look(self) -> _Look:
        """Return how the entries are written in the room there is: as loosely as possible, and with all numbers."""
        for tight, short in ((False, False), (True, False), (True, True)):
            widths = self._widths(tight=tight, short=short)
            if sum(widths) <= self.width() + (_TIGHT_BETWEEN if tight else _BETWEEN):
                return _Look(widths, tight, short)
        room, half = self.width() + _TIGHT_BETWEEN, -(-len(self._entries) // 2)
        for short in (False, True) if self._two_lines else ():
            widths = self._widths(tight=True, short=short)
            below = [*widths[half:], 0]
            places = [max(pair) for pair in zip(widths[:half], below, strict=False)]
            if sum(places) <= room:
                return _Look(places, short=short, lines=2)
        widths = self._widths(tight=True, short=True, bare=True)
        while len(widths) > _LEAST and sum(widths) > room:
            widths.pop()  # the table has them all
        return _Look(widths, bare=True)

    def _written(self, value: int, *, short: bool) -> str:
        if not short:
            return theme.number_text(value)
        return theme.short_text(value, max(entry.most for entry in self._entries))

    def _paint_entry(self, painter: QPainter, box: QRectF, entry: Entry, words: str, *, tight: bool) -> None:
        mark, gap = (_TIGHT_MARK, _TIGHT_GAP) if tight else (_MARK, _GAP)
        left, middle = box.left(), box.center().y()
        painter.setPen(theme.pen(entry.line))
        if entry.bar:
            painter.fillRect(QRectF(left + mark - 10, middle - 5, 10, 10), theme.colour(entry.line))
        else:
            painter.drawLine(QPointF(left, middle), QPointF(left + mark, middle))
        if entry.line == "clicks":
            painter.fillRect(QRectF(left + mark / 2 - 3, middle - 3, 6, 6), theme.colour("clicks"))
        left += mark + gap
        painter.setFont(fonts.font("caption"))
        painter.setPen(tokens.current().text.secondary)
        painter.drawText(QRectF(left, box.top(), 400, box.height()), Qt.AlignmentFlag.AlignVCenter, entry.name)
        left += QFontMetrics(fonts.font("caption")).horizontalAdvance(entry.name) + gap
        painter.setFont(fonts.font("strong_caption", tabular=True))
        painter.setPen(tokens.current().text.primary)
        painter.drawText(QRectF(left, box.top(), 200, box.height()), Qt.AlignmentFlag.AlignVCenter, words)

    def _widths(self, *, tight: bool, short: bool = False, bare: bool = False) -> list[int]:
        """Return the room of each entry, the gap behind it included; ``bare``: only the first have numbers."""
        mark, gap, between = (_TIGHT_MARK, _TIGHT_GAP, _TIGHT_BETWEEN) if tight else (_MARK, _GAP, _BETWEEN)
        names = QFontMetrics(fonts.font("caption"))
        numbers = QFontMetrics(fonts.font("strong_caption", tabular=True))
        fixed = mark + gap + gap + between
        return [
            fixed
            + names.horizontalAdvance(entry.name)
            + (-gap if bare and place >= _LEAST else numbers.horizontalAdvance(self._written(entry.most, short=short)))
            for place, entry in enumerate(self._entries)
        ]

    def _when_width(self) -> int:
        return QFontMetrics(fonts.font("caption", tabular=True)).horizontalAdvance(self._when) + _BETWEEN
