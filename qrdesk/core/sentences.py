"""The sentences of the core in other languages: it says them in English, and people read them in their own.

A catalogue has each English sentence with ``{holes}`` beside its translation; what was put into the holes is taken
out of the sentence that was said, and put into the translated one. What is not in the catalogue stays English.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from qrdesk.core import resources

_LONGEST = 2000  # characters; what is longer repeats what was sent, and is not looked through
_DEEPEST = 4  # sentences within sentences
_MOST_SENTENCES = 8  # side by side
_HOLE = re.compile(r"\{([a-z_]+)\}")
_NUMBER = re.compile(r"[0-9]{1,3}(,[0-9]{3})+")
_CLOCK = re.compile(r"[0-9]{2}:[0-9]{2}")
_PART = re.compile(r"[0-9]+\.[0-9]+")
_END = re.compile(r"[.?] ")
_MUST = frozenset(("said", "some", "others", "object"))  # words of ours: without them the whole would be half of each
# Holes with what people are called, who may be called like a number, or like a word of ours.
_PEOPLE = frozenset(("name", "same"))
# Holes with how wide or how much something is: in others a point may stand in a version or an address.
_AMOUNTS = frozenset(("wide", "width", "size", "thin", "least", "most", "better"))
_TIMES = frozenset(("opens", "closes"))  # of a day; without them it is another sentence
# Holes that hold words of ours. In all others stands what people wrote, or a number; so it is repeated as it is.
_OURS = frozenset(
    (
        "noun",
        "when",
        "what",
        "advice",
        "uses",
        "which",
        "kind",
        "kinds",
        "field",
        "shown",
        "reason",
        "who",
        "wanted",
        *_MUST,
    )
)


@dataclass(frozen=True, slots=True)
class _Template:
    """A sentence with holes: the texts around them, their names, and the translation in the same form."""

    texts: Sequence[str]
    names: Sequence[str]
    meant: Sequence[str]  # texts and names by turns

    def holes(self, said: str) -> dict[str, str] | None:
        """Return what stands in the holes of ``said``; None where it is another sentence. Takes linear time."""
        first, *between, last = self.texts
        end = len(said) - len(last)
        if not (said.startswith(first) and said.endswith(last)):
            return None
        found: dict[str, str] = {}
        at = len(first)
        for name, text in zip(self.names, between, strict=False):
            until = said.find(text, at, max(end, 0))
            if until < 0:
                return None
            found[name] = said[at:until]
            at = until + len(text)
        found[self.names[-1]] = said[at:end]
        return found if at <= end else None


class Catalogue:
    """The sentences of one language, the words and phrases that are put into them, and how it writes numbers."""

    def __init__(self, sentences: Mapping[str, str], words: Mapping[str, str], thousands: str, decimal: str) -> None:
        self._thousands = thousands
        self._decimal = decimal
        self._english = tuple(sentences)
        self._exact, self._templates = _compiled(sentences)
        self._words, self._phrases = _compiled(words)

    def english(self) -> list[str]:
        """Return the sentences that are known, with their holes."""
        return list(self._english)

    def sentence(self, said: str, deep: int = 0) -> str | None:
        """Return the translation of what was said, several sentences in a row included; None where there is none."""
        if not said or len(said) > _LONGEST or deep > _DEEPEST:
            return None
        found = self._single(said, deep)
        return found if found is not None or deep > 1 else self._in_a_row(said, deep)

    def word(self, said: str) -> str:
        """Return the translation of a word or phrase of ours; as it is where there is none."""
        return self._words.get(said) or self._phrase(said, 0) or said

    def message(self, said: str, field_errors: Mapping[str, str]) -> str | None:
        """Return the translation of what a failure says; one that begins with the name of a field keeps that."""
        for name, reason in field_errors.items():
            if said.startswith(f"{name}: {reason}"):
                rest = self.sentence(said.removeprefix(f"{name}: "))
                return None if rest is None else f"{name}: {rest}"
        return self.sentence(said)

    def _single(self, said: str, deep: int) -> str | None:
        return self._exact.get(said) or next(self._filled(self._templates, said, deep), None)

    def _phrase(self, said: str, deep: int) -> str | None:
        return None if deep > _DEEPEST else next(self._filled(self._phrases, said, deep), None)

    def _in_a_row(self, said: str, deep: int) -> str | None:
        """Return the translation of sentences that stand side by side, each taken as short as one can be."""
        told: list[str] = []
        rest = said
        while rest and len(told) < _MOST_SENTENCES:
            ends = [one.end() for one in _END.finditer(rest)][:_MOST_SENTENCES]
            for end in [*ends, len(rest) + 1]:
                first = self._single(rest[: end - 1], deep + 1)
                if first is not None:
                    told.append(first)
                    rest = rest[end:]
                    break
            else:
                return None
        return None if rest else " ".join(told)

    def _filled(self, templates: Sequence[_Template], said: str, deep: int) -> Iterator[str]:
        for template in templates:
            holes = template.holes(said)
            if holes is None:
                continue
            values = {name: self._value(template, name, value, deep) for name, value in holes.items()}
            texts = [text if place % 2 == 0 else values[text] for place, text in enumerate(template.meant)]
            if None not in texts:
                yield "".join(filter(None, texts))

    def _value(self, template: _Template, name: str, value: str, deep: int) -> str | None:
        """Return what is put into a hole; None where the template is not the right one."""
        if name in _PEOPLE or template.texts[template.names.index(name)].endswith("“"):
            return value
        if _NUMBER.fullmatch(value):
            return value.replace(",", self._thousands)
        if name in _AMOUNTS and _PART.fullmatch(value):
            return value.replace(".", self._decimal)
        if name not in _OURS:
            return value if name not in _TIMES or _CLOCK.fullmatch(value) else None
        found = self._words.get(value) or self.sentence(value, deep + 1) or self._phrase(value, deep + 1)
        return found if found is not None or name in _MUST else value


@cache
def catalogue_of(language: str) -> Catalogue:
    """Return the catalogue of a language of ours that is not English."""
    found = json.loads(resources.read_text(f"messages/{language}.json"))
    return Catalogue(found["sentences"], found["words"], found["thousands"], found["decimal"])


def _compiled(entries: Mapping[str, str]) -> tuple[dict[str, str], list[_Template]]:
    """Return the entries without holes, and those with them, the most specific first."""
    exact: dict[str, str] = {}
    templates: list[_Template] = []
    for english, meant in entries.items():
        texts = _HOLE.split(english)
        if len(texts) == 1:
            exact[english] = meant
        else:
            templates.append(_Template(texts[::2], texts[1::2], _HOLE.split(meant)))
    templates.sort(key=lambda one: -sum(map(len, one.texts)))
    return exact, templates
