"""The links used lately, on Home: as the list of links shows them, and when each was changed last."""

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.tables.link_table import WIDE, LinkTableModel, Place
from qrdesk.gui.widgets.cells import Cell, Plain
from qrdesk.gui.widgets.rows import Column, RowTable

_EDITED = 140  # px
_ROOM = 660  # px of the table; below, titles need that of the last column
_HIDDEN = (Place.CHECK, Place.LEADS, Place.TAGS)


class UsedModel(LinkTableModel):
    """Says in its last column when a link was changed, where the list of links has the day it was made."""

    def _cell(self, link: LinkView, column: int) -> Cell:
        return Plain(_edited(link), align="right") if column == Place.CREATED else super()._cell(link, column)

    def _text(self, link: LinkView, column: int) -> str:
        return _edited(link) if column == Place.CREATED else super()._text(link, column)

    def _sentence(self, link: LinkView) -> str:
        said = QCoreApplication.translate("UsedModel", "{link}, {edited}")
        return said.format(link=super()._sentence(link), edited=_edited(link))


def dress(table: RowTable, model: UsedModel) -> None:
    """Make ``table`` show them, without a head."""
    table.setModel(model)
    table.set_columns((*WIDE[: Place.CREATED], Column(_EDITED, align="right")))
    for place in _HIDDEN:
        table.setColumnHidden(place, True)
    table.head.hide()


def fit(table: RowTable, width: int) -> None:
    """Let the last column go where ``width`` is too little for titles beside it."""
    table.setColumnHidden(Place.CREATED, width < _ROOM)


def _edited(link: LinkView) -> str:
    said = QCoreApplication.translate("UsedModel", "Edited {when}")
    return said.format(when=words.lately(link.updated_at, datetime.now(UTC)))
