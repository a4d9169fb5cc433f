"""Rules as H0p has them: countries, languages and systems, all of which must hold, and one destination.

Ours can say more. Those that H0p has no words for are not shown there; they stay where they are among the others when
a client sends the rules that it knows.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.rules import MAX_RULES, CountryCondition, LanguageCondition, Os, OsCondition, Rule
from qrdesk.daemon.dialects.h0p import destinations
from qrdesk.daemon.dialects.h0p.reading import list_of

_LISTS = {"countries": "country", "languages": "language", "osTypes": "os"}
_KINDS = (CountryCondition, LanguageCondition, OsCondition)
_SYSTEMS = {"mac": "macos", "osx": "macos", "mac os": "macos", "chrome os": "chromeos"}
_MOST_VALUES = 250


def shown(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """Return those rules that H0p can say, in the order in which they are asked."""
    return [_shown(place, rule) for place, rule in enumerate(filter(can_be_said, rules))]


def can_be_said(rule: Rule) -> bool:
    """Say whether H0p has words for all of a rule."""
    kinds = [condition.kind for condition in rule.conditions]
    plain = all(isinstance(one, _KINDS) and not one.negate for one in rule.conditions)
    return rule.enabled and not rule.variants and plain and len(set(kinds)) == len(kinds)


def read(sent: Sequence[Any], before: Sequence[Rule] = ()) -> list[dict[str, Any]]:
    """Return the rules of a link, as a patch of ours takes them, from those that were sent and those it has.

    A rule keeps its counts by its id; one without, by what it asks for. A rule that H0p cannot say stays behind the one
    that it stands behind now.

    Raises:
        Invalid: one of them cannot be read.
    """
    known = {rule.uuid: rule for rule in before if can_be_said(rule)}
    found: list[dict[str, Any]] = []
    for place, one in sorted(enumerate(sent), key=lambda pair: _priority(*pair)):
        found.append(_read(f"rules.{place}", one, known))
    if len(found) + sum(not can_be_said(rule) for rule in before) > MAX_RULES:
        raise Invalid.field("rules", f"A link may have {MAX_RULES} rules at most, those not shown here among them.")
    return list(_with_unsaid(found, before))


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


def _read(field: str, sent: Mapping[str, Any], known: dict[str | None, Rule]) -> dict[str, Any]:
    conditions = list(_conditions(field, sent))
    own = _taken(sent.get("id"), conditions, known)
    led = destinations.read(sent.get("destination"), f"{field}.destination", _destination(own))
    rule: dict[str, Any] = {"conditions": conditions}
    if own is not None:
        rule |= {"id": own.id, "uuid": own.uuid, "name": own.name}
        rule |= {"destination": own.destination, "destination_type": own.destination_type}
    if led is not None:
        rule |= {"destination": led[0], "destination_type": led[1]}
    return rule


def _destination(rule: Rule | None) -> dict[str, Any] | None:
    return None if rule is None else destinations.shown(rule.destination or "", rule.destination_type)


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


def _taken(name: Any, conditions: Sequence[Mapping[str, Any]], known: dict[str | None, Rule]) -> Rule | None:
    """Return the rule that was sent back, which nobody else gets then; without its id the one that asks the same."""
    if isinstance(name, str):
        return known.pop(name.lower(), None)
    asked = _plain(conditions)
    alike = next((uuid for uuid, rule in known.items() if _asked(rule) == asked), None)
    return None if alike is None else known.pop(alike)


def _plain(conditions: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    return {one["kind"]: [value.casefold() for value in one["any_of"]] for one in conditions}


def _asked(rule: Rule) -> dict[str, list[str]]:
    return {one.kind: [str(value).casefold() for value in getattr(one, "any_of", ())] for one in rule.conditions}


def _with_unsaid(found: Sequence[dict[str, Any]], before: Sequence[Rule]) -> Iterator[dict[str, Any]]:
    """Yield the rules that were sent, and behind each those of ours that stood behind it."""
    staying = {rule["uuid"] for rule in found if "uuid" in rule}
    behind: dict[str | None, list[dict[str, Any]]] = {}
    anchor: str | None = None
    for rule in before:
        if not can_be_said(rule):
            behind.setdefault(anchor, []).append(rule.model_dump(mode="json"))
        elif rule.uuid in staying:
            anchor = rule.uuid
    yield from behind.get(None, ())
    for one in found:
        yield one
        yield from behind.get(one.get("uuid"), ()) if "uuid" in one else ()
