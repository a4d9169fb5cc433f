"""The text of a key: ``qrd_``, 32 base62 characters (190 bits), and the CRC32 of all before as 6 base62 characters.

The checksum tells a typo apart from an unknown key without asking the database.
"""

import hashlib
import secrets as randomness
import zlib

from qrdesk.core.ids import BASE62

PREFIX = "qrd_"
INVITATION_PREFIX = "qri_"  # of the code of an invitation
_RANDOM = 32
_CHECKSUM = 6


def mint() -> str:
    """Return a new key."""
    body = PREFIX + "".join(randomness.choice(BASE62) for _ in range(_RANDOM))
    return body + _checksum(body)


def well_formed(text: str) -> bool:
    """Say whether the form and the checksum of a key are right."""
    body, checksum = text[:-_CHECKSUM], text[-_CHECKSUM:]
    return text.startswith(PREFIX) and len(text) == len(PREFIX) + _RANDOM + _CHECKSUM and _checksum(body) == checksum


def digest(text: str) -> str:
    """Return what is kept of a key. No slow hash: it has 190 random bits, so there is nothing to guess."""
    return hashlib.sha256(text.encode()).hexdigest()


def _checksum(body: str) -> str:
    number = zlib.crc32(body.encode())
    letters = ""
    for _ in range(_CHECKSUM):
        number, rest = divmod(number, len(BASE62))
        letters = BASE62[rest] + letters
    return letters
