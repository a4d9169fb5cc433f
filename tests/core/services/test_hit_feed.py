"""The feed of hits: each of them once to whoever goes on asking, and nothing about anybody else; on both databases."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from qrdesk.core.context import Actor, Context
from qrdesk.core.errors import Invalid
from qrdesk.core.hits.hit_row import HitRow
from qrdesk.core.models import Link
from qrdesk.core.models.base import to_micros
from qrdesk.core.schemas.analytics import ExportQuery, HitFeed, HitQuery
from qrdesk.core.services import erasing, exporting_hits, hit_feed, hit_marks
from tests.core.services.analytics_world import World, opened_world, store
from tests.desks import second_workspace

_numbers = count()


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    with opened_world(database_url, tmp_path / "data", "UTC", 60) as made:
        yield made


@pytest.fixture
def stranger(world: World) -> Context:
    return replace(world.ctx, actor=Actor(second_workspace().workspace_id, frozenset({"all"})))


def come_in(world: World, number: int, link: Link | None = None) -> list[str]:
    """Store some hits of a link, by default the first; return the ids that callers are to see, the oldest first."""
    link = link or world.links[min(world.links)]
    now = to_micros(world.ctx.now)
    some = [world.hits[0]._replace(hit_id=f"late{next(_numbers)}", at=now - n, link_id=link.id) for n in range(number)]
    store(some)
    return [world.id_of(one) for one in some]


def come_in_elsewhere(world: World, stranger: Context, number: int) -> None:
    """Store hits of another workspace."""
    now, other = to_micros(world.ctx.now), stranger.actor.workspace_id
    store([HitRow(f"other{next(_numbers)}", now, other, 1 << 30, True, False) for _ in range(number)])


def ask(ctx: Context, after: str | None = None, limit: int = 50, link_id: str | None = None) -> HitFeed:
    return hit_feed.list_hits(ctx, HitQuery(after=after, limit=limit, link_id=link_id))


def ids(feed: HitFeed) -> list[str]:
    return [hit.id for hit in feed.hits]


def test_nobody_who_goes_on_asking_misses_a_hit_or_gets_one_twice(world: World, stranger: Context) -> None:
    cursor, expected, told = ask(world.ctx).cursor, list[str](), list[list[str]]()
    for own, others in ((3, 2), (4, 0), (0, 5)):
        expected += come_in(world, own)
        come_in_elsewhere(world, stranger, others)
    for _ in range(4):
        feed = ask(world.ctx, cursor, limit=3)
        cursor = feed.cursor
        told.append(ids(feed)[::-1])
    assert [len(some) for some in told] == [3, 3, 1, 0]
    assert [one for some in told for one in some] == expected


@pytest.mark.parametrize(("at_once", "times"), [(1, 1), (2, 3), (7, 2), (1 << 40, 10)])
def test_who_is_far_behind_catches_up_in_steps(
    world: World, stranger: Context, monkeypatch: pytest.MonkeyPatch, at_once: int, times: int
) -> None:
    monkeypatch.setattr(hit_feed, "_AT_ONCE", at_once)
    monkeypatch.setattr(hit_feed, "_TIMES", times)
    link = world.links[min(world.links)]
    begin = ask(world.ctx).cursor
    expected = come_in(world, 2)
    come_in_elsewhere(world, stranger, 9)
    expected += come_in(world, 3)
    come_in(world, 2, world.links[max(world.links)])
    for link_id, wanted in ((link.public_id, expected), (None, None)):
        told, feed = list[str](), ask(world.ctx, begin, 2, link_id)
        told += ids(feed)[::-1]
        for _ in range(40):
            if not feed.more:
                break
            feed = ask(world.ctx, feed.cursor, 2, link_id)
            told += ids(feed)[::-1]
        assert not feed.more
        assert len(told) == 7 if wanted is None else told == wanted
        assert len(set(told)) == len(told)


def test_the_feed_goes_on_where_the_newest_hits_were_erased(world: World) -> None:
    erased, other = (world.links[row_id] for row_id in sorted(world.links)[:2])
    come_in(world, 9, erased)
    before = ask(world.ctx).cursor
    erasing.erase_hits(world.ctx, erased.public_id)
    at_once = come_in(world, 2, other)
    feed = ask(world.ctx, before)
    assert ids(feed) == at_once[::-1]
    assert ids(ask(world.ctx, feed.cursor)) == []
    erasing.erase_hits(world.ctx, other.public_id)
    after = ask(world.ctx, feed.cursor).cursor
    later = come_in(world, 5, other)
    assert ids(ask(world.ctx, after)) == later[::-1]


def test_a_cursor_from_a_time_that_a_restored_backup_does_not_know_is_refused(world: World) -> None:
    """Numbers that the backup has not given yet are given to other hits, and whoever went on would miss those."""
    begin = ask(world.ctx).cursor
    come_in(world, 2)
    latest = hit_marks.read_cursor(world.ctx, ask(world.ctx).cursor)
    with pytest.raises(Invalid, match="Start again without one") as refused:
        ask(world.ctx, hit_marks.write_cursor(world.ctx, latest + 1))
    assert list(refused.value.field_errors) == ["after"]
    erasing.erase_hits(world.ctx, world.links[min(world.links)].public_id)
    assert ids(ask(world.ctx, hit_marks.write_cursor(world.ctx, latest))) == ids(ask(world.ctx, begin)) == []


def test_a_cursor_is_short_opaque_and_goes_into_an_address(world: World, stranger: Context) -> None:
    cursors = [ask(world.ctx).cursor]
    come_in_elsewhere(world, stranger, 3)
    cursors += [ask(world.ctx, cursors[0]).cursor, ask(world.ctx, cursors[0]).cursor]
    assert len(set(cursors)) == 3  # whether others had hits does not show either
    for cursor in cursors:
        assert len(cursor) < 80
        assert re.fullmatch(r"[\w-]+", cursor, re.ASCII)
    assert {len(cursor) for cursor in cursors} == {len(ask(stranger).cursor)}


def test_a_cursor_that_is_cut_changed_or_anothers_is_refused(world: World, stranger: Context) -> None:
    mine = ask(world.ctx).cursor
    sealed = bytearray(urlsafe_b64decode(mine))
    sealed[14] ^= 1
    other_server = replace(world.ctx, secret_key=b"another key")
    wrong = (
        *("", "0", "17", "9223372036854775807", "-1", "x" * 48, "é" * 48, "\ud800", f"{mine[:20]} {mine[20:]}"),
        *(mine[:-1], mine[:-4], f"{mine}AAAA", f"{mine}=", f" {mine}", mine.swapcase(), mine[::-1]),
        *(urlsafe_b64encode(bytes(sealed)).decode(), ask(stranger).cursor, ask(other_server).cursor),
    )
    for cursor in wrong:
        with pytest.raises(Invalid, match="Start again without one") as refused:
            hit_feed.list_hits(world.ctx, HitQuery.model_construct(after=cursor, link_id=None, limit=50))
        assert list(refused.value.field_errors) == ["after"], cursor
    with pytest.raises(Invalid):
        ask(stranger, mine)


def test_ids_of_hits_tell_nothing_and_are_the_same_wherever_they_are_told(world: World) -> None:
    begin = ask(world.ctx).cursor
    (own,) = come_in(world, 1)
    (hit,) = ask(world.ctx, begin).hits
    assert hit.id == own
    assert re.fullmatch(r"hit_[0-9a-f]{24}", hit.id)
    day = world.ctx.now.date()
    file = exporting_hits.export_hits(world.ctx, ExportQuery(start=day, end=day, format="jsonl"))
    assert own.encode() in b"".join(file.chunks)
    assert world.id_of(world.hits[0]) != own
    assert "late" not in hit.model_dump_json()


def test_another_workspace_sees_nothing_of_ours(world: World, stranger: Context) -> None:
    begin = ask(stranger)
    assert begin.hits == []
    come_in(world, 3)
    then = ask(stranger, begin.cursor)
    assert (then.hits, then.more) == ([], False)
