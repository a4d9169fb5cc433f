"""The form of one rule, in the place of its card: name, conditions, where it leads."""

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.core.schemas.rules import Rule
from qrdesk.gui import words
from qrdesk.gui.pages.rule_conditions import Conditions
from qrdesk.gui.pages.rule_leads import RuleLeads
from qrdesk.gui.pages.rule_typed import RuleTyped
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import TextField
from qrdesk.gui.widgets.glyph import Glyph


class RuleFoot(QWidget):
    """Cancel and Done of a rule: they stand outside of its form, where they do not scroll away."""

    left = Signal()

    def __init__(self, cancel: Button, finish: Button, parent: QWidget) -> None:
        super().__init__(parent)
        row = boxes.columns(gap=8)
        row.addWidget(labels.Elided(self.tr("A rule is open"), "body"), 1)
        row.addWidget(cancel)
        row.addWidget(finish)
        self.setLayout(row)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class RuleForm(QFrame):
    """Edits one rule; ``changed`` tells of each edit, ``done`` and ``left`` when the person has enough of it."""

    changed = Signal()
    done = Signal()
    left = Signal()

    def __init__(self, rule: Rule, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "accent")
        self.start = rule
        self.touched = False  # by the person
        self._filling = True
        self.name = TextField(self.tr("Name"), placeholder=self.tr("For you only; may stay empty"))
        self.name.input.setMaxLength(100)
        self.conditions = Conditions()
        self.leads = RuleLeads()
        self._trouble = labels.Paragraph(role="body", tone="danger")
        self._alarm = Glyph("triangle-alert", "danger", 14, 20)
        cancel, self.finish = Button(self.tr("Cancel"), "quiet"), Button(self.tr("Done"), "primary")
        self.foot = RuleFoot(cancel, self.finish, self)
        self.foot.left.connect(self.left)
        wrong = boxes.columns(gap=6)
        wrong.addWidget(self._alarm, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self._trouble, 1)
        self.setLayout(
            boxes.rows(
                self.name, 2, labels.text(self.tr("When all of this holds"), "label"), self.conditions, 2,
                labels.text(self.tr("Leads to"), "label"), self.leads, wrong, gap=8, margins=(12, 12, 12, 12),
            )
        )  # fmt: skip
        self.name.set_text(rule.name)
        self.conditions.put(rule.conditions)
        if rule.variants or rule.destination:
            self.leads.put(rule)
        self._say("")
        self.name.changed.connect(self.name.clear_error)
        for part in (self.name, self.conditions, self.leads):
            part.changed.connect(self._edited)
        cancel.clicked.connect(self.left)
        self.finish.clicked.connect(self.done)
        self._filling = False

    def typed(self, place: int, *, fresh: bool) -> RuleTyped:
        """Return what stands in the form of a rule that goes to ``place``."""
        start = None if fresh else self.start.model_dump(mode="json")
        return RuleTyped(
            place=place, fresh=fresh, start=start, name=self.name.text(), conditions=self.conditions.typed(),
            **self.leads.typed(),
        )  # fmt: skip

    def retype(self, typed: RuleTyped) -> None:
        """Show what stood in the form."""
        self._filling = True
        self.name.set_text(typed.name)
        self.conditions.retype(typed.conditions)
        self.leads.retype(typed)
        self._filling = False
        self.touched = True

    def rule(self, *, say: bool = False) -> Rule | None:
        """Return the rule as it stands; None while it is none yet, which is said at its field where wanted."""
        conditions, leads = self.conditions.take(say=say), self.leads.take(say=say)
        if conditions is None or leads is None:
            return None
        kept = {"id": self.start.id, "uuid": self.start.uuid, "enabled": self.start.enabled}
        try:
            return Rule.model_validate({**kept, "name": self.name.text(), "conditions": conditions, **leads})
        except ValidationError as error:
            for name, message in words.by_field(error).items() if say else ():
                self.show_error(name, message)
            return None

    def show_error(self, name: str, message: str) -> None:
        """Say what is wrong with the field of the rule sent as ``name``; empty for the whole rule."""
        head, _, rest = name.partition(".")
        if head == "conditions" and self.conditions.show_error(rest.partition(".")[0], message):
            return
        if head == "name":
            self.name.show_error(message)
        elif not self.leads.show_error(name, message):
            self._say(message)

    def focus_first(self) -> None:
        """Put the cursor where one starts."""
        self.name.input.setFocus()

    def _edited(self, *_said: object) -> None:
        self._say("")
        if not self._filling:
            self.touched = True
            self.changed.emit()

    def _say(self, message: str) -> None:
        self._trouble.set_text(message)
        self._trouble.setVisible(bool(message))
        self._alarm.setVisible(bool(message))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
