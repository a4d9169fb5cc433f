"""The palette finds chapters of the manual and the headings in them; what people do comes before what programs do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from qrdesk.core.manual import chapters, markdown
from qrdesk.gui import language
from qrdesk.gui.finding import LONGEST
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.language import Language
from qrdesk.gui.shell.palette_list import Group, Hit, fits

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class _Place:
    """A chapter, or a heading in it; ``order`` is that of the chapters, those for programs last."""

    name: str
    title: str
    heading: str  # the title again for the chapter itself
    order: int


class ManualFinder(QObject):
    """Reads the headings once, in a job; the manual ships with the app, so nothing is asked of anyone."""

    def __init__(self, owner: QObject, jobs: JobRunner, read: Callable[[str, str], object]) -> None:
        """``read`` opens a chapter at an anchor, which may be empty."""
        super().__init__(owner)
        self._jobs, self._read = jobs, read
        self._places: dict[Language, Sequence[_Place]] = {}

    def find(self, text: str, found: Callable[[Sequence[Hit]], None]) -> None:
        """Look for ``text``."""
        text, here = text.strip()[:LONGEST], language.spoken()
        if not text:
            return
        if here in self._places:
            found(self._hits(text, self._places[here]))
            return

        def known(places: Sequence[_Place]) -> None:
            self._places[here] = places
            found(self._hits(text, places))

        self._jobs.run(self, partial(_read_places, here), known, lambda _error: None)

    def _hits(self, text: str, places: Sequence[_Place]) -> list[Hit]:
        hits = sorted((place for place in places if _meets(text, place)), key=lambda place: _rank(text, place))
        return [self._hit(place) for place in hits[:_SHOWN]]

    def _hit(self, place: _Place) -> Hit:
        manual = self.tr("Manual")
        whole = place.heading == place.title
        detail = manual if whole else self.tr("{chapter}, manual").format(chapter=place.title)
        anchor = "" if whole else markdown.anchor(place.heading)
        return Hit(Group.PAGES, place.heading, partial(self._read, place.name, anchor), detail, "book-open")


def _read_places(here: str) -> Sequence[_Place]:
    """Return the chapters in their order, each before its headings."""
    made: list[_Place] = []
    for place, chapter in enumerate(chapters.chapters(here)):
        order = place + len(chapters.ORDER) * (chapter.name in chapters.FOR_OPERATORS | chapters.FOR_PROGRAMS)
        headings = (block for block in markdown.blocks(chapter.text) if block.kind == "heading")
        made += [_Place(chapter.name, chapter.title, markdown.plain(one.lines[0]), order) for one in headings]
    return made


def _meets(text: str, place: _Place) -> bool:
    """Whether the heading has one of the words, and the rest stand there, in the chapter's title or its name."""
    return fits(text, place.heading, place.title, place.name) and any(
        fits(word, place.heading, place.name if place.heading == place.title else "") for word in text.split()
    )


def _rank(text: str, place: _Place) -> tuple[bool, bool, bool, int]:
    starts = any(word.startswith(text.lower()) for word in place.heading.lower().split())
    return place.order >= len(chapters.ORDER), place.heading != place.title, not starts, place.order
