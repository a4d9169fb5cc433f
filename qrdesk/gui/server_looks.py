"""Looking at a server: where a daemon of this database answers, what a server far away says, how ours is started."""

import ipaddress
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import QProcessEnvironment

import qrdesk
from qrdesk.client import Client, PublicUrlDraft
from qrdesk.client.http import HttpTransport
from qrdesk.core.errors import Forbidden, ServerUnreachable
from qrdesk.core.schemas.access import DomainView
from qrdesk.gui.seat import Place, Seat, port_is_free

_NOTE = "daemon.json"


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the server found."""

    url: str = ""  # where a daemon of this database answers; empty for nowhere
    port_taken: bool = False
    domain: DomainView | None = None
    passing: bool = False  # it ends with the app that started it


def prepare(client: Client, place: Place, seat: Seat) -> Look:
    """Look before serving; codes that carry no more than this computer follow the port."""
    url, passing = _attachable(place)
    domain = _default(client)
    if domain is not None and _follows_the_seat(domain.host) and domain.url != seat.public_url:
        domain = client.domains.set_public_url(PublicUrlDraft(url=seat.public_url))
    return Look(url, not url and not port_is_free(seat.port, seat.host), domain, passing)


def look_here(client: Client, place: Place) -> Look:
    """See whether a daemon of the database on this computer answers."""
    url, passing = _attachable(place)
    return Look(url, domain=_default(client), passing=passing)


def look_there(client: Client) -> Look:
    """See whether a server far away answers.

    Raises:
        QRDeskError: it does not, or not to this key.
    """
    transport = cast(HttpTransport, client.transport)
    transport.health()
    return Look(transport.server, domain=_default(client))


def host_of(client: Client | None) -> str:
    """Return the host of a server far away, as people type it."""
    server = getattr(client.transport, "server", "") if client is not None else ""
    return server.partition("://")[2]


def _follows_the_seat(host: str) -> bool:
    """Whether ``host`` is no more than this computer or its number on this network, which may change every day."""
    name = host.rpartition(":")[0] or host
    try:
        return not ipaddress.ip_address(name).is_global
    except ValueError:
        return name == "localhost"


def _attachable(place: Place) -> tuple[str, bool]:
    """Return where the daemon of this database answers, empty where it does not; and whether it ends with an app."""
    try:
        note = json.loads((place.data_dir / _NOTE).read_text(encoding="utf-8"))
        transport = HttpTransport(str(note["url"]), "", "app")
    except (OSError, ValueError, KeyError, TypeError):
        return "", False
    try:
        same = transport.health().get("database_id") == place.database_id
    except ServerUnreachable:
        return "", False
    finally:
        transport.close()
    return (str(note["url"]), note.get("passing") is True) if same else ("", False)


def _default(client: Client) -> DomainView | None:
    with suppress(Forbidden):  # a key that may not read domains still works for everything else
        return next((domain for domain in client.domains.list() if domain.is_default), None)
    return None


def environment(place: Place) -> QProcessEnvironment:
    """Return what a daemon of ours is started with."""
    # by environment, because anybody may list arguments and a PostgreSQL URL holds a password
    made = QProcessEnvironment.systemEnvironment()
    made.insert("QRDESK_DATABASE", place.database)
    made.insert("QRDESK_DATA_DIR", str(place.data_dir))
    made.insert("PYTHONUNBUFFERED", "1")
    checkout = Path(qrdesk.__file__).resolve().parents[1]
    if (checkout / "pyproject.toml").is_file():  # where nobody installed the package
        made.insert("PYTHONPATH", os.pathsep.join(filter(None, [str(checkout), made.value("PYTHONPATH")])))
    return made
