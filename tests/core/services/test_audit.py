"""The audit log: who changed what, from what to what, added with the change itself and never changed after."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from peewee import IntegrityError

from qrdesk.core import database, journal
from qrdesk.core.context import Context, Origin
from qrdesk.core.errors import Forbidden, Invalid, NotFound, SlugTaken
from qrdesk.core.hits import retention
from qrdesk.core.hits.hit_row import HitRow
from qrdesk.core.hits.ingest import store_hits
from qrdesk.core.models import AuditEntry, Domain, Link
from qrdesk.core.models.base import to_micros
from qrdesk.core.operations import OPERATIONS
from qrdesk.core.schemas.access import KeyDraft, Role, WorkspacePatch
from qrdesk.core.schemas.audit import AuditQuery
from qrdesk.core.schemas.bulk import BulkCreate, BulkUpdate
from qrdesk.core.schemas.domains import DomainDraft
from qrdesk.core.schemas.folders import FolderDraft, FolderPatch
from qrdesk.core.schemas.links import LinkDraft, LinkPatch
from qrdesk.core.schemas.transfer import LinkImport
from qrdesk.core.services import (
    audit_words,
    blocklist,
    bulk,
    domains,
    erasing,
    folders,
    keys,
    links,
    transfer,
    workspaces,
)
from qrdesk.core.services.audit_words import sentence
from qrdesk.core.settings import Settings
from tests.core.services.audited import PAGE, do, log, make
from tests.core.services.places import a_link, later, workspace
from tests.desks import second_workspace

# sent with POST for their many fields; they change nothing
ASKS = frozenset({"simulate_link", "simulate_draft", "preview_code", "read_styling"})


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield replace(found, now=datetime.now(UTC))


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
    assert updated.sentence == "Owner archived 150 links."


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


def test_every_row_that_writes_is_in_the_log_and_no_other() -> None:
    writing = {row.name for row in OPERATIONS if row.method != "GET"} - ASKS
    assert {row.name for row in OPERATIONS if row.audited is not None} == writing


@pytest.mark.parametrize("row", [row for row in OPERATIONS if row.audited], ids=lambda row: row.name)
def test_every_action_has_a_name_that_can_be_asked_for_and_words(row: Any) -> None:
    AuditQuery(action=row.audited.action)
    assert audit_words.is_known(row.audited.action)
    said = sentence("Anna", row.audited.action, "Lunch")
    assert row.audited.action.partition(".")[2] == "verified" or row.audited.action not in said
    assert said.startswith("Anna ")
    assert said.endswith(".")
