"""What a key may ask: the narrowest of its own limit and those of two plans."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.models import Key, Plan, Workspace
from qrdesk.core.opening import open_database
from qrdesk.core.services.allowance import Allowance, find_allowance
from qrdesk.core.settings import Settings


@pytest.fixture
def workspace_id(database_url: str, tmp_path: Path) -> Iterator[int]:
    opened = open_database(database_url, Settings(data_dir=str(tmp_path)))
    with database.scope():
        Plan.create(name="slow", rate_limit=30)
        Plan.create(name="slower", rate_limit=20)
        yield opened.owner.workspace_id
    database.close()


def key_of(workspace_id: int, plan: str, rate_limit: int | None) -> int:
    return Key.create(
        workspace=workspace_id,
        name="x",
        digest=f"{plan}{rate_limit}",
        start="",
        end="",
        scopes="all",
        plan=plan,
        rate_limit=rate_limit,
        webhook_secret="",
        created_at=datetime.now(UTC),
    ).id


@pytest.mark.parametrize(
    ("workspaces", "keys", "own", "found"),
    [
        ("unlimited", "unlimited", None, Allowance(None, "unlimited")),
        ("unlimited", "unlimited", 7, Allowance(7, "unlimited")),
        ("unlimited", "free", None, Allowance(None, "free")),
        ("pro", "unlimited", None, Allowance(None, "pro")),
        ("pro", "free", None, Allowance(None, "free")),
        ("unlimited", "slow", None, Allowance(30, "slow")),
        ("slower", "slow", None, Allowance(20, "slow")),
        ("slower", "unlimited", None, Allowance(20, "slower")),
        ("slower", "slow", 500, Allowance(20, "slow")),
        ("slow", "slower", 500, Allowance(20, "slower")),
        ("slower", "slow", 19, Allowance(19, "slow")),
        ("unlimited", "slow", 31, Allowance(30, "slow")),
        ("slow", "unlimited", 31, Allowance(30, "slow")),
        ("pro", "free", 500, Allowance(500, "free")),
        ("unlimited", "gone", None, Allowance(None, "gone")),
    ],
)
def test_the_narrowest_limit_counts(
    workspace_id: int, workspaces: str, keys: str, own: int | None, found: object
) -> None:
    Workspace.update(plan=workspaces).where(Workspace.id == workspace_id).execute()
    assert find_allowance(key_of(workspace_id, keys, own)) == found


def test_a_key_that_has_just_gone_is_nobodys_trouble(workspace_id: int) -> None:
    assert find_allowance(999) == Allowance()
