"""Parameters of web addresses. Whatever is there already stays as it is, byte for byte, and the fragment at the end."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from urllib.parse import quote, unquote_plus

from qrdesk.core.hits.records import CAMPAIGN_CHARS
from qrdesk.core.redirect.locations import MAX_LENGTH
from qrdesk.core.schemas.rules import Utm

_UNSENDABLE = re.compile("[^!-~]|#")  # of a visitor's parameter: a Location is ASCII, and "#" would end the query
_SENDABLE = "".join(map(chr, range(0x21, 0x7F))).replace("#", "")
_MOST_PAIRS = 200  # of a query that conditions look at: nobody makes the server read thousands for each rule


def with_utm(url: str, utm: Utm) -> str:
    """Return ``url`` with the campaign parameters that it does not have itself.

    Args:
        url: an http(s) address as it is stored: ASCII.
        utm: empty parameters are left out.
    """
    said = ((f"utm_{name}", str(value)) for name, value in utm if value)
    wanted = [(name, f"{name}={quote(value, safe='')}") for name, value in said]
    if not wanted:
        return url
    head, query, tail = _split(url)
    present = {name for name, _ in _pairs(query)}
    return _joined(head, query, tail, (pair for name, pair in wanted if name not in present))


def forwarded(url: str, query: str, which: str, visitor_wins: bool) -> str:
    """Return ``url`` with parameters of the short address, those left out for which there is no room.

    Args:
        url: an http(s) address as it is stored: ASCII.
        query: of the short address, without "?", as the visitor sent it: anything at all.
        which: ``off``, ``utm`` or ``all``.
        visitor_wins: whose value stays where both have a parameter.
    """
    if which == "off" or not query:
        return url
    sent = [(name, pair) for name, pair in _pairs(query) if which == "all" or name.lower().startswith("utm_")]
    if not sent:
        return url
    head, own, tail = _split(url)
    mine = list(_pairs(own))
    names = {name for name, _ in mine}
    if not visitor_wins:
        return _joined(head, own, tail, (_sendable(pair) for name, pair in sent if name not in names))
    theirs = {name for name, _ in sent} & names
    if theirs:
        own = "&".join(pair for name, pair in mine if name not in theirs)
    return _joined(head, own, tail, (_sendable(pair) for _, pair in sent))


def campaign_of(query: str) -> str:
    """Return the utm_ parameters of a short address's query as they came, and nothing else of it.

    Those are left out for which a record has no room: half of one would be another campaign.
    """
    kept: list[str] = []
    room = CAMPAIGN_CHARS
    for pair in _readable(query).split("&"):
        if pair[:4].lower() == "utm_" and len(pair) <= room:
            kept.append(pair)
            room -= len(pair) + 1
    return "&".join(kept)


@lru_cache(maxsize=64)
def values(query: str) -> dict[str, frozenset[str]]:
    """Return the values of each parameter of a query, decoded; nobody may change what is returned."""
    found: dict[str, set[str]] = {}
    for name, pair in islice(_pairs(query), _MOST_PAIRS):
        found.setdefault(name, set()).add(_decoded(pair.partition("=")[2]))
    return {name: frozenset(said) for name, said in found.items()}


def _split(url: str) -> tuple[str, str, str]:
    """Return what stands before the query, the query, and what begins with "#"."""
    before, hash_sign, fragment = url.partition("#")
    head, _, query = before.partition("?")
    return head, query, hash_sign + fragment


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    """Yield the name, decoded, and the whole text of each parameter, as far as a Location could take them."""
    for pair in _readable(query).split("&"):
        if pair:
            yield _decoded(pair.partition("=")[0]), pair


def _readable(query: str) -> str:
    return query if len(query) <= MAX_LENGTH else query[:MAX_LENGTH].rpartition("&")[0]


def _joined(head: str, query: str, tail: str, more: Iterable[str]) -> str:
    room = MAX_LENGTH - len(head) - len(query) - len(tail) - 1
    fitting: list[str] = []
    for pair in more:
        if len(pair) < room:
            room -= len(pair) + 1
            fitting.append(pair)
    if not query and not fitting:
        return head + tail
    between = "&" if query and fitting and not query.endswith("&") else ""
    return f"{head}?{query}{between}{'&'.join(fitting)}{tail}"


def _decoded(text: str) -> str:
    return unquote_plus(text) if "%" in text or "+" in text else text


def _sendable(pair: str) -> str:
    if pair.isascii() and not _UNSENDABLE.search(pair):
        return pair
    try:
        return quote(pair.encode("latin-1"), safe=_SENDABLE)  # a server hands bytes on as Latin-1
    except UnicodeError:
        return _UNSENDABLE.sub(_encoded, pair)


def _encoded(found: "re.Match[str]") -> str:
    character = found[0]
    return quote(character.encode("latin-1" if character <= "\xff" else "utf-8", "replace"), safe="")
