"""From a text to a file that has been read back, scored and checked, or to a live preview."""

from dataclasses import dataclass

from qrdesk.core.artwork import advice, drawing, framing, proof, symbol, writing
from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.artwork.symbol import Symbol
from qrdesk.core.errors import ArtworkRisky, ArtworkUnreadable, PreflightFailed
from qrdesk.core.schemas.artwork import (
    EXTENSIONS,
    FOR_PRESS,
    LEAST_POINTS,
    MEDIA_TYPES,
    ArtworkReport,
    ExportDraft,
    Preflight,
    ScanScore,
)
from qrdesk.core.schemas.design import Design


@dataclass(frozen=True, slots=True)
class Artwork:
    """A finished file and what is known of it."""

    content: bytes
    report: ArtworkReport


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A code as it was drawn."""

    text: str
    design: Design
    code: Symbol
    covered: frozenset[tuple[int, int]]  # modules that the logo hides
    scene: Scene


def render(text: str, design: Design, draft: ExportDraft, assets: Assets = NOTHING) -> Artwork:
    """Return the file that ``draft`` asks for, proved to read as ``text``. Pure; runs well in another process.

    ``draft.design`` goes before ``design``. What is confirmed beforehand is read back, and not scored.

    Raises:
        ArtworkUnreadable: the artwork, or this file of it, could not be read back.
        ArtworkRisky: its scan score is too low, and that was not confirmed.
        PreflightFailed: the file is not what a press takes.
        Invalid: there is no text, or more than a QR code holds; the logo has no room; a file cannot be used.
    """
    drawn = _draw(text, draft.design or design, draft, assets)
    micro = drawn.code.micro
    decoded = proof.prove(drawn.scene, text, micro=micro)
    score = None if draft.confirmed else _score(drawn, draft)
    if score is not None and score.points < LEAST_POINTS:
        raise ArtworkRisky.of(score.points, [reason.text for reason in score.reasons])
    content = writing.write(drawn.scene, text, draft, assets.profile, micro=micro)
    report = _report(drawn, draft, decoded, advice.warnings(drawn.design, drawn.scene, draft), score)
    if draft.format in FOR_PRESS:
        report = report.model_copy(update={"preflight": _checked(content, draft)})
    return Artwork(content, report)


def preview(
    text: str, design: Design, draft: ExportDraft | None = None, assets: Assets = NOTHING
) -> tuple[Scene, ArtworkReport]:
    """Return what an export would look like, without writing a file.

    Unreadable artwork is shown too: then ``decoded`` is None and the first warning says what to change. The scan score
    takes longer, and is asked for by itself.

    Raises:
        Invalid: as for ``render``.
    """
    draft = draft or ExportDraft()
    drawn = _draw(text, draft.design or design, draft, assets)
    warnings = advice.warnings(drawn.design, drawn.scene, draft)
    try:
        decoded = proof.prove(drawn.scene, text, micro=drawn.code.micro)
        writing.prove_pressed(drawn.scene, text, draft, assets.profile, micro=drawn.code.micro)
    except ArtworkUnreadable as refusal:
        return drawn.scene, _report(drawn, draft, None, [str(refusal), *warnings])
    return drawn.scene, _report(drawn, draft, decoded, warnings)


def score(text: str, design: Design, draft: ExportDraft | None = None, assets: Assets = NOTHING) -> ScanScore:
    """Return how surely a code of this look is read. A quarter of a second.

    Raises:
        Invalid: as for ``render``.
    """
    draft = draft or ExportDraft()
    return _score(_draw(text, draft.design or design, draft, assets), draft)


def _draw(text: str, design: Design, draft: ExportDraft, assets: Assets) -> _Drawn:
    code = symbol.encode(text, design.error_correction, design.symbol)
    covered = drawing.covered(code, design, assets)
    if covered and design.symbol.mask is None:
        code = symbol.encode(text, design.error_correction, design.symbol, cleared=covered)
    reduce_mm = draft.reduce_um / 1000
    address = framing.short_address(text)
    scene = drawing.build(code, design, draft.size_mm, assets, reduce_mm=reduce_mm, address=address)
    if draft.snap:
        wide_mm = _snapped_mm(scene, draft.dpi)
        scene = drawing.build(code, design, wide_mm, assets, reduce_mm=reduce_mm, address=address)
    return _Drawn(text, design, code, covered, scene)


def _snapped_mm(scene: Scene, dpi: int) -> float:
    """Return the width at which a module is a whole number of dots, as near as may be to the one asked for."""
    dots = scene.module_mm / 25.4 * dpi
    return scene.width_mm * max(1, round(dots)) / dots


def _score(drawn: _Drawn, draft: ExportDraft) -> ScanScore:
    from qrdesk.core.artwork import scan  # noqa: PLC0415 numpy takes 100 ms, and a live preview does without it

    return scan.score(drawn.scene, drawn.code, drawn.text, drawn.design, draft, covered=drawn.covered)


def _checked(content: bytes, draft: ExportDraft) -> Preflight:
    from qrdesk.core.artwork import preflight  # noqa: PLC0415 pikepdf takes 100 ms, and only press files need it

    found = preflight.preflight(content, draft.format)
    if not found.passed:
        raise PreflightFailed.of([check.text for check in found.checks if not check.passed])
    return found


def _report(
    drawn: _Drawn, draft: ExportDraft, decoded: str | None, warnings: list[str], score: ScanScore | None = None
) -> ArtworkReport:
    return ArtworkReport(
        version=drawn.code.version,
        error_correction=drawn.code.error_correction,
        modules=drawn.code.modules,
        module_mm=round(drawn.scene.module_mm, 4),
        width_mm=drawn.scene.width_mm,
        height_mm=drawn.scene.height_mm,
        media_type=MEDIA_TYPES[draft.format],
        file_extension=EXTENSIONS[draft.format],
        decoded=decoded,
        score=score,
        warnings=warnings,
    )
