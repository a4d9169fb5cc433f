"""Where this computer serves: the database, the address and the port that are kept, and which port is free."""

import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from qrdesk.client import Client
from qrdesk.client.local import LocalTransport
from qrdesk.core.settings import DEFAULT_PORT, Settings, default_database
from qrdesk.gui.shell.state import State

PORT, WIFI = "server/port", "server/wifi"  # keys under which the seat is remembered


@dataclass(frozen=True, slots=True)
class Place:
    """What is served: a database, and the folder in which its daemon leaves word and log."""

    database: str
    data_dir: Path
    database_id: str

    @property
    def log(self) -> Path:
        """The daemon's log."""
        return self.data_dir / "daemon.log"


@dataclass(frozen=True, slots=True)
class Seat:
    """Where to serve. ``host`` is 127.0.0.1, or 0.0.0.0 for phones on this network."""

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT

    @property
    def public_url(self) -> str:
        """The address that codes carry while there is no public one."""
        name = (lan_address() or "localhost") if self.host == "0.0.0.0" else "localhost"
        return f"http://{name}:{self.port}"


def place_of(client: Client) -> Place | None:
    """Return what is to be served for a client on this computer; None for one of a server far away."""
    if not isinstance(client.transport, LocalTransport):
        return None
    opened = client.transport.opened
    return Place(str(opened.path or opened.url), opened.data_dir, opened.database_id)


def seat_of(state: State) -> Seat:
    """Return where this computer serves, as remembered."""
    return Seat("0.0.0.0" if state.read(WIFI, False) else "127.0.0.1", state.read(PORT, DEFAULT_PORT))


def keep_seat(state: State, *, wifi: bool) -> None:
    """Remember where this computer serves from now on: at the port that it has, or else at one that is free."""
    state.write(PORT, state.read(PORT, 0) or free_port())
    state.write(WIFI, wifi)


def own_database(database: str = "", chosen: str = "") -> str:
    """Return the database the app opens: the one named, that of the environment, the one chosen, or the usual one."""
    return database or Settings.load().database or chosen or default_database()


def lan_address() -> str:
    """Return this computer's address on its network; empty when it is on none. Nothing is sent."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # TEST-NET-1 of RFC 5737: chooses the way out, UDP sends nothing yet
        found = str(probe.getsockname()[0])
        return "" if found.startswith(("127.", "0.")) else found
    return ""


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether nobody listens at ``port``."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # elsewhere this would share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def free_port(wanted: int = DEFAULT_PORT) -> int:
    """Return ``wanted`` where it is free (0: any), else another free port."""
    if wanted and port_is_free(wanted):
        return wanted
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
