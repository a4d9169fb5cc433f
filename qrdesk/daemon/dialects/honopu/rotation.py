"""Modes of Honopu. Its rotation is a list of hours, each with its own destination: rules of ours, and back.

One mode of its three is not published. Here it is “conditional”: a link whose rules are more than hours of weekdays.
Whatever the mode, rules are kept: in the mode “single” they are switched off. Source: contracts/honopu.md, 7.
"""

import re
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from pydantic import ValidationError

from qrdesk.core.errors import Invalid, QRDeskError
from qrdesk.core.schemas.rules import DestinationType, Rule, TimeCondition, Weekday, Window
from qrdesk.core.validation import from_validation
from qrdesk.daemon.dialects.dialect import text_of, value_of

SINGLE, ROTATION, CONDITIONAL = "single", "rotation", "conditional"
LISTED = ("rotation", "rotations", "schedule")
_DAYS = ("days", "weekdays", "day")
_START = ("start", "startTime", "from")
_END = ("end", "endTime", "to")
_DESTINATION = ("destinationUrl", "destination", "url")
_FIELDS = {"destination": _DESTINATION[0]}
_CLOCK = re.compile(r"([0-9]{1,2}:[0-9]{2})(:00)?")
_RANGE = re.compile("[-\u2013]")
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_IN_A_RULE = re.compile(r"\Arules\.([0-9]+)\.destination(?=:|\Z)")


def mode_of(rules: Sequence[Rule]) -> str:
    """Return the mode of a link with these rules."""
    if not any(rule.enabled for rule in rules):
        return SINGLE
    return ROTATION if all(map(_hours, rules)) else CONDITIONAL


