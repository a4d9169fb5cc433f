"""What a time chart shows, as plain numbers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from qrdesk.gui.charts.theme import Line, Step

Source = Literal["", "scan", "click"]


@dataclass(frozen=True)
class Timeline:
    """Hits over time. ``starts`` are when the steps begin, in the workspace's own time.

    The other rows may be shorter: what has not happened yet is not zero, and neither is what was before
    ``known_from``, the first step of scans, clicks, bots and visitors that anything is known of.
    ``previous`` holds the scans of the period before, step for step, empty when it is not compared;
    where clicks alone are counted, their clicks.
    """

    step: Step = "day"
    starts: tuple[datetime, ...] = ()
    scans: tuple[int, ...] = ()
    clicks: tuple[int, ...] = ()
    bots: tuple[int, ...] = ()  # empty where they are not known, as with a filter
    previous: tuple[int, ...] = ()
    visitors: tuple[int, ...] = ()  # in the table only; empty where they are not known, as by the hour
    previous_name: str = ""
    alone: Source = ""  # counted without the other
    unfinished: bool = False  # the last step of scans, clicks and bots still runs
    known_from: int = 0

    def row(self, line: Line) -> tuple[int, ...]:
        """Return the numbers of a line."""
        rows = {"scans": self.scans, "clicks": self.clicks, "bots": self.bots, "previous": self.previous}
        return rows[line]

    @property
    def compared(self) -> Line:
        """The line that ``previous`` is to be compared with."""
        return "clicks" if self.alone == "click" else "scans"

    def value(self, line: Line, index: int) -> int | None:
        """Return one number; None where there is none yet, or none any more."""
        row, first = self.row(line), 0 if line == "previous" else self.known_from
        return row[index] if first <= index < len(row) else None

    def crosses_years(self) -> bool:
        """Whether a day alone does not say which one is meant."""
        return bool(self.starts) and self.starts[0].year != self.starts[-1].year

    def lines(self) -> tuple[Line, ...]:
        """Return the lines there are, in the order of the legend."""
        beside: tuple[tuple[Line, bool], ...] = (("previous", bool(self.previous)), ("bots", self.knows_bots()))
        return ("scans", "clicks", *(line for line, there in beside if there))

    def knows_bots(self) -> bool:
        """Whether bots are told."""
        return bool(self.bots) or not self.scans

    def most(self) -> int:
        """Return the largest number of all lines."""
        return max((max(self.row(line), default=0) for line in self.lines()), default=0)

    def resting(self) -> int:
        """Return the step whose numbers are shown when nobody points: the last full one with anything before it."""
        last = len(self.scans) - 1
        if self.unfinished and last > 0 and any(self.scans[:last]) | any(self.clicks[:last]):
            return last - 1
        return last
