"""How a PDF says which plates a colour is printed from."""

from functools import lru_cache

from qrdesk.core.artwork.pdf.objects import Part, name, numbers, part
from qrdesk.core.artwork.plates import Plate, Tone, overlaid, plates_of, shares


def operator(of: Tone) -> tuple[bytes, Part | None]:
    """Return what makes ``of`` the colour to fill with, and the colour space that it needs."""
    plates = plates_of([of])
    if not plates:
        return numbers(*of.process) + b" k", None
    space = separation(plates)
    return b"/%s cs %s scn" % (space.name.encode(), numbers(*shares(of, plates))), space


@lru_cache(maxsize=64)
def separation(plates: tuple[Plate, ...]) -> Part:
    """Return the colour space of ``plates``. What stands in for their inks is CMYK, and never a screen's colour."""
    if len(plates) == 1:
        [plate] = plates
        tint = b"<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [%s] /N 1 >>" % numbers(*plate.looks)
        return part("ColorSpace", b"[/Separation %s /DeviceCMYK %s]" % (name(plate.name), tint))
    names = b" ".join(name(plate.name) for plate in plates)
    return part("ColorSpace", b"[/DeviceN [%s] /DeviceCMYK " % names, _overlaid(plates), b"]")


def _overlaid(plates: tuple[Plate, ...]) -> Part:
    ranges = b" /Range [0 1 0 1 0 1 0 1] >>"
    domain = b"<< /FunctionType 4 /Domain [%s]" % b" ".join([b"0 1"] * len(plates))
    return part("", domain + ranges, stream=("{ " + overlaid(plates) + "}").encode())
