"""What was changed since a caller looked: each thing once, nobody else's, and no more than the caller may see."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qrdesk.client import Client
from qrdesk.core import database
from qrdesk.core.context import Actor, Context
from qrdesk.core.opening import open_database
from qrdesk.core.operations import OPERATIONS
from qrdesk.core.schemas.changes import ChangesQuery, ChangesView
from qrdesk.core.services import audit, changes
from qrdesk.core.settings import Settings
from tests.core.services.places import workspace
from tests.desks import second_workspace


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


def change(ctx: Context, action: str, *, minutes: int = 0) -> None:
    with database.write():
        audit.note(replace(ctx, now=ctx.now + timedelta(minutes=minutes)), action, None, None, changes={})


def since(ctx: Context, mark: str) -> tuple[str, list[str], bool]:
    found: ChangesView = changes.list_changes(ctx, ChangesQuery(after=mark))
    return found.mark, [one.kind for one in found.changes], found.everything


def test_each_thing_is_told_once_and_the_mark_stands_still_while_nothing_is_changed(ctx: Context) -> None:
    start, told, everything = since(ctx, "")
    assert (told, everything) == ([], False)
    assert since(ctx, start) == (start, [], False)
    for action in ("link.updated", "key.created", "link.paused"):
        change(ctx, action)
    mark, told, everything = since(ctx, start)
    assert (told, everything) == (["key", "link"], False)
    assert since(ctx, mark) == (mark, [], False)
    change(ctx, "folder.created", minutes=-3)  # it began before the one that the mark stands for, and was kept later
    assert since(ctx, mark)[1] == ["folder"]


def test_an_old_mark_or_very_many_changes_mean_everything(ctx: Context) -> None:
    change(ctx, "tag.created")
    start, _, _ = since(ctx, "")
    mark, told, everything = since(ctx, "aud_0000000000")
    assert (mark, told, everything) == (start, [], True)
    for _ in range(201):
        change(ctx, "tag.created")
    mark, told, everything = since(ctx, start)
    assert (told, everything) == ([], True)
    assert since(ctx, mark)[1:] == ([], False)


def test_what_others_change_is_not_told_nor_what_the_caller_may_not_see(ctx: Context) -> None:
    change(ctx, "tag.created")
    start, _, _ = since(ctx, "")
    theirs = replace(ctx, actor=second_workspace())
    change(theirs, "link.updated")
    assert since(ctx, start) == (start, [], False)
    change(ctx, "member.removed")
    change(ctx, "link.updated")
    reader = replace(ctx, actor=Actor(ctx.actor.workspace_id, frozenset({"links:read"})))
    assert since(reader, start)[1] == ["link"]
    keeper = replace(ctx, actor=Actor(ctx.actor.workspace_id, frozenset({"members:read", "keys:read"})))
    assert since(keeper, start)[1] == ["member"]
    assert since(theirs, start)[2], "a mark of another workspace is none"


def test_things_are_named_to_those_who_may_read_them() -> None:
    kinds = {
        "links": "link", "folders": "folder", "tags": "tag", "views": "view", "utm-presets": "preset",
        "qr-codes": "code", "designs": "design", "files": "file", "members": "member", "invitations": "invitation",
        "domains": "domain", "keys": "key", "webhooks": "endpoint",
    }  # fmt: skip
    rows = {row.path.strip("/"): row.scope for row in OPERATIONS if row.method == "GET"}
    assert {kind: changes._READ_BY[kind] for kind in kinds.values()} == {
        kind: rows[path] for path, kind in kinds.items()
    }


def test_a_question_in_vain_looks_at_the_latest_entries_alone(tmp_path: Path) -> None:
    """As SQLite tells its plan."""
    opened = open_database(str(tmp_path / "q.db"), Settings(data_dir=str(tmp_path / "data")))
    try:
        with database.scope():
            sql, values = changes.later(opened.owner.workspace_id, 1, datetime.now(UTC)).sql()
            plan = str(database.proxy.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values).fetchall())
    finally:
        database.close()
    assert "(workspace_id=? AND at>?)" in plan, plan


def test_the_app_hears_of_it_by_its_client(tmp_path: Path) -> None:
    with Client.local(str(tmp_path / "q.db"), Settings(data_dir=str(tmp_path / "data"))) as client:
        mark = client.audit.changes().mark
        link = client.links.create({"destination": "https://example.com"})
        found = client.audit.changes({"after": mark})
        assert ("link", link.id) in [(one.kind, one.id) for one in found.changes]
