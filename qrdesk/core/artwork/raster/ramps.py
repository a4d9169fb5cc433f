"""Gradients in pixels, blended in the colours of the file they are for."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from qrdesk.core.artwork.raster.spaces import Space
from qrdesk.core.artwork.style import Shading

_STEPS = 1024  # finer than the 256 of any channel
_RAW = {"RGB": "RGBX"}  # how four bytes of a pixel are named, where it is not by the mode


@dataclass(frozen=True, slots=True, eq=False)
class Ramp:
    """The colours of a gradient, from its beginning to its end, and where those are, in pixels."""

    mode: str
    radial: bool
    start: tuple[float, float]
    end: tuple[float, float]
    colours: NDArray[np.uint8] | NDArray[np.uint32]  # one number is one pixel

    def over(self, box: tuple[int, int, int, int]) -> Image.Image:
        """Return the gradient within ``box``: left, top, and one past right and bottom."""
        left, top, right, bottom = box
        x = np.arange(left, right, dtype=np.float32) + np.float32(0.5 - self.start[0])
        y = np.arange(top, bottom, dtype=np.float32) + np.float32(0.5 - self.start[1])
        away_x, away_y = self.end[0] - self.start[0], self.end[1] - self.start[1]
        squared = away_x * away_x + away_y * away_y
        if squared == 0:  # as in SVG: the last colour everywhere
            where = np.full((len(y), len(x)), _STEPS - 1, np.int32)
        elif self.radial:
            k = np.float32((_STEPS - 1) / squared**0.5)
            where = (np.sqrt((x * x)[None, :] + (y * y)[:, None]) * k + np.float32(0.5)).astype(np.int32)
        else:
            k = (_STEPS - 1) / squared
            across, down = x * np.float32(away_x * k) + np.float32(0.5), y * np.float32(away_y * k)
            where = (across[None, :] + down[:, None]).astype(np.int32)
        found = self.colours.take(where, mode="clip")
        return Image.frombuffer(self.mode, (len(x), len(y)), found, "raw", _RAW.get(self.mode, self.mode), 0, 1)


def ramp(shading: Shading, scale: float, space: Space) -> Ramp:
    """Return the gradient where a mm has ``scale`` pixels, in the colours of ``space``."""
    places = [at for at, _ in shading.stops]
    stops = np.array([space.colour(paint) for _, paint in shading.stops], np.float64)
    table = np.empty((_STEPS, stops.shape[1]), np.uint8)
    for channel in range(stops.shape[1]):
        table[:, channel] = np.interp(np.linspace(0, 1, _STEPS), places, stops[:, channel]) + 0.5
    if table.shape[1] == 3:
        table = np.hstack([table, np.full((_STEPS, 1), 255, np.uint8)])
    colours = table[:, 0] if table.shape[1] == 1 else np.ascontiguousarray(table).view(np.uint32)[:, 0]
    start, end = (tuple(number * scale for number in point) for point in (shading.start, shading.end))
    return Ramp(space.mode, shading.radial, (start[0], start[1]), (end[0], end[1]), colours)
