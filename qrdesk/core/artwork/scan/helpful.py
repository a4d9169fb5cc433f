"""Which fixes of a score raise it by themselves: of several faults, the worst may hide that another was mended."""

from dataclasses import dataclass
from functools import reduce

from qrdesk.core.artwork.scan import merged
from qrdesk.core.schemas.artwork import ScanFix, ScanReason

_MENDS_CAP = {
    60: {"eye_damaged"},
    65: {"module_small"},
    70: {"logo_reserve", "reserve_low"},
}  # the most points, while that is not mended
Reasons = tuple[ScanReason, ...]


@dataclass(frozen=True, slots=True)
class Grades:
    """What the lowest of which is the static grade, 0 to 4 each."""

    iso: int
    quiet: int
    red: int
    eyes: int
    module: int

    @property
    def static(self) -> int:
        """The lowest."""
        return min(self.iso, self.quiet, self.red, self.eyes, self.module)


def helpful(reasons: Reasons, points: int, grades: Grades) -> Reasons:
    """Return ``reasons`` with those fixes only that raise the score; of a code without points, all of them as one."""
    if points == 0:
        return _as_one(reasons)
    only = _MENDS_CAP.get(points)
    others = min(grades.iso, grades.red, grades.module)
    idle = set[str]()
    if grades.quiet >= min(others, grades.eyes):
        idle.add("quiet_zone_narrow")
    if grades.eyes > 1 and grades.eyes >= min(others, grades.quiet):  # circles are missed by readers, too
        idle.add("eyes_round")
    return tuple(
        _bare(reason) if reason.code in idle or (only and reason.code not in only) else reason for reason in reasons
    )


def _as_one(reasons: Reasons) -> Reasons:
    first = [reason.fixes[0].changes for reason in reasons if reason.fixes]
    if len(first) < 2:
        return reasons
    # what is worst counts where two of them change the same
    everything = reduce(lambda made, changes: merged(changes, made), first)
    worst, *others = map(_bare, reasons)
    fix = ScanFix(label="Mend all", changes=everything)
    return (worst.model_copy(update={"fixes": (fix,)}), *others)


def _bare(reason: ScanReason) -> ScanReason:
    return reason.model_copy(update={"fixes": ()})
