"""Doing an operation for somebody: may they, and what goes into the audit log."""

from collections.abc import Mapping
from typing import Any

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.operations import Operation
from qrdesk.core.services import audit
from qrdesk.core.services.audit import Begun


def perform(ctx: Context, row: Operation, arguments: Mapping[str, Any]) -> Any:
    """Return what the operation returns. A change and its entry in the audit log are saved together, or not at all.

    Raises:
        ScopeMissing: the actor may not do this; nothing was looked at.
    """
    ctx.actor.require(row.scope)
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
