"""What is used in a month, and what plans leave of it. Months are those of UTC.

A number counts for the key that used it and for its workspace, and the plans of both hold. Whoever counts links has
bumped the change epoch first: on PostgreSQL that keeps others waiting who make links, so what is left stays true.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from qrdesk.core.errors import PlanLimitReached
from qrdesk.core.hits import rows

What = Literal["links", "deliveries"]
NO_KEY = 0  # stands for everybody without a key
_FIRST_YEAR = 1970
_PLANS = (
    "SELECT ours.name, ours.{0}_month, theirs.name, theirs.{0}_month FROM workspace w "
    "LEFT JOIN plan ours ON ours.name = w.plan LEFT JOIN api_key k ON k.id = ? "
    "LEFT JOIN plan theirs ON theirs.name = k.plan WHERE w.id = ?"
)
_ADD = (
    "INSERT INTO usage_month (workspace_id, month, key_id, links, deliveries) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (workspace_id, month, key_id) DO UPDATE SET links = usage_month.links + excluded.links, "
    "deliveries = usage_month.deliveries + excluded.deliveries"
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose use it is, and in which month (months since January 1970)."""

    workspace_id: int
    key_id: int
    month: int


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one plan allows in a month, and how much of it was used when it was looked up."""

    plan: str
    limit: int
    current: int

    @property
    def left(self) -> int:
        """How many more are allowed."""
        return max(0, self.limit - self.current)


def caller_of(workspace_id: int, key_id: int | None, at: datetime) -> Caller:
    """Return whose use it is; ``key_id`` is None for who has no key."""
    return Caller(workspace_id, key_id or NO_KEY, month_of(at))


def month_of(at: datetime) -> int:
    """Return the month of a moment, as months since January 1970 UTC."""
    utc = at.astimezone(UTC)
    return (utc.year - _FIRST_YEAR) * 12 + utc.month - 1


def begin_of(month: int) -> datetime:
    """Return when a month begins."""
    return datetime(_FIRST_YEAR + month // 12, month % 12 + 1, 1, tzinfo=UTC)


def count_used(caller: Caller) -> dict[What, tuple[int, int]]:
    """Return what the workspace has used in the month, and how much of it by the key."""
    one = "COALESCE(SUM({0}), 0), COALESCE(SUM(CASE WHEN key_id = ? THEN {0} ELSE 0 END), 0)"
    sql = (
        f"SELECT {one.format('links')}, {one.format('deliveries')} "  # noqa: S608 - our own words only
        "FROM usage_month WHERE workspace_id = ? AND month = ?"
    )
    asked = (caller.key_id, caller.key_id, caller.workspace_id, caller.month)
    found = [int(number) for number in rows.ask(sql, asked).fetchone()]
    return {"links": (found[0], found[1]), "deliveries": (found[2], found[3])}


def find_allowance(caller: Caller, what: What) -> Allowance | None:
    """Return the plan that leaves least, of the workspace's and the key's; None where neither has a limit."""
    plans = rows.ask(_PLANS.format(what), (caller.key_id, caller.workspace_id)).fetchone()
    if plans is None or (plans[1] is None and plans[3] is None):
        return None
    of_workspace, of_key = count_used(caller)[what]
    both = ((*plans[:2], of_workspace), (*plans[2:], of_key))
    limited = [Allowance(plan, limit, current) for plan, limit, current in both if limit is not None]
    return min(limited, key=lambda one: one.left)


def require_room(allowance: Allowance | None, caller: Caller, more: int) -> None:
    """Do nothing if there is room for one link beside the ``more`` made since the allowance was looked up.

    Raises:
        PlanLimitReached: the month's number is used up.
    """
    if allowance is not None and more >= allowance.left:
        anew = f"{begin_of(caller.month + 1):%Y-%m-%d %H:%M} UTC"
        noun = "link" if allowance.limit == 1 else "links"
        raise PlanLimitReached.of(noun, allowance.plan, allowance.limit, allowance.current + more, anew)


def add(caller: Caller, *, links: int = 0, deliveries: int = 0) -> None:
    """Count what was used, within the running transaction. On PostgreSQL, others who count for this key wait for it."""
    used: tuple[Any, ...] = (caller.workspace_id, caller.month, caller.key_id, links, deliveries)
    rows.ask(_ADD, used)


def take_deliveries(caller: Caller, wanted: int) -> int:
    """Count deliveries, within the running transaction, and return how many of those wanted the plans allow.

    Several processes may ask at a time: no more than a plan has are ever granted. The transaction should be short, and
    must not edit links after this.
    """
    add(Caller(caller.workspace_id, NO_KEY, caller.month))  # its row is the lock of the workspace's month
    allowance = find_allowance(caller, "deliveries")
    granted = wanted if allowance is None else min(wanted, allowance.left)
    if granted:
        add(caller, deliveries=granted)
    return granted
