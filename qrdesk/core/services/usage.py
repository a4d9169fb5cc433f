"""What a workspace and a key have used in the running month."""

from collections.abc import Mapping
from datetime import timedelta

from qrdesk.core import monthly
from qrdesk.core.context import Context
from qrdesk.core.hits import rows
from qrdesk.core.hits.days import number_of
from qrdesk.core.hits.sums import WORKSPACE
from qrdesk.core.models import Key, Plan, Workspace
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.usage import Meter, UsageView, UsedView

_HITS = (
    "SELECT COALESCE(SUM(scans), 0) + COALESCE(SUM(clicks), 0) FROM rollup_day "
    "WHERE scope = ? AND owner_id = ? AND day BETWEEN ? AND ?"
)
_IMPORTED = (
    "SELECT COALESCE(SUM(scans), 0) + COALESCE(SUM(clicks), 0) FROM imported_day "
    "WHERE workspace_id = ? AND day BETWEEN ? AND ?"
)
_BY_KEY = (
    "SELECT key_id, links, deliveries FROM usage_month WHERE workspace_id = ? AND month = ? AND key_id > 0 "
    "AND links + deliveries > 0 ORDER BY links DESC, deliveries DESC, key_id LIMIT ?"
)
_MOST = 1000  # keys in one answer


def get_usage(ctx: Context) -> UsageView:
    """Return what was used in this month by the workspace, by the key that asks and, for who may see keys, by each."""
    caller = monthly.caller_of(ctx.actor.workspace_id, ctx.actor.key_id, ctx.now)
    links, deliveries = (monthly.count_used(caller)[what] for what in ("links", "deliveries"))
    hits = _count_hits(caller)
    workspace = Workspace.get_by_id(ctx.actor.workspace_id)
    key = Key.get_or_none(Key.id == caller.key_id)
    plans = {row.name: row for row in Plan.select()}
    return UsageView(
        month=f"{monthly.begin_of(caller.month):%Y-%m}",
        resets_at=monthly.begin_of(caller.month + 1),
        workspace=_used(workspace, plans, links[0], hits, deliveries[0]),
        key=None if key is None else _used(key, plans, links[1], hits, deliveries[1]),
        keys=_by_key(caller, plans, hits) if ctx.actor.may(Scope.KEYS_READ) else [],
    )


def _by_key(caller: monthly.Caller, plans: Mapping[str, Plan], hits: int) -> list[UsedView]:
    used = {key: numbers for key, *numbers in rows.ask(_BY_KEY, (caller.workspace_id, caller.month, _MOST)).fetchall()}
    found = {row.id: row for row in Key.select().where(Key.id.in_(list(used)))}
    return [_used(found[key], plans, links, hits, sent) for key, (links, sent) in used.items() if key in found]


def _count_hits(caller: monthly.Caller) -> int:
    """Return the hits that this server answered on the days of the month; those of other programs are not among them.

    From the sums of days: it takes as long for a million hits as for one.
    """
    first = number_of(monthly.begin_of(caller.month).date())
    last = number_of((monthly.begin_of(caller.month + 1) - timedelta(days=1)).date())
    (counted,) = rows.ask(_HITS, (WORKSPACE, caller.workspace_id, first, last)).fetchone()
    (imported,) = rows.ask(_IMPORTED, (caller.workspace_id, first, last)).fetchone()
    return max(0, int(counted) - int(imported))


def _used(row: Workspace | Key, plans: Mapping[str, Plan], links: int, hits: int, deliveries: int) -> UsedView:
    plan = plans.get(row.plan) or Plan(name=row.plan)
    return UsedView(
        id=row.public_id,
        name=row.name,
        plan=row.plan,
        links=Meter(current=links, limit=plan.links_month),
        hits=Meter(current=hits, limit=plan.hits_month),
        deliveries=Meter(current=deliveries, limit=plan.deliveries_month),
    )
