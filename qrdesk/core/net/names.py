"""What DNS says of a name, asked of the servers that the operator names or else those of this computer."""

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
    import dns.exception  # noqa: PLC0415 - 30 ms that only whoever verifies a domain should wait
    import dns.nameserver  # noqa: PLC0415
    import dns.resolver  # noqa: PLC0415

    try:
        resolver = dns.resolver.Resolver(configure=not servers)
        if servers:
            named = [split_server(one.strip()) for one in servers.split(",") if one.strip()]
            resolver.nameservers = [dns.nameserver.Do53Nameserver(address, port) for address, port in named]
        answer = resolver.resolve(f"{name}.", "TXT", lifetime=deadline_s, raise_on_no_answer=False, search=False)
    except dns.resolver.NXDOMAIN:
        return []
    except dns.exception.Timeout as fault:
        raise TimedOut("No DNS server answered in time.") from fault
    except (dns.exception.DNSException, OSError, ValueError) as fault:
        raise Unreachable("No DNS server gave a usable answer.") from fault
    # a long text comes in pieces of 255 bytes, which belong together
    records = cast("Iterable[_Txt]", answer.rrset or ())
    return [b"".join(record.strings).decode("utf-8", "replace") for record in records]


class _Txt(Protocol):  # dnspython types a record's class only as one of many
    strings: tuple[bytes, ...]
