"""Answers to creations that came with an Idempotency-Key: asked again, they are given again and nothing is made twice.

The claim of the key, what is made, and the answer are one transaction: after a kill there is all of it or nothing.
Whoever sends the same meanwhile waits for it, and gets the same answer.
"""

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from qrdesk.core import database
from qrdesk.core.context import ALL, Context
from qrdesk.core.errors import IdempotencyKeyConflict, QRDeskError
from qrdesk.core.models import GivenAnswer
from qrdesk.core.services import sealing

KEPT_FOR = timedelta(hours=24)
_AT_ONCE = 500  # deleted in one transaction
_NOBODYS = 0  # no key has this number
_UNREADABLE = (
    "What this Idempotency-Key was sent with has been done, but the answer cannot be read any more. "
    "Look at what is there before you send it with another one."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What went back: a status number, its headers, and its content as it was sent."""

    status: int
    headers: dict[str, str]
    content: bytes


class _Given(Exception):
    """Nothing is wrong: the answer is there already, and what has begun ends here."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


def answer_once(ctx: Context, name: str, fingerprint: str, make: Callable[[], Answer]) -> tuple[Answer, bool]:
    """Return the answer that this key of the caller got before, or else the one that ``make`` returns.

    What ``make`` does before it first writes holds nobody up. When it raises, all that it wrote is taken back, and the
    next request is the first one again.

    Args:
        ctx: who asks.
        name: the Idempotency-Key; it belongs to the caller's key alone. Of those without a key, one that nobody else
            can know.
        fingerprint: SHA-256 of the request.
        make: does the work, and raises unless it was done.

    Returns:
        The answer, and whether it was given before.

    Raises:
        IdempotencyKeyConflict: it came with another request before.
    """
    if before := _find(ctx, name, fingerprint):  # whoever was late need not even wait for the writer's place
        return before, True
    try:
        with database.gathered(lambda: _claim(ctx, name, fingerprint)):
            answer = make()
            with database.write():
                sealed = _seal(ctx, name, fingerprint, answer)
                GivenAnswer.update({GivenAnswer.body: sealed}).where(_mine(ctx, name)).execute()
                sealing.confirm_key(ctx)
            return answer, False
    except _Given as given:
        return given.answer, True
    except QRDeskError:
        # what is looked at before the first write may be refused because of what a twin has just made
        if before := _find(ctx, name, fingerprint):
            return before, True
        raise


def forget_old(now: datetime, breathe: Callable[[], object]) -> None:
    """Delete answers that are not given again any more; ``breathe`` is called between two transactions."""
    while True:
        old = GivenAnswer.select(GivenAnswer.at).where(GivenAnswer.at <= now - KEPT_FOR).order_by(GivenAnswer.at)
        page: list[Any] = list(old.limit(_AT_ONCE))
        if not page:
            return
        with database.write():
            GivenAnswer.delete().where(GivenAnswer.at <= page[-1].at).execute()
        breathe()


def _claim(ctx: Context, name: str, fingerprint: str) -> None:
    """Take the name within the transaction that has just begun; on PostgreSQL this waits for whoever has it."""
    row: dict[Any, Any] = {
        GivenAnswer.key_id: _whose(ctx),
        GivenAnswer.name: name,
        GivenAnswer.body: b"",
        GivenAnswer.at: ctx.now,
    }
    while True:
        GivenAnswer.delete().where(_mine(ctx, name) & (GivenAnswer.at <= ctx.now - KEPT_FOR)).execute()
        taken: Any = GivenAnswer.insert(row).on_conflict_ignore().returning(GivenAnswer.name)
        if list(taken.execute()):
            return
        if before := _find(ctx, name, fingerprint):
            raise _Given(before)


def _find(ctx: Context, name: str, fingerprint: str) -> Answer | None:
    row = GivenAnswer.get_or_none(_mine(ctx, name) & (GivenAnswer.at > ctx.now - KEPT_FOR))
    return None if row is None else _open(ctx, name, bytes(row.body), fingerprint)


def _mine(ctx: Context, name: str) -> Any:
    return (GivenAnswer.key_id == _whose(ctx)) & (GivenAnswer.name == name)


def _whose(ctx: Context) -> int:
    return ctx.actor.key_id or _NOBODYS


def _seal(ctx: Context, name: str, fingerprint: str, answer: Answer) -> bytes:
    about = {
        "of": [_whose(ctx), name],
        "reach": sorted(ctx.actor.scopes),
        "request": fingerprint,
        "status": answer.status,
        "headers": answer.headers,
    }
    return Fernet(ctx.secret_key).encrypt(zlib.compress(json.dumps(about).encode() + b"\n" + answer.content))


def _open(ctx: Context, name: str, sealed: bytes, fingerprint: str) -> Answer:
    try:
        said, _, content = zlib.decompress(Fernet(ctx.secret_key).decrypt(sealed)).partition(b"\n")
        about = json.loads(said)
    except (InvalidToken, zlib.error) as fault:
        sealing.confirm_key(ctx)
        raise IdempotencyKeyConflict(_UNREADABLE) from fault
    if about["of"] != [_whose(ctx), name]:  # somebody has moved it
        raise IdempotencyKeyConflict(_UNREADABLE)
    if about["request"] != fingerprint:
        raise IdempotencyKeyConflict(
            "This Idempotency-Key came with another request before. Nothing was done; send a new one with each request."
        )
    if ALL not in ctx.actor.scopes and not ctx.actor.scopes.issuperset(about["reach"]):
        raise IdempotencyKeyConflict(
            "This was done when your key might do more than now. The answer of then may show what you may not see."
        )
    return Answer(about["status"], about["headers"], content)
