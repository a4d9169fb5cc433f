"""How small a module may be and how far ink spreads, by how a code comes to paper: the one table of it."""

from dataclasses import dataclass
from math import inf

from qrdesk.core.schemas.artwork import Process

MOST_GROWTH = 0.15  # of a module, at each edge: readers begin to fail at .25, and our gains are assumed, not measured
MOST_REDUCED = 0.15  # of a bar's module, at each edge: readers lose barcodes from .2 on, measured
DOTS_PER_MODULE = 4  # Denso Wave: at least four printer dots, or pixels, per module
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class Limits:
    """What one process takes: widths of a module in mm, and how far each dark edge of it grows, in micrometres.

    ``good_mm`` prints well, below ``floor_mm`` it fails. ``dpi`` is the device's own, where it is always the same.
    """

    words: str
    good_mm: float
    floor_mm: float
    gain_um: float
    most_mm: float = inf
    dpi: int | None = None

    def is_good(self, module_mm: float) -> bool:
        """Return whether a module of that width prints well."""
        return module_mm >= self.good_mm - _SLACK

    def is_too_small(self, module_mm: float) -> bool:
        """Return whether a module of that width is not to be relied on at all."""
        return module_mm < self.floor_mm - _SLACK

    def is_too_large(self, module_mm: float) -> bool:
        """Return whether a module of that width is more than readers take."""
        return module_mm > self.most_mm + _SLACK

    def growth(self, module_mm: float, reduce_um: float) -> float:
        """Return how far each dark edge grows, in modules, after a reduction; below 0 it draws back."""
        return (self.gain_um - reduce_um) / 1000 / module_mm


# Widths: four dots of the device (Denso Wave), and what a phone resolves from ten times the code's width away; for GS1
# the General Specifications for points of sale. Gains are assumed, for edges: half of what a bar grows by.
PROCESSES = {
    # a tone value increase of 28 % at 50 % (uncoated paper, 60 lines/cm, ISO 12647-2) is 17 um around each dot;
    # setters of bar codes reckon with less, 5 um, on coated paper
    Process.OFFSET: Limits("offset printing", 0.40, 0.33, 20),
    # setters of bar codes take 40 um off each bar for office printers of 600 dpi
    Process.LASER: Limits("a laser printer", 0.40, 0.17, 20),
    # a heated dot spreads by up to half its width, 125 and 85 um; so four dots stay below MOST_GROWTH, and three do not
    Process.THERMAL_203: Limits("a thermal printer of 203 dpi", 0.50, 0.375, 62, dpi=203),
    Process.THERMAL_300: Limits("a thermal printer of 300 dpi", 0.33, 0.25, 42, dpi=300),
    # packages are often printed by flexography, where 50 to 100 um are taken off each bar
    Process.GS1: Limits("a till (GS1)", 0.396, 0.396, 40, most_mm=0.990),
    Process.SCREEN: Limits("a screen", 0.0, 0.0, 0),
}
