"""Reading the audit log, and forgetting what a workspace no longer keeps."""

import json
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from peewee import IntegrityError

from qrdesk.core import database
from qrdesk.core.code_titles import unsecret, unsecret_all
from qrdesk.core.context import Context
from qrdesk.core.hits import rows
from qrdesk.core.models import AuditEntry, Workspace
from qrdesk.core.models.base import to_micros
from qrdesk.core.schemas.audit import AuditFilter, AuditQuery, AuditView
from qrdesk.core.schemas.base import Page
from qrdesk.core.services import audit_asked
from qrdesk.core.services.audit_words import program, sentence
from qrdesk.core.services.paging import paged
from qrdesk.core.services.queries import tuples

_COUNTED = 100_000  # entries; more are not counted
_AT_ONCE = 2000  # entries that are deleted in one transaction
_LATER = timedelta(minutes=5)  # than need be: the database guards its entries by a clock of its own, in whole seconds

_log = logging.getLogger(__name__)


def list_entries(ctx: Context, query: AuditQuery) -> Page[AuditView]:
    """Return a page of the workspace's audit log, newest first.

    Raises:
        Invalid: a cursor of another list; nobody or nothing is called so; or it ends before it begins.
    """
    audit_asked.check_span(query)
    page = paged(
        filtered(ctx, query),
        query,
        AuditEntry.at,
        AuditEntry.id,
        descending=True,
        views=views,
        count_to=_COUNTED,
    )
    if not page.data:
        audit_asked.check_known(ctx, query)  # else a name that was mistyped looks like nothing done
    return page


def filtered(ctx: Context, query: AuditFilter) -> Any:
    """Return the question for the workspace's entries that match."""
    found = AuditEntry.select().where(AuditEntry.workspace_id == ctx.actor.workspace_id)
    for condition in _conditions(query):
        found = found.where(condition)
    return found


def _conditions(query: AuditFilter) -> list[Any]:
    entry = AuditEntry
    asked = (
        (query.member, (entry.member_id == query.member) | _called(entry.member_id, query.member)),
        (query.key, (entry.key_id == query.key) | _called(entry.key_id, query.key)),
        (query.action, (entry.action == query.action) | entry.action.startswith(f"{query.action}.")),
        (query.subject, (entry.subject_id == query.subject) | _named(query.subject)),
        (query.surface, entry.surface == query.surface),
        (query.since, entry.at >= query.since),
        (query.until, entry.at < query.until),
    )
    return [condition for value, condition in asked if value]


def _named(part: str) -> Any:
    """Names that were written before they were masked are not found by what is masked."""
    name = AuditEntry.subject_name
    return name.contains(part) & ~name.startswith("WIFI:") & ~name.startswith("otpauth")


def _called(column: Any, name: str) -> Any:
    return (column != "") & (AuditEntry.actor == name)


def views(entries: Sequence[AuditEntry]) -> list[AuditView]:
    """Return entries as they are shown."""
    return [
        AuditView(
            id=one.public_id,
            at=one.at,
            actor=one.actor,
            member_id=one.member_id or None,
            key_id=one.key_id or None,
            surface=one.surface,
            came_from=one.came_from,
            agent=one.agent,
            action=one.action,
            sentence=_sentence(one),
            subject_id=one.subject_id,
            subject_name=unsecret(one.subject_name),
            changes=unsecret_all(json.loads(one.changes)),
        )
        for one in entries
    ]


def _sentence(one: AuditEntry) -> str:
    actor = program(one.actor) if one.key_id and not one.member_id else one.actor
    return sentence(actor, one.action, unsecret(one.subject_name) or one.subject_id, json.loads(one.changes))


def forget_old(now: datetime, breathe: Callable[[], object]) -> int:
    """Delete the entries that workspaces no longer keep, a few at a time; return how many there were.

    ``breathe`` is called between two transactions; what it raises ends it, and the rest goes the next time.

    Raises:
        DatabaseUnreachable: or one of its kinds; try again later.
    """
    deleted = 0
    with database.scope():
        kept = Workspace.select(Workspace.id, Workspace.keep_audit_days).where(Workspace.keep_audit_days.is_null(False))
        for workspace_id, days in tuples(kept.order_by(Workspace.id)):
            before_us = to_micros(now - timedelta(days=days) - _LATER)
            try:
                while some := _delete_some(workspace_id, before_us):
                    deleted += some
                    breathe()
            except IntegrityError as fault:  # the others are not to wait for that
                _log.warning("Old entries of the audit log of workspace %s are still there: %s", workspace_id, fault)
    return deleted


def _delete_some(workspace_id: int, before_us: int) -> int:
    old = "SELECT id FROM audit_entry WHERE workspace_id = ? AND at < ? ORDER BY at LIMIT ?"
    with database.write():
        values = (workspace_id, before_us, _AT_ONCE)
        return int(rows.ask(f"DELETE FROM audit_entry WHERE id IN ({old})", values).rowcount)  # noqa: S608 - our own words only
