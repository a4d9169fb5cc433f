"""Operations that will go say so in each answer: since when, until when, and what to read. RFC 9745, RFC 8594."""

from collections.abc import Callable
from email.utils import format_datetime

import bottle

from qrdesk.core.operation import Deprecated
from qrdesk.core.operations import Operation
from qrdesk.daemon import http


def told(row: Operation, answer: Callable[..., bottle.HTTPResponse]) -> Callable[..., bottle.HTTPResponse]:
    """Return ``answer`` so that it says in its headers that ``row`` will go, if it will."""
    if row.deprecated is None:
        return answer
    headers, link = _headers(row.deprecated), f'<{row.deprecated.link}>; rel="deprecation"; type="text/html"'

    def saying(**path: str) -> bottle.HTTPResponse:
        given = answer(**path)
        given.headers.update(headers)
        http.add_link(given, link)
        return given

    return saying


def _headers(deprecated: Deprecated) -> dict[str, str]:
    return {
        "Deprecation": f"@{int(deprecated.since.timestamp())}",
        "Sunset": format_datetime(deprecated.sunset, usegmt=True),
    }
