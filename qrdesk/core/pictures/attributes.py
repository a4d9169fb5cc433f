"""Attributes that shapes may have, and how their values may be spelled. None of these spellings can name an address."""

import math
import re
from collections.abc import Mapping

from qrdesk.core.errors import BadPicture

# Atomic and possessive: digits in a row could be taken apart in more ways than anybody has time for.
_NUMBER = r"(?>[-+]?(?:[0-9]{1,12}+(?:\.[0-9]{0,20}+)?+|\.[0-9]{1,20}+)(?:[eE][-+]?[0-9]{1,2}+)?+(?![0-9]))"
_BLANK = r"[\s,]*+"
_ID = r"[A-Za-z_][A-Za-z0-9_.\-]{0,63}"
_COLOUR = r"#[0-9A-Fa-f]{3,8}|[A-Za-z]{3,24}|(?:rgb|hsl)a?\([0-9.,%/\s+\-]{1,60}\)"  # words are colours, too
_LENGTH = re.compile(rf"\s*{_NUMBER}\s*(?:px|pt|pc|mm|cm|in|em|ex|%)?\s*")
_NUMBERS = re.compile(rf"{_BLANK}(?:{_NUMBER}{_BLANK})*+")
_PATH = re.compile(rf"{_BLANK}(?:(?:[MmZzLlHhVvCcSsQqTtAa]|{_NUMBER}){_BLANK})*+")
_TRANSFORM = re.compile(
    rf"\s*(?:(?:matrix|translate|scale|rotate|skewX|skewY)\s*+\({_BLANK}(?:{_NUMBER}{_BLANK}){{1,6}}+\){_BLANK})*+"
)
_PAINT = re.compile(rf"\s*(?:{_COLOUR}|url\(\s*['\"]?#{_ID}['\"]?\s*\)(?:\s+(?:{_COLOUR}))?)\s*")
_COLOURS = re.compile(rf"\s*(?:{_COLOUR})\s*")
_WORD = re.compile(r"\s*[A-Za-z\-]{1,30}\s*")
_WORDS = re.compile(r"\s*[A-Za-z]{1,20}(?:\s+[A-Za-z]{1,20})?\s*")
_NONE = re.compile(r"\s*(?:none|0)\s*")  # dashes a million times shorter than their line keep a program busy for hours
_NAME = re.compile(_ID)

