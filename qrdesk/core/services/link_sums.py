"""Hits of links that are named by several things at once: links, domains, folders and tags, as dialects may.

What one thing tells is asked of its own sums; else the sums of the links are added up, so nothing is counted twice.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid, NotFound
from qrdesk.core.hits import rollups
from qrdesk.core.hits.sums import LINK
from qrdesk.core.models import Domain, Folder, Link, LinkTag, Tag
from qrdesk.core.schemas.analytics import PeriodQuery
from qrdesk.core.services import analytics_questions, analytics_sums, domain_rows, link_rows, names
from qrdesk.core.services.analytics_questions import Question
from qrdesk.core.services.queries import tuples

MOST = 200  # things named in one question
_AT_ONCE = 3000  # links in one statement
_DAYS_AT_ONCE = 31


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is asked about, by id or UUID; of a kind that is empty, all. ``unfiled`` are links in no folder."""

    links: Sequence[str] = ()
    domains: Sequence[str] = ()
    folders: Sequence[str] = ()
    tags: Sequence[str] = ()
    unfiled: bool = False

    @property
    def number(self) -> int:
        """How many things are named."""
        return len(self.links) + len(self.domains) + len(self.folders) + len(self.tags) + self.unfiled


@dataclass(frozen=True, slots=True)
class Sums:
    """What is counted of people, and beside them of robots and programs."""

    scans: int
    clicks: int
    bots: int
    visitors: int  # the different ones of each day and, where several things were named, of each link


def question_of(ctx: Context, chosen: Chosen, start: date | None, end: date | None) -> Question:
    """Return the question about what is chosen.

    Raises:
        NotFound: no such link, domain, folder or tag in this workspace.
        Invalid: the period makes no sense, or there are more than 200 names.
    """
    _check_names(chosen)
    if chosen.number > MOST:
        raise Invalid(f"These are {chosen.number:,} links, domains, folders and tags; {MOST} are the most at once.")
    period = {"start": start, "end": end}
    if chosen.number == 0:
        return analytics_questions.read(ctx, PeriodQuery.model_validate(period))
    if chosen.number == 1 and not chosen.unfiled:
        lists = {"link_id": chosen.links, "domain": chosen.domains, "folder": chosen.folders, "tag": chosen.tags}
        ((field, (name,)),) = ((field, found) for field, found in lists.items() if found)
        return analytics_questions.read(ctx, PeriodQuery.model_validate({**period, field: name}))
    question = analytics_questions.read(ctx, PeriodQuery.model_validate(period))
    return replace(question, links=tuple(_links_of(ctx, chosen)))


def total(question: Question) -> Sums:
    """Return the sums of the whole period.

    Raises:
        QueryTooLong, CalledOff: there are very many links, and days; nobody waits.
    """
    found = analytics_sums.total((analytics_sums.by_day(question) or {}).values())
    visitors = found.visitors
    if visitors is None:  # links have visitors in common, and nobody knows which
        visitors = sum(int(row[2]) for row in _rows(question, ("visitors",)))
    return Sums(found.scans, found.clicks, found.bots or 0, visitors)


def by_day(question: Question) -> dict[date, int]:
    """Return the visits of each day of the period, oldest first, those of robots and programs among them.

    Raises:
        QueryTooLong, CalledOff: there are very many links, and days; nobody waits.
    """
    found = analytics_sums.by_day(question) or {}
    first, _ = question.period.day_numbers
    counts = {day - first: one.scans + one.clicks + (one.bots or 0) for day, one in found.items()}
    return {day: counts.get(place, 0) for place, day in enumerate(question.period.dates)}


def by_value(question: Question, dimension: str) -> dict[str, int]:
    """Return the hits of people by value; "" is unknown, where that is a value to count by.

    Raises:
        QueryTooLong, CalledOff: there are very many links, and days; nobody waits.
    """
    found = analytics_sums.by_value(question, dimension) or {}
    return {value: scans + clicks for value, (scans, clicks) in found.items()}


def by_link(question: Question, most: int) -> list[tuple[str, int]]:
    """Return host and slug of the links with most visits, those of robots and programs among them, and how many.

    Raises:
        QueryTooLong, CalledOff: there are very many links, and days; nobody waits.
    """
    counts: dict[int, int] = {}
    for link_id, _, scans, clicks, bots in _rows(question, ("scans", "clicks", "bots")):
        counts[link_id] = counts.get(link_id, 0) + scans + clicks + bots
    best = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:most]
    called = Link.select(Link.id, Domain.host, Link.slug).join(Domain).where(Link.id.in_([one for one, _ in best]))
    address = {link_id: f"{host}/{slug}" for link_id, host, slug in tuples(called)}
    return [(address[link_id], count) for link_id, count in best if count]


def _rows(question: Question, columns: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    """Yield row number of the link, day, and columns of its sums."""
    if question.links is None:
        links = sorted(set[int]().union(*map(analytics_questions.members, question.groups)))
    else:
        links = list(question.links)
    for part in question.period.parts(_DAYS_AT_ONCE):
        for start in range(0, len(links), _AT_ONCE):
            question.limit.check()
            yield from rollups.read_rows(LINK, links[start : start + _AT_ONCE], *part.day_numbers, columns)


def _links_of(ctx: Context, chosen: Chosen) -> list[int]:
    which: Any = Link.workspace == ctx.actor.workspace_id
    if chosen.links:
        which &= Link.id.in_(_ids(ctx, chosen.links, link_rows.get_even_deleted))
    if chosen.domains:
        which &= Link.domain.in_(_ids(ctx, chosen.domains, domain_rows.get_row))
    if chosen.folders or chosen.unfiled:
        filed: Any = Link.folder.in_(_ids(ctx, chosen.folders, _folder))
        which &= (filed | Link.folder.is_null()) if chosen.unfiled else filed
    if chosen.tags:
        tags = _ids(ctx, chosen.tags, _tag)
        which &= Link.id.in_(LinkTag.select(LinkTag.link).where(LinkTag.tag.in_(tags)))
    return [link_id for (link_id,) in tuples(Link.select(Link.id).where(which).order_by(Link.id))]


def _check_names(chosen: Chosen) -> None:
    """Do nothing if all names are such as something could have; PostgreSQL takes no half characters, nor zeros."""
    named = {"link": chosen.links, "domain": chosen.domains, "folder": chosen.folders, "tag": chosen.tags}
    for noun, called in named.items():
        for name in called:
            if not name.isprintable():
                raise NotFound.of(noun, name.encode("ascii", "replace").decode())


def _ids(ctx: Context, called: Sequence[str], get: Callable[[Context, str], Any]) -> list[int]:
    return [get(ctx, name).id for name in dict.fromkeys(called)]


def _folder(ctx: Context, name: str) -> Any:
    return names.get_named(ctx, Folder, name, "folder")


def _tag(ctx: Context, name: str) -> Any:
    return names.get_named(ctx, Tag, name, "tag")
