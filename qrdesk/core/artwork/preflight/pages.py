"""The pages of a press file: their boxes; and what a file may not have beside its pages."""

from decimal import Decimal

from qrdesk.core.artwork.preflight.found import Found
from qrdesk.core.artwork.preflight.opened import Object, get, inherited, items, listed
from qrdesk.core.schemas.artwork import ArtworkFormat

_SLACK_PT = 0.01 * 72 / 25.4  # a hundredth of a millimetre
_Box = tuple[float, float, float, float]


def check_boxes(page: Object, number: int, found: Found) -> None:
    """Check that the boxes of one page are there, one inside the other."""
    media = _box(inherited(page, "/MediaBox"))
    if media is None:
        found.wrong("boxes", f"Page {number} has no usable media box.")
        return
    trim, art = get(page, "/TrimBox"), get(page, "/ArtBox")
    if found.kind is not ArtworkFormat.PDF and (trim is None) == (art is None):
        both = "both a trim box and an art box" if trim is not None else "no trim box"
        found.wrong("boxes", f"Page {number} has {both}: where it is cut is not clear.")
    outer, named = media, "media box"
    boxes = ((inherited(page, "/CropBox"), "crop box"), (get(page, "/BleedBox"), "bleed box"), (trim, "trim box"))
    for given, name in (*boxes, (art, "art box")):
        if given is None:
            continue
        box = _box(given)
        if box is None:
            found.wrong("boxes", f"The {name} of page {number} is not a box.")
        elif not _inside(box, outer):
            found.wrong("boxes", f"The {name} of page {number} reaches out of its {named}.")
        elif name != "crop box":
            outer, named = box, name
    if get(page, "/UserUnit") not in {None, 1}:
        found.wrong("boxes", f"Page {number} is measured in a unit of its own.")


def check_closed(pdf: Object, found: Found) -> None:
    """Check that nothing acts, asks or is attached."""
    root = pdf.Root
    if pdf.is_encrypted:
        found.wrong("closed", "It is encrypted.")
    if get(root, "/OpenAction") is not None or get(root, "/AA") is not None:
        found.wrong("closed", "It does something when it is opened.")
    names = get(root, "/Names")
    if get(names, "/JavaScript") is not None:
        found.wrong("closed", "It has scripts.")
    if get(names, "/EmbeddedFiles") is not None or get(root, "/AF") is not None:
        found.wrong("closed", "Files are attached to it.")
    if get(root, "/AcroForm") is not None:
        found.wrong("closed", "It has a form to fill in.")
    if found.flat and get(root, "/OCProperties") is not None:
        found.wrong("closed", "It has layers to switch on and off.")


def check_beside(page: Object, number: int, found: Found) -> None:
    """Check that nothing lies on a page that is not printed."""
    if listed(get(page, "/Annots")):
        found.wrong("closed", f"Page {number} has notes, links or fields on it.")
    if any(True for _ in items(get(page, "/AA"))):
        found.wrong("closed", f"Page {number} does something when it is shown.")


def _box(given: Object) -> _Box | None:
    corners = [float(corner) for corner in listed(given) if isinstance(corner, int | float | Decimal)]
    if len(corners) != 4:
        return None
    left, right = sorted((corners[0], corners[2]))
    bottom, top = sorted((corners[1], corners[3]))
    return (left, bottom, right, top) if right > left and top > bottom else None


def _inside(inner: _Box, outer: _Box) -> bool:
    return (
        inner[0] >= outer[0] - _SLACK_PT
        and inner[1] >= outer[1] - _SLACK_PT
        and inner[2] <= outer[2] + _SLACK_PT
        and inner[3] <= outer[3] + _SLACK_PT
    )
