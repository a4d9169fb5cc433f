"""Looks through a press file as a print shop does, before it does: a readable report, whatever the file is.

It reads with pikepdf, which knows nothing of how we write. Files are other people's, too: what is broken, endless or
meant badly is a check that failed, and never a fault.
"""

import warnings
from io import BytesIO

import pikepdf

from qrdesk.core.artwork.preflight.claims import check_claims
from qrdesk.core.artwork.preflight.found import Found, TooLong
from qrdesk.core.artwork.preflight.opened import BROKEN, Object, Unreadable
from qrdesk.core.artwork.preflight.pages import check_beside, check_boxes, check_closed
from qrdesk.core.artwork.preflight.walk import Walk
from qrdesk.core.schemas.artwork import ArtworkFormat, Preflight

LARGEST_BYTES = 256 << 20
PATIENCE_S = 60.0


def preflight(content: bytes, kind: ArtworkFormat, *, seconds: float = PATIENCE_S) -> Preflight:
    """Return what is wrong with a PDF that is meant to be of ``kind``. It never raises.

    A plain PDF is asked what each has to be; one for the press also for its inks and what it says of itself.
    """
    found = Found(kind, seconds)
    if len(content) > LARGEST_BYTES:
        found.end(f"It is larger than {LARGEST_BYTES >> 20} MB, and was not looked into.")
        return found.report()
    try:
        # operators that end too early are nothing but a warning of pikepdf
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always", UserWarning)
            with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
                _look(pdf, found)
        if any(one.category is UserWarning for one in heard):
            found.wrong("file", "What a page draws is damaged.")
    except pikepdf.PasswordError:
        found.end("It asks for a password.")
        found.wrong("closed", "It is encrypted.")
    except (TooLong, Unreadable) as end:
        found.end(str(end))
    except BROKEN:
        found.end("It is damaged, or not a PDF.")
    return found.report()


def _look(pdf: Object, found: Found) -> None:
    check_closed(pdf, found)
    if found.kind is not ArtworkFormat.PDF:
        check_claims(pdf, found)
    walk = Walk(found)
    number = 0
    for number, page in enumerate(pdf.pages, 1):
        found.go_on()
        check_boxes(page.obj, number, found)
        check_beside(page.obj, number, found)
        walk.page(page.obj)
    if number == 0:
        found.wrong("file", "It has no page.")
    if pdf.get_warnings():
        found.wrong("file", "It is damaged in places.")
