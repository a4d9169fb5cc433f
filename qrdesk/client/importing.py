"""Lists of links sent to a desk in parts, and what did not go in written beside the original.

A list may be sent again after whatever stopped it: a row is known by its slug and destination or, without a slug, by
what it says and how many rows before it said the same. Nothing is made twice.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qrdesk.client.client import Client
from qrdesk.client.exporting import write_links
from qrdesk.client.files import writing
from qrdesk.client.formats.cells import guarded, unguarded, write_csv
from qrdesk.client.formats.lists import LinkList, SourceRow, read_links
from qrdesk.client.formats.parts import filed, parts, read_rows, rehearse, send_part
from qrdesk.client.formats.records import squeezed
from qrdesk.core.errors import AnswerLost
from qrdesk.core.schemas.transfer import ImportReport, ImportRow, RefusedRow, RowNotice

__all__ = [
    "LinkList", "Refusal", "SourceRow", "Tally", "guarded", "read_links", "send", "write_csv", "write_links",
    "write_refused",
]  # fmt: skip

REASON, KEY = "reason", "import_key"
_ADDED = frozenset({squeezed(REASON), squeezed(KEY)})  # columns of our own in a file of rows that are not in


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that is not in, and why."""

    row: SourceRow
    reason: str
    key: str = ""


@dataclass(slots=True)
class Tally:
    """What has become of a list so far. Rows not yet sent are those after ``sent``."""

    source: LinkList
    created: list[str] = field(default_factory=list[str])
    refused: list[RefusedRow] = field(default_factory=list[RefusedRow])
    notices: list[RowNotice] = field(default_factory=list[RowNotice])
    foreign_hosts: set[str] = field(default_factory=set[str])
    undated: list[int] = field(default_factory=list[int])  # rows whose hits count on the day their link was made
    made: int = 0  # links made; by a dry run, that would be
    there: int = 0  # rows that had their link already
    sent: int = 0

    def add(self, report: ImportReport) -> None:
        """Take in the answer to the next part."""
        made = len(report.made) or len(report.created)
        self.created += report.created
        self.refused += report.refused
        self.notices += report.notices
        self.foreign_hosts.update(report.foreign_hosts)
        self.undated += report.undated
        self.made += made
        self.there += len(report.there)
        self.sent += made + len(report.there) + len(report.refused)

    def left_out(self, why_not_sent: str = "") -> list[Refusal]:
        """Return every row that is not in, those never sent with ``why_not_sent``."""
        reasons = {one.row: one.reason for one in self.refused}
        if not reasons and self.sent >= len(self.source.rows):
            return []
        found: list[Refusal] = []
        for place, (row, read) in enumerate(read_rows(self.source)):
            reason = reasons.get(row.number, why_not_sent if place >= self.sent else None)
            if reason is not None:
                # the first row that says something is known by that alone
                key = read.key if isinstance(read, ImportRow) else ""
                found.append(Refusal(row, reason, "" if key.endswith("-1") else key))
        return found


def send(
    client: Client, source: LinkList, host: str | None = None, *, folder: str = "", dry_run: bool = False
) -> Iterator[ImportReport]:
    """Create the links in parts of up to 1,000 rows and yield the answer to each; whatever was answered stays.

    ``host`` is where all links go; left out, each goes where it was if that is a domain of the workspace, else to the
    default one. ``folder`` takes rows that name none. A dry run makes nothing, and tells what would become of each row.

    Raises:
        AnswerLost: a part was sent and no answer came. Its rows were yielded as refused just before, each with a reason
            that says so: all of them are in, or none.
        QRDeskError: a part could not be sent or was refused as a whole; none of its rows went in.
    """
    if dry_run:
        yield from rehearse(client, source, host, folder)
        return
    for part in parts(filed(source, folder)):
        try:
            report = send_part(client, part, host)
        except AnswerLost as lost:
            reason = f"Not known whether this went in: {lost} To import it again does no harm: nothing is made twice."
            yield ImportReport(created=[], refused=[RefusedRow(row=one.row, field="", reason=reason) for one in part])
            raise
        yield report


def write_refused(
    source: LinkList, refused: Sequence[Refusal], folder: Path | None = None, *, path: Path | None = None
) -> Path:
    """Write rows that are not in, each with its reason, ready to be mended and imported again. JSON stays JSON.

    The file is ``<name>-not-imported`` beside the original, or in ``folder``, and replaces none; or it is ``path``.

    Raises:
        CannotWrite: the folder cannot be written.
    """
    suffix = ".json" if source.is_json else ".csv"
    path = path or _free_name(folder or source.path.parent, f"{source.path.stem}-not-imported", suffix)
    if source.is_json:
        with writing(path) as file:
            text = json.dumps([_as_json(one) for one in refused], ensure_ascii=False, indent=1)
            file.write(text.encode("utf-8", "backslashreplace"))  # half a character is written as JSON writes it
        return path
    kept = [index for index, name in enumerate(source.header) if squeezed(name) not in _ADDED]
    keyed = [KEY] if any(one.key for one in refused) else []
    rows = ([*(_cell(one.row, index) for index in kept), *([one.key] if keyed else ()), one.reason] for one in refused)
    write_csv(path, [*(source.header[index] for index in kept), *keyed, REASON], rows)
    return path


def _cell(row: SourceRow, index: int) -> str:
    return unguarded(row.cells[index]) if index < len(row.cells) else ""  # written, it is guarded again


def _as_json(one: Refusal) -> dict[str, object]:
    fields = {name: value for name, value in (one.row.link or {}).items() if squeezed(name) not in _ADDED}
    return fields | ({KEY: one.key} if one.key else {}) | {REASON: one.reason}


def _free_name(folder: Path, stem: str, suffix: str) -> Path:
    path, number = folder / f"{stem}{suffix}", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}{suffix}", number + 1
    return path
