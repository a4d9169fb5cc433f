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
from qrdesk.gui.widgets.cells import Cell, Look, Plain, TwoLines
from qrdesk.gui.widgets.labels import tip
from qrdesk.gui.widgets.rows import Column, RowDelegate, RowTable

FIX_ROLE, SHORT_ROLE = (int(Qt.ItemDataRole.UserRole) + number for number in (7, 8))
_PAGE, _PAGES = 100, 8  # rows read at once; how many of such pages are kept
_FITTED = 100  # rows whose words are measured: of more than anybody mends by hand, the window would stand still
_SAID, _FIX = 3, 4  # columns
_FIX_PX = 92, 140  # least and most room of the buttons; three eighths of the table between
_EDGE = 12  # px at both sides of a row
_ROW_PX, _LINE_PX = 57, 17  # high: a row of two lines, and one more line of its words
_NARROW_PX = 340  # where the table is not so wide, a button stands on a line of its own
_NOTHING = Plain("")
_BUTTON_PX, _FOOT_PX = 26, 30  # high: a button; what a row has below its words where the button stands there
_UNDER_PX, _BREATH_PX = 8, 4  # free below it then; what the words need less of, around them


class CheckModel(CellTableModel):
    """Shows problems, or all rows: only what is in sight is read, and little of it kept."""

    def __init__(self, heads: Sequence[str]) -> None:
        super().__init__()
        self._heads, self._fixes_said = tuple(heads), heads[_FIX]
        self._problems: Sequence[Problem] = ()
        self._by_place: dict[int, Problem] = {}
        self._listed: Listed | None = None
        self._meanings: Meanings = ()
        self._fixes: Fixes = {}
        self._pages: OrderedDict[int, list[Line]] = OrderedDict()
        self._all = False
        self.shown_at = 0  # how often something was shown

    def show(
        self, listed: Listed | None, meanings: Meanings, fixes: Fixes, problems: Sequence[Problem], *, everything: bool
    ) -> None:
        """Show the problems alone, or with ``everything`` all rows."""
        self.beginResetModel()
        self._listed, self._meanings, self._fixes = listed, meanings, fixes
        self._problems, self._all = problems, everything
        self.shown_at += 1
        self._by_place = {one.place: one for one in problems}
        self._pages.clear()
        self.endResetModel()

    def name_column(self, said: str) -> None:
        """Say what the words of the rows are about."""
        self._name(_SAID, said)

    def name_fixes(self, *, shown: bool) -> None:
        """Say above the buttons what they are; not ``shown``: they do not stand in a column of their own."""
        self._name(_FIX, self._fixes_said if shown else "")

    def _name(self, place: int, said: str) -> None:
        if self._heads[place] != said:
            self._heads = (*self._heads[:place], said, *self._heads[place + 1 :])
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, place, place)

    def problem_rows(self) -> Sequence[int]:
        """Return which of the rows that are shown have a problem."""
        return list(self._by_place) if self._all else range(len(self._problems))

    def is_whole(self) -> bool:
        """Return whether all rows are shown, not the problems alone."""
        return self._all

    def problem_at(self, row: int) -> Problem | None:
        """Return what is wrong with a row; None where nothing is."""
        if self._all:
            return self._by_place.get(row)
        return self._problems[row] if 0 <= row < len(self._problems) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == FIX_ROLE:
            problem = self.problem_at(index.row())
            return batch_words.fix(problem) if problem is not None else ""
        if role == SHORT_ROLE:
            problem = self.problem_at(index.row())
            return batch_words.suggested(problem) if problem is not None else ""
        return super().data(index, role)

    def _count(self) -> int:
        if self._all:
            return self._listed.count if self._listed is not None else 0
        return len(self._problems)

    def _cells_of(self, row: int) -> Sequence[Cell]:
        problem = self.problem_at(row)
        if problem is not None:
            number = Plain(words.number(problem.number), "secondary")
            mark = Plain("", "warn", "triangle-alert") if problem.is_note else Plain("", "danger", "circle-x")
            said = TwoLines(batch_words.wrong(problem), batch_words.cell(problem), strong=False, middle=True, wrap=True)
            return (_NOTHING, number, mark, said, _NOTHING, _NOTHING)
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
            why = words.told(problem.said) if problem.is_note else batch_words.wrong(problem)
            return tip(f"{why}\n{batch_words.cell(problem)}")
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

    def __init__(self, table: "CheckTable") -> None:
        super().__init__(table)
        self._checks = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        said = self._checks.fix_words(index) if index.column() in {_SAID, _FIX} else ""
        if not said:
            return
        theme = tokens.current()
        box = self._checks.button_at(index)
        ink = theme.text.disabled if self._checks.is_held() else theme.text.primary
        painter.save()
        painter.setClipRect(option.rect, Qt.ClipOperation.IntersectClip)  # each column paints its own part alone
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.border.default if self._checks.is_held() else theme.border.strong)
        painter.setBrush(theme.surface.raised)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(ink)
        painter.setFont(fonts.font("body"))
        shown = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideMiddle, int(box.width()) - 16)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()

    def _paint_cells(self, painter: QPainter, box: QRectF, index: Index, look: Look) -> None:
        below = _FOOT_PX if self._checks.is_stacked() and index.data(FIX_ROLE) else 0
        super()._paint_cells(painter, box.adjusted(0, 0, 0, -below), index, look)


