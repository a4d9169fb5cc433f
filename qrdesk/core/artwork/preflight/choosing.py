"""Pages of a long file: found without opening those between, and chosen so that the choice is even at any time."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from qrdesk.core.artwork.preflight.found import Found
from qrdesk.core.artwork.preflight.opened import Object, Unreadable, get

MOST_CHOSEN = 100
_DEEPEST = 50  # nodes of the tree above a page


class Pages:
    """The pages of a file by their number, from 0 on. Nodes of the tree are opened, pages only when asked for.

    Raises:
        Unreadable: the tree does not say how many pages it has, or not the truth.
        TooLong: the tree has more nodes than there is time for.
    """

    def __init__(self, root: Object, found: Found) -> None:
        self._found = found
        self._been: set[tuple[int, int]] = set()
        self._runs = list(self._leaves(get(root, "/Pages"), 0))
        self._ends = list(accumulate(count for _, _, count in self._runs))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __getitem__(self, number: int) -> Object:
        run = bisect_right(self._ends, number)
        kids, first, count = self._runs[run]
        return kids[first + number - (self._ends[run] - count)]

    def _leaves(self, node: Object, depth: int) -> Iterator[tuple[Object, int, int]]:
        """Yield arrays in which pages lie side by side: the array, the place of the first, and how many."""
        self._found.go_on()
        number = getattr(node, "objgen", (0, 0))
        kids, said = get(node, "/Kids"), get(node, "/Count")
        if kids is None or not isinstance(said, int) or depth > _DEEPEST or number in self._been:
            raise Unreadable("Its tree of pages is damaged.")
        if number != (0, 0):
            self._been.add(number)
        size, count = len(kids), 0
        if size and said == size and get(kids[0], "/Kids") is None and get(kids[-1], "/Kids") is None:
            count = size
            yield kids, 0, size
        else:
            for place in range(size):
                inner = kids[place]
                runs = [(kids, place, 1)] if get(inner, "/Kids") is None else self._leaves(inner, depth + 1)
                for run in runs:
                    count += run[2]
                    yield run
        if count != said:
            raise Unreadable("Its tree of pages does not hold as many as it says.")


def chosen(count: int, most: int = MOST_CHOSEN) -> list[int]:
    """Return numbers of pages, from 0 on: all of few, else ``most`` that lie evenly, the first and the last always.

    Whoever stops early has looked at the first, the last, and others that lie evenly between.
    """
    few = range(count) if count <= most else [round(place * (count - 1) / (most - 1)) for place in range(most)]
    last, bits = len(few) - 1, len(few).bit_length()
    return [few[place] for place in sorted(range(len(few)), key=lambda place: (0 < place < last, _turned(place, bits)))]


def _turned(number: int, bits: int) -> int:
    """Return ``number`` with its bits in the other order: counting so leaves even gaps (van der Corput)."""
    return int(f"{number:0{bits}b}"[::-1], 2)
