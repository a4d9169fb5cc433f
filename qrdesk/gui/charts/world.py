"""The countries of the world as shapes: outlines of Natural Earth, in the Equal Earth projection."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from math import asin, cos, radians, sin, sqrt

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from qrdesk.core import resources

_FILE = "world/countries.json"
_HUNDREDTHS = 100
# Source: Šavrič, Patterson, Jenny: The Equal Earth map projection (2018), equation 7
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2


@dataclass(frozen=True)
class Country:
    """One country by its ISO 3166 code, in units of the map; ``path`` is empty where it is too small for an outline.

    ``largest`` is the box around its largest part: the box around all of it may span the world, and show nothing.
    """

    code: str
    path: QPainterPath
    middle: QPointF
    largest: QRectF


@cache
def countries() -> tuple[Country, ...]:
    """Return all countries, in the order of their codes.

    Raises:
        ResourceMissing: QRDesk's own file of outlines is not there.
    """
    kept = json.loads(resources.read_text(_FILE))
    outlined = [_outlined(code, rings) for code, rings in kept["outlines"].items()]
    points = [Country(code, QPainterPath(), _placed(*place), QRectF()) for code, place in kept["points"].items()]
    return tuple(sorted((*outlined, *points), key=lambda country: country.code))


@cache
def bounds() -> QRectF:
    """Return what all countries cover, in units of the map."""
    whole = QRectF()
    for country in countries():
        whole = whole.united(country.path.boundingRect())
    return whole


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a place lies on the map: to the right and upwards from its middle; both angles in degrees."""
    angle = asin(_M * sin(radians(latitude)))
    square = angle * angle
    sixth = square * square * square
    wide = _M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square))
    high = angle * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return radians(longitude) * cos(angle) / wide, high


@cache
def codes() -> frozenset[str]:
    """Return the codes of all countries."""
    return frozenset(country.code for country in countries())


def _outlined(code: str, rings: Sequence[Sequence[int]]) -> Country:
    path = QPainterPath()
    largest = QRectF()
    for ring in rings:
        # a ring is kept as its first point and the steps from there on
        places = zip(accumulate(ring[::2]), accumulate(ring[1::2]), strict=True)
        drawn = QPainterPath()
        drawn.addPolygon([_placed(x, y) for x, y in places])
        drawn.closeSubpath()
        path.addPath(drawn)
        box = drawn.boundingRect()
        if box.width() * box.height() > largest.width() * largest.height():
            largest = box
    return Country(code, path, largest.center(), largest)


def _placed(x: int, y: int) -> QPointF:
    """Return a place kept in hundredths of a degree as one on the map, whose y goes down."""
    right, up = equal_earth(x / _HUNDREDTHS, y / _HUNDREDTHS)
    return QPointF(right, -up)
