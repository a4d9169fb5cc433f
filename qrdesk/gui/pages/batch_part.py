"""The head of a step: its state as an icon and in words, its name, and what can be done there."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.glyph import Glyph, Tone

StepState = Literal["waiting", "ready", "warn"]
_SHOWN: dict[StepState, tuple[str, Tone]] = {
    "waiting": ("clock", "tertiary"),
    "ready": ("circle-check", "success"),
    "warn": ("triangle-alert", "warn"),
}


class StepHead(QWidget):
    """48 px: state, name, and at the right what can be done."""

    def __init__(self, title: str, *actions: QWidget, edge: str = "") -> None:
        super().__init__()
        self.setFixedHeight(48)
        self._title = title
        self.state: StepState = "waiting"
        self._icon = Glyph("clock", "tertiary", 18)
        self.told = labels.text("", "supporting", "tertiary", tabular=True)
        row = boxes.columns(self._icon, labels.Elided(title, "section_title"), None, gap=10, margins=(16, 0, 16, 0))
        if actions:
            self.told.setParent(self)
            self.told.hide()
        else:
            row.addWidget(self.told)
        for one in actions:
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(row)
        self.show_state("waiting")

    def show_state(self, state: StepState) -> None:
        """Say how far this step is."""
        self.state = state
        self._icon.show_icon(*_SHOWN[state])
        said = {"waiting": self.tr("waiting"), "ready": self.tr("ready"), "warn": self.tr("needs a look")}[state]
        self._icon.setToolTip(said)
        self.setAccessibleName(f"{self._title}: {said}")
