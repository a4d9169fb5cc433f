r"""What one hit looks like in a spool file: a newline, the checksum of the body, the body as JSON, a newline.

The newline in front keeps a torn record from swallowing the next one; the checksum tells a torn, flipped or zeroed
record from a good one. Standard library only: the redirect writes with this.
"""

import json
from json.encoder import encode_basestring_ascii as quoted
from typing import NamedTuple
from zlib import crc32

USER_AGENT_CHARS = 512  # longer ones cost the parser milliseconds and tell nothing more
REFERRER_CHARS = 512
LANGUAGE_CHARS = 64
DESTINATION_CHARS = 512
CAMPAIGN_CHARS = 512
QUIET = "q"
_NETWORK_CHARS = 49
_ID_CHARS = 24
_GEO_CHARS = 128
_SLUG_CHARS = 128  # folded, which may lengthen a slug
_MISSED_CHARS = 64  # of an address that nobody made
_CHECKSUM = 8  # hex digits
_NONE_CHOSEN, _NO_MORE = '"","",""', '"",""'  # how empty fields look: rule, variant and geo; campaign and slug
_VERSION = 3
_MISS = "m"
_FIRST = [str, int, int, int, str, str, str, str, str]
_SECOND = [*_FIRST, str, str, str, str]
_TYPES = {1: _FIRST, 2: _SECOND, 3: [*_SECOND, str, str, str, str]}  # an update meets files of the versions before
_MISS_TYPES = [int, int, int, str, str, str, int]

_read = json.JSONDecoder().raw_decode  # json.loads takes three times as long to get to work


# What the redirect hands over of a hit, in the order of ``Spool.record``: at_us, workspace_id, link_id, source,
# user_agent, language, referrer, network, visitor, rule, variant, geo, destination, campaign, slug, quiet. A bare
# tuple: this is the hot path.
HitFields = tuple[int, int, int, str, str, str, str, str, str, str, str, str, str, str, str, str]


class Record(NamedTuple):
    """One hit as the redirect wrote it. ``at_us`` is microseconds since 1970 UTC, ``network`` the address cut short.

    Older versions of the record lack the last fields; they are empty then. Of a quiet one nothing is kept but that it
    came, and whether a program sent it: that much the user agent is read for.
    """

    hit_id: str
    at_us: int
    workspace_id: int
    link_id: int
    source: str  # "s" scan, "c" click
    user_agent: str
    language: str
    referrer: str
    network: str
    visitor: str = ""  # what VisitorIds made of it
    rule: str = ""  # id of the rule that won
    variant: str = ""  # id of the variant that was picked
    geo: str = ""  # what a trusted proxy told: "DE|DE-BY|Munich", each part empty when it did not
    destination: str = ""  # where the visitor was led, without what was passed on from the short address
    campaign: str = ""  # the utm_ parameters of the short address, as they came
    slug: str = ""  # folded, where it was another address of the link than the one that is shown
    quiet: str = ""  # QUIET: count it, and note nothing else


class Miss(NamedTuple):
    """A visit that was led nowhere, or several in one: then what they do not have in common is empty."""

    at_us: int
    workspace_id: int
    domain_id: int
    kind: str  # "miss", "index", "shut"
    slug: str
    user_agent: str
    times: int


class Lines(NamedTuple):
    """What some lines of a spool file hold; ``damaged`` is a number of lines."""

    records: list[Record]
    misses: list[Miss]
    damaged: int


def encode(record: Record | tuple[str, *HitFields]) -> bytes:
    """Return the bytes of one record. Whatever a visitor sent ends up as ASCII on one line."""
    return line_of(*record)


def line_of(  # noqa: PLR0913, PLR0917 - bare words, as in ``Spool.record``: this is the hot path
    hit_id: str,
    at_us: int,
    workspace_id: int,
    link_id: int,
    source: str,
    user_agent: str,
    language: str,
    referrer: str,
    network: str,
    visitor: str,
    rule: str,
    variant: str,
    geo: str,
    destination: str,
    campaign: str,
    slug: str,
    quiet: str,
) -> bytes:
    """Return the bytes of the record that has these fields. What most hits do not have is not looked at one by one."""
    chosen = more = ""
    if rule or variant or geo:
        chosen = f"{quoted(rule[:_ID_CHARS])},{quoted(variant[:_ID_CHARS])},{quoted(geo[:_GEO_CHARS])}"
    if campaign or slug:
        more = f"{quoted(campaign[:CAMPAIGN_CHARS])},{quoted(slug[:_SLUG_CHARS])}"
    body = (
        f'[{_VERSION},"{hit_id}",{at_us},{workspace_id},{link_id},"{source}",{quoted(user_agent[:USER_AGENT_CHARS])},'
        f"{quoted(language[:LANGUAGE_CHARS])},{quoted(referrer[:REFERRER_CHARS])},{quoted(network[:_NETWORK_CHARS])},"
        f"{quoted(visitor[:_ID_CHARS])},{chosen or _NONE_CHOSEN},{quoted(destination[:DESTINATION_CHARS])},"
        f'{more or _NO_MORE},"{quiet}"]'
    ).encode("ascii")
    return b"\n%08x%b\n" % (crc32(body), body)


def encode_miss(miss: Miss) -> bytes:
    """Return the bytes of one miss."""
    cut = miss._replace(slug=miss.slug[:_MISSED_CHARS], user_agent=miss.user_agent[:USER_AGENT_CHARS])
    body = json.dumps([_MISS, *cut], separators=(",", ":")).encode("ascii")
    return b"\n%08x%b\n" % (crc32(body), body)


def decode(lines: bytes) -> Lines:
    """Return what whole ``lines`` hold, in order."""
    found = Lines([], [], 0)
    damaged = 0
    for line in lines.split(b"\n"):
        if not line:
            continue
        read = _decode_line(line)
        if isinstance(read, Record):
            found.records.append(read)
        elif isinstance(read, Miss):
            found.misses.append(read)
        else:
            damaged += 1
    return found._replace(damaged=damaged)


def _decode_line(line: bytes) -> Record | Miss | None:
    body = line[_CHECKSUM:]
    if b"%08x" % crc32(body) != line[:_CHECKSUM]:
        return None
    try:
        text = body.decode("ascii")
        (version, *fields), end = _read(text)
    except (ValueError, TypeError):  # a checksum that is right by accident
        return None
    if end != len(text):
        return None
    types = [type(one) for one in fields]
    if version == _MISS and types == _MISS_TYPES:
        return Miss(*fields)
    if type(version) is not int or types != _TYPES.get(version):
        return None
    return Record(*fields)
