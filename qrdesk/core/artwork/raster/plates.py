"""Colours on the plates of a press: what was given for it stays as it is, screen colours are separated."""

from PIL import Image

from qrdesk.core.artwork.style import Cmyk, Paint


def inks_of(paint: Paint, profile: bytes) -> Cmyk:
    """Return the inks that print ``paint``."""
    if paint.cmyk is not None:
        return paint.cmyk
    red, green, blue = (1 - channel / 255 for channel in paint.rgb)
    key = min(red, green, blue)
    if key == 1:
        return 0.0, 0.0, 0.0, 1.0
    return (red - key) / (1 - key), (green - key) / (1 - key), (blue - key) / (1 - key), key


def separated(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return an RGB picture as inks."""
    return picture.convert("CMYK")
