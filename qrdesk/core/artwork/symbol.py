"""A text as a QR symbol: rows of dark and light modules, without a quiet zone."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from qrdesk.core.artwork import segments
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.design import ErrorCorrection

if TYPE_CHECKING:
    from segno import QRCode


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR symbol. ``rows`` holds one byte per module, 1 for dark."""

    version: int
    error_correction: ErrorCorrection
    mask: int
    rows: tuple[bytes, ...]

    @property
    def modules(self) -> int:
        """Modules per side."""
        return len(self.rows)


@lru_cache(maxsize=128)  # a live preview asks again and again for the same text
def encode(text: str, error_correction: ErrorCorrection) -> Symbol:
    """Return the smallest symbol for ``text``, at least at the level asked for.

    The level rises as far as it can without a bigger symbol: that reserve is free.

    Raises:
        Invalid: there is no text, it is broken, or it is more than a QR code holds.

    Source: ISO/IEC 18004; text beyond ASCII is UTF-8 without an ECI header, as phones expect it.
    """
    if not text:
        raise Invalid.field("text", "A code needs a text or an address to lead to.")
    if any("\ud800" <= character <= "\udfff" for character in text):  # half of a pair, as a broken paste leaves it
        raise Invalid.field("text", "This text has a broken character that cannot be written down. Type it again.")
    code = _smallest(text, error_correction)
    if code is None:
        reason = "This text is too long for one QR code. Shorten it, or lower the error correction."
        raise Invalid.field("text", reason)
    return Symbol(
        version=int(code.version),
        error_correction=ErrorCorrection(code.error),
        mask=code.mask,
        rows=tuple(bytes(row) for row in code.matrix),
    )


def _smallest(text: str, level: ErrorCorrection) -> "QRCode | None":
    """Return the symbol cut for its own range of versions; headers are shorter in small ones."""
    for version_range, last in enumerate(segments.LAST_VERSIONS):
        pieces = segments.cut(text, version_range)
        code = _make(pieces, level)
        if code is not None and int(code.version) <= last:
            return _stronger(pieces, level, int(code.version)) or code
    return None


def _stronger(pieces: tuple[segments.Segment, ...], level: ErrorCorrection, version: int) -> "QRCode | None":
    levels = list(ErrorCorrection)
    for higher in reversed(levels[levels.index(level) + 1 :]):
        code = _make(pieces, higher, version)
        if code is not None:
            return code
    return None


def _make(pieces: tuple[segments.Segment, ...], level: ErrorCorrection, version: int | None = None) -> "QRCode | None":
    import segno  # noqa: PLC0415 30 ms (urllib), for the commands that draw nothing

    # segno takes a list of (text, mode constant, encoding), though its type stub knows single texts only
    content = cast(Any, [(piece.text, int(piece.mode), "utf-8") for piece in pieces])
    try:
        return segno.make_qr(content, error=level.value, version=version, boost_error=False)
    except segno.DataOverflowError:
        return None
