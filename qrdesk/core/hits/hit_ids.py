"""What callers know a hit by: a digest of its own name, which has a count of its process in it."""

import hashlib

_ID = 12  # bytes
_VARIANT = "89ab"


def id_of(key: bytes, hit_id: str, at: int) -> str:
    """Return the id of a hit; ``key`` is that of the database, ``at`` is microseconds since 1970 UTC."""
    digest = hashlib.blake2b(f"{hit_id} {at}".encode(), digest_size=_ID, key=key)
    return f"hit_{digest.hexdigest()}"


def uuid_of(public_id: str) -> str:
    """Return the UUID of a hit, version 8, made from what ``id_of`` returns. Source: RFC 9562, 5.8."""
    text = hashlib.blake2b(public_id.encode(), digest_size=16).hexdigest()
    # put together by hand: the drain makes one for each hit, and an object for it takes longer than the rest
    variant = _VARIANT[int(text[16], 16) & 3]
    return f"{text[:8]}-{text[8:12]}-8{text[13:16]}-{variant}{text[17:20]}-{text[20:]}"
