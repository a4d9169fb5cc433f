"""From a text to a file that has been read back, or to a live preview."""

from dataclasses import dataclass

from qrdesk.core.artwork import advice, drawing, proof, raster, svg, symbol
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.artwork.symbol import Symbol
from qrdesk.core.errors import ArtworkUnreadable
from qrdesk.core.schemas.artwork import EXTENSIONS, MEDIA_TYPES, ArtworkFormat, ArtworkReport, ExportDraft, pixels
from qrdesk.core.schemas.design import Design


@dataclass(frozen=True, slots=True)
class Artwork:
    """A finished file and what is known of it."""

    content: bytes
    report: ArtworkReport


def render(text: str, design: Design, draft: ExportDraft) -> Artwork:
    """Return the file that ``draft`` asks for, proved to read as ``text``. Pure; runs well in another process.

    ``draft.design`` goes before ``design``.

    Raises:
        ArtworkUnreadable: the artwork, or this file of it, could not be read back.
        Invalid: there is no text, or more than a QR code holds.
    """
    design = draft.design or design
    code = symbol.encode(text, design.error_correction)
    drawn = drawing.build(code, design, draft.size_mm)
    decoded = proof.prove(drawn, text)
    content = _write(drawn, text, draft)
    return Artwork(content, _report(code, drawn, draft, decoded, advice.warnings(design, drawn, draft)))


def preview(text: str, design: Design, draft: ExportDraft | None = None) -> tuple[Scene, ArtworkReport]:
    """Return what an export would look like, without writing a file.

    Unreadable artwork is shown too: then ``decoded`` is None and the first warning says what to change.

    Raises:
        Invalid: there is no text, or more than a QR code holds.
    """
    draft = draft or ExportDraft()
    design = draft.design or design
    code = symbol.encode(text, design.error_correction)
    drawn = drawing.build(code, design, draft.size_mm)
    warnings = advice.warnings(design, drawn, draft)
    try:
        decoded = proof.prove(drawn, text)
    except ArtworkUnreadable as refusal:
        return drawn, _report(code, drawn, draft, None, [str(refusal), *warnings])
    return drawn, _report(code, drawn, draft, decoded, warnings)


def _write(drawn: Scene, text: str, draft: ExportDraft) -> bytes:
    match draft.format:
        case ArtworkFormat.SVG:
            return svg.write(drawn)
        case ArtworkFormat.PDF:
            from qrdesk.core.artwork import pdf  # noqa: PLC0415 reportlab takes 50 ms, and only this needs it

            return pdf.write(drawn, text)
        case ArtworkFormat.PNG:
            picture = raster.render(drawn, pixels(draft.size_mm, draft.dpi))
            proof.prove_pixels(picture, drawn, text)
            return raster.png(picture, drawn.width_mm)
        case _:
            raise NotImplementedError(draft.format)


def _report(code: Symbol, drawn: Scene, draft: ExportDraft, decoded: str | None, warnings: list[str]) -> ArtworkReport:
    return ArtworkReport(
        version=code.version,
        error_correction=code.error_correction,
        modules=code.modules,
        module_mm=round(drawn.module_mm, 4),
        width_mm=drawn.width_mm,
        height_mm=drawn.height_mm,
        media_type=MEDIA_TYPES[draft.format],
        file_extension=EXTENSIONS[draft.format],
        decoded=decoded,
        warnings=warnings,
    )
