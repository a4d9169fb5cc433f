"""Colours and gradients of PostScript: inks of a press, spot inks by their name."""

from dataclasses import dataclass
from itertools import pairwise
from math import dist

from qrdesk.core.artwork.eps.words import name, numbers, wrapped
from qrdesk.core.artwork.inks import cmyk_of
from qrdesk.core.artwork.plates import Plate, Tone, mixed, overlaid, plates_of, shares, tone, without_process
from qrdesk.core.artwork.style import Cmyk, Paint, Shading


@dataclass(frozen=True, slots=True)
class Inks:
    """What colours become on the press of ``profile``. Nothing shines through in EPS: it is blended with ``under``."""

    profile: bytes
    under: Paint

    @property
    def behind(self) -> Cmyk:
        """What is behind all, as inks of the press."""
        return cmyk_of(self.under, self.profile)

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
        if _is_solid(paint):
            return chosen(paint.stops[-1][1], opacity, inks)
        return _pattern(paint, opacity, inks)
    if paint.spot:
        plate = Plate(paint.spot, cmyk_of(paint, inks.profile))
        return f"{_space((plate,))} setcolorspace {numbers(opacity)} setcolor"
    return f"{numbers(*inks.of(paint, opacity))} setcmykcolor"


def spots_of(paint: Paint | Shading, opacity: float, inks: Inks) -> tuple[Plate, ...]:
    """Return the inks with a plate of their own that ``chosen`` names."""
    if isinstance(paint, Shading):
        if _is_solid(paint):
            return spots_of(paint.stops[-1][1], opacity, inks)
        return without_process(plates_of(_tones(paint, opacity, inks)))
    return (Plate(paint.spot, cmyk_of(paint, inks.profile)),) if paint.spot else ()


def _is_solid(shading: Shading) -> bool:
    """Whether it has no way to run: as in SVG, the last colour is everywhere then."""
    return dist(shading.start, shading.end) == 0


def _tones(shading: Shading, opacity: float, inks: Inks) -> list[Tone]:
    """Return the colours of the stops of a gradient that has a spot colour; nothing for any other."""
    if not any(paint.spot for _, paint in shading.stops):
        return []
    tones = [tone(paint, inks.profile) for _, paint in shading.stops]
    return tones if opacity == 1 else [mixed(each, tone(inks.under, inks.profile), opacity) for each in tones]


def _space(plates: tuple[Plate, ...]) -> str:
    """Return the colour space of ``plates``, one of which at least is a spot colour's."""
    if len(plates) == 1:
        parts = [f"dup {numbers(share)} mul exch" for share in plates[0].looks]
        return f"[/Separation {name(plates[0].name)}\n/DeviceCMYK {{{' '.join([*parts, 'pop'])}}}]"
    names = "\n".join(name(plate.name) for plate in plates)
    return f"[/DeviceN [{names}]\n/DeviceCMYK\n{wrapped('{' + overlaid(plates) + '}')}]"


def _pattern(shading: Shading, opacity: float, inks: Inks) -> str:
    """Return a pattern: a clipped `shfill` would leave ragged edges in some programs.

    Between spot colours it runs plate by plate, as in PDF.
    """
    start, end = shading.start, shading.end
    if shading.radial:
        kind, where = 3, (*start, 0, *start, dist(start, end))
    else:
        kind, where = 2, (*start, *end)
    tones = _tones(shading, opacity, inks)
    plates = plates_of(tones)
    colours = [shares(each, plates) for each in tones] or [inks.of(paint, opacity) for _, paint in shading.stops]
    function = _function([(at, colour) for (at, _), colour in zip(shading.stops, colours, strict=True)])
    first = f"<< /PatternType 2 /Shading << /ShadingType {kind} /ColorSpace"
    rest = (
        f"/Coords [ {numbers(*where)} ] /Extend [ true true ] /Function {function} >> >> matrix makepattern setpattern"
    )
    if plates:  # a name among them may have spaces, and is not wrapped
        return f"{first}\n{_space(plates)}\n{wrapped(rest)}"
    return wrapped(f"{first} /DeviceCMYK {rest}")


def _function(stops: list[tuple[float, tuple[float, ...]]]) -> str:
    around = [(0.0, stops[0][1]), *stops, (1.0, stops[-1][1])]
    pieces = [(before, after) for before, after in pairwise(around) if before[0] < after[0]]
    each = " ".join(
        f"<< /FunctionType 2 /Domain [ 0 1 ] /C0 [ {numbers(*before)} ] /C1 [ {numbers(*after)} ] /N 1 >>"
        for (_, before), (_, after) in pieces
    )
    bounds, encode = numbers(*(at for _, (at, _) in pieces[:-1])), " ".join("0 1" for _ in pieces)
    return f"<< /FunctionType 3 /Domain [ 0 1 ] /Functions [ {each} ] /Bounds [ {bounds} ] /Encode [ {encode} ] >>"
