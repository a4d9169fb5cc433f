"""Rules as H0p has them: countries, languages and systems, all of which must hold, and one destination.

Ours can say more. Those that H0p has no words for are not shown there; they stay where they are among the others when
a client sends the rules that it knows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.rules import MAX_RULES, CountryCondition, LanguageCondition, Os, OsCondition, Rule
from qrdesk.daemon.dialects.h0p import destinations
from qrdesk.daemon.dialects.h0p.reading import list_of
from qrdesk.daemon.dialects.h0p.rule_ids import SentRule, find_own

_LISTS = {"countries": "country", "languages": "language", "osTypes": "os"}
_KINDS = (CountryCondition, LanguageCondition, OsCondition)
_SYSTEMS = {"mac": "macos", "osx": "macos", "mac os": "macos", "chrome os": "chromeos"}
_MOST_VALUES = 250
_Rule = dict[str, Any]


def shown(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """Return those rules that H0p can say, in the order in which they are asked."""
    return [_shown(place, rule) for place, rule in enumerate(filter(can_be_said, rules))]


def can_be_said(rule: Rule) -> bool:
    """Say whether H0p has words for all of a rule."""
    kinds = [condition.kind for condition in rule.conditions]
    plain = all(isinstance(one, _KINDS) and not one.negate for one in rule.conditions)
    return rule.enabled and not rule.variants and plain and len(set(kinds)) == len(kinds)


@dataclass(frozen=True, slots=True)
class Read:
    """Rules as a draft or patch of ours takes them; beside each, its place in what was sent, None: it stays unsaid."""

    rules: list[_Rule]
    places: list[int | None]

    def name_of(self, field: str) -> str:
        """Return what a field of these, such as ``rules.1.conditions.0.any_of.2``, is called in what was sent."""
        first, *rest = field.split(".")
        if first != "rules" or not rest or not rest[0].isdecimal() or int(rest[0]) >= len(self.rules):
            return field
        place = self.places[int(rest[0])]
        if place is None:
            return "rules"  # that nobody was shown
        if rest[1:2] == ["conditions"] and len(rest) > 2:
            kind = self.rules[int(rest[0])]["conditions"][int(rest[2])]["kind"]
            rest[1:4] = [name for name, one in _LISTS.items() if one == kind]
        return ".".join(["rules", str(place), *rest[1:]])


def read(ctx: Context, sent: Sequence[Any], before: Sequence[Rule]) -> Read:
    """Return the rules of a link from those that were sent and those it has.

    Those of its own keep their ids, and so their counts. A rule that H0p cannot say stays behind the one that it stands
    behind now.

    Raises:
        Invalid: one of them cannot be read.
    """
    found = [_read(*one) for one in sorted(enumerate(sent), key=lambda one: _priority(*one))]
    if len(found) + sum(not can_be_said(rule) for rule in before) > MAX_RULES:
        raise Invalid.field("rules", f"A link may have {MAX_RULES} rules at most, those not shown here among them.")
    own = find_own(ctx, found, [rule for rule in before if can_be_said(rule)])
    pairs = list(_with_unsaid([(one.place, _made(one, own.get(one.place))) for one in found], before))
    return Read([rule for _, rule in pairs], [place for place, _ in pairs])


def _shown(place: int, rule: Rule) -> dict[str, Any]:
    values = {condition.kind: list(getattr(condition, "any_of", ())) for condition in rule.conditions}
    lists = {name: values.get(kind, []) for name, kind in _LISTS.items()}
    destination = destinations.shown(rule.destination or "", rule.destination_type)
    return {"id": rule.uuid, "priority": place, "destination": destination, **lists}


def _priority(place: int, sent: Any) -> tuple[float, int]:
    if not isinstance(sent, dict):
        raise Invalid.field(f"rules.{place}", "This must be an object.")
    priority = sent.get("priority", place)
    if priority is None:
        priority = place
    if isinstance(priority, bool) or not isinstance(priority, (int, float)):
        raise Invalid.field(f"rules.{place}.priority", "This must be a number.")
    return priority, place


def _read(place: int, sent: Mapping[str, Any]) -> SentRule:
    name = sent.get("id")
    uuid = name.lower() if isinstance(name, str) else None
    return SentRule(place, uuid, list(_conditions(f"rules.{place}", sent)), sent.get("destination"))


def _made(sent: SentRule, own: Rule | str | None) -> _Rule:
    rule: _Rule = {"conditions": sent.conditions}
    if isinstance(own, Rule):
        rule |= {"id": own.id, "uuid": own.uuid, "name": own.name}
        rule |= {"destination": own.destination, "destination_type": own.destination_type}
    elif own is not None:
        rule["uuid"] = own
    led = sent.leads(own if isinstance(own, Rule) else None)
    if led is not None:
        rule |= {"destination": led[0], "destination_type": led[1]}
    return rule


def _conditions(field: str, sent: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name, kind in _LISTS.items():
        values = list_of(sent, name, _MOST_VALUES, f"{field}.")
        if not values:
            continue
        if not all(isinstance(value, str) for value in values):
            raise Invalid.field(f"{field}.{name}", "This must be a list of texts.")
        if kind == "os":
            values = [_system(f"{field}.{name}", value) for value in values]
        yield {"kind": kind, "any_of": values}


def _system(field: str, text: str) -> str:
    name = text.strip().lower()
    name = _SYSTEMS.get(name, name)
    if name not in set(Os):
        raise Invalid.field(field, f"Choose from: {', '.join(Os)}.")
    return name


def _with_unsaid(
    found: Sequence[tuple[int | None, _Rule]], before: Sequence[Rule]
) -> Iterator[tuple[int | None, _Rule]]:
    """Yield the rules that were sent, and behind each those of ours that stood behind it."""
    staying = {rule["uuid"] for _, rule in found if "uuid" in rule}
    behind: dict[str | None, list[tuple[None, _Rule]]] = {}
    anchor: str | None = None
    for rule in before:
        if not can_be_said(rule):
            behind.setdefault(anchor, []).append((None, rule.model_dump(mode="json")))
        elif rule.uuid in staying:
            anchor = rule.uuid
    yield from behind.get(None, ())
    for one in found:
        yield one
        yield from behind.get(one[1].get("uuid"), ()) if "uuid" in one[1] else ()
