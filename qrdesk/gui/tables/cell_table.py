"""What tables of cells have in common: their heads, what a row shows, and what is said of it."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from qrdesk.gui.widgets.cells import CELL_ROLE, Cell

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class CellTableModel(QAbstractTableModel):
    """Shows rows of cells under fixed heads. Whoever keeps the rows says what is in each."""

    _heads: Sequence[str] = ()

    def _count(self) -> int:
        """Return how many rows there are."""
        raise NotImplementedError

    def _cells_of(self, row: int) -> Sequence[Cell]:
        """Return the cells of a row."""
        raise NotImplementedError

    def _tip_of(self, row: int, column: int) -> str | None:
        """Return what the pointer is told at a cell; None for nothing."""
        raise NotImplementedError

    def _sentence_of(self, row: int) -> str:
        """Return what a screen reader says of a row."""
        raise NotImplementedError

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._count()

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == CELL_ROLE:
            return self._cells_of(index.row())[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip_of(index.row(), index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole} and index.column() == 0:
            return self._sentence_of(index.row())
        return None
