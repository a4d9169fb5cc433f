"""How far back the plans of a workspace and its key let statistics of a dialect look."""

from qrdesk.core.context import Context
from qrdesk.core.models import Key, Plan, Workspace


def find_scan_days(ctx: Context) -> int | None:
    """Return the days of the narrower of both plans: 0 is totals only, None as far back as there is anything."""
    workspace = Workspace.select(Workspace.plan).where(Workspace.id == ctx.actor.workspace_id)
    key = Key.select(Key.plan).where(Key.id == (ctx.actor.key_id or 0))
    rows = Plan.select(Plan.scan_days).where(Plan.name.in_(workspace) | Plan.name.in_(key))
    return min((row.scan_days for row in rows if row.scan_days is not None), default=None)
