"""The audit log: who changed what, from what to what, added with the change itself and never changed after."""

import csv
import inspect
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from peewee import IntegrityError

from qrdesk.core import database, journal
from qrdesk.core.context import Actor, Context, Origin
from qrdesk.core.errors import Busy, CalledOff, Forbidden, Invalid, NotFound, SlugTaken
from qrdesk.core.hits import retention
from qrdesk.core.hits.hit_row import HitRow
from qrdesk.core.hits.ingest import store_hits
from qrdesk.core.journal import Subject
from qrdesk.core.models import AuditEntry, Domain, Link, Workspace
from qrdesk.core.models.base import to_micros
from qrdesk.core.operations import OPERATIONS, find_operation
from qrdesk.core.performing import perform
from qrdesk.core.schemas.access import KeyDraft, Role, WorkspacePatch
from qrdesk.core.schemas.audit import AuditExportQuery, AuditQuery, AuditView
from qrdesk.core.schemas.bulk import BulkCreate, BulkUpdate
from qrdesk.core.schemas.domains import DomainDraft
from qrdesk.core.schemas.folders import FolderDraft, FolderPatch
from qrdesk.core.schemas.links import LinkDraft, LinkPatch, LinkView
from qrdesk.core.schemas.transfer import LinkImport
from qrdesk.core.services import (
    audit_log,
    blocklist,
    bulk,
    domains,
    erasing,
    exporting_audit,
    exporting_hits,
    folders,
    keys,
    links,
    transfer,
    workspaces,
)
from qrdesk.core.services.audit_words import sentence
from qrdesk.core.settings import Settings
from tests.core.services.places import a_link, later, workspace
from tests.desks import second_workspace

PAGE = "https://example.com/"
ASKS = frozenset({"simulate_link"})  # sent with POST for its many fields; it changes nothing


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield replace(found, now=datetime.now(UTC))


def do(ctx: Context, call: Callable[..., Any], *arguments: Any) -> Any:
    """Do an operation as every surface does."""
    row = find_operation(call)
    assert row is not None
    given = inspect.signature(call).bind(ctx, *arguments).arguments
    return perform(ctx, row, {name: value for name, value in given.items() if name != "ctx"})


def make(ctx: Context, slug: str = "lunch", **more: Any) -> LinkView:
    return do(ctx, links.create_link, LinkDraft(destination=PAGE, slug=slug, **more))


def log(ctx: Context, **query: Any) -> list[AuditView]:
    return audit_log.list_entries(ctx, AuditQuery(**query)).data


def test_a_change_is_told_with_what_was_before_and_after(ctx: Context) -> None:
    link = make(ctx, title="Lunch")
    do(ctx, links.update_link, link.id, LinkPatch(destination=f"{PAGE}menu", tags=("food",)))
    changed, created = log(ctx)
    assert (created.action, created.subject_id, created.subject_name) == ("link.created", link.id, "Lunch")
    assert created.changes["destination"] == [None, PAGE]
    assert changed.changes == {"destination": [PAGE, f"{PAGE}menu"], "tags": [[], ["food"]]}
    assert changed.sentence == "Owner changed the link “Lunch”."
    assert changed.at == ctx.now


def test_an_entry_says_who_did_it_and_from_where(ctx: Context) -> None:
    key = do(ctx, keys.create_key, KeyDraft(name="Till"))
    origin = Origin("api", "203.0.113.0/24", "till/2.1")
    actor = keys.authenticate(key.key, ctx.now, origin)
    make(replace(ctx, actor=actor))
    by_key, by_owner = log(ctx)
    assert (by_key.actor, by_key.key_id, by_key.member_id) == ("Till", key.id, None)
    assert (by_key.surface, by_key.came_from, by_key.agent) == ("api", "203.0.113.0/24", "till/2.1")
    assert by_owner.member_id is not None
    assert by_owner.key_id is None


