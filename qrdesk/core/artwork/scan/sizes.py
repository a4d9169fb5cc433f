"""How small a module may be, by how it comes to paper, and how round an eye."""

from dataclasses import dataclass

from qrdesk.core.schemas.artwork import Process
from qrdesk.core.schemas.design import Design, Eye, EyeShape


@dataclass(frozen=True, slots=True)
class Least:
    """Width of a module in mm: what is good, below what it fails, and what is too much."""

    good_mm: float
    floor_mm: float
    most_mm: float = float("inf")


# GS1 General Specifications for points of sale; Denso Wave: four dots of the device at least.
LEAST = {
    Process.OFFSET: Least(0.40, 0.33),
    Process.LASER: Least(0.40, 0.17),
    Process.THERMAL_203: Least(0.50, 0.375),
    Process.THERMAL_300: Least(0.33, 0.25),
    Process.GS1: Least(0.396, 0.396, 0.990),
    Process.SCREEN: Least(0.0, 0.0),
}
ROUND_EYES = 0.3  # as a share of half their width: what all readers that we measured still find
_GRADES = ((ROUND_EYES, 4), (0.5, 3), (0.75, 2), (1.0, 1))


def module_grade(module_mm: float, process: Process) -> int:
    """Return 4 for a module that ``process`` prints well, 2 for one that it prints with care, 0 for any other."""
    least = LEAST[process]
    if module_mm > least.most_mm + 1e-6:
        return 2
    if module_mm >= least.good_mm - 1e-6:
        return 4
    return 2 if module_mm >= least.floor_mm - 1e-6 else 0


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
