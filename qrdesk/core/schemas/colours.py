"""Colours as people write them: for screens, for the four inks of a press, and for an ink mixed before printing."""

import re

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})")
_SHARES = r",".join([r"\s*(\d{1,3}(?:\.\d{1,4})?)\s*"] * 4)
_CMYK = re.compile(r"cmyk:" + _SHARES, re.ASCII)
_SPOT = re.compile(r"spot:\s*([^=]{1,60}?)\s*=" + _SHARES, re.ASCII | re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f-\x9f()<>\[\]{}/%\\\u2028\u2029]")
_PLATES = frozenset({"cyan", "magenta", "yellow", "black", "all", "none"})  # names that PDF and PostScript keep
WAYS = "k, #rrggbb, cmyk:C,M,Y,K in percent, or spot:NAME=C,M,Y,K"


def colour(text: str) -> str:
    """Return ``text`` in its one spelling: ``k``, ``#rrggbb``, ``cmyk:C,M,Y,K`` or ``spot:NAME=C,M,Y,K`` in percent.

    The four shares of a spot colour say what it looks like where its ink is not there: on screens, on other presses.

    Raises:
        ValueError: with a sentence for the person who typed it.
    """
    text = text.strip()
    if text[:5].lower() == "spot:":
        return _spot(text)
    text = text.lower()
    if text == "k":
        return text
    if _HEX.fullmatch(text):
        return text if len(text) == 7 else "#" + "".join(digit * 2 for digit in text[1:])
    parts = _CMYK.fullmatch(text)
    if parts is None:
        raise ValueError(f"Write the colour as {WAYS}, like cmyk:100,75,0,2.")
    return "cmyk:" + _shares(parts.groups())


def _spot(text: str) -> str:
    parts = _SPOT.fullmatch(text)
    if parts is None:
        raise ValueError("Write a spot colour as its name and how it looks, like spot:PANTONE 286 C=100,75,0,2.")
    name, *shares = parts.groups()
    if _NOT_IN_NAMES.search(name) or len(name.encode()) > 100:
        raise ValueError("The name of a spot colour is plain text, without brackets and slashes.")
    if name.lower() in _PLATES:
        raise ValueError(f"“{name}” is the name of a plate that each press has. Give the spot colour its own name.")
    return f"spot:{name}={_shares(shares)}"


def _shares(found: tuple[str, ...] | list[str]) -> str:
    shares = [float(share) for share in found]
    if max(shares) > 100:
        raise ValueError("Each share of a CMYK colour is a percentage from 0 to 100.")
    return ",".join(f"{share:g}" for share in shares)
