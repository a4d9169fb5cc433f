"""The UUIDs of rules: callers whose API knows nothing else may choose them."""

import re
from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from qrdesk.core.models import Link
from qrdesk.core.services.queries import tuples

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def as_stored(text: str) -> str | None:
    """Return a UUID of any version as it is stored; None for what is none."""
    found = text.lower()
    return found if _UUID.fullmatch(found) else None


def find_new(workspace_id: int, texts: Iterable[str]) -> set[str]:
    """Return those UUIDs, as they are stored, that no rule of the workspace has; deleted links keep theirs."""
    wanted = {found for found in map(as_stored, texts) if found is not None}
    return wanted - _taken(workspace_id, wanted)


def _taken(workspace_id: int, uuids: Collection[str]) -> set[str]:
    if not uuids:
        return set()
    holding = reduce(or_, [Link.routing.contains(one) for one in uuids])
    mine = (Link.workspace == workspace_id) & (Link.routing != "")
    rows = tuples(Link.select(Link.routing).where(mine & holding))
    return {one for (routing,) in rows for one in uuids if one in routing}
