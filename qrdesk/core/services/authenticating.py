"""Who acts with a key: one look at the database for each request, so that a revoked key is refused at once."""

import contextlib
import ipaddress
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

import peewee

from qrdesk.core import database
from qrdesk.core.context import Actor, Context, Origin
from qrdesk.core.errors import Busy, KeyMistyped, KeyNotFromHere, KeyUnknown
from qrdesk.core.hits import rows
from qrdesk.core.key_texts import digest, well_formed
from qrdesk.core.models.base import to_micros
from qrdesk.core.schemas.access import Scope
from qrdesk.core.services.key_rows import reach, role

_USED_EVERY = 60_000_000  # microseconds; when a key was used is written at most this often
_NOWHERE = Origin()
# The statement as it is: making it from models costs every request more than all the rest here.
_FIND = (
    "SELECT k.id, k.workspace_id, k.member_id, k.name, k.digest, k.scopes, k.allowed_networks, k.expires_at, "
    "k.revoked_at, k.rotated_at, k.old_until, k.last_used_at, m.name, m.role, m.left_at "
    "FROM api_key k LEFT JOIN member m ON m.id = k.member_id WHERE k.digest = ? OR k.old_digest = ?"
)
_USED = (
    "UPDATE api_key SET last_used_at = ?, last_used_from = ?, last_used_agent = ? "
    "WHERE id = ? AND COALESCE(last_used_at, 0) = ?"
)


class _Found(NamedTuple):
    """A key and its member; instants are microseconds since 1970."""

    id: int
    workspace_id: int
    member_id: int | None
    name: str
    digest: str
    scopes: str
    allowed_networks: str
    expires_at: int | None
    revoked_at: int | None
    rotated_at: int | None
    old_until: int | None
    last_used_at: int | None
    member_name: str | None
    member_role: str | None
    member_left_at: int | None


def authenticate(text: str, now: datetime, origin: Origin = _NOWHERE, address: str = "") -> Actor:
    """Return who acts with this key. ``address`` is the whole IP address it came from; "" where nobody knows it.

    Raises:
        KeyMistyped: the checksum is off.
        KeyUnknown: never given out, replaced, revoked, or expired.
        KeyNotFromHere: it is for other networks.
    """
    if not well_formed(text):
        raise KeyMistyped("This key is not complete or has a typo. Copy all of it; it begins with qrd_.")
    wanted, now_us = digest(text), to_micros(now)
    key = _find_good(wanted, now_us)
    if key.allowed_networks and not _is_in(address, key.allowed_networks.split()):
        seen = f" ({origin.network})" if origin.network else ""
        raise KeyNotFromHere(f"This key may not be used from this network{seen}.")
    _note_use(key, now_us, origin)
    acts_as = role(key.member_role)
    name = key.name if key.member_name is None else key.member_name
    scopes, old = reach(key.scopes, acts_as), key.digest != wanted
    return Actor(
        key.workspace_id,
        scopes,
        key.member_id,
        key.id,
        acts_as,
        name,
        origin=origin,
        key_digest=wanted,
        old_text=old,
        key_networks=key.allowed_networks,
    )


def confirm(ctx: Context, scope: Scope | None) -> None:
    """Do nothing if the key still lets the actor do what they began; for the beginning of a transaction.

    Between the first look at a key and the change that it asks for may lie seconds of waiting for others.

    Raises:
        KeyUnknown: it was revoked or replaced meanwhile, or has expired, or its member has gone.
        ScopeMissing: it may not do that any more.
        Forbidden: its text was replaced meanwhile, and what was begun is about keys or members.
        Busy: it may do something else than before, or that from elsewhere, and this was decided by what it was.
    """
    actor = ctx.actor
    if actor.key_id is None:
        return
    key = _find_good(actor.key_digest, to_micros(ctx.by_now()))
    acts_as = role(key.member_role)
    scopes = reach(key.scopes, acts_as)
    now = replace(actor, scopes=scopes, role=acts_as, old_text=key.digest != actor.key_digest)
    if now != actor:
        now.require(scope)
    if (now.scopes, now.role, key.allowed_networks) != (actor.scopes, actor.role, actor.key_networks):
        raise Busy("What this key may do was changed a moment ago. Nothing was done; try again.")


def _find_good(wanted: str, now_us: int) -> _Found:
    """Return the key whose text has this digest."""
    answer = rows.ask(_FIND, (wanted, wanted)).fetchone()
    if answer is None:
        raise KeyUnknown("This key is not known here. Make a new one on the Access page.")
    key = _Found(*answer)
    _check_good(key, wanted, now_us)
    return key


def _check_good(key: _Found, wanted: str, now_us: int) -> None:
    if key.revoked_at is not None or key.member_left_at is not None:
        raise KeyUnknown("This key was revoked.")
    if key.expires_at is not None and key.expires_at <= now_us:
        raise KeyUnknown("This key has expired.")
    # at once is at once, also for who began before it and had to wait
    if key.digest != wanted and (key.old_until or 0) <= max(now_us, key.rotated_at or 0):
        raise KeyUnknown("This key was replaced by a new one. Ask whoever rotated it.")


def _is_in(address: str, allowed: list[str]) -> bool:
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ip.ipv4_mapped or ip
    return any(ip in ipaddress.ip_network(one) for one in allowed)


def _note_use(key: _Found, now_us: int, origin: Origin) -> None:
    before = key.last_used_at or 0
    if abs(now_us - before) < _USED_EVERY:  # abs: clocks are set back
        return
    # a database that is busy or full must not close the door, nor keep anybody waiting in it
    with contextlib.suppress(peewee.OperationalError), database.impatient():
        # one of those who come at once is enough
        rows.ask(_USED, (now_us, origin.network, origin.agent, key.id, before))
