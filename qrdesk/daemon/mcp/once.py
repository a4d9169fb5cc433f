"""Operations done for an agent with a key, those that it names once at most."""

import hashlib
import inspect
from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import to_json

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.operations import find_operation
from qrdesk.core.performing import perform
from qrdesk.core.services.given_answers import Answer, answer_once
from qrdesk.daemon.idempotency import fingerprint_of


def performed(ctx: Context, operation: Callable[..., Any], *given: Any, idempotency_key: str = "") -> Any:
    """Return what a service function returns, done as whoever ``ctx`` says: with their scopes, and in the audit log.

    With ``idempotency_key`` the same is done once within 24 hours: asked again, what it returned is returned again.

    Raises:
        IdempotencyKeyConflict: that came with something else before.
    """
    row = find_operation(operation)
    if row is None:
        raise LookupError(f"{operation} is not in the operations table")
    arguments = inspect.signature(operation).bind(ctx, *given).arguments
    del arguments["ctx"]
    with database.scope():
        if not idempotency_key:
            return perform(ctx, row, arguments)
        # other surfaces keep answers of another form, which may be called the same
        known_as = f"mcp {hashlib.sha256(idempotency_key.encode()).hexdigest()}"
        answer, _ = answer_once(
            ctx,
            known_as,
            fingerprint_of(row, arguments),
            lambda: Answer(row.status, {}, to_json(perform(ctx, row, arguments))),
        )
        return TypeAdapter[Any](row.returns).validate_json(answer.content)
