"""10,000 labels with three lines of words, from a CSV to sheets of L7160: ``python -m tests.bench labels``, a minute.

All that a batch does is in the time: reading the list twice, two processes that start, draw and read each code back,
what is finished written down, and the book put together. Then ten times as many rows, for the memory of the process
that writes: it may not grow with them.
"""

import resource
import tempfile
import time
from pathlib import Path

from qrdesk.core.artwork import batch, sheet
from qrdesk.core.schemas.batch import BatchDraft

LABELS, MANY = 10_000, 100_000
GOAL_S = 6.0
GOAL_MB = 8  # that ten times as many rows may take more: 2 of them tell what came before


def main(labels: int = LABELS, many: int = MANY) -> int:
    """Measure and print; return 0 when the goals are met."""
    with tempfile.TemporaryDirectory(prefix="qrdesk-bench-") as kept:
        folder = Path(kept)
        began, spent = time.perf_counter(), _spent_s()
        size = make(folder, labels)
        took, used = time.perf_counter() - began, _spent_s() - spent
        before = _most_mb()
        make(folder, many)
        grown = _most_mb() - before
    met, flat = took <= GOAL_S, grown <= GOAL_MB
    print(
        f"labels   {labels:,} labels in {took:.2f} s ({used:.2f} s of processors), {size / 1e6:.1f} MB; "
        f"goal {GOAL_S:g} s: {'met' if met else 'MISSED'}"
    )
    print(f"         {many:,} rows take {grown:.1f} MB more memory; goal {GOAL_MB} MB: {'met' if flat else 'MISSED'}")
    return 0 if met and flat else 1


def make(folder: Path, labels: int) -> int:
    """Make sheets of so many labels; return the size of the file in bytes."""
    listed, out = folder / f"{labels}.csv", folder / f"{labels}.pdf"
    with listed.open("w") as file:
        file.write("url;name;place\n")
        for row in range(labels):
            file.write(f"https://go.example.com/r/{row:06};Device {row};Hall {row % 7}, rack {row % 31}\n")
    draft = BatchDraft.model_validate(
        {
            "form": "sheets",
            "sheet": sheet.by_code("L7160"),
            "label": {"lines": ["{name}", "{place}"], "address": True},
            "design": {"ink": "k"},
            "order": {"format": "pdfx4"},
        }
    )
    report = batch.run(batch.read(listed), draft, out)
    assert report.made == labels
    return out.stat().st_size


def _spent_s() -> float:
    """Return the time of processors that this process and its children took so far."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _most_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
