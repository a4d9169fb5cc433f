"""Whatever is done to links, settings and hits, and in whatever order: in the end every sum is what it has to be."""

import itertools
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from qrdesk.core import database
from qrdesk.core.context import Actor, Context
from qrdesk.core.hits import imported, pending, recount, regroup, retention
from qrdesk.core.hits.hit_row import Agent, HitRow, Origin, Place, Way
from qrdesk.core.hits.ingest import store_hits
from qrdesk.core.hits.sums import ImportedDay
from qrdesk.core.models import ALL_MODELS, AuditEntry, ChangeEpoch, Domain, Link, Workspace
from qrdesk.core.public_url import parse
from qrdesk.core.schemas.access import WorkspacePatch
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.core.schemas.links import LinkDraft, LinkPatch
from qrdesk.core.schemas.tags import TagDraft, TagPatch
from qrdesk.core.services import erasing, folders, links, moving, tags, workspaces
from tests.core.hits import places
from tests.core.hits.upkeep_model import EPOCH, Kept, Story, day_of

START = datetime(2026, 3, 10, 9, 20, tzinfo=UTC)
ZONES = ["UTC", "Asia/Tokyo", "America/St_Johns", "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Kiritimati", "Etc/GMT+12"]
_ids = itertools.count()


class World:
    """A workspace with four links, two folders and three tags; what is done in it, and the story of it."""

    def __init__(self, zone: str) -> None:
        actor = begin_anew()
        Workspace.update(time_zone=zone).execute()
        self.story = Story(actor.workspace_id, zone, START)
        self.actor = actor
        self.links = [
            links.create_link(self.ctx, LinkDraft(destination="https://x.example/", slug=s)).id for s in "abcd"
        ]
        self.rows = {one: Link.get(Link.public_id == one).id for one in self.links}
        for name in ("one", "two"):
            folders.create_folder(self.ctx, FolderDraft(name=name))
        for which, words in enumerate([("red",), ("red", "blue"), ("blue",), ("wet",)]):
            links.update_link(self.ctx, self.links[which], LinkPatch(folder=("one", "two")[which % 2], tags=words))
        for which in range(4):
            self.hits(which, which, 168)

    @property
    def ctx(self) -> Context:
        return Context(self.actor, self.story.now, b"")

    def hits(self, which: int, seed: int, within_hours: int) -> None:
        """Store some hits of one link; ``seed`` says all else of them."""
        chance = random.Random(seed)
        made = [self.hit(which, chance.randint(0, within_hours), chance.randint(0, 400)) for _ in range(8)]
        with database.write():
            assert store_hits(made) == made
        self.story.hits += [Kept(one, day_of(one.at, self.story.zone)) for one in made]

    def hit(self, which: int, hours: int, look: int) -> HitRow:
        """``look`` says all of a hit but its link and age."""
        story = self.story
        at = int((story.now - timedelta(hours=hours)).timestamp() * 1e6) + look
        visitor = f"v{look % 3}-{day_of(at, story.zone)}-{story.zone}"[:24] if look % 5 else ""
        return HitRow(
            hit_id=f"h{next(_ids)}",
            at=at,
            workspace_id=story.workspace_id,
            link_id=self.rows[self.links[which]],
            scan=look % 2 == 0,
            bot=look % 7 == 0,
            language=("de", "en", "")[look % 3],
            visitor=visitor,
            agent=Agent(device=("mobile", "other")[look % 2]),
            place=Place(country=("DE", "US", "")[look % 3], city=("Ulm, DE", "", "Erie, US")[look % 3]),
            origin=Origin(referrer_host=f"{look % 4}.example", utm_source=("mail", "")[look % 2]),
            way=Way(rule=("", "rul_1")[look % 2]),
        )

    def bring(self, which: int, days: int, clicks: int) -> None:
        link_id, day = self.rows[self.links[which]], day_of(int(START.timestamp() * 1e6), "UTC") - timedelta(days=days)
        with database.write():
            imported.add([ImportedDay(link_id, (day - EPOCH).days, self.story.workspace_id, 1, clicks)])
        self.story.imported[link_id, day] = (1, clicks)

    def put_in_folder(self, which: int, folder: str | None) -> None:
        if folder is None or any(one.name == folder for one in folders.list_folders(self.ctx)):
            links.update_link(self.ctx, self.links[which], LinkPatch(folder=folder))

    def tag(self, which: int, words: tuple[str, ...]) -> None:
        links.update_link(self.ctx, self.links[which], LinkPatch(tags=words))

    def merge_tags(self, one: str, other: str) -> None:
        if one in {row.name for row in tags.list_tags(self.ctx)}:
            tags.update_tag(self.ctx, one, TagPatch(name=other))

    def delete_tag(self, word: str) -> None:
        """And one of that name is made again: SQLite gives it the same row number."""
        if word in {row.name for row in tags.list_tags(self.ctx)}:
            tags.delete_tag(self.ctx, word)
            tags.create_tag(self.ctx, TagDraft(name=word))

    def delete_folder(self, name: str) -> None:
        if name in {row.name for row in folders.list_folders(self.ctx)}:
            folders.delete_folder(self.ctx, name)
            folders.create_folder(self.ctx, FolderDraft(name=name))

    def move_domain(self, host: str) -> None:
        with database.write():
            moving.make_default(self.story.workspace_id, parse(host), self.story.now)

    def delete_link(self, which: int) -> None:
        row = Link.get_by_id(self.rows[self.links[which]])
        if row.deleted_at is None:
            links.delete_link(self.ctx, row.public_id)
            made = links.create_link(self.ctx, LinkDraft(destination="https://x.example/"))
            self.links[which] = made.id
            self.rows[made.id] = Link.get(Link.public_id == made.id).id

    def erase(self, which: int) -> None:
        link = self.links[which]
        mine = [one for one in self.story.hits if one.hit.link_id == self.rows[link]]
        brought = [sum(counts) for key, counts in self.story.imported.items() if key[0] == self.rows[link]]
        if not self.story.pending:
            assert erasing.erase_hits(self.ctx, link).erased == len(mine) + sum(brought)
        else:
            erasing.erase_hits(self.ctx, link)
        self.story.erased(self.rows[link])

    def move_zone(self, zone: str) -> None:
        workspaces.update_workspace(self.ctx, WorkspacePatch(time_zone=zone))
        self.story.moved_to(zone)

    def age(self, days: int | None) -> None:
        workspaces.update_workspace(self.ctx, WorkspacePatch(keep_hits_days=days))
        self.story.keep_days = days
        retention.delete_old_hits(self.story.now)
        self.story.aged()

    def forget(self) -> None:
        retention.forget_visitors(self.story.now)

    def count_pending(self) -> None:
        while pending.count(now=self.story.now):
            pass
        self.story.pending = False

    def recount(self) -> None:
        if not self.story.pending:
            recount.recount(now=self.story.now)

    def regroup(self) -> None:
        regroup.regroup(now=self.story.now)

    def wait(self, hours: int) -> None:
        self.story.now += timedelta(hours=hours)

    def end(self) -> None:
        """Have the background do all that is left to do, and look at everything."""
        self.count_pending()
        while regroup.regroup(now=self.story.now):
            pass
        self.story.check()
        assert recount.compare() == []
        workspace = Workspace.get()
        hits_from = None if workspace.hits_from is None else int(workspace.hits_from.timestamp() * 1e6)
        assert hits_from == self.story.hits_from
        recount.recount(now=self.story.now)
        self.story.check()


