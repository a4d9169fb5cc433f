"""How the Studio's three panels stand."""

from typing import Literal

from PySide6.QtWidgets import QWidget

from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes


class Panels(QWidget):
    """Places for the panels in a row, of which the middle one takes what is left; ``put`` fills one."""

    def __init__(self) -> None:
        super().__init__()
        measures = tokens.measures().panel
        self._rows = {"content": boxes.rows(gap=0), "middle": boxes.rows(gap=0), "right": boxes.rows(gap=0)}
        first = boxes.box(self._rows["content"], edge="right")
        last = boxes.box(self._rows["right"], edge="left")
        first.setFixedWidth(measures.studio_content)
        last.setFixedWidth(measures.studio_tabs)
        row = boxes.columns(first, gap=0)
        row.addLayout(self._rows["middle"], 1)
        row.addWidget(last)
        self.setLayout(row)

    def put(self, place: Literal["content", "middle", "right"], panel: QWidget) -> None:
        """Let ``panel`` stand there; done before it is filled, it is dressed once."""
        self._rows[place].addWidget(panel)
