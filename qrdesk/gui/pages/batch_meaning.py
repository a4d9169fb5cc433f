"""What the columns of a list mean: guessed by their headings, chosen by the person, remembered as recipes."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qrdesk.gui.shell.state import State

_RECIPES = "batch/recipes"
_MOST_RECIPES = 50


class Meaning(StrEnum):
    """What a column is for."""

    DESTINATION = "destination"
    SLUG = "slug"
    TITLE = "title"
    TAG = "tag"
    TEXT = "text"
    LINE_1 = "line_1"
    LINE_2 = "line_2"
    LINE_3 = "line_3"
    NAME = "name"
    OUT = "out"


class Kind(StrEnum):
    """What a run makes: links with their codes, codes of links that are there, or codes of texts."""

    LINKS = "links"
    THERE = "there"
    STATIC = "static"
    NOTHING = "nothing"  # no column says what codes shall say


LINES = (Meaning.LINE_1, Meaning.LINE_2, Meaning.LINE_3)
_MANY = frozenset({Meaning.TAG, Meaning.OUT})  # which any number of columns may be
_GUESSED: Mapping[Meaning, frozenset[str]] = {
    Meaning.DESTINATION: frozenset(
        "url,link,destination,address,website,web address,target,ziel,zieladresse,webadresse,adresse".split(",")
    ),
    Meaning.SLUG: frozenset(
        "slug,short,alias,short link,sku,art.-nr.,art.nr.,art-nr,artikelnummer,article number,kürzel,kurzadresse".split(
            ","
        )
    ),
    Meaning.TITLE: frozenset("title,name,product,titel,bezeichnung,produkt,artikel,wein".split(",")),
    Meaning.TAG: frozenset("tag,tags,category,schlagwort,schlagwörter,kategorie".split(",")),
    Meaning.TEXT: frozenset("text,content,code,qr,data,inhalt".split(",")),
    Meaning.LINE_1: frozenset("label,label text,label text 1,line 1,etikett,etikettentext 1,zeile 1".split(",")),
    Meaning.LINE_2: frozenset("label text 2,line 2,etikettentext 2,zeile 2".split(",")),
    Meaning.LINE_3: frozenset("label text 3,line 3,etikettentext 3,zeile 3".split(",")),
    Meaning.NAME: frozenset("file,file name,filename,datei,dateiname".split(",")),
}
Meanings = tuple[Meaning, ...]
OF_CHOSEN: Meanings = (Meaning.SLUG, Meaning.TITLE, Meaning.OUT, Meaning.OUT)  # of links chosen in their list


def guess(header: Sequence[str]) -> Meanings:
    """Return what the columns may mean. A meaning that only one column can have goes to the first."""
    found: list[Meaning] = []
    for name in header:
        words = " ".join(name.casefold().split())
        meaning = next((one for one, known in _GUESSED.items() if words in known), Meaning.OUT)
        found.append(Meaning.OUT if meaning in found and meaning not in _MANY else meaning)
    return tuple(found)


def chosen(meanings: Meanings, place: int, meaning: Meaning) -> Meanings:
    """Return the meanings with another one at ``place``; what only one column can be is taken from the other."""
    taken = meaning not in _MANY
    return tuple(
        meaning if at == place else Meaning.OUT if taken and one is meaning else one for at, one in enumerate(meanings)
    )


def kind_of(meanings: Meanings) -> Kind:
    """Return what a run with such columns makes."""
    for meaning, kind in (
        (Meaning.DESTINATION, Kind.LINKS),
        (Meaning.TEXT, Kind.STATIC),
        (Meaning.SLUG, Kind.THERE),
    ):
        if meaning in meanings:
            return kind
    return Kind.NOTHING


def used(meanings: Meanings) -> int:
    """Return how many columns are used."""
    return sum(meaning is not Meaning.OUT for meaning in meanings)


class _Recipe(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=60)
    columns: dict[str, Meaning]


@dataclass(frozen=True, slots=True)
class Recipes:
    """Named choices of columns, kept on this computer."""

    state: State

    def names(self) -> list[str]:
        """Return their names, as they were saved."""
        return [one.name for one in self._kept()]

    def save(self, name: str, header: Sequence[str], meanings: Meanings) -> None:
        """Remember what the columns mean; a recipe of the same name is replaced."""
        columns = {_plain(heading): meaning for heading, meaning in zip(header, meanings, strict=True)}
        others = [one for one in self._kept() if one.name.casefold() != name.casefold()]
        kept = [*others, _Recipe(name=name, columns=columns)][-_MOST_RECIPES:]
        self.state.write(_RECIPES, json.dumps([one.model_dump(mode="json") for one in kept]))

    def apply(self, name: str, header: Sequence[str], meanings: Meanings) -> Meanings:
        """Return what the recipe says of each heading; those it does not know stay as they are."""
        recipe = next((one for one in self._kept() if one.name == name), None)
        if recipe is None:
            return meanings
        found = [recipe.columns.get(_plain(heading)) for heading in header]
        said = {one for one in found if one is not None and one not in _MANY}
        return tuple(
            new if new is not None else Meaning.OUT if old in said else old
            for new, old in zip(found, meanings, strict=True)
        )

    def _kept(self) -> list[_Recipe]:
        with suppress(ValueError, ValidationError, TypeError):
            return [_Recipe.model_validate(one) for one in json.loads(self.state.read(_RECIPES, "[]"))]
        return []


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().split())
