"""Grades of sizes: how small a module is for how it comes to paper, and how round an eye."""

from qrdesk.core.artwork.processes import PROCESSES
from qrdesk.core.schemas.artwork import Process
from qrdesk.core.schemas.design import Design, Eye, EyeShape

ROUND_EYES = 0.3  # as a share of half their width: what all readers that we measured still find
_GRADES = ((ROUND_EYES, 4), (0.5, 3), (0.75, 2), (1.0, 1))


def module_grade(module_mm: float, process: Process) -> int:
    """Return 4 for a module that ``process`` prints well, 2 for one that it prints with care, 0 for any other."""
    limits = PROCESSES[process]
    if limits.is_too_large(module_mm):
        return 2
    if limits.is_good(module_mm):
        return 4
    return 0 if limits.is_too_small(module_mm) else 2


def eye_radius(design: Design) -> float:
    """Return how round the roundest corner of an eye's frame is: 0 is square, 1 half its width."""
    return max(_radius(eye) for eye in eyes_of(design))


def eye_grade(radius: float) -> int:
    """Return the grade, 1 to 4, of eyes as round as that; older apps and cameras at an angle miss round ones."""
    return next(grade for most, grade in _GRADES if radius <= most + 1e-6)


def eyes_of(design: Design) -> list[Eye]:
    """Return the three eyes of ``design``, as they are drawn."""
    eyes = design.eyes
    return [eyes.top_left or eyes, eyes.top_right or eyes, eyes.bottom_left or eyes]


def _radius(eye: Eye) -> float:
    if eye.frame is EyeShape.SQUARE:
        return 0.0
    return 1.0 if eye.frame is EyeShape.CIRCLE else eye.frame_radius