def test_what_fails_is_no_entry_and_leaves_nothing(ctx: Context) -> None:
    make(ctx)
    with pytest.raises(SlugTaken):
        make(ctx)
    with pytest.raises(NotFound):
        do(ctx, links.update_link, "nowhere", LinkPatch(title="x"))
    with pytest.raises(NotFound):
        do(ctx, links.delete_link, "nowhere")
    assert [one.action for one in log(ctx)] == ["link.created"]


def test_a_change_without_its_entry_is_not_made(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    link = make(ctx)

    def broken(*_: object, **__: object) -> None:
        raise Invalid("The pen is dry.")

    monkeypatch.setattr(journal, "write", broken)
    with pytest.raises(Invalid, match="pen"):
        do(ctx, links.update_link, link.id, LinkPatch(title="Changed"))
    with pytest.raises(Invalid, match="pen"):
        make(ctx, "other")
    assert links.get_link(ctx, link.id).title == ""
    assert Link.select().count() == 1


def test_what_is_deleted_is_told_as_it_was(ctx: Context) -> None:
    folder = do(ctx, folders.create_folder, FolderDraft(name="Menus"))
    do(ctx, folders.update_folder, "menus", FolderPatch(name="Food"))
    do(ctx, folders.delete_folder, "Food")
    deleted, renamed, _ = log(ctx)
    assert (deleted.subject_id, deleted.subject_name) == (folder.id, "Food")
    assert deleted.changes["name"] == ["Food", None]
    assert renamed.changes == {"name": ["Menus", "Food"]}


def test_many_changed_at_once_are_one_entry_with_all_ids(ctx: Context) -> None:
    made = do(ctx, bulk.create_links, BulkCreate(links=tuple(LinkDraft(destination=PAGE) for _ in range(150))))
    ids = [one.link.id for one in made.created]
    do(ctx, bulk.update_links, BulkUpdate(ids=(*ids, "nowhere"), action="archive", add_tags=("old",)))
    updated, created = log(ctx)
    assert (created.action, created.subject_name) == ("links.created", "150 links")
    assert created.changes == {"links": [None, ids]}
    assert updated.changes == {
        "links": [None, ids],
        "action": [None, "archive"],
        "add_tags": [None, ["old"]],
        "refused": [None, 1],
    }
    assert updated.sentence == "Owner changed 150 links."


def test_many_of_which_none_was_changed_are_no_entry(ctx: Context) -> None:
    do(ctx, bulk.update_links, BulkUpdate(ids=("nowhere",), action="archive"))
    assert log(ctx) == []


def test_an_import_is_one_entry_and_a_rehearsal_is_none(ctx: Context) -> None:
    rows = [{"row": number, "destination": PAGE, "slug": f"r{number}"} for number in (1, 2)]
    do(ctx, transfer.import_links, LinkImport.model_validate({"rows": rows, "dry_run": True}))
    assert log(ctx) == []
    report = do(ctx, transfer.import_links, LinkImport.model_validate({"rows": rows}))
    (entry,) = log(ctx)
    assert (entry.action, entry.changes) == ("links.imported", {"links": [None, report.created]})


def test_erased_hits_are_told(ctx: Context) -> None:
    link = make(ctx)
    do(ctx, erasing.erase_hits, link.id)
    entry = log(ctx)[0]
    assert (entry.action, entry.subject_id, entry.changes["hits"]) == ("hits.erased", link.id, [0, 0])


def test_no_secret_is_ever_written_down(ctx: Context) -> None:
    """Passwords, keys and their secrets: that they changed is told, and no more."""
    link = make(ctx, password="hush-hush-1")
    do(ctx, links.update_link, link.id, LinkPatch(password="hush-hush-2"))
    do(ctx, links.update_link, link.id, LinkPatch(password=None))
    many = BulkCreate(links=(LinkDraft(destination=PAGE, password="hush-hush-3"),))
    do(ctx, bulk.create_links, many)
    changes = {"ids": (link.id,), "changes": {"password": "hush-hush-4"}}
    do(ctx, bulk.update_links, BulkUpdate.model_validate(changes))
    key = do(ctx, keys.create_key, KeyDraft(name="Till"))
    do(ctx, keys.revoke_key, key.id)
    whole = " ".join(
        f"{one.changes} {one.subject_name} {one.actor}" for one in AuditEntry.select().order_by(AuditEntry.id)
    )
    assert "hush" not in whole
    assert key.key not in whole
    assert key.webhook_secret not in whole
    told = [one.changes["password"] for one in reversed(log(ctx)) if "password" in one.changes]
    assert told == [[None, "•••"], ["•••", "•••"], ["•••", None]]
    assert log(ctx, action="key.created")[0].changes["key"] == [None, "•••"]


def test_long_values_are_cut(ctx: Context) -> None:
    link = make(ctx)
    do(ctx, links.update_link, link.id, LinkPatch(destination=PAGE + "x" * 1990, note="n" * 1000))
    assert len(log(ctx)[0].changes["destination"][1]) == 2001


def test_entries_are_found(ctx: Context) -> None:
    key = do(ctx, keys.create_key, KeyDraft(name="Till"))
    by_key = replace(ctx, actor=keys.authenticate(key.key, ctx.now, Origin("api")))
    link = make(later(ctx, minutes=1), title="Soup 100%")
    make(later(by_key, minutes=2), "tea", title="Tea")
    do(later(by_key, minutes=3), links.pause_link, "tea")

    def asked(**query: Any) -> list[str]:
        return [one.action for one in log(ctx, **query)]

    owner = log(ctx, action="key")[0].member_id
    assert asked(key=key.id) == asked(key="Till") == asked(surface="api") == ["link.paused", "link.created"]
    assert asked(member=owner) == asked(member="Owner") == ["link.created", "key.created"]
    assert asked(action="link") == ["link.paused", "link.created", "link.created"]
    assert asked(action="link.paused") == ["link.paused"]
    assert asked(action="lin") == []
    assert asked(subject=link.id) == asked(subject="soup") == asked(subject="100%") == ["link.created"]
    assert asked(subject="%") == ["link.created"]
    assert asked(subject="tea") == ["link.paused", "link.created"]
    assert asked(since=ctx.now + timedelta(minutes=2)) == ["link.paused", "link.created"]
    assert asked(until=ctx.now + timedelta(minutes=1)) == ["key.created"]
    assert asked(member="Till") == asked(key="Owner") == []


def test_entries_come_page_by_page(ctx: Context) -> None:
    for number in range(5):
        make(ctx, f"s{number}")  # all of the same moment
    page = audit_log.list_entries(ctx, AuditQuery(limit=2))
    rest = audit_log.list_entries(ctx, AuditQuery(limit=9, cursor=page.pagination.next_cursor))
    assert [one.subject_name for one in (*page.data, *rest.data)] == ["s4", "s3", "s2", "s1", "s0"]
    assert page.pagination.total == 5
    with pytest.raises(Invalid):
        log(ctx, cursor="nonsense")


def test_the_neighbours_see_none_of_it(ctx: Context) -> None:
    make(ctx)
    theirs = replace(ctx, actor=second_workspace())
    assert log(theirs) == []
    assert b"lunch" not in b"".join(exporting_audit.export_entries(theirs, AuditExportQuery()).chunks)


def test_an_entry_outlives_whoever_made_it(ctx: Context) -> None:
    key = do(ctx, keys.create_key, KeyDraft(name="Till"))
    make(replace(ctx, actor=keys.authenticate(key.key, ctx.now)))
    with database.write():
        database.proxy.execute_sql("DELETE FROM api_key")
    assert (log(ctx)[0].actor, log(ctx)[0].key_id) == ("Till", key.id)


def test_entries_are_never_changed(ctx: Context) -> None:
    make(ctx)
    before = log(ctx)
    with pytest.raises(IntegrityError, match="never changed"), database.write():
        AuditEntry.update(actor="Nobody").execute()
    with pytest.raises(IntegrityError, match="still kept"), database.write():
        AuditEntry.delete().execute()
    assert log(ctx) == before


def old(ctx: Context, days: int, workspace_id: int | None = None) -> None:
    with database.write():
        journal.write(
            workspace_id or ctx.actor.workspace_id,
            "link.created",
            {},
            at=ctx.now - timedelta(days=days),
            subject=Subject("", f"{days} days"),
        )


def test_entries_go_when_their_workspace_keeps_them_no_longer(ctx: Context) -> None:
    theirs = second_workspace()
    Workspace.update(keep_audit_days=None).where(Workspace.id == theirs.workspace_id).execute()
    for days in (500, 399):
        old(ctx, days)
        old(ctx, days, theirs.workspace_id)
    breaths: list[int] = []
    assert audit_log.forget_old(ctx.now, lambda: breaths.append(1)) == 1
    assert [one.subject_name for one in log(ctx)] == ["399 days"]
    assert len(log(replace(ctx, actor=theirs))) == 2
    assert breaths == [1]
    with pytest.raises(IntegrityError, match="still kept"), database.write():
        AuditEntry.delete().where(AuditEntry.workspace_id == theirs.workspace_id).execute()


def test_how_long_entries_are_kept_is_for_owners_to_say(ctx: Context) -> None:
    admin = replace(ctx, actor=replace(ctx.actor, role=Role.ADMIN))
    with pytest.raises(Forbidden, match="owner"):
        do(admin, workspaces.update_workspace, WorkspacePatch(keep_audit_days=30))
    assert do(ctx, workspaces.update_workspace, WorkspacePatch(keep_audit_days=30)).keep_audit_days == 30
    assert do(ctx, workspaces.update_workspace, WorkspacePatch(keep_audit_days=None)).keep_audit_days is None
    assert [one.changes for one in log(ctx)] == [{"keep_audit_days": [30, None]}, {"keep_audit_days": [400, 30]}]


def test_counting_anew_begins_when_the_change_is_kept(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[bool, int]] = []

    def count(**_: object) -> None:
        seen.append((database.proxy.in_transaction(), len(log(ctx))))

    monkeypatch.setattr(workspaces.pending, "count_if_few", count)
    do(ctx, workspaces.update_workspace, WorkspacePatch(time_zone="Asia/Tokyo"))
    assert seen == [(False, 1)]


def test_what_qrdesk_does_by_itself_is_told_too(ctx: Context, tmp_path: Path) -> None:
    link = a_link(ctx, "https://www.bad.example/x", "bad")
    listed = tmp_path / "list"
    listed.write_text("bad.example\n")
    blocklist.sweep_page(0, str(listed), ctx.now)
    (entry,) = log(ctx)
    assert (entry.actor, entry.surface, entry.member_id, entry.key_id) == ("QRDesk", "system", None, None)
    assert (entry.action, entry.subject_id) == ("link.suspended", link.id)
    assert "bad.example" in entry.changes["suspended_reason"][1]
    assert entry.sentence == "QRDesk took out of service the link “Bad”."


def test_hits_that_are_no_longer_kept_are_told_once(ctx: Context) -> None:
    link = a_link(ctx, PAGE)
    row = Link.get(Link.public_id == link.id)
    at_us = to_micros(ctx.now - timedelta(days=500))
    with database.write():
        store_hits([HitRow("h1", at_us, row.workspace_id, row.id, True, False)])
    for _ in range(2):
        retention.delete_old_hits(ctx.now)
    (entry,) = log(ctx)
    assert (entry.action, entry.surface) == ("hits.expired", "system")
    assert entry.changes["hits_from"][0] is None


def test_a_claim_that_lapses_is_told_to_those_who_lose_it(ctx: Context) -> None:
    theirs = replace(ctx, actor=second_workspace())
    domains.create_domain(theirs, DomainDraft(url="https://wanted.example"))
    do(later(ctx, hours=24 * 8), domains.create_domain, DomainDraft(url="https://wanted.example"))
    (entry,) = log(theirs)
    assert (entry.action, entry.subject_name, entry.surface) == ("domain.lapsed", "wanted.example", "system")
    assert Domain.get(Domain.host == "wanted.example").workspace_id == ctx.actor.workspace_id


def exported(ctx: Context, **query: Any) -> bytes:
    return b"".join(exporting_audit.export_entries(ctx, AuditExportQuery(**query)).chunks)


def test_the_log_as_csv_starts_no_formula(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting_audit, "_PAGE", 2)
    for number in range(5):
        make(ctx, f"s{number}", title="=cmd|' /C calc'!A0")
    lines = list(csv.DictReader(io.StringIO(exported(ctx).decode("utf-8-sig"))))
    assert [json.loads(line["changes"])["slug"][1] for line in lines] == ["s0", "s1", "s2", "s3", "s4"]
    assert {line["subject_name"] for line in lines} == {"'=cmd|' /C calc'!A0"}
    assert {line["actor"] for line in lines} == {"Owner"}


def test_the_log_as_lines_of_json_is_what_the_list_says(ctx: Context) -> None:
    make(ctx)
    do(ctx, links.pause_link, "lunch")
    found = [AuditView.model_validate_json(line) for line in exported(ctx, format="jsonl").splitlines()]
    assert found == log(ctx)[::-1]
    assert exported(ctx, format="jsonl", action="link.paused").count(b"\n") == 1
    assert exported(ctx, format="jsonl", subject="nothing") == b""


def test_an_export_is_called_off_and_waits_its_turn(ctx: Context) -> None:
    make(ctx)
    with pytest.raises(CalledOff):
        exported(replace(ctx, cancelled=lambda: True))
    with exporting_hits.place(), exporting_hits.place(), pytest.raises(Busy):
        exported(ctx)


def test_every_row_that_writes_is_in_the_log_and_no_other() -> None:
    writing = {row.name for row in OPERATIONS if row.method != "GET"} - ASKS
    assert {row.name for row in OPERATIONS if row.audited is not None} == writing


@pytest.mark.parametrize("row", [row for row in OPERATIONS if row.audited], ids=lambda row: row.name)
def test_every_action_has_a_name_that_can_be_asked_for_and_words(row: Any) -> None:
    AuditQuery(action=row.audited.action)
    said = sentence("Anna", row.audited.action, "Lunch")
    assert row.audited.action.partition(".")[2] == "verified" or row.audited.action not in said
    assert said.startswith("Anna ")
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("action", "name", "said"),
    [
        ("link.updated", "Lunch", "Anna changed the link “Lunch”."),
        ("code.exported", "", "Anna exported the QR code."),
        ("links.imported", "1,000 links", "Anna imported 1,000 links."),
        ("hits.erased", "Lunch", "Anna erased all hits of “Lunch”."),
        ("of_tomorrow.turned_round", "Lunch", "Anna turned round the of tomorrow “Lunch”."),
    ],
)
def test_an_entry_is_a_sentence(action: str, name: str, said: str) -> None:
    assert sentence("Anna", action, name) == said


def test_nobody_is_somebody() -> None:
    assert sentence("", "link.paused", "Lunch") == "Somebody paused the link “Lunch”."


def test_who_left_is_named(ctx: Context) -> None:
    gone = Actor(ctx.actor.workspace_id, frozenset({"all"}), member_id=999_999, name="Anna")
    make(replace(ctx, actor=gone))
    assert (log(ctx)[0].actor, log(ctx)[0].member_id) == ("Anna", None)
