"""Links written to files: CSV that spreadsheets open as text, and JSON that comes in again as it was."""

import contextlib
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal, TypeVar

from qrdesk.client.client import Client
from qrdesk.client.files import Target, writing
from qrdesk.client.formats.cells import put_csv
from qrdesk.client.formats.own import AS_JSON, MORE
from qrdesk.client.patience import patiently
from qrdesk.core.schemas.analytics import ExportQuery
from qrdesk.core.schemas.audit import AuditExportQuery
from qrdesk.core.schemas.base import Stream
from qrdesk.core.schemas.links import LinkQuery, LinkView
from qrdesk.core.schemas.transfer import LinkDays

FileFormat = Literal["csv", "json"]
T = TypeVar("T")
_AT_ONCE = 500  # links in one answer
_DAYS_AT_ONCE = 100
_BEFORE = (
    "short_url", "destination", "slug", "aliases", "host", "title", "note", "tags", "folder", "state", "hit_count",
    "created_at", "updated_at", "printed_at", "starts_at", "ends_at", "hit_limit", "hits_used", "has_password",
)  # fmt: skip
LINK_COLUMNS = (*_BEFORE, *MORE, "final_url", "code_url", "id", "uuid")


def export_links(
    client: Client,
    path: Target,
    file_format: FileFormat,
    query: LinkQuery | None = None,
    *,
    daily: bool = False,
    step: Callable[[int], None] | None = None,
) -> int:
    """Write all links that match, a page at a time, and return how many. Left out, all but deleted ones match.

    ``daily`` adds the hits by day, which takes a call more for every 100 links; in CSV they are JSON in a column.
    ``step`` is told how many links are written, and may raise to stop: then there is no file.

    Raises:
        CannotWrite: the file cannot be written; what was there before is untouched.
        QRDeskError: the links could not be had; the same.
    """
    asked = query or LinkQuery(state="any", sort="created_at")
    links = client.links.each(asked.model_copy(update={"limit": _AT_ONCE, "page": None}))
    dated = _with_days(client, links) if daily else ((link, None) for link in links)
    counted = _counted(dated, step) if step else dated
    write = _write_csv if file_format == "csv" else _write_json
    return write(path, counted, daily=daily)


def export_hits(
    client: Client, path: Target, query: ExportQuery | None = None, *, step: Callable[[int], None] | None = None
) -> int:
    """Write single hits to a file as they come in, and return its bytes. ``step`` is told how many are there so far.

    Raises:
        CannotWrite: the file cannot be written; what was there before is untouched.
        QRDeskError: the hits could not be had; the same.
    """
    return _write_stream(partial(client.analytics.export, query), path, step)


def export_audit(
    client: Client, path: Target, query: AuditExportQuery | None = None, *, step: Callable[[int], None] | None = None
) -> int:
    """Write the audit log to a file as it comes in, and return its bytes. ``step`` is told how many are there so far.

    Raises:
        CannotWrite: the file cannot be written; what was there before is untouched.
        QRDeskError: the entries could not be had; the same.
    """
    return _write_stream(partial(client.audit.export, query), path, step)


def _write_stream(ask: Callable[[], Stream], path: Target, step: Callable[[int], None] | None) -> int:
    size = 0
    with contextlib.closing(patiently(ask)) as stream, writing(path) as file:
        for chunk in stream.chunks:
            size += file.write(chunk)
            if step:
                step(size)
    return size


def write_links(path: Path, links: Iterable[LinkView]) -> int:
    """Write links as CSV, or as JSON where the file is called so, and return how many.

    Raises:
        CannotWrite: the file cannot be written; what was there before is untouched.
    """
    write = _write_json if path.suffix.lower() == ".json" else _write_csv
    return write(path, ((link, None) for link in links), daily=False)


def _with_days(client: Client, links: Iterable[LinkView]) -> Iterator[tuple[LinkView, LinkDays | None]]:
    for some in _chunks(links, _DAYS_AT_ONCE):
        answered = patiently(partial(client.links.days, [link.id for link in some]))
        days = {one.link_id: one for one in answered}
        yield from ((link, days.get(link.id)) for link in some)


def _counted(rows: Iterable[T], step: Callable[[int], None]) -> Iterator[T]:
    for count, row in enumerate(rows, start=1):
        step(count)
        yield row


def _write_csv(path: Target, rows: Iterable[tuple[LinkView, LinkDays | None]], *, daily: bool) -> int:
    columns = (*LINK_COLUMNS, "days") if daily else LINK_COLUMNS
    with writing(path) as file:
        return put_csv(file, columns, (_cells(link, days, daily=daily) for link, days in rows))


def _write_json(path: Target, rows: Iterable[tuple[LinkView, LinkDays | None]], *, daily: bool) -> int:
    count = 0
    with writing(path) as file:
        made = datetime.now(UTC).isoformat(timespec="seconds")
        file.write(f'{{"qrdesk_export": 1, "exported_at": "{made}", "links": ['.encode())
        for count, (link, days) in enumerate(rows, start=1):
            fields = link.model_dump(mode="json", exclude={"warnings"})
            if daily:
                fields["days"] = _days(days)
            text = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
            file.write(("\n" if count == 1 else ",\n").encode() + text.encode("utf-8", "replace"))
        file.write(b"\n]}\n")
    return count


def _cells(link: LinkView, days: LinkDays | None, *, daily: bool) -> list[str]:
    fields = link.model_dump(mode="json")
    fields["folder"] = link.folder.name if link.folder else ""
    fields["tags"], fields["aliases"] = ", ".join(link.tags), ", ".join(link.aliases)
    for name in AS_JSON:
        plain = (
            {key: value for key, value in fields[name].items() if value}
            if isinstance(fields[name], dict)
            else fields[name]
        )
        fields[name] = json.dumps(plain, ensure_ascii=False) if plain else ""
    cells = [_plain(fields[name]) for name in LINK_COLUMNS]
    return [*cells, json.dumps(_days(days)) if days else ""] if daily else cells


def _plain(value: object) -> str:
    if value is None or value is False:
        return ""
    return "true" if value is True else str(value)


def _days(days: LinkDays | None) -> list[dict[str, object]]:
    return [one.model_dump(mode="json") for one in days.days] if days else []


def _chunks(rows: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    left = iter(rows)
    while some := tuple(itertools.islice(left, size)):
        yield some
