"""The conditions of a rule, one below the other: all of them must hold."""

from collections.abc import Sequence
from functools import partial

from pydantic import TypeAdapter, ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from qrdesk.core.schemas.rules import MAX_CONDITIONS, Condition
from qrdesk.gui import words
from qrdesk.gui.pages import rule_editors, rule_kinds
from qrdesk.gui.pages.rule_editors import Editor
from qrdesk.gui.pages.rule_typed import ConditionTyped
from qrdesk.gui.pages.rule_zone import RuleZone
from qrdesk.gui.webhooks_tabs import follow, stop_before, stops
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field
from qrdesk.gui.widgets.menus import Menu

_READER: TypeAdapter[Condition] = TypeAdapter(Condition)


class ConditionRow(QWidget):
    """One condition: its kind, whether it is turned round, and what is asked of that kind."""

    changed = Signal()
    gone = Signal(object)  # itself

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = Choice(rule_kinds.kinds(), "small")
        self.kind.setAccessibleName(self.tr("Condition"))
        self.kind.choose(kind)
        self.negate = QCheckBox(self.tr("is not"))
        self.negate.setToolTip(self.tr("Turns it round: it holds for all the others"))
        remove = IconButton("x", self.tr("Remove this condition"), 26)
        remove.clicked.connect(lambda: self.gone.emit(self))
        head = boxes.columns(gap=8)
        head.addWidget(self.kind, 1)
        head.addWidget(self.negate)
        head.addWidget(remove)
        self.about = labels.Paragraph(rule_kinds.about(kind), "caption")
        self.editor = rule_editors.editor(kind)
        self._holder = QWidget()
        self._holder.setLayout(boxes.rows(self.editor, gap=0))
        self.field = Field("", self._holder)
        self.setLayout(boxes.rows(head, self.about, self.field, gap=4))
        self.kind.chosen.connect(self._chosen)
        self.negate.toggled.connect(self._edited)
        self.editor.changed.connect(self._edited)

    def put(self, condition: Condition) -> None:
        """Show a condition of this kind."""
        self.negate.setChecked(condition.negate)
        self.editor.put(condition)

    def typed(self) -> ConditionTyped:
        """Return what stands in the fields."""
        return ConditionTyped(kind=self.kind.key(), negate=self.negate.isChecked(), asked=self.editor.typed())

    def retype(self, typed: ConditionTyped) -> None:
        """Show what stood in the fields of a condition of this kind."""
        self.negate.setChecked(typed.negate)
        self.editor.retype(typed.asked)

    def take(self, *, say: bool = True) -> Condition | None:
        """Return the condition; None where it is none yet, which is said unless ``say`` is false."""
        fault = self.editor.fault()
        if not fault:
            sent = {"kind": self.kind.key(), "negate": self.negate.isChecked(), **self.editor.take()}
            try:
                return _READER.validate_python(sent)
            except ValidationError as error:
                fault = words.fault(error)
        if say:
            self.field.show_error(fault)
        return None

    def _chosen(self, kind: str) -> None:
        self.about.set_text(rule_kinds.about(kind))
        made: Editor = rule_editors.editor(kind)
        layout = self._holder.layout()
        if layout is not None:
            layout.replaceWidget(self.editor, made)
        self.editor.hide()
        self.editor.deleteLater()
        self.editor = made
        made.changed.connect(self._edited)
        made.setFocus()
        self._edited()

    def _edited(self, *_said: object) -> None:
        if self.field.has_error():
            self.field.clear_error()
        self.changed.emit()


class Conditions(QWidget):
    """All conditions of a rule, and the way to one more."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ConditionRow] = []
        self._list = boxes.rows(gap=10)
        self._none = labels.text(self.tr("No condition: it always holds."), "supporting")
        self.zone = RuleZone()
        self.more = Button(self.tr("Add condition"), icon="plus", size="small")
        self._menu = Menu(self.more)
        for kind, name in rule_kinds.kinds():
            self._menu.add(name, partial(self.add, kind)).setToolTip(rule_kinds.about(kind))
        self.more.clicked.connect(lambda: self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        whole = boxes.rows(self._list, self._none, self.zone, gap=8)
        whole.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(whole)

    def put(self, conditions: Sequence[Condition]) -> None:
        """Show ``conditions``."""
        for row in list(self.rows):
            self._drop(row)
        for condition in conditions:
            self._insert(condition.kind).put(condition)
        self._fit()

    def add(self, kind: str) -> None:
        """Add an empty condition and go there."""
        self._insert(kind).editor.setFocus()
        self._fit()
        self.changed.emit()

    def typed(self) -> tuple[ConditionTyped, ...]:
        """Return what stands in the rows."""
        return tuple(row.typed() for row in self.rows)

    def retype(self, typed: Sequence[ConditionTyped]) -> None:
        """Show what stood in the rows."""
        for row in list(self.rows):
            self._drop(row)
        for one in typed:
            self._insert(one.kind).retype(one)
        self._fit()

    def take(self, *, say: bool = True) -> tuple[Condition, ...] | None:
        """Return the conditions; None where one is not done yet."""
        taken = [row.take(say=say) for row in self.rows]
        good = tuple(condition for condition in taken if condition is not None)
        return good if len(good) == len(taken) else None

    def show_error(self, place: str, message: str) -> bool:
        """Say what is wrong with the condition at ``place``, a number."""
        if not place.isdecimal() or int(place) >= len(self.rows):
            return False
        self.rows[int(place)].field.show_error(message)
        return True

    def _insert(self, kind: str) -> ConditionRow:
        row = ConditionRow(kind)
        row.changed.connect(self._fit)
        row.changed.connect(self.changed)
        row.gone.connect(self._taken_out)
        self.rows.append(row)
        self._list.addWidget(row)
        follow(stop_before(self.zone.change), stops(row))  # made late
        return row

    def _taken_out(self, row: ConditionRow) -> None:
        self._drop(row)
        self._fit()
        self.more.setFocus()
        self.changed.emit()

    def _drop(self, row: ConditionRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()

    def _fit(self) -> None:
        self._none.setVisible(not self.rows)
        self.zone.setVisible(any(row.kind.key() in rule_kinds.BY_CLOCK for row in self.rows))
        self.more.setEnabled(len(self.rows) < MAX_CONDITIONS)