class CheckTable(RowTable):
    """The button of a row, Enter or Space on it: ``fix_wanted`` brings the row."""

    fix_wanted = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__(_ROW_PX)
        self.setItemDelegate(_FixDelegate(self))
        self.setAccessibleName(name)
        self.opened.connect(self._want_fix)
        self._held = False
        self._long: set[int] = set()  # rows whose words need a line more
        self._measured: object = None  # what that was found for

    def hold(self, *, busy: bool) -> None:
        """While something is made, nothing is mended."""
        self._held = busy
        self.viewport().update()

    def is_held(self) -> bool:
        """Return whether the buttons of rows wait."""
        return self._held

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def is_stacked(self) -> bool:
        """Return whether buttons stand below the words: of problems, where there is little room."""
        model = self.model()
        return self.width() < _NARROW_PX and isinstance(model, CheckModel) and not model.is_whole()

    def fit(self) -> None:
        """Make the rows as high as what is in them, and their buttons' column as wide."""
        if self.column(_FIX).width:
            least, most = _FIX_PX
            beside = min(most, max(least, self.width() * 3 // 8))
            self.setColumnWidth(_FIX, least if self.is_stacked() else beside)  # below, buttons need none of it
        model = self.model()
        if isinstance(model, CheckModel):
            model.name_fixes(shown=not self.is_stacked())
            self._fit_rows(model)

    def _fit_rows(self, model: CheckModel) -> None:
        """Make rows higher where buttons stand below the words, and those whose words need one line more."""
        wide = self.viewport().width() - sum(self.columnWidth(place) for place in (0, 1, 2, _FIX + 1)) - _EDGE
        stacked, metrics = self.is_stacked(), QFontMetrics(fonts.font("body"))
        measured = (wide, self.columnWidth(_FIX), stacked, model.shown_at, metrics.height())
        if measured == self._measured:  # a window that is laid out asks several times
            return
        self._measured = measured
        long: set[int] = set()
        for row in model.problem_rows()[:_FITTED]:
            problem = model.problem_at(row)
            button = "" if stacked else self.fix_words(model.index(row, _FIX))
            room = wide - min(self.columnWidth(_FIX), _button_px(button)) if button else wide
            if problem is not None and metrics.horizontalAdvance(batch_words.wrong(problem)) > room:
                long.add(row)
        high = _ROW_PX + (_FOOT_PX - _BREATH_PX if stacked else 0)
        if high != self.row_height():
            self.set_row_height(high)
        for row in self._long | long:  # what has a height of its own does not follow that of all
            own = high + (_LINE_PX if row in long else 0)
            if self.rowHeight(row) != own:
                self.setRowHeight(row, own)
        self._long = long

    def lay_out(self) -> None:
        """Say how the columns stand; after ``setModel``."""
        self.horizontalHeader().setMinimumSectionSize(_EDGE)
        columns = [Column(_EDGE), Column(54), Column(24), Column(0, spills=True), Column(_FIX_PX[1], "right")]
        self.set_columns([*columns, Column(_EDGE)])

    def spare(self, index: Index) -> int:
        """Return what the button of a row leaves free: all where there is none."""
        wide = self.columnWidth(index.column())
        if self.is_stacked() or not index.data(FIX_ROLE):
            return wide
        return int(self.button_at(index).left()) - self.visualRect(index).left()

    def fix_words(self, index: Index) -> str:
        """Return what stands on the button of a row: the suggestion alone, under its heading, where room is short."""
        said, short = str(index.data(FIX_ROLE) or ""), str(index.data(SHORT_ROLE) or "")
        room = self.columnWidth(_FIX) + (self.columnWidth(_SAID) if self.is_stacked() else 0)
        return short if short and _button_px(said) > room else said

    def button_at(self, index: Index) -> QRectF:
        """Return where the button of a row stands: as wide as its words, at the right, or below what is wrong."""
        cell = QRectF(self.visualRect(index.sibling(index.row(), _FIX)))
        wide = _button_px(self.fix_words(index))
        if self.is_stacked():
            cell.setLeft(self.visualRect(index.sibling(index.row(), _SAID)).left())
            top = cell.bottom() - 1 - _UNDER_PX - _BUTTON_PX
            return QRectF(cell.left(), top, min(cell.width(), wide), _BUTTON_PX)
        wide = min(cell.width(), wide)
        return QRectF(cell.right() - wide, cell.center().y() - _BUTTON_PX / 2, wide, _BUTTON_PX)

    def _want_fix(self, index: QModelIndex) -> None:
        if not self._held:
            self.fix_wanted.emit(index.row())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() == Qt.MouseButton.LeftButton and self._on_button(index, at.x(), at.y()):
            self._want_fix(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._want_fix(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _on_button(self, index: QModelIndex, x: int, y: int) -> bool:
        has_one = index.isValid() and index.column() in {_SAID, _FIX} and bool(index.data(FIX_ROLE))
        return has_one and self.button_at(index).contains(x, y)


def _button_px(said: str) -> float:
    return QFontMetrics(fonts.font("body")).horizontalAdvance(said) + 18.0
