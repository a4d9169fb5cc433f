"""Who asks: the key in the headers, by ``Authorization: Bearer`` or ``x-api-key``, never in the address."""

import contextlib
import ipaddress
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from qrdesk.core.context import Actor, Origin
from qrdesk.core.errors import AmbiguousKey, Unauthenticated
from qrdesk.core.hits.network import network_of
from qrdesk.core.services import keys
from qrdesk.daemon.parsing import PROXIED
from qrdesk.daemon.server import UNNAMED

API = "api"
_AGENT_CHARS = 200


def actor_of(environ: Mapping[str, Any], now: datetime, surface: str = API) -> Actor:
    """Return who acts with the key of this request, by the door called ``surface``.

    Raises:
        Unauthenticated: no key, or none that opens anything.
        AmbiguousKey: two different keys.
        KeyNotFromHere: the key is for other networks.
    """
    return keys.authenticate(key_of(environ), now, origin_of(environ, surface), address_of(environ))


def origin_of(environ: Mapping[str, Any], surface: str = API) -> Origin:
    """Return by which door a request came and from where: the network only, and what the program calls itself."""
    agent = str(environ.get("HTTP_USER_AGENT", ""))[: _AGENT_CHARS * 4]
    with contextlib.suppress(UnicodeError):
        agent = agent.encode("latin-1").decode("utf-8")  # WSGI spells bytes as Latin-1
    agent = "".join(letter for letter in agent if letter.isprintable())[:_AGENT_CHARS].strip()
    return Origin(surface, network_of(address_of(environ)), agent)


def address_of(environ: Mapping[str, Any]) -> str:
    """Return the address that a request came from; "" where a proxy stands between that does not say it.

    Behind a trusted proxy, the server has put the visitor's address in place of the proxy's. A proxy on this network
    that nobody trusts may ask for anyone: its own address is not the visitor's.
    """
    address = str(environ.get("REMOTE_ADDR", ""))
    if UNNAMED in environ:
        return ""
    if PROXIED in environ and "HTTP_X_FORWARDED_FOR" not in environ and not _is_public(address):
        return ""  # the server leaves that header where the trusted proxy sent it, and drops it otherwise
    return address


def _is_public(address: str) -> bool:
    try:
        return ipaddress.ip_address(address.partition("%")[0]).is_global
    except ValueError:
        return False


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
        raise Unauthenticated(
            "This needs a key. Send it in the header “Authorization: Bearer qrd_…” or “x-api-key: qrd_…”."
        )
    return bearer or plain
