"""Micro QR codes: one eye, up to 35 digits, for industrial scanners. segno draws them; here is chosen which."""

from typing import Any, cast

from qrdesk.core.artwork import segments
from qrdesk.core.artwork.encoding.tables import MICRO
from qrdesk.core.schemas.design import ErrorCorrection, SymbolWish

MASKS = range(4)
_FIRST = 2  # M1 finds damage and mends none, so it is there for those who ask for it by its version


def choose(
    text: str, level: ErrorCorrection, wish: SymbolWish
) -> tuple[int, ErrorCorrection, tuple[segments.Segment, ...]] | None:
    """Return version (1 is M1), level and segments of the smallest Micro QR; None where none holds the text.

    None has level H or a header that names an encoding.
    """
    if (wish.eci and not text.isascii()) or wish.version not in (None, *MICRO):
        return None
    for version in range(_FIRST, 5) if wish.version is None else (wish.version,):
        levels = MICRO[version]
        pieces = segments.cut(text, segments.FIRST_MICRO + version - 1)
        if level not in levels or pieces is None:
            continue
        needed = segments.length(pieces, segments.FIRST_MICRO + version - 1)
        fitting = [each for each, (bits, _) in levels.items() if needed <= bits]  # from the weakest on
        if level in fitting:
            return version, fitting[-1] if wish.boost else level, pieces
    return None


def draw(
    pieces: tuple[segments.Segment, ...], version: int, level: ErrorCorrection, mask: int | None
) -> tuple[int, tuple[bytes, ...]]:
    """Return mask and rows."""
    import segno  # noqa: PLC0415 30 ms (urllib), for the commands that draw nothing

    # segno takes a list of (text, mode constant, encoding), though its type stub knows single texts only
    content = cast(
        Any,
        [
            (piece.text, int(piece.mode), "shift-jis" if piece.mode is segments.Mode.KANJI else "utf-8")
            for piece in pieces
        ],
    )
    code = segno.make_micro(
        content, error=None if version == 1 else level.value, version=f"M{version}", mask=mask, boost_error=False
    )
    return int(code.mask), tuple(bytes(row) for row in code.matrix)
