"""Links by their slug alone: none is guessed, and none is given away twice, whoever has it; on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import BadSlug, Conflict, NotFound, SlugReserved, SlugTaken
from qrdesk.core.models import Domain, Key, Workspace
from qrdesk.core.services import links
from qrdesk.core.services.scan_window import find_scan_days
from qrdesk.core.services.shortcodes import get_link_id, require_free_everywhere
from qrdesk.core.settings import Settings
from tests.core.services.places import a_link, workspace
from tests.desks import second_workspace

PAGE = "https://example.com/"


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        for host, case_sensitive in (("second.example", False), ("exact.example", True)):
            Domain.create(
                workspace=found.actor.workspace_id,
                scheme="https",
                host=host,
                case_sensitive=case_sensitive,
                created_at=found.now,
            )
        yield found


def take(ctx: Context, slug: str) -> None:
    with database.write():
        require_free_everywhere(ctx, slug)


def test_the_default_domain_comes_first_then_the_only_other_one(ctx: Context) -> None:
    second = a_link(ctx, PAGE, "menu", host="second.example")
    assert get_link_id(ctx, "MENU") == second.id
    first = a_link(ctx, PAGE, "menu")
    assert get_link_id(ctx, "menu") == first.id
    links.delete_link(ctx, first.id)
    with pytest.raises(NotFound):  # it keeps its slug: what is sent again is not done to the other
        get_link_id(ctx, "menu")
    assert links.get_link(ctx, second.id).id == second.id


def test_of_several_none_is_guessed(ctx: Context) -> None:
    found = [a_link(ctx, PAGE, "menu", host=host) for host in ("second.example", "exact.example")]
    for link in found:
        with pytest.raises(Conflict, match="Several of your domains"):
            get_link_id(ctx, "menu")
        links.delete_link(ctx, link.id)
    with pytest.raises(NotFound):
        get_link_id(ctx, "menu")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_slug_is_looked_up_by_the_index_of_addresses(ctx: Context) -> None:
    ran: list[str] = []
    ask = database.proxy.obj.execute_sql

    def noting(sql: str, parameters: Any = None) -> Any:
        if "slug" in sql:
            plan = ask(f"EXPLAIN QUERY PLAN {sql}", parameters).fetchall()
            ran.append(" ".join(row[3] for row in plan))
        return ask(sql, parameters)

    database.proxy.obj.execute_sql = noting
    try:
        with pytest.raises(NotFound):
            get_link_id(ctx, "menu")
        take(ctx, "menu")
    finally:
        del database.proxy.obj.execute_sql
    assert len(ran) == 2
    assert all("slug_domain_id_folded (domain_id=? AND folded=?)" in plan for plan in ran), ran


def test_letters_count_where_the_domain_says_so(ctx: Context) -> None:
    link = a_link(ctx, PAGE, "Menu", host="exact.example")
    assert get_link_id(ctx, "Menu") == link.id
    with pytest.raises(NotFound):
        get_link_id(ctx, "menu")


def test_neighbours_and_ids_are_no_names(ctx: Context) -> None:
    link = a_link(Context(second_workspace(), ctx.now, b""), PAGE, "menu")
    mine = a_link(ctx, PAGE, "mine")
    for name in ("menu", link.id, mine.id, mine.uuid, ""):
        with pytest.raises(NotFound):
            get_link_id(ctx, name)


def test_a_slug_of_anybody_is_taken_for_ever(ctx: Context) -> None:
    other = Context(second_workspace(), ctx.now, b"")
    link = a_link(other, PAGE, "menu")
    with pytest.raises(SlugTaken):
        take(ctx, "Menu")
    links.delete_link(other, link.id)
    with pytest.raises(SlugTaken):
        take(ctx, "menu")
    with pytest.raises(SlugReserved):
        take(ctx, "api")
    with pytest.raises(BadSlug):
        take(ctx, "a b")
    take(ctx, "menu-2")
    assert get_link_id(ctx, a_link(ctx, PAGE, "menu-2").slug)


def test_the_narrower_plan_says_how_far_back(ctx: Context) -> None:
    def days(workspaces: str, keys: str) -> int | None:
        Workspace.update(plan=workspaces).where(Workspace.id == ctx.actor.workspace_id).execute()
        key = Key.create(
            workspace=ctx.actor.workspace_id,
            name="K",
            digest=f"{workspaces} {keys}",
            start="",
            end="",
            scopes="all",
            plan=keys,
            webhook_secret="",
            created_at=ctx.now,
        )
        return find_scan_days(replace(ctx, actor=replace(ctx.actor, key_id=key.id)))

    assert find_scan_days(ctx) is None
    assert days("unlimited", "unlimited") is None
    assert days("pro", "unlimited") == 30
    assert days("unlimited", "business") == 365
    assert days("pro", "free") == 0
