"""Where a rule leads: one destination, or several that share its visitors."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.rules import MAX_VARIANTS, DestinationType, Rule, Variant
from qrdesk.gui import words
from qrdesk.gui.pages.rule_typed import LeadTyped, RuleTyped
from qrdesk.gui.widgets import boxes, labels, web_address
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.destination import Destination
from qrdesk.gui.widgets.fields import Field, Input
from qrdesk.gui.widgets.segment import Segment

_WEIGHT, _WEIGHT_MOST = 56, 10_000  # px; the largest share
_PERCENT = 36  # px
_WHOLE = 100  # shares that add up to it are per cent already


class VariantRow(QWidget):
    """One of several destinations: name, share, where it leads."""

    changed = Signal()
    gone = Signal(object)  # itself

    def __init__(self, variant: Variant) -> None:
        super().__init__()
        self._id = variant.id
        self.name = Input()
        self.name.setMaxLength(60)
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name of this destination"))
        self.name.setText(variant.name)
        self.name.setCursorPosition(0)  # its beginning is in sight, however little room it has
        self.weight = Input()
        self.weight.setFixedWidth(_WEIGHT)
        self.weight.setAccessibleName(self.tr("Share"))
        self.weight.setToolTip(self.tr("Its share, beside the shares of the others"))
        self.weight.setText(str(variant.weight))
        self.percent = labels.text("", "caption", tabular=True)
        self.percent.setFixedWidth(_PERCENT)
        self.remove = IconButton("x", self.tr("Remove this destination"), 26)
        self.remove.clicked.connect(lambda: self.gone.emit(self))
        head = boxes.columns(gap=8)
        head.addWidget(self.name, 1)
        for part in (labels.text(self.tr("Share"), "supporting"), self.weight, self.percent, self.remove):
            head.addWidget(part)
        self.leads = Destination(self.tr("Destination"))
        self.leads.put(variant.destination, variant.destination_type)
        self.setLayout(boxes.rows(head, self.leads, gap=6))
        for edit in (self.name, self.weight):
            edit.textChanged.connect(self._edited)
        self.leads.changed.connect(self.changed)

    def share(self) -> int:
        """Return the weight; -1 where it is no number."""
        text = self.weight.text().strip()
        return int(text) if text.isdecimal() and len(text) < 6 and int(text) <= _WEIGHT_MOST else -1

    def take(self, *, say: bool) -> Variant | None:
        """Return the variant; None where it is none yet."""
        wrong = destination_fault(self.leads)
        if self.share() < 0:
            wrong = self.tr("The share is a whole number up to 10,000.")
        if wrong:
            if say:
                self.leads.field.show_error(wrong)
            return None
        return Variant(
            id=self._id,
            name=self.name.text(),
            destination=self.leads.text(),
            destination_type=self.leads.kind(),
            weight=self.share(),
        )

    def typed(self) -> LeadTyped:
        """Return what stands in the fields."""
        return LeadTyped(
            text=self.leads.text(), sort=self.leads.kind(), id=self._id, name=self.name.text(), share=self.weight.text()
        )

    def _edited(self, _text: str) -> None:
        self.leads.field.clear_error()
        self.changed.emit()


class RuleLeads(QWidget):
    """One destination, or a split with shares and how a visitor gets one of them."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode = Segment(
            [("one", self.tr("One destination")), ("split", self.tr("Split visitors"))], name=self.tr("Leads to")
        )
        self.one = Destination(self.tr("Destination"))
        self.rows: list[VariantRow] = []
        self._list = boxes.rows(gap=10)
        self.more = Button(self.tr("Add destination"), icon="plus", size="small")
        self.pick = Choice(
            [
                ("weighted", self.tr("By share, the same all day")),
                ("random", self.tr("By share, drawn each time")),
                ("sequence", self.tr("One after another")),
            ]
        )
        self._trouble = Field(self.tr("Who gets which"), self.pick)
        foot = boxes.rows(self._list, gap=8)
        foot.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        foot.addWidget(self._trouble)
        self._split = boxes.box(foot)
        self.setLayout(boxes.rows(boxes.columns(self.mode, None), self.one, self._split, gap=8))
        self.mode.chosen.connect(self._chosen)
        self.one.changed.connect(self.changed)
        self.pick.chosen.connect(self._told)
        self.more.clicked.connect(self._add)
        self._fit()

    def put(self, rule: Rule) -> None:
        """Show where ``rule`` leads."""
        self.mode.choose("split" if rule.variants else "one")
        self.one.put(rule.destination or "", rule.destination_type)
        self._show_variants(rule.variants)
        self.pick.choose(rule.pick)
        self._fit()

    def take(self, *, say: bool = True) -> Mapping[str, object] | None:
        """Return the fields of a rule that say where it leads; None where they do not yet."""
        if self.mode.key() == "one":
            wrong = destination_fault(self.one)
            if wrong and say:
                self.one.field.show_error(wrong)
            one = {"destination": self.one.text(), "destination_type": self.one.kind()}
            return None if wrong else one
        taken = [row.take(say=say) for row in self.rows]
        good = [variant for variant in taken if variant is not None]
        if len(good) < len(taken):
            return None
        if not any(variant.weight for variant in good):
            if say:
                self._trouble.show_error(self.tr("At least one share must be above 0."))
            return None
        return {"variants": tuple(good), "pick": self.pick.key()}

    def typed(self) -> dict[str, Any]:
        """Return what stands in the fields, by the names of ``RuleTyped``."""
        one = LeadTyped(text=self.one.text(), sort=self.one.kind())
        split = tuple(row.typed() for row in self.rows)
        return {"mode": self.mode.key(), "one": one, "split": split, "pick": self.pick.key()}

    def retype(self, typed: RuleTyped) -> None:
        """Show what stood in the fields."""
        self.mode.choose(typed.mode)
        self.one.put(typed.one.text, DestinationType(typed.one.sort))
        self._show_variants(
            [
                Variant.model_construct(
                    id=one.id, name=one.name, destination=one.text, destination_type=DestinationType(one.sort)
                )
                for one in typed.split
            ]
        )
        for row, one in zip(self.rows, typed.split, strict=True):
            row.weight.setText(one.share)
        self.pick.choose(typed.pick)
        self._fit()

    def show_error(self, name: str, message: str) -> bool:
        """Say what is wrong with the field sent as ``name``."""
        head, _, rest = name.partition(".")
        place = rest.partition(".")[0]
        if head == "variants" and place.isdecimal() and int(place) < len(self.rows):
            self.rows[int(place)].leads.field.show_error(message)
        elif head in {"destination", "destination_type"}:
            self.one.field.show_error(message)
        elif head in {"variants", "pick"}:
            self._trouble.show_error(message)
        else:
            return False
        return True

    def _chosen(self, mode: str) -> None:
        if mode == "split" and not self.rows:
            first = Variant(name="A", destination=self.one.text(), destination_type=self.one.kind())
            self._show_variants((first, Variant(name="B", destination="")))
        self._fit()
        self.changed.emit()

    def _add(self) -> None:
        name = chr(ord("A") + len(self.rows))
        self._insert(Variant(name=name if len(self.rows) < 26 else "", destination=""))
        self._fit()
        self.rows[-1].leads.field.input.setFocus()
        self.changed.emit()

    def _show_variants(self, variants: Sequence[Variant]) -> None:
        for row in list(self.rows):
            self._drop(row)
        for variant in variants:
            self._insert(variant)

    def _insert(self, variant: Variant) -> None:
        row = VariantRow(variant)
        row.changed.connect(self._told)
        row.gone.connect(self._taken_out)
        self.rows.append(row)
        self._list.addWidget(row)

    def _taken_out(self, row: VariantRow) -> None:
        self._drop(row)
        self._fit()
        self.changed.emit()

    def _drop(self, row: VariantRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()

    def _told(self, _key: str = "") -> None:
        self._trouble.clear_error()
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        split = self.mode.key() == "split"
        self.one.setVisible(not split)
        self._split.setVisible(split)
        self.more.setEnabled(len(self.rows) < MAX_VARIANTS)
        whole = sum(max(0, row.share()) for row in self.rows)
        unsaid = self.pick.key() == "sequence" or whole == _WHOLE
        for row in self.rows:
            part = max(0, row.share()) / whole if whole else 0
            row.percent.setText("" if unsaid else words.percent(part))
            boxes.show_part(row.percent, not unsaid)
            row.remove.setVisible(len(self.rows) > 1)


def destination_fault(leads: Destination) -> str:
    """Return what is wrong with a destination as far as that shows without asking."""
    text = leads.text()
    if not text:
        return leads.tr("Enter where it leads.")
    return web_address.fault(text) if leads.kind() is DestinationType.URL else ""
