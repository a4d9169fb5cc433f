"""The upkeep of stored hits, as the background process does it."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.hits import pending, recount
from qrdesk.core.hits.hit_row import HitRow
from qrdesk.core.hits.ingest import store_hits
from qrdesk.core.models import Fact, GivenAnswer, Hit, Link, RollupDay, RollupStale
from qrdesk.core.schemas.access import WorkspacePatch
from qrdesk.core.schemas.links import LinkPatch
from qrdesk.core.services import links, workspaces
from qrdesk.core.settings import Settings
from qrdesk.daemon import upkeep as upkeep_module
from qrdesk.daemon.jobs import Jobs
from qrdesk.daemon.upkeep import Upkeep
from tests.core.services.places import START, a_link, workspace

LONG_S = 60.0


@pytest.fixture
def ctx(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Context]:
    monkeypatch.setattr(upkeep_module, "_REST_S", 0.0)
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


def store(ctx: Context, slug: str, count: int) -> None:
    link_id = int(Link.get(Link.slug == slug).id)
    made = [
        HitRow(
            f"{slug}{n}",
            int((START - timedelta(days=n)).timestamp() * 1e6),
            ctx.actor.workspace_id,
            link_id,
            True,
            False,
        )
        for n in range(count)
    ]
    with database.write():
        store_hits(made)


def go(jobs: Jobs, now: datetime = START) -> None:
    """Do rounds until there is nothing more to do at ``now``."""
    more = True
    while more:
        jobs.tick(now)
        assert jobs.wait(LONG_S)
        more = jobs.resting_s == 0
    jobs.rest_no_more()


def test_all_that_is_left_to_do_is_done(ctx: Context) -> None:
    link = a_link(ctx, "https://x.example/", tags=("red",))
    store(ctx, "menu", 10)
    RollupDay.delete().execute()
    Fact.create(name="sums", value="to recount")
    links.update_link(ctx, link.id, LinkPatch(tags=("blue",)))
    workspaces.update_workspace(ctx, WorkspacePatch(keep_hits_days=4))
    jobs = Jobs(Settings(), [Upkeep().run])
    go(jobs)
    assert not pending.is_asked_for()
    assert (RollupStale.select().count(), Hit.select().count()) == (0, 5)
    assert RollupDay.select().where(RollupDay.scope == "t").count() == 10
    assert recount.compare() == []
    go(jobs, START + timedelta(minutes=50))
    assert Hit.select().count() == 5
    go(jobs, START + timedelta(days=1))
    assert Hit.select().count() == 4
    assert jobs.stop()


def test_answers_are_kept_for_a_day_to_be_given_again(ctx: Context) -> None:
    for hours in (23, 24, 25):
        GivenAnswer.create(key_id=1, name=f"{hours} hours ago", body=b"", at=START - timedelta(hours=hours))
    jobs = Jobs(Settings(), [Upkeep().run])
    go(jobs)
    assert [row.name for row in GivenAnswer.select()] == ["23 hours ago"]
    go(jobs, START + timedelta(hours=1))
    assert GivenAnswer.select().count() == 0
    assert jobs.stop()


def test_told_to_stop_it_ends_between_two_pieces_and_goes_on_another_time(
    ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recount, "HITS_AT_ONCE", 1)
    a_link(ctx, "https://x.example/")
    store(ctx, "menu", 10)
    RollupDay.update(scans=7).execute()
    Fact.create(name="sums", value="to recount")
    rounds = threading.Semaphore(3)
    assert not Upkeep().run(START, lambda: not rounds.acquire(blocking=False))
    assert pending.is_asked_for()
    assert RollupDay.select().where((RollupDay.scope == "l") & (RollupDay.scans == 1)).count() == 4
    assert Upkeep().run(datetime.now(UTC), lambda: False)
    assert not pending.is_asked_for()
    assert recount.compare() == []
