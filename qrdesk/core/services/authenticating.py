"""Who acts with a key: one look at the database for each request, so that a revoked key is refused at once."""

import contextlib
import ipaddress
from datetime import datetime
from typing import NamedTuple

import peewee

from qrdesk.core import database
from qrdesk.core.context import Actor, Origin
from qrdesk.core.errors import KeyMistyped, KeyNotFromHere, KeyUnknown
from qrdesk.core.hits import rows
from qrdesk.core.key_texts import digest, well_formed
from qrdesk.core.models.base import to_micros
from qrdesk.core.services.key_rows import reach, role

_USED_EVERY = 60_000_000  # microseconds; when a key was used is written at most this often
_NOWHERE = Origin()
# The statement as it is: making it from models costs every request more than all the rest here.
_FIND = (
    "SELECT k.id, k.workspace_id, k.member_id, k.name, k.digest, k.scopes, k.allowed_networks, k.expires_at, "
    "k.revoked_at, k.old_until, k.last_used_at, m.name, m.role, m.left_at "
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
    answer = rows.ask(_FIND, (wanted, wanted)).fetchone()
    if answer is None:
        raise KeyUnknown("This key is not known here. Make a new one on the Access page.")
    key = _Found(*answer)
    _check_good(key, wanted, now_us)
    if key.allowed_networks and not _is_in(address, key.allowed_networks.split()):
        seen = f" ({origin.network})" if origin.network else ""
        raise KeyNotFromHere(f"This key may not be used from this network{seen}.")
    _note_use(key, now_us, origin)
    acts_as = role(key.member_role)
    name = key.name if key.member_name is None else key.member_name
    return Actor(key.workspace_id, reach(key.scopes, acts_as), key.member_id, key.id, acts_as, name, origin=origin)


def _check_good(key: _Found, wanted: str, now_us: int) -> None:
    if key.revoked_at is not None or key.member_left_at is not None:
        raise KeyUnknown("This key was revoked.")
    if key.expires_at is not None and key.expires_at <= now_us:
        raise KeyUnknown("This key has expired.")
    if key.digest != wanted and (key.old_until is None or key.old_until <= now_us):
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
