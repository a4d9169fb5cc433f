"""The code of one row, read back before anybody gets it."""

from qrdesk.core.artwork import drawing, proof, symbol
from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.artwork.symbol import Symbol
from qrdesk.core.errors import ArtworkUnreadable
from qrdesk.core.schemas.design import Body, Design, Eyes

_SCALE, _MARGIN = 3, 4  # pixels of a module, and modules around, of what is read


def is_plain(design: Design) -> bool:
    """Say whether a look is squares of one colour, which are written twenty times as fast as any other shape."""
    shapes = (design.body, design.eyes, design.paper_radius, design.symbol.shape) == (Body(), Eyes(), 0, "square")
    return shapes and not (design.logo or design.frame or design.ink_gradient or design.paper_gradient)


def plain(text: str, design: Design) -> Symbol:
    """Return the symbol of a plain look; it was read back.

    Raises:
        Invalid: there is no text, or more than a QR code holds.
        ArtworkUnreadable: it does not read as ``text``.
    """
    found = symbol.encode(text, design.error_correction, design.symbol)
    if proof.read(_greys(found), micro=found.micro) != text:
        raise ArtworkUnreadable("This code could not be read back as what it should say, so it was not made.")
    return found


def drawn(
    text: str, design: Design, size_mm: float, assets: Assets, reduce_mm: float = 0, *, bounded: bool = True
) -> Scene:
    """Return the scene of any look, ``size_mm`` wide, and read back; where ``bounded``, no higher than that either.

    Raises:
        Invalid: as ``plain``, or the logo has no room.
        ArtworkUnreadable: it does not read as ``text``.
    """
    code = symbol.encode(text, design.error_correction, design.symbol)
    covered = drawing.covered(code, design, assets)
    if covered and design.symbol.mask is None:
        code = symbol.encode(text, design.error_correction, design.symbol, cleared=covered)
    scene = drawing.build(code, design, size_mm, assets, reduce_mm=reduce_mm)
    if bounded and scene.height_mm > size_mm:  # a frame with words below
        scene = drawing.build(code, design, size_mm * size_mm / scene.height_mm, assets, reduce_mm=reduce_mm)
    proof.prove(scene, text, micro=code.micro)
    return scene


def _greys(code: Symbol) -> memoryview:
    side = (code.modules + 2 * _MARGIN) * _SCALE
    edge, blank = b"\xff" * (_MARGIN * _SCALE), b"\xff" * (side * _MARGIN * _SCALE)
    black, white = b"\0" * _SCALE, b"\xff" * _SCALE
    lines = [(edge + row.replace(b"\0", white).replace(b"\1", black) + edge) * _SCALE for row in code.rows]
    return memoryview(b"".join([blank, *lines, blank])).cast("B", (side, side))
