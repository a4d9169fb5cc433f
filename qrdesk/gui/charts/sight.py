"""Which steps of a chart are in sight: all of them, or a part that is made larger and moved along."""

from dataclasses import dataclass

LEAST = 2.0  # steps in sight, at least
_CLOSER = 0.6  # of the steps in sight stay, when it is made larger


@dataclass(frozen=True)
class Sight:
    """From the step ``first`` to the step ``last``, of steps from 0 to ``end``."""

    first: float
    last: float
    end: float

    @classmethod
    def whole(cls, end: float) -> "Sight":
        """Return all of it."""
        return cls(0.0, max(1.0, end), max(1.0, end))

    @property
    def wide(self) -> float:
        """How many steps there are from the first to the last."""
        return self.last - self.first

    @property
    def is_part(self) -> bool:
        """Whether there is more than what is in sight."""
        return self.wide < self.end

    def of(self, first: float, last: float) -> "Sight":
        """Return another part; the same one where that would be too small to tell anything."""
        return self if last - first < LEAST else Sight(max(0.0, first), min(self.end, last), self.end)

    def moved(self, steps: float) -> "Sight":
        """Return it moved along, up to the ends and no further."""
        first = max(0.0, min(self.end - self.wide, self.first + steps))
        return Sight(first, first + self.wide, self.end)

    def with_step(self, step: float) -> "Sight":
        """Return it moved just as far as ``step`` needs to be in it."""
        return self.moved(min(0.0, step - self.first) + max(0.0, step - self.last))

    def closer(self, step: float) -> "Sight":
        """Return it made larger; ``step`` stays where it is."""
        return self._stretched(step, max(_CLOSER, min(1.0, LEAST / self.wide)))

    def further(self, step: float) -> "Sight":
        """Return it with more in sight; ``step`` stays where it is, unless it would show what is not there."""
        wide = self.wide / _CLOSER
        return Sight.whole(self.end) if wide > self.end - 1 else self._stretched(step, 1 / _CLOSER)

    def _stretched(self, step: float, by: float) -> "Sight":
        around = max(self.first, min(self.last, step))
        wide = self.wide * by
        return Sight(0.0, wide, self.end).moved(around - (around - self.first) * by)
