"""What the simulator says, in plain words: what becomes of a visit, and why a rule does not win."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from qrdesk.core.models import Link
from qrdesk.core.redirect.choose import Trace
from qrdesk.core.redirect.compiling import find_zone
from qrdesk.core.redirect.queries import values
from qrdesk.core.redirect.route import Kind
from qrdesk.core.redirect.visit import Visit
from qrdesk.core.rule_words import never_reached
from qrdesk.core.schemas.rules import Condition, DatesCondition, HitsCondition, QueryCondition, Routing, Weekday, Window

_SHOWN = 6  # of a long list
_PAGES = {
    Kind.PAUSED: "The link is paused: the visitor gets a page that says so.",
    Kind.SUSPENDED: "The link is suspended: the visitor gets a page that says so.",
    Kind.ARCHIVED: "The link is archived: the visitor gets a page that says so.",
    Kind.GONE: "The link was deleted: the visitor gets a page that says so.",
    Kind.CIRCLE: "This leads back to QRDesk itself, in a circle: the visitor gets a page instead.",
}
_BY = {
    "expired": "The link has ended or is used up: ",
    "fallback": "The destination is down: ",
    "ios": "The link opens an app on iOS: ",
    "android": "The link opens an app on Android: ",
}


class Words:
    """Sentences about one link and one visit."""

    def __init__(self, link: Link, routing: Routing, zone: str, visit: Visit) -> None:
        self._link = link
        self._routing = routing
        self._zone = zone
        self._visit = visit
        self._local = datetime.fromtimestamp(visit.now_s, find_zone(zone))

    def outcome(self, traced: Trace, fallback: str) -> str:
        """Say what the visitor gets; ``fallback`` is the domain's, where it is what comes of the visit."""
        kind = traced.choice.kind
        if kind in _PAGES:
            return _PAGES[kind]
        if kind is Kind.NOT_YET:
            return f"The link has not started yet: it starts on {self._shown(self._link.starts_at)}."
        if kind in {Kind.EXPIRED, Kind.USED_UP}:
            sent = f"is sent to the domain's fallback, {fallback}" if fallback else "gets a page that says so"
            return f"{self._why_over(kind)}: the visitor {sent}."
        asked = "The password is asked for first. " if self._link.password_hash else ""
        return asked + _upper(self._because(traced) + self._led(traced))

    def rule(self, place: int, traced: Trace) -> str:
        """Say why the rule at ``place`` wins or does not."""
        rule = self._routing.rules[place]
        if not rule.enabled:
            return "It is switched off."
        if place not in traced.failures:
            return "Its destination cannot be used."
        always = never_reached(self._routing.rules).get(place, -1)
        if traced.failures.get(always) == -1:
            return f"It is never reached: {self._called(always)} always holds."
        failed = traced.failures[place]
        if failed >= 0:
            return self._failed(rule.conditions[failed])
        holds = "All its conditions hold" if rule.conditions else "It has no conditions"
        if place == traced.winner:
            return f"{holds}."
        if traced.asked:
            return f"{holds}, but {self._called(traced.winner)} comes before it."
        return f"{holds}, but the visit does not come as far as the rules."

    def _called(self, place: int) -> str:
        name = self._routing.rules[place].name
        return f"“{name}”" if name else f"rule {place + 1}"

    def _because(self, traced: Trace) -> str:
        if traced.winner >= 0:
            return f"{self._called(traced.winner)} wins: "
        return _BY.get(traced.choice.rule, "")

    def _led(self, traced: Trace) -> str:
        choice = traced.choice
        if choice.kind is Kind.FRAME:
            return f"the visitor sees {choice.location} in a frame."
        if choice.kind is Kind.BUTTON:
            beside = f", and beside it the way to {choice.store}" if choice.store else ""
            return f"the visitor gets a page with a button that opens {choice.location}{beside}."
        return f"the visitor is sent to {choice.location}."

    def _why_over(self, kind: Kind) -> str:
        if kind is Kind.USED_UP:
            return f"The link has had all of its {self._link.hit_limit:,} hits"
        return f"The link ended on {self._shown(self._link.ends_at)}"

    def _shown(self, at: datetime | None) -> str:
        return "" if at is None else f"{at.astimezone(find_zone(self._zone)):%Y-%m-%d %H:%M} ({self._zone})"

    def _failed(self, condition: Condition) -> str:
        is_so, wanted = _SAYINGS[condition.kind](self, condition)
        but = "anything but " if condition.negate and wanted != "none" else ""
        return f"{is_so}; the rule asks for {but}{wanted}."

    def country(self, condition: Any) -> tuple[str, str]:
        return f"The country is {self._visit.country or 'unknown'}", _any_of(condition.any_of)

    def region(self, condition: Any) -> tuple[str, str]:
        return f"The region is {self._visit.region or 'unknown'}", _any_of(condition.any_of)

    def language(self, condition: Any) -> tuple[str, str]:
        said = f"The browser asks for {self._visit.languages}" if self._visit.languages else "No language was told"
        return said, _any_of(condition.any_of)

    def os(self, condition: Any) -> tuple[str, str]:
        return f"The system is {self._visit.os or 'unknown'}", _any_of(one.value for one in condition.any_of)

    def device(self, condition: Any) -> tuple[str, str]:
        return f"The device is {self._visit.device or 'unknown'}", _any_of(one.value for one in condition.any_of)

    def browser(self, condition: Any) -> tuple[str, str]:
        return f"The browser is {self._visit.browser or 'unknown'}", _any_of(condition.any_of)

    def time(self, condition: Any) -> tuple[str, str]:
        day = list(Weekday)[self._local.weekday()].value.capitalize()
        now = f"It is {day} {self._local:%H:%M} in {self._zone}"
        return now, _any_of(_window(window) for window in condition.windows)

    def dates(self, condition: DatesCondition) -> tuple[str, str]:
        parts = [
            f"from {condition.since:%Y-%m-%d %H:%M}" if condition.since else "",
            f"before {condition.until:%Y-%m-%d %H:%M}" if condition.until else "",
        ]
        wanted = "times " + " and ".join(filter(None, parts))
        return f"It is {self._local:%Y-%m-%d %H:%M} in {self._zone}", wanted

    def query(self, condition: QueryCondition) -> tuple[str, str]:
        said = values(self._visit.query).get(condition.name)
        wanted = _any_of(f"“{value}”" for value in condition.any_of) if condition.any_of else "any value of it"
        if said is None:
            return f"The parameter “{condition.name}” is missing", wanted
        if not condition.any_of:  # there, and it should not be
            return f"The parameter “{condition.name}” is there", "none"
        return f"The parameter “{condition.name}” is {_any_of(f'“{value}”' for value in sorted(said))}", wanted

    def referrer(self, condition: Any) -> tuple[str, str]:
        wanted = _any_of("no page" if host == "none" else host for host in condition.any_of)
        if not self._visit.referrer:
            return "The visitor comes from no page", wanted
        return f"The visitor comes from {self._visit.referrer}", wanted

    def visitor(self, condition: Any) -> tuple[str, str]:
        return f"The visitor is {'returning' if self._visit.returning else 'new'}", f"{condition.seen} ones"

    def hits(self, condition: HitsCondition) -> tuple[str, str]:
        parts = [
            f"at least {condition.at_least:,}" if condition.at_least is not None else "",
            f"fewer than {condition.below:,}" if condition.below is not None else "",
        ]
        return f"The link has {self._visit.hits:,} hits", " and ".join(filter(None, parts))


def _upper(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _any_of(values: Iterable[str]) -> str:
    words = list(values)
    if len(words) > _SHOWN + 1:
        words = [*words[:_SHOWN], f"{len(words) - _SHOWN} others"]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _window(window: Window) -> str:
    days = (
        "" if len(set(window.days)) == len(Weekday) else "/".join(day.value.capitalize() for day in window.days) + " "
    )
    return f"{days}{window.start} to {window.end}"


_SAYINGS: dict[str, Callable[[Words, Any], tuple[str, str]]] = {
    "country": Words.country,
    "region": Words.region,
    "language": Words.language,
    "os": Words.os,
    "device": Words.device,
    "browser": Words.browser,
    "time": Words.time,
    "dates": Words.dates,
    "query": Words.query,
    "referrer": Words.referrer,
    "visitor": Words.visitor,
    "hits": Words.hits,
}