def begin_anew() -> Actor:
    with database.write():
        # entries of the audit log can be deleted only when their workspace is gone
        for model in (*(one for one in reversed(ALL_MODELS) if one is not AuditEntry), AuditEntry):
            model.delete().execute()
        ChangeEpoch.create(id=1, value=0)
        return workspaces.make_owner()


LINKS, FOLDERS, WORDS = st.integers(0, 3), st.sampled_from(["one", "two"]), st.sampled_from(["red", "blue", "wet"])
STEPS = st.one_of(
    st.tuples(st.just(World.hits), LINKS, st.integers(0, 99), st.sampled_from([2, 30, 168])),
    st.tuples(st.just(World.hits), LINKS, st.integers(0, 99), st.sampled_from([2, 30, 168])),
    st.tuples(st.just(World.bring), LINKS, st.integers(0, 12), st.integers(0, 5)),
    st.tuples(st.just(World.put_in_folder), LINKS, st.none() | FOLDERS),
    st.tuples(st.just(World.tag), LINKS, st.lists(WORDS, unique=True).map(tuple)),
    st.tuples(st.just(World.merge_tags), WORDS, WORDS),
    st.tuples(st.just(World.delete_tag), WORDS),
    st.tuples(st.just(World.delete_folder), FOLDERS),
    st.tuples(st.just(World.move_domain), st.sampled_from(["http://192.168.1.5:8765", "https://go.example.com"])),
    st.tuples(st.just(World.delete_link), LINKS),
    st.tuples(st.just(World.erase), LINKS),
    st.tuples(st.just(World.move_zone), st.sampled_from(ZONES)),
    st.tuples(st.just(World.age), st.sampled_from([1, 2, 5, None])),
    st.tuples(st.just(World.age), st.sampled_from([1, 2, 5, None])),
    st.tuples(st.just(World.forget)),
    st.tuples(st.just(World.count_pending)),
    st.tuples(st.just(World.recount)),
    st.tuples(st.just(World.regroup)),
    st.tuples(st.just(World.wait), st.integers(1, 40)),
)
QUICK = settings(
    max_examples=40,
    deadline=None,
    database=None,
    phases=(Phase.generate,),  # shrinking takes minutes on a real database
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
STORIES = st.lists(STEPS, min_size=15, max_size=30)


def live(zone: str, steps: list[tuple[Callable[..., None], ...]]) -> None:
    with database.scope():
        world = World(zone)
        for step, *arguments in steps:
            step(world, *arguments)
        world.end()


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut the work into many pieces, and leave recounts to the background."""
    monkeypatch.setattr(recount, "HITS_AT_ONCE", 5)
    monkeypatch.setattr(regroup, "_ROWS_AT_ONCE", 4)
    monkeypatch.setattr(retention, "_HITS_AT_ONCE", 3)
    monkeypatch.setattr("qrdesk.core.hits.erase._HITS_AT_ONCE", 5)
    monkeypatch.setattr(pending, "FEW_HITS", 0)


@pytest.mark.wide
@pytest.mark.parametrize("place", ["sqlite", pytest.param("postgres", marks=pytest.mark.slow)], indirect=True)
def test_every_story_ends_with_the_right_sums(place: places.Place) -> None:
    assert place.workspace_id

    @QUICK
    @given(st.sampled_from(ZONES), STORIES)
    def run(zone: str, steps: list[tuple[Callable[..., None], ...]]) -> None:
        live(zone, steps)

    run()


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_every_long_story_ends_with_the_right_sums(place: places.Place) -> None:
    assert Domain.select().exists()

    @settings(QUICK, max_examples=400)
    @given(st.sampled_from(ZONES), st.lists(STEPS, min_size=20, max_size=80))
    def run(zone: str, steps: list[tuple[Callable[..., None], ...]]) -> None:
        live(zone, steps)

    run()
