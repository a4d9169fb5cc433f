"""Several workspaces in one database: who makes them, and what they know of each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.core.context import Context
from qrdesk.core.errors import (
    Conflict,
    Forbidden,
)
from qrdesk.core.models import AuditEntry
from qrdesk.core.schemas.access import Role, WorkspacePatch
from qrdesk.core.schemas.members import WorkspaceDraft
from qrdesk.core.services import workspaces
from qrdesk.core.settings import Settings
from tests.core.services.audited import do
from tests.core.services.people import at_once, bot, code_for, join, kinds_of, sign_in
from tests.core.services.places import workspace


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


def test_a_new_workspace_is_told_in_its_own_log(ctx: Context) -> None:
    made = do(ctx, workspaces.create_workspace, WorkspaceDraft(name="Two", url="https://two.example"))
    (entry,) = AuditEntry.select()
    assert (entry.action, entry.subject_id) == ("workspace.created", made.id)
    assert entry.workspace_id == workspaces.get_owner("two").workspace_id != ctx.actor.workspace_id


def test_only_an_operator_adds_and_sees_workspaces(ctx: Context) -> None:
    owner = join(ctx, code_for(ctx, Role.OWNER))
    for by in (bot(ctx), sign_in(ctx, owner)):
        with pytest.raises(Forbidden):
            workspaces.list_workspaces(by)
        with pytest.raises(Forbidden):
            workspaces.create_workspace(by, WorkspaceDraft(name="Two", url="https://two.example"))
    assert len(workspaces.list_workspaces(ctx)) == 1


def test_two_workspaces_do_not_get_one_address(ctx: Context) -> None:
    drafts = [WorkspaceDraft(name=name, url="https://two.example") for name in ("Two", "Three")]
    found = at_once(*[lambda draft=draft: workspaces.create_workspace(ctx, draft) for draft in drafts])
    assert kinds_of(found) == ["Conflict", "WorkspaceView"]
    assert isinstance(next(one for one in found if isinstance(one, Exception)), Conflict)
    assert len(workspaces.list_workspaces(ctx)) == 2


def test_two_workspaces_do_not_get_one_name(ctx: Context) -> None:
    drafts = [WorkspaceDraft(name="Two", url="https://a.example"), WorkspaceDraft(name="TWO", url="https://b.example")]
    found = at_once(*[lambda draft=draft: workspaces.create_workspace(ctx, draft) for draft in drafts])
    assert kinds_of(found) == ["Conflict", "WorkspaceView"]
    first, second = workspaces.list_workspaces(ctx)
    assert (first.url, first.plan, second.url is None) == ("http://localhost:8765", "unlimited", False)
    with pytest.raises(Conflict, match="already") as refused:
        workspaces.update_workspace(ctx, WorkspacePatch(name="tWo"))
    assert list(refused.value.field_errors) == ["name"]


def test_a_key_is_not_told_how_a_neighbour_is_called(ctx: Context) -> None:
    workspaces.create_workspace(ctx, WorkspaceDraft(name="Two", url="https://two.example"))
    assert workspaces.update_workspace(bot(ctx), WorkspacePatch(name="Two")).name == "Two"
