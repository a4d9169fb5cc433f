"""Colour spaces: which of them are inks."""

from collections.abc import Sequence
from dataclasses import dataclass

from qrdesk.core.artwork.preflight.opened import Object, get, is_stream, items, listed, word

_SHORT = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed"}  # in inline images
_INKS = {"/DeviceCMYK": 4, "/DeviceGray": 1}
_NAMED = {
    "/DeviceRGB": "RGB, which is for screens",
    "/CalRGB": "calibrated RGB, which is for screens",
    "/CalGray": "calibrated grey, which is not an ink",
    "/Lab": "Lab, which is not an ink",
    "/ICCBased": "a profile of its own",
}
_DEEPEST = 8
_MOST_MEMBERS = 100  # of a list that says how a spot colour looks


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space. ``wrong`` says what is not an ink; "" where all is. ``plates`` are the names of spot colours.

    ``recipe`` is how one spot colour looks where its ink is not there: what is equal for equal looks.
    """

    kind: str
    plates: tuple[str, ...] = ()
    wrong: str = ""
    recipe: bytes = b""


PATTERN = Space("/Pattern")
GREY = Space("/DeviceGray")
CMYK = Space("/DeviceCMYK")
RGB = Space("/DeviceRGB", wrong=_NAMED["/DeviceRGB"])


def space(given: Object, resources: Object, depth: int = 0) -> Space:
    """Return what a colour space is; ``resources`` is where it is looked up if it is a name."""
    if depth > _DEEPEST:
        return Space("", wrong="a colour space without end")
    name = _SHORT.get(word(given), word(given))
    if name:
        return _by_name(name, resources, depth)
    parts = listed(given)
    kind = _SHORT.get(word(parts[0]), word(parts[0])) if parts else ""
    if kind in {"/Separation", "/DeviceN"} and len(parts) >= 4:
        return _spot(kind, parts)
    if kind in {"/Indexed", "/Pattern"} and len(parts) >= 2:
        base = space(parts[1], resources, depth + 1)
        return Space(kind, base.plates, base.wrong, base.recipe)
    if kind in _INKS or (kind == "/Pattern" and len(parts) == 1):
        return Space(kind)
    return Space(kind, wrong=_NAMED.get(kind, "a colour space that is not known"))


def _by_name(name: str, resources: Object, depth: int) -> Space:
    if name in _INKS or name == "/Pattern":
        return Space(name)
    if name in _NAMED:
        return Space(name, wrong=_NAMED[name])
    found = get(get(resources, "/ColorSpace"), name)
    return Space("", wrong="a colour space that is not there") if found is None else space(found, resources, depth + 1)


def _spot(kind: str, parts: Sequence[Object]) -> Space:
    names = listed(parts[1]) if kind == "/DeviceN" else [parts[1]]
    plates = tuple(word(name).removeprefix("/") for name in names)
    shown = ", ".join(plates)[:100]
    if word(parts[2]) not in _INKS:
        return Space(kind, plates, f"the spot colour “{shown}”, whose substitute is not CMYK")
    if len(set(plates) - {"None"}) < len(plates) - plates.count("None"):
        return Space(kind, plates, f"the spot colours “{shown}”, where one plate is named twice")
    return Space(kind, plates, recipe=_recipe(parts[2]) + _recipe(parts[3]) if kind == "/Separation" else b"")


def _recipe(given: Object, depth: int = 0) -> bytes:
    """Return what a substitute is made of, wherever in the file its parts lie; of what is packed, as it is packed."""
    if depth > _DEEPEST:
        return b""
    if members := listed(given):
        return b"[%s]" % b" ".join(_recipe(one, depth + 1) for one in members[:_MOST_MEMBERS])
    if found := list(items(given)):
        told = b" ".join(key.encode() + b" " + _recipe(one, depth + 1) for key, one in found[:_MOST_MEMBERS])
        return told + (bytes(given.read_raw_bytes()) if is_stream(given) else b"")
    return str(given).encode()


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour to paint with: its space and its shares, 0 to 1 each."""

    space: Space
    shares: tuple[float, ...] = ()

    @property
    def total(self) -> float:
        """How much of all inks together, 1 for all of one."""
        if self.space.kind == "/DeviceGray":
            return 1 - sum(self.shares[:1])
        return 0.0 if self.space.kind == "/Pattern" or "All" in self.space.plates else sum(self.shares)

    @property
    def overprints_well(self) -> bool:
        """It is black ink and nothing else, or on every plate anyway."""
        if self.space.kind == "/DeviceCMYK":
            return len(self.shares) == 4 and not any(self.shares[:3]) and self.shares[3] > 0
        if self.space.kind == "/DeviceGray":
            return sum(self.shares[:1]) < 1
        return bool(self.space.plates) and set(self.space.plates) <= {"Black", "All"} and any(self.shares)


BLACK = Ink(GREY, (0.0,))
