"""The rows of a list: those with a problem, each with its button, or all of them, read as they come into sight."""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem

from qrdesk.gui import words
from qrdesk.gui.pages import batch_words
from qrdesk.gui.pages.batch_checking import Fixes, Line, Problem, line_of
from qrdesk.gui.pages.batch_meaning import Meaning, Meanings
from qrdesk.gui.pages.batch_rows import Listed
from qrdesk.gui.tables.cell_table import CellTableModel, Index
from qrdesk.gui.theme import fonts, tokens
from qrdesk.gui.widgets.cells import Cell, Plain, TwoLines
from qrdesk.gui.widgets.labels import tip
from qrdesk.gui.widgets.rows import Column, RowDelegate, RowTable

FIX_ROLE = int(Qt.ItemDataRole.UserRole) + 7
_PAGE, _PAGES = 100, 8  # rows read at once; how many of such pages are kept
_SAID, _FIX = 3, 4  # columns
_WIDE = 360  # px from which buttons have all their room
_ROW_PX = 57
_NOTHING = Plain("")
_BUTTON_PX = 26


class CheckModel(CellTableModel):
    """Shows problems, or all rows: only what is in sight is read, and little of it kept."""

    def __init__(self, heads: Sequence[str]) -> None:
        super().__init__()
        self._heads = tuple(heads)
        self._problems: Sequence[Problem] = ()
        self._by_place: dict[int, Problem] = {}
        self._listed: Listed | None = None
        self._meanings: Meanings = ()
        self._fixes: Fixes = {}
        self._pages: OrderedDict[int, list[Line]] = OrderedDict()
        self._all = False

    def show(
        self, listed: Listed | None, meanings: Meanings, fixes: Fixes, problems: Sequence[Problem], *, everything: bool
    ) -> None:
        """Show the problems alone, or with ``everything`` all rows."""
        self.beginResetModel()
        self._listed, self._meanings, self._fixes = listed, meanings, fixes
        self._problems, self._all = problems, everything
        self._by_place = {one.place: one for one in problems}
        self._pages.clear()
        self.endResetModel()

    def name_column(self, said: str) -> None:
        """Say what the words of the rows are about."""
        self._heads = (*self._heads[:_SAID], said, *self._heads[_SAID + 1 :])
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, _SAID, _SAID)

    def problem_at(self, row: int) -> Problem | None:
        """Return what is wrong with a row; None where nothing is."""
        if self._all:
            return self._by_place.get(row)
        return self._problems[row] if 0 <= row < len(self._problems) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == FIX_ROLE:
            problem = self.problem_at(index.row())
            return batch_words.fix(problem) if problem is not None else ""
        return super().data(index, role)

    def _count(self) -> int:
        if self._all:
            return self._listed.count if self._listed is not None else 0
        return len(self._problems)

    def _cells_of(self, row: int) -> Sequence[Cell]:
        problem = self.problem_at(row)
        if problem is not None:
            number = Plain(words.number(problem.number), "secondary")
            said = TwoLines(batch_words.wrong(problem), batch_words.cell(problem), strong=False, middle=True)
            return (_NOTHING, number, Plain("", "danger", "circle-x"), said, _NOTHING, _NOTHING)
        line = self._line(row)
        title, detail = _shown(line)
        number = Plain(words.number(line.number), "secondary")
        said = TwoLines(title, detail, strong=False, middle=True)
        return (_NOTHING, number, Plain("", "success", "check"), said, _NOTHING, _NOTHING)

    def _tip_of(self, row: int, column: int) -> str | None:
        problem = self.problem_at(row)
        if column == _FIX:
            return tip(problem.suggestion) if problem is not None and problem.suggestion else None
        if column != _SAID:
            return None
        if problem is not None:
            return tip(f"{batch_words.wrong(problem)}\n{batch_words.cell(problem)}")
        return tip("\n".join(part for part in _shown(self._line(row)) if part))

    def _sentence_of(self, row: int) -> str:
        problem = self.problem_at(row)
        if problem is not None:
            return batch_words.sentence(problem)
        line = self._line(row)
        return ", ".join((words.number(line.number), *(part for part in _shown(line) if part)))

    def _line(self, row: int) -> Line:
        number = row // _PAGE
        if number not in self._pages and self._listed is not None:
            rows = self._listed.rows(number * _PAGE, _PAGE)
            self._pages[number] = [line_of(one, self._meanings, self._fixes) for one in rows]
            while len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number][row % _PAGE]


def _shown(line: Line) -> tuple[str, str]:
    """Return what stands for a row that is good: what it is called, and what its code says."""
    leads = line.value(Meaning.DESTINATION) or line.value(Meaning.TEXT)
    slug = line.value(Meaning.SLUG)
    title = line.value(Meaning.TITLE) or slug or leads or ", ".join(cell for cell in line.cells if cell)
    return title, " · ".join(part for part in (slug, leads) if part and part != title)


class _FixDelegate(RowDelegate):
    """Paints a button at the end of rows that something would mend."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        said = str(index.data(FIX_ROLE) or "") if index.column() == _FIX else ""
        if not said:
            return
        theme = tokens.current()
        box = button_box(QRectF(option.rect), said)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.border.strong)
        painter.setBrush(theme.surface.raised)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(theme.text.primary)
        painter.setFont(fonts.font("body"))
        shown = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideMiddle, int(box.width()) - 16)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()


def button_box(cell: QRectF, said: str) -> QRectF:
    """Return where the button stands in its cell: as wide as its words, at the right."""
    wide = min(cell.width(), QFontMetrics(fonts.font("body")).horizontalAdvance(said) + 18.0)
    return QRectF(cell.right() - wide, cell.center().y() - _BUTTON_PX / 2, wide, _BUTTON_PX)


class CheckTable(RowTable):
    """The button of a row, Enter or Space on it: ``fix_wanted`` brings the row."""

    fix_wanted = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__(_ROW_PX)
        self.setItemDelegate(_FixDelegate(self))
        self.setAccessibleName(name)
        self.opened.connect(self._open_row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.column(_FIX).width:
            self.setColumnWidth(_FIX, 132 if self.width() >= _WIDE else 104)

    def lay_out(self) -> None:
        """Say how the columns stand; after ``setModel``."""
        self.set_columns([Column(12), Column(54), Column(24), Column(0), Column(132, "right"), Column(16)])

    def _open_row(self, index: QModelIndex) -> None:
        self.fix_wanted.emit(index.row())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() == Qt.MouseButton.LeftButton and self._on_button(index, at.x(), at.y()):
            self.fix_wanted.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.fix_wanted.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _on_button(self, index: QModelIndex, x: int, y: int) -> bool:
        said = str(index.data(FIX_ROLE) or "") if index.isValid() and index.column() == _FIX else ""
        return bool(said) and button_box(QRectF(self.visualRect(index)), said).contains(x, y)
