"""Six steps of colour for numbers that lie far apart: where each begins, what colour it has, how it is said."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from qrdesk.gui.charts import theme
from qrdesk.gui.theme import tokens

_FEW, _SOME = (1, 2, 3, 5, 10, 20), (1, 5, 10, 20, 50, 100)
_MORE, _MANY = (1, 5, 25, 100, 250, 500), (1, 10, 50, 200, 1_000, 5_000)
_UP_TO_FEW, _UP_TO_SOME, _UP_TO_MORE, _UP_TO_MANY = 40, 400, 4_000, 40_000


@dataclass(frozen=True)
class Steps:
    """``begin`` holds the smallest number of each step, from pale to strong."""

    begin: Sequence[int] = _MANY

    @classmethod
    def up_to(cls, most: int) -> "Steps":
        """Return steps that tell numbers up to ``most`` apart: about five times as many from one to the next."""
        if most <= _UP_TO_FEW:
            return cls(_FEW)
        if most <= _UP_TO_SOME:
            return cls(_SOME)
        if most <= _UP_TO_MORE:
            return cls(_MORE)
        factor = 1
        while most > _UP_TO_MANY * factor:
            factor *= 10
        return cls((1, *(factor * begin for begin in _MANY[1:])))

    def colour(self, value: int) -> QColor:
        """Return the colour of a number; one of its own for none."""
        chart = tokens.current().chart
        return chart.sequential[bisect_right(self.begin, value) - 1] if value >= 1 else chart.no_value

    def words(self) -> list[str]:
        """Return the steps as they are said: ``1–9``, the last one ``5,000 and more``."""
        last = _tr("{count} and more").format(count=theme.short_text(self.begin[-1]))
        ends = pairwise(self.begin)
        return [*(_span(begin, following - 1) for begin, following in ends), last]


def even_steps(most: int) -> list[tuple[str, int]]:
    """Return six steps of the same size up to ``most``: how each is said, and its largest number.

    There are fewer where there are not so many numbers.
    """
    count = len(tokens.current().chart.sequential)
    ends = [most * step // count for step in range(count + 1)]
    return [(_span(begin + 1, end), end) for begin, end in pairwise(ends) if end > begin]


def _span(first: int, last: int) -> str:
    begin = theme.short_text(first)
    return begin if first >= last else f"{begin}–{theme.short_text(last)}"


def _tr(words: str) -> str:
    return QCoreApplication.translate("Charts", words)
