"""The server on this computer: whether one runs on the database, how it is, and what it believes."""

import ipaddress
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from qrdesk import __version__
from qrdesk.core.doctor.finding import Case, Said, bad, good, warning
from qrdesk.core.net import front_door
from qrdesk.core.net.answers import Refused, Unreachable

_NOTE = "daemon.json"  # where the daemon of a data folder writes what it is
_DEADLINE_S = 3.0
_OWN = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Running:
    """Where the server says that it answers: ``url``, by the ``address`` of this computer."""

    url: str
    address: str

    @property
    def is_by_loopback(self) -> bool:
        """Whether it sees who asks from here as this computer itself."""
        return ipaddress.ip_address(self.address).is_loopback


def find_running(data_dir: Path) -> Running | None:
    """Return the server of a data folder; None where none has said that it runs. One that crashed said so, too."""
    try:
        url = str(json.loads((data_dir / _NOTE).read_text(encoding="utf-8"))["url"])
        host = urlsplit(url).hostname or ""
        return Running(url, host if _is_number(host) else _OWN)
    except (OSError, ValueError, LookupError, TypeError):
        return None


def look_at_server(case: Case) -> Said:
    """Ask the server of this database how it is."""
    running = find_running(case.opened.data_dir)
    if running is None:
        return good("None runs on this database from here at the moment.")
    try:
        said = _asked(running, "/healthz").json
    except (Unreachable, Refused) as fault:
        return bad(
            f"The server was started at {running.url}, and does not answer: {fault} Its log daemon.log says more; "
            "start it anew."
        )
    if said.get("database_id") != case.opened.database_id:
        return warning(f"At {running.url} something else answers than the server of this database. Start that anew.")
    if said.get("status") != "ok":
        return bad(f"The server at {running.url} is not well. {said.get('reason') or 'It does not say why.'}")
    if (version := said.get("version")) != __version__:
        return warning(f"The server at {running.url} is still version {version}: start it anew to have {__version__}.")
    return good(f"It answers at {running.url}.")


def believes_proxy(running: Running) -> bool | None:
    """Say whether the server believes a proxy on this computer; None where it cannot be asked.

    Its figures are for keys, and for this computer: one who asks by a proxy that is believed counts as who it names.
    """
    try:
        return _asked(running, "/metrics", {"X-Forwarded-For": _OWN}).status == 200
    except (Unreachable, Refused):
        return None


@dataclass(frozen=True, slots=True)
class _Told:
    status: int
    json: dict[str, Any]


def _asked(running: Running, path: str, headers: dict[str, str] | None = None) -> _Told:
    answer = front_door.look(f"{running.url}{path}", running.address, deadline_s=_DEADLINE_S, headers=headers).answer
    return _Told(answer.status, read_json(answer.body))


def read_json(body: bytes) -> dict[str, Any]:
    """Return the object that an answer holds; empty for one that holds none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
