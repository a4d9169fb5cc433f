"""Which edit of a thing somebody has seen, as a tag: who edits an older one loses nothing of others. RFC 9110, 8.8.3.

A tag has two halves. The first is a digest of the edit: of what is shown without what is counted, looked up or checked
beside. It is what ``If-Match`` compares, so visitors keep nobody from editing. The second is a digest of the very bytes
of the answer, which visitors and ``?fields=`` change: ``If-None-Match`` compares both.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import blake2b
from typing import Any

import bottle
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
from qrdesk.daemon import http

HEADER = "ETag"
_DIGEST_BYTES = 12  # of each half
_BETWEEN = "-"
_ANY = "*"
_ONE = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What changes without anybody editing the thing: hits, checks, exports, the clock, notes on the change just made.
VOLATILE: Mapping[type[BaseModel], frozenset[str]] = {
    LinkView: _words("hit_count hits_used state target warnings printed printed_at"),
    CodeView: _words("export_count printed_at"),
    FileView: _words("used_by"),
    FolderView: _words("link_count"),
    TagView: _words("link_count"),
    DomainView: _words("status status_text steps fit_for_print verified_at checked_at check_fault"),
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
    """Say whether the answers of ``row`` carry a tag."""
    return row.returns in _SHOWN


def marked(row: Operation, shown: Any) -> bottle.HTTPResponse:
    """Return the answer for what a service function returned, with its tag if it has one."""
    answer = http.success(row, shown)
    if tag := tag_of(row, shown, answer):
        answer.headers[HEADER] = tag
    return answer


def tag_of(row: Operation, shown: Any, answer: bottle.HTTPResponse) -> str:
    """Return the tag of what an operation shows, and of the answer that shows it; empty where that has none."""
    return f'"{_edit(shown)}{_BETWEEN}{_digest(answer.body)}"' if is_marked(row) else ""


def _edit(shown: BaseModel) -> str:
    return _digest(shown.__pydantic_serializer__.to_json(shown, exclude=set(VOLATILE.get(type(shown), ()))))


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=_DIGEST_BYTES).hexdigest()


def has_it(environ: Mapping[str, Any], tag: str) -> bool:
    """Say whether who asks has what the tag stands for, and need not be sent it again: RFC 9110, 13.1.2."""
    sent = environ.get("HTTP_IF_NONE_MATCH")
    if sent is None:
        return False
    return str(sent).strip(" \t") == _ANY or any(one == tag for _, one in _ONE.findall(str(sent)))


def check_of(
    ctx: Context, row: Operation, environ: Mapping[str, Any], arguments: Mapping[str, Any]
) -> Callable[[], None] | None:
    """Return the check that ``If-Match`` asks for, to be made in the transaction of the edit; None without the header.

    Raises:
        BadRequest: the header holds no tags.
    """
    sent = environ.get("HTTP_IF_MATCH")
    thing = None if sent is None or row.method == "GET" else thing_of(row)
    if thing is None:
        return None
    wanted = _edits(str(sent))
    names = [arguments[name] for name in thing.path_names]

    def check() -> None:
        shown = thing.call(ctx, *names)  # that it is there is what * asks for
        if wanted is not None and _edit(shown) not in wanted:
            raise PreconditionFailed

    return check


def _edits(sent: str) -> frozenset[str] | None:
    """Return the edits that the tags of ``If-Match`` name, without weak ones, which match nothing; None for any."""
    if sent.strip(" \t") == _ANY:
        return None
    found = _ONE.findall(sent)
    if not found or _ONE.sub("", sent).strip(" \t,"):
        raise http.BadRequest("If-Match must hold the ETag of an answer as it came, in its quotes; or several, or *.")
    return frozenset(tag.strip('"').partition(_BETWEEN)[0] for weak, tag in found if not weak)
