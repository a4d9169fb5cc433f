"""One-click fixes: changes that make a warning go away, tried and not guessed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from PySide6.QtCore import QCoreApplication, QLocale

from qrdesk.client import ArtworkFormat, Design, ErrorCorrection
from qrdesk.core.artwork import export, scan
from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.inks import cmyk_of
from qrdesk.core.artwork.processes import PROCESSES
from qrdesk.core.artwork.reserve import largest_logo
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.artwork.style import paint
from qrdesk.core.schemas.artwork import (
    FOR_PRESS,
    LEAST_POINTS,
    OF_PIXELS,
    ArtworkReport,
    ExportDraft,
    ScanFix,
    ScanScore,
)
from qrdesk.core.schemas.design import Logo
from qrdesk.gui import language
from qrdesk.gui.pages.studio_desk import Order, export_draft, most_dpi

_MARGIN = 4
_SIZES_TRIED, _SMALLER, _LEAST_LOGO = 5, 0.85, 0.05  # of a logo: a score takes a quarter of a second each
_RESOLUTIONS = (300, 600, 1200, 2400)
_PER_WARNING = 2
_LEAST_MM, _LARGEST_MM = 5, 2000
_PRESS = ("k", "cmyk")
_ALIKE = {  # how the advice on a file says what a reason of a score says, too
    "unreadable": ("could not be read back", "are too alike", "The code reads as"),
    "inverted": ("lighter than the paper",),
    "contrast_low": ("contrast is low",),
    "red_contrast_low": ("red light",),
    "quiet_zone_narrow": ("quiet zone",),
    "module_small": ("mm wide;",),
    "module_large": ("mm wide;",),
}


@dataclass(frozen=True)
class Fix:
    """A change by its button's words."""

    words: str
    design: Design
    order: Order


@dataclass(frozen=True)
class Reason:
    """Why a score is not full, in words, with changes that raise it."""

    code: str
    words: str
    fixes: tuple[Fix, ...]


@dataclass(frozen=True)
class Drawing:
    """A look as it would come out."""

    scene: Scene
    report: ArtworkReport


def draw(text: str, design: Design, order: Order, assets: Assets = NOTHING) -> Drawing:
    """Return what an export would look like, read back.

    Raises:
        Invalid: more text than a code holds at this error correction.
    """
    return Drawing(*export.preview(text, design, export_draft(order, design), assets))


def find_fixes(
    text: str, design: Design, order: Order, drawing: Drawing, assets: Assets = NOTHING
) -> dict[str, list[Fix]]:
    """Return, by warning, the changes that make it go away without bringing another."""
    before = drawing.report.warnings
    found: dict[str, list[Fix]] = {warning: [] for warning in before}
    if not before:
        return found
    for fix in _candidates(design, order, drawing.report):
        after = draw(text, fix.design, fix.order, assets).report
        if drawing.report.decoded is not None and after.decoded is None:
            continue
        for warning in _gone(before, after.warnings):
            if len(found[warning]) < _PER_WARNING:
                found[warning].append(fix)
    return found


def reasons(score: ScanScore, design: Design, order: Order, report: ArtworkReport) -> list[Reason]:
    """Return why a score is not full, each with what would raise it."""
    return [
        Reason(
            reason.code,
            reason.text,
            (
                *(_of_score(fix, design, order) for fix in reason.fixes[:_PER_WARNING]),
                *_other_widths(reason.code, design, order, report),
            ),
        )
        for reason in score.reasons
    ]


def _other_widths(code: str, design: Design, order: Order, report: ArtworkReport) -> Iterator[Fix]:
    """Yield the width at which modules are good: a score knows the design alone."""
    modules, limits = report.width_mm / report.module_mm, PROCESSES[order.process]  # with all that is around the code
    if code == "module_small":
        yield from _width(ceil(modules * limits.good_mm - 1e-6), design, order)
    elif code == "module_large":
        yield from _width(int(modules * limits.most_mm), design, order)


def _width(mm: int, design: Design, order: Order) -> Iterator[Fix]:
    if _LEAST_MM <= mm <= _LARGEST_MM:
        words = _tr("Use {n} mm").format(n=QLocale().toString(mm))
        yield Fix(words, design, replace(order, size_mm=float(mm)))


def _of_score(fix: ScanFix, design: Design, order: Order) -> Fix:
    said = language.told_phrase(fix.label)
    return Fix(said[:1].upper() + said[1:], scan.applied(design, fix.changes), order)


def says_the_same(code: str, warning: str) -> bool:
    """Whether ``warning`` is about what a reason with this ``code`` is about: then one of them is enough."""
    return any(words in warning for words in _ALIKE.get(code, ()))


def safe_size(text: str, design: Design, assets: Assets = NOTHING) -> float | None:
    """Return the largest logo, as a share of the symbol's width, that leaves enough of the error correction.

    None without a logo, and for one that does not stand in the middle: what it hides depends on where it stands. Its
    picture counts as square, which is the most that it covers.

    Raises:
        Invalid: more text than a code holds at this error correction.
    """
    logo = design.logo
    if logo is None or logo.dx or logo.dy:
        return None
    round_plate = logo.plate == "circle"
    size = largest_logo(
        text, design.error_correction, design.symbol, margin=_margin(logo),
        shape="circle" if round_plate else "square", cleared=logo.clear,
    )  # fmt: skip
    return floor(100 * (size / 2**0.5 if round_plate else size)) / 100


