"""What DNS says of a name, asked of the servers that the operator names or else those of this computer."""

import time
from collections.abc import Iterable
from typing import Protocol, cast

from qrdesk.core.net.guard import TimedOut, Unreachable
from qrdesk.core.settings import split_server


def find_texts(name: str, *, servers: str = "", deadline_s: float = 5.0) -> list[str]:
    """Return the TXT records of ``name``; none when there is no such name.

    ``servers`` are addresses with commas between them, as in the setting ``dns_servers``.

    Raises:
        TimedOut, Unreachable: no server answered usably.
    """
    # a long text comes in pieces of 255 bytes, which belong together
    records = cast("Iterable[_Txt]", _ask(name, "TXT", servers, deadline_s))
    return [b"".join(record.strings).decode("utf-8", "replace") for record in records]


def find_addresses(name: str, *, servers: str = "", deadline_s: float = 5.0) -> list[str]:
    """Return the addresses of ``name``, IPv4 first; none when there is no such name. ``servers`` as above.

    This computer's own list of hosts is not asked: visitors do not have it.

    Raises:
        TimedOut, Unreachable: no server answered usably.
    """
    until_s = time.monotonic() + deadline_s
    found = [record.address for record in cast("Iterable[_Address]", _ask(name, "A", servers, deadline_s))]
    try:
        left_s = max(0.1, until_s - time.monotonic())
        found += [record.address for record in cast("Iterable[_Address]", _ask(name, "AAAA", servers, left_s))]
    except Unreachable:
        if not found:  # some servers cannot be asked for IPv6, and visitors come all the same
            raise
    return found


def _ask(name: str, kind: str, servers: str, deadline_s: float) -> Iterable[object]:
    import dns.exception  # noqa: PLC0415 - 30 ms that only whoever verifies a domain should wait
    import dns.nameserver  # noqa: PLC0415
    import dns.resolver  # noqa: PLC0415

    try:
        resolver = dns.resolver.Resolver(configure=not servers)
        if servers:
            named = [split_server(one.strip()) for one in servers.split(",") if one.strip()]
            resolver.nameservers = [dns.nameserver.Do53Nameserver(address, port) for address, port in named]
        answer = resolver.resolve(f"{name}.", kind, lifetime=deadline_s, raise_on_no_answer=False, search=False)
    except dns.resolver.NXDOMAIN:
        return []
    except dns.exception.Timeout as fault:
        raise TimedOut("No DNS server answered in time.") from fault
    except (dns.exception.DNSException, OSError, ValueError) as fault:
        raise Unreachable("No DNS server gave a usable answer.") from fault
    return cast("Iterable[object]", answer.rrset or ())


class _Txt(Protocol):  # dnspython types a record's class only as one of many
    strings: tuple[bytes, ...]


class _Address(Protocol):
    address: str
