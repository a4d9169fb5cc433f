"""The transport in process: straight to the database on this computer, as its owner."""

import hashlib
import inspect
import logging
import secrets
import threading
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Concatenate

from pydantic import BaseModel, TypeAdapter
from pydantic_core import to_json

from qrdesk.client import cancelling, once
from qrdesk.client.transport import P, R, check_names
from qrdesk.core import database, edits
from qrdesk.core.context import Actor, Context, Origin
from qrdesk.core.errors import QRDeskError, Unexpected
from qrdesk.core.opening import Opened, look_again, open_database
from qrdesk.core.operations import Operation, find_operation
from qrdesk.core.performing import perform
from qrdesk.core.schemas.survival import KitRun
from qrdesk.core.services import backup_notes, survival_notes, workspaces
from qrdesk.core.services.given_answers import Answer, answer_once
from qrdesk.core.settings import Settings

_log = logging.getLogger("qrdesk.client")


class LocalTransport:
    """Calls service functions directly. One database per process."""

    def __init__(
        self,
        url: str = "",
        settings: Settings | None = None,
        actor: Actor | None = None,
        *,
        workspace: str = "",
        surface: str = "app",
        first_names: Sequence[str] = (),
    ) -> None:
        """Open the database at ``url`` as ``actor``: unless given, the owner of ``workspace``, by name or id.

        In a new database, the workspace and its owner are called ``first_names``.

        The audit log says that changes came by ``surface``.

        Raises:
            DatabaseUnreachable, CannotWrite: it cannot be opened.
            NotFound, Conflict: no workspace, or several, are called so.
        """
        self.settings = settings or Settings.load()
        self.opened: Opened = open_database(url, self.settings, first_names)
        self._origin = Origin(surface=surface)
        self._seen = threading.local()
        try:
            self._actor = actor or self._owner_of(workspace or self.settings.workspace)
        except QRDeskError:
            self.close()
            raise

    def call(self, operation: Callable[Concatenate[Context, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a service function; the scope is checked here as the daemon checks it."""
        row = find_operation(operation)
        if row is None:
            raise LookupError(f"{operation} is not in the operations table")
        now, secret_key = datetime.now(UTC), self.opened.secret_key
        cancelled, files = cancelling.current(), self.opened.files
        ctx = Context(self._actor, now, secret_key, settings=self.settings, cancelled=cancelled, files=files)
        try:
            with database.scope():
                given = inspect.signature(operation).bind(ctx, *args, **kwargs).arguments
                check_names(row, given)
                arguments = {name: value for name, value in given.items() if name != "ctx"}
                tag = once.tag_for(row)
                check = edits.check_of(ctx, row, arguments, (tag,)) if tag else None
                if row.idempotent and (name := once.current()):
                    result = _made_once(ctx, row, name, arguments, check)
                else:
                    result = perform(ctx, row, arguments, check)
                self._seen.etag = edits.tag_of(row, result)
                return result
        except QRDeskError:
            raise
        except Exception as fault:
            fault_id = secrets.token_hex(4)
            _log.exception("fault %s in %s", fault_id, row.name)
            raise Unexpected(fault_id) from fault

    @property
    def etag(self) -> str:
        """The tag of what this thread's last call returned: other threads call meanwhile."""
        return getattr(self._seen, "etag", "")

    @property
    def other_workspace(self) -> str:
        """The number of the workspace in sight where it is not the first of the database; else empty."""
        shown = self._actor.workspace_id
        return "" if shown == self.opened.owner.workspace_id else str(shown)

    def in_workspace(self, workspace: str) -> "LocalTransport":
        """Return the way into another workspace of the same database; both are closed by either.

        Raises:
            NotFound, Conflict: no workspace, or several, are called so.
        """
        other = copy(self)
        other._actor = self._owner_of(workspace)  # noqa: SLF001 - of this very class
        return other

    def note_backup(self, name: str, links: int, *, restored: bool = False) -> None:
        """Put a backup into the audit log; where that cannot be, the backup is there all the same."""
        ctx = Context(self._actor, datetime.now(UTC), self.opened.secret_key, settings=self.settings)
        backup_notes.note_backup(ctx, name, links, restored=restored)

    def note_kit(self, run: KitRun) -> None:
        """Put a survival kit into the audit log; where that cannot be, the kit is there all the same."""
        survival_notes.note_kit(Context(self._actor, datetime.now(UTC), self.opened.secret_key), run)

    def after_restore(self) -> "LocalTransport":
        """Return the way into the same database after all in it was replaced: as the owner of its first workspace.

        Raises:
            DatabaseUnreachable: or one of its kinds.
        """
        other = copy(self)
        other.opened = look_again(self.opened, self.settings)
        other._actor = other._owner_of("")  # noqa: SLF001 - of this very class
        return other

    def _owner_of(self, workspace: str) -> Actor:
        if not workspace:
            return replace(self.opened.owner, origin=self._origin)
        with database.scope():
            return replace(workspaces.get_owner(workspace), origin=self._origin)

    def close(self) -> None:
        """Let go of the database."""
        database.close()


def _made_once(
    ctx: Context, row: Operation, name: str, arguments: dict[str, Any], check: Callable[[], None] | None
) -> Any:
    """Return what the creation of this name returned before, or else what it returns now; as a server does."""

    def make() -> Answer:
        return Answer(row.status, {}, to_json(perform(ctx, row, arguments, check)))

    sent = {
        key: one.model_dump(exclude_unset=True) if isinstance(one, BaseModel) else one for key, one in arguments.items()
    }
    request = hashlib.sha256(to_json([row.name, sent], bytes_mode="base64")).hexdigest()
    known_as = f"here {hashlib.sha256(f'{ctx.actor.workspace_id} {name}'.encode()).hexdigest()}"
    answer, _ = answer_once(ctx, known_as, request, make)
    return TypeAdapter[Any](row.returns).validate_json(answer.content)
