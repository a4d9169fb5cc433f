"""Which way a visitor takes: pure, and an answer for every plan and visit."""

from bisect import bisect_right
from hashlib import blake2b
from typing import NamedTuple

from qrdesk.core.redirect import locations, queries
from qrdesk.core.redirect.plan import Plan, State
from qrdesk.core.redirect.route import App, Choice, Gate, Kind, Route, Way
from qrdesk.core.redirect.visit import Visit

_STATES = {
    State.GONE: Choice(Kind.GONE),
    State.SUSPENDED: Choice(Kind.SUSPENDED),
    State.ARCHIVED: Choice(Kind.ARCHIVED),
    State.PAUSED: Choice(Kind.PAUSED),
}


class Trace(NamedTuple):
    """What a visit gets, and why not something else."""

    choice: Choice
    asked: bool  # whether it came to the rules at all
    failures: dict[int, int]  # by the rule's place: that of its first condition that fails, -1 where all hold

    @property
    def winner(self) -> int:
        """Place of the rule that won; -1 where none did."""
        holding = (place for place, failed in self.failures.items() if failed < 0)
        return next(holding, -1) if self.asked else -1


def choose(plan: Plan, visit: Visit) -> Choice:
    """Return what ``visit`` gets of ``plan``. Password and hit limit are asked for before."""
    route = plan.route
    if route is None:
        if plan.state is not State.LIVE:
            return _STATES[plan.state]
        return _led(plan.destination, visit)
    return _before_rules(plan, route, visit) or _by_rules(plan, route, visit)


def used_up(plan: Plan, visit: Visit) -> Choice:
    """Return what ``visit`` gets of a link whose hit limit is reached."""
    return _ended(plan.route or Route(), visit, Kind.USED_UP)


def trace(plan: Plan, visit: Visit) -> Trace:
    """Return the choice with what each rule that is switched on says to ``visit``."""
    route = plan.route or Route()
    asked = _before_rules(plan, route, visit) is None
    return Trace(choose(plan, visit), asked, {gate.place: _failing(gate, visit) for gate in route.gates})


def _before_rules(plan: Plan, route: Route, visit: Visit) -> Choice | None:
    if plan.state is not State.LIVE:
        return _STATES[plan.state]
    if route.starts_s is not None and visit.now_s < route.starts_s:
        return Choice(Kind.NOT_YET)
    if route.ends_s is not None and visit.now_s >= route.ends_s:
        return _ended(route, visit, Kind.EXPIRED)
    if route.fallback:
        return _sent(route, visit, Way(route.fallback, not locations.is_web(route.fallback)), "fallback")
    return None


def _by_rules(plan: Plan, route: Route, visit: Visit) -> Choice:
    for gate in route.gates:
        if _failing(gate, visit) < 0:
            return _sent(route, visit, _picked(gate, visit), gate.rule, hidden=route.hidden)
    for app in route.apps:
        if app.os == visit.os:
            return _opened(plan, route, visit, app)
    return _sent(route, visit, Way(plan.destination, route.opens), "", hidden=route.hidden)


def _failing(gate: Gate, visit: Visit) -> int:
    for place, test in enumerate(gate.tests):
        if not test(visit):
            return place
    return -1


def _picked(gate: Gate, visit: Visit) -> Way:
    if len(gate.ways) == 1:
        return gate.ways[0]
    total = gate.bounds[-1]
    if gate.pick == "sequence":
        point = visit.turn % total
    elif gate.pick == "weighted" and visit.visitor:
        # beside the rule's id: visitors who share a variant here are spread over all variants of another rule
        drawn = blake2b(f"{visit.visitor} {gate.rule}".encode(errors="replace"), digest_size=8).digest()
        point = int.from_bytes(drawn, "big") % total
    else:
        point = int(visit.draw * total) if 0 <= visit.draw < 1 else 0
    return gate.ways[bisect_right(gate.bounds, point)]


def _ended(route: Route, visit: Visit, kind: Kind) -> Choice:
    if not route.expired:
        return Choice(kind)
    return _sent(route, visit, Way(route.expired, not locations.is_web(route.expired)), "expired")


def _opened(plan: Plan, route: Route, visit: Visit, app: App) -> Choice:
    """Return the way into an app. It is never framed: only a page of its own can open one."""
    choice = _sent(route, visit, Way(app.location, app.opens), app.os)
    if not app.opens:
        return choice
    store = app.store
    if not store and not route.opens:
        store = queries.forwarded(plan.destination, visit.query, route.forward, route.visitor_wins)
    if not store or locations.is_own(store, visit.own_hosts):
        return choice
    return choice._replace(store=store)


def _sent(route: Route, visit: Visit, way: Way, rule: str, *, hidden: bool = False) -> Choice:
    if way.opens:
        kind = Kind.BUTTON if way.location else Kind.SUSPENDED
        return Choice(kind, way.location, rule, way.variant, "", way.location)
    location = way.location
    if visit.query and route.forward != "off":
        location = queries.forwarded(location, visit.query, route.forward, route.visitor_wins)
    if locations.is_own(location, visit.own_hosts):
        return Choice(Kind.CIRCLE, "", rule, way.variant)
    return Choice(Kind.FRAME if hidden else Kind.LEAD, location, rule, way.variant, "", way.location)


def _led(location: str, visit: Visit) -> Choice:
    if locations.is_own(location, visit.own_hosts):
        return Choice(Kind.CIRCLE)
    return Choice(Kind.LEAD, location, destination=location)
