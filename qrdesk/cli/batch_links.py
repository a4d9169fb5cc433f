"""Codes of links that are there already, for ``qrdesk batch --links``: what a list's slugs lead to, and their looks."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from pydantic import ValidationError

from qrdesk.cli.batch_assets import AssetFiles
from qrdesk.client import Client, CodesOfLinksDraft, Design
from qrdesk.core.errors import Invalid, NotFound
from qrdesk.core.schemas.lines import as_kept

if TYPE_CHECKING:
    from qrdesk.core.artwork.assets import Assets
    from qrdesk.core.artwork.batch import Row, Table

TEXT = "the code"  # heading of the column that is added
_AT_ONCE = 1000  # links in one call, as schemas.codes_bulk says
_LOOKS = 64  # kept in memory
_NO_SLUG = "There is no slug in this row."


class _Code(NamedTuple):
    """What is known of a row's code; or ``refusal``, why there is none."""

    refusal: str = ""
    id: str = ""
    text: str = ""
    look: str = ""  # its own, as JSON; "": that of the batch


@dataclass(frozen=True, slots=True)
class LinkCodes:
    """A list with the codes of its links. ``warnings`` say why these are not for print."""

    table: "Table"
    spool: Path
    warnings: tuple[str, ...]

    def ids(self) -> Iterator[str]:
        """Yield the id of each row's code, as the rows come; "" for one that has none."""
        for _, _, code in _lines(self.spool):
            yield code.id

    def texts(self) -> Iterator[str]:
        """Yield what the codes say."""
        for _, _, code in _lines(self.spool):
            if code.text:
                yield code.text


@dataclass(slots=True)
class _Desk:
    """Where the rows go, and what is found on the way."""

    client: Client
    assets: AssetFiles
    own: bool
    file: TextIO
    digest: "blake2b"
    warnings: dict[str, None] = field(default_factory=dict[str, None])


def with_codes(client: Client, table: "Table", heading: str, folder: Path, *, own: bool) -> LinkCodes:
    """Return the list with one column more: what the code of each row's link carries. It is kept in ``folder``.

    Codes are made where there are none. ``own``: each row has the look of its code.

    Raises:
        Invalid: there is no column of slugs.
    """
    from qrdesk.core.artwork.batch import Table  # noqa: PLC0415 zxing takes 30 ms, and other commands need none

    place = _place(table, heading)
    width, spool = len(table.header), folder / "rows.jsonl"
    assets = AssetFiles(client, folder)
    with spool.open("w", encoding="utf-8") as file:
        desk = _Desk(client, assets, own, file, blake2b(table.digest.encode(), digest_size=16))
        waiting = table.rows()
        while rows := list(islice(waiting, _AT_ONCE)):
            codes = _codes_of(desk, [row.cells[place] if place < len(row.cells) else "" for row in rows])
            for row, code in zip(rows, codes, strict=True):
                cells = [*row.cells[:width], *[""] * (width - len(row.cells)), code.text]
                _keep(desk, row.number, cells, code)
    again = Table((*table.header, TEXT), lambda: _rows(spool, assets), desk.digest.hexdigest())
    return LinkCodes(again, spool, tuple(desk.warnings))


def _place(table: "Table", heading: str) -> int:
    headings = [one.casefold() for one in table.header]
    wanted = heading.casefold() or next((one for one in ("slug", "link", "short") if one in headings), "slug")
    if wanted not in headings:
        raise Invalid.field("columns", f"There is no column “{wanted}” with the slugs. Name it: --column slug=HEADING.")
    return headings.index(wanted)


def _codes_of(desk: _Desk, slugs: Sequence[str]) -> list[_Code]:
    """Return the code of each link, in the order given: with one call."""
    found = {slug: _Code(f"There is no link “{slug[:64]}” here." if slug else _NO_SLUG) for slug in slugs}
    asked = [slug for slug in found if slug and _can_be_sent(slug)]
    if asked:
        report = desk.client.codes.of_links(CodesOfLinksDraft(links=tuple(asked)))
        desk.warnings |= dict.fromkeys(report.warnings)
        for refusal in report.refused:
            found[asked[refusal.index]] = _Code(refusal.message)
        for one in report.codes:
            found[asked[one.index]] = _looking(desk, _Code("", one.code.id, one.code.text), one.code.design)
    return [found[slug] for slug in slugs]


def _can_be_sent(slug: str) -> bool:
    try:
        CodesOfLinksDraft(links=(slug,))
    except ValidationError:  # it is far too long, or has a control character: no link is called that
        return False
    return True


def _looking(desk: _Desk, code: _Code, design: Design) -> _Code:
    """Return a code with its own look, where that is wanted; or why it cannot be drawn."""
    if not desk.own:
        return code
    try:
        desk.assets.fetch(design)
    except NotFound as gone:
        return _Code(str(gone))
    return code._replace(look=design.model_dump_json())


def _keep(desk: _Desk, number: int, cells: Sequence[str], code: _Code) -> None:
    line = json.dumps([number, cells, code])
    desk.digest.update(line.encode())
    desk.file.write(f"{line}\n")


def _lines(spool: Path) -> Iterator[tuple[int, list[str], _Code]]:
    with spool.open(encoding="utf-8") as file:
        for line in file:
            number, cells, code = json.loads(line)
            yield number, cells, _Code(*code)


def _rows(spool: Path, assets: AssetFiles) -> "Iterator[Row]":
    from qrdesk.core.artwork.batch import Row  # noqa: PLC0415 as above

    @lru_cache(_LOOKS)
    def look(said: str) -> "tuple[Design, Assets]":
        design = as_kept(said, Design.model_validate_json)
        return design, assets.of(design)

    for number, cells, code in _lines(spool):
        if code.look:
            design, files = look(code.look)
            yield Row(number, tuple(cells), code.refusal, design, files)
        else:
            yield Row(number, tuple(cells), code.refusal)


def made_of(ids: Iterable[str], made: Iterable[bool]) -> Iterator[str]:
    """Yield the ids of those codes that were made, each once."""
    return iter(dict.fromkeys(one for one, is_made in zip(ids, made, strict=True) if one and is_made))
