"""From a link's stored routing to its route: everything that can be worked out before a visitor comes."""

import logging
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple
from zoneinfo import ZoneInfo

from qrdesk.core.redirect import locations, queries
from qrdesk.core.redirect.conditions import compile_condition, needs_of
from qrdesk.core.redirect.route import App, Card, Gate, Route, Way
from qrdesk.core.redirect.visit import AGENT, DRAW, SEEN, TURN, VISITOR
from qrdesk.core.schemas.rules import AppTarget, Routing, Rule, Social, Utm

_MICROS = 1_000_000
_PLAIN = Route()
_PICKS = {"weighted": VISITOR | DRAW, "random": DRAW, "sequence": TURN}

_log = logging.getLogger(__name__)


class Locks(NamedTuple):
    """What stands in columns beside the routing. Instants are microseconds since 1970 UTC."""

    starts_at: int | None
    ends_at: int | None
    hit_limit: int | None
    password_hash: str
    password_version: int
    on_fallback: bool


def compile_route(destination: str, routing: Routing, time_zone: str, locks: Locks) -> tuple[str, Route | None]:
    """Return the finished destination of a link, and its route; no route where it would say nothing.

    Args:
        destination: ready to be sent, without campaign parameters.
        routing: as it is stored.
        time_zone: of the workspace, for a routing that names none.
        locks: the link's other columns.
    """
    utm = routing.utm
    zone = find_zone(routing.time_zone or time_zone)
    gates = [_gate(number, rule, zone, utm) for number, rule in enumerate(routing.rules) if rule.enabled]
    finished = _finished(destination, utm)
    needs = 0
    for rule in routing.rules:
        needs |= _needs(rule) if rule.enabled else 0
    apps = tuple(_apps(routing, utm))
    route = Route(
        needs=needs | (AGENT if apps else 0),
        opens=not locations.is_web(finished),
        starts_s=_seconds(locks.starts_at),
        ends_s=_seconds(locks.ends_at),
        expired=_finished(routing.expired_destination, utm),
        fallback=_finished(routing.fallback_destination, utm) if locks.on_fallback else "",
        gates=tuple(gate for gate in gates if gate.ways),
        forward=routing.forward_query,
        visitor_wins=routing.query_winner == "visitor",
        apps=apps,
        hidden=routing.hidden,
        card=_card(routing.social),
        cookie=routing.remember_visitors,
        hit_limit=locks.hit_limit,
        password_hash=locks.password_hash,
        password_version=locks.password_version if locks.password_hash else 0,
    )
    route = replace(route, waits=_waits(route))
    return finished, None if route == _PLAIN else route


def read_routing(text: str, link_id: int) -> Routing:
    """Return what is stored of a link's ways; nothing of it where it cannot be read."""
    try:
        return Routing.from_text(text)
    except ValueError:
        _say_unreadable(link_id)
        return Routing()


@lru_cache(maxsize=1000)  # once: plans are compiled anew with every edit
def _say_unreadable(link_id: int) -> None:
    _log.warning("The rules of link %d cannot be read by this version. It leads to its plain destination.", link_id)


def find_zone(name: str) -> ZoneInfo:
    """Return the time zone called ``name``; UTC where this computer does not know it."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return ZoneInfo("UTC")


def _gate(number: int, rule: Rule, zone: ZoneInfo, utm: Utm) -> Gate:
    name = rule.id or f"rule{number + 1}"
    tests = tuple(compile_condition(condition, zone) for condition in rule.conditions)
    if rule.destination is not None:
        return Gate(name, tests, tuple(_ways([(rule.destination, "", 1)], utm)), rule.pick, place=number)
    shares = [
        (variant.destination, variant.id or f"variant{at + 1}", variant.weight)
        for at, variant in enumerate(rule.variants)
        if variant.weight
    ]
    ways = tuple(_ways(shares, utm))
    return Gate(name, tests, ways, rule.pick, tuple(accumulate(way.share for way in ways)), number)


def _ways(shares: "list[tuple[str, str, int]]", utm: Utm) -> "list[Way]":
    ways = [Way(_finished(text, utm), variant=variant, share=share) for text, variant, share in shares]
    return [replace(way, opens=not locations.is_web(way.location)) for way in ways if way.location]


def _apps(routing: Routing, utm: Utm) -> "list[App]":
    targets = {"ios": routing.deep_links.ios, "android": routing.deep_links.android}
    apps = [_app(os, target, utm) for os, target in targets.items() if target is not None]
    return [app for app in apps if app.location]


def _app(os: str, target: AppTarget, utm: Utm) -> App:
    location = _finished(target.url, utm)
    store = locations.ready(target.store)
    return App(os, location, not locations.is_web(location), store if locations.is_web(store) else "")


def _card(social: Social) -> Card | None:
    if social == Social():
        return None
    image = locations.ready(social.image_url)
    return Card(social.title, social.description, image if locations.is_web(image) else "")


def _finished(text: str, utm: Utm) -> str:
    location = locations.ready(text) if text else ""
    return queries.with_utm(location, utm) if locations.is_web(location) else location


def _needs(rule: Rule) -> int:
    needs = _PICKS[rule.pick] if len(rule.variants) > 1 else 0
    for condition in rule.conditions:
        needs |= needs_of(condition)
    return needs | (VISITOR if needs & SEEN else 0)


def _waits(route: Route) -> bool:
    looks_up = bool(route.needs & SEEN) and not route.cookie  # the cookie itself tells
    return bool(route.password_hash) or route.hit_limit is not None or looks_up


def _seconds(micros: int | None) -> float | None:
    return None if micros is None else micros / _MICROS
