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
_NETWORK_CHARS = 49
_ID_CHARS = 24
_GEO_CHARS = 128
_CHECKSUM = 8  # hex digits
_VERSION = 2
_FIRST = [str, int, int, int, str, str, str, str, str]
_TYPES = {1: _FIRST, 2: [*_FIRST, str, str, str, str]}  # an update meets files that the version before has left


# What the redirect hands over of a hit, in the order of ``Spool.record``: at_us, workspace_id, link_id, source,
# user_agent, language, referrer, network, visitor, rule, variant, geo. A bare tuple: this is the hot path.
HitFields = tuple[int, int, int, str, str, str, str, str, str, str, str, str]


class Record(NamedTuple):
    """One hit as the redirect wrote it. ``at_us`` is microseconds since 1970 UTC, ``network`` the address cut short.

    The last four came with version 2 of the record, and are empty in older ones.
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


def encode(record: Record | tuple[str, *HitFields]) -> bytes:
    """Return the bytes of one record. Whatever a visitor sent ends up as ASCII on one line."""
    hit_id, at_us, workspace_id, link_id, source, *said = record
    user_agent, language, referrer, network, visitor, rule, variant, geo = said
    body = (
        f'[{_VERSION},"{hit_id}",{at_us},{workspace_id},{link_id},"{source}",{quoted(user_agent[:USER_AGENT_CHARS])},'
        f"{quoted(language[:LANGUAGE_CHARS])},{quoted(referrer[:REFERRER_CHARS])},{quoted(network[:_NETWORK_CHARS])},"
        f"{quoted(visitor[:_ID_CHARS])},{quoted(rule[:_ID_CHARS])},{quoted(variant[:_ID_CHARS])},{quoted(geo[:_GEO_CHARS])}]"
    ).encode("ascii")
    return b"\n%08x%b\n" % (crc32(body), body)


def decode(lines: bytes) -> tuple[list[Record], int]:
    """Return the good records among whole ``lines``, in order, and how many lines were damaged."""
    found: list[Record] = []
    damaged = 0
    for line in lines.split(b"\n"):
        if not line:
            continue
        record = _decode_line(line)
        if record is None:
            damaged += 1
        else:
            found.append(record)
    return found, damaged


def _decode_line(line: bytes) -> Record | None:
    body = line[_CHECKSUM:]
    if b"%08x" % crc32(body) != line[:_CHECKSUM]:
        return None
    try:
        version, *fields = json.loads(body)
    except (ValueError, TypeError):  # a checksum that is right by accident
        return None
    if type(version) is not int or [type(one) for one in fields] != _TYPES.get(version):
        return None
    return Record(*fields)
