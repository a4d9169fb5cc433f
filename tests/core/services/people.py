"""People who come into a workspace, the contexts that they act in, and several at the same moment."""

import threading
from collections.abc import Callable
from dataclasses import replace

from qrdesk.core import database
from qrdesk.core.context import ALL, Actor, Context
from qrdesk.core.schemas.access import Role
from qrdesk.core.schemas.members import AcceptDraft, AcceptedView, InvitationDraft
from qrdesk.core.services import invitations, keys


def acting(ctx: Context, actor: Actor) -> Context:
    return replace(ctx, actor=actor)


def bot(ctx: Context, *scopes: str) -> Context:
    """Return the context of a program with these scopes."""
    return acting(ctx, Actor(ctx.actor.workspace_id, frozenset(scopes or {ALL}), role=Role.ADMIN))


def code_for(ctx: Context, role: Role = Role.MEMBER, name: str = "Anna") -> str:
    return invitations.create_invitation(ctx, InvitationDraft(name=name, role=role)).code


def join(ctx: Context, code: str) -> AcceptedView:
    return invitations.accept_invitation(ctx, AcceptDraft(code=code))


def sign_in(ctx: Context, joined: AcceptedView) -> Context:
    return acting(ctx, keys.authenticate(joined.key.key, ctx.now))


def at_once(*works: Callable[[], object]) -> list[object]:
    """Do all of it at the same moment; return what each returned or raised."""
    gate, found = threading.Barrier(len(works)), list[object]([None] * len(works))

    def one(place: int, work: Callable[[], object]) -> None:
        with database.scope():
            gate.wait(20)
            try:
                found[place] = work()
            except Exception as fault:  # noqa: BLE001 - looked at by the test
                found[place] = fault

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    return found


def kinds_of(found: list[object]) -> list[str]:
    return sorted(type(one).__name__ for one in found)
