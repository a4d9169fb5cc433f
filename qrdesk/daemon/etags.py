"""Tags of things, as HTTP has them: RFC 9110, 8.8.3.

A tag has two halves. The first names the edit, and is what ``If-Match`` compares, so visitors keep nobody from editing.
The second is a digest of the very bytes of the answer, which visitors and ``?fields=`` change: ``If-None-Match``
compares both.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import bottle

from qrdesk.core import edits
from qrdesk.core.context import Context
from qrdesk.core.operations import Operation
from qrdesk.daemon import http

HEADER = "ETag"
_ANY = "*"
_ONE = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def marked(row: Operation, shown: Any) -> bottle.HTTPResponse:
    """Return the answer for what a service function returned, with its tag if it has one."""
    answer = http.success(row, shown)
    if tag := edits.tag_of(row, shown, answer.body):
        answer.headers[HEADER] = tag
    return answer


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
    if sent is None or row.method == "GET" or edits.thing_of(row) is None:
        return None
    return edits.check_of(ctx, row, arguments, _strong(str(sent)))


def _strong(sent: str) -> frozenset[str] | None:
    """Return the tags of ``If-Match``, without weak ones, which match nothing; None for any."""
    if sent.strip(" \t") == _ANY:
        return None
    found = _ONE.findall(sent)
    if not found or _ONE.sub("", sent).strip(" \t,"):
        raise http.BadRequest("If-Match must hold the ETag of an answer as it came, in its quotes; or several, or *.")
    return frozenset(tag for weak, tag in found if not weak)
