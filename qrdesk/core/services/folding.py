"""What texts and destinations are compared by. Migration 0003 has copies: what changes here needs a migration."""

import hashlib
import unicodedata
from urllib.parse import parse_qsl, urlsplit

_NOTED = 0xFFFF  # the letters of nearly all that is written; strangers may send every other
_PORTS = {"http": 80, "https": 443}


class _Folded(dict[int, str]):
    """What each letter becomes, noted when it is first met: each by itself, for accents that may change places go."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).casefold())
        made = "".join(letter for letter in plain if not unicodedata.combining(letter))
        if code <= _NOTED:
            self[code] = made
        return made


_folded = _Folded()


def fold(text: str) -> str:
    """Return ``text`` in small letters without accents: ``Café`` and ``CAFE`` are both ``cafe``."""
    return text.lower() if text.isascii() else text.translate(_folded)


def without_scheme(destination: str) -> str:
    """Return a destination as people type it."""
    return destination.partition("://")[2] or destination


def destination_key(destination: str) -> str:
    """Return what a destination has in common with those that lead to the same page, as 32 hexadecimal digits.

    It does not depend on the host's letter case, the usual port, a slash at the path's end, the fragment and campaign
    parameters. A destination that is no http(s) address is compared as it stands.
    """
    try:
        parts = urlsplit(destination)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        host, port = "", None
        parts = urlsplit("")
    same = destination
    if parts.scheme in _PORTS and host:
        kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _is_campaign(pair[0])]
        at = "" if port is None or port == _PORTS[parts.scheme] else f":{port}"
        same = repr((parts.scheme, parts.username, parts.password, host + at, parts.path.rstrip("/"), kept))
    return hashlib.blake2b(same.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _is_campaign(name: str) -> bool:
    return name.lower().startswith("utm_")
