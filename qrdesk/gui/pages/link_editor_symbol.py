"""How big the code of an address is, said while it is typed: for a shorter one fewer modules may do."""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from qrdesk.core import shown
from qrdesk.core.artwork import symbol
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.access import DomainView
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.slugs import MAX_LENGTH
from qrdesk.gui import words
from qrdesk.gui.widgets import boxes, labels

MADE = "a" * 6  # as long as an address that the server makes; letters take the most room
_PLAIN = Design()
_LEAST = 3  # letters; with fewer there is hardly a word


class SymbolSize(labels.Paragraph):
    """One line: the modules and the version that the address needs, and from which length on fewer would do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(role="caption")
        self.setParent(parent)
        self._urls: dict[str, str] = {}  # by host
        self._looks: dict[str, Design] = {}  # that new codes begin with, by host
        self.hide()

    def know(self, domains: Sequence[DomainView]) -> None:
        """Take note of the addresses that codes may carry, and of the looks they begin with."""
        self._urls.update({one.host: one.url for one in domains})
        self._looks = {one.host: one.default_design for one in domains if one.default_design is not None}

    def know_link(self, link: LinkView) -> None:
        """Take note of the domain of ``link``, which may not be among those for new ones."""
        self._urls[link.host] = link.code_url.partition("/r/")[0]

    def show_slug(self, host: str, slug: str) -> None:
        """Say what the code of an address needs; without a ``slug`` it is one that the server makes."""
        url, look = self._urls.get(host, ""), self._looks.get(host, _PLAIN)
        version = _version(url, slug or MADE, look) if url else None
        boxes.show_part(self, version is not None)
        if version is None:
            return
        said = [self.tr("Its code needs {n} × {n} modules (QR version {version}).")]
        fits = _fitting(url, look, version)
        if fits:
            said.append(
                self.tr("With {letters} plain letters or fewer it needs {fewer} × {fewer}, and prints smaller.")
            )
        fewer = _modules(_version(url, "a" * fits, look) or version) if fits else 0
        self.set_text(
            " ".join(said).format(
                n=words.number(_modules(version)),
                version=version,
                letters=words.number(fits),
                fewer=words.number(fewer),
            )
        )


def _modules(version: int) -> int:
    return 17 + 4 * version


def _version(url: str, slug: str, look: Design) -> int | None:
    scheme, _, host = url.partition("://")
    try:
        return symbol.find_version(shown.code_url(scheme, host, slug), look.error_correction, look.symbol)
    except Invalid:  # saving says what is wrong with it
        return None


def _fitting(url: str, look: Design, version: int) -> int:
    """Return how many plain letters need less than ``version``; 0 where those are too few for a word."""
    lengths = range(1, MAX_LENGTH + 1)
    found = bisect_left(lengths, version, key=lambda length: _version(url, "a" * length, look) or version)
    return found if found >= _LEAST else 0
