"""What a new server is called, in DNS and elsewhere, and where its folder goes; nothing is written here."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from qrdesk.core import public_url
from qrdesk.core.errors import Invalid

_TWO_PARTS = frozenset({"co.uk", "com.au", "co.nz", "co.jp", "com.br", "co.at", "org.uk", "com.tr", "co.za"})


@dataclass(frozen=True, slots=True)
class ServerFolder:
    """What was written. This is the one time that the key can be seen."""

    folder: Path
    url: str
    key: str = field(repr=False)
    files: tuple[str, ...]
    has_package: bool  # else QRDesk's own package has to be put there


def check_host(text: str) -> str:
    """Return the name of a server as DNS spells it, from what was typed.

    Raises:
        Invalid: nobody can reach it by https, or it is no name alone. The field is called ``host``.
    """
    try:
        address = public_url.parse(text)
    except Invalid as fault:
        raise Invalid.field("host", next(iter(fault.field_errors.values()), str(fault))) from fault
    host = address.host
    if address.scheme != "https":
        raise Invalid.field("host", "Codes of a server lead there by https. Enter its name alone, as go.example.com.")
    if _is_number(public_url.hostname(host)):
        raise Invalid.field("host", "This is a number, and printed codes need a name, such as go.example.com.")
    if any(part.startswith("-") or part.endswith("-") for part in host.partition(":")[0].split(".")):
        raise Invalid.field(
            "host", "No part of a name begins or ends with a hyphen. Enter a name such as go.example.com."
        )
    if ":" in host:
        raise Invalid.field("host", "Leave out the port: a server has the one of https to itself.")
    if address.local:
        raise Invalid.field("host", f"“{host}” is known on this network only. Enter a name such as go.example.com.")
    return host


def record_of(host: str) -> str:
    """Return how the record of a host is called where its domain was bought: ``go`` of ``go.example.com``, or ``@``."""
    parts = host.split(".")
    domain = 3 if ".".join(parts[-2:]) in _TWO_PARTS else 2
    return ".".join(parts[:-domain]) or "@"


def place_for(chosen: Path, host: str) -> Path:
    """Return the folder that is written where ``chosen`` was: itself if it is empty or new, else a new one in it."""
    if not chosen.exists() or (chosen.is_dir() and not any(chosen.iterdir())):
        return chosen
    return chosen / f"qrdesk-{host}"


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
