"""The client: everything a caller may do, by resource."""

from types import TracebackType
from typing import Self

from qrdesk.client.http import HttpTransport
from qrdesk.client.local import LocalTransport
from qrdesk.client.resources import (
    Analytics,
    Codes,
    Domains,
    Events,
    Folders,
    Keys,
    Links,
    Presets,
    Tags,
    Views,
    Workspace,
)
from qrdesk.client.transport import Transport
from qrdesk.core.settings import Settings


class Client:
    """One way to use QRDesk, wherever the data lies: the same methods, answers and errors."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.links = Links(transport)
        self.folders = Folders(transport)
        self.tags = Tags(transport)
        self.views = Views(transport)
        self.presets = Presets(transport)
        self.codes = Codes(transport)
        self.analytics = Analytics(transport)
        self.domains = Domains(transport)
        self.events = Events(transport)
        self.keys = Keys(transport)
        self.workspace = Workspace(transport)

    @classmethod
    def local(cls, database: str = "", settings: Settings | None = None) -> Self:
        """Open a database on this computer: a file or URL; empty for the user's own.

        Raises:
            DatabaseUnreachable, CannotWrite: it cannot be opened.
        """
        return cls(LocalTransport(database, settings))

    @classmethod
    def remote(cls, server: str, key: str) -> Self:
        """Use a server with a key. Nothing is sent before the first call."""
        return cls(HttpTransport(server, key))

    def close(self) -> None:
        """Let go of the database or the connections."""
        self.transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
