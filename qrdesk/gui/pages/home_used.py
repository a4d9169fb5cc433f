"""The links used lately, on Home: as the list of links shows them, and when each was changed last."""

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontMetrics

from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.tables.link_table import WIDE, LinkTableModel, Place
from qrdesk.gui.theme import fonts
from qrdesk.gui.widgets.cells import Cell, Plain, Thumb
from qrdesk.gui.widgets.rows import Column, RowTable

_CODE, _EDITED, _BESIDE = 48, 140, 16  # px: of the code and the day, and what is kept free before the day
_ROOM = 660  # px of the table; below, titles need that of the last column
_HIDDEN = (Place.CHECK, Place.LEADS, Place.TAGS)


class UsedModel(LinkTableModel):
    """Says in its last column when a link was changed, where the list of links has the day it was made."""

    def _cell(self, link: LinkView, column: int) -> Cell:
        made = super()._cell(link, column)
        if isinstance(made, Thumb):
            return Thumb(made.image, 0)  # flush with the heading above
        return Plain(_edited(link), align="right") if column == Place.CREATED else made

    def _text(self, link: LinkView, column: int) -> str:
        return _edited(link) if column == Place.CREATED else super()._text(link, column)

    def _sentence(self, link: LinkView) -> str:
        said = QCoreApplication.translate("UsedModel", "{link}, {edited}")
        return said.format(link=super()._sentence(link), edited=_edited(link))


def dress(table: RowTable, model: UsedModel) -> None:
    """Make ``table`` show them, without a head."""
    table.setModel(model)
    columns = (WIDE[Place.CHECK], Column(_CODE), *WIDE[Place.TITLE : Place.CREATED])
    table.set_columns((*columns, Column(_EDITED, align="right")))
    for place in _HIDDEN:
        table.setColumnHidden(place, True)
    table.head.hide()


def fit(table: RowTable, width: int) -> None:
    """Let the last column go where ``width`` is too little for titles beside it."""
    table.setColumnHidden(Place.CREATED, width < _ROOM)


def fit_days(table: RowTable) -> None:
    """Give the last column what its words need, and the rest to the titles."""
    cells = [table.cell(table.model().index(row, Place.CREATED)) for row in range(table.model().rowCount())]
    wide = [
        QFontMetrics(fonts.font(cell.role, tabular=True)).horizontalAdvance(cell.text)
        for cell in cells
        if isinstance(cell, Plain)
    ]
    table.setColumnWidth(Place.CREATED, max(wide, default=_EDITED - _BESIDE) + _BESIDE)


def _edited(link: LinkView) -> str:
    said = QCoreApplication.translate("UsedModel", "Edited {when}")
    return said.format(when=words.lately(link.updated_at, datetime.now(UTC)))
