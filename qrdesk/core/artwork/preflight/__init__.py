"""Looks through a print file as a print shop does, before it does: a readable report, whatever the file is.

It reads PDF with pikepdf, TIFF with Pillow and EPS by itself, and knows nothing of how we write. Files are other
people's, too: what is broken, endless or meant badly is a check that failed, and never a fault.
"""

import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf

from qrdesk.core.artwork.preflight.choosing import Pages, chosen
from qrdesk.core.artwork.preflight.claims import check_claims
from qrdesk.core.artwork.preflight.eps import check_eps
from qrdesk.core.artwork.preflight.found import Found, TooLong
from qrdesk.core.artwork.preflight.opened import BROKEN, Object, Unreadable, get, word
from qrdesk.core.artwork.preflight.pages import check_beside, check_boxes, check_closed
from qrdesk.core.artwork.preflight.sizes import check_module
from qrdesk.core.artwork.preflight.walk import Walk
from qrdesk.core.schemas.artwork import ArtworkFormat, FileOrder, Preflight

LARGEST_BYTES = 256 << 20
PATIENCE_S = 60.0
BOOK_PATIENCE_S = 20.0
_ENOUGH_STEPS, _LEAST_PAGES = 50_000, 12  # a sheet of labels has thousands of operators, and each is made alike


def preflight(
    content: bytes,
    kind: ArtworkFormat,
    *,
    order: FileOrder | None = None,
    module_mm: float | None = None,
    seconds: float = PATIENCE_S,
) -> Preflight:
    """Return what is wrong with a file that is meant to be of ``kind``: EPS, TIFF, or one of the PDFs. It never raises.

    A plain PDF is asked what each has to be; one for the press also for its inks and what it says of itself. Where
    ``order`` and ``module_mm`` are known, the size of a module is held against how it is printed.
    """
    found = Found(kind, seconds)
    check_module(order, module_mm, found)
    if len(content) > LARGEST_BYTES:
        found.end(f"It is larger than {LARGEST_BYTES >> 20} MB, and was not looked into.")
    elif kind is ArtworkFormat.EPS:
        _look_at(lambda: check_eps(content, found), found)
    elif kind is ArtworkFormat.TIFF:
        from qrdesk.core.artwork.preflight.tiff import check_tiff  # noqa: PLC0415 Pillow and numpy take 150 ms

        _look_at(lambda: check_tiff(content, order, module_mm, found), found)
    else:
        _open(BytesIO(content), found, _look_at_all)
    return found.report()


def preflight_file(
    path: Path, order: FileOrder, *, module_mm: float | None = None, seconds: float = BOOK_PATIENCE_S
) -> Preflight:
    """Return what is wrong with a PDF of many pages, which is not read as a whole. It never raises.

    Few pages are all looked at; of many some that are evenly chosen, and fewer of those that are full. How many is
    said. ``module_mm`` is the width of the smallest module in it.
    """
    found = Found(order.format, seconds)
    check_module(order, module_mm, found)
    _open(path, found, _look_at_some)
    return found.report()


def _open(source: BytesIO | Path, found: Found, look: Callable[[Object, Found], None]) -> None:
    try:
        # operators that end too early are nothing but a warning of pikepdf
        with warnings.catch_warnings(record=True) as heard:
            warnings.simplefilter("always", UserWarning)
            # pages are not given what they inherit: that opens each, and holds 400 MB of a book of 100,000
            with pikepdf.open(
                source, attempt_recovery=False, suppress_warnings=True, inherit_page_attributes=False
            ) as pdf:
                _look(pdf, look, found)
        if any(one.category is UserWarning for one in heard):
            found.wrong("file", "What a page draws is damaged.")
    except pikepdf.PasswordError:
        found.end("It asks for a password.")
        found.wrong("closed", "It is encrypted.")
    except (TooLong, Unreadable) as end:
        found.end(str(end))
    except OSError:
        found.end("It cannot be opened.")
    except BROKEN:
        found.end("It is damaged, or not a PDF.")


def _look_at(look: Callable[[], None], found: Found) -> None:
    try:
        look()
    except (TooLong, Unreadable) as end:
        found.end(str(end))


def _look(pdf: Object, look: Callable[[Object, Found], None], found: Found) -> None:
    check_closed(pdf, found)
    if found.kind is not ArtworkFormat.PDF:
        check_claims(pdf, found)
    look(pdf, found)
    if pdf.get_warnings():
        found.wrong("file", "It is damaged in places.")


def _look_at_all(pdf: Object, found: Found) -> None:
    walk = Walk(found)
    number = 0
    for number, page in enumerate(pdf.pages, 1):
        _check_page(page.obj, number, walk, found)
    if number == 0:
        found.wrong("file", "It has no page.")


def _look_at_some(pdf: Object, found: Found) -> None:
    pages = Pages(pdf.Root, found)
    walk = Walk(found)
    looked = 0
    for number in chosen(len(pages)):
        try:
            _check_page(pages[number], number + 1, walk, found)
        except TooLong:
            if looked < 2:
                raise
            break
        looked += 1
        if walk.steps > _ENOUGH_STEPS and looked >= _LEAST_PAGES:
            break
    if not looked:
        found.wrong("file", "It has no page.")
    elif looked == len(pages):
        found.say("pages", "Its page was looked at." if looked == 1 else f"All of its {looked} pages were looked at.")
    else:
        among = f"{looked} of its {len(pages):,} pages were looked at"
        found.say("pages", f"{among}: the first, the last, and others that lie evenly between.")
        found.say("boxes", "Every page that was looked at says where it is cut and how far its bleed goes.")


def _check_page(page: Object, number: int, walk: Walk, found: Found) -> None:
    found.go_on()
    if word(get(page, "/Type")) != "/Page":
        found.wrong("file", f"Page {number} is not a page.")
    check_boxes(page, number, found)
    check_beside(page, number, found)
    walk.page(page)
