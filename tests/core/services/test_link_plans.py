"""How SQLite goes about it: what finds a few links by their names reads no more than those, however many there are."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from qrdesk.client import Client, LinkDraft, LinkQuery
from qrdesk.core import database
from qrdesk.core.schemas.bulk import BulkUpdate
from qrdesk.core.schemas.codes_bulk import PrintedDraft
from qrdesk.core.schemas.links import LinkState
from qrdesk.core.services import link_rows
from qrdesk.core.settings import Settings
from tests.desks import context

IDS = [f"lnk_{number:010d}" for number in range(100)]
Asked = list[tuple[str, str]]  # statements, and how SQLite goes about each


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    with Client.local(str(tmp_path / "qrdesk.db"), Settings(data_dir=str(tmp_path / "data"))) as found:
        found.links.create(LinkDraft(destination="https://example.com/", slug="menu", title="Menu of the day"))
        yield found


@pytest.fixture
def asked(client: Client, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What the database is asked from now on."""
    assert client is not None
    plans: Asked = []
    execute = database.proxy.obj.execute_sql

    def noting(sql: str, params: Any = None) -> Any:
        if sql.startswith("SELECT"):
            steps = execute(f"EXPLAIN QUERY PLAN {sql}", params).fetchall()
            plans.append((sql, "; ".join(str(step[3]) for step in steps)))
        return execute(sql, params)

    monkeypatch.setattr(database.proxy.obj, "execute_sql", noting)
    return plans


def find(client: Client) -> object:
    with database.scope():
        return link_rows.find_rows(context(client.transport.opened), IDS)  # type: ignore[attr-defined] # a LocalTransport


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda client: client.links.summaries(IDS), "link_public_id"),
        (lambda client: client.links.days(IDS), "link_public_id"),
        (lambda client: client.codes.remember_printed(PrintedDraft(codes=tuple(IDS))), "code_public_id"),
        (find, "link_public_id"),
    ],
)
def test_many_names_are_looked_up_one_by_one(
    client: Client, asked: Asked, ask: Callable[[Client], object], index: str
) -> None:
    ask(client)
    plans = [plan for sql, plan in asked if '"public_id" IN (' in sql]
    assert plans
    assert all(index in plan and "workspace_id" not in plan for plan in plans), plans


@pytest.mark.parametrize("state", [LinkState.PAUSED, LinkState.EXPIRED, LinkState.SUSPENDED, LinkState.LIVE])
def test_what_holds_links_up_is_looked_for_among_the_few_that_it_can(
    client: Client, asked: Asked, state: LinkState
) -> None:
    client.links.list(LinkQuery(state=state))
    plans = [plan for sql, plan in asked if "hit_limit" in sql and "IS NOT NULL" in sql]
    assert plans
    assert all("link_held_up" in plan for plan in plans), plans


def test_words_are_looked_for_once_for_the_total_and_the_page(client: Client, asked: Asked) -> None:
    page = client.links.list(LinkQuery(search="menu exam", sort="-hit_count"))
    assert (len(page.data), page.pagination.total) == (1, 1)
    assert len([sql for sql, _ in asked if "MATCH" in sql]) == 1
    (plan,) = [plan for sql, plan in asked if "ORDER BY + " in sql and "json_each" in sql]
    assert "INTEGER PRIMARY KEY (rowid=?)" in plan


def test_a_thousand_named_links_change_without_a_look_at_all_others(client: Client, asked: Asked) -> None:
    report = client.links.update_many(BulkUpdate(ids=("menu", *IDS), add_tags=("spring",)))
    assert (len(report.updated), len(report.refused)) == (1, 100)
    assert not [plan for sql, plan in asked if '"public_id" IN (' in sql and "link_workspace_id" in plan]
