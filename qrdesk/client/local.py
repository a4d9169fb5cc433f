"""The transport in process: straight to the database on this computer, as its owner."""

import inspect
import logging
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Concatenate

from qrdesk.client import cancelling
from qrdesk.client.transport import P, R
from qrdesk.core import database
from qrdesk.core.context import Actor, Context
from qrdesk.core.errors import QRDeskError, Unexpected
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.operations import find_operation
from qrdesk.core.performing import perform
from qrdesk.core.settings import Settings

_log = logging.getLogger("qrdesk.client")


class LocalTransport:
    """Calls service functions directly. One database per process."""

    def __init__(self, url: str = "", settings: Settings | None = None, actor: Actor | None = None) -> None:
        """Open the database at ``url``; ``actor`` is its owner unless given.

        Raises:
            DatabaseUnreachable, CannotWrite: it cannot be opened.
        """
        self._settings = settings or Settings.load()
        self.opened: Opened = open_database(url, self._settings)
        self._actor = actor or self.opened.owner

    def call(self, operation: Callable[Concatenate[Context, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a service function; the scope is checked here as the daemon checks it."""
        row = find_operation(operation)
        if row is None:
            raise LookupError(f"{operation} is not in the operations table")
        now, secret_key = datetime.now(UTC), self.opened.secret_key
        ctx = Context(self._actor, now, secret_key, settings=self._settings, cancelled=cancelling.current())
        try:
            with database.scope():
                given = inspect.signature(operation).bind(ctx, *args, **kwargs).arguments
                return perform(ctx, row, {name: value for name, value in given.items() if name != "ctx"})
        except QRDeskError:
            raise
        except Exception as fault:
            fault_id = secrets.token_hex(4)
            _log.exception("fault %s in %s", fault_id, row.name)
            raise Unexpected(fault_id) from fault

    def close(self) -> None:
        """Let go of the database."""
        database.close()
