"""What a visitor of one short address gets, worked out before the visitor comes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from qrdesk.core.redirect import locations
from qrdesk.core.redirect.compiling import Locks, compile_route, read_routing
from qrdesk.core.redirect.route import Route


class State(StrEnum):
    """Whether an address leads somewhere."""

    LIVE = "live"
    PAUSED = "paused"
    SUSPENDED = "suspended"
    ARCHIVED = "archived"
    GONE = "gone"


# no-store: every scan must reach us, and the next one may lead elsewhere
_HEADERS = (("Cache-Control", "private, no-store"), ("Content-Length", "0"))


@dataclass(slots=True)
class Plan:
    """One address as the redirect needs it. ``destination`` is ASCII, with its campaign parameters.

    Nobody changes one. It is not frozen, as that takes half a second more for the million that are made at a start.
    """

    link_id: int
    workspace_id: int
    state: State
    destination: str
    route: Route | None = None  # None for a link that always leads to its http(s) destination
    slug: str = ""  # folded, of an alias; "" for the address that the link shows
    count_only: bool = False  # of its visitors nothing is noted but that they came

    def headers(self) -> list[tuple[str, str]]:
        """Return the headers of the redirect, in a new list: a WSGI server may add to what it is given (PEP 3333)."""
        return [("Location", self.destination), *_HEADERS]


class PlanRow(NamedTuple):
    """One address as it is stored. Instants are microseconds since 1970 UTC, as the tables keep them."""

    link_id: int
    workspace_id: int
    destination: str
    archived: bool | int = False
    deleted: bool | int = False
    paused: bool | int = False
    suspended: bool | int = False
    more: bool | int = True  # whether anything of what follows is set
    routing: str = ""  # JSON of schemas.rules.Routing
    starts_at: int | None = None
    ends_at: int | None = None
    hit_limit: int | None = None
    password_hash: str = ""
    password_version: int = 0
    on_fallback: bool | int = False
    time_zone: str = "UTC"  # of the workspace
    count_only: bool | int = False
    slug: str = ""  # folded, of an alias


def compile_plan(row: PlanRow) -> Plan:
    """Return the plan of one link; a deleted one keeps its address and loses its destination."""
    state = state_of(row)
    if state is State.GONE:
        return Plan(row.link_id, row.workspace_id, state, "")
    destination = locations.ready(row.destination)
    if not row.more and locations.is_web(destination):
        return Plan(row.link_id, row.workspace_id, state, destination, None, row.slug, bool(row.count_only))
    locks = Locks(
        row.starts_at, row.ends_at, row.hit_limit, row.password_hash, row.password_version, bool(row.on_fallback)
    )
    routing = read_routing(row.routing, row.link_id)
    destination, route = compile_route(destination, routing, row.time_zone, locks)
    return Plan(row.link_id, row.workspace_id, state, destination, route, row.slug, bool(row.count_only))


def plain_plan(link_id: int, workspace_id: int, destination: str, slug: str, count_only: bool | int) -> Plan:
    """Return the plan of a live link that always leads to its destination; a million are made at a start."""
    if locations.is_plain(destination):
        return Plan(link_id, workspace_id, State.LIVE, destination, None, slug, bool(count_only))
    return compile_plan(PlanRow(link_id, workspace_id, destination, more=False, slug=slug, count_only=count_only))


def state_of(row: PlanRow) -> State:
    """Return whether a link leads anywhere at all; what lasts longer is said first."""
    if row.deleted:
        return State.GONE
    if row.suspended:
        return State.SUSPENDED
    if row.archived:
        return State.ARCHIVED
    return State.PAUSED if row.paused else State.LIVE
