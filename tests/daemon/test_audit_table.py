"""Every row of the operations table that writes adds one entry to the audit log; no other does."""

import pytest

from qrdesk.core import database
from qrdesk.core.models import AuditEntry
from qrdesk.core.operations import OPERATIONS, PREFIX, Operation
from qrdesk.core.schemas.access import Scope
from tests.daemon.test_api_table import ids
from tests.desks import Desk, make_key
from tests.table import call

__all__ = ["ids"]
USER_AGENT = "till/2.1"


def entries() -> list[AuditEntry]:
    with database.scope():
        return list(AuditEntry.select().order_by(AuditEntry.id))


@pytest.mark.parametrize(
    "row", [row for row in OPERATIONS if not (row.public or row.operator)], ids=lambda row: row.name
)
def test_a_row_adds_one_entry_if_it_writes_and_none_if_it_is_refused(
    api: Desk, ids: dict[str, str], row: Operation
) -> None:
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
