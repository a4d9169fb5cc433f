"""How an installation is, for who helps with it: what the doctor finds, here or as far as a server lets us see."""

from importlib.resources import files

from qrdesk.client.client import Client
from qrdesk.client.http import HttpTransport
from qrdesk.client.local import LocalTransport
from qrdesk.core import doctor
from qrdesk.core.doctor import Finding, Verdict
from qrdesk.core.errors import QRDeskError


def findings(client: Client) -> list[Finding]:
    """Return what there is to find; it may take seconds with a large database, and never raises."""
    transport = client.transport
    try:
        if isinstance(transport, LocalTransport):
            return doctor.examine(transport.opened)
        if isinstance(transport, HttpTransport):
            return [_health(transport.health())]
    except QRDeskError as error:
        return [Finding("server", Verdict.BAD, error.code)]
    return []


def database_kind(client: Client) -> str:
    """Return what the database of this computer is; empty for one at a server."""
    if not isinstance(client.transport, LocalTransport):
        return ""
    return "PostgreSQL" if client.transport.opened.path is None else "SQLite"


def schema() -> str:
    """Return the newest form of the database that this version knows; opening one brings it there."""
    names = (one.name for one in files("qrdesk.core.migrations").iterdir() if one.name[:4].isdigit())
    return max(names, default="").partition("_")[0]


def _health(said: dict[str, object]) -> Finding:
    well = said.get("status") == "ok"
    return Finding("server", Verdict.GOOD if well else Verdict.BAD, "" if well else str(said.get("reason", "")))
