"""Survival kits in the audit log: they hold where every link of the database leads.

They are noted in the workspace that they were asked for in, as backups are.
"""

import logging

from qrdesk.core import database, journal
from qrdesk.core.context import Context
from qrdesk.core.journal import Subject
from qrdesk.core.schemas.survival import KitRun
from qrdesk.core.services import audit

_log = logging.getLogger("qrdesk.survival")


def note_kit(ctx: Context, run: KitRun) -> None:
    """Note that a kit was made; where that cannot be noted, the kit is there all the same."""
    changes = {"addresses": (None, run.addresses), "not_in_full": (None, run.partly)}
    subject = Subject("", run.folder.name)
    try:
        with database.scope(), database.write():
            writer = audit.writer_of(ctx.actor)
            where = ctx.actor.workspace_id
            journal.write(where, "survival_kit.created", changes, at=ctx.now, writer=writer, subject=subject)
    except Exception as fault:  # noqa: BLE001 - what was made is so, whatever comes of its note
        _log.warning("A survival kit is not in the audit log: %s", fault)
