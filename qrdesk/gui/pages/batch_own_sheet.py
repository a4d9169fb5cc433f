"""Labels of a size of one's own: the paper they lie on, how large each is, and what is left free."""

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from qrdesk.core.artwork.sheet import A4_MM, LETTER_MM, n_up
from qrdesk.core.errors import QRDeskError
from qrdesk.core.schemas.batch import SheetDraft
from qrdesk.gui import words
from qrdesk.gui.pages.batch_typed import Choices
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field
from qrdesk.gui.widgets.numbers import Number

_PAPERS_MM = {"a4": A4_MM, "letter": LETTER_MM}
_OWN = "own"
_EDGE_MM = 10  # what office printers cannot reach, and some more


class OwnSheet(QWidget):
    """As many labels as fit, in the middle of the paper. ``settled`` comes once a number is typed to its end."""

    changed = Signal()
    settled = Signal()

    def __init__(self) -> None:
        super().__init__()
        papers = [("a4", "A4"), ("letter", self.tr("US Letter")), (_OWN, self.tr("Own paper…"))]
        self.paper = Choice(papers)
        self.page_width_mm = Number(20, 1000, A4_MM[0], unit=self.tr("mm"))
        self.page_height_mm = Number(20, 1000, A4_MM[1], unit=self.tr("mm"))
        self.width_mm = Number(10, 500, 50, unit=self.tr("mm"))
        self.height_mm = Number(10, 500, 30, unit=self.tr("mm"))
        self.gap_mm = Number(0, 50, 2, unit=self.tr("mm"), step=0.5)
        self.edge_mm = Number(0, 100, _EDGE_MM, unit=self.tr("mm"), step=0.5)
        self._fits = labels.text("", "caption")
        self._lay_out()
        self.paper.chosen.connect(self._paper_chosen)
        for number in self._numbers().values():
            number.valueChanged.connect(self._said)
            number.editingFinished.connect(self.settled)
        self._show()

    def sheet(self) -> SheetDraft:
        """Return the sheet.

        Raises:
            QRDeskError, ValidationError: labels of that size do not fit on that paper.
        """
        return n_up(
            self.width_mm.value(),
            self.height_mm.value(),
            page_mm=self._paper_mm(),
            gap_mm=self.gap_mm.value(),
            margin_mm=self.edge_mm.value(),
        )

    def show_refusal(self, said: str) -> None:
        """Say at the number it comes from why no label fits; empty: one does."""
        for field in self._fields.values():
            field.clear_error()
        if said:
            self._cause().show_error(said)

    def _cause(self) -> Field:
        width_mm, height_mm = self._paper_mm()
        if self.width_mm.value() > width_mm:
            return self._fields["width_mm"]
        return self._fields["height_mm" if self.height_mm.value() > height_mm else "edge_mm"]

    def _paper_mm(self) -> tuple[float, float]:
        own = (self.page_width_mm.value(), self.page_height_mm.value())
        return _PAPERS_MM.get(self.paper.key(), own)

    def choices(self) -> Choices:
        """Return what is chosen, to be kept."""
        return {"paper": self.paper.key(), **{name: one.value() for name, one in self._numbers().items()}}

    def put_choices(self, kept: Choices) -> None:
        """Choose what was kept; what was not, as before there was a choice, stays."""
        self.paper.choose(str(kept.get("paper", self.paper.key())))
        for name, number in self._numbers().items():
            if isinstance(value := kept.get(name), int | float):
                number.setValue(value)
        self._show()

    def _numbers(self) -> dict[str, Number]:
        return {
            "page_width_mm": self.page_width_mm,
            "page_height_mm": self.page_height_mm,
            "width_mm": self.width_mm,
            "height_mm": self.height_mm,
            "gap_mm": self.gap_mm,
            "edge_mm": self.edge_mm,
        }

    def _lay_out(self) -> None:
        self._fields = {
            "page_width_mm": Field(self.tr("Paper width"), self.page_width_mm),
            "page_height_mm": Field(self.tr("Paper height"), self.page_height_mm),
            "width_mm": Field(self.tr("Label width"), self.width_mm),
            "height_mm": Field(self.tr("Height"), self.height_mm),
            "gap_mm": Field(self.tr("Gap"), self.gap_mm),
            "edge_mm": Field(self.tr("Free at each edge"), self.edge_mm),
        }
        self._page = [self._fields[name] for name in ("page_width_mm", "page_height_mm")]
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.addWidget(Field(self.tr("Paper"), self.paper), 0, 0, 1, 2)
        for place, field in enumerate(self._fields.values()):
            row, column = divmod(place, 2)
            grid.addWidget(field, row + 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
        self.setLayout(boxes.rows(grid, self._fits, gap=8))

    def _paper_chosen(self, _key: str) -> None:
        self._said()
        self.settled.emit()

    def _said(self, *_value: float) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for field in self._page:
            field.setVisible(self.paper.key() == _OWN)
        try:
            count = self.sheet().labels
        except (QRDeskError, ValidationError):  # which is said at the number it comes from
            self._fits.hide()
            return
        one, many = self.tr("{count} label on each sheet"), self.tr("{count} labels on each sheet")
        self._fits.setText(words.counted(count, one, many))
        self._fits.show()
