"""What is asked about hits: whose, of when, and what they have in common."""

import math
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from qrdesk.core.context import Context
from qrdesk.core.errors import CalledOff, NotFound, QueryTooLong
from qrdesk.core.hits import regroup, rows
from qrdesk.core.hits.hit_row import DIMENSIONS
from qrdesk.core.hits.sums import DOMAIN, FOLDER, LINK, TAG, WORKSPACE, Group
from qrdesk.core.models import Domain, Folder, Link, Tag
from qrdesk.core.schemas.analytics import PeriodQuery
from qrdesk.core.services import domain_rows, known_ids, link_rows, names
from qrdesk.core.services.periods import Period, kept_from, period_of

_MEMBERS: Mapping[str, str] = {  # row numbers of the links in a group
    **regroup.MEMBERS,
    WORKSPACE: "SELECT id FROM link WHERE workspace_id = ?",
    LINK: "SELECT id FROM link WHERE id = ?",
}


class Counts(NamedTuple):
    """Sums of some hits. Bots and visitors are None where nobody knows them."""

    scans: int = 0
    clicks: int = 0
    bots: int | None = 0
    visitors: int | None = 0

    def plus(self, more: "Counts") -> "Counts":
        """Return the sum of both."""
        bots, visitors = _plus(self.bots, more.bots), _plus(self.visitors, more.visitors)
        return Counts(self.scans + more.scans, self.clicks + more.clicks, bots, visitors)


@dataclass(frozen=True, slots=True)
class Limit:
    """How long an answer may take, and whether somebody still waits for it."""

    seconds: int
    ends_at: float  # on the monotonic clock
    cancelled: Callable[[], bool]

    def check(self) -> None:
        """Do nothing if there is time left, and somebody waits for the answer.

        Raises:
            CalledOff, QueryTooLong: there is not; nobody does.
        """
        if self.cancelled():
            raise CalledOff("The question was called off.")
        if time.monotonic() > self.ends_at:
            raise QueryTooLong(
                f"This question takes longer than {self.seconds} seconds: every hit of the period, or the sums of very "
                "many links, have to be looked at. Choose a shorter period, or fewer conditions."
            )


@dataclass(frozen=True, slots=True)
class Question:
    """Which hits. ``groups`` are as in rollup_day; more than one means the links that are in all of them."""

    workspace_id: int
    period: Period
    groups: tuple[Group, ...]
    link: Link | None
    nobody: bool  # the link is in none of the groups: no hit can match
    source: str | None
    values: Mapping[str, str]  # by dimension; "" is unknown or none
    hits_from: date | None  # before this day hits have been deleted; None: none have
    limit: Limit  # for the whole answer, of however many parts
    links: tuple[int, ...] | None = None  # row numbers: of the group only these, which are told from sums of days alone

    @property
    def chosen(self) -> bool:
        """Whether hits are chosen by what they are, and not only by when and whose."""
        return bool(self.values) or self.source is not None

    @property
    def group(self) -> Group | None:
        """The one group that is asked about; None where there are several."""
        return self.groups[0] if len(self.groups) == 1 else None

    def during(self, period: Period) -> "Question":
        """Return the same question about another period."""
        return replace(self, period=period)

    def unlimited(self) -> "Question":
        """Return the same question, whose answer may take any time."""
        return replace(self, limit=replace(self.limit, ends_at=math.inf))


def read(ctx: Context, query: PeriodQuery) -> Question:
    """Return the question that a query asks.

    Raises:
        NotFound: no such link, folder, tag, domain, rule, variant or code in this workspace.
        Invalid: the period makes no sense.
        CalledOff, QueryTooLong, Busy: a rule, variant or code had to be looked for among very many.
    """
    limit = Limit(ctx.settings.query_seconds, time.monotonic() + ctx.settings.query_seconds, ctx.cancelled)
    period = period_of(ctx, query)
    link = find_link(ctx, query.link_id)
    groups = _groups(ctx, query)
    nobody = link is not None and not all(_holds(group, link) for group in groups)
    if link is not None:
        groups = ((LINK, link.id),)
    values: dict[str, Any] = {name: getattr(query, name) for name in DIMENSIONS}
    if values["country"]:
        values["country"] = values["country"].strip().upper()
    for noun in known_ids.NOUNS:
        with _blaming(noun):
            known_ids.check(ctx, noun, values[noun], link, limit.check)
    return Question(
        workspace_id=ctx.actor.workspace_id,
        period=period,
        groups=groups or ((WORKSPACE, ctx.actor.workspace_id),),
        link=link,
        nobody=nobody,
        source=query.source,
        values={name: value for name, value in values.items() if value is not None},
        hits_from=kept_from(ctx, period.zone),
        limit=limit,
    )


def members(group: Group) -> set[int]:
    """Return the row numbers of the links in a group, those put away or deleted included."""
    scope, owner_id = group
    return {link_id for (link_id,) in rows.ask(_MEMBERS[scope], (owner_id,)).fetchall()}


def members_sql(group: Group, column: str = "link_id") -> tuple[str, tuple[int, ...]]:
    """Return the condition that a column names a link in the group, and its parameters."""
    scope, owner_id = group
    return f"{column} IN ({_MEMBERS[scope]})", (owner_id,)


def find_link(ctx: Context, name: str | None) -> Link | None:
    """Return the link called by any of its names, a deleted one, too; None for no name.

    Raises:
        NotFound: no such link in this workspace.
    """
    with _blaming("link_id"):
        return link_rows.get_even_deleted(ctx, name) if name else None


def find_domain(ctx: Context, name: str | None) -> Domain | None:
    """Return the domain called by id or host; None for no name.

    Raises:
        NotFound: no such domain in this workspace.
    """
    with _blaming("domain"):
        return domain_rows.get_row(ctx, name) if name else None


def _plus(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def _groups(ctx: Context, query: PeriodQuery) -> tuple[Group, ...]:
    found: list[Group] = []
    if domain := find_domain(ctx, query.domain):
        found.append((DOMAIN, domain.id))
    for scope, model, noun, name in ((FOLDER, Folder, "folder", query.folder), (TAG, Tag, "tag", query.tag)):
        if name:
            with _blaming(noun):
                found.append((scope, names.get_named(ctx, model, name, noun).id))
    return tuple(found)


def _holds(group: Group, link: Link) -> bool:
    scope, owner_id = group
    column = "link_id" if scope == TAG else "id"
    return rows.ask(f"{_MEMBERS[scope]} AND {column} = ?", (owner_id, link.id)).fetchone() is not None


@contextmanager
def _blaming(field: str) -> Generator[None]:
    """Run the body so that what it does not find is told of the caller's ``field``."""
    try:
        yield
    except NotFound as fault:
        raise NotFound(fault.message, field_errors={field: fault.message}) from fault
