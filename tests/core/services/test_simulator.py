"""What the simulator says, and that it does what a redirect does."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import NotFound
from qrdesk.core.models import Domain, Link
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.core.schemas.simulation import SimulationDraft, SimulationView, VisitDraft
from qrdesk.core.services import links, simulator
from qrdesk.core.settings import Settings
from tests.desks import context, second_workspace

NOON = "2026-06-10T12:00:00Z"  # a Wednesday


@pytest.fixture
def opened(database_url: str, tmp_path: Path) -> Iterator[Opened]:
    opened = open_database(database_url, Settings(public_url="https://go.example", data_dir=str(tmp_path / "data")))
    with database.scope():
        yield opened
    database.close()


@pytest.fixture
def ctx(opened: Opened) -> Context:
    return context(opened)


def make(ctx: Context, *conditions: dict[str, Any], **more: Any) -> None:
    rules = [{"name": "It", "conditions": conditions, "destination": "https://example.com/it"}] if conditions else ()
    draft = {"destination": "https://example.com/", "slug": "lunch", "time_zone": "Asia/Tokyo", "rules": rules, **more}
    links.create_link(ctx, LinkDraft.model_validate(draft))


def simulate(ctx: Context, **visit: Any) -> SimulationView:
    draft = SimulationDraft(visit=VisitDraft.model_validate({"at": NOON, **visit}))
    return simulator.simulate_link(ctx, "lunch", draft)


WEEKEND = {"kind": "time", "windows": [{"days": ["sat", "sun"], "start": "10:00", "end": "24:00"}, {"end": "06:00"}]}


@pytest.mark.parametrize(
    ("condition", "visit", "reason"),
    [
        (
            {"kind": "country", "any_of": ["DE", "AT", "CH"]},
            {"country": "FR"},
            "The country is FR; the rule asks for DE, AT or CH.",
        ),
        ({"kind": "country", "any_of": ["DE"]}, {}, "The country is unknown; the rule asks for DE."),
        (
            {"kind": "country", "any_of": ["DE"], "negate": True},
            {"country": "DE"},
            "The country is DE; the rule asks for anything but DE.",
        ),
        (
            {"kind": "country", "any_of": ["A" + letter for letter in "ABCDEFGHIJ"]},
            {},
            "The country is unknown; the rule asks for AA, AB, AC, AD, AE, AF or 4 others.",
        ),
        ({"kind": "region", "any_of": ["US-TX"]}, {}, "The region is unknown; the rule asks for US-TX."),
        ({"kind": "language", "any_of": ["fr"]}, {}, "No language was told; the rule asks for fr."),
        (
            {"kind": "language", "any_of": ["fr"]},
            {"languages": "de, fr;q=0.5"},
            "The browser asks for de, fr;q=0.5; the rule asks for fr.",
        ),
        ({"kind": "os", "any_of": ["ios"]}, {"os": "linux"}, "The system is linux; the rule asks for ios."),
        ({"kind": "device", "any_of": ["tv"]}, {}, "The device is unknown; the rule asks for tv."),
        (
            {"kind": "browser", "any_of": ["Safari"]},
            {"browser": "Chrome"},
            "The browser is Chrome; the rule asks for Safari.",
        ),
        (
            WEEKEND,
            {},
            "It is Wed 21:00 in Asia/Tokyo; the rule asks for Sat/Sun 10:00 to 24:00 or 00:00 to 06:00.",
        ),
        (
            {"kind": "dates", "since": "2026-07-01"},
            {},
            "It is 2026-06-10 21:00 in Asia/Tokyo; the rule asks for times from 2026-07-01 00:00.",
        ),
        (
            {"kind": "query", "name": "table"},
            {},
            "The parameter “table” is missing; the rule asks for any value of it.",
        ),
        (
            {"kind": "query", "name": "table", "any_of": ["4"]},
            {"query": "?table=5"},
            "The parameter “table” is “5”; the rule asks for “4”.",
        ),
        (
            {"kind": "query", "name": "table", "negate": True},
            {"query": "table=5"},
            "The parameter “table” is there; the rule asks for none.",
        ),
        (
            {"kind": "referrer", "any_of": ["a.example"]},
            {},
            "The visitor comes from no page; the rule asks for a.example.",
        ),
        (
            {"kind": "referrer", "any_of": ["none"]},
            {"referrer": "https://WWW.a.example:8443/x?y"},
            "The visitor comes from www.a.example; the rule asks for no page.",
        ),
        ({"kind": "visitor", "seen": "returning"}, {}, "The visitor is new; the rule asks for returning ones."),
        (
            {"kind": "hits", "at_least": 1000, "below": 2000},
            {"hits": 5},
            "The link has 5 hits; the rule asks for at least 1,000 and fewer than 2,000.",
        ),
    ],
)
def test_why_a_rule_does_not_win_is_said_in_words(
    ctx: Context, condition: dict[str, Any], visit: dict[str, Any], reason: str
) -> None:
    make(ctx, condition)
    told = simulate(ctx, **visit)
    assert told.rules[0].failed == condition["kind"]
    assert told.rules[0].reason == reason
    assert told.location == "https://example.com/"


def test_an_ended_link_leads_to_its_own_place_then_to_the_domains_then_to_a_page(ctx: Context) -> None:
    make(ctx, ends_at="2026-06-01T00:00:00Z", expired_destination="https://example.com/over")
    told = simulate(ctx)
    assert (told.kind, told.location, told.rule) == ("lead", "https://example.com/over", "expired")
    assert told.sentence == "The link has ended or is used up: the visitor is sent to https://example.com/over."
    Link.update(routing="").execute()
    told = simulate(ctx)
    assert (told.kind, told.location) == ("expired", "")
    assert told.sentence.startswith("The link ended on 2026-06-01 ")
    assert told.sentence.endswith(": the visitor gets a page that says so.")
    Domain.update(fallback_url="https://example.com/home").execute()
    told = simulate(ctx)
    assert (told.kind, told.location) == ("expired", "https://example.com/home")
    assert told.sentence.endswith(": the visitor is sent to the domain's fallback, https://example.com/home.")


def test_a_used_up_link_says_so_unless_it_is_over_anyway(ctx: Context) -> None:
    make(ctx, {"kind": "country", "any_of": ["DE"]}, hit_limit=1000, starts_at="2026-06-01T00:00:00Z")
    Link.update(hits_used=1000).execute()
    told = simulate(ctx, country="DE")
    assert (told.kind, told.location, told.rule) == ("used_up", "", "")
    assert told.sentence == "The link has had all of its 1,000 hits: the visitor gets a page that says so."
    assert told.rules[0].reason == "All its conditions hold, but the visit does not come as far as the rules."
    assert simulate(ctx, at="2026-05-01T00:00:00Z").kind == "not_yet"
    Link.update(hits_used=999).execute()
    assert simulate(ctx, country="DE").kind == "lead"


def test_hits_are_the_links_own_unless_told(ctx: Context) -> None:
    make(ctx, {"kind": "hits", "at_least": 10})
    assert not simulate(ctx).rules[0].wins
    Link.update(hit_count=10).execute()
    assert simulate(ctx).rules[0].wins
    assert not simulate(ctx, hits=9).rules[0].wins


def test_a_visitor_gets_the_same_variant_each_time_and_others_get_others(ctx: Context) -> None:
    variants = [{"destination": f"https://example.com/{name}"} for name in "ab"]
    make(ctx, rules=[{"name": "Split", "variants": variants}])
    stored = links.get_link(ctx, "lunch").rules[0]
    seen = {name: simulate(ctx, visitor=name) for name in map(str, range(20))}
    assert {told.variant for told in seen.values()} == {variant.id for variant in stored.variants}
    assert all(simulate(ctx, visitor=name).variant == told.variant for name, told in seen.items())


def test_apps_frames_and_fallbacks_are_said(ctx: Context) -> None:
    make(ctx, hidden=True, deep_links={"android": {"url": "myapp://x", "store": "https://play.example/x"}})
    assert simulate(ctx).sentence == "The visitor sees https://example.com/ in a frame."
    told = simulate(ctx, os="android")
    assert (told.kind, told.location, told.store, told.rule) == (
        "button", "myapp://x", "https://play.example/x", "android",
    )  # fmt: skip
    assert told.sentence == (
        "The link opens an app on Android: the visitor gets a page with a button that opens myapp://x, and beside it "
        "the way to https://play.example/x."
    )


def test_a_circle_is_seen(ctx: Context) -> None:
    make(ctx)
    now = datetime.now(UTC)
    made = {"scheme": "https", "host": "example.com", "created_at": now, "verified_at": now}
    Domain.create(workspace=ctx.actor.workspace_id, **made)
    told = simulate(ctx)
    assert (told.kind, told.location) == ("circle", "")
    assert "in a circle" in told.sentence


def test_a_neighbours_link_cannot_be_tried(ctx: Context) -> None:
    make(ctx)
    with pytest.raises(NotFound):
        simulate(dataclasses.replace(ctx, actor=second_workspace()))


def test_a_rule_behind_one_that_always_holds_says_that_it_is_never_reached(ctx: Context) -> None:
    page = {"destination": "https://example.com/it"}
    german = {**page, "conditions": [{"kind": "country", "any_of": ["DE"]}]}
    make(ctx, rules=[german, {**page, "name": "All"}, german, {**page, "enabled": False}])
    reasons = [rule.reason for rule in simulate(ctx, country="DE").rules]
    assert reasons == [
        "All its conditions hold.",
        "It has no conditions, but rule 1 comes before it.",
        "It is never reached: “All” always holds.",
        "It is switched off.",
    ]
