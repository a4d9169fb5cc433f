"""What only the server knows of a list: whose slug is taken. Asked in parts; nothing is made."""

from array import array
from collections.abc import Iterator
from dataclasses import replace

from qrdesk.client import Client
from qrdesk.client.formats.parts import parts, send_part
from qrdesk.core import slugs
from qrdesk.core.schemas.transfer import ImportRow, RefusedRow
from qrdesk.gui.jobs import Step
from qrdesk.gui.pages.batch_checking import (
    MOST_LISTED,
    Checked,
    Fixes,
    Line,
    Problem,
    fault_in_cell,
    good_lines,
    lines,
)
from qrdesk.gui.pages.batch_meaning import Kind, Meaning, Meanings
from qrdesk.gui.pages.batch_rows import Listed


def ask(
    listed: Listed, meanings: Meanings, fixes: Fixes, found: Checked, known: set[int], client: Client, step: Step
) -> Checked:
    """Return what was found, with the rows whose links the server would not make; the same where there are none.

    ``known`` stands for rows that the server would take, and is filled: they are not asked about again.

    Raises:
        QRDeskError: the server is away.
        Cancelled: nobody waits for it any more.
    """
    if found.kind is not Kind.LINKS or Meaning.SLUG not in meanings:
        return found
    asked: dict[int, Line] = {}

    def rows() -> Iterator[ImportRow]:
        for line in good_lines(listed, meanings, fixes, found):
            if line.value(Meaning.SLUG) and _mark(line) not in known:
                asked[line.number] = line
                yield import_row(line)

    refused: list[Problem] = []
    done = 0
    for part in parts(rows()):
        report = send_part(client, part, None, dry_run=True)
        refused += [_problem(asked[one.row], one, meanings) for one in report.refused]
        done += len(part)
        bad = {one.row for one in report.refused}
        for row in part:
            line = asked.pop(row.row)
            if row.row not in bad:
                known.add(_mark(line))
        step(done, len(found.good))
    return _with(found, _free(refused, listed, meanings, fixes)) if refused else found


def _mark(line: Line) -> int:
    return hash((line.value(Meaning.SLUG), line.value(Meaning.DESTINATION)))


def import_row(line: Line) -> ImportRow:
    """Return what a row says of its link."""
    return ImportRow(
        row=line.number,
        destination=line.value(Meaning.DESTINATION),
        slug=line.value(Meaning.SLUG),
        title=line.value(Meaning.TITLE),
        tags=line.value(Meaning.TAG),
    )


def _problem(line: Line, refusal: RefusedRow, meanings: Meanings) -> Problem:
    if refusal.field != "slug":
        return Problem(line.place, line.number, "refused", said=refusal.reason)
    column = meanings.index(Meaning.SLUG)
    slug = line.value(Meaning.SLUG)
    return Problem(line.place, line.number, "taken_slug", column, slug, slug, said=refusal.reason)


def _free(refused: list[Problem], listed: Listed, meanings: Meanings, fixes: Fixes) -> list[Problem]:
    """Return problems that suggest slugs which no row of the list has; whether the server has them is asked again."""
    seen = {slugs.fold(line.value(Meaning.SLUG)) for line in lines(listed, meanings, fixes)}
    freed: list[Problem] = []
    for problem in refused:
        number, wanted = 2, f"{problem.suggestion}-2"
        while problem.suggestion and slugs.fold(wanted) in seen:
            number += 1
            wanted = f"{problem.suggestion}-{number}"
        good = problem.suggestion and not fault_in_cell(Meaning.SLUG, wanted)
        seen.add(slugs.fold(wanted))
        freed.append(replace(problem, suggestion=wanted if good else ""))
    return freed


def _with(found: Checked, refused: list[Problem]) -> Checked:
    places = {one.place for one in refused}
    problems = sorted([*found.problems, *refused], key=lambda one: one.number)
    more = found.more + max(0, len(problems) - MOST_LISTED)
    good = array("L", (place for place in found.good if place not in places))
    return Checked(found.kind, found.rows, good, problems[:MOST_LISTED], more)
