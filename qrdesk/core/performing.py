"""Doing an operation for somebody: may they, and what goes into the audit log."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.operations import Operation
from qrdesk.core.services import audit


def perform(ctx: Context, row: Operation, arguments: Mapping[str, Any]) -> Any:
    """Return what the operation returns. A change and its entry in the audit log are saved together, or not at all.

    Raises:
        ScopeMissing: the actor may not do this; nothing was looked at.
    """
    ctx.actor.require(row.scope)
    if row.audited is None:
        return row.call(ctx, **arguments)
    if row.audited.apart:
        result = row.call(ctx, **arguments)
        _note(ctx, row, arguments, None, result)
        return result
    with database.write():
        before = _look(ctx, row, arguments)
        result = row.call(ctx, **arguments)
        _note(ctx, row, arguments, before, result)
        return result


def _look(ctx: Context, row: Operation, arguments: Mapping[str, Any]) -> BaseModel | None:
    if row.audited is None or row.audited.look is None:
        return None
    return row.audited.look(ctx, *(arguments[name] for name in row.path_names))


def _note(ctx: Context, row: Operation, arguments: Mapping[str, Any], before: BaseModel | None, result: Any) -> None:
    if row.audited is not None:
        after = result if isinstance(result, BaseModel) else None
        audit.note(ctx, row.audited.action, before, after, sent=arguments)
