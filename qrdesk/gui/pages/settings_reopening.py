"""After a restore: the database is opened again; where that cannot be, what was there before is put back."""

import logging

from PySide6.QtCore import QCoreApplication

from qrdesk.client import Client
from qrdesk.core.errors import Conflict
from qrdesk.core.restore_told import Restored
from qrdesk.gui import words

_log = logging.getLogger(__name__)


class NotOpened(Conflict):
    """What was restored could not be opened. ``client`` is of what was here before; None where that is not back.

    Then the words say where it is kept.
    """

    def __init__(self, message: str, client: Client | None) -> None:
        super().__init__(message)
        self.client = client


def reopened(client: Client, done: Restored, workspace: str) -> Client:
    """Return a client of what was restored. Takes a while: never on the window's thread.

    Raises:
        NotOpened: it cannot be read.
    """
    try:
        there = client.after_restore(workspace)
        there.me.get()
    except Exception as fault:  # whatever it is, what was here before is to be here again
        raise _taken_back(client, done, workspace, words.failure(fault)) from fault
    return there


def _taken_back(client: Client, done: Restored, workspace: str, reason: str) -> NotOpened:
    """Put back what was here before, and return the error that says so."""
    if done.kept is None:
        said = _tr("The backup was restored, but cannot be opened. {reason} Close QRDesk and open it again.")
        return NotOpened(said.format(reason=reason), None)
    try:
        client.backups.restore(done.kept, lambda _done, _all: None)
        before = client.after_restore(workspace)
    except Exception:  # noqa: BLE001 - whatever it is, the person has to know where their links are
        _log.exception("What was here before a restore could not be put back")
        said = _tr(
            "The backup was restored, but cannot be opened. {reason} What was here before is in {path}. Close QRDesk, "
            "open it again, and restore that."
        )
        return NotOpened(said.format(reason=reason, path=done.kept), None)
    said = _tr("The backup cannot be opened, so it was taken back: everything is as it was before. {reason}")
    return NotOpened(said.format(reason=reason), before)


def _tr(said: str) -> str:
    return QCoreApplication.translate("Reopening", said)
