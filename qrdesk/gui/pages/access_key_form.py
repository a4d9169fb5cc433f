"""What can be chosen of a key: its name, whose it is, what it may do, for how long, from where and how often."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.client import KeyDraft, KeyPatch
from qrdesk.core.schemas.access import KeyView
from qrdesk.core.schemas.members import MemberView, MeView
from qrdesk.core.schemas.usage import PlanView
from qrdesk.gui import words
from qrdesk.gui.pages.access_key_rules import may_act_for, own_key
from qrdesk.gui.pages.access_plan_words import plan_name
from qrdesk.gui.pages.access_scopes import Given, Reach
from qrdesk.gui.refusals import drafted, refuse_at
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.many import ManyField
from qrdesk.gui.widgets.moments import Moment
from qrdesk.gui.widgets.numbers import Whole

_NAME_MOST = 120
_PACE_MOST = 1_000_000
_PROGRAM = "program"
_TYPED = {"rate_limit": "pace", "expires_at": "ends", "allowed_networks": "networks"}  # where a form says it otherwise


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """The keys, and what is needed to make or change one."""

    keys: Sequence[KeyView]
    me: MeView
    plans: Sequence[PlanView]
    members: Sequence[MemberView]
    address: str = ""  # where others reach these links; empty while nobody knows


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form of a key."""

    name: str
    whose: str
    scopes: Given
    plan: str
    pace: int
    ends: datetime | None
    networks: str


