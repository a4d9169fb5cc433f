"""The chapters of the manual: what there is in a language, in the order one reads it, and what is found in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qrdesk.core import resources
from qrdesk.core.manual import markdown

# In the order one reads them; what is not named here stands at the end.
ORDER = (
    "start", "links", "rules", "studio", "printing", "batch", "analytics", "domains", "server", "working", "access",
    "programs", "backup", "privacy", "troubleshooting",
    "quick-server", "proxies", "moving", "upgrades", "security", "planning",
    "first-call", "codes", "artwork", "webhooks", "api", "sdk", "other-apis", "agents",
)  # fmt: skip
FOR_PROGRAMS = frozenset(
    {"first-call", "codes", "artwork", "webhooks", "api", "sdk", "other-apis", "agents"}
)  # chapters for those who write them
# And for those who run servers.
FOR_OPERATORS = frozenset({"quick-server", "proxies", "moving", "upgrades", "security", "planning"})
_FOR_FEW = FOR_PROGRAMS | FOR_OPERATORS
PICTURES = "manual/pictures"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_PICTURE = re.compile(r"[A-Za-z0-9][\w.-]{0,120}\.(?:png|svg|jpg|webp)")
_LONGEST = 140  # characters of a snippet, from what was found on
_MOST_SNIPPETS = 3
_ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the manual; ``language`` is the one it is written in, which may not be the one asked for."""

    name: str
    title: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Snippet:
    """A place in a chapter: the heading it stands under, and the words around what was found."""

    anchor: str
    heading: str
    said: str


@dataclass(frozen=True, slots=True)
class Found:
    """A chapter in which all words were found: how often, and some of the places."""

    chapter: Chapter
    count: int
    snippets: tuple[Snippet, ...]


@cache
def chapters(language: str) -> tuple[Chapter, ...]:
    """Return the chapters in ``language``; those that it lacks are the English ones."""
    names: dict[str, str] = {}
    for one in dict.fromkeys((_ENGLISH, language)):
        names |= {path.stem: one for path in _pages(one)}
    places = {name: place for place, name in enumerate(ORDER)}
    order = sorted(names, key=lambda name: (places.get(name, len(ORDER)), name))
    return tuple(_chapter(name, names[name]) for name in order)


def find(name: str, language: str) -> Chapter | None:
    """Return a chapter by its name; None where there is none."""
    return next((one for one in chapters(language) if one.name == name), None)


def picture(name: str) -> Path | None:
    """Return the file of a picture of the manual; None where there is none of that name."""
    if not _PICTURE.fullmatch(name):
        return None
    try:
        return resources.path(f"{PICTURES}/{name}")
    except resources.ResourceMissing:
        return None


def search(words: str, language: str) -> list[Found]:
    """Return the chapters in which all of ``words`` stand: those for everybody first, and those with them in a row."""
    wanted = [word.casefold() for word in words.split()][:8]
    if not wanted:
        return []
    found = [hit for one in chapters(language) if (hit := _hit(one, wanted)) is not None]
    row = " ".join(wanted)
    return sorted(
        found,
        key=lambda hit: (
            hit.chapter.name in _FOR_FEW,
            row not in hit.chapter.text.casefold(),
            -_in_headings(hit.chapter, wanted),
            -hit.count,
        ),
    )


def _pages(language: str) -> Sequence[Path]:
    try:
        folder = resources.path(f"manual/{language}")
    except resources.ResourceMissing:
        return []
    return [path for path in folder.glob("*.md") if _NAME.fullmatch(path.stem)]


def _chapter(name: str, language: str) -> Chapter:
    text = resources.read_text(f"manual/{language}/{name}.md")
    titles = (block.lines[0] for block in markdown.blocks(text) if block.kind == "heading")
    return Chapter(name, markdown.plain(next(titles, name)), language, text)


def _in_headings(chapter: Chapter, wanted: Sequence[str]) -> int:
    headings = [block.lines[0].casefold() for block in markdown.blocks(chapter.text) if block.kind == "heading"]
    return sum(word in heading for heading in headings for word in wanted)


def _hit(chapter: Chapter, wanted: Sequence[str]) -> Found | None:
    bare = chapter.text.casefold()
    if not all(word in bare for word in wanted):
        return None
    count = sum(bare.count(word) for word in wanted)
    return Found(chapter, count, tuple(_snippets(chapter, wanted)))


def _snippets(chapter: Chapter, wanted: Sequence[str]) -> list[Snippet]:
    """Return the first places under different headings, those with all of the words before others."""
    made: dict[str, tuple[int, Snippet]] = {}
    heading = chapter.title
    for block in markdown.blocks(chapter.text):
        if block.kind == "heading":
            heading = markdown.plain(block.lines[0])
        said = markdown.in_one_line(block)
        there = sum(word in said.casefold() for word in wanted)
        there = there and there + sum(word in heading.casefold() for word in wanted)
        if there > made.get(heading, (0, None))[0]:
            made[heading] = there, Snippet(markdown.anchor(heading), heading, _around(said, wanted))
    best = sorted(made.values(), key=lambda one: -one[0])
    return [snippet for _, snippet in best[:_MOST_SNIPPETS]]


def _around(said: str, wanted: Sequence[str]) -> str:
    bare = said.casefold()
    places = (bare.find(" ".join(wanted)), min((at for word in wanted if (at := bare.find(word)) >= 0), default=0))
    start = said.rfind(" ", 0, next(at for at in places if at >= 0)) + 1  # no word is cut at the left
    end = min(len(said), start + _LONGEST)
    return f"{'…' if start else ''}{said[start:end].strip()}{'…' if end < len(said) else ''}"
