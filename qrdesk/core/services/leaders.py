"""The links with most hits."""

from collections.abc import Iterator, Mapping, Sequence

from qrdesk.core.context import Context
from qrdesk.core.hits import rows
from qrdesk.core.hits.sums import LINK, WORKSPACE
from qrdesk.core.models import Link
from qrdesk.core.schemas.analytics import LeaderRow, LeadersQuery, LeadersView
from qrdesk.core.services import analytics_questions, hit_queries
from qrdesk.core.services.analytics_questions import Counts, Question, members_sql

_FIRST, _MOST = 16, 256  # links whose sums are added up together: few, mostly, say that the others have less
_Ranked = tuple[int, Counts]  # row number of the link


def list_leaders(ctx: Context, query: LeadersQuery) -> LeadersView:
    """Return the links with most hits, first; those deleted since are among them.

    Raises:
        NotFound: no such link, folder, tag, domain, rule, variant or code.
        Invalid: the period makes no sense.
        QueryTooLong, Busy: hits had to be read, and it took too long.
    """
    question = analytics_questions.read(ctx, query)
    from_hits = bool(question.values) or question.group is None
    if question.nobody:
        best: list[_Ranked] = []
    elif from_hits:
        with hit_queries.searching(question) as search:
            best = _ranked(hit_queries.by_link(search))[: query.limit]
    else:
        best = _from_sums(question, query.limit)
    return LeadersView(
        start=question.period.start,
        end=question.period.end,
        exact_from=hit_queries.exact_from(question) if from_hits else None,
        rows=_views(best),
    )


def _from_sums(question: Question, limit: int) -> list[_Ranked]:
    """Look at links with many hits of all time first, and stop where the others cannot have more in the period."""
    best: list[_Ranked] = []
    for links in _by_all_hits(question, max(_FIRST, limit)):
        question.limit.check()
        if len(best) == limit and links[0][1] < _hits(best[-1]):
            break
        best = _ranked({**dict(best), **_sums(question, [link_id for link_id, _ in links])})[:limit]
    return best


def _by_all_hits(question: Question, first: int) -> Iterator[Sequence[tuple[int, int]]]:
    """Yield links with the number of all their hits, most first: ``first`` of them, then twice as many each time."""
    group = question.groups[0]
    words, parameters = ("workspace_id = ?", (group[1],)) if group[0] == WORKSPACE else members_sql(group, "id")
    after, more, number = "", (), first
    while True:
        sql = (
            f"SELECT id, hit_count FROM link WHERE {words}{after} AND hit_count > 0 "  # noqa: S608 - our own words only
            f"ORDER BY hit_count DESC, id DESC LIMIT {number}"
        )
        found = rows.ask(sql, (*parameters, *more)).fetchall()
        if found:
            yield found
        if len(found) < number:
            return
        number = max(number, min(2 * number, _MOST))
        after, more = " AND (hit_count, id) < (?, ?)", (found[-1][1], found[-1][0])


def _sums(question: Question, link_ids: Sequence[int]) -> dict[int, Counts]:
    first, last = question.period.day_numbers
    found = rows.run(
        "SELECT owner_id, SUM(scans), SUM(clicks), SUM(bots) FROM rollup_day "  # noqa: S608 - our own numbers only
        f"WHERE scope = '{LINK}' AND day BETWEEN {first} AND {last} AND owner_id IN (",
        [(link_id,) for link_id in link_ids],
        ") GROUP BY owner_id",
    )
    source = question.source
    return {
        link_id: Counts(
            0 if source == "click" else int(scans),
            0 if source == "scan" else int(clicks),
            None if source else int(bots),
        )
        for link_id, scans, clicks, bots in found
    }


def _ranked(found: Mapping[int, Counts]) -> list[_Ranked]:
    return sorted((one for one in found.items() if _hits(one)), key=lambda one: (-_hits(one), one[0]))


def _hits(one: _Ranked) -> int:
    return one[1].scans + one[1].clicks


def _views(best: Sequence[_Ranked]) -> list[LeaderRow]:
    links = {link.id: link for link in Link.select().where(Link.id.in_([link_id for link_id, _ in best]))}
    return [
        LeaderRow(
            link_id=links[link_id].public_id,
            title=links[link_id].title or links[link_id].slug,
            hits=counts.scans + counts.clicks,
            scans=counts.scans,
            clicks=counts.clicks,
            bots=counts.bots,
        )
        for link_id, counts in best
        if link_id in links
    ]
