"""What is told of the words on labels, when all are made: how many rows it is true of, and the first of them."""

from collections.abc import Iterator, Mapping

CUT = "cut"  # the key of rows whose words were too long; of others, the number of the line that misses something
_Rows = tuple[int, int]  # how many, and the first


def counted(told: Mapping[str, _Rows], more: Mapping[str, list[int]]) -> dict[str, _Rows]:
    """Return what was told, and more of it."""
    found = dict(told)
    for key, rows in more.items():
        count, first = found.get(key, (0, rows[0]))
        found[key] = count + len(rows), first
    return found


def warnings(told: Mapping[str, _Rows], made: int) -> Iterator[str]:
    """Yield sentences. A line after the first that has nothing on all ``made`` labels was not meant to be there."""
    for key, (rows, first) in sorted(told.items()):
        where = f"first in row {first:,} of the file"
        if key == CUT:
            yield f"Words are cut on {_labels(rows)}, {where}. Choose smaller words, fewer, or a larger label."
        elif key == "1" or rows < made:
            yield f"Line {key} misses something on {_labels(rows)}, {where}: the list has nothing there."


def _labels(count: int) -> str:
    return "1 label" if count == 1 else f"{count:,} labels"
