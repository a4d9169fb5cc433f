"""What is worked out of a link before a visitor comes."""

import logging
from typing import Any

import pytest

from qrdesk.core.redirect import compiling
from qrdesk.core.redirect.choose import choose
from qrdesk.core.redirect.plan import PlanRow, State, compile_plan
from qrdesk.core.redirect.route import Card, Choice, Kind, Route
from qrdesk.core.redirect.visit import AGENT, DRAW, GEO, HITS, SEEN, TURN, VISITOR, Visit
from qrdesk.core.schemas.rules import Routing
from tests.core.redirect.visits import ELSE, micros, plan, rule

TWO = [{"id": "a", "destination": "https://a.example/"}, {"id": "b", "destination": "https://b.example/"}]
RULE = rule("all")


def route(columns: dict[str, Any] | None = None, **routing: Any) -> Route:
    made = plan(columns=columns, **routing).route
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("columns", "routing"),
    [
        ({"more": False}, {}),
        ({"password_version": 3}, {}),
        ({"on_fallback": True}, {}),
        ({}, {"time_zone": "Europe/Berlin"}),
        ({}, {"utm": {"source": "qr"}}),
        ({}, {"fallback_destination": "https://spare.example/"}),
        ({}, {"rules": [{**RULE, "enabled": False}]}),
        ({}, {"social": {"title": " "}}),
        ({"paused": True}, {}),
    ],
)
def test_a_link_that_always_leads_to_one_page_has_no_route(columns: dict[str, Any], routing: dict[str, Any]) -> None:
    assert plan(columns=columns, **routing).route is None


@pytest.mark.parametrize(
    ("columns", "routing"),
    [
        ({"starts_at": 1}, {}),
        ({"ends_at": 1}, {}),
        ({"hit_limit": 1}, {}),
        ({"password_hash": "x"}, {}),
        ({"on_fallback": True}, {"fallback_destination": "https://spare.example/"}),
        ({}, {"rules": [RULE]}),
        ({}, {"forward_query": "utm"}),
        ({}, {"hidden": True}),
        ({}, {"social": {"title": "Lunch"}}),
        ({}, {"deep_links": {"ios": {"url": "https://app.example/"}}}),
        ({}, {"expired_destination": "https://over.example/"}),
    ],
)
def test_a_link_with_more_to_it_has_one(columns: dict[str, Any], routing: dict[str, Any]) -> None:
    assert plan(columns=columns, **routing).route is not None


def test_mail_phone_and_apps_open_by_a_button_however_little_else_there_is() -> None:
    for destination in ("mailto:a@example.com", "tel:+4930", "myapp://x"):
        made = compile_plan(PlanRow(1, 1, destination, more=False))
        assert made.route is not None
        assert made.route.opens


@pytest.mark.parametrize(
    ("condition", "needs"),
    [
        ({"kind": "country", "any_of": ["DE"]}, GEO),
        ({"kind": "region", "any_of": ["US-TX"]}, GEO),
        ({"kind": "os", "any_of": ["ios"]}, AGENT),
        ({"kind": "device", "any_of": ["tv"]}, AGENT),
        ({"kind": "browser", "any_of": ["Safari"]}, AGENT),
        ({"kind": "visitor", "seen": "new"}, SEEN | VISITOR),
        ({"kind": "hits", "below": 5}, HITS),
        ({"kind": "language", "any_of": ["fr"]}, 0),
        ({"kind": "query", "name": "a"}, 0),
        ({"kind": "referrer", "any_of": ["none"]}, 0),
        ({"kind": "time", "windows": [{}]}, 0),
        ({"kind": "dates", "since": "2026-01-01"}, 0),
    ],
)
def test_a_route_asks_for_what_its_rules_look_at(condition: dict[str, Any], needs: int) -> None:
    assert route(rules=[rule("x", condition)]).needs == needs
    assert route(rules=[rule("x", {**condition, "negate": True})]).needs == needs
    assert route(rules=[RULE, rule("off", condition, enabled=False)]).needs == 0


@pytest.mark.parametrize(("pick", "needs"), [("weighted", VISITOR | DRAW), ("random", DRAW), ("sequence", TURN)])
def test_a_pick_asks_for_what_it_takes(pick: str, needs: int) -> None:
    assert route(rules=[rule("x", variants=TWO, pick=pick)]).needs == needs
    assert route(rules=[rule("x", variants=TWO[:1], pick=pick)]).needs == 0


