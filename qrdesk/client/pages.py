"""Whether web pages answer, asked from this computer before links lead to them: as a browser would, and no other way.

Only what the public internet has is asked. A page costs the other side one request, seldom two.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import monotonic
from typing import NamedTuple

AT_ONCE = 4
MOST = 200  # pages of one list
_WHOLE_S = 120.0
_PATIENCE_S = 5.0  # for HEAD, and again for GET


class Page(NamedTuple):
    """What a page came to. ``is_down``: visitors find nothing. ``status`` is 0 where nothing answered."""

    url: str
    is_down: bool
    status: int = 0
    detail: str = ""


def ask_pages(urls: Sequence[str], stopping: Callable[[], bool]) -> Iterator[Page]:
    """Yield what was found of each page, as it comes, of ``MOST`` at most; fewer once ``stopping`` says so, or late."""
    from qrdesk.core.net.crowd import side_by_side  # noqa: PLC0415 - HTTP is loaded where it is used
    from qrdesk.core.net.targets import Finding, look  # noqa: PLC0415 - as above

    until_s = monotonic() + _WHOLE_S
    ask = partial(look, patience_s=_PATIENCE_S)
    for url, found in side_by_side(ask, urls[:MOST], AT_ONCE, lambda: stopping() or monotonic() > until_s):
        yield Page(url, found.finding is Finding.DOWN, found.http_status or 0, found.detail)
