"""What a key may ask beside what its surface allows: a limit of its own, or that of a plan."""

from typing import NamedTuple

from peewee import JOIN

from qrdesk.core.models import Key, Plan, Workspace

_FREELY = "unlimited"


class Allowance(NamedTuple):
    """What is granted to one key."""

    rate_limit: int | None = None  # requests per minute; None: what the surface says
    plan: str = _FREELY  # the key's; the workspace's where the key has none


def find_allowance(key_id: int) -> Allowance:
    """Return what a key may ask: of its own limit and those of the two plans the narrowest counts."""
    keys_plan, workspaces_plan = Plan.alias(), Plan.alias()
    row = (
        Key.select(Key.plan, Workspace.plan, Key.rate_limit, keys_plan.rate_limit, workspaces_plan.rate_limit)
        .join(Workspace, on=(Workspace.id == Key.workspace))
        .join(keys_plan, JOIN.LEFT_OUTER, on=(keys_plan.name == Key.plan))
        .join(workspaces_plan, JOIN.LEFT_OUTER, on=(workspaces_plan.name == Workspace.plan))
        .where(Key.id == key_id)
        .tuples()
        .first()
    )
    if row is None:  # deleted this moment
        return Allowance()
    plan, workspaces, *limits = row
    narrowest = min((limit for limit in limits if limit is not None), default=None)
    return Allowance(narrowest, workspaces if plan == _FREELY else plan)
