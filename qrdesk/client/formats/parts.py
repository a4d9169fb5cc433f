"""Rows of a list in parts that a server takes, by number and by what they weigh; and a trial of a whole list."""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from qrdesk.client.client import Client
from qrdesk.client.formats.lists import LinkList, SourceRow
from qrdesk.client.patience import patiently
from qrdesk.core.operations import MAX_BODY_BYTES
from qrdesk.core.schemas.transfer import MAX_IMPORT, ImportReport, ImportRow, LinkImport, RefusedRow

_AROUND_ROWS = 4096  # bytes for what stands around the rows
_MOST_BYTES = MAX_BODY_BYTES - _AROUND_ROWS
_TOO_LARGE = "This row is larger than what can be sent at once."
_COUNTS = {"row", "key", "days", "hits", "hits_used"}  # exported a day later, the same link says other counts

Read = ImportRow | RefusedRow


def read_rows(source: LinkList) -> Iterator[tuple[SourceRow, Read]]:
    """Yield each row with what it says. Rows without a slug get a key of what they say, and how often it was said."""
    said: Counter[bytes] = Counter()
    for row in source.rows:
        read = source.read(row)
        if isinstance(read, ImportRow) and not read.slug.strip() and not read.key:
            words = read.model_dump_json(exclude=_COUNTS).encode()
            digest = blake2b(words, digest_size=16).digest()
            said[digest] += 1
            read = read.model_copy(update={"key": f"{digest.hex()}-{said[digest]}"})
        yield row, read


def parts(rows: Iterable[Read]) -> Iterator[list[Read]]:
    """Yield the rows in parts that a server takes."""
    part: list[Read] = []
    weight = 0
    for read in rows:
        one, heavy = _weighed(read)
        if part and (len(part) == MAX_IMPORT or weight + heavy > _MOST_BYTES):
            yield part
            part, weight = [], 0
        part.append(one)
        weight += heavy
    if part:
        yield part


def filed(source: LinkList, folder: str) -> Iterator[Read]:
    """Yield what the rows say; ``folder`` takes those that name none."""
    for _, read in read_rows(source):
        if folder and isinstance(read, ImportRow) and not read.folder:
            yield read.model_copy(update={"folder": folder})
        else:
            yield read


def send_part(client: Client, part: list[Read], host: str | None, *, dry_run: bool = False) -> ImportReport:
    """Send the rows that could be read, and return the answer with the others refused in it."""
    rows = tuple(one for one in part if isinstance(one, ImportRow))
    unread = [one for one in part if isinstance(one, RefusedRow)]
    if not rows:
        return ImportReport(created=[], refused=unread)
    draft = LinkImport(rows=rows, host=host, dry_run=dry_run)
    report = patiently(lambda: client.links.import_rows(draft))
    refused = sorted((*report.refused, *unread), key=lambda one: one.row)
    return report.model_copy(update={"refused": refused})


def rehearse(client: Client, source: LinkList, host: str | None, folder: str) -> Iterator[ImportReport]:
    """Yield what would become of the rows, of each once.

    A trial is undone before the next part comes. Rows that want an address which an earlier row wants too are held
    back, and tried at the end together with that one.
    """
    seen: set[int] = set()
    wanted_again: set[int] = set()

    def first() -> Iterator[Read]:
        for read in filed(source, folder):
            marks = _marks(read)
            if marks & seen:
                wanted_again.update(marks & seen)
            else:
                seen.update(marks)
                yield read

    for part in parts(first()):
        yield send_part(client, part, host, dry_run=True)
    if wanted_again:
        groups = _groups(read for read in filed(source, folder) if _marks(read) & wanted_again)
        for part, leaders in _together(groups):
            yield _without(send_part(client, part, host, dry_run=True), leaders)


def _marks(read: Read) -> set[int]:
    if isinstance(read, RefusedRow):
        return set()
    return {hash(slug.strip().casefold()) for slug in (read.slug, *read.aliases) if slug.strip()}


def _groups(rows: Iterable[Read]) -> list[list[Read]]:
    """Return rows that want the same address, the one that came first before the others."""
    by_mark: dict[int, list[Read]] = {}
    groups: list[list[Read]] = []
    for read in rows:
        marks = _marks(read)
        group = next((by_mark[mark] for mark in marks if mark in by_mark), None)
        if group is None:
            groups.append([read])
            by_mark.update(dict.fromkeys(marks, groups[-1]))
        else:
            group.append(read)
    return [group for group in groups if len(group) > 1]


def _together(groups: Iterable[list[Read]]) -> Iterator[tuple[list[Read], set[int]]]:
    """Yield whole groups in parts, and the rows in them that were tried before."""
    part: list[Read] = []
    leaders: set[int] = set()
    weight = 0
    for leader, *others in groups:
        first, lead_weight = _weighed(leader)
        placed = False
        for other in others:
            one, heavy = _weighed(other)
            needed = heavy + (0 if placed else lead_weight)
            if part and (len(part) + 2 > MAX_IMPORT or weight + needed > _MOST_BYTES):
                yield part, leaders
                part, weight, placed = [], 0, False
                leaders = set[int]()
            if not placed:
                part.append(first)
                leaders.add(first.row)
                weight, placed = weight + lead_weight, True
            part.append(one)
            weight += heavy
    if part:
        yield part, leaders


def _without(report: ImportReport, rows: set[int]) -> ImportReport:
    return report.model_copy(
        update={
            "made": [row for row in report.made if row not in rows],
            "refused": [one for one in report.refused if one.row not in rows],
            "there": [one for one in report.there if one.row not in rows],
            "notices": [one for one in report.notices if one.row not in rows],
            "undated": [row for row in report.undated if row not in rows],
        }
    )


def _weighed(read: Read) -> tuple[Read, int]:
    """Return a row and how many bytes it takes; one too large to send is refused."""
    heavy = len(read.model_dump_json().encode()) + 1
    if heavy > _MOST_BYTES:
        return RefusedRow(row=read.row, field="", reason=_TOO_LARGE), 0
    return read, heavy