def entries_of(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """Return rules as a rotation; none where it could not tell all of them."""
    if not all(map(_hours, rules)):
        return []
    return [
        {
            "days": [day.value for day in window.days],
            "start": window.start,
            "end": window.end,
            "destinationUrl": rule.destination,
        }
        for rule in rules
        for window in _hours(rule)
    ]


def rules_of(sent: Mapping[str, Any], before: Sequence[Rule]) -> tuple[Rule, ...] | None:
    """Return the rules that a body asks for, of a link with those ``before``; None where they stay as they are.

    Raises:
        Invalid: no such mode, or hours that cannot be read.
    """
    mode = (text_of(sent, "mode") or "").strip().lower()
    listed: Any = value_of(sent, *LISTED)
    now = mode_of(before)
    if mode not in {"", SINGLE, ROTATION, CONDITIONAL}:
        raise Invalid.field("mode", f"This must be one of: {SINGLE}, {ROTATION}.")
    if not any(name in sent for name in LISTED) or (not listed and mode in {"", now} and now == CONDITIONAL):
        return None if mode in {"", now} else _switched(mode, before)
    if listed is not None and not isinstance(listed, list):
        raise Invalid.field(LISTED[0], "This must be a list.")
    rules = _read(listed or [], before)
    return _switched(mode or (ROTATION if rules else SINGLE), rules)


@contextmanager
def in_its_words() -> Generator[None]:
    """Run the body so that faults of a rule's destination are told of the entry that it came from."""
    try:
        yield
    except QRDeskError as error:
        error.message = _renamed(error.message)
        error.field_errors = {_renamed(name): words for name, words in error.field_errors.items()}
        raise


def _renamed(text: str) -> str:
    return _IN_A_RULE.sub(rf"{LISTED[0]}.\1.destinationUrl", text)


def _hours(rule: Rule) -> tuple[Window, ...]:
    """Return the hours that decide about a rule; none where anything else does, too."""
    if rule.destination is None or len(rule.conditions) != 1:
        return ()
    (only,) = rule.conditions
    return only.windows if isinstance(only, TimeCondition) and not only.negate else ()


def _switched(mode: str, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return rules as a mode has them: on, or in the mode “single” off.

    Raises:
        Invalid: rules like these are of another mode, or there are none.
    """
    switched = tuple(rule.model_copy(update={"enabled": mode != SINGLE}) for rule in rules)
    if mode_of(switched) == mode:
        return switched
    if mode == ROTATION:
        raise Invalid.field(LISTED[0], "This needs at least one entry, each with days, start, end and destinationUrl.")
    raise Invalid.field("mode", f"Here it can be {SINGLE} or {ROTATION}. Other rules are set at /api/v1/links.")


def _read(listed: Sequence[object], before: Sequence[Rule]) -> tuple[Rule, ...]:
    known = {windows[0]: rule for rule in reversed(before) if len(windows := _hours(rule)) == 1}
    found: list[Rule] = []
    for place, entry in enumerate(listed):
        name = f"{LISTED[0]}.{place}"
        if not isinstance(entry, dict):
            raise Invalid.field(name, "This must be an object with days, start, end and destinationUrl.")
        destination = text_of(entry, *_DESTINATION)
        if not destination:
            raise Invalid.field(f"{name}.destinationUrl", "This is needed.")
        window = _window(name, entry)
        same = known.pop(window, None)  # its counts go on
        kept = dict(same) if same else {"conditions": (TimeCondition(kind="time", windows=(window,)),)}
        with _in_an_entry(name):
            changed = {"destination": destination, "destination_type": DestinationType.URL}
            found.append(Rule.model_validate({**kept, **changed}))
    return tuple(found)


def _window(name: str, entry: Mapping[str, Any]) -> Window:
    said = {"start": _clock(value_of(entry, *_START)), "end": _clock(value_of(entry, *_END))}
    fields = {key: value for key, value in said.items() if value is not None}
    if (days := value_of(entry, *_DAYS)) is not None:
        fields["days"] = _days(f"{name}.days", days)
    with _in_an_entry(name):
        return Window.model_validate(fields)


@contextmanager
def _in_an_entry(name: str) -> Generator[None]:
    """Run the body so that what is wrong with an hour or a rule is told of the entry of the list called ``name``.

    Raises:
        Invalid: something is.
    """
    try:
        yield
    except ValidationError as fault:
        found = from_validation(fault).field_errors.items()
        errors = {f"{name}.{_FIELDS.get(field, field)}".removesuffix(".body"): said for field, said in found}
        raise Invalid(next(iter(errors.values())), field_errors=errors) from fault


def _clock(value: object) -> object:
    """Return ``9:00`` and ``09:00:00`` as ours; anything else as it is, to be refused."""
    shape = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
    return value if shape is None else shape[1].zfill(5)


def _days(field: str, sent: object) -> tuple[Weekday, ...]:
    """Return weekdays that are given by name or number, or from one to another, each once and Monday first.

    In both ways of counting that are usual 1 is Monday and 6 is Saturday; Sunday is 0 in one, and 7 in the other.

    Raises:
        Invalid: one is none.
    """
    listed: list[object] = list(sent) if isinstance(sent, list) else [sent]
    parts = [part for one in listed for part in (one.split(",") if isinstance(one, str) else [one])]
    found: set[int] = set()
    for part in parts:
        ends = [_number(end) for end in (_RANGE.split(part) if isinstance(part, str) else [part])]
        if None in ends or len(ends) > 2:
            raise Invalid.field(field, "These must be weekdays, such as mon or Monday.")
        first, last = ends[0] or 0, ends[-1] or 0
        found.update(day % 7 for day in range(first, last + (8 if last < first else 1)))
    return tuple(Weekday(_NAMES[day][:3]) for day in sorted(found))


def _number(day: object) -> int | None:
    """Return a weekday as a number from 0, Monday; None if it is none."""
    if isinstance(day, str):
        word = day.strip().lower()
        return next((at for at, name in enumerate(_NAMES) if len(word) >= 3 and name.startswith(word)), None)
    return (day - 1) % 7 if type(day) is int and 0 <= day <= 7 else None
