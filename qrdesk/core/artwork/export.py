"""From a text to a file that has been read back, scored and checked, or to a live preview."""

from dataclasses import dataclass

from qrdesk.core.artwork import advice, proof, rendition, writing
from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.processes import PROCESSES
from qrdesk.core.artwork.rendition import Rendition
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.errors import ArtworkRisky, ArtworkUnreadable, PreflightFailed
from qrdesk.core.schemas.artwork import (
    EXTENSIONS,
    FOR_PRINT,
    LEAST_POINTS,
    MEDIA_TYPES,
    OF_INKS,
    ArtworkFormat,
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


def render(text: str, design: Design, draft: ExportDraft, assets: Assets = NOTHING, *, scored: bool = True) -> Artwork:
    """Return the file that ``draft`` asks for, proved to read as ``text``, or as its share of it where it is one of
    several parts. Pure; runs well in another process.

    ``draft.design`` goes before ``design``. What is confirmed beforehand, and what is not to be ``scored``, is read
    back all the same.

    Raises:
        ArtworkUnreadable: the artwork, or this file of it, could not be read back.
        ArtworkRisky: its scan score is too low, and that was not confirmed.
        PreflightFailed: the file is not what a press takes.
        Invalid: there is no text, or more than a QR code holds; the logo has no room; a file cannot be used.
    """
    drawn = rendition.draw(text, draft.design or design, draft, assets)
    said, micro = drawn.text, drawn.code.micro
    decoded = proof.prove(drawn.scene, said, micro=micro)
    score = _score(drawn, draft, assets) if scored and not draft.confirmed else None
    if score is not None:
        require_sure(score, draft, drawn.scene.module_mm)
    content = writing.write(drawn.scene, said, draft, assets.profile, micro=micro)
    report = _report(drawn, draft, decoded, _warnings(drawn, draft), score)
    if draft.format in FOR_PRINT:
        report = report.model_copy(update={"preflight": _checked(content, draft, drawn.scene.module_mm)})
    return Artwork(content, report)


def preview(
    text: str,
    design: Design,
    draft: ExportDraft | None = None,
    assets: Assets = NOTHING,
    *,
    bounded_mm: float | None = None,
) -> tuple[Scene, ArtworkReport]:
    """Return what an export would look like, without writing a file; ``bounded_mm`` as in ``rendition.draw``.

    Unreadable artwork is shown too: then ``decoded`` is None and the first warning says what to change. The scan score
    takes longer, and is asked for by itself.

    Raises:
        Invalid: as for ``render``.
    """
    draft = draft or ExportDraft()
    drawn = rendition.draw(text, draft.design or design, draft, assets, bounded_mm=bounded_mm)
    warnings = _warnings(drawn, draft)
    try:
        decoded = proof.prove(drawn.scene, drawn.text, micro=drawn.code.micro)
        writing.prove_pressed(drawn.scene, drawn.text, draft, assets.profile, micro=drawn.code.micro)
    except ArtworkUnreadable as refusal:
        return drawn.scene, _report(drawn, draft, None, [proof.for_preview(refusal), *warnings])
    return drawn.scene, _report(drawn, draft, decoded, warnings)


def score(
    text: str,
    design: Design,
    draft: ExportDraft | None = None,
    assets: Assets = NOTHING,
    *,
    bounded_mm: float | None = None,
) -> ScanScore:
    """Return how surely a code of this look is read. A quarter of a second.

    Raises:
        Invalid: as for ``render``.
    """
    draft = draft or ExportDraft()
    return _score(rendition.draw(text, draft.design or design, draft, assets, bounded_mm=bounded_mm), draft, assets)


def _warnings(drawn: Rendition, draft: ExportDraft) -> list[str]:
    return [*rendition.notes(drawn, draft), *advice.warnings(drawn.design, drawn.scene, draft)]


def _score(drawn: Rendition, draft: ExportDraft, assets: Assets) -> ScanScore:
    found = _scored(drawn, draft)
    return found if found.points >= LEAST_POINTS else _with_safe_logo(found, drawn, draft, assets)


def _with_safe_logo(score: ScanScore, drawn: Rendition, draft: ExportDraft, assets: Assets) -> ScanScore:
    """Return the score with logos in its fixes that are small enough: each size is tried, until one is enough."""
    if drawn.design.logo is None or draft.parts > 1:
        return score
    from qrdesk.core.artwork.scan import logo_sizes  # noqa: PLC0415 as in ``_scored``

    def points(design: Design) -> int:
        return _scored(rendition.draw(drawn.text, design, draft, assets), draft).points

    return logo_sizes.tried(score, drawn.design, points)


def _scored(drawn: Rendition, draft: ExportDraft) -> ScanScore:
    from qrdesk.core.artwork import scan  # noqa: PLC0415 numpy takes 100 ms, and a live preview does without it

    return scan.score(drawn.scene, drawn.code, drawn.text, drawn.design, draft, covered=drawn.covered)


def _checked(content: bytes, draft: ExportDraft, module_mm: float) -> Preflight:
    from qrdesk.core.artwork import preflight  # noqa: PLC0415 pikepdf takes 100 ms, and only print files need it

    found = preflight.preflight(content, draft.format, order=draft, module_mm=module_mm)
    require_passed(found, draft.format)
    return found


def require_sure(score: ScanScore, draft: ExportDraft, module_mm: float) -> None:
    """Do nothing if a code of this score is read surely enough. What a press file is too small for, preflight says.

    Raises:
        ArtworkRisky: it is not.
    """
    if score.points >= LEAST_POINTS or (draft.format in OF_INKS and PROCESSES[draft.process].is_too_small(module_mm)):
        return
    why = [ArtworkRisky.with_ways(one.text, [fix.label for fix in one.fixes]) for one in score.reasons]
    raise ArtworkRisky.of(score.points, why)


def require_passed(found: Preflight, kind: ArtworkFormat) -> None:
    """Do nothing if a file may be handed out: one of inks alone passes its checks, of others it is said what they find.

    Raises:
        PreflightFailed: it may not.
    """
    if not found.passed and kind in OF_INKS:
        raise PreflightFailed.of([check.text for check in found.checks if not check.passed])


def _report(
    drawn: Rendition, draft: ExportDraft, decoded: str | None, warnings: list[str], score: ScanScore | None = None
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
