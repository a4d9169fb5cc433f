"""Visits that were led nowhere: addresses nobody made, domains without one, and links that are shut."""

from typing import NamedTuple

from qrdesk.core.context import Context
from qrdesk.core.hits import rows
from qrdesk.core.hits.days import is_shared
from qrdesk.core.hits.misses import SHUT
from qrdesk.core.models import Domain, Link, Slug
from qrdesk.core.schemas.analytics import MissQuery, MissRow, MissView, ShutRow
from qrdesk.core.services.analytics_questions import find_domain
from qrdesk.core.services.periods import period_of
from qrdesk.core.services.queries import beside

_MISS, _INDEX = "miss", "index"
_NONE = (0, 0)


class _Asked(NamedTuple):
    """One address, and how often it was asked for."""

    domain_id: int
    slug: str
    hits: int
    bots: int


def list_misses(ctx: Context, query: MissQuery) -> MissView:
    """Return the addresses that led nowhere, most wanted first: those nobody made, and those of links shut.

    Raises:
        NotFound: no such domain.
        Invalid: the period makes no sense.
    """
    period, domain = period_of(ctx, query), find_domain(ctx, query.domain)
    words, parameters = "workspace_id = ? AND day BETWEEN ? AND ?", (ctx.actor.workspace_id, *period.day_numbers)
    if domain is not None:
        words, parameters = f"{words} AND domain_id = ?", (*parameters, domain.id)
    sums = rows.ask(f"SELECT kind, SUM(hits), SUM(bots) FROM miss_day WHERE {words} GROUP BY kind", parameters)  # noqa: S608 - our own words only
    found = {kind: (int(hits), int(bots)) for kind, hits, bots in sums.fetchall()}
    missed, shut = (_asked(words, parameters, kind, query.limit) for kind in (_MISS, SHUT))
    hosts = _hosts({one.domain_id for one in (*missed, *shut)})
    return MissView(
        start=period.start,
        end=period.end,
        misses=found.get(_MISS, _NONE)[0],
        index=found.get(_INDEX, _NONE)[0],
        shut=found.get(SHUT, _NONE)[0],
        bots=sum(bots for _, bots in found.values()),
        rows=[
            MissRow(host=hosts.get(one.domain_id, ""), slug=one.slug, hits=one.hits, bots=one.bots) for one in missed
        ],
        shut_rows=_shut_rows(shut, hosts, ctx.actor.workspace_id),
    )


def _asked(words: str, parameters: tuple[int, ...], kind: str, limit: int) -> list[_Asked]:
    letters = ' COLLATE "C"' if is_shared() else ""  # the same order in every database
    sql = (
        f"SELECT domain_id, slug, SUM(hits), SUM(bots) FROM miss_day WHERE {words} AND kind = '{kind}' "  # noqa: S608 - our own words only
        f"GROUP BY domain_id, slug ORDER BY 3 DESC, 4 DESC, slug{letters}, domain_id LIMIT ?"
    )
    found = rows.ask(sql, (*parameters, limit)).fetchall()
    return [_Asked(domain_id, slug, int(hits), int(bots)) for domain_id, slug, hits, bots in found]


def _hosts(ids: set[int]) -> dict[int, str]:
    return {row.id: row.host for row in Domain.select().where(Domain.id.in_(ids))}


def _shut_rows(shut: list[_Asked], hosts: dict[int, str], workspace_id: int) -> list[ShutRow]:
    links = _links(shut, workspace_id)
    return [
        ShutRow(
            link_id=link.public_id if link is not None else "",
            title=link.title if link is not None else "",
            host=hosts.get(one.domain_id, ""),
            slug=one.slug,
            hits=one.hits,
            bots=one.bots,
        )
        for one in shut
        for link in (links.get((one.domain_id, one.slug)),)
    ]


def _links(shut: list[_Asked], workspace_id: int) -> dict[tuple[int, str], Link]:
    """Return the links of addresses, by domain and the address as it is looked up."""
    named = (Slug.domain.in_({one.domain_id for one in shut})) & (Slug.folded.in_({one.slug for one in shut}))
    found = Slug.select(Slug, Link).join(Link).where(named, beside(Link.workspace, workspace_id))
    return {(row.domain_id, row.folded): row.link for row in found}
