"""Places for bodies larger than others: who gets one, how many there are, and how fast such a body must come in.

They are taken in before anybody looks into the database for a key, so strangers could fill them, and the memory.
"""

import ipaddress
import time
from collections.abc import Mapping
from weakref import WeakSet

from qrdesk.core.key_texts import well_formed
from qrdesk.daemon.dialects.refused import Refused
from qrdesk.daemon.throttle import visitor_key

PLACES = 16
OF_ONE = 4  # of one address: others come in, whatever one sends
LEAST_BYTES = 65_536  # that have come in after each ``PACE_S``, or the connection is closed
PACE_S = 5.0
UNKNOWN = ""  # a sender whom the proxy in between does not name: that is everybody
_CROWDED = "Others are sending large files at the moment. Nothing was saved; try again in a moment."
_AT_ONCE = f"{OF_ONE} large files are coming in from your network already. Nothing was saved; try again in a moment."
_NO_KEY = (
    "So large a file needs a key with it, and all of the key. Send it in the header “Authorization: Bearer qrd_…” or "
    "“x-api-key: qrd_…”."
)


class Place:
    """What one large body has while it is read and answered."""

    __slots__ = ("__weakref__", "_began_at", "sender")

    def __init__(self, sender: str) -> None:
        self.sender = sender
        self._began_at = time.monotonic()

    def is_dripping(self, received_bytes: int, pace_s: float) -> bool:
        """Say whether fewer bytes came in than ``LEAST_BYTES`` for each ``pace_s`` that has passed."""
        passed = (time.monotonic() - self._began_at) // pace_s
        return received_bytes < LEAST_BYTES * passed


_taken: WeakSet[Place] = WeakSet()


def take_place(headers: Mapping[str, str], sender: str) -> Place | Refused:
    """Return a place for a body from ``sender``, or why there is none. ``headers`` are called as Waitress calls them.

    That the key is good is seen when the body is there; that it is one at all, by its checksum.
    """
    if not _has_key(headers):
        return Refused(401, "unauthenticated", _NO_KEY)
    if len(_taken) >= PLACES:
        return Refused(503, "busy", _CROWDED)
    if sender != UNKNOWN and sum(one.sender == sender for one in _taken) >= OF_ONE:
        return Refused(503, "busy", _AT_ONCE)
    place = Place(sender)
    _taken.add(place)
    return place


def sender_of(headers: Mapping[str, str], peer: str, trusted_proxy: str | None, *, proxied: bool) -> str:
    """Return who counts as one sender: an IPv4 address or the /64 of an IPv6 one; ``UNKNOWN`` behind a silent proxy.

    ``proxied`` says whether some proxy asks for others. As in ``auth.address_of``, one on this network that nobody
    trusts may ask for anyone.
    """
    if trusted_proxy in {"*", peer}:
        named = headers.get("X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        return visitor_key(named) if _is_address(named) else UNKNOWN
    if proxied and not (_is_address(peer) and ipaddress.ip_address(peer.partition("%")[0]).is_global):
        return UNKNOWN
    return visitor_key(peer)


def _has_key(headers: Mapping[str, str]) -> bool:
    scheme, _, bearer = headers.get("AUTHORIZATION", "").strip().partition(" ")
    sent = [bearer.strip()] if scheme.lower() == "bearer" else []
    return any(well_formed(key) for key in (*sent, headers.get("X_API_KEY", "").strip()))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return True
