"""Signatures by which receivers know that a request is ours and unchanged; pure.

Source: Standard Webhooks 1.0, "Signature scheme", for the native format; the published APIs for the others.
"""

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Callable, Mapping, Sequence

from qrdesk.core.schemas.webhooks import Format

PREFIX = "whsec_"
_BYTES = 32
_LEAST, _MOST = 24, 64  # bytes of a native secret
_LEAST_CHARS, _MOST_CHARS = 16, 200  # of a secret of the other formats, which is a text like any other
_HONOPU, _H0P, _USNP = "X-Honopu-Signature", "X-H0p-Signature", "X-Webhook-Signature"


def mint_secret() -> str:
    """Return a new secret, such as any format takes: ``whsec_`` and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(os.urandom(_BYTES)).decode("ascii")


def check_secret(format: Format, secret: str) -> str:
    """Return a secret that somebody brings along.

    Raises:
        ValueError: no receiver could use it as its format says; the words are for a person.
    """
    if format == "native":
        _key(secret)
    elif not _LEAST_CHARS <= len(secret) <= _MOST_CHARS:
        raise ValueError(f"A secret has {_LEAST_CHARS} to {_MOST_CHARS} characters, and this has {len(secret)}.")
    elif not (secret.isascii() and secret.isprintable() and " " not in secret):
        raise ValueError("A secret has letters, digits and signs of plain ASCII, and no blanks.")
    return secret


def sign(
    format: Format,
    *,
    secrets: Sequence[str],
    message_id: str,
    at_s: int,
    body: bytes,
    turn: int = 0,
    header: str = "",
    prefix: str = "",
) -> dict[str, str]:
    """Return the headers by which one attempt is checked. What else a request carries is the sender's business.

    ``body`` is exactly what is sent; ``at_s`` whole Unix seconds of this attempt; ``secrets`` those that are good,
    newest first. Native requests are signed with all of them. The other formats have room for one: ``turn`` (the
    number of the attempt) goes round them, so that a receiver with either accepts one of two tries. ``header`` and
    ``prefix`` say for h0p where the signature goes and what stands before it; empty: the usual.

    Raises:
        ValueError: there is no secret, or a native one is none.
    """
    if not secrets:
        raise ValueError("Nothing can be signed without a secret.")
    if format == "native":
        return _native(secrets, message_id, at_s, body)
    digest = hmac.new(secrets[turn % len(secrets)].encode("utf-8"), body, hashlib.sha256).hexdigest()
    # Honopu's bodies have no id: with this one a receiver knows what it has heard already
    return {"webhook-id": message_id, **_SIGNED[format](digest, header, prefix)}


def _native(secrets: Sequence[str], message_id: str, at_s: int, body: bytes) -> dict[str, str]:
    signed = f"{message_id}.{at_s}.".encode() + body
    signatures = (base64.b64encode(hmac.digest(_key(secret), signed, "sha256")).decode("ascii") for secret in secrets)
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(at_s),
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }


def _key(secret: str) -> bytes:
    if not secret.startswith(PREFIX):
        raise ValueError(f"A secret begins with {PREFIX} and goes on in base64.")
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError) as fault:  # ValueError: letters beyond ASCII
        raise ValueError(f"What follows {PREFIX} is no base64.") from fault
    if not _LEAST <= len(key) <= _MOST:
        raise ValueError(f"A secret holds {_LEAST} to {_MOST} bytes, and this holds {len(key)}.")
    return key


_SIGNED: Mapping[Format, Callable[[str, str, str], dict[str, str]]] = {
    "honopu": lambda digest, _header, _prefix: {_HONOPU: digest},
    "h0p": lambda digest, header, prefix: {header or _H0P: prefix + digest},
    "usnp": lambda digest, _header, _prefix: {_USNP: f"sha256={digest}"},
}