class KeyForm(QWidget):
    """``changed`` when a person changed something."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key: KeyView | None = None
        self.name = TextField(self.tr("Name"), self.tr("What it is for, such as the till"))
        self.name.input.setMaxLength(_NAME_MOST)
        self.whose = Choice()
        self.whose_field = Field(self.tr("For"), self.whose)
        self.reach = Reach()
        self.reach_field = Field("", self.reach)
        self.plan = Choice()
        self.pace = Whole(0, _PACE_MOST, 0, step=60)
        self.pace.setSpecialValueText(self.tr("As its plan says"))
        self.pace_field = Field(self.tr("Requests a minute"), self.pace)
        self.plan_field = Field(self.tr("Plan"), self.plan)
        self.ends = Moment(self.tr("Ends"))
        self.networks = ManyField(
            self.tr("Only from these networks"),
            hint=self.tr("Separated by commas; empty: from anywhere"),
            placeholder="203.0.113.0/24, 2001:db8::/32",
        )
        self._places: Mapping[str, Field] = {
            "name": self.name, "member_id": self.whose_field, "scopes": self.reach_field, "plan": self.plan_field,
            "rate_limit": self.pace_field, "expires_at": self.ends, "allowed_networks": self.networks,
        }  # fmt: skip
        self._build()
        self._connect()

    def show_new(self, facts: KeyFacts | None) -> None:
        """Offer to make a key."""
        self._key = None
        self._offer(facts)
        self.name.set_text("")
        self.whose.choose(_PROGRAM)
        boxes.show_part(self.whose_field)
        self.reach.show_scopes((), _may(facts))  # what it may do is chosen by whoever makes it
        own = own_key(facts.me, facts.keys) if facts else None  # a key it makes is bound at least so
        self.plan.choose(own.plan if own else "unlimited")
        self.pace.setValue((own.rate_limit if own else None) or 0)
        self.ends.set_instant(own.expires_at if own else None)
        self.networks.set_keys(own.allowed_networks if own else ())
        self.clear_errors()

    def show_key(self, key: KeyView, facts: KeyFacts | None) -> None:
        """Show a key as it is kept."""
        self._key = None  # what is filled in now is nobody's change
        self._offer(facts, key.plan)
        self.name.set_text(key.name)
        self.name.input.setCursorPosition(0)
        self.whose_field.hide()
        self.reach.show_scopes(key.scopes, _may(facts))
        self.plan.choose(key.plan)
        self.pace.setValue(key.rate_limit or 0)
        self.ends.set_instant(key.expires_at)
        self.networks.set_keys(key.allowed_networks)
        self.clear_errors()
        self._key = key

    def typed(self) -> Typed:
        """Return what stands in the form."""
        return Typed(
            self.name.text(), self.whose.key(), self.reach.scopes(), self.plan.key(), self.pace.value(),
            self.ends.value(), self.networks.input.text(),
        )  # fmt: skip

    def put(self, typed: Typed) -> None:
        """Fill in what was typed before."""
        self.name.set_text(typed.name)
        self.whose.choose(typed.whose)
        self.reach.tick(typed.scopes)
        self.plan.choose(typed.plan)
        self.pace.setValue(typed.pace)
        self.ends.set_value(typed.ends)
        self.networks.input.setText(typed.networks)
        self.changed.emit()

    def met(self, key: KeyView, facts: KeyFacts | None) -> None:
        """Show the key as others left it, with what is typed on top."""
        typed = self.typed()
        mine = {_TYPED.get(name, name): getattr(typed, _TYPED.get(name, name)) for name in self._changes()}
        self.show_key(key, facts)
        self.put(replace(self.typed(), **mine))

    def clear_errors(self) -> None:
        """Nothing is wrong any more."""
        for field in self._places.values():
            field.clear_error()

    def draft(self) -> KeyDraft | None:
        """Return the new key; None after saying what is wrong."""
        member = self.whose.key() if self.whose.key() != _PROGRAM else None
        values = {**self._values(), "scopes": self.reach.scopes(), "member_id": member}
        return drafted(KeyDraft.model_validate, values, self._places, self._told()) if self._named() else None

    def patch(self) -> KeyPatch | None:
        """Return what is to be changed; None after saying what is wrong."""
        changes = self._changes()
        return drafted(KeyPatch.model_validate, changes, self._places, self._told()) if self._named() else None

    def has_changes(self) -> bool:
        """Whether something is not saved."""
        return self._key is not None and bool(self._changes())

    def refuse(self, error: Exception) -> bool:
        """Say at the fields why nothing was done; False where it is about none of them."""
        return refuse_at(self._places, error)

    def _build(self) -> None:
        column = boxes.rows(gap=12)
        for part in (self.name, self.whose_field, self.reach_field):
            column.addWidget(part)
        pair = boxes.columns(gap=16)
        for field in (self.plan_field, self.pace_field):
            pair.addWidget(field, 1)
        column.addLayout(pair)
        column.addWidget(self.networks)
        column.addWidget(self.ends)
        self.setLayout(column)

    def _connect(self) -> None:
        for signal in (
            self.name.changed, self.whose.chosen, self.reach.changed, self.plan.chosen, self.pace.valueChanged,
            self.ends.changed, self.networks.changed,
        ):  # fmt: skip
            signal.connect(self._edited)

    def _edited(self, *_said: object) -> None:
        for field in (self.name, self.reach_field):
            if field.has_error():
                field.clear_error()
        self.changed.emit()

    def _offer(self, facts: KeyFacts | None, plan: str = "unlimited") -> None:
        plans = {plan: plan} | {one.name: _plan_words(self, one) for one in facts.plans} if facts else {plan: plan}
        self.plan.set_options(list(plans.items()))
        keyless = [one for one in facts.members if one.key_hint is None] if facts else []
        some = [(one.id, one.name) for one in keyless if facts and may_act_for(facts.me, one.id)]
        self.whose.set_options([(_PROGRAM, self.tr("A program")), *some])
        hint = self.tr("A program's key stays when people go. For another member, an owner makes one.")
        if len(some) == len(keyless):
            hint = self.tr("A program's key stays when people go. Invite a colleague, and they get their own.")
        if some and len(some) == len(keyless):
            hint = self.tr(
                "A member's key ends with their membership, a program's stays. Invite a colleague, and they get their "
                "own."
            )
        self.whose_field.set_hint(hint)

    def _named(self) -> bool:
        if not self.name.text():
            self.name.show_error(self.tr("Give it a name, so that you know it again."))
            self.name.input.setFocus()
        return bool(self.name.text())

    def _values(self) -> dict[str, Any]:
        return {
            "name": self.name.text(),
            "plan": self.plan.key(),
            "rate_limit": self.pace.value() or None,
            "expires_at": self.ends.instant(),
            "allowed_networks": self.networks.keys(),
        }

    def _changes(self) -> dict[str, Any]:
        key = self._key
        if key is None:
            return {}
        values = self._values()
        if key.expires_at is not None and values["expires_at"] == key.expires_at.replace(second=0, microsecond=0):
            values["expires_at"] = key.expires_at  # the field shows no seconds
        networks = values.pop("allowed_networks")
        changes = {name: value for name, value in values.items() if value != getattr(key, name)}
        if set(networks) != set(key.allowed_networks):
            changes["allowed_networks"] = networks
        if set(self.reach.scopes()) != set(key.scopes):
            changes["scopes"] = self.reach.scopes()
        return changes

    def _told(self) -> Mapping[str, str]:
        return {"scopes": self.tr("Tick at least one thing that it may do.")}


def _may(facts: KeyFacts | None) -> frozenset[str]:
    return frozenset(facts.me.scopes) if facts else frozenset()


def _plan_words(form: KeyForm, plan: PlanView) -> str:
    name = plan_name(plan.name)
    if plan.rate_limit is None:
        return name
    return form.tr("{plan}, {count} a minute").format(plan=name, count=words.number(plan.rate_limit))
