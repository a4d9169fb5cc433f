"""Counts per rule, variant and code, under names that people gave them."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from qrdesk.core import database
from qrdesk.core.context import ALL, Actor, Context
from qrdesk.core.geo import ATTRIBUTION
from qrdesk.core.hits import ingest, rollups
from qrdesk.core.hits.hit_row import HitRow, Way
from qrdesk.core.models import Code, Link, Workspace
from qrdesk.core.schemas.analytics import Dimension, HitQuery, TopQuery
from qrdesk.core.schemas.rules import Routing, Rule, Variant
from qrdesk.core.services import analytics, hit_feed
from tests.core.hits.conftest import add_link, place, sqlite
from tests.core.hits.places import Place

__all__ = ["add_link", "place", "sqlite"]

NOW = datetime.now(UTC)
PLACES = {Dimension.COUNTRY, Dimension.REGION, Dimension.CITY}
RULES = (
    Rule(id="rul_germans", name="Germans", destination="https://x.example/de"),
    Rule(id="rul_plain", destination="https://x.example/plain"),
    Rule(
        id="rul_split",
        variants=(
            Variant(id="var_a", name="Red", destination="https://x.example/red"),
            Variant(id="var_b", destination="https://x.example/blue"),
        ),
    ),
)
_numbers = itertools.count()


def context(place: Place, workspace_id: int | None = None) -> Context:
    return Context(Actor(workspace_id or place.workspace_id, frozenset({ALL})), NOW, b"")


def scan(place: Place, *chosen: tuple[str, ...], link_id: int | None = None, bot: bool = False) -> None:
    """Store one scan for each (rule, variant) or (rule, variant, code)."""
    at_us, link = int(NOW.timestamp() * 1_000_000), link_id or place.link_id
    hits = [
        HitRow(f"h{next(_numbers)}", at_us, place.workspace_id, link, True, bot, visitor="0a1b", way=Way("", *one))
        for one in chosen
    ]
    with database.scope(), database.write():
        rollups.lock()
        ingest.store_hits(hits)


def give_rules(link_id: int, *rules: Rule) -> None:
    Link.update(routing=Routing(rules=rules).to_text()).where(Link.id == link_id).execute()


def top(ctx: Context, dimension: Dimension, link: str | None = None) -> list[tuple[str, str, int]]:
    with database.scope():
        view = analytics.get_top(ctx, TopQuery(dimension=dimension, link_id=link))
    return [(row.value, row.label, row.hits) for row in view.rows]


def test_a_links_rules_and_variants_are_named_as_people_named_them(place: Place) -> None:
    give_rules(place.link_id, *RULES)
    scan(place, *[("rul_germans", "")] * 5, *[("rul_split", "var_a")] * 3, ("rul_split", "var_b"), ("", ""))
    scan(place, ("rul_plain", ""), ("expired", ""), ("rul_gone", "var_gone"))
    scan(place, ("rul_plain", ""), bot=True)
    assert top(context(place), Dimension.RULE, "spring") == [
        ("rul_germans", "Germans", 5),
        ("rul_split", "Rule 3", 4),
        ("expired", "Expired destination", 1),
        ("rul_gone", "rul_gone (no longer there)", 1),
        ("rul_plain", "https://x.example/plain", 1),
    ]
    assert top(context(place), Dimension.VARIANT, "spring") == [
        ("var_a", "Red", 3),
        ("var_b", "https://x.example/blue", 1),
        ("var_gone", "var_gone (no longer there)", 1),
    ]


def test_rules_of_several_links_carry_the_links_name(place: Place, add_link: Callable[[str], int]) -> None:
    other = add_link("autumn")
    Link.update(title="Autumn menu").where(Link.id == other).execute()
    give_rules(place.link_id, RULES[0])
    give_rules(other, RULES[0].model_copy(update={"id": "rul_other"}))
    scan(place, ("rul_germans", ""), ("rul_germans", ""), ("expired", ""))
    scan(place, ("rul_other", ""), link_id=other)
    assert top(context(place), Dimension.RULE) == [
        ("rul_germans", "spring: Germans", 2),
        ("expired", "Expired destination", 1),
        ("rul_other", "Autumn menu: Germans", 1),
    ]


def test_codes_carry_their_name(place: Place) -> None:
    kept = {
        "workspace": place.workspace_id,
        "link": place.link_id,
        "design": "{}",
        "created_at": NOW,
        "updated_at": NOW,
    }
    Code.create(public_id="qrc_poster", name="Poster", slug="poster", **kept)
    Code.create(public_id="qrc_card", slug="card", **kept)
    scan(place, *[("", "", "qrc_poster")] * 2, ("", "", "qrc_card"), ("", "", "qrc_gone"), ("", "", ""))
    assert top(context(place), Dimension.CODE, "spring") == [
        ("qrc_poster", "Poster", 2),
        ("qrc_card", "card", 1),
        ("qrc_gone", "qrc_gone (no longer there)", 1),
    ]
    assert top(context(place), Dimension.CODE)[0] == ("qrc_poster", "spring: Poster", 2)


def test_another_workspace_sees_none_of_it(place: Place) -> None:
    give_rules(place.link_id, *RULES)
    scan(place, ("rul_germans", "var_a"))
    stranger = Workspace.create(name="Stranger", time_zone="UTC", created_at=NOW)
    for dimension in Dimension:
        assert top(context(place, stranger.id), dimension) == []


@pytest.mark.parametrize("dimension", list(Dimension))
def test_every_dimension_can_be_asked_of_a_link_without_hits(place: Place, dimension: Dimension) -> None:
    assert top(context(place), dimension, "spring") == []


def test_places_name_whose_data_told_them(place: Place) -> None:
    with database.scope():
        for dimension in Dimension:
            view = analytics.get_top(context(place), TopQuery(dimension=dimension))
            assert (ATTRIBUTION.url in view.attribution) == (dimension in PLACES)
            assert ATTRIBUTION.text in view.attribution or not view.attribution


def test_the_feed_tells_rule_and_variant_and_never_the_visitor(place: Place) -> None:
    scan(place, ("rul_split", "var_a"))
    with database.scope():
        (hit,) = hit_feed.list_hits(context(place), HitQuery()).hits
    assert (hit.rule, hit.variant) == ("rul_split", "var_a")
    assert "0a1b" not in hit.model_dump_json()
