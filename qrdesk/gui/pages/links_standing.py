"""Where somebody stands in a list, by what is listed and not by rows: others add and take away rows meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject

from qrdesk.gui.tables.plain_table import PlainTableModel
from qrdesk.gui.widgets.rows import RowTable


@dataclass(frozen=True, slots=True)
class Standing:
    """The row chosen and the one at the top, by their ids, and how many px of that are scrolled away."""

    chosen: str = ""
    top: str = ""
    cut_px: int = 0
    scrolled_px: int = 0


def standing_of(table: RowTable, ids: Sequence[str]) -> Standing:
    """Return where somebody stands in a list of ``ids``."""
    scrolled, height = table.verticalScrollBar().value(), table.row_height()
    current, first = table.currentIndex().row(), scrolled // height
    chosen = ids[current] if 0 <= current < len(ids) else ""
    return Standing(chosen, ids[first] if first < len(ids) else "", scrolled - first * height, scrolled)


def stand(table: RowTable, standing: Standing, ids: Sequence[str]) -> None:
    """Stand there again, in a list of ``ids``. Who stood at its beginning stays there, and sees what is new.

    Where the row at the top is gone, as far down as before.
    """
    rows = {link_id: row for row, link_id in enumerate(ids)}
    if standing.chosen in rows:
        table.selectRow(rows[standing.chosen])
    there = standing.scrolled_px
    if there:
        table.doItemsLayout()
        found = rows.get(standing.top)
        there = there if found is None else found * table.row_height() + standing.cut_px
    table.verticalScrollBar().setValue(there)  # the row chosen may be out of sight, and stays there


class Stays(QObject):
    """Has somebody stand where they stood in ``table``, whenever its rows are read anew."""

    def __init__(self, table: RowTable, model: PlainTableModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._stood = Standing()
        model.modelAboutToBeReset.connect(self._leave)
        model.modelReset.connect(self._find)

    def _leave(self) -> None:
        self._stood = standing_of(self._table, self._model.keys())

    def _find(self) -> None:
        stand(self._table, self._stood, self._model.keys())
