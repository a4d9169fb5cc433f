"""Lists of links coming in, on both databases: nothing twice, nothing half, and counts on their days."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import DatabaseUnreachable, Invalid
from qrdesk.core.hits import recount
from qrdesk.core.models import Domain, Folder, ImportKey, Link, Slug, Tag, Workspace
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.schemas.links import LinkDraft, LinkPatch, LinkQuery, LinkView
from qrdesk.core.schemas.transfer import DayCount, DaysQuery, ImportReport, ImportRow, LinkImport
from qrdesk.core.services import links, tags, transfer
from qrdesk.core.services.link_batch import LinkBatch
from qrdesk.core.settings import Settings
from tests.desks import context, second_workspace

PAGE = "https://example.com/"


@pytest.fixture
def opened(database_url: str, tmp_path: Path) -> Iterator[Opened]:
    yield open_database(database_url, Settings(data_dir=str(tmp_path / "data")))
    database.close()


@pytest.fixture
def ctx(opened: Opened) -> Iterator[Context]:
    with database.scope():
        Workspace.update(time_zone="Europe/Berlin").execute()
        yield context(opened)


def take(ctx: Context, *rows: dict[str, Any], **options: Any) -> ImportReport:
    numbered = tuple(
        ImportRow.model_validate({"destination": PAGE, "row": number, **row}) for number, row in enumerate(rows, 1)
    )
    return transfer.import_links(ctx, LinkImport(rows=numbered, **options))


def days(ctx: Context, link_id: str) -> dict[date, tuple[int, int]]:
    (found,) = transfer.list_days(ctx, DaysQuery(links=link_id))
    return {one.day: (one.scans, one.clicks) for one in found.days}


def shown(ctx: Context, **asked: Any) -> list[LinkView]:
    return links.list_links(ctx, LinkQuery(**asked)).data


def counts() -> tuple[int, ...]:
    return tuple(model.select().count() for model in (Link, Slug, Tag, Folder, ImportKey))


def test_a_dry_run_leaves_nothing_behind(ctx: Context) -> None:
    before = counts()
    rows = ({"slug": "a", "tags": "x", "folder": "New", "hits": "5"}, {"destination": "nonsense"}, {"key": "k"})
    said = take(ctx, *rows, dry_run=True)
    assert (said.made, said.created, [one.row for one in said.refused]) == ([1, 3], [], [2])
    assert counts() == before
    done = take(ctx, *rows)
    assert (done.made, [one.row for one in done.refused], len(done.created)) == ([1, 3], [2], 2)


def test_hits_without_days_are_told_of_beforehand(ctx: Context) -> None:
    rows = (
        {"slug": "a", "hits": "5", "created_at": "2024-03-01"},
        {"slug": "b", "hits": "0"},
        {"slug": "c", "hits": "5", "days": [{"day": "2024-03-01", "clicks": 5}]},
        {"slug": "d/e", "hits": "5"},
        {"slug": "f"},
    )
    for dry_run in (True, False, True):
        assert take(ctx, *rows, dry_run=dry_run).undated == [1]


def test_a_refused_row_takes_along_what_was_made_for_it(ctx: Context) -> None:
    report = take(ctx, {"slug": "a/b", "folder": "Lost"}, {"slug": "b", "folder": "Lost", "ends_at": "never"})
    assert [one.field for one in report.refused] == ["slug", "ends_at"]
    assert counts() == (0, 0, 0, 0, 0)
    take(ctx, {"slug": "c", "folder": " lost  "}, {"slug": "d", "folder": "Lost"})
    assert [folder.name for folder in Folder.select()] == ["lost"]  # letters do not tell folders apart


def test_a_refused_row_leaves_no_tags_and_words_to_the_next(ctx: Context) -> None:
    report = take(
        ctx,
        {"slug": "a", "tags": "kept"},
        {"slug": "b", "title": "Lost", "tags": "kept, lost, again", "aliases": ["a"]},
        {"slug": "c", "title": "Found", "tags": "again, kept", "aliases": ["further"]},
    )
    assert (report.made, [one.row for one in report.refused]) == ([1, 3], [2])
    assert {link.slug: link.tags for link in shown(ctx)} == {"a": ["kept"], "c": ["again", "kept"]}
    assert [link.slug for link in shown(ctx, search="further")] == ["c"]
    assert shown(ctx, search="lost") == []
    assert sorted(tag.name for tag in tags.list_tags(ctx)) == ["again", "kept"]


def test_a_row_is_there_by_slug_and_destination_only(ctx: Context) -> None:
    first = take(ctx, {"slug": "Menu", "title": "A"})
    again = take(ctx, {"slug": " menu ", "title": "B"}, {"slug": "menu", "destination": f"{PAGE}other"})
    assert [(one.row, one.id) for one in again.there] == [(1, first.created[0])]
    assert [(one.row, one.field) for one in again.refused] == [(2, "slug")]
    assert links.get_link(ctx, "menu").title == "A"


def test_an_alias_is_there_too(ctx: Context) -> None:
    (made,) = take(ctx, {"slug": "new", "aliases": ["old", "older"]}).created
    assert links.get_link(ctx, made).aliases == ["old", "older"]
    assert [one.id for one in take(ctx, {"slug": "older"}).there] == [made]
    clash = take(ctx, {"slug": "other", "aliases": ["OLD"]})
    assert [one.field for one in clash.refused] == ["aliases"]
    assert Link.select().count() == 1


def test_a_key_is_for_one_domain_and_one_living_link(ctx: Context) -> None:
    Domain.create(
        workspace=ctx.actor.workspace_id, scheme="https", host="go.example", created_at=ctx.now, verified_at=ctx.now
    )
    (here,) = take(ctx, {"key": "k"}).created
    (there,) = take(ctx, {"key": "k"}, host="go.example").created
    assert here != there
    assert [one.id for one in take(ctx, {"key": "k"}, {"key": "k"}).there] == [here, here]
    links.delete_link(ctx, here)
    (anew,) = take(ctx, {"key": "k"}).created
    assert [one.id for one in take(ctx, {"key": "k"}).there] == [anew]
    assert len(take(ctx, {}, {}).created) == 2  # without a key each is its own


def test_a_row_goes_where_it_was_if_that_is_ours(ctx: Context) -> None:
    second_workspace()  # has other.example
    Domain.create(
        workspace=ctx.actor.workspace_id, scheme="https", host="go.example", created_at=ctx.now, verified_at=ctx.now
    )
    rows = ({"slug": "a", "host": "GO.example"}, {"slug": "b", "host": "other.example"}, {"slug": "c"})
    report = take(ctx, *rows)
    assert [links.get_link(ctx, made).host for made in report.created] == [
        "go.example", "localhost:8765", "localhost:8765"
    ]  # fmt: skip
    assert report.foreign_hosts == ["other.example"]
    (moved,) = take(ctx, {"slug": "d", "host": "other.example"}, host="go.example").created
    assert links.get_link(ctx, moved).host == "go.example"


def test_another_workspace_s_link_is_never_there(ctx: Context, opened: Opened) -> None:
    other = context(opened, second_workspace())
    take(other, {"slug": "menu", "key": ""}, {"key": "k"})
    Domain.update(workspace=ctx.actor.workspace_id, is_default=False).where(Domain.host == "other.example").execute()
    report = take(ctx, {"slug": "menu"}, {"key": "k"}, host="other.example")
    assert ([one.row for one in report.refused], report.made, report.there) == ([1], [2], [])


def test_dates_keep_their_zone_and_days_are_the_workspace_s(ctx: Context) -> None:
    report = take(
        ctx,
        {"slug": "a", "created_at": "2024-05-01T23:30:00+00:00", "hits": "1,204"},
        {"slug": "b", "created_at": "2024-05-01 23:30:00", "hits": "7", "ends_at": "2031-12-31"},
        {"slug": "c", "created_at": "1970-01-01T00:00:00Z"},
        {"slug": "d", "created_at": (ctx.now + timedelta(days=9)).isoformat()},
        {"slug": "e", "created_at": "01/02/2024"},
    )
    a, b, c, d = (links.get_link(ctx, made) for made in report.created)
    assert days(ctx, a.id) == {date(2024, 5, 2): (0, 1204)}  # 1:30 in Berlin
    assert (b.created_at, b.ends_at) == (
        datetime(2024, 5, 1, 21, 30, tzinfo=UTC),
        datetime(2031, 12, 31, 23, tzinfo=UTC),
    )
    assert days(ctx, b.id) == {date(2024, 5, 1): (0, 7)}
    assert (c.created_at, d.created_at) == (ctx.now, ctx.now)
    assert [(one.row, one.field) for one in report.refused] == [(5, "created_at")]


def test_counts_are_brought_up_to_date_and_never_added_twice(ctx: Context) -> None:
    first = [{"day": "2024-03-30", "clicks": 3}, {"day": "2024-03-31", "scans": 2}]
    (made,) = take(ctx, {"slug": "a", "days": first}).created
    later = [{"day": "2024-03-31", "scans": 5, "clicks": 1}]
    for _ in range(2):
        take(ctx, {"slug": "a", "days": later})
    assert days(ctx, made) == {date(2024, 3, 30): (0, 3), date(2024, 3, 31): (5, 1)}
    assert links.get_link(ctx, made).hit_count == 9
    assert recount.compare() == []


def test_who_may_only_make_links_changes_no_numbers_and_makes_no_folders(ctx: Context) -> None:
    take(ctx, {"slug": "old", "folder": "Known", "days": [{"day": "2026-01-02", "clicks": 3}]})
    (link,) = shown(ctx)
    less = replace(ctx, actor=replace(ctx.actor, scopes=frozenset({"links:create"})))
    done = take(
        less,
        {"slug": "old", "days": [{"day": "2026-01-02", "clicks": 99}]},
        {"slug": "old", "hits": "99"},
        {"slug": "new", "folder": "Known", "days": [{"day": "2026-01-02", "clicks": 5}]},
        {"slug": "newer", "folder": "Unknown"},
    )
    assert [(one.row, "links:update" in one.notice) for one in done.notices] == [(1, True), (2, True)]
    assert ([one.row for one in done.there], done.made, done.undated) == ([1, 2], [3], [])
    assert [(one.row, "links:update" in one.reason) for one in done.refused] == [(4, True)]
    assert days(ctx, link.id) == {date(2026, 1, 2): (0, 3)}
    assert days(ctx, done.created[0]) == {date(2026, 1, 2): (0, 5)}
    assert [one.name for one in Folder.select()] == ["Known"]


def test_a_link_s_own_counts_are_not_added_to_it(ctx: Context) -> None:
    made = links.create_link(ctx, LinkDraft(destination=PAGE, slug="a"))
    take(ctx, {"slug": "a", "uuid": made.uuid, "days": [{"day": "2024-03-30", "clicks": 3}]})
    assert days(ctx, made.id) == {}
    take(ctx, {"slug": "a", "uuid": "another", "days": [{"day": "2024-03-30", "clicks": 3}]})
    assert days(ctx, made.id) == {date(2024, 3, 30): (0, 3)}


def test_counts_that_cannot_be_kept_cost_no_link(ctx: Context) -> None:
    most = 10**9
    report = take(
        ctx,
        {"slug": "a", "days": [{"day": "2024-03-30", "clicks": most}, {"day": "2024-03-31", "clicks": most}]},
        {"slug": "b", "days": [{"day": "2024-03-30", "clicks": 1}]},
    )
    assert report.made == [1, 2]
    assert [(one.row, one.notice[:24]) for one in report.notices] == [(1, "Its counts were left out")]
    assert [days(ctx, made) for made in report.created] == [{}, {date(2024, 3, 30): (0, 1)}]


def test_a_limit_goes_on_where_it_was(ctx: Context) -> None:
    report = take(
        ctx,
        {"slug": "a", "hit_limit": "50", "hits": "20"},
        {"slug": "b", "hit_limit": "50", "hits": "80"},
        {"slug": "c", "hit_limit": "50", "hits": "80", "hits_used": "3"},
        {"slug": "d", "hit_limit": "many"},
        {"slug": "e", "hit_limit": "0"},
    )
    assert [links.get_link(ctx, made).hits_used for made in report.created] == [20, 50, 3]
    assert [(one.row, one.field) for one in report.refused] == [(4, "hit_limit"), (5, "hit_limit")]


def test_what_had_a_password_lets_nobody_in_without(ctx: Context) -> None:
    report = take(ctx, {"slug": "a", "had_password": True, "not_taken": ["its frame"]})
    assert links.get_link(ctx, "a").state == "paused"
    assert [one.notice[:24] for one in report.notices] == ["It asked for a password,", "Not brought along: its f"]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"password": "hunter2"}, "password"),
        ({"host": "elsewhere.example"}, "host"),
        ({"colour": "red"}, "colour"),
        ({"rules": [{"destination": "nonsense"}]}, "rules"),
        ({"rules": "none"}, "rules"),
        ({"destination_type": "fax"}, "destination_type"),
        ({"destination_type": []}, "destination_type"),
        ({"destination_type": {}}, "destination_type"),
        ({"destination_type": None}, "destination_type"),
        ({"tags": [3]}, "tags"),
        ({"utm": {"source": "x\x07"}}, "utm"),
    ],
)
def test_further_fields_are_checked_by_row(ctx: Context, more: dict[str, Any], field: str) -> None:
    report = take(ctx, {"slug": "a", "more": more}, {"slug": "b"})
    assert [(one.row, one.field) for one in report.refused] == [(1, field)]
    assert report.made == [2]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"folder": "x" * 61}, "folder"),
        ({"folder": "None"}, "folder"),
        ({"hits": "1000000001"}, "hits"),
        ({"aliases": ["no/slug"]}, "aliases"),
        ({"aliases": ["taken"]}, "aliases"),
    ],
)
def test_a_refusal_names_the_field_of_the_row(ctx: Context, fields: dict[str, Any], field: str) -> None:
    take(ctx, {"slug": "taken"})
    report = take(ctx, {"slug": "a", **fields}, {"slug": "b"})
    assert [(one.row, one.field) for one in report.refused] == [(1, field)]
    assert report.made == [2]


def test_a_slug_that_exists_is_compared_with_any_kind_of_destination(ctx: Context) -> None:
    take(ctx, {"slug": "a"})
    for kind in ([], {}, None, 3, "fax"):
        report = take(ctx, {"slug": "a", "more": {"destination_type": kind}})
        assert [(one.row, one.field) for one in report.refused] == [(1, "destination_type")]


def test_a_page_that_comes_in_hidden_is_said_to_be_unchecked(ctx: Context) -> None:
    report = take(ctx, {"slug": "a", "more": {"hidden": True}}, {"slug": "b"})
    assert [(one.row, "was not checked" in one.notice) for one in report.notices] == [(1, True)]


def test_a_typed_destination_is_there_too(ctx: Context) -> None:
    row = {"slug": "mail", "destination": "anna@example.com", "more": {"destination_type": "email"}}
    assert take(ctx, row).made == [1]
    assert [one.row for one in take(ctx, row).there] == [1]


def test_a_database_that_fails_ends_the_whole_batch(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    real = links.insert_link

    def failing(batch: LinkBatch, draft: LinkDraft, **more: Any) -> Link:
        if draft.slug == "b":
            raise DatabaseUnreachable("The disk is full.")
        return real(batch, draft, **more)

    monkeypatch.setattr(links, "insert_link", failing)
    with pytest.raises(DatabaseUnreachable):
        take(ctx, {"slug": "a"}, {"slug": "b"})
    assert Link.select().count() == 0


def test_an_edit_afterwards_is_kept(ctx: Context) -> None:
    take(ctx, {"slug": "a", "title": "From the list", "created_at": "2020-01-01"})
    later = replace(ctx, now=ctx.now + timedelta(days=1))
    links.update_link(later, "a", LinkPatch(title="Mine"))
    take(later, {"slug": "a", "title": "From the list"})
    assert links.get_link(ctx, "a").title == "Mine"


def test_too_many_links_for_their_days_are_refused(ctx: Context) -> None:
    with pytest.raises(Invalid, match="200 links"):
        transfer.list_days(ctx, DaysQuery(links=",".join(["lnk_x"] * 201)))
    assert DayCount(day=date(2024, 1, 1)).clicks == 0
