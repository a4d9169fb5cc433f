"""The rules of a link: cards in order, the first that holds wins; one of them open as a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.access import WorkspaceView
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.schemas.rules import MAX_RULES, Rule, Variant
from qrdesk.gui import words, zones
from qrdesk.gui.pages import rule_zone
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.link_editor_part import Part
from qrdesk.gui.pages.rule_card import RuleCard
from qrdesk.gui.pages.rule_dragging import Dragging
from qrdesk.gui.pages.rule_form import RuleForm
from qrdesk.gui.pages.rule_typed import RuleTyped
from qrdesk.gui.webhooks_tabs import follow, stop_before, stops
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import TextField
from qrdesk.gui.widgets.switch import Switch

_EMPTY = Rule.model_construct(destination="")


@dataclass(frozen=True, slots=True)
class Begun:
    """A rule that is begun and none yet: its form, as it stands, and where it goes."""

    form: RuleForm
    place: int
    fresh: bool


class RuleFields(Part):
    """Cards, a form, and what the conditions go by: the time zone, and whether visitors are remembered."""

    opened = Signal(object)  # the form of the rule that is open; None once there is none

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules: list[Rule] = []
        self._place = -1  # of the rule in the form
        self._fresh = False  # the rule in the form is one more
        self.cards: list[RuleCard] = []
        self.form: RuleForm | None = None
        self._list = boxes.rows(gap=8)
        self._dragging = Dragging(self, self._move)
        self._none = labels.Paragraph(
            self.tr("Without rules everyone gets the destination. A rule sends some of them elsewhere.")
        )
        self._else = labels.Paragraph()
        self.more = Button(self.tr("Add rule"), icon="plus", size="small")
        self.more.clicked.connect(self._add)
        self.zone = TextField(self.tr("Time zone of the rules"), placeholder=self.tr("As the workspace"))
        rule_zone.complete(self.zone.input)
        self._usual = ""  # zone of the workspace
        self.remember = Switch(
            self.tr("Know returning visitors for a year"), self.tr("Sets a cookie; without it, for a day only")
        )
        self.places = {"time_zone": self.zone}
        self.zone.changed.connect(self._zone_changed)
        self.remember.toggled.connect(self._edited)
        self._clock = boxes.box(boxes.rows(4, self.zone, self.remember, gap=8))
        foot = boxes.columns(self._else, self.more, gap=8)
        foot.setStretchFactor(self._else, 1)
        self.setLayout(boxes.rows(self._none, self._list, foot, self._clock, gap=8))

    def show_workspace(self, workspace: WorkspaceView) -> None:
        """Say which zone rules go by that have none of their own."""
        self._usual = workspace.time_zone
        self.zone.input.setPlaceholderText(rule_zone.as_workspace(workspace.time_zone))
        self._tell_zone()

    def fill(self, values: Values, link: LinkView | None) -> None:
        """Show ``values``; a form that was open is closed."""
        self._rules = list(values.rules)
        self.zone.set_text(values.time_zone)
        self.remember.blockSignals(True)
        self.remember.setChecked(values.remember_visitors)
        self.remember.blockSignals(False)
        self.clear_errors()
        self._close_form()
        self._show()

    def read(self) -> dict[str, Any]:
        """Return the rules; of one in the form, what stands there as far as it is a rule."""
        return {
            "rules": tuple(self._rules),
            "time_zone": self.zone.text(),
            "remember_visitors": self.remember.isChecked(),
        }

    def rules(self) -> Sequence[Rule]:
        """Return the rules as they stand, in their order."""
        return tuple(self._rules)

    def summary(self) -> str:
        """Return how many rules there are, and how they are read; nothing where there are none."""
        one, many = self.tr("{count} rule"), self.tr("{count} rules, first match wins")
        return words.counted(len(self._rules), one, many) if self._rules else ""

    def clock(self) -> str:
        """Return the name of the zone that rules go by; empty while none is known."""
        own = self.zone.text()
        return own if zones.known(own) else self._usual

    def check(self) -> bool:
        """Say what the rule in the form still needs."""
        super().check()
        for card in self.cards:
            card.clear_error()
        return self.form is None or self.form.rule(say=True) is not None

    def wrong_fields(self) -> list[QWidget]:
        """Return the rules and fields that need the person."""
        unfinished = [self.form] if self.form is not None and self.form.rule() is None else []
        return [*(card for card in self.cards if card.has_error()), *unfinished, *super().wrong_fields()]

    def show_error(self, name: str, message: str) -> bool:
        """Say what is wrong with a rule, at its own field: it is opened for that."""
        head, _, rest = name.partition(".")
        place, _, inside = rest.partition(".")
        if head != "rules":
            return super().show_error(name, message)
        if not place.isdecimal() or int(place) >= len(self._rules):
            self._none.set_text(message)
            self._none.show()
            return True
        if self.form is None:
            self._open(int(place))
        if self.form is not None and self._place == int(place):
            self.form.show_error(inside, message)
        else:
            next(card for card in self.cards if card.place == int(place)).show_error(message)
        return True

    def is_begun(self) -> bool:
        """Whether something stands in the form that is no rule yet."""
        return self.form is not None and self.form.touched and self.form.rule() is None

    def take_away(self) -> Begun | None:
        """Return what is begun and no rule yet, taken out of sight, for ``bring_back``."""
        form = self.form
        if form is None or not self.is_begun():
            return None
        begun = Begun(form, self._place, self._fresh)
        self._list.removeWidget(form)
        form.hide()
        form.setParent(None)
        self._close_form()
        self._show()
        return begun

    def typed(self) -> RuleTyped | None:
        """Return what is begun and no rule yet, to be written down; it stays in sight."""
        return self.form.typed(self._place, fresh=self._fresh) if self.form is not None and self.is_begun() else None

    def revived(self, typed: RuleTyped) -> Begun | None:
        """Return what was written down, for ``bring_back``; None where another QRDesk did, with other conditions."""
        try:
            form = self._formed(Rule.model_validate(typed.start) if typed.start is not None else _EMPTY)
            form.retype(typed)
        except (KeyError, ValueError):
            return None
        return Begun(form, typed.place, typed.fresh)

    def bring_back(self, begun: Begun) -> None:
        """Show what was begun again, in its place."""
        known = [rule.id for rule in self._rules]
        start = begun.form.start
        place = known.index(start.id) if start.id and start.id in known else min(begun.place, len(known))
        self._place, self._fresh = place, begun.fresh or place == len(known)
        self._show(begun.form)
        self._tell_zone()
        begun.form.show()
        self.changed.emit()

    def show_outcomes(self, outcomes: Mapping[int, tuple[str, str]]) -> None:
        """Show on the cards what the simulator found: word and tone, by place."""
        for card in self.cards:
            card.show_outcome(*outcomes.get(card.place, ("", "")))

    def _add(self) -> None:
        if not self._settle():
            return
        self._place, self._fresh = len(self._rules), True
        self._show(self._formed(_EMPTY))
        self._go_to_form()

    def _open(self, place: int) -> None:
        if self._settle():
            self._place, self._fresh = place, False
            self._show(self._formed(self._rules[place]))
            self._go_to_form()

    def _go_to_form(self) -> None:
        """Put the cursor into the form, and scroll there once it has its place."""
        form = self.form
        if form is not None:
            form.focus_first()
            QTimer.singleShot(0, form, lambda: boxes.scroll_to(form))

    def _settle(self) -> bool:
        """Close the form, if what stands there is a rule."""
        if self.form is not None and self.form.rule(say=True) is None:
            return False
        self._close_form()
        return True

    def _close_form(self) -> None:
        self._place, self._fresh = -1, False

    def _done(self) -> None:
        place = self._place
        if self._settle():
            self._show()
            self._focus(place)

    def _left(self) -> None:
        """Take back what was done in the form."""
        if self.form is not None and self._place < len(self._rules):
            if self._fresh:
                del self._rules[self._place]
            else:
                self._rules[self._place] = self.form.start
        place = self._place
        self._close_form()
        self._show()
        self._focus(place)
        self.changed.emit()

    def _zone_changed(self, _text: str) -> None:
        self._tell_zone()
        self._edited()

    def _tell_zone(self) -> None:
        """Show in the form, too, by whose clock rules go."""
        if self.form is not None:
            self.form.conditions.zone.show_zone(self.zone.text(), self._usual)

    def _form_changed(self) -> None:
        if self.form is None:
            return
        rule = self.form.rule()
        if rule is not None:
            self._rules[self._place : self._place + 1] = [rule]
            self._say_else()
        self.changed.emit()

    def _move(self, place: int, step: int) -> None:
        to = place + step
        if self._settle() and 0 <= to < len(self._rules):
            self._rules.insert(to, self._rules.pop(place))
            self._show()
            self._focus(to)
            self.changed.emit()

    def _copy(self, place: int) -> None:
        if self._settle() and len(self._rules) < MAX_RULES:
            rule = self._rules[place]
            fresh = {"id": None, "uuid": None, "variants": tuple(_new(variant) for variant in rule.variants)}
            self._rules.insert(place + 1, rule.model_copy(update=fresh))
            self._show()
            self._focus(place + 1)
            self.changed.emit()

    def _remove(self, place: int) -> None:
        if self._settle():
            del self._rules[place]
            self._show()
            self._focus(min(place, len(self._rules) - 1))
            self.changed.emit()

    def _switch(self, place: int, on: bool) -> None:
        self._rules[place] = self._rules[place].model_copy(update={"enabled": on})
        if self.form is None:
            self._show()
            self._focus(place)
        self.changed.emit()

    def _focus(self, place: int) -> None:
        card = next((card for card in self.cards if card.place == place), None)
        (card or self.more).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, opened: RuleForm | None = None) -> None:
        while (item := self._list.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self.cards, self.form = [], opened
        for place, rule in enumerate(self._rules):
            if opened is None or place != self._place:
                self._list.addWidget(self._card(rule, place))
            else:
                self._list.addWidget(opened)
        if opened is not None and self._place == len(self._rules):
            self._list.addWidget(opened)
        self._dragging.follow(self.cards)
        made = [stop for one in _parts(self._list) for stop in stops(one)]
        made += stops(opened.foot) if opened is not None else []
        follow(stop_before(self.more), made)  # made late: else Tab came to them after the whole window
        some = bool(self._rules) or opened is not None
        self._none.set_text(
            self.tr("Without rules everyone gets the destination. A rule sends some of them elsewhere.")
        )
        self._none.setVisible(not some)
        self._else.setVisible(some)
        self._say_else()
        self._clock.setVisible(some)
        self.more.setEnabled(len(self._rules) < MAX_RULES)
        self.opened.emit(opened)

    def _say_else(self) -> None:
        """Say what is had where no rule holds; one without a condition holds always."""
        always = next((n for n, rule in enumerate(self._rules, 1) if rule.enabled and not rule.conditions), 0)
        said = self.tr("Otherwise the destination above")
        if always:
            said = self.tr("Rule {n} always holds: the destination above is never reached.")
        if always and always < len(self._rules):
            said = self.tr("Rule {n} always holds: later rules and the destination above are never reached.")
        self._else.set_text(said.format(n=always))

    def _card(self, rule: Rule, place: int) -> RuleCard:
        card = RuleCard(rule, place, len(self._rules))
        card.edit_wanted.connect(self._open)
        card.move_wanted.connect(self._move)
        card.copy_wanted.connect(self._copy)
        card.remove_wanted.connect(self._remove)
        card.switched.connect(self._switch)
        self._dragging.tie(card)
        self.cards.append(card)
        return card

    def _formed(self, rule: Rule) -> RuleForm:
        made = RuleForm(rule)
        made.conditions.zone.show_zone(self.zone.text(), self._usual)
        made.conditions.zone.typed.connect(self.zone.set_text)
        made.changed.connect(self._form_changed)
        made.done.connect(self._done)
        made.left.connect(self._left)
        return made


def _parts(column: boxes.QBoxLayout) -> list[QWidget]:
    found = (column.itemAt(place) for place in range(column.count()))
    return [part for item in found if item is not None and (part := item.widget()) is not None]


def _new(variant: Variant) -> Variant:
    return variant.model_copy(update={"id": None})
