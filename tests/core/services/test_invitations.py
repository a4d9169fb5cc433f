"""Invitations in numbers, on both databases: how many may be open, how many are listed, and at what cost."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Conflict
from qrdesk.core.models import Invitation
from qrdesk.core.schemas.access import KeyDraft
from qrdesk.core.schemas.members import AcceptDraft, AcceptedView, InvitationDraft
from qrdesk.core.services import invitations, keys
from qrdesk.core.settings import Settings
from tests.core.services.places import later, workspace
from tests.desks import second_workspace


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


def code_for(ctx: Context) -> str:
    return invitations.create_invitation(ctx, InvitationDraft(name="Anna")).code


def join(ctx: Context, code: str) -> AcceptedView:
    return invitations.accept_invitation(ctx, AcceptDraft(code=code))


def fill(ctx: Context, many: int, **more: Any) -> None:
    """Add invitations to the workspace as if each had been made."""
    shared = {"workspace": ctx.actor.workspace_id, "name": "n", "role": "member", "created_at": ctx.now}
    shared |= {"inviter_id": ctx.actor.member_id, "expires_at": ctx.now + timedelta(days=1), **more}
    with database.write():
        for _ in range(many // 100):
            Invitation.insert_many([{**shared, "digest": uuid4().hex} for _ in range(100)]).execute()


def test_a_workspace_has_room_for_so_many_open_invitations(ctx: Context) -> None:
    fill(ctx, invitations.MOST_OPEN)
    fill(ctx, 100, revoked_at=ctx.now)
    with pytest.raises(Conflict, match="1,000 invitations are open"):
        code_for(ctx)
    assert code_for(replace(ctx, actor=second_workspace()))
    invitations.revoke_invitation(
        ctx, next(one.id for one in invitations.list_invitations(ctx) if one.status == "open")
    )
    assert code_for(ctx)
    assert code_for(later(ctx, hours=25))


def test_of_the_invitations_that_are_over_the_last_are_listed(ctx: Context) -> None:
    gone = join(ctx, code_for(ctx)).member
    still = invitations.create_invitation(ctx, InvitationDraft(name="Ben"))
    fill(ctx, 500, revoked_at=ctx.now)
    fill(ctx, 500, expires_at=ctx.now)
    found = invitations.list_invitations(ctx)
    assert len(found) == 1_001
    assert found[-1].id == still.id
    assert gone.id not in {one.member_id for one in found}


def test_a_list_of_invitations_is_one_question(ctx: Context, caplog: pytest.LogCaptureFixture) -> None:
    staff = replace(ctx, actor=keys.authenticate(keys.create_key(ctx, KeyDraft(name="Staff")).key, ctx.now))
    for by in (ctx, staff):
        join(ctx, code_for(by))
        code_for(by)
    caplog.set_level(logging.DEBUG, "peewee")
    assert [one.status for one in invitations.list_invitations(ctx)] == ["open", "accepted"] * 2
    assert sum("SELECT" in record.getMessage() for record in caplog.records if record.name == "peewee") == 1
