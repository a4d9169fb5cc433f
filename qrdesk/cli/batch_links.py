"""Codes of links that are there already, for ``qrdesk batch --links``: what a list's slugs lead to."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from qrdesk.client import Client, CodeDraft, CodeQuery
from qrdesk.core.errors import Invalid, NotFound

if TYPE_CHECKING:
    from qrdesk.core.artwork.batch import Table

TEXT = "the code"  # heading of the column that is added


@dataclass(frozen=True, slots=True)
class _Spool:
    """A file of rows, a line of JSON each."""

    path: Path

    def lines(self) -> Iterator[tuple[int, list[str], str]]:
        with self.path.open(encoding="utf-8") as file:
            for line in file:
                number, cells, refusal = json.loads(line)
                yield number, cells, refusal


def with_codes(client: Client, table: "Table", heading: str, folder: Path) -> "Table":
    """Return the list with one column more: what the code of each row's link carries. It is kept in ``folder``.

    Raises:
        Invalid: there is no column of slugs.
    """
    from qrdesk.core.artwork.batch import Row, Table  # noqa: PLC0415 zxing takes 30 ms, and other commands need none

    headings = [one.casefold() for one in table.header]
    wanted = heading.casefold() or next((one for one in ("slug", "link", "short") if one in headings), "slug")
    if wanted not in headings:
        raise Invalid.field("columns", f"There is no column “{wanted}” with the slugs. Name it: --column slug=HEADING.")
    place = headings.index(wanted)
    spool = _Spool(folder / "rows.jsonl")
    digest = blake2b(table.digest.encode(), digest_size=16)
    width = len(table.header)
    with spool.path.open("w", encoding="utf-8") as file:
        for row in table.rows():
            slug = row.cells[place] if place < len(row.cells) else ""
            text, refusal = _code_of(client, slug)
            cells = [*row.cells[:width], *[""] * (width - len(row.cells)), text]
            line = json.dumps([row.number, cells, refusal])
            digest.update(line.encode())
            file.write(f"{line}\n")

    def rows() -> Iterator[Row]:
        for number, cells, refusal in spool.lines():
            yield Row(number, tuple(cells), refusal)

    return Table((*table.header, TEXT), rows, digest.hexdigest())


def _code_of(client: Client, slug: str) -> tuple[str, str]:
    """Return what the code of a link carries, which is made where there is none yet; or why there can be none."""
    if not slug:
        return "", "There is no slug in this row."
    try:
        found = client.codes.list(CodeQuery(link_id=slug[:200], limit=100)).data
    except NotFound:
        return "", f"There is no link “{slug[:64]}” here."
    plain = next((one for one in found if not one.slug), None) or client.codes.create(CodeDraft(link_id=slug))
    return plain.text, ""
