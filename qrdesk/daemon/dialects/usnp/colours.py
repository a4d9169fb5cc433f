"""Colours as usnp.me takes them: hex, or CMYK, or transparent; anything near that, too (usnp.md, 2.3)."""

import re

from qrdesk.core.errors import Invalid
from qrdesk.core.schemas import colours

TRANSPARENT = "transparent"
_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")
_CMYK = re.compile(r"(?:(?:device-)?cmyk\s*[:(])?([0-9.,%\s]{7,60})\)?")
_SHARE = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,4})?|\.[0-9]{1,4})(%?)")
_SAID = "Write a colour as #rrggbb, or as cmyk(c,m,y,k) with shares of 0 to 100."


def read(name: str, text: str) -> str:
    """Return a colour in the one spelling of ours.

    Args:
        name: the parameter, for what is refused.
        text: hex of 3 or 6 digits, with or without ``#``; or four shares of CMYK, ``cmyk(0,20,100,0)``,
            ``cmyk:0,20,100,0`` or bare, in percent. Where none of them is more than 1 they are parts of 1.

    Raises:
        Invalid: it is none of these.
    """
    plain = text.strip().lower()
    if found := _HEX.fullmatch(plain):
        return colours.colour(f"#{found[1]}")
    found = _CMYK.fullmatch(plain)
    shares = [_SHARE.fullmatch(part.strip()) for part in found[1].split(",")] if found else []
    given = [(float(share[1]), bool(share[2])) for share in shares if share]
    if len(shares) != 4 or len(given) != 4 or max(given)[0] > 100:
        raise Invalid.field(name, _SAID)
    whole = 100 if max(given)[0] <= 1 and not any(percent for _, percent in given) else 1
    return colours.colour("cmyk:" + ",".join(f"{share * whole:.4g}" for share, _ in given))
