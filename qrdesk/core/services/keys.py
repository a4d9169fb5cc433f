"""Keys: made and shown once, found by their digest, revoked at once.

Form: ``qrd_``, 32 base62 characters (190 bits), and the CRC32 of all before as 6 base62 characters, so that a
typo is told apart from an unknown key without asking the database.
"""

import base64
import contextlib
import hashlib
import secrets as randomness
import zlib
from datetime import datetime, timedelta

import peewee

from qrdesk.core import database, secrets
from qrdesk.core.context import ALL, Actor, Context, Origin
from qrdesk.core.errors import Conflict, KeyMistyped, KeyUnknown, NotFound, ScopeMissing
from qrdesk.core.ids import BASE62
from qrdesk.core.models import Key, Member
from qrdesk.core.schemas.access import KeyDraft, KeyView, NewKeyView, Role, scopes_of

PREFIX = "qrd_"
_RANDOM = 32
_CHECKSUM = 6
_USED_EVERY = timedelta(minutes=1)  # last_used_at is written at most this often


def create_key(ctx: Context, draft: KeyDraft) -> NewKeyView:
    """Make a key for a program. The answer is the one time that it can be seen.

    Raises:
        ScopeMissing: it would reach further than the caller.
        Conflict: it would have expired already.
    """
    scopes = sorted({str(scope) for scope in draft.scopes})
    beyond = [scope for scope in scopes if "all" not in ctx.actor.scopes and scope not in ctx.actor.scopes]
    if beyond:
        raise ScopeMissing(f"A new key may not reach further than yours: it asks for “{beyond[0]}”.")
    if draft.expires_at is not None and draft.expires_at <= ctx.now:
        reason = "This time is over already."
        raise Conflict(reason, field_errors={"expires_at": reason})
    text = mint()
    webhook_secret = "whsec_" + base64.b64encode(randomness.token_bytes(32)).decode("ascii")
    with database.write():
        row = Key.create(
            workspace=ctx.actor.workspace_id,
            name=draft.name,
            digest=_digest(text),
            start=text[:8],
            end=text[-4:],
            scopes=" ".join(scopes),
            plan=draft.plan,
            rate_limit=draft.rate_limit,
            webhook_secret=secrets.seal(ctx.secret_key, webhook_secret),
            created_at=ctx.now,
            expires_at=draft.expires_at,
        )
    return NewKeyView(**_view(row).model_dump(), key=text, webhook_secret=webhook_secret)


def list_keys(ctx: Context) -> list[KeyView]:
    """Return the workspace's keys, newest first, those revoked included."""
    rows = Key.select().where(Key.workspace == ctx.actor.workspace_id).order_by(Key.id.desc())
    return [_view(row) for row in rows]


def revoke_key(ctx: Context, key_id: str) -> None:
    """End a key. The next request with it is refused.

    Raises:
        NotFound: no such key in this workspace.
    """
    with database.write():
        mine = (Key.workspace == ctx.actor.workspace_id) & ((Key.public_id == key_id) | (Key.uuid == key_id))
        row = Key.get_or_none(mine)
        if row is None:
            raise NotFound.of("key", key_id)
        row.revoked_at = row.revoked_at or ctx.now
        row.save(only=[Key.revoked_at])


def authenticate(text: str, now: datetime, origin: Origin = Origin()) -> Actor:  # noqa: B008 - a constant
    """Return who acts with this key.

    Raises:
        KeyMistyped: the checksum is off.
        KeyUnknown: never given out, revoked, or expired.
    """
    if not well_formed(text):
        raise KeyMistyped("This key is not complete or has a typo. Copy all of it; it begins with qrd_.")
    row = Key.get_or_none(Key.digest == _digest(text))
    if row is None:
        raise KeyUnknown("This key is not known here. Make a new one on the Access page.")
    if row.revoked_at is not None:
        raise KeyUnknown("This key was revoked.")
    if row.expires_at is not None and row.expires_at <= now:
        raise KeyUnknown("This key has expired.")
    if row.last_used_at is None or now - row.last_used_at > _USED_EVERY:
        # a database that is busy or full must not close the door
        with contextlib.suppress(peewee.OperationalError):
            Key.update({Key.last_used_at: now}).where(Key.id == row.id).execute()
    member = None if row.member_id is None else Member.get_by_id(row.member_id)
    role = Role.ADMIN if member is None else Role(member.role)  # a bot is no owner
    name = row.name if member is None else member.name
    return Actor(row.workspace_id, _within(row, role), row.member_id, row.id, role, name, origin=origin)


def _within(row: Key, role: Role) -> frozenset[str]:
    """Return the scopes of a key, without what the role of its member has not: it may have changed since."""
    scopes, may = frozenset(row.scopes.split()), scopes_of(role)
    if ALL in scopes:
        return frozenset({ALL}) if role is not Role.MEMBER else frozenset(may)
    return scopes & may


def mint() -> str:
    """Return a new key."""
    body = PREFIX + "".join(randomness.choice(BASE62) for _ in range(_RANDOM))
    return body + _checksum(body)


def well_formed(text: str) -> bool:
    """Say whether the form and the checksum of a key are right."""
    body, checksum = text[:-_CHECKSUM], text[-_CHECKSUM:]
    return text.startswith(PREFIX) and len(text) == len(PREFIX) + _RANDOM + _CHECKSUM and _checksum(body) == checksum


def _checksum(body: str) -> str:
    number = zlib.crc32(body.encode())
    letters = ""
    for _ in range(_CHECKSUM):
        number, rest = divmod(number, len(BASE62))
        letters = BASE62[rest] + letters
    return letters


def _digest(text: str) -> str:
    # no slow hash: the key has 190 random bits, so there is nothing to guess
    return hashlib.sha256(text.encode()).hexdigest()


def _view(row: Key) -> KeyView:
    return KeyView(
        id=row.public_id,
        uuid=row.uuid,
        name=row.name,
        hint=f"{row.start}…{row.end}",
        scopes=row.scopes.split(),
        plan=row.plan,
        rate_limit=row.rate_limit,
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
