"""Counts per rule and variant, under names that people gave them."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from qrdesk.core import database
from qrdesk.core.context import ALL, Actor, Context
from qrdesk.core.geo import ATTRIBUTION
from qrdesk.core.hits import rollups
from qrdesk.core.models import Link, Workspace
from qrdesk.core.schemas.analytics import Dimension, HitQuery, TopQuery
from qrdesk.core.schemas.rules import Routing, Rule, Variant
from qrdesk.core.services import analytics
from tests.core.hits.conftest import add_link, place, postgres, sqlite
from tests.core.hits.places import Place

__all__ = ["add_link", "place", "postgres", "sqlite"]

NOW = datetime.now(UTC)
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


def context(place: Place, workspace_id: int | None = None) -> Context:
    return Context(Actor(workspace_id or place.workspace_id, frozenset({ALL})), NOW, b"")


def scan(place: Place, *chosen: tuple[str, str], link_id: int | None = None, agent: str = "Mozilla/5.0") -> None:
    """Record one scan for each (rule, variant), and drain them."""
    spool = place.open_spool()
    for rule, variant in chosen:
        at_us = int(NOW.timestamp() * 1_000_000)
        link = link_id or place.link_id
        words = (agent, "de", "", "81.2.69.0/24", "0a1b", rule, variant, "")
        assert spool.record(at_us, place.workspace_id, link, "s", *words)
    spool.close()
    assert place.drain().hits == len(chosen)


def give_rules(link_id: int, *rules: Rule) -> None:
    Link.update(routing=Routing(rules=rules).to_text()).where(Link.id == link_id).execute()


def top(ctx: Context, dimension: Dimension, link: str = "") -> list[tuple[str, str, int]]:
    with database.scope():
        view = analytics.get_top(ctx, TopQuery(dimension=dimension, link_id=link))
    return [(row.value, row.label, row.hits) for row in view.rows]


def test_a_links_rules_and_variants_are_named_as_people_named_them(place: Place) -> None:
    give_rules(place.link_id, *RULES)
    scan(place, *[("rul_germans", "")] * 5, *[("rul_split", "var_a")] * 3, ("rul_split", "var_b"), ("", ""))
    scan(place, ("rul_plain", ""), ("expired", ""), ("rul_gone", "var_gone"))
    scan(place, ("rul_plain", ""), agent="curl/8")
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
    assert rollups.compare() == []


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


def test_another_workspace_sees_none_of_it(place: Place) -> None:
    give_rules(place.link_id, *RULES)
    scan(place, ("rul_germans", "var_a"))
    stranger = Workspace.create(name="Stranger", time_zone="UTC", created_at=NOW)
    for dimension in (Dimension.RULE, Dimension.VARIANT):
        assert top(context(place, stranger.id), dimension) == []


@pytest.mark.parametrize("dimension", list(Dimension))
def test_every_dimension_can_be_asked_of_a_link_without_hits(place: Place, dimension: Dimension) -> None:
    assert top(context(place), dimension, "spring") == []


def test_countries_name_whose_data_told_them(place: Place) -> None:
    with database.scope():
        for dimension in Dimension:
            view = analytics.get_top(context(place), TopQuery(dimension=dimension))
            assert (ATTRIBUTION.url in view.attribution) == (dimension is Dimension.COUNTRY)
            assert ATTRIBUTION.text in view.attribution or not view.attribution


def test_the_feed_tells_rule_and_variant_and_never_the_visitor(place: Place) -> None:
    scan(place, ("rul_split", "var_a"))
    with database.scope():
        (hit,) = analytics.list_hits(context(place), HitQuery()).hits
    assert (hit.rule, hit.variant) == ("rul_split", "var_a")
    assert "0a1b" not in hit.model_dump_json()
