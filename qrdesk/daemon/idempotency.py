"""The header Idempotency-Key: a creation that is sent again, because its answer was lost, is answered and not repeated.

The first answer is given again for 24 hours to the same key of the caller, marked ``Idempotent-Replay: true``. Whoever
has none yet is known by the code that they come in with and a name that nobody guesses; what they got is given again
while it is good. Only creations that succeeded are kept; whatever was refused
may be sent again. Other operations take no notice of it.
"""

import dataclasses
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

import bottle
from pydantic import BaseModel

from qrdesk.core.context import Context
from qrdesk.core.operations import Operation
from qrdesk.core.performing import perform
from qrdesk.core.services import invitations
from qrdesk.core.services.given_answers import Answer, answer_once
from qrdesk.daemon import etags
from qrdesk.daemon.http import BadRequest

HEADER = "Idempotency-Key"
REPLAY = "Idempotent-Replay"
LONGEST = 255  # bytes
_SHORTEST_PUBLIC = 16  # of those without a key: it keeps who finds their code from what they got by it
_WHY_AT_RANDOM = " Make it at random: whoever guesses it may be answered as you are."
_PRINTABLE = re.compile(r"[^\x00-\x1f\x7f]+")
_QUOTED = re.compile(r'"((?:[^"\\]|\\["\\])*)"')  # RFC 8941, 3.3.3


def _joined(ctx: Context, given: Answer) -> None:
    invitations.confirm_given(ctx, json.loads(given.content)["data"]["key"]["key"])


# Before these are answered as before, it is looked at whether what was given is still good.
WHILE_GOOD: Mapping[Callable[..., Any], Callable[[Context, Answer], None]] = {invitations.accept_invitation: _joined}


def name_of(row: Operation, environ: Mapping[str, Any]) -> str | None:
    """Return what the header says, which may stand in quotes; None where there is none, or it is not asked for.

    Raises:
        BadRequest: nothing, or more than 255 bytes, or control characters; less than 16 where no key is needed.
    """
    return sent_name(environ, shortest(row), _WHY_AT_RANDOM if row.public else "") if row.idempotent else None


def sent_name(environ: Mapping[str, Any], least: int = 1, why: str = "") -> str | None:
    """Return what the header says; None where there is none. ``why`` ends the sentence of a refusal.

    Raises:
        BadRequest: less than ``least`` or more than 255 bytes, or control characters.
    """
    sent = environ.get("HTTP_IDEMPOTENCY_KEY")
    if sent is None:
        return None
    plain = str(sent).strip(" \t")
    quoted = _QUOTED.fullmatch(plain)
    name = re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else plain
    if not (least <= len(name) <= LONGEST and _PRINTABLE.fullmatch(name)):
        raise BadRequest(f"The header {HEADER} must have {least} to {LONGEST} bytes, all of them printable.{why}")
    return name


def shortest(row: Operation) -> int:
    """Return the least length of the header, in bytes."""
    return _SHORTEST_PUBLIC if row.public else 1


def answer(
    ctx: Context,
    row: Operation,
    name: str,
    arguments: Mapping[str, Any],
    check: Callable[[], object] | None = None,
) -> bottle.HTTPResponse:
    """Do the operation and return its answer, or return the answer that was given when the same was asked before.

    ``check`` is that of ``perform``: what was done already is not checked again.

    Raises:
        IdempotencyKeyConflict: the name came with another request before.
        InvitationOver: what was given is not good any more.
    """

    def make() -> Answer:
        done = etags.marked(row, perform(ctx, row, arguments, check))
        return Answer(done.status_code, dict(done.headers), done.body)

    known_as = _with_code(name, row, arguments) if row.public else name
    given, again = answer_once(ctx, known_as, fingerprint_of(row, arguments), make)
    if again and row.call in WHILE_GOOD:
        WHILE_GOOD[row.call](ctx, given)
    headers = {**given.headers, REPLAY: "true"} if again else given.headers
    return bottle.HTTPResponse(given.content, given.status, headers)


def fingerprint_of(row: Operation, arguments: Mapping[str, Any]) -> str:
    """Return what tells one request from another: method, path and what was sent, however it was spelled."""
    said = json.dumps([row.method, row.path, dict(arguments)], sort_keys=True, default=_plain)
    return hashlib.sha256(said.encode()).hexdigest()


def _with_code(name: str, row: Operation, arguments: Mapping[str, Any]) -> str:
    """Return a name that only who has the code could have sent; what it was made from is not to be read in it."""
    code: str = "" if row.body is None else arguments[row.body[0]].code
    return hashlib.sha256(f"{code.strip()}\n{name}".encode()).hexdigest()


def _plain(value: object) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_unset=True)
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if dataclasses.is_dataclass(value):
        return {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} does not stand in requests")
