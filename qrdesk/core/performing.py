"""Doing an operation for somebody: may they, and what goes into the audit log."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.operations import Operation
from qrdesk.core.services import audit, authenticating
from qrdesk.core.services.audit import Begun


def perform(
    ctx: Context, row: Operation, arguments: Mapping[str, Any], check: Callable[[], object] | None = None
) -> Any:
    """Return what the operation returns. A change and its entry in the audit log are saved together, or not at all.

    What a key lost while its change waited for others, it does not change any more. ``check`` is called in the
    transaction of the change, before anything is written; when it raises, nothing is.

    Raises:
        ScopeMissing: the actor may not do this; nothing was looked at.
        KeyUnknown: the key was revoked meanwhile; nothing was changed.
        Busy: what the key may do was changed meanwhile; nothing was changed.
    """
    ctx.actor.require(row.scope)
    if ctx.actor.key_id is None and check is None:
        return _done(ctx, row, arguments)
    with database.vouched(partial(_vouch, ctx, row, check)):
        return _done(ctx, row, arguments)


def _vouch(ctx: Context, row: Operation, check: Callable[[], object] | None) -> None:
    if ctx.actor.key_id is not None:
        authenticating.confirm(ctx, row.scope)
    if check is not None:
        check()


def _done(ctx: Context, row: Operation, arguments: Mapping[str, Any]) -> Any:
    audited = row.audited
    if audited is None or audited.itself:
        return row.call(ctx, **arguments)
    begun: list[Begun] = []
    names = tuple(arguments[name] for name in row.path_names)
    # gathered: an operation that first asks another computer, or hashes, keeps nobody from writing meanwhile
    with database.gathered(lambda: begun.append(audit.begin(ctx, audited, names))):
        result = row.call(ctx, **arguments)
        with database.write():
            audit.end(ctx, audited, begun[0], arguments, result)
        return result
