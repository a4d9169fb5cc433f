"""The static codes made last, on Home: they have no link, so no list of links has them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.codes import CodeView
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.studio_code_list import CodeList
from qrdesk.gui.pages.studio_small import drawings, nothing_of
from qrdesk.gui.widgets import boxes, labels

SHOWN = 3


class StaticCodes(QWidget):
    """Hidden as long as there are none. ``picked`` brings the id of a code."""

    picked = Signal(str)

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__()
        self._jobs = jobs
        self.codes = CodeList()
        self.codes.picked.connect(self.picked)
        title = labels.text(self.tr("Codes without a link"), "section_title")
        self.setLayout(boxes.rows(title, self.codes, gap=8))
        self.hide()

    def show_codes(self, codes: Sequence[CodeView]) -> None:
        """Show the newest of them."""
        self.codes.show_codes(codes, "-")
        self.setVisible(bool(codes))
        work = partial(drawings, self.codes.undrawn(), nothing_of)
        self._jobs.run(self, work, self.codes.show_drawings, lambda _error: None)
