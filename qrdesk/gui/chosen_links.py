"""Links that were chosen in a list, to have their codes made: all of them, however many, as rows of a list."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from qrdesk.client import Client, LinkQuery
from qrdesk.core.artwork.batches.tables import MOST_ROWS
from qrdesk.core.errors import CannotRead
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words

CHOSEN = "qrdesk-chosen-links.tsv"  # the file that they are kept in
_HALF = ".part"


@dataclass(frozen=True, slots=True)
class ChosenLinks:
    """The links ``ticked``; where there are none, all that ``query`` finds. ``total`` is 0 while nobody knows it."""

    ticked: tuple[LinkView, ...]
    query: LinkQuery
    total: int = 0

    def each(self, client: Client) -> Iterator[LinkView]:
        """Yield them one by one: a million at once would fill the memory."""
        yield from self.ticked or client.links.each(self.query)


def keep_chosen(
    chosen: ChosenLinks, client: Client, names: Sequence[str], folder: Path, tell: Callable[[int, int], None]
) -> Path:
    """Write the links down as a list with four columns, called ``names``. ``tell`` may raise to stop it.

    Raises:
        CannotRead: they cannot be kept, or are more than a list may have.
        QRDeskError: the server is away.
    """
    half = folder / f"{CHOSEN}{_HALF}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        half.unlink(missing_ok=True)
        half.touch(mode=0o600)  # nobody else reads what links are called
        with half.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, delimiter="\t")
            rows.writerow(names)
            for count, link in enumerate(chosen.each(client)):
                if count >= MOST_ROWS:
                    raise _too_many()
                tell(count, chosen.total)
                rows.writerow(_row(link))
        return half.replace(folder / CHOSEN)  # what was chosen before stays until then
    except OSError as fault:
        said = _tr("The links cannot be kept while they are worked on: {reason}.").format(reason=fault.strerror)
        raise CannotRead(said) from fault
    finally:
        half.unlink(missing_ok=True)


def _row(link: LinkView) -> tuple[str, str, str, str]:
    return link.short_url, link.title, ", ".join(link.tags), link.folder.name if link.folder is not None else ""


def _too_many() -> CannotRead:
    said = _tr("These are more than {count} links. Narrow the list, then try again.")
    return CannotRead(said.format(count=words.number(MOST_ROWS)))


def _tr(said: str) -> str:
    return QCoreApplication.translate("Batch", said)
