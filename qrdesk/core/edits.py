"""Which edit of a thing somebody has seen: who changes an older one is told so, and loses nothing of others.

An edit is named by a digest of what is shown, without what is counted, looked up or checked beside: visitors keep
nobody from editing. Tags are made of that: ``"EDIT-ANSWER"`` where there is an answer of HTTP, else ``"EDIT"``.
"""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from hashlib import blake2b
from typing import Any

from pydantic import BaseModel

from qrdesk.core.context import Context
from qrdesk.core.errors import PreconditionFailed
from qrdesk.core.operations import OPERATIONS, Operation
from qrdesk.core.schemas.access import KeyView, WorkspaceView
from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.schemas.domains import DomainView
from qrdesk.core.schemas.files import FileView
from qrdesk.core.schemas.folders import FolderView
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.schemas.members import MemberView
from qrdesk.core.schemas.tags import TagView
from qrdesk.core.schemas.webhooks import EndpointView

_DIGEST_BYTES = 12  # of each half of a tag
_BETWEEN = "-"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What changes without anybody editing the thing: hits, checks, exports, the clock, notes on the change just made.
VOLATILE: Mapping[type[BaseModel], frozenset[str]] = {
    LinkView: _words("hit_count hits_used state target warnings printed printed_at"),
    CodeView: _words("export_count printed_at"),
    FileView: _words("used_by"),
    FolderView: _words("link_count"),
    TagView: _words("link_count"),
    DomainView: _words("status status_text steps fit_for_print verified_at checked_at check_fault checks"),
    KeyView: _words("last_used_at last_used_from last_used_agent old_until"),
    MemberView: _words("last_used_at"),
    EndpointView: _words("state failing_since delivered_at trouble waiting next_at old_secret_until warnings"),
    WorkspaceView: _words("hits_from"),
}


def _things() -> dict[str, Operation]:
    changed = {row.path for row in OPERATIONS if row.method in {"PATCH", "DELETE"}}
    return {row.path: row for row in OPERATIONS if row.method == "GET" and row.path in changed}


THINGS: Mapping[str, Operation] = _things()  # the row that shows a thing, by its path
_SHOWN = frozenset(row.returns for row in THINGS.values())


@cache
def thing_of(row: Operation) -> Operation | None:
    """Return the row that shows what ``row`` shows or changes, where its tag can be asked for; None for all others."""
    if row.method != "GET" and row.audited is None:
        return None
    parts = row.path.split("/")
    upwards = ("/".join(parts[:count]) for count in range(len(parts), 1, -1))
    found = next((THINGS[path] for path in upwards if path in THINGS), None)
    return None if found is None or (row.method == "GET" and row is not found) else found


def is_marked(row: Operation) -> bool:
    """Say whether what ``row`` returns carries a tag."""
    return row.returns in _SHOWN


def tag_of(row: Operation, shown: Any, content: bytes | None = None) -> str:
    """Return the tag of what an operation returns, in its quotes; empty where that has none.

    ``content`` are the bytes that show it, where they are to be told apart, too.
    """
    if not is_marked(row):
        return ""
    return f'"{_edit(shown)}"' if content is None else f'"{_edit(shown)}{_BETWEEN}{_digest(content)}"'


def edit_named(tag: str) -> str:
    """Return the edit that a tag names."""
    return tag.strip('"').partition(_BETWEEN)[0]


def check_of(
    ctx: Context, row: Operation, arguments: Mapping[str, Any], tags: Collection[str] | None
) -> Callable[[], None] | None:
    """Return the check that one of ``tags`` names the edit that is there, for the transaction of the change.

    None as ``tags`` are any; None is returned where ``row`` changes no thing with a tag.
    """
    thing = None if row.method == "GET" else thing_of(row)
    if thing is None:
        return None
    wanted = None if tags is None else {edit_named(tag) for tag in tags}
    names = [arguments[name] for name in thing.path_names]

    def check() -> None:
        shown = thing.call(ctx, *names)  # that it is there is all that is asked of any
        if wanted is not None and _edit(shown) not in wanted:
            raise PreconditionFailed

    return check


def _edit(shown: BaseModel) -> str:
    return _digest(shown.__pydantic_serializer__.to_json(shown, exclude=set(VOLATILE.get(type(shown), ()))))


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=_DIGEST_BYTES).hexdigest()
