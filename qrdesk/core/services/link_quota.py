"""How many links a key may still make this month."""

from qrdesk.core import monthly
from qrdesk.core.context import Context
from qrdesk.core.schemas.usage import Meter


def count_links(ctx: Context) -> Meter:
    """Return the links of this month, and how many it may have: of the key's plan and the workspace's the tighter."""
    caller = monthly.caller_of(ctx.actor.workspace_id, ctx.actor.key_id, ctx.now)
    allowance = monthly.find_allowance(caller, "links")
    if allowance is not None:
        return Meter(current=allowance.current, limit=allowance.limit)
    return Meter(current=monthly.count_used(caller)["links"][1], limit=None)
