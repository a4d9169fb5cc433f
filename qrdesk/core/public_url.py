"""The address that printed codes carry: scheme, host and port, and whether it reaches beyond this network."""

import ipaddress
from dataclasses import dataclass

from qrdesk.core import destinations
from qrdesk.core.errors import BadDestination, Invalid

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


@dataclass(frozen=True, slots=True)
class Address:
    """A public address. ``host`` keeps a port that is not the scheme's own."""

    scheme: str
    host: str

    @property
    def url(self) -> str:
        """The address without a slash at its end."""
        return f"{self.scheme}://{self.host}"

    @property
    def local(self) -> bool:
        """Whether only this computer or this network can reach it: such codes are not for print."""
        name = hostname(self.host)
        try:
            return not ipaddress.ip_address(name).is_global
        except ValueError:
            return (
                name == "localhost" or "." not in name or name.endswith((".localhost", ".local", ".lan", ".internal"))
            )


def hostname(host: str) -> str:
    """Return the host without port and brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def parse(text: str) -> Address:
    """Return the address that ``text`` spells.

    Raises:
        Invalid: it is no http(s) address, or has a path. The field is called ``url``.
    """
    text = text.strip()
    if not text:
        raise Invalid.field("url", "Enter the address that codes should carry, such as https://go.example.com.")
    try:
        checked = destinations.check(text if "://" in text else f"https://{text}")
    except BadDestination as fault:
        raise Invalid.field("url", str(fault)) from fault
    scheme, _, rest = checked.partition("://")
    host, _, path = rest.partition("/")
    if path:
        raise Invalid.field("url", "The public address ends after the host: codes append their own path.")
    return Address(scheme, host.removesuffix(_DEFAULT_PORTS[scheme]))


def require_certifiable(address: Address) -> None:
    """Do nothing if visitors may come to an address by https, or need not.

    Raises:
        Invalid: nobody gives out a certificate for it. The field is called ``url``.
    """
    if address.scheme == "https" and not set(address.host) & {".", "["} and hostname(address.host) != "localhost":
        reason = (
            f"“{address.host}” has no dot: nobody gives out a certificate for it. Enter a name such as go.example.com."
        )
        raise Invalid.field("url", reason)
