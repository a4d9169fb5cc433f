"""Every setting, declared once: name, type, default, unit and what it is for.

Read from ``QRDESK_<NAME>``, else from a settings file (see ``settings_file``).
"""

import ipaddress
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

import platformdirs

from qrdesk.core import settings_file
from qrdesk.core.errors import Invalid
from qrdesk.core.net.networks import networks
from qrdesk.core.settings_file import Given

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8765
DEFAULT_PUBLIC_URL = f"http://localhost:{DEFAULT_PORT}"


def default_database() -> str:
    """Return the SQLite file in the user's data folder."""
    return str(Path(platformdirs.user_data_dir("qrdesk", appauthor=False)) / "qrdesk.db")


STORES = ("file", "keyring")  # of the secret key
HTTP_SERVERS = ("waitress", "granian")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
ANY_ORIGIN = "*"
_ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?|[a-z][a-z0-9+.-]*-extension://[a-z0-9-]+")
_MINUTE_MS = 60_000


def _setting(default: Any, help_text: str, unit: str = "", *, least: int = 0, most: int = 0) -> Any:
    return field(default=default, metadata={"help": help_text, "unit": unit, "least": least, "most": most})


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may change by environment and by file; command-line options win over these."""

    database: str = _setting("", "SQLite file or PostgreSQL URL; empty: a file in the user's data folder.")
    data_dir: str = _setting("", "Folder for the hit spool, files and the secret key; empty: beside the database.")
    secret_store: str = _setting(
        "file", "Where the secret key is kept: file, in that folder, or keyring, that of the account."
    )
    workspace: str = _setting(
        "", "The workspace that commands and the app use in a database of several, by name or id; empty: the first."
    )
    public_url: str = _setting("", "The address printed codes carry, such as https://go.example.com.")
    log_level: str = _setting("INFO", "How much is logged: DEBUG, INFO, WARNING or ERROR.")
    trusted_proxy: str = _setting("", "Address of the reverse proxy in front; its X-Forwarded headers count.")
    geo_database: str = _setting(
        "", "Your own geo database (.mmdb). Two, as for IPv4 and for IPv6, have : between them (Windows: ;)."
    )
    check_allowed_networks: str = _setting(
        "", "Networks beside the public internet that checks may reach, such as 192.168.0.0/16; commas between them."
    )
    webhook_allowed_networks: str = _setting(
        "", "Networks beside the public internet that webhooks may reach, such as 10.0.0.0/8; commas between them."
    )
    webhook_ca_file: str = _setting(
        "", "File (PEM) of authorities that are trusted beside the usual ones, for receivers with their own."
    )
    dns_servers: str = _setting(
        "", "Addresses of the DNS servers that are asked about domains, with commas; empty: those of this computer."
    )
    blocklist: str = _setting("", "File of hosts and addresses that no link may lead to, one in a line.")
    target_check_hours: int = _setting(24, "How often destinations are looked at; 0: never.", "h", most=24 * 31)
    hits_fsync_ms: int = _setting(200, "How often recorded hits are forced to disk; 0: never.", "ms", most=_MINUTE_MS)
    hits_drain_ms: int = _setting(
        250, "How often recorded hits are moved into the database.", "ms", least=10, most=_MINUTE_MS
    )
    plan_poll_ms: int = _setting(250, "How often a process looks for changed links.", "ms", least=10, most=_MINUTE_MS)
    busy_timeout_ms: int = _setting(5000, "How long a writer waits for another one.", "ms", most=10 * _MINUTE_MS)
    query_seconds: int = _setting(30, "How long one question about single hits may take.", "s", least=1, most=3600)
    lease_seconds: int = _setting(
        15,
        "How long one of several servers may be silent before another one does what is done once for all of them.",
        "s",
        least=2,
        most=600,
    )
    visits_per_minute: int = _setting(
        0, "Visits to links that one address may make in a minute; 0: as many as it likes.", most=1_000_000
    )
    cors_origins: str = _setting(
        "", "Origins whose pages may use the API, such as https://app.example.com, with commas; * for all."
    )
    threads: int = _setting(4, "Threads of each web process.", least=1, most=64)
    # not QRDESK_HOST and QRDESK_PORT: a cluster sets those by itself, for a service of our name, to what it likes
    listen_host: str = _setting(DEFAULT_HOST, "Address that the server listens at; 0.0.0.0 is everywhere.")
    listen_port: int = _setting(DEFAULT_PORT, "Port that the server listens at; 0: any free one.", most=65_535)
    http_server: str = _setting("waitress", "What speaks HTTP: waitress, or granian, the faster one.")
    workers: int = _setting(1, "Processes of the server that answer scans.", least=1, most=64)

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Return the settings of this environment, and of the settings files where that says nothing.

        Raises:
            Invalid: a number is none or out of its bounds, a word is unknown, or a file cannot be used; the message
                names the variable, or the setting and its file.
        """
        source = os.environ if environ is None else environ
        return cls(**{name: value for name, (value, _) in read_all(source).items()})


