"""Backups in the audit log: they are of the whole database, and noted in the workspace that they were asked for in.

Those that nobody asked for are noted in the first workspace.
"""

import logging
from datetime import datetime

from qrdesk.core import database, journal
from qrdesk.core.context import Context
from qrdesk.core.journal import Subject, Writer
from qrdesk.core.opening import Opened
from qrdesk.core.services import audit

_log = logging.getLogger("qrdesk.backups")


def note_backup(ctx: Context, name: str, links: int, *, restored: bool = False) -> None:
    """Note that a backup was made, or put in the place of what was there; ``name`` is that of its file.

    Where that cannot be noted, the backup is there all the same.
    """
    try:
        with database.scope():
            _write(ctx.actor.workspace_id, name, links, ctx.now, audit.writer_of(ctx.actor), restored=restored)
    except Exception as fault:  # noqa: BLE001 - what was made or restored is so, whatever comes of its note
        _log.warning("A backup is not in the audit log: %s", fault)


def note_own(opened: Opened, name: str, links: int, now: datetime) -> None:
    """Note a backup that was made by schedule, as ``note_backup``."""
    try:
        with database.scope():
            _write(opened.owner.workspace_id, name, links, now, journal.SYSTEM, restored=False)
    except Exception as fault:  # noqa: BLE001 - as above
        _log.warning("A backup is not in the audit log: %s", fault)


def _write(workspace_id: int, name: str, links: int, at: datetime, writer: Writer, *, restored: bool) -> None:
    action = "backup.restored" if restored else "backup.created"
    subject = Subject("", name.encode(errors="replace").decode())  # a name in another encoding cannot be written down
    with database.write():
        journal.write(workspace_id, action, {"links": (None, links)}, at=at, writer=writer, subject=subject)
