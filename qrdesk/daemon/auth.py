"""Who asks: the key in the headers, by ``Authorization: Bearer`` or ``x-api-key``, never in the address."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from qrdesk.core.context import Actor
from qrdesk.core.errors import AmbiguousKey, Unauthenticated
from qrdesk.core.services import keys


def actor_of(environ: Mapping[str, Any], now: datetime) -> Actor:
    """Return who acts with the key of this request.

    Raises:
        Unauthenticated: no key, or none that opens anything.
        AmbiguousKey: two different keys.
    """
    return keys.authenticate(key_of(environ), now)


def key_of(environ: Mapping[str, Any]) -> str:
    """Return the key that came with a request.

    Raises:
        Unauthenticated: there is none.
        AmbiguousKey: two different ones.
    """
    scheme, _, credentials = str(environ.get("HTTP_AUTHORIZATION", "")).strip().partition(" ")
    bearer = credentials.strip() if scheme.lower() == "bearer" else ""
    plain = str(environ.get("HTTP_X_API_KEY", "")).strip()
    if bearer and plain and bearer != plain:
        raise AmbiguousKey("Two different keys came with this request. Send one of them.")
    if not (bearer or plain):
        raise Unauthenticated("This needs a key. Send it in the header “Authorization: Bearer qrd_…”.")
    return bearer or plain
