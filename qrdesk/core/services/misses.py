"""Visits that met no link: addresses nobody made, and domains without one."""

from qrdesk.core.context import Context
from qrdesk.core.hits import rows
from qrdesk.core.hits.days import is_shared
from qrdesk.core.models import Domain
from qrdesk.core.schemas.analytics import MissQuery, MissRow, MissView
from qrdesk.core.services.analytics_questions import find_domain
from qrdesk.core.services.periods import period_of

_MISS, _INDEX = "miss", "index"


def list_misses(ctx: Context, query: MissQuery) -> MissView:
    """Return the addresses that were asked for and that nobody made, the most wanted first.

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
    return MissView(
        start=period.start,
        end=period.end,
        misses=found.get(_MISS, (0, 0))[0],
        index=found.get(_INDEX, (0, 0))[0],
        bots=sum(bots for _, bots in found.values()),
        rows=_rows(words, parameters, query.limit),
    )


def _rows(words: str, parameters: tuple[int, ...], limit: int) -> list[MissRow]:
    letters = ' COLLATE "C"' if is_shared() else ""  # the same order in every database
    sql = (
        f"SELECT domain_id, slug, SUM(hits), SUM(bots) FROM miss_day WHERE {words} AND kind = '{_MISS}' "  # noqa: S608 - our own words only
        f"GROUP BY domain_id, slug ORDER BY 3 DESC, 4 DESC, slug{letters}, domain_id LIMIT ?"
    )
    found = rows.ask(sql, (*parameters, limit)).fetchall()
    hosts = {row.id: row.host for row in Domain.select().where(Domain.id.in_({one[0] for one in found}))}
    return [
        MissRow(host=hosts.get(domain_id, ""), slug=slug, hits=int(hits), bots=int(bots))
        for domain_id, slug, hits, bots in found
    ]
