"""Every row of the operations table that writes adds one entry to the audit log; no other does."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.models import AuditEntry, Code, Endpoint, Link
from qrdesk.core.operations import OPERATIONS, PREFIX, Operation
from qrdesk.core.schemas.access import Scope
from qrdesk.core.services import differences
from tests.desks import Desk, make_key
from tests.table import call

USER_AGENT = "till/2.1"
# Columns of the link before a row that would find nothing to do.
FOUND: dict[str, dict[str, Any]] = {
    "restore_link": {"archived_at": datetime.now(UTC)},
    "resume_link": {"paused_at": datetime.now(UTC)},
    "reset_hits": {"hit_limit": 3, "hits_used": 2},
}
CHANGING = {
    *("archive_link", "pause_link", "restore_link", "resume_link"),
    *("pause_endpoint", "resume_endpoint", "forget_printed"),
}
AUDITED = [row for row in OPERATIONS if row.audited and not (row.public or row.operator)]


def find(row: Operation) -> None:
    """Have link, code and endpoint as the row finds something to do."""
    with database.scope():
        Link.update(FOUND.get(row.name, {"title": "Lunch"})).execute()
        Code.update(slug="own" if row.name == "create_codes_of_links" else "").execute()  # so it is not the link's
        Code.update(printed_at=datetime.now(UTC) if row.name == "forget_printed" else None).execute()
        Endpoint.update(paused_at=datetime.now(UTC) if row.name == "resume_endpoint" else None).execute()


def entries() -> list[AuditEntry]:
    with database.scope():
        return list(AuditEntry.select().order_by(AuditEntry.id))


@pytest.mark.parametrize(
    "row", [row for row in OPERATIONS if not (row.public or row.operator)], ids=lambda row: row.name
)
@pytest.mark.fast_cases(50)
def test_a_row_adds_one_entry_if_it_writes_and_none_if_it_is_refused(
    api: Desk, ids: dict[str, str], row: Operation
) -> None:
    find(row)
    before = len(entries())
    if row.scope is not None:
        others = make_key(api.opened, *(scope for scope in Scope if scope is not row.scope))
        assert call(api, row, ids, key=others).status == 403
    assert len(entries()) == before
    assert call(api, row, ids).status == row.status
    added = entries()[before:]
    assert [one.action for one in added] == ([row.audited.action] if row.audited else [])
    for one in added:
        assert one.surface == "api"
        assert one.key_id.startswith("key_")
        assert one.came_from == "127.0.0.0/24"
        assert one.subject_name


@pytest.mark.parametrize(
    "row", [row for row in AUDITED if row.method == "PATCH" or row.name in CHANGING], ids=lambda row: row.name
)
def test_what_changes_nothing_adds_no_entry(api: Desk, ids: dict[str, str], row: Operation) -> None:
    find(row)
    first = call(api, row, ids)
    before = entries()
    again = call(api, row, ids)
    assert (first.status, again.status) == (200, 200)
    assert entries() == before
    assert [entry.action for entry in before].count(getattr(row.audited, "action", "")) == 1


@pytest.mark.parametrize("row", [row for row in AUDITED if row.method == "PATCH"], ids=lambda row: row.name)
def test_what_a_change_may_change_is_seen_by_the_log(row: Operation) -> None:
    """A field that no view shows would be changed without a word."""
    assert row.body is not None
    shown = row.returns.model_fields.keys() - differences.DERIVED
    unseen = row.body[1].model_fields.keys() - differences.SECRET - shown
    assert unseen == ({"scheme"} if row.name == "update_domain" else set())  # the domain's ``url`` begins with it


def test_a_password_sent_where_there_is_none_and_none_taken_away(api: Desk) -> None:
    link = f"{PREFIX}/links/" + api.ask("POST", f"{PREFIX}/links", {"destination": "https://example.com/"}).data["id"]
    before = len(entries())
    assert api.ask("PATCH", link, {"password": None}).status == 200
    assert len(entries()) == before
    for sent, told in (("secret", [None, "•••"]), ("other", ["•••", "•••"]), (None, ["•••", None])):
        assert api.ask("PATCH", link, {"password": sent}).status == 200
        assert json.loads(entries()[-1].changes)["password"] == told
    assert len(entries()) == before + 3


def test_an_entry_says_which_program_it_was(api: Desk) -> None:
    api.ask("POST", f"{PREFIX}/tags", {"name": "summer"}, headers={"User-Agent": USER_AGENT})
    (entry,) = api.ask("GET", f"{PREFIX}/audit?action=tag").data
    assert (entry["agent"], entry["surface"]) == (USER_AGENT, "api")
    assert entry["changes"] == {"name": [None, "summer"], "colour": [None, entry["changes"]["colour"][1]]}


def test_the_log_comes_as_a_file(api: Desk) -> None:
    api.ask("POST", f"{PREFIX}/tags", {"name": "summer"})
    answer = api.ask("GET", f"{PREFIX}/audit/export?format=csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "summer" in answer.content.decode("utf-8-sig")
