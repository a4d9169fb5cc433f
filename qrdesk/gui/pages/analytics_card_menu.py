"""The menu of a card: what it shows as a picture, or its rows as a file."""

from collections.abc import Sequence
from functools import partial
from typing import Literal, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.gui.charts.paper import Drawing
from qrdesk.gui.widgets.buttons import IconButton
from qrdesk.gui.widgets.menus import Menu

Keep = Literal["picture", "rows"]
Rows = tuple[Sequence[str], Sequence[Sequence[str]]]  # heads, then row by row


class CardMenu(IconButton):
    """Three dots in the head of a card; ``wanted`` brings what is to be kept."""

    wanted = Signal(str)  # Keep

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__("ellipsis", "", parent=parent)
        self.name(self.tr("Keep {title} as a file").format(title=f"“{title}”"))
        self.clicked.connect(self._open)

    def menu_lines(self) -> Menu:
        """Return the menu."""
        made = Menu(self)
        made.add(self.tr("Save picture…"), partial(self.wanted.emit, "picture"), "image")
        made.add(self.tr("Save rows as CSV…"), partial(self.wanted.emit, "rows"), "table")
        return made

    def _open(self) -> None:
        self.menu_lines().popup(self.mapToGlobal(self.rect().bottomLeft()))


class Keepable(Protocol):
    """A card that can be kept as a file."""

    def file_name(self) -> str:
        """Return the beginning of a name for the file, in Latin letters."""
        ...

    def drawing(self) -> Drawing:
        """Return what is on the card, to be drawn on paper."""
        ...

    def table_rows(self) -> Rows:
        """Return the same as rows; numbers without anything between their digits."""
        ...
