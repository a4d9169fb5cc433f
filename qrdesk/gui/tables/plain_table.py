"""A short list as rows of cells, all of it known at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from qrdesk.gui.widgets.cells import CELL_ROLE, Cell, TwoLines
from qrdesk.gui.widgets.labels import tip

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its cells, and the sentence a screen reader says."""

    key: str
    cells: Sequence[Cell]
    sentence: str


class PlainTableModel(QAbstractTableModel):
    """Shows lines under fixed heads."""

    def __init__(self, heads: Sequence[str]) -> None:
        super().__init__()
        self._heads = tuple(heads)
        self._lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Show ``lines`` alone."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def append(self, lines: Sequence[Line]) -> None:
        """Show ``lines`` below the others."""
        if lines:
            first = len(self._lines)
            self.beginInsertRows(_NOWHERE, first, first + len(lines) - 1)
            self._lines = (*self._lines, *lines)
            self.endInsertRows()

    def key_at(self, row: int) -> str:
        """Return the key of a row; empty where there is none."""
        return self._lines[row].key if 0 <= row < len(self._lines) else ""

    def row_of(self, key: str) -> int:
        """Return the row of a key; -1 where it is not shown."""
        return next((row for row, line in enumerate(self._lines) if line.key == key), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == CELL_ROLE:
            return line.cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(cell := line.cells[index.column()], TwoLines):
            return tip("\n".join(part for part in (cell.title, cell.detail) if part))  # whole, where it is cut off
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole} and index.column() == 0:
            return line.sentence
        return None
