"""Where a visitor came from: the host of the page, what kind of page that is, and the campaign they came by."""

import re
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from qrdesk.core.hits.hit_row import Origin
from qrdesk.core.hits.records import CAMPAIGN_CHARS, DESTINATION_CHARS
from qrdesk.core.hits.referrers import kind_of
from qrdesk.core.hits.texts import printable

_REMEMBERED = 8192
_HOST_CHARS = 253
_UTM_CHARS = 120
_UTM = tuple(f"utm_{name}" for name in ("source", "medium", "campaign", "term", "content"))
_REFERRER = re.compile(
    r"[a-z][a-z0-9+.\-]*://(?:[^/?#@]*@)?(\[[0-9a-f:.]+\]|[a-z0-9._\-]+)(?=[:/?#]|$)", re.IGNORECASE | re.ASCII
)


def read_origin(referrer: str, destination: str, campaign: str) -> Origin:
    """Return where a visitor came from; what is the same is the same object.

    ``campaign`` is the query of the short address, as it came; its utm_ parameters win over those that the
    ``destination`` has.
    """
    return _origin(referrer, _read_campaign(destination, campaign))


@lru_cache(_REMEMBERED)
def _origin(referrer: str, campaign: tuple[str, ...]) -> Origin:
    return Origin(*_read_referrer(referrer), *campaign)


@lru_cache(_REMEMBERED)
def referrer_host(referrer: str) -> str:
    """Return the host of the page a visitor came from, lower case, without a port; "" when there is none."""
    found = _REFERRER.match(referrer)
    return found[1].lower().rstrip(".")[:_HOST_CHARS] if found else ""


@lru_cache(_REMEMBERED)
def _read_referrer(referrer: str) -> tuple[str, str]:
    host = referrer_host(referrer)
    return host, kind_of(host)


@lru_cache(_REMEMBERED)
def _read_campaign(destination: str, campaign: str) -> tuple[str, ...]:
    _, _, query = _whole(destination, DESTINATION_CHARS).partition("#")[0].partition("?")
    told = _parameters(query) | _parameters(_whole(campaign, CAMPAIGN_CHARS).removeprefix("?"))
    return tuple(told.get(name, "") for name in _UTM)


def _whole(text: str, length: int) -> str:
    """Leave out the last parameter of a text that was cut: a piece of a value would count as a value of its own."""
    return text if len(text) < length else text.rpartition("&")[0]


def _parameters(query: str) -> dict[str, str]:
    """Return the first value of each utm_ parameter that has one."""
    found = dict[str, str]()
    for part in query.split("&"):
        said, _, value = part.partition("=")
        name = _decoded(said, _UTM_CHARS).lower() if value else ""
        if name in _UTM and name not in found and (value := _decoded(value, _UTM_CHARS)):
            found[name] = value
    return found


def _decoded(text: str, length: int) -> str:
    plain = unquote_to_bytes(text.replace("+", " ").encode("utf-8", "replace"))
    try:
        return printable(plain.decode("utf-8"), length)
    except UnicodeDecodeError:  # as old programs write it
        return printable(plain.decode("latin-1"), length)
