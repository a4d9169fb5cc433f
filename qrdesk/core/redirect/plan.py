"""What a visitor of one short address gets, worked out before the visitor comes."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Whether an address leads somewhere."""

    LIVE = "live"
    ARCHIVED = "archived"
    GONE = "gone"


# no-store: every scan must reach us, and the next one may lead elsewhere
_HEADERS = (("Cache-Control", "private, no-store"), ("Content-Length", "0"))


@dataclass(frozen=True, slots=True)
class Plan:
    """One link as the redirect needs it. ``destination`` is ASCII: it was checked when it was saved."""

    link_id: int
    workspace_id: int
    state: State
    destination: str

    def headers(self) -> list[tuple[str, str]]:
        """Return the headers of the redirect, in a new list: a WSGI server may add to what it is given (PEP 3333)."""
        return [("Location", self.destination), *_HEADERS]


def compile_plan(link_id: int, workspace_id: int, destination: str, *, archived: bool, deleted: bool) -> Plan:
    """Return the plan of one link; a deleted one keeps its address and loses its destination."""
    if deleted:
        return Plan(link_id, workspace_id, State.GONE, "")
    return Plan(link_id, workspace_id, State.ARCHIVED if archived else State.LIVE, destination)
