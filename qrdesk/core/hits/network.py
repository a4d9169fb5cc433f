"""An address cut short before anything keeps it: /24 for IPv4, /48 for IPv6."""

import ipaddress
from functools import lru_cache


@lru_cache(4096)
def network_of(remote_addr: str) -> str:
    """Return the network of an address, such as ``203.0.113.0/24``; "" for what is no address."""
    try:
        address = ipaddress.ip_address(remote_addr.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    length = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network((address, length), strict=False))
