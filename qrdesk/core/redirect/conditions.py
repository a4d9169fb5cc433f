"""Conditions of rules as tests of a visit: pure, and made ready as far as that goes without the visitor."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from qrdesk.core.redirect import clock, queries
from qrdesk.core.redirect.route import Test
from qrdesk.core.redirect.visit import AGENT, GEO, HITS, SEEN, Visit
from qrdesk.core.schemas.rules import (
    BrowserCondition,
    Condition,
    CountryCondition,
    DatesCondition,
    DeviceCondition,
    HitsCondition,
    LanguageCondition,
    OsCondition,
    QueryCondition,
    ReferrerCondition,
    RegionCondition,
    TimeCondition,
    VisitorCondition,
)

_LONGEST_HEADER = 256  # of Accept-Language: browsers send a tenth of it
_NEEDS = {"country": GEO, "region": GEO, "os": AGENT, "device": AGENT, "browser": AGENT, "visitor": SEEN, "hits": HITS}


def compile_condition(condition: Condition, zone: ZoneInfo) -> Test:
    """Return the test of one condition; ``zone`` is the link's."""
    test = _MAKERS[condition.kind](condition, zone)
    return _not(test) if condition.negate else test


def needs_of(condition: Condition) -> int:
    """Return what must be found out about a visitor before the condition can be tested, as bits of ``visit``."""
    return _NEEDS.get(condition.kind, 0)


@lru_cache(maxsize=1024)
def languages(header: str) -> frozenset[str]:
    """Return the languages that an Accept-Language header puts first, or weighs at least 0.9 times the first.

    In lower case; with ``fr-ca`` comes ``fr``, which is true of the visitor too. ``*`` is no language.
    """
    weighed = [_weighed(one) for one in header[:_LONGEST_HEADER].split(",")]
    best = max(weight for _, weight in weighed)
    said: set[str] = set()
    for tag, weight in weighed:
        if weight and weight * 10 >= best * 9:
            parts = tag.split("-")
            said.update("-".join(parts[: length + 1]) for length in range(len(parts)))
    return frozenset(said)


def _weighed(said: str) -> tuple[str, int]:
    """Return a language in lower case and its weight in thousandths; 0 for what cannot be read."""
    tag, *options = said.lower().replace("_", "-").split(";")
    tag, weight = tag.strip(), 1000
    for option in options:
        name, _, value = option.partition("=")
        if name.strip() == "q":
            weight = _thousandths(value.strip())
    return (tag, weight) if tag and tag != "*" else ("", 0)


def _thousandths(value: str) -> int:
    whole, _, part = value.partition(".")
    digits = (whole or "0") + part[:3].ljust(3, "0")
    if not (digits.isascii() and digits.isdecimal()):
        return 0
    return min(int(digits), 1000)


def _not(test: Test) -> Test:
    return lambda visit: not test(visit)


def _country(condition: CountryCondition, _: ZoneInfo) -> Test:
    wanted = frozenset(condition.any_of)
    return lambda visit: visit.country in wanted


def _region(condition: RegionCondition, _: ZoneInfo) -> Test:
    wanted = frozenset(condition.any_of)
    return lambda visit: visit.region in wanted


def _language(condition: LanguageCondition, _: ZoneInfo) -> Test:
    wanted = frozenset(tag.lower() for tag in condition.any_of)
    return lambda visit: not wanted.isdisjoint(languages(visit.languages))


def _os(condition: OsCondition, _: ZoneInfo) -> Test:
    wanted: frozenset[str] = frozenset(condition.any_of)
    return lambda visit: visit.os in wanted


def _device(condition: DeviceCondition, _: ZoneInfo) -> Test:
    wanted: frozenset[str] = frozenset(condition.any_of)
    return lambda visit: visit.device in wanted


def _browser(condition: BrowserCondition, _: ZoneInfo) -> Test:
    wanted = frozenset(name.lower() for name in condition.any_of)
    return lambda visit: visit.browser.lower() in wanted


def _time(condition: TimeCondition, zone: ZoneInfo) -> Test:
    return clock.inside_windows(zone, condition.windows)


def _dates(condition: DatesCondition, zone: ZoneInfo) -> Test:
    return clock.between_dates(zone, condition.since, condition.until)


def _query(condition: QueryCondition, _: ZoneInfo) -> Test:
    name, wanted = condition.name, frozenset(condition.any_of)
    if not wanted:
        return lambda visit: name in queries.values(visit.query)
    return lambda visit: not wanted.isdisjoint(queries.values(visit.query).get(name, ()))


def _referrer(condition: ReferrerCondition, _: ZoneInfo) -> Test:
    wanted = frozenset("" if host == "none" else host for host in condition.any_of)
    below = tuple(f".{host}" for host in wanted if host)

    def test(visit: Visit) -> bool:
        host = visit.referrer
        return host in wanted or (bool(below) and host.endswith(below))

    return test


def _visitor(condition: VisitorCondition, _: ZoneInfo) -> Test:
    wanted = condition.seen == "returning"
    return lambda visit: visit.returning is wanted


def _hits(condition: HitsCondition, _: ZoneInfo) -> Test:
    lowest = condition.at_least or 0
    limit = float("inf") if condition.below is None else condition.below
    return lambda visit: lowest <= visit.hits < limit


_MAKERS: dict[str, Callable[[Any, ZoneInfo], Test]] = {
    "country": _country,
    "region": _region,
    "language": _language,
    "os": _os,
    "device": _device,
    "browser": _browser,
    "time": _time,
    "dates": _dates,
    "query": _query,
    "referrer": _referrer,
    "visitor": _visitor,
    "hits": _hits,
}
