"""A short list as rows of cells, all of it known at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from qrdesk.gui.tables.cell_table import NOWHERE, CellTableModel
from qrdesk.gui.widgets.cells import Cell, TwoLines
from qrdesk.gui.widgets.labels import tip


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells, and the sentence a screen reader says."""

    key: str
    cells: Sequence[Cell]
    sentence: str


class PlainTableModel(CellTableModel):
    """Shows lines under fixed heads."""

    def __init__(self, heads: Sequence[str]) -> None:
        super().__init__()
        self._heads = tuple(heads)
        self._lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show ``lines`` alone."""
        if tuple(lines) == self._lines:
            return
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def append(self, lines: Sequence[Line]) -> None:
        """Show ``lines`` below the others."""
        if lines:
            first = len(self._lines)
            self.beginInsertRows(NOWHERE, first, first + len(lines) - 1)
            self._lines = (*self._lines, *lines)
            self.endInsertRows()

    def keys(self) -> list[str]:
        """Return the keys of all rows."""
        return [line.key for line in self._lines]

    def key_at(self, row: int) -> str:
        """Return the key of a row; empty where there is none."""
        return self._lines[row].key if 0 <= row < len(self._lines) else ""

    def row_of(self, key: str) -> int:
        """Return the row of a key; -1 where it is not shown."""
        return next((row for row, line in enumerate(self._lines) if line.key == key), -1)

    def _count(self) -> int:
        return len(self._lines)

    def _cells_of(self, row: int) -> Sequence[Cell]:
        return self._lines[row].cells

    def _tip_of(self, row: int, column: int) -> str | None:
        cell = self._lines[row].cells[column]
        if not isinstance(cell, TwoLines):
            return None
        return tip("\n".join(part for part in (cell.title, cell.detail) if part))  # whole, where it is cut off

    def _sentence_of(self, row: int) -> str:
        return self._lines[row].sentence
