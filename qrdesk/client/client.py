"""The client: everything a caller may do, by resource."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from types import TracebackType
from typing import Self

from qrdesk.client.backups import Backups
from qrdesk.client.codes import Codes, Designs
from qrdesk.client.geo import GeoDatabase
from qrdesk.client.http import HttpTransport
from qrdesk.client.local import LocalTransport
from qrdesk.client.once import heeded
from qrdesk.client.people import Audit, Invitations, Keys, Me, Members, Plans, Usage, Workspace, Workspaces
from qrdesk.client.resources import Analytics, Domains, Files, Folders, Links, Presets, Tags, Views
from qrdesk.client.retrying import PAUSE_S, TRIES
from qrdesk.client.survival import SurvivalKit
from qrdesk.client.transport import Transport
from qrdesk.client.webhooks import Events, Webhooks
from qrdesk.core.errors import Conflict, Forbidden, NotFound
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
        self.plans = Plans(transport)
        self.usage = Usage(transport)
        self.codes = Codes(transport)
        self.designs = Designs(transport)
        self.files = Files(transport)
        self.analytics = Analytics(transport)
        self.domains = Domains(transport)
        self.events = Events(transport)
        self.webhooks = Webhooks(transport)
        self.keys = Keys(transport)
        self.audit = Audit(transport)
        self.me = Me(transport)
        self.members = Members(transport)
        self.invitations = Invitations(transport)
        self.workspace = Workspace(transport)
        self.workspaces = Workspaces(transport)
        self.backups = Backups(transport)
        self.survival_kit = SurvivalKit(transport)
        self.geo = GeoDatabase(transport)

    @classmethod
    def local(
        cls,
        database: str = "",
        settings: Settings | None = None,
        *,
        workspace: str = "",
        first_names: Sequence[str] = (),
    ) -> Self:
        """Open a database on this computer: a file or URL; empty for the user's own.

        Of several workspaces in it, the one called ``workspace``, by name or id; empty for the first. In a new
        database, the workspace and its owner are called ``first_names``; English where there are none.

        Raises:
            DatabaseUnreachable, CannotWrite: it cannot be opened.
            NotFound, Conflict: no workspace, or several, are called so.
        """
        return cls(LocalTransport(database, settings, workspace=workspace, first_names=first_names))

    @classmethod
    def remote(
        cls,
        server: str,
        key: str,
        surface: str = "sdk",
        *,
        timeout_s: float = 120.0,
        tries: int = TRIES,
        pause_s: float = PAUSE_S,
    ) -> Self:
        """Use a server with a key; without one (empty) an invitation can be accepted. Nothing is sent before a call.

        Where the connection is lost, nothing comes in time, or a server or proxy says 429, 502, 503 or 504, a call is
        sent again: ``tries`` times in all, if that can do no harm, and not after ``timeout_s`` seconds. Creations carry
        an ``Idempotency-Key``, so none is made twice; other changes are sent again only if the first did not arrive.

        Args:
            server: its address, such as ``https://go.example.com``.
            key: a key of the server, as it was shown when it was made.
            surface: what calls, as the server is to show it in its audit log, and where a key was last used.
            timeout_s: how long one answer may take. Files that are sent as they are made may take longer.
            tries: how often a call is sent at most; 1: never again.
            pause_s: the longest pause that a call makes because the server wants one. Lists that are walked by
                ``each`` wait longer, up to ten minutes.

        Raises:
            ValueError: ``timeout_s`` or ``tries`` is nothing.
        """
        return cls(HttpTransport(server, key, surface, whole_s=timeout_s, tries=tries, pause_s=pause_s))

    def in_workspace(self, workspace: str) -> Self:
        """Return a client of another workspace in the same database here, by name or id; both are closed by either.

        Raises:
            NotFound, Conflict: no workspace, or several, are called so.
            Forbidden: this is a client of a server, where the key says which workspace it is.
        """
        if not isinstance(self.transport, LocalTransport):
            raise Forbidden("On a server the key says which workspace it is. Use a key of the other one.")
        return type(self)(self.transport.in_workspace(workspace))

    def after_restore(self, workspace: str = "") -> Self:
        """Return a client of the same database here after a backup was restored over it; both are closed by either.

        It is of the workspace that is called ``workspace``, by name or id, where the backup has it; else of the first.

        Raises:
            Forbidden: this is a client of a server.
            DatabaseUnreachable: or one of its kinds.
        """
        if not isinstance(self.transport, LocalTransport):
            raise Forbidden("Backups of a server are restored where it runs.")
        first = self.transport.after_restore()
        if workspace:
            with suppress(NotFound, Conflict):
                return type(self)(first.in_workspace(workspace))
        return type(self)(first)

    @property
    def etag(self) -> str:
        """Which edit this thread's last call of this client returned, for ``if_match``; empty where no single thing."""
        return self.transport.etag

    def if_match(self, etag: str) -> AbstractContextManager[None]:
        """Make changes in the body only if nobody changed the thing since it had this tag; for one change of it.

        Else they raise ``PreconditionFailed``, and nothing is changed. Visitors, checks and exports change no thing.

        Raises:
            Invalid: it is no tag; or, from a change in the body, that change heeds none.
        """
        return heeded(etag)

    def close(self) -> None:
        """Let go of the database or the connections."""
        self.transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
