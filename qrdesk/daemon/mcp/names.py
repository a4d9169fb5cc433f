"""Which names ``/mcp`` answers to, and which pages may ask.

Else a page that somebody opens could lead its own name to this computer, and have the browser ask us. An address in
digits leads nowhere else: where the connection came in on that very address, it is as good as a name.
"""

import ipaddress
from collections.abc import Iterable, Mapping
from typing import Any

from qrdesk.core.errors import Forbidden, Invalid
from qrdesk.core.redirect import hosts
from qrdesk.daemon.server import GONE

_IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class WrongHost(Invalid):
    """The server was asked by a name that is none of its own."""

    code = "wrong_host"


def check_names(environ: Mapping[str, Any], served: Iterable[str], reached: _IpAddress | None = None) -> None:
    """Do nothing if a request names a host of ours and, sent by a page in a browser, comes from a page of ours.

    ``reached`` is our own address on the connection, where that is known.

    Raises:
        WrongHost: it names another host, or none.
        Forbidden: the page is another's.
    """
    known = {hosts.normal(name) for name in served}
    if not _is_ours(str(environ.get("HTTP_HOST", "")), known, reached):
        raise WrongHost(
            "This name is none of this server's. Ask by one of its domains, or on its own computer by localhost."
        )
    origin = environ.get("HTTP_ORIGIN")
    if origin is not None:
        scheme, _, host = str(origin).partition("://")
        if scheme not in {"http", "https"} or not _is_ours(host, known, reached):
            raise Forbidden("Pages of other hosts may not use the tools of this server.")


def address_reached(environ: Mapping[str, Any]) -> _IpAddress | None:
    """Return the address of this computer that the connection came in on; None where our server does not know it."""
    caller = getattr(environ.get(GONE), "__self__", None)
    return _address(getattr(caller, "reached", ""))


def _is_ours(host: str, known: set[str], reached: _IpAddress | None) -> bool:
    name = hosts.normal(host)
    return name in known or hosts.is_loopback(name) or (reached is not None and _named(name) == reached)


def _named(name: str) -> _IpAddress | None:
    """Return the address that a normal host is in digits, whatever its port; None for a name."""
    if name.startswith("["):
        return _address(name[1:].partition("]")[0])
    return _address(name.partition(":")[0])


def _address(text: str) -> _IpAddress | None:
    try:
        found = ipaddress.ip_address(text.partition("%")[0])  # an IPv6 address may name its network card
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
