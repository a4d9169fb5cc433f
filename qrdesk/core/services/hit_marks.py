"""What callers are given of a hit's numbers. Both kinds count the hits of the whole server, so neither goes out as is.

A cursor is the number of a hit, encrypted for one workspace. A hit's id is a digest of its own name, which has a count
of its process in it.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.secrets import derive, reseal, seal, unseal
from qrdesk.core.services import facts

_NONCE, _NUMBER, _TAG = 12, 8, 16  # bytes
_SIZE = _NONCE + _NUMBER + _TAG  # 48 characters
_IDS = "hit_ids_key"
_NOT_OURS = "This cursor does not belong to this workspace's hits, or was cut. Start again without one."


def write_cursor(ctx: Context, number: int) -> str:
    """Return the cursor behind the hit of this number: URL-safe, and another text each time."""
    nonce = os.urandom(_NONCE)
    sealed = _cipher(ctx).encrypt(nonce, number.to_bytes(_NUMBER, "big"), None)
    return urlsafe_b64encode(nonce + sealed).decode("ascii")


def read_cursor(ctx: Context, cursor: str) -> int:
    """Return the number of the hit that a cursor stands behind.

    Raises:
        Invalid: it is none that this server gave to this workspace.
    """
    try:
        sealed = urlsafe_b64decode(cursor)
        # the decoder passes over characters that are none of its own: one cursor has one spelling
        if len(sealed) != _SIZE or urlsafe_b64encode(sealed).decode("ascii") != cursor:
            raise ValueError(cursor)
        return int.from_bytes(_cipher(ctx).decrypt(sealed[:_NONCE], sealed[_NONCE:], None), "big")
    except (ValueError, InvalidTag) as fault:
        raise Invalid.field("after", _NOT_OURS) from fault


@lru_cache(8)
def key_of_ids(secret_key: bytes) -> bytes:
    """Return the key of ``hits.hit_ids``: the one that the first secret key of this database gave."""
    with database.scope():
        kept = facts.find(_IDS)
    return derive(secret_key, "ids of hits") if kept is None else urlsafe_b64decode(unseal(secret_key, kept))


def keep_ids(keys: Sequence[bytes]) -> None:
    """Let the ids of hits outlive the secret key: programs know hits by them. ``keys`` begins with the new one.

    Called before it is the database's, in the transaction that makes it so.
    """
    kept = facts.find(_IDS)
    if kept is None:
        own = derive(keys[1], "ids of hits")
        facts.remember(_IDS, seal(keys[0], urlsafe_b64encode(own).decode("ascii")))
    elif sealed := reseal(keys, kept.encode("ascii")):
        facts.remember(_IDS, sealed.decode("ascii"))


def _cipher(ctx: Context) -> AESGCM:
    return _cipher_of(ctx.secret_key, ctx.actor.workspace_id)


@lru_cache(256)
def _cipher_of(secret_key: bytes, workspace_id: int) -> AESGCM:
    """Return what encrypts a workspace's cursors: a key of its own makes those of others unreadable."""
    return AESGCM(derive(secret_key, f"cursor of hits, workspace {workspace_id}"))
