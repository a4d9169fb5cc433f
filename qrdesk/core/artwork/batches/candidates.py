"""Which codes of a look are tried: those that need the largest symbols, so their modules are the smallest."""

from heapq import heappush, heapreplace
from itertools import count

from qrdesk.core.artwork import segments
from qrdesk.core.artwork.batches.rows import Job

_LARGEST = 8  # some of them may be too long for any code, or no label may have room for them
_RANGE = 1  # of versions, in ``segments.HEADERS``: near enough for all
_MOST_HEADER = 20  # bits before a text that is one segment
_CUT = 100  # characters; where a longer text is best cut takes long to find out
_DIGITS, _CAPITALS = frozenset("0123456789"), frozenset(segments.ALPHANUMERIC)


class Candidates:
    """The jobs of one look that are tried: the largest first, and the smallest in the end.

    Lists are mixed: where all large ones are bills, which have no frame, the others may be what the look is for.
    """

    def __init__(self) -> None:
        self._largest: list[tuple[int, int, Job]] = []  # a heap, of bits, what came first before what came later
        self._smallest: tuple[int, Job] | None = None
        self._numbers = count(0, -1)

    def add(self, job: Job) -> None:
        """Take note of a job."""
        characters = len(job.text)
        if self._smallest is None or characters < self._smallest[0]:
            self._smallest = characters, job
        if len(self._largest) < _LARGEST:
            heappush(self._largest, (bits(job.text), next(self._numbers), job))
            return
        least = self._largest[0][0]
        if _most_bits(job.text) > least and (needed := bits(job.text)) > least:
            heapreplace(self._largest, (needed, next(self._numbers), job))

    def jobs(self) -> list[Job]:
        """Return what is tried, in that order."""
        found = [job for _, _, job in sorted(self._largest, key=lambda one: one[:2], reverse=True)]
        if self._smallest is not None and all(job.row != self._smallest[1].row for job in found):
            found.append(self._smallest[1])
        return found


def bits(text: str) -> int:
    """Return how many bits a symbol needs for a text; of a long one that is written in several ways, at most."""
    if len(text) <= _CUT:
        return segments.length(segments.cut(text, _RANGE) or (), _RANGE)
    letters = set(text)
    if letters <= _DIGITS:
        return _MOST_HEADER + len(text) * 10 // 3
    return _MOST_HEADER + len(text) * 11 // 2 if letters <= _CAPITALS else _most_bits(text)


def _most_bits(text: str) -> int:
    return _MOST_HEADER + 8 * (len(text) if text.isascii() else len(text.encode()))
