"""The audit log is found, told in sentences, written to files, and forgotten when its time is over."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from peewee import IntegrityError

from qrdesk.core import database, journal
from qrdesk.core.context import Actor, Context, Origin
from qrdesk.core.errors import Busy, CalledOff, Invalid
from qrdesk.core.journal import Subject
from qrdesk.core.models import AuditEntry, Workspace
from qrdesk.core.schemas.access import KeyDraft
from qrdesk.core.schemas.audit import AuditExportQuery, AuditQuery, AuditView
from qrdesk.core.services import (
    audit_log,
    exporting_audit,
    exporting_hits,
    keys,
    links,
)
from qrdesk.core.services.audit_words import sentence
from qrdesk.core.settings import Settings
from tests.core.services.audited import do, log, make
from tests.core.services.places import later, workspace
from tests.desks import second_workspace


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield replace(found, now=datetime.now(UTC))


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
    assert asked(subject=link.id) == asked(subject="soup") == asked(subject="100%") == ["link.created"]
    assert asked(subject="%") == ["link.created"]
    assert asked(subject="tea") == ["link.paused", "link.created"]
    assert asked(since=ctx.now + timedelta(minutes=2)) == ["link.paused", "link.created"]
    assert asked(until=ctx.now + timedelta(minutes=1)) == ["key.created"]
    for nobody in ({"member": "Till"}, {"key": "Owner"}, {"action": "lin"}):
        with pytest.raises(Invalid):
            asked(**nobody)


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


def test_entries_at_the_very_end_of_their_time_keep_nobody_s_old_ones(ctx: Context) -> None:
    theirs = second_workspace()
    now = datetime.now(UTC).replace(microsecond=999_999)  # the database cuts it to the second
    with database.write():
        for tenth_s in range(-20, 20):
            at = now - timedelta(days=400, seconds=tenth_s / 10)
            journal.write(ctx.actor.workspace_id, "link.created", {}, at=at, subject=Subject("", "near"))
    old(ctx, 900)
    old(ctx, 900, theirs.workspace_id)
    assert audit_log.forget_old(now, lambda: None) == 2
    assert log(replace(ctx, actor=theirs)) == []
    assert {one.subject_name for one in log(ctx)} == {"near"}


def test_a_database_whose_clock_is_behind_keeps_what_it_guards_and_no_more(
    ctx: Context, caplog: pytest.LogCaptureFixture
) -> None:
    theirs = second_workspace()
    old(ctx, 399)
    old(ctx, 900, theirs.workspace_id)
    assert audit_log.forget_old(ctx.now + timedelta(days=2), lambda: None) == 1
    assert len(log(ctx)) == 1
    assert "still there" in caplog.text


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


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"links": [None, ["lnk_1"]], "action": [None, "resume"]}, "Anna resumed 2 links."),
        ({"links": [None, ["lnk_1"]], "action": [None, "turn"]}, "Anna changed 2 links."),
        ({"links": [None, ["lnk_1"]]}, "Anna changed 2 links."),
    ],
)
def test_what_was_done_to_many_links_is_said(changes: dict[str, list[object]], said: str) -> None:
    assert sentence("Anna", "links.updated", "2 links", changes) == said


def test_an_import_that_made_nothing_says_what_it_found() -> None:
    changes = {"links": [None, []], "there": [None, ["lnk_1"]]}
    said = "Anna ran an import and found 1 link here already."
    assert sentence("Anna", "links.imported", "0 links", changes) == said
    made = {**changes, "links": [None, ["lnk_2", "lnk_3"]]}
    assert sentence("Anna", "links.imported", "2 links", made) == "Anna imported 2 links."


def test_a_role_that_was_changed_is_named() -> None:
    changes = {"role": ["member", "admin"], "name": ["Anna", "Anne"]}
    assert sentence("Olga", "member.updated", "Anne", changes) == "Olga changed the role of “Anne” to admin."
    assert sentence("Olga", "member.updated", "Anne", {"name": ["Anna", "Anne"]}) == "Olga changed the member “Anne”."


def test_a_program_is_told_by_its_key(ctx: Context) -> None:
    key = keys.create_key(ctx, KeyDraft(name="planned"))
    make(replace(ctx, actor=keys.authenticate(key.key, ctx.now)), title="Lunch")
    (entry,) = log(ctx, action="link.created")
    assert (entry.actor, entry.sentence) == ("planned", "The key “planned” made the link “Lunch”.")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"member": "Nobody"}, "member"),
        ({"key": "nothing"}, "key"),
        ({"action": "lunch.eaten"}, "action"),
        ({"surface": "web"}, "surface"),
        ({"since": datetime(2026, 2, 1, tzinfo=UTC), "until": datetime(2026, 1, 1, tzinfo=UTC)}, "until"),
    ],
)
def test_a_name_that_there_is_not_is_no_empty_answer(ctx: Context, query: dict[str, Any], field: str) -> None:
    make(ctx)
    with pytest.raises(Invalid) as refused:
        log(ctx, **query)
    assert list(refused.value.field_errors) == [field]


def test_a_neighbours_names_are_not_known_here(ctx: Context) -> None:
    neighbour = replace(ctx, actor=second_workspace())
    keys.create_key(neighbour, KeyDraft(name="theirs"))
    for query in ({"member": "Other owner"}, {"key": "theirs"}):
        with pytest.raises(Invalid):
            log(ctx, **query)
        assert log(neighbour, **query) == []


def test_who_is_known_and_did_nothing_is_an_empty_answer(ctx: Context) -> None:
    make(ctx)
    key = keys.create_key(ctx, KeyDraft(name="Till"))
    for query in ({"key": "Till"}, {"key": key.id}, {"action": "plan.saved"}, {"action": "file"}, {"surface": "h0p"}):
        assert log(ctx, **query) == []


def test_nobody_is_somebody() -> None:
    assert sentence("", "link.paused", "Lunch") == "Somebody paused the link “Lunch”."


def test_who_left_is_named(ctx: Context) -> None:
    gone = Actor(ctx.actor.workspace_id, frozenset({"all"}), member_id=999_999, name="Anna")
    make(replace(ctx, actor=gone))
    assert (log(ctx)[0].actor, log(ctx)[0].member_id) == ("Anna", None)