def read_all(source: Mapping[str, str]) -> dict[str, tuple[Any, Given | None]]:
    """Return each setting that an environment or a file gives, and what the file said where it was that.

    Raises:
        Invalid: as :meth:`Settings.load`.
    """
    known = {one.name: one for one in fields(Settings)}
    filed = settings_file.read(source, known)
    found: dict[str, tuple[Any, Given | None]] = {}
    for name, one in known.items():
        if variable(name) in source:
            found[name] = (_value(variable(name), source[variable(name)].strip(), one), None)
        elif name in filed:
            found[name] = (_of_file(filed[name], one), filed[name])
    return found


def variable(name: str) -> str:
    """Return the environment variable of one setting."""
    return f"QRDESK_{name.upper()}"


def _of_file(given: Given, one: "Field[Any]") -> Any:
    try:
        return _value(f"{one.name} in {given.file}", given.text, one)
    except Invalid as fault:
        raise Invalid.field(one.name, str(fault)) from fault


def _value(name: str, text: str, one: "Field[Any]") -> Any:
    if one.name in _READERS:
        return _READERS[one.name](name, text)
    if one.type is not int and one.type != "int":
        return text
    least, most = one.metadata["least"], one.metadata["most"]
    # at most as long as a bound may be: int() refuses very long numbers in its own words
    if text.isdecimal() and len(text) <= 9 and least <= int(text) <= most:
        return int(text)
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    raise Invalid.field(name, f"{name} must be a whole number from {least} to {most}, not “{shown}”.")


def _level(name: str, text: str) -> str:
    if text.upper() in LOG_LEVELS:
        return text.upper()
    raise Invalid.field(name, f"{name} must be one of {', '.join(LOG_LEVELS)}, not “{text}”.")


def _store(name: str, text: str) -> str:
    if text.lower() in STORES:
        return text.lower()
    raise Invalid.field(name, f"{name} must be {' or '.join(STORES)}, not “{text[:40]}”.")


def _http_server(name: str, text: str) -> str:
    if text.lower() in HTTP_SERVERS:
        return text.lower()
    raise Invalid.field(name, f"{name} must be {' or '.join(HTTP_SERVERS)}, not “{text[:40]}”.")


def _cidrs(name: str, text: str) -> str:
    try:
        networks(text)
    except ValueError as fault:
        raise Invalid.field(name, f"{name} holds “{fault}”, which is no network such as 192.168.0.0/16.") from fault
    return text


def _servers(name: str, text: str) -> str:
    for server in filter(None, (one.strip() for one in text.split(","))):
        try:
            split_server(server)
        except ValueError as fault:
            raise Invalid.field(name, f"{name} holds “{server}”, which is no IP address such as 9.9.9.9.") from fault
    return text


def split_server(text: str) -> tuple[str, int]:
    """Return address and port of a DNS server written ``9.9.9.9``, ``9.9.9.9:5353``, ``2620:fe::fe`` or ``[...]:5353``.

    Raises:
        ValueError: it is none of these.
    """
    host, colon, port = text.rpartition(":")
    if not colon or (text.count(":") > 1 and not host.endswith("]")):
        host, port = text, "53"
    if not (port.isascii() and port.isdecimal() and 1 <= int(port[:6]) <= 65535):
        raise ValueError(text)
    return str(ipaddress.ip_address(host.strip("[]"))), int(port)


def _origins(name: str, text: str) -> str:
    for origin in split_origins(text):
        if origin != ANY_ORIGIN and not _ORIGIN.fullmatch(origin):
            raise Invalid.field(
                name, f"{name} holds “{origin[:80]}”, which is no origin such as https://app.example.com."
            )
    return text


def split_origins(text: str) -> list[str]:
    """Return the origins in a list with commas, as browsers spell them."""
    return [one.strip().rstrip("/").lower() for one in text.split(",") if one.strip()]


_READERS: Mapping[str, Callable[[str, str], str]] = {
    "secret_store": _store,
    "log_level": _level,
    "http_server": _http_server,
    "check_allowed_networks": _cidrs,
    "webhook_allowed_networks": _cidrs,
    "dns_servers": _servers,
    "cors_origins": _origins,
}
