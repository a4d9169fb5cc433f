"""The code of one row, read back before anybody gets it."""

from collections.abc import Hashable
from functools import lru_cache
from typing import cast

from qrdesk.core.artwork import proof, rendition, symbol, writing
from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.artwork.style import Paint, paint
from qrdesk.core.artwork.symbol import Symbol
from qrdesk.core.errors import ArtworkUnreadable
from qrdesk.core.schemas.artwork import FileOrder
from qrdesk.core.schemas.design import Body, Design, Eyes, SymbolWish

_SCALE, _MARGIN = 3, 4  # pixels of a module, and modules around, of what is read
_PLAIN = (Body(), Eyes(), 0, "square")
_WHITE = "#ffffff"  # paper that needs no ink
_SAMPLE = "https://go.example.com/r/SAMPLE"


def is_plain(design: Design, order: FileOrder) -> bool:
    """Say whether a look is squares of one colour, which are written twenty times as fast as any other shape."""
    shapes = (design.body, design.eyes, design.paper_radius, design.symbol.shape) == _PLAIN
    more = design.logo or design.frame or design.ink_gradient or design.paper_gradient or design.barcode
    return shapes and not more and not order.reduce_um


def painted_paper(design: Design) -> Paint | None:
    """Return what is to be painted below the modules; None where the paper is white, or whatever it is."""
    return None if design.paper is None or design.paper == _WHITE else paint(design.paper)


def is_bare(text: str) -> bool:
    """Say whether nothing is to be drawn on a code because of what it says."""
    return not rendition.is_bill(text)


def plain(text: str, design: Design, order: FileOrder, profile: bytes = b"") -> Symbol:
    """Return the symbol of a plain look; it was read back, in black on white, and its colours were with another.

    Raises:
        Invalid: there is no text, or more than a QR code holds.
        ArtworkUnreadable: it does not read as ``text``.
    """
    _prove_colours(cast(Hashable, design), cast(Hashable, order), profile)
    found = symbol.encode(text, design.error_correction, design.symbol)
    if proof.read(_greys(found), micro=found.micro) != text:
        raise ArtworkUnreadable("This code could not be read back as what it should say, so it was not made.")
    return found


def module_mm(code: Symbol, design: Design, side_mm: float, order: FileOrder, *, bounded: bool = False) -> float:
    """Return the module of a plain look that is ``side_mm`` wide with its quiet zone, or near that where it snaps.

    Raises:
        Invalid: it would be smaller than a dot, where it is ``bounded``.
    """
    found = side_mm / (code.modules + 2 * design.quiet_zone)
    return rendition.snapped_mm(found, order.dpi, down=bounded) if order.snap else found


def drawn(text: str, design: Design, order: FileOrder, assets: Assets, *, bounded_mm: float | None = None) -> Scene:
    """Return the scene of any look, read back in its colours and in the inks that it is printed with.

    Raises:
        Invalid: as ``rendition.draw``.
        ArtworkUnreadable: it does not read as ``text``.
    """
    made = rendition.draw(text, design, order, assets, bounded_mm=bounded_mm)
    proof.prove(made.scene, text, micro=made.code.micro)
    writing.prove_pressed(made.scene, text, order, assets.profile, micro=made.code.micro)
    return made.scene


@lru_cache(maxsize=256)
def _prove_colours(design: Design, order: FileOrder, profile: bytes) -> None:
    """Do nothing if a code in these colours is read: what it says makes no difference to that."""
    sample = design.model_copy(update={"symbol": SymbolWish()})
    drawn(_SAMPLE, sample, order.model_copy(update={"snap": False}), Assets(profile=profile) if profile else NOTHING)


def _greys(code: Symbol) -> memoryview:
    side = (code.modules + 2 * _MARGIN) * _SCALE
    edge, blank = b"\xff" * (_MARGIN * _SCALE), b"\xff" * (side * _MARGIN * _SCALE)
    marked = b"".join([b"\2", b"\2\2".join(code.rows), b"\2"])  # all at once: three times as fast as row by row
    wide = marked.replace(b"\0", b"\xff" * _SCALE).replace(b"\1", b"\0" * _SCALE).replace(b"\2", edge)
    lines = [wide[start : start + side] * _SCALE for start in range(0, len(wide), side)]
    return memoryview(b"".join([blank, *lines, blank])).cast("B", (side, side))
