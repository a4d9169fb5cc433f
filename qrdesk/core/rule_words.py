"""A rule as a sentence in plain words, for lists of rules."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from qrdesk.core.code_names import country_name, language_name
from qrdesk.core.schemas.rules import (
    BrowserCondition,
    Condition,
    CountryCondition,
    DatesCondition,
    Device,
    DeviceCondition,
    HitsCondition,
    LanguageCondition,
    Os,
    OsCondition,
    QueryCondition,
    ReferrerCondition,
    RegionCondition,
    Rule,
    TimeCondition,
    Variant,
    VisitorCondition,
    Weekday,
    Window,
)

_NAMED = 4  # of a long list; the others are counted
_DEVICES = {
    Device.MOBILE: "on a phone",
    Device.TABLET: "on a tablet",
    Device.DESKTOP: "on a computer",
    Device.TV: "on a TV",
    Device.OTHER: "on another kind of device",
}
_SYSTEMS = {
    Os.IOS: "iOS",
    Os.ANDROID: "Android",
    Os.WINDOWS: "Windows",
    Os.MACOS: "macOS",
    Os.LINUX: "Linux",
    Os.CHROMEOS: "ChromeOS",
    Os.OTHER: "another system",
}
_WEEK = list(Weekday)
Named = Callable[[str], str]


def _as_it_is(code: str) -> str:
    return code


def sentence(rule: Rule, *, country: Named = country_name, language: Named = language_name) -> str:
    """Return a rule as one line, such as ``In Germany, on a phone, Mon–Fri 11:00–15:00 → https://example.com/lunch``.

    ``country`` and ``language`` name their codes; left out, in English.
    """
    said = ", ".join(_condition(one, country, language) for one in rule.conditions) or "always"
    off = "" if rule.enabled else " (switched off)"
    return f"{said[0].upper()}{said[1:]} → {_action(rule)}{off}"


def never_reached(rules: Sequence[Rule]) -> dict[int, int]:
    """Return the places of rules that can never win, from 0, each with that of the rule before them that always holds.

    Rules that are switched off are not looked at.
    """
    always = next((place for place, rule in enumerate(rules) if rule.enabled and not rule.conditions), len(rules))
    return {place: always for place in range(always + 1, len(rules)) if rules[place].enabled}


def _action(rule: Rule) -> str:
    if rule.destination is not None:
        return rule.destination
    if rule.pick == "weighted":
        whole = sum(variant.weight for variant in rule.variants)
        return ", ".join(f"{one.weight * 100 / whole:.0f}% {_called(one)}" for one in rule.variants)
    how = "at random" if rule.pick == "random" else "in turn"
    return f"{how}: {', '.join(_called(one) for one in rule.variants)}"


def _called(variant: Variant) -> str:
    return variant.name or variant.destination


def _condition(one: Condition, country: Named, language: Named) -> str:
    if isinstance(one, CountryCondition):
        return _either(one.any_of, "in", one.negate, country)
    if isinstance(one, LanguageCondition):
        return _either(one.any_of, "reading", one.negate, language)
    return _OTHERS[one.kind](one)


def _either(values: Sequence[str], word: str, negate: bool, named: Named = _as_it_is) -> str:
    return f"{'not ' if negate else ''}{word} {_or([named(value) for value in values])}"


def _or(words: Sequence[str]) -> str:
    shown = list(words[:_NAMED])
    if len(words) > _NAMED:
        shown.append(f"{len(words) - _NAMED} others")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def _region(one: RegionCondition) -> str:
    return _either(one.any_of, "in", one.negate)


def _device(one: DeviceCondition) -> str:
    return ("not " if one.negate else "") + _or([_DEVICES[device] for device in one.any_of])


def _system(one: OsCondition) -> str:
    return _either([_SYSTEMS[system] for system in one.any_of], "with", one.negate)


def _browser(one: BrowserCondition) -> str:
    return _either(one.any_of, "in", one.negate)


def _time(one: TimeCondition) -> str:
    return ("not " if one.negate else "") + _or([_window(window) for window in one.windows])


def _window(window: Window) -> str:
    days = _days(window.days)
    whole = (window.start, window.end) == ("00:00", "24:00")
    hours = "" if whole else f"{window.start}–{window.end}"
    if not whole and window.end <= window.start:
        hours += " of the next day"
    return " ".join(filter(None, (days, hours))) or "at any time"


def _days(days: Sequence[Weekday]) -> str:
    """Return days of the week, runs of three and more as one: ``Mon–Fri``. All seven need no word."""
    places = sorted({_WEEK.index(day) for day in days})
    if len(places) == len(_WEEK):
        return ""
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return ", ".join(_run(run) for run in runs)


def _run(places: Sequence[int]) -> str:
    names = [_WEEK[place].value.capitalize() for place in places]
    return f"{names[0]}–{names[-1]}" if len(names) > 2 else ", ".join(names)


def _dates(one: DatesCondition) -> str:
    front = "not " if one.negate else ""
    if one.since is None:
        return f"{front}until {_end(cast('datetime', one.until))}"
    if one.until is None:
        return f"{front}from {_start(one.since)} on"
    first, last = _start(one.since), _end(one.until)
    return f"{front}on {first}" if first == last else f"{front}from {first} to {last}"


def _start(at: datetime) -> str:
    return _day(at) if (at.hour, at.minute) == (0, 0) else f"{_day(at)}, {at:%H:%M}"


def _end(at: datetime) -> str:
    """Return the end of a range, which is not in it: midnight is the end of the day before."""
    return _day(at - timedelta(days=1)) if (at.hour, at.minute) == (0, 0) else f"{_day(at)}, {at:%H:%M}"


def _day(at: datetime) -> str:
    return f"{at.day} {at:%b} {at.year}"


def _query(one: QueryCondition) -> str:
    if not one.any_of:
        return f"{'without' if one.negate else 'with'} “{one.name}” in the address"
    return f"{'not ' if one.negate else ''}with {one.name}={_or(one.any_of)} in the address"


def _referrer(one: ReferrerCondition) -> str:
    words = ["no page at all" if host == "none" else host for host in one.any_of]
    return f"{'not ' if one.negate else ''}coming from {_or(words)}"


def _visitor(one: VisitorCondition) -> str:
    returning = (one.seen == "returning") is not one.negate
    return "seen before" if returning else "seen for the first time"


def _hits(one: HitsCondition) -> str:
    front = "not " if one.negate else ""
    if one.at_least is None:
        return f"{front}below {one.below:,} hits"
    if one.below is None:
        return f"{front}from {one.at_least:,} hits on"
    return f"{front}from {one.at_least:,} to {one.below - 1:,} hits"


_OTHERS: dict[str, Callable[[Any], str]] = {
    "region": _region,
    "os": _system,
    "device": _device,
    "browser": _browser,
    "time": _time,
    "dates": _dates,
    "query": _query,
    "referrer": _referrer,
    "visitor": _visitor,
    "hits": _hits,
}
