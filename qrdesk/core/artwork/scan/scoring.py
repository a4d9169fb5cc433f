"""The points of a scan score, from what was measured and what the photographs gave."""

from typing import Literal

from qrdesk.core.artwork.processes import PROCESSES
from qrdesk.core.artwork.proof import has_press_colours
from qrdesk.core.artwork.reserve import reserve
from qrdesk.core.artwork.scan import grade, reasons, seen, sizes, view
from qrdesk.core.artwork.scan.grade import Measured
from qrdesk.core.artwork.scan.helpful import Grades, helpful
from qrdesk.core.artwork.scan.reasons import Facts
from qrdesk.core.artwork.scan.seen import Seen
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.artwork.standards import CONTRAST, RED_CONTRAST, RESERVE
from qrdesk.core.artwork.symbol import Symbol
from qrdesk.core.schemas.artwork import LEAST_POINTS, SAFE_POINTS, ExportDraft, Process, ScanScore
from qrdesk.core.schemas.design import Design

_DAMAGED_EYE, _TOO_SMALL, _LITTLE_RESERVE = 60, 65, 70  # the most points
_PLAIN_RESERVE, _PLAIN_WEAKEST = 0.85, 0.90  # what a plain black code reaches in these photographs: full marks
# Phones do not see by red light: below, they pay for tills with a C.
_RED_OF_PHONES = ((RED_CONTRAST[0], 4), (RED_CONTRAST[1], 3))
_TILLS_BLIND = 2


def score(
    scene: Scene,
    symbol: Symbol,
    text: str,
    design: Design,
    draft: ExportDraft,
    *,
    covered: frozenset[tuple[int, int]],
) -> ScanScore:
    """Do what ``scan.score`` says."""
    printed = draft.process is not Process.SCREEN and has_press_colours(scene)
    code = view.of_scene(scene, symbol.modules, printed=printed)
    measured = grade.measure(code, symbol)
    facts = Facts(
        symbol=symbol,
        measured=measured,
        seen=seen.look(code, text, micro=symbol.micro),
        reserve=reserve(symbol, measured.wrong),
        hidden=covered,
        eye_radius=sizes.eye_radius(design),
        design=design,
        text=text,
        module_mm=scene.module_mm,
        width_mm=scene.width_mm,
        process=draft.process,
    )
    return judged(facts)


def judged(facts: Facts) -> ScanScore:
    """Return the score of a code of which all is known."""
    measured, left = facts.measured, min(1.0, max(0.0, facts.reserve))
    iso = _iso(measured, left, facts.process)
    grades = Grades(iso, measured.quiet, _red(measured), sizes.eye_grade(facts.eye_radius), _module(facts))
    points = _points(facts.seen, measured, left, grades.static)
    if facts.module_mm is not None and PROCESSES[facts.process].is_too_small(facts.module_mm):
        points = min(points, _TOO_SMALL)
    return ScanScore(
        points=points,
        verdict=_verdict(points),
        decode_share=round(facts.seen.share, 4),
        reserve=round(left, 4),
        contrast=round(min(1.0, measured.contrast), 4),
        grade=grade.letter(iso if facts.seen.clean else 0),
        reasons=helpful(reasons.why(facts), points, grades),
    )


def _iso(measured: Measured, left: float, process: Process) -> int:
    """Return the grade, 0 to 4, as of ISO/IEC 15415; tills are verified in red light."""
    contrast = measured.contrast
    if process is Process.GS1:
        contrast = min(contrast, measured.red_contrast)
    return min(
        grade.at_least(left, RESERVE),
        grade.at_least(contrast, CONTRAST),
        grade.at_least(measured.modulation, grade.MODULATION),
        measured.patterns,
    )


def _red(measured: Measured) -> int:
    return next((found for least, found in _RED_OF_PHONES if measured.red_contrast >= least), _TILLS_BLIND)


def _module(facts: Facts) -> int:
    return 4 if facts.module_mm is None else sizes.module_grade(facts.module_mm, facts.process)


def _points(seen: Seen, measured: Measured, left: float, static: int) -> int:
    if not seen.clean or measured.contrast < CONTRAST[-1]:
        return 0
    mended = min(1.0, seen.reserve / _PLAIN_RESERVE)
    weakest = min(1.0, seen.weakest / _PLAIN_WEAKEST)
    found = 100 * (0.55 * seen.share + 0.15 * mended + 0.15 * weakest + 0.15 * static / 4)
    if grade.at_most(measured.finder, grade.FINDER_DAMAGE) < 3:
        found = min(found, _DAMAGED_EYE)
    if left < RESERVE[-1]:
        found = min(found, _LITTLE_RESERVE)
    return round(found)


def _verdict(points: int) -> Literal["safe", "check", "stop"]:
    return "safe" if points >= SAFE_POINTS else "check" if points >= LEAST_POINTS else "stop"