def test_an_app_asks_for_the_system() -> None:
    assert route(deep_links={"android": {"url": "myapp://x"}}).needs == AGENT


def test_passwords_limits_and_looking_up_visitors_wait() -> None:
    returning = [rule("x", {"kind": "visitor", "seen": "returning"})]
    assert route({"password_hash": "x"}).waits
    assert route({"hit_limit": 5}).waits
    assert route(rules=returning).waits
    assert not route(rules=returning, remember_visitors=True).waits
    assert not route(rules=[RULE], hidden=True).waits


def test_instants_become_seconds() -> None:
    made = route({"starts_at": micros("2026-06-01T00:00Z") + 500_000, "ends_at": micros("2026-07-01T00:00Z")})
    assert (made.starts_s, made.ends_s) == (1780272000.5, 1782864000.0)


def test_a_card_keeps_its_words_and_a_picture_that_can_be_shown() -> None:
    social = {"title": "Lunch", "description": "Today", "image_url": "https://example.com/a.png"}
    assert route(social=social).card == Card("Lunch", "Today", "https://example.com/a.png")
    assert route(social={**social, "image_url": "javascript:x"}).card == Card("Lunch", "Today", "")


def test_campaign_parameters_are_in_every_page_from_the_start() -> None:
    made = plan(
        "https://else.example/?a=1",
        utm={"source": "qr"},
        rules=[rule("one"), rule("more", variants=[*TWO, {"destination": "tel:+49", "destination_type": "phone"}])],
        expired_destination="https://over.example/",
    )
    assert made.destination == "https://else.example/?a=1&utm_source=qr"
    assert made.route is not None
    assert made.route.expired == "https://over.example/?utm_source=qr"
    assert [way.location for gate in made.route.gates for way in gate.ways] == [
        "https://one.example/?utm_source=qr",
        "https://a.example/?utm_source=qr",
        "https://b.example/?utm_source=qr",
        "tel:+49",
    ]


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '{"rules": [{"conditions": [{"kind": "moon"}], "destination": "x"}]}', '{"from": "later"}', "\x00"],
)
def test_rules_that_cannot_be_read_leave_the_plain_destination_and_one_line_in_the_log(
    text: str, caplog: pytest.LogCaptureFixture
) -> None:
    compiling._say_unreadable.cache_clear()
    for _ in range(3):
        made = compile_plan(PlanRow(7, 1, ELSE, routing=text, ends_at=micros("2026-07-01T00:00Z")))
        assert choose(made, Visit(now_s=0)) == Choice(Kind.LEAD, ELSE, destination=ELSE)
        assert choose(made, Visit(now_s=2e9)).kind is Kind.EXPIRED  # what stands beside the rules still counts
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "link 7" in caplog.text


def test_what_is_stored_and_read_again_is_the_same_route() -> None:
    said = {"rules": [rule("x", {"kind": "os", "any_of": ["ios"]})], "forward_query": "all", "hidden": True}
    text = Routing.model_validate(said).to_text()
    assert Routing.from_text(text) == Routing.model_validate(said)
    first, again = (compile_plan(PlanRow(1, 1, ELSE, routing=text)).route for _ in range(2))
    assert first is not None
    assert again is not None
    assert [gate.rule for gate in first.gates] == [gate.rule for gate in again.gates] == ["x"]


def test_a_rule_without_an_id_is_known_by_its_place() -> None:
    made = plan(rules=[{"destination": "javascript:x"}, {"destination": "https://a.example/"}])
    assert choose(made, Visit()).rule == "rule2"


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (PlanRow(1, 1, ELSE), State.LIVE),
        (PlanRow(1, 1, ELSE, paused=1), State.PAUSED),
        (PlanRow(1, 1, ELSE, paused=1, archived=1), State.ARCHIVED),
        (PlanRow(1, 1, ELSE, archived=1, suspended=1), State.SUSPENDED),
        (PlanRow(1, 1, ELSE, suspended=1, deleted=1), State.GONE),
    ],
)
def test_what_lasts_longer_is_said_first(row: PlanRow, state: State) -> None:
    assert compile_plan(row).state is state
