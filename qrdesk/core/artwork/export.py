"""From a text to a file that has been read back, or to a live preview."""

from dataclasses import dataclass

from qrdesk.core.artwork import advice, proof, raster, scene, svg, symbol
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.artwork.symbol import Symbol
from qrdesk.core.errors import ArtworkUnreadable
from qrdesk.core.schemas.artwork import ArtworkFormat, ArtworkReport, Design, ExportDraft, pixels

_MEDIA_TYPES = {
    ArtworkFormat.SVG: "image/svg+xml",
    ArtworkFormat.PNG: "image/png",
    ArtworkFormat.PDF: "application/pdf",
}


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
    drawing = scene.build(code, design, draft.size_mm)
    decoded = proof.prove(drawing, text)
    content = _write(drawing, text, draft)
    return Artwork(content, _report(code, drawing, draft, decoded, advice.warnings(design, drawing, draft)))


def preview(text: str, design: Design, draft: ExportDraft | None = None) -> tuple[Scene, ArtworkReport]:
    """Return what an export would look like, without writing a file.

    Unreadable artwork is shown too: then ``decoded`` is None and the first warning says what to change.

    Raises:
        Invalid: there is no text, or more than a QR code holds.
    """
    draft = draft or ExportDraft()
    design = draft.design or design
    code = symbol.encode(text, design.error_correction)
    drawing = scene.build(code, design, draft.size_mm)
    warnings = advice.warnings(design, drawing, draft)
    try:
        decoded = proof.prove(drawing, text)
    except ArtworkUnreadable as refusal:
        return drawing, _report(code, drawing, draft, None, [str(refusal), *warnings])
    return drawing, _report(code, drawing, draft, decoded, warnings)


def _write(drawing: Scene, text: str, draft: ExportDraft) -> bytes:
    match draft.format:
        case ArtworkFormat.SVG:
            return svg.write(drawing)
        case ArtworkFormat.PDF:
            from qrdesk.core.artwork import pdf  # noqa: PLC0415 reportlab takes 50 ms, and only this needs it

            return pdf.write(drawing, text)
        case ArtworkFormat.PNG:
            picture = raster.render(drawing, pixels(draft.size_mm, draft.dpi))
            proof.prove_pixels(picture, drawing, text)
            return raster.png(picture, drawing.width_mm)


def _report(
    code: Symbol, drawing: Scene, draft: ExportDraft, decoded: str | None, warnings: list[str]
) -> ArtworkReport:
    return ArtworkReport(
        version=code.version,
        error_correction=code.error_correction,
        modules=code.modules,
        module_mm=round(drawing.module_mm, 4),
        width_mm=drawing.width_mm,
        media_type=_MEDIA_TYPES[draft.format],
        file_extension=draft.format.value,
        decoded=decoded,
        warnings=warnings,
    )
