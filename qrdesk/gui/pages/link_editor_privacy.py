"""Privacy of a link: whether more than the visit is noted, and forgetting what was."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.link_editor_part import Part
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.switch import Switch


class PrivacyFields(Part):
    """The switch is saved with the rest; erasing asks once more in its place, and is done at once."""

    erase_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.only = Switch(self.tr("Only count visits"))
        self._about = labels.Paragraph(
            self.tr("Nothing is noted but that someone came: no place, device, language or visitor."), "caption"
        )
        self.erase = Button(self.tr("Erase this link's scans…"), "danger", "trash-2", "small")
        self._sure = labels.text("", "label", wrap=True)
        self._loss = labels.Paragraph(role="supporting")
        self.keep = Button(self.tr("Keep them"), size="small")
        self.final = Button(self.tr("Erase for ever"), "danger_final", size="small")
        buttons = boxes.columns(None, self.keep, self.final, gap=8)
        self.last_step = boxes.box(
            boxes.rows(self._sure, self._loss, 4, buttons, gap=4, margins=(12, 10, 12, 10)), surface="sunken"
        )
        self._first = boxes.box(boxes.columns(self.erase, None))
        self.setLayout(boxes.rows(self.only, self._about, 6, self._first, self.last_step, gap=4))
        self.last_step.hide()
        self.only.toggled.connect(self._edited)
        self.erase.clicked.connect(self._ask)
        self.keep.clicked.connect(self._leave)
        self.final.clicked.connect(self._erase)

    def fill(self, values: Values, link: LinkView | None) -> None:
        """Show ``values``."""
        blocked = self.only.blockSignals(True)
        self.only.setChecked(values.count_only)
        self.only.blockSignals(blocked)
        self.last_step.hide()
        self._first.setVisible(link is not None)
        if link is not None:
            self._sure.setText(self.tr("Erase all scans of {name}?").format(name=words.name(link)))
            self._loss.set_text(
                self.tr(
                    "Its single scans and its sums go, also from the totals of its folder and tags. This cannot be "
                    "undone. The link goes on working."
                )
            )

    def show_reach(self, *, change: bool, erase: bool) -> None:
        """Offer what the key may do: changing a link takes one scope, erasing its scans another."""
        self.setEnabled(change or erase)
        self.only.setEnabled(change)
        self.erase.setEnabled(erase)
        self.erase.setToolTip("" if erase else self.tr("Your key may not erase scans."))
        if not erase and not self.last_step.isHidden():
            self._leave()

    def read(self) -> dict[str, Any]:
        """Return what stands in the fields."""
        return {"count_only": self.only.isChecked()}

    def summary(self) -> str:
        """Return that visits are only counted, where they are."""
        return self.tr("only counted") if self.only.isChecked() else ""

    def _ask(self) -> None:
        self._first.hide()
        self.last_step.show()
        self.keep.setFocus()
        self.updateGeometry()

    def _leave(self) -> None:
        self.last_step.hide()
        self._first.show()
        self.erase.setFocus()

    def _erase(self) -> None:
        self._leave()
        self.erase_wanted.emit()
