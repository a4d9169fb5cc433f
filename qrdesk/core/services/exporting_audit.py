"""The audit log as a file: CSV that spreadsheets open as text, or a line of JSON for each entry."""

import json
from collections.abc import Callable, Generator, Iterator
from typing import Any

from peewee import fn

from qrdesk.core import database
from qrdesk.core.cells import guarded
from qrdesk.core.context import Context
from qrdesk.core.errors import CalledOff
from qrdesk.core.models import AuditEntry
from qrdesk.core.schemas.audit import AuditExportQuery, AuditView
from qrdesk.core.schemas.base import Stream
from qrdesk.core.services import audit_log, exporting_hits
from qrdesk.core.services.file_lines import BOM, csv_lines, json_lines

COLUMNS = tuple(AuditView.model_fields)
_PAGE = 500
_Write = Callable[[list[AuditView]], bytes]


def export_entries(ctx: Context, query: AuditExportQuery) -> Stream:
    """Return all entries that match as a file, the oldest first: CSV, or a line of JSON for each.

    Entries that are added meanwhile are not among them.

    Raises:
        Busy: others fetch long files at the moment; said when the first piece is made.
    """
    newest = AuditEntry.select(fn.MAX(AuditEntry.id)).scalar() or 0
    name = f"audit-{ctx.now:%Y-%m-%d}.{query.format}"
    if query.format == "csv":
        return Stream(_pieces(ctx, query, newest, BOM + csv_lines([COLUMNS]), _csv), "text/csv; charset=utf-8", name)
    return Stream(_pieces(ctx, query, newest, b"", _json), "application/x-ndjson", name)


def _pieces(ctx: Context, query: AuditExportQuery, newest: int, head: bytes, write: _Write) -> Generator[bytes]:
    with exporting_hits.place():
        yield head
        for page in _pages(ctx, query, newest):
            yield write(page)


def _pages(ctx: Context, query: AuditExportQuery, newest: int) -> Iterator[list[AuditView]]:
    after = 0
    while True:
        if ctx.cancelled():
            raise CalledOff("Nobody waits for this any more.")
        # for this page alone: whoever reads the file may take an hour
        with database.scope():
            mine = audit_log.filtered(ctx, query).where((AuditEntry.id > after) & (AuditEntry.id <= newest))
            entries: list[AuditEntry] = list(mine.order_by(AuditEntry.id).limit(_PAGE))
        if entries:
            yield audit_log.views(entries)
        if len(entries) < _PAGE:
            return
        after = entries[-1].id


def _csv(page: list[AuditView]) -> bytes:
    return csv_lines([_cell(getattr(one, name)) for name in COLUMNS] for one in page)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return guarded(json.dumps(value, ensure_ascii=False))
    return value.isoformat() if hasattr(value, "isoformat") else guarded(str(value))


def _json(page: list[AuditView]) -> bytes:
    return json_lines(one.model_dump(mode="json") for one in page)
