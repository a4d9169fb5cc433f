"""Sizes of a logo that are tried, where what was computed is not yet enough."""

from collections.abc import Callable, Mapping
from math import floor
from typing import Any, cast

from qrdesk.core.artwork.scan import applied
from qrdesk.core.schemas.artwork import LEAST_POINTS, ScanFix, ScanReason, ScanScore
from qrdesk.core.schemas.design import Design

_STEP = 0.85  # of the size before
_MOST_TRIED = 4  # a fifth of a second each
_SMALLEST = 0.05


def tried(score: ScanScore, design: Design, points: Callable[[Design], int]) -> ScanScore:
    """Return ``score`` with its fixes of the logo's size mended: the largest that is enough, or the best tried.

    ``points`` scores a design.
    """
    reasons = tuple(_mended(reason, design, points) for reason in score.reasons)
    return score.model_copy(update={"reasons": reasons})


def _mended(reason: ScanReason, design: Design, points: Callable[[Design], int]) -> ScanReason:
    fixes = tuple(fix if _size(fix) is None else _best(fix, design, points) for fix in reason.fixes)
    return reason.model_copy(update={"fixes": fixes})


def _best(fix: ScanFix, design: Design, points: Callable[[Design], int]) -> ScanFix:
    best, most = fix, -1
    for _ in range(_MOST_TRIED):
        found = points(applied(design, fix.changes))
        if found > most:
            best, most = fix, found
        size = _size(fix)
        if found >= LEAST_POINTS or size is None or size * _STEP < _SMALLEST:
            break
        fix = _of_size(fix, floor(100 * size * _STEP) / 100)
    return best


def _size(fix: ScanFix) -> float | None:
    logo = fix.changes.get("logo")
    size = cast(Mapping[str, Any], logo).get("size") if isinstance(logo, Mapping) else None
    return size if isinstance(size, float) else None


def _of_size(fix: ScanFix, size: float) -> ScanFix:
    logo = cast(Mapping[str, Any], fix.changes["logo"])
    alone = len(fix.changes) == 1
    label = f"Use {round(100 * size)} %" if alone else fix.label
    return ScanFix(label=label, changes={**fix.changes, "logo": {**logo, "size": size}})
