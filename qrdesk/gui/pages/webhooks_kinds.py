"""Which events an endpoint is told: all that its format knows, or those ticked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from qrdesk.core.schemas.webhooks import EventKindView
from qrdesk.gui import webhooks_words as said
from qrdesk.gui.theme import fonts
from qrdesk.gui.webhooks_tabs import follow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.fields import Field
from qrdesk.gui.widgets.segment import Segment
from qrdesk.gui.widgets.switch import Switch

_ROW = 28  # px


class KindsField(Field):
    """``changed`` when a person ticked something else."""

    changed = Signal()

    def __init__(self, label: str) -> None:
        self.ticks: dict[str, QCheckBox] = {}
        self._column = boxes.rows(gap=8)
        inside = QWidget()
        inside.setLayout(self._column)
        super().__init__(label, inside)
        self.which = Segment(
            [("all", self.tr("All events")), ("some", self.tr("Only these"))], name=self.tr("Which events")
        )
        self._list = QWidget()
        self.bots = Switch(self.tr("Visits of bots, too"), self.tr("Search engines, previews and monitors"))
        self._column.addLayout(boxes.columns(self.which, None))
        self._column.addWidget(self._list)
        self._column.addWidget(self.bots)
        self.which.chosen.connect(self._which_chosen)
        self.bots.toggled.connect(self.changed)

    def offer(self, kinds: Sequence[EventKindView]) -> None:
        """Offer what a format knows; what is ticked stays so where it is known."""
        ticked = self._ticked()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(2, 1)
        self.ticks = {}
        known = list(said.kind_words())
        for row, one in enumerate(sorted(kinds, key=lambda one: (*known, one.kind).index(one.kind))):
            box = QCheckBox(said.kind_words().get(one.kind, one.about))
            box.setChecked(one.kind in ticked)
            box.setAccessibleDescription(one.name)
            box.toggled.connect(self._toggled)
            name = labels.text(one.name, "caption")
            name.setFont(fonts.fixed("caption"))
            name.setBuddy(box)
            grid.addWidget(box, row, 0)
            grid.addWidget(name, row, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.setRowMinimumHeight(row, _ROW)
            self.ticks[one.kind] = box
        made = QWidget()
        made.setLayout(grid)
        before, self._list = self._list, made
        self._column.replaceWidget(before, made)
        before.hide()
        before.deleteLater()
        follow(self.which.button("some"), list(self.ticks.values()))
        self._show()

    def kinds(self) -> tuple[str, ...]:
        """Return what is ticked; nothing stands for all."""
        return () if self.which.key() == "all" else tuple(self._ticked())

    def is_without(self) -> bool:
        """Whether only those ticked are wanted, and none is."""
        return self.which.key() == "some" and not self._ticked()

    def show_kinds(self, kinds: Sequence[str], *, every: bool) -> None:
        """Tick ``kinds``, or show that all are wanted."""
        self.which.choose("all" if every else "some")
        for kind, box in self.ticks.items():
            blocked = box.blockSignals(True)
            box.setChecked(kind in kinds)
            box.blockSignals(blocked)
        self._show()
        self.clear_error()

    def _ticked(self) -> list[str]:
        return [kind for kind, box in self.ticks.items() if box.isChecked()]

    def _show(self) -> None:
        self._list.setVisible(self.which.key() == "some")
        visits = self.which.key() == "all" or said.VISITS not in self.ticks or self.ticks[said.VISITS].isChecked()
        self.bots.setEnabled(visits)
        self.updateGeometry()

    def _which_chosen(self, _key: str) -> None:
        self._toggled(on=True)

    def _toggled(self, on: bool) -> None:
        self._show()
        self.clear_error()
        self.changed.emit()
