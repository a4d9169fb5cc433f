"""What holds for every link that the schemas let through and for every visit, sensible or not."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings

from qrdesk.core.redirect import hosts
from qrdesk.core.redirect.choose import choose, trace, used_up
from qrdesk.core.redirect.locations import MAX_LENGTH
from qrdesk.core.redirect.plan import Plan, State
from qrdesk.core.redirect.route import Choice, Kind
from qrdesk.core.redirect.visit import Visit
from tests.core.redirect.anything import plans, visits

LEADING = {Kind.LEAD, Kind.FRAME, Kind.BUTTON}
NEVER = re.compile(r"(?i)(javascript|vbscript|data|file|intent|blob):")
many = settings(max_examples=400, deadline=None)


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


@many
@given(plans, visits)
def test_there_is_an_answer_for_everybody_and_it_can_be_sent(plan: Plan, visit: Visit) -> None:
    choice = choose(plan, visit)
    check_sendable(choice, visit)
    check_sendable(used_up(plan, visit), visit)
    if plan.state is not State.LIVE:
        assert choice.kind not in LEADING


@many
@given(plans, visits)
def test_the_same_visit_gets_the_same_and_leaves_the_link_as_it_was(plan: Plan, visit: Visit) -> None:
    before = repr(plan)
    assert choose(plan, visit) == choose(plan, visit)
    assert repr(plan) == before


@many
@given(plans, visits)
def test_the_trace_tells_what_the_choice_did(plan: Plan, visit: Visit) -> None:
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


@many
@given(plans, visits, visits)
def test_what_a_route_does_not_ask_for_changes_nothing(plan: Plan, visit: Visit, other: Visit) -> None:
    from qrdesk.core.redirect import visit as bits

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


@pytest.mark.parametrize("now_s", [float("nan"), float("inf"), float("-inf"), -1e18, 1e18])
def test_an_impossible_clock_is_answered_too(now_s: float) -> None:
    from tests.core.redirect.visits import plan, rule

    windows = [{"kind": "time", "windows": [{}]}, {"kind": "dates", "since": "2026-01-01"}]
    made = plan(rules=[rule("always", windows[0]), rule("since", windows[1])])
    assert choose(made, Visit(now_s=now_s)).rule == "always"


@many
@given(plans, visits)
def test_where_the_plan_leads_is_never_made_of_the_visitors_query(plan: Plan, visit: Visit) -> None:
    choice = choose(plan, visit._replace(query=f"utm_id=zq7secret&zq7secret=1&{visit.query}"))
    assert "zq7secret" not in choice.destination
    assert bool(choice.destination) == (choice.kind in LEADING)
