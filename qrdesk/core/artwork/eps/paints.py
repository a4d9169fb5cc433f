"""Colours and gradients of PostScript: inks of a press, spot inks by their name."""

from dataclasses import dataclass
from itertools import pairwise
from math import dist

from qrdesk.core.artwork.eps.words import name, numbers, wrapped
from qrdesk.core.artwork.inks import cmyk_of
from qrdesk.core.artwork.style import Cmyk, Paint, Shading


@dataclass(frozen=True, slots=True)
class Inks:
    """What colours become on the press of ``profile``. Nothing shines through in EPS: it is blended with ``behind``."""

    profile: bytes
    behind: Cmyk

    def of(self, paint: Paint, opacity: float) -> Cmyk:
        """Return the inks of ``paint``, blended with what is behind."""
        return blended(cmyk_of(paint, self.profile), self.behind, opacity)


def blended(above: Cmyk, behind: Cmyk, opacity: float) -> Cmyk:
    """Return what is seen of two colours, the upper one as opaque as ``opacity`` says, 0 to 1."""
    if opacity == 1:
        return above
    cyan, magenta, yellow, key = (a * opacity + b * (1 - opacity) for a, b in zip(above, behind, strict=True))
    return cyan, magenta, yellow, key


def chosen(paint: Paint | Shading, opacity: float, inks: Inks) -> str:
    """Return the words that make ``paint`` the colour of what is filled next."""
    if isinstance(paint, Shading):
        if dist(paint.start, paint.end) == 0:  # as in SVG: the last colour everywhere
            return chosen(paint.stops[-1][1], opacity, inks)
        return wrapped(_pattern(paint, opacity, inks))
    if paint.spot:
        return _separation(paint, opacity, inks)
    return f"{numbers(*inks.of(paint, opacity))} setcmykcolor"


def _separation(paint: Paint, opacity: float, inks: Inks) -> str:
    shares = [f"dup {numbers(share)} mul exch" for share in cmyk_of(paint, inks.profile)]
    tint = " ".join([*shares, "pop"])
    return f"[/Separation {name(paint.spot)}\n/DeviceCMYK {{{tint}}}] setcolorspace {numbers(opacity)} setcolor"


def _pattern(shading: Shading, opacity: float, inks: Inks) -> str:
    """Return a pattern: a clipped `shfill` would leave ragged edges in some programs."""
    start, end = shading.start, shading.end
    if shading.radial:
        kind, where = 3, (*start, 0, *start, dist(start, end))
    else:
        kind, where = 2, (*start, *end)
    function = _function([(at, inks.of(paint, opacity)) for at, paint in shading.stops])
    return (
        f"<< /PatternType 2 /Shading << /ShadingType {kind} /ColorSpace /DeviceCMYK /Coords [ {numbers(*where)} ]"
        f" /Extend [ true true ] /Function {function} >> >> matrix makepattern setpattern"
    )


def _function(stops: list[tuple[float, Cmyk]]) -> str:
    around = [(0.0, stops[0][1]), *stops, (1.0, stops[-1][1])]
    pieces = [(before, after) for before, after in pairwise(around) if before[0] < after[0]]
    each = " ".join(
        f"<< /FunctionType 2 /Domain [ 0 1 ] /C0 [ {numbers(*before)} ] /C1 [ {numbers(*after)} ] /N 1 >>"
        for (_, before), (_, after) in pieces
    )
    bounds, encode = numbers(*(at for _, (at, _) in pieces[:-1])), " ".join("0 1" for _ in pieces)
    return f"<< /FunctionType 3 /Domain [ 0 1 ] /Functions [ {each} ] /Bounds [ {bounds} ] /Encode [ {encode} ] >>"
