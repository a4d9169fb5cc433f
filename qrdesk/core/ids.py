"""Names of rows: a prefixed id for people and a UUID v7 beside it; slugs that can be read aloud."""

import os
import secrets
import time
from uuid import UUID

BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
SLUG_ALPHABET = "BCDFGHJKLMNPQRSTVWXYZ23456789"  # no vowels (no words), no 0/O, 1/I: can be read aloud
SLUG_LENGTH = 6


def mint_id(prefix: str) -> str:
    """Return a new id such as ``lnk_8X3k9pLMw7``: the prefix and 10 base62 characters."""
    return f"{prefix}_" + "".join(secrets.choice(BASE62) for _ in range(10))


def mint_slug() -> str:
    """Return a random slug; 29^6 of them, so a clash is rare, and the unique index decides."""
    return "".join(secrets.choice(SLUG_ALPHABET) for _ in range(SLUG_LENGTH))


def mint_uuid() -> str:
    """Return a UUID version 7: 48 bits of milliseconds, then random bits. Source: RFC 9562, 5.7."""
    milliseconds = time.time_ns() // 1_000_000
    number = int.from_bytes(milliseconds.to_bytes(6, "big") + os.urandom(10), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    return str(UUID(int=number))
