"""The way to the next page of a list, for programs that follow links. Source: RFC 8288."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from qrdesk.core.schemas.base import Pagination


def link(environ: Mapping[str, Any], place: Pagination) -> str:
    """Return where the page behind this one is, as the header ``Link`` has it; empty at the end of the list.

    Who counts pages is led to the next number, who reads on to the next cursor.
    """
    if place.page is None:
        following = {"cursor": place.next_cursor} if place.next_cursor else None
    else:
        more = place.next_cursor or (place.total is not None and place.page * place.limit < place.total)
        following = {"page": str(place.page + 1)} if more else None
    if following is None:
        return ""
    asked = parse_qsl(str(environ.get("QUERY_STRING", "")), keep_blank_values=True)
    rest = {name: value for name, value in asked if name not in {"cursor", "page"}}
    path = quote(str(environ["PATH_INFO"]).encode("latin-1"), safe="/~:@!$&'()*+,;=")
    return f'<{path}?{urlencode({**rest, **following})}>; rel="next"'
