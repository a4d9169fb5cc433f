"""Gradients as shading patterns: a pattern fills a path with smooth edges, which a clipped shading does not."""

from itertools import pairwise
from math import dist

from qrdesk.core.artwork.pdf.objects import Part, numbers, part
from qrdesk.core.artwork.pdf.plates import separation
from qrdesk.core.artwork.pdf.terms import Terms
from qrdesk.core.artwork.plates import Tone, plates_of, shares, tone
from qrdesk.core.artwork.style import Shading

Matrix = tuple[float, float, float, float, float, float]
_Colour = tuple[float, ...]


def pattern(shading: Shading, matrix: Matrix, terms: Terms, tones: tuple[Tone, ...] = ()) -> Part:
    """Return a gradient as a pattern; ``matrix`` leads from its mm to the space of the page it is used in.

    ``tones`` are the colours of its stops where they are not as given. Between inks it runs plate by plate, spot
    colours included: a stop of one spot colour and one of another are two plates that fade. On screens it runs in RGB
    as soon as one of its colours is a screen's.
    """
    space, colours = _colours(shading, terms, tones)
    function = _function([(stop[0], colour) for stop, colour in zip(shading.stops, colours, strict=True)])
    (x0, y0), (x1, y1) = shading.start, shading.end
    if shading.radial:
        kind, place = 3, numbers(x0, y0, 0, x0, y0, dist(shading.start, shading.end))
    else:
        kind, place = 2, numbers(x0, y0, x1, y1)
    return part(
        "Pattern",
        b"<< /Type /Pattern /PatternType 2 /Matrix [%s] /Shading << /ShadingType %d /ColorSpace "
        % (_matrix(matrix), kind),
        space,
        b" /Coords [%s] /Extend [true true] /Function %s >> >>" % (place, function),
    )


def _colours(shading: Shading, terms: Terms, tones: tuple[Tone, ...]) -> tuple[bytes | Part, list[_Colour]]:
    if not terms.for_press and any(paint.cmyk is None for _, paint in shading.stops):
        return b"/DeviceRGB", [tuple(channel / 255 for channel in paint.rgb) for _, paint in shading.stops]
    tones = tones or tuple(tone(paint, terms.profile) for _, paint in shading.stops)
    plates = plates_of(tones)
    return separation(plates) if plates else b"/DeviceCMYK", [shares(of, plates) for of in tones]


def _function(stops: list[tuple[float, _Colour]]) -> bytes:
    """Return the colours from 0 to 1, in straight lines from stop to stop, the first and the last to the ends."""
    stops = [(0.0, stops[0][1]), *stops, (1.0, stops[-1][1])]
    # two stops at one place are an edge, and no piece lies between them
    pieces = [(end, a, b) for (start, a), (end, b) in pairwise(stops) if end - start > 1e-6]
    steps = [
        b"<< /FunctionType 2 /Domain [0 1] /C0 [%s] /C1 [%s] /N 1 >>" % (numbers(*a), numbers(*b)) for _, a, b in pieces
    ]
    if len(steps) == 1:
        return steps[0]
    bounds = numbers(*(end for end, _, _ in pieces[:-1]))
    encode = b" ".join([b"0 1"] * len(steps))
    return b"<< /FunctionType 3 /Domain [0 1] /Functions [%s] /Bounds [%s] /Encode [%s] >>" % (
        b" ".join(steps),
        bounds,
        encode,
    )


def _matrix(matrix: Matrix) -> bytes:
    # more digits than places in a page need: the scale is multiplied by up to 2,000 mm
    return " ".join(f"{value:.9f}".rstrip("0").rstrip(".") for value in matrix).encode()