def safe_by_score(text: str, design: Design, draft: ExportDraft, points: int, assets: Assets = NOTHING) -> float | None:
    """Return ``safe_size``, and less where a logo of that size would take the score below what printing needs.

    ``points`` is the score of the design as it is: smaller logos score no less.

    Raises:
        Invalid: as ``safe_size``.
    """
    logo, size = design.logo, safe_size(text, design, assets)
    if logo is None or size is None:
        return None
    for _ in range(_SIZES_TRIED):
        if size < _LEAST_LOGO:
            return size
        if points >= LEAST_POINTS and size <= logo.size:
            return size  # it is no larger than what is there and scores enough
        tried = _with(design, logo=logo.model_copy(update={"size": size}))
        if export.score(text, tried, draft.model_copy(update={"design": tried}), assets).points >= LEAST_POINTS:
            return size
        size = floor(100 * size * _SMALLER) / 100
    return 0.0  # of all that were tried none is


def _margin(logo: Logo) -> float:
    return logo.margin if logo.clear or logo.plate != "none" else 0.0


def _gone(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return the warnings that a change takes away; none when it brings another."""
    left = {_kind(warning) for warning in after}
    if left - {_kind(warning) for warning in before}:
        return []
    return [warning for warning in before if _kind(warning) not in left]


def _kind(warning: str) -> str:
    """Return a warning without its numbers: a module of 0.21 mm is the same trouble as one of 0.18 mm."""
    return re.sub(r"\d+(?:\.\d+)?", "#", warning)


def _candidates(design: Design, order: Order, report: ArtworkReport) -> Iterator[Fix]:
    """Yield the changes worth trying, the gentlest first."""
    if design.quiet_zone < _MARGIN:
        yield Fix(_tr("Use margin {n}").format(n=_MARGIN), _with(design, quiet_zone=_MARGIN), order)
        width = ceil(PROCESSES[order.process].floor_mm * (report.modules + 2 * _MARGIN))
        if order.size_mm < width:  # a wider margin would make the modules too small
            words = _tr("Margin {n} at {width} mm").format(n=_MARGIN, width=width)
            yield Fix(words, _with(design, quiet_zone=_MARGIN), replace(order, size_mm=float(width)))
    yield from _press_changes(design, order, report)
    if design.error_correction in (ErrorCorrection.Q, ErrorCorrection.H):
        yield Fix(_tr("Level M"), _with(design, error_correction=ErrorCorrection.M), order)
    yield from _colour_changes(design, order)
    yield from _file_changes(design, order)


def _press_changes(design: Design, order: Order, report: ArtworkReport) -> Iterator[Fix]:
    modules, limits = report.width_mm / report.module_mm, PROCESSES[order.process]
    if limits.is_too_small(report.module_mm):
        yield from _width(ceil(modules * limits.floor_mm - 1e-6), design, order)
    elif limits.is_too_large(report.module_mm):
        yield from _width(int(modules * limits.most_mm), design, order)
    if round(order.reduce_um) != round(limits.gain_um):
        words = _tr("Use {n} µm").format(n=round(limits.gain_um))
        yield Fix(words, design, replace(order, reduce_um=float(round(limits.gain_um))))
    if not order.snap or (limits.dpi or order.dpi) != order.dpi:
        yield Fix(_tr("Whole dots"), design, replace(order, snap=True, dpi=limits.dpi or order.dpi))


def _colour_changes(design: Design, order: Order) -> Iterator[Fix]:
    pressed = not design.ink.startswith("#")
    black = "k" if pressed else "#000000"
    if pressed and design.paper is not None and design.paper.startswith("#"):
        yield Fix(_tr("Paper in CMYK"), _with(design, paper=_in_inks(design.paper)), order)
    elif not pressed and design.paper is not None and not design.paper.startswith("#"):
        yield Fix(_tr("Modules in CMYK"), _with(design, ink=_in_inks(design.ink)), order)
    if design.ink != black:
        yield Fix(_tr("Black ink"), _with(design, ink=black), order)
    if design.paper is not None and not design.paper.startswith(_PRESS):
        yield Fix(_tr("Swap colours"), _with(design, ink=design.paper, paper=design.ink), order)
    if design.paper != "#ffffff":
        yield Fix(_tr("White paper"), _with(design, paper="#ffffff"), order)
        if design.ink != black:
            yield Fix(_tr("Black on white"), _with(design, ink=black, paper="#ffffff"), order)


def _in_inks(screen_colour: str) -> str:
    """Return a screen colour as the inks that come closest to it on paper."""
    return "cmyk:" + ",".join(str(round(100 * share)) for share in cmyk_of(paint(screen_colour)))


def _file_changes(design: Design, order: Order) -> Iterator[Fix]:
    if order.format in OF_PIXELS:
        for dpi in _RESOLUTIONS:
            if order.dpi < dpi <= most_dpi(order.size_mm):
                yield Fix(_tr("Use {n} dpi").format(n=dpi), design, replace(order, dpi=dpi))
    if order.format not in {ArtworkFormat.PDF, *FOR_PRESS}:
        yield Fix(_tr("Use PDF"), design, replace(order, format=ArtworkFormat.PDF))


def _with(design: Design, **changes: object) -> Design:
    return design.model_copy(update=changes)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Studio", words)