STYLED: Mapping[str, re.Pattern[str]] = {  # what CSS may say, too
    "fill": _PAINT, "stroke": _PAINT, "color": _COLOURS, "stop-color": _COLOURS,
    "fill-opacity": _LENGTH, "stroke-opacity": _LENGTH, "stop-opacity": _LENGTH, "opacity": _LENGTH,
    "stroke-width": _LENGTH, "stroke-miterlimit": _LENGTH, "stroke-dasharray": _NONE,
    "fill-rule": _WORD, "stroke-linecap": _WORD, "stroke-linejoin": _WORD, "display": _WORD, "visibility": _WORD,
}  # fmt: skip
_ELSEWHERE = frozenset(
    {
        "clip-path", "mask", "filter", "marker", "marker-start", "marker-mid", "marker-end", "mix-blend-mode",
        "vector-effect", "transform-origin", "clip", "transform-box", "offset-path", "translate", "rotate", "scale",
    }
)  # fmt: skip
_SHAPED_BY_CSS = frozenset({"transform", "d", "x", "y", "cx", "cy", "r", "rx", "ry", "width", "height"})
_HARMLESS = {"none", "normal", "inherit", "auto", ""}  # of these: nothing is to be seen of them
_COMMON = {**STYLED, "transform": _TRANSFORM}
_BOX = {"x": _LENGTH, "y": _LENGTH, "width": _LENGTH, "height": _LENGTH}
_FRAME = {"viewBox": _NUMBERS, "preserveAspectRatio": _WORDS}
_GRADIENT = {
    "id": _NAME, "gradientUnits": _WORD, "gradientTransform": _TRANSFORM, "spreadMethod": _WORD, "color": _COLOURS,
}  # fmt: skip
_OF: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "svg": {**_COMMON, **_BOX, **_FRAME},
    "g": _COMMON,
    "defs": {},
    "path": {**_COMMON, "d": _PATH},
    "rect": {**_COMMON, **_BOX, "rx": _LENGTH, "ry": _LENGTH},
    "circle": {**_COMMON, "cx": _LENGTH, "cy": _LENGTH, "r": _LENGTH},
    "ellipse": {**_COMMON, "cx": _LENGTH, "cy": _LENGTH, "rx": _LENGTH, "ry": _LENGTH},
    "polygon": {**_COMMON, "points": _NUMBERS},
    "polyline": {**_COMMON, "points": _NUMBERS},
    "line": {**_COMMON, "x1": _LENGTH, "y1": _LENGTH, "x2": _LENGTH, "y2": _LENGTH},
    "linearGradient": {**_GRADIENT, "x1": _LENGTH, "y1": _LENGTH, "x2": _LENGTH, "y2": _LENGTH},
    "radialGradient": {
        **_GRADIENT,
        **dict.fromkeys(("cx", "cy", "r", "fx", "fy", "fr"), _LENGTH),
    },
    "stop": {"offset": _LENGTH, "stop-color": _COLOURS, "stop-opacity": _LENGTH, "color": _COLOURS},
}
_LARGEST = 1e6  # of a side, in its own unit
_UNITS_PX = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_SIDE = re.compile(rf"\s*({_NUMBER})\s*([a-z]*)\s*")
_ADDRESS = re.compile(r"url\s*+\((?!\s*+['\"]?\s*+#)|javascript\s*+:|data\s*+:|expression\s*+\(|@", re.IGNORECASE)
_READ_BY_ALL = ("", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace")  # by whatever shows an SVG


def check_harmless(given: Mapping[str, str]) -> None:
    """Do nothing if attributes, kept or not, neither do anything nor lead anywhere.

    Raises:
        BadPicture: a handler, or an address.
    """
    for named, value in given.items():
        space, _, name = named.rpartition("\n")
        name = name.lower()
        if space not in _READ_BY_ALL:  # notes of a drawing program
            continue
        if name.startswith("on"):
            raise BadPicture.because(f"This SVG does something by itself (“{_shown(name)}”). Save it as plain SVG.")
        leads_on = name in {"href", "src", "base"} and not value.strip().startswith("#")
        if leads_on or (name not in {"id", "class", "d"} and _ADDRESS.search(value)):
            raise BadPicture.because(f"This SVG leads to something outside (“{_shown(name)}”). Save it as plain SVG.")


def check_text_harmless(text: str) -> None:
    """Do nothing if a style sheet leads nowhere.

    Raises:
        BadPicture: it does.
    """
    if _ADDRESS.search(text):
        raise BadPicture.because("This SVG takes its looks from outside. Save it as plain SVG.")


def is_seen(name: str) -> bool:
    """Say whether a property of CSS changes how a shape is seen."""
    return name in STYLED or name in _ELSEWHERE or name in _SHAPED_BY_CSS


def kept(element: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes that an element keeps, in the spelling that they came in.

    Raises:
        BadPicture: a value that is not understood, or something seen that is not known here.
    """
    allowed = _OF[element]
    found: dict[str, str] = {}
    for name, value in given.items():
        if name in _ELSEWHERE and value.strip().lower() not in _HARMLESS:
            raise BadPicture.because(f"This SVG uses “{name}”, which is not known here. Save it as plain shapes.")
        spelling = allowed.get(name)
        if spelling is None:
            continue
        if value.strip() != "inherit" and not spelling.fullmatch(value):
            raise BadPicture.because(f"This SVG says “{_shown(name)}” in a way that is not understood here.")
        found[name] = " ".join(value.split())
    return found


def of_root(given: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes of the outermost element: its size is its frame, and no length.

    Raises:
        BadPicture: it says no size, or one that is none.
    """
    frame = given.get("viewBox") or f"0 0 {_px(given.get('width', ''))} {_px(given.get('height', ''))}"
    try:
        x, y, width, height = (float(part) for part in frame.replace(",", " ").split())
    except ValueError:
        raise _sizeless() from None
    numbers = (x, y, width, height)
    if not all(math.isfinite(one) and abs(one) <= _LARGEST for one in numbers):
        raise _sizeless()
    if min(width, height) <= 0 or not 1 / 1000 <= width / height <= 1000:
        raise _sizeless()
    rest = {name: value for name, value in given.items() if name not in {*_BOX, "viewBox", "transform"}}
    return {"viewBox": " ".join(f"{one:g}" for one in numbers), **rest}


def _px(length: str) -> str:
    found = _SIDE.fullmatch(length)
    if found is None or found[2] not in _UNITS_PX:
        raise _sizeless()
    return f"{float(found[1]) * _UNITS_PX[found[2]]:g}"


def _sizeless() -> BadPicture:
    return BadPicture.because("This SVG does not say how large it is. Save it with a viewBox.")


def _shown(name: str) -> str:
    return "".join(letter for letter in name[:30] if letter.isalnum() or letter in "-_.:")
