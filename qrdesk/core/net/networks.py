"""Which addresses a request may go to: the public internet, and what the operator allows beside it."""

import ipaddress
from collections.abc import Sequence

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Networks = Sequence[Network]

_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")  # all that was ever given out; the rest may be translated on the way
# Not public whatever the registry of this Python says: among them shared address space, the metadata service of a
# cloud, benchmark nets, and ways to write an IPv4 address inside an IPv6 one (Teredo, 6to4).
_NEVER = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8 100.64.0.0/10 192.0.0.0/24 192.88.99.0/24 198.18.0.0/15 240.0.0.0/4 2001::/23 2002::/16 3fff::/20"
    ).split()
)
# What an operator most likely means who wants one address of it to be reached.
_BLOCKS = tuple(
    ipaddress.ip_network(text)
    for text in "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 127.0.0.0/8 ::1/128 fc00::/7".split()
)


def networks(text: str) -> tuple[Network, ...]:
    """Return the networks that ``text`` names in CIDR form, separated by commas or blanks.

    Raises:
        ValueError: one of them is no network; the message is that one.
    """
    found: list[Network] = []
    for word in text.replace(",", " ").split():
        try:
            found.append(ipaddress.ip_network(word, strict=False))
        except ValueError as fault:
            raise ValueError(word) from fault
    return tuple(found)


def may_reach(address: str, allow: Networks = ()) -> bool:
    """Say whether a request may go to an IP ``address``, as ``getaddrinfo`` spells it."""
    ip = _plain(address)
    if _in(ip, allow):
        return True
    if isinstance(ip, ipaddress.IPv6Address) and ip not in _GLOBAL_V6:
        return False
    return ip.is_global and not ip.is_multicast and not _in(ip, _NEVER)


def network_of(address: str) -> str:
    """Return the network that an operator would allow so that ``address`` is reached, in CIDR form.

    The private block that it is in; the address alone where it is in none, because beside it may be what nobody means.
    Empty for what is no address.
    """
    try:
        ip = _plain(address)
    except ValueError:
        return ""
    block = next((block for block in _BLOCKS if _in(ip, (block,))), None)
    return str(block or ipaddress.ip_network(ip))


def _plain(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        return ip.ipv4_mapped or ip
    return ip


def _in(ip: ipaddress.IPv4Address | ipaddress.IPv6Address, known: Networks) -> bool:
    return any(ip.version == network.version and ip in network for network in known)
