"""The last scans of a workspace, with their links, and the first day of one; on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.core.schemas.analytics import PeriodQuery
from qrdesk.core.services.first_day import find_first_day
from qrdesk.core.services.recent_scans import list_recent_scans
from tests.core.services.analytics_world import World, opened_world


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    with opened_world(database_url, tmp_path / "data", "UTC", 60) as made:
        yield made


def test_the_last_ones_come_first_and_bots_are_among_them(world: World) -> None:
    found = list_recent_scans(world.ctx, 20)
    last = sorted(world.hits, key=lambda hit: -hit.at)[:20]
    assert [one.hit.id for one in found] == [world.id_of(hit) for hit in last]
    assert any(one.hit.bot for one in found)
    links = {link.public_id: link.slug for link in world.links.values()}
    assert all(one.slug == links[one.hit.link_id] for one in found)
    assert len(list_recent_scans(world.ctx, 3)) == 3


def test_a_link_begins_with_its_first_visit(world: World) -> None:
    for row_id, link in world.links.items():
        of_hits = [world.day(hit.at) for hit in world.hits if hit.link_id == row_id]
        days = [*of_hits, *(day for row, day, _, _ in world.brought_along(PeriodQuery()) if row == row_id)]
        assert find_first_day(world.ctx, link.public_id) == min(days, default=None)
