"""``not-kept.csv``: what a person has to know of single links before the kit takes the server's place."""

import csv
from collections import Counter
from pathlib import Path

from qrdesk.core.cells import guarded
from qrdesk.core.survival.losses import Loss
from qrdesk.core.survival.said import tell

FILE = "not-kept.csv"
_HEADS = ("domain", "address", "link", "what", "words")


class NotKept:
    """Writes the list, a line for each thing of each address."""

    def __init__(self, folder: Path, language: str) -> None:
        self._language = language
        self._file = (folder / FILE).open("w", encoding="utf-8-sig", newline="")  # a spreadsheet then reads umlauts
        self._rows = csv.writer(self._file)
        self._rows.writerow(_HEADS)
        self.counts: Counter[str] = Counter()

    def add(self, host: str, slug: str, link: str, loss: Loss) -> None:
        """Write one thing."""
        self.counts[loss.what] += 1
        self._rows.writerow(map(guarded, (host, slug, link, loss.what, tell(loss.said, self._language))))

    def close(self) -> None:
        """Finish the file."""
        self._file.close()
