"""Whether a stored address may stand in a Location header, or behind a button.

What is saved was checked, but a database may have been written by an older version, or by hand.
"""

import re

from qrdesk.core import destinations
from qrdesk.core.errors import BadDestination

MAX_LENGTH = 8000  # of a Location: what proxies and browsers take
# As destinations.check leaves it, so that a million links are seen to be right without asking it. It still is asked
# about hosts that end in a digit or a dot, which have more than one spelling.
_WEB = re.compile(r"https?://[a-z0-9_-][a-z0-9._-]*[a-z](?::[1-9][0-9]{0,4})?/[!-~]*\Z")
_OTHER = re.compile(r"([a-z][a-z0-9+.-]*):[!-~]+\Z", re.IGNORECASE)
# a browser would run, read or open these where it stands
_NEVER = frozenset(
    {"javascript", "vbscript", "data", "file", "filesystem", "blob", "about", "intent", "view-source", "jar"}
    | {"http", "https", "ws", "wss", "ftp", "chrome", "resource"}
)


def ready(text: str) -> str:
    """Return ``text`` as it is sent, in ASCII without blanks; empty where it leads nowhere."""
    if is_plain(text):
        return text
    if _WEB.match(text):
        return ""
    other = _OTHER.match(text)
    if other is not None and other[1].lower() not in _NEVER:
        return text if len(text) <= MAX_LENGTH else ""
    try:
        return destinations.check(text)
    except BadDestination:
        return ""


def is_plain(text: str) -> bool:
    """Say whether ``text`` is a page's address that is ``ready`` as it stands."""
    return len(text) <= MAX_LENGTH and _WEB.match(text) is not None


def is_web(location: str) -> bool:
    """Say whether a location that is ``ready`` is a page; anything else takes a button."""
    return location.startswith(("http://", "https://"))


def is_own(location: str, own_hosts: frozenset[str]) -> bool:
    """Say whether a page that is ``ready`` lies on one of ``own_hosts`` (lower case, ports kept)."""
    host = location.split("/", 3)[2]
    return host in own_hosts or (host.startswith("127.") and _first_loopback(host) in own_hosts)


def _first_loopback(host: str) -> str:
    # a server at every address of this computer answers at all of 127.0.0.0/8
    return "127.0.0.1" + "".join(host.partition(":")[1:])
