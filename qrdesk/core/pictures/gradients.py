"""Gradients, the one thing in a picture that others refer to: by names that drawing programs choose freely.

Each gets what it has from others, and a name of ours.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qrdesk.core.errors import BadPicture

if TYPE_CHECKING:
    from qrdesk.core.pictures.vector import Element

NAMES = frozenset({"linearGradient", "radialGradient"})
_HREFS = ("href", "http://www.w3.org/1999/xlink\nhref")
_OWN = frozenset({"id", "style", "class", *_HREFS})
_REFERENCE = re.compile(r"""\A\s*+url\(\s*+['"]?#([^'"()\s]{1,200})['"]?\s*+\)""", re.IGNORECASE)
_STEPS = 8  # from one to the next
_MAX_STOPS = 64  # each gradient gets those of the one that it takes after
_MAX_CHARS = 200  # of a value, since each gradient gets those, too


def settle(root: "Element") -> None:
    """Give every gradient below ``root`` what it refers to, so that the reference itself is not needed, and a name.

    Raises:
        BadPicture: one has more stops than anybody draws, or says something at greater length.
    """
    found = list(_gradients(root))
    for one in found:
        _check_short(one)
    if any(len(one.children) > _MAX_STOPS for one in found):
        raise BadPicture.because("This SVG has a gradient with too many stops. Simplify it, or choose a PNG.")
    by_id: dict[str, Element] = {}
    for one in found:
        if by_id.setdefault(one.attributes.get("id", ""), one) is not one:  # of two with one name the first counts
            one.attributes.pop("id", None)
    by_id.pop("", None)
    settled = [(one, *_inherited(one, by_id)) for one in found]
    for one, attributes, stops in settled:
        one.attributes = {**attributes, **one.attributes}
        one.children = stops
    names = {old: f"g{number}" for number, old in enumerate(by_id, 1)}
    for old, one in by_id.items():
        one.attributes["id"] = names[old]
    _refer(root, names)


def _check_short(one: "Element") -> None:
    """Leave out blanks, which have no end, and refuse what is long without them."""
    for part in (one, *one.children):
        said = {name: " ".join(value.split()) for name, value in part.attributes.items() if _is_inherited(name)}
        part.attributes = {**{name: value for name, value in part.attributes.items() if name in _OWN}, **said}
        if any(len(value) > _MAX_CHARS for value in said.values()):
            raise BadPicture.because("This SVG has a gradient that is described at too great length. Simplify it.")


def _is_inherited(name: str) -> bool:
    return name not in _OWN and "\n" not in name  # which is in those of drawing programs


def _refer(element: "Element", names: dict[str, str]) -> None:
    for paint in ("fill", "stroke"):
        said = element.attributes.get(paint, "")
        if "#" in said:
            element.attributes[paint] = _REFERENCE.sub(
                lambda found: f"url(#{names[found[1]]})" if found[1] in names else "none", said
            )
    for child in element.children:
        _refer(child, names)


def _inherited(one: "Element", by_id: "dict[str, Element]") -> "tuple[dict[str, str], list[Element]]":
    attributes: dict[str, str] = {}
    stops = one.children
    for _ in range(_STEPS):
        named = next((one.attributes[href] for href in _HREFS if href in one.attributes), "")
        other = by_id.get(named.strip().removeprefix("#"))
        if other is None:
            break
        attributes = {**{name: value for name, value in other.attributes.items() if _is_inherited(name)}, **attributes}
        stops = stops or other.children
        one = other
    return attributes, stops


def _gradients(element: "Element") -> "Iterator[Element]":
    if element.name in NAMES:
        yield element
    for child in element.children:
        yield from _gradients(child)
