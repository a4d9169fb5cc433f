"""What press colours look like in print, roughly: no ink is as clean as a screen's colours.

The share of each overlay of inks after their dots have grown (Demichel), times its colour (Neugebauer). Enough to
tell whether a code can be read; nothing to judge a tint by.
"""

from math import prod

_GAIN = 0.20  # how much a tint of 50 % grows on press (tone value increase); presses lie between .13 and .22
# What coated paper shows under solid inks, as sRGB: averages of offset printing (ISO 12647-2), cyan, magenta, yellow.
_SOLIDS = {
    (0, 0, 0): (255, 255, 255),
    (1, 0, 0): (0, 159, 227),
    (0, 1, 0): (230, 0, 126),
    (0, 0, 1): (255, 237, 0),
    (0, 1, 1): (227, 6, 19),
    (1, 0, 1): (0, 150, 64),
    (1, 1, 0): (49, 39, 131),
    (1, 1, 1): (58, 53, 50),
}
_BLACK = (29, 29, 27)  # solid black; what lies below it hardly matters


def printed(cmyk: tuple[float, float, float, float]) -> tuple[int, int, int]:
    """Return the sRGB colour, 0 to 255 each, of the inks ``cmyk``, 0 to 1 each, on white paper."""
    *colours, key = (share + 4 * _GAIN * share * (1 - share) for share in cmyk)
    light = [0.0, 0.0, 0.0]
    for overlay, solid in _SOLIDS.items():
        share = prod(colour if inked else 1 - colour for colour, inked in zip(colours, overlay, strict=True))
        for place, channel in enumerate(solid):
            light[place] += share * ((1 - key) * linear(channel) + key * linear(min(channel, _BLACK[place])))
    red, green, blue = (_encoded(channel) for channel in light)
    return red, green, blue


def linear(channel: int) -> float:
    """Return the share of light, 0 to 1, of an sRGB channel, 0 to 255 (IEC 61966-2-1)."""
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _encoded(light: float) -> int:
    return round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))
