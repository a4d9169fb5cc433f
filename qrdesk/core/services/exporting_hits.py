"""Single hits as a file: CSV that spreadsheets open as text, or a line of JSON for each."""

import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from qrdesk.core import database
from qrdesk.core.cells import guarded
from qrdesk.core.context import Context
from qrdesk.core.errors import Busy
from qrdesk.core.hits import rows
from qrdesk.core.hits.breaking_off import broken_off_by
from qrdesk.core.schemas.analytics import ExportQuery, HitView
from qrdesk.core.schemas.base import Stream
from qrdesk.core.services import analytics_questions, hit_conditions, hit_marks, hit_queries, hit_rows
from qrdesk.core.services.file_lines import BOM, csv_lines, json_lines
from qrdesk.core.services.hit_queries import Search
from qrdesk.core.services.hit_rows import Hits
from qrdesk.core.services.periods import Period

AT_ONCE = 2  # files under way in this process: each holds one of its threads for as long as it takes
COLUMNS = tuple(HitView.model_fields)
_PAGE = 1000
_Fields = dict[str, Any]  # of a HitView
_places = threading.BoundedSemaphore(AT_ONCE)


def export_hits(ctx: Context, query: ExportQuery) -> Stream:
    """Return all hits of a period as a file, the oldest first: CSV, or a line of JSON for each.

    Bots are among them, and say so, unless hits are chosen by their source or by a value. Hits that come in meanwhile
    are not. Where the workspace keeps hits for a shorter time, the file begins with the oldest that is left.

    Raises:
        NotFound: no such link, folder, tag, domain, rule, variant or code.
        Invalid: the period makes no sense.
        Busy: others fetch such files at the moment; said when the first piece is made.
    """
    question = analytics_questions.read(ctx, query).unlimited()
    search = Search(question, hit_conditions.read(question))
    newest = rows.ask("SELECT MAX(id) FROM hit").fetchone()[0] or 0
    pages = _pages(search, newest, hit_marks.key_of_ids(ctx.secret_key))
    name = f"hits-{question.period.start}-{question.period.end}.{query.format}"
    if query.format == "csv":
        return Stream(_pieces(BOM + csv_lines([COLUMNS]), pages, _csv_page), "text/csv; charset=utf-8", name)
    return Stream(_pieces(b"", pages, _json_page), "application/x-ndjson", name)


def _pieces(
    head: bytes, pages: Iterable[list[_Fields]], write: Callable[[list[_Fields]], bytes]
) -> Generator[bytes, None, None]:
    with place():
        yield head
        for page in pages:
            yield write(page)


def _pages(search: Search, newest: int, key: bytes) -> Iterator[list[_Fields]]:
    for month in hit_queries.months(search):
        after: tuple[int, int] | None = (0, 0)
        while after is not None:
            search.check()
            # for this page alone: whoever reads the file may take an hour
            with database.scope(), broken_off_by(search.check):
                hits = _page(search, month, after, newest)
                page = _named(hits, key)
            after = (hits[-1][1], hits[-1][0]) if len(hits) == _PAGE else None
            if page:
                yield page


def _page(search: Search, month: Period, after: tuple[int, int], newest: int) -> Hits:
    words, parameters = hit_queries.condition(search, month, after[0])
    return hit_rows.read(f"{words} AND (at, id) > (?, ?) AND id <= ?", (*parameters, *after, newest), "at, id", _PAGE)


def _named(hits: Hits, key: bytes) -> list[_Fields]:
    names = hit_rows.names_of({hit[3] for hit in hits})
    return [hit_rows.fields(key, hit, *names.get(hit[3], ("", ""))) for hit in hits]


def _csv_page(page: list[_Fields]) -> bytes:
    return csv_lines([_cell(hit[name]) for name in COLUMNS] for hit in page)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else ""
    return value.isoformat() if isinstance(value, datetime) else guarded(str(value))


def _json_page(page: list[_Fields]) -> bytes:
    return json_lines({name: hit[name] for name in COLUMNS} for hit in page)


@contextmanager
def place() -> Generator[None]:
    """Hold one of this process's few places for long files while the body runs.

    Raises:
        Busy: all of them are taken.
    """
    if not _places.acquire(blocking=False):
        raise Busy("Others fetch long files from QRDesk at the moment. Try again in a moment.")
    try:
        yield
    finally:
        _places.release()
