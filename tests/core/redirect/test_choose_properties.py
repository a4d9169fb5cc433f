"""What holds for every link that the schemas let through and for every visit, sensible or not."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings

from qrdesk.core.redirect import hosts
from qrdesk.core.redirect import visit as bits
from qrdesk.core.redirect.choose import choose, trace, used_up
from qrdesk.core.redirect.locations import MAX_LENGTH
from qrdesk.core.redirect.plan import Plan, State
from qrdesk.core.redirect.route import Choice, Kind
from qrdesk.core.redirect.visit import Visit
from tests.core.redirect.anything import plans, visits

LEADING = {Kind.LEAD, Kind.FRAME, Kind.BUTTON}
NEVER = re.compile(r"(?i)(javascript|vbscript|data|file|intent|blob):")


def check_sendable(choice: Choice, visit: Visit) -> None:
    """Fail unless a choice can be sent as it is, and leads away from here."""
    assert bool(choice.location) == (choice.kind in LEADING)
    for address in filter(None, (choice.location, choice.store)):
        assert re.fullmatch(r"[!-~]+", address)
        assert len(address) <= MAX_LENGTH
        assert not NEVER.match(address)
        parts = urlsplit(address)
        if parts.scheme in {"http", "https"}:
            name = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
            assert hosts.normal(f"{name}:{parts.port}" if parts.port else f"{name}") not in visit.own_hosts
        else:
            assert choice.kind is Kind.BUTTON


def check_answer(plan: Plan, visit: Visit) -> None:
    """Fail unless there is an answer for everybody, and it can be sent."""
    choice = choose(plan, visit)
    check_sendable(choice, visit)
    check_sendable(used_up(plan, visit), visit)
    if plan.state is not State.LIVE:
        assert choice.kind not in LEADING


def check_repeated(plan: Plan, visit: Visit) -> None:
    """Fail unless the same visit gets the same, and leaves the link as it was."""
    before = repr(plan)
    assert choose(plan, visit) == choose(plan, visit)
    assert repr(plan) == before


def check_trace(plan: Plan, visit: Visit) -> None:
    """Fail unless the trace tells what the choice did."""
    traced = trace(plan, visit)
    assert traced.choice == choose(plan, visit)
    gates = plan.route.gates if plan.route else ()
    winners = [gate for gate in gates if all(test(visit) for test in gate.tests)]
    if not traced.asked:
        assert traced.winner == -1
        assert traced.choice.rule in {"", "expired", "fallback"}
    elif winners:
        assert traced.winner == winners[0].place
        assert traced.choice.rule == winners[0].rule
    else:
        assert traced.winner == -1
        assert traced.choice.rule in {"", "ios", "android"}
    for gate in gates:
        failed = traced.failures[gate.place]
        assert [test(visit) for test in gate.tests[: failed + 1 or None]] == (
            [True] * len(gate.tests) if failed < 0 else [*[True] * failed, False]
        )


def check_unasked(plan: Plan, visit: Visit, other: Visit) -> None:
    """Fail if something that the route does not ask for changes the choice."""
    asked = plan.route.needs if plan.route else 0
    groups = {
        bits.GEO: ("country", "region"),
        bits.AGENT: ("os", "device", "browser"),
        bits.VISITOR: ("visitor",),
        bits.SEEN: ("returning",),
        bits.HITS: ("hits",),
        bits.DRAW: ("draw",),
        bits.TURN: ("turn",),
    }
    spared = {name: getattr(other, name) for bit, names in groups.items() if not asked & bit for name in names}
    assert choose(plan, visit._replace(**spared)) == choose(plan, visit)


def check_query(plan: Plan, visit: Visit) -> None:
    """Fail if where the plan leads is made of the visitor's query."""
    choice = choose(plan, visit._replace(query=f"utm_id=zq7secret&zq7secret=1&{visit.query}"))
    assert "zq7secret" not in choice.destination
    assert bool(choice.destination) == (choice.kind in LEADING)


@settings(max_examples=400, deadline=None)
@given(plans, visits, visits)
def test_what_holds_for_every_link_and_every_visit(plan: Plan, visit: Visit, other: Visit) -> None:
    first = choose(plan, visit)
    check_answer(plan, visit)  # all of the same: to think of a link and of visits takes longer than to look at them
    check_repeated(plan, visit)
    check_trace(plan, visit)
    check_unasked(plan, visit, other)
    check_query(plan, visit)
    assert choose(plan, visit) == first  # whatever else was asked in between


@pytest.mark.parametrize("now_s", [float("nan"), float("inf"), float("-inf"), -1e18, 1e18])
def test_an_impossible_clock_is_answered_too(now_s: float) -> None:
    from tests.core.redirect.visits import plan, rule

    windows = [{"kind": "time", "windows": [{}]}, {"kind": "dates", "since": "2026-01-01"}]
    made = plan(rules=[rule("always", windows[0]), rule("since", windows[1])])
    assert choose(made, Visit(now_s=now_s)).rule == "always"
