"""The language of failures: the core says them in English, and callers of the API read them in their own.

A catalogue has each English sentence with ``{holes}`` beside its translation; what was put into the holes is taken
out of the sentence that was said, and put into the translated one. What is not in the catalogue stays English.
"""

import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from qrdesk.core import resources
from qrdesk.core.errors import QRDeskError
from qrdesk.daemon.pages import LANGUAGES, preferred_language

_log = logging.getLogger(__name__)

_ENGLISH = LANGUAGES[0]
_LONGEST = 2000  # characters; what is longer repeats what was sent, and is not looked through
_DEEPEST = 4  # sentences within sentences
_MOST_SENTENCES = 8  # side by side
_HOLE = re.compile(r"\{([a-z_]+)\}")
_NUMBER = re.compile(r"[0-9]{1,3}(,[0-9]{3})+")
_END = re.compile(r"[.?] ")
_MUST = frozenset(("said", "some", "others"))  # words of ours: without them the whole would be half of each
# Holes with what people are called, who may be called like a number, or like a word of ours.
_PEOPLE = frozenset(("name", "same"))
# Holes that hold words of ours. In all others stands what people wrote, or a number; so it is repeated as it is.
_OURS = frozenset(
    ("noun", "when", "what", "advice", "uses", "which", "kind", "kinds", "field", "shown", "reason", *_MUST)
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a failure is called, and each of its fields; ``headers`` say in which language."""

    message: str
    field_errors: dict[str, str]
    language: str

    @property
    def headers(self) -> dict[str, str]:
        """The headers that belong to it."""
        return {"Content-Language": self.language, "Vary": "Accept-Language"}


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
    """The sentences of one language, the words and phrases that are put into them, and how it writes thousands."""

    def __init__(self, sentences: Mapping[str, str], words: Mapping[str, str], thousands: str) -> None:
        self._thousands = thousands
        self._exact, self._templates = _compiled(sentences)
        self._words, self._phrases = _compiled(words)

    def sentence(self, said: str, deep: int = 0) -> str | None:
        """Return the translation of what was said, several sentences in a row included; None where there is none."""
        if not said or len(said) > _LONGEST or deep > _DEEPEST:
            return None
        found = self._single(said, deep)
        return found if found is not None or deep > 1 else self._in_a_row(said, deep)

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
        if name not in _OURS:
            return value
        found = self._words.get(value) or self.sentence(value, deep + 1) or self._phrase(value, deep + 1)
        return found if found is not None or name in _MUST else value


def say(error: QRDeskError, accepted: str) -> Said:
    """Return what a failure says, as far as it can be said in the language that an Accept-Language header puts first.

    Never fails: what cannot be translated, for whatever reason, is English.
    """
    english = Said(str(error), error.field_errors, _ENGLISH)
    try:
        language = preferred_language(accepted)
        return english if language == _ENGLISH else _translated(english, language)
    except Exception:  # noqa: BLE001 - a fault in here must not stand in the way of the failure that is to be told
        _log.exception("A failure was told in English: %s", error.code)
        return english


def _translated(english: Said, language: str) -> Said:
    catalogue = catalogue_of(language)
    fields = {name: catalogue.sentence(reason) for name, reason in english.field_errors.items()}
    message = _message(catalogue, english)
    found = [message, *fields.values()]
    if all(one is None for one in found):
        return english
    spoken = language if None not in found else f"{language}, {_ENGLISH}"
    kept = {name: one if one is not None else english.field_errors[name] for name, one in fields.items()}
    return Said(message if message is not None else english.message, kept, spoken)


def _message(catalogue: Catalogue, english: Said) -> str | None:
    """Return the translated message; one that begins with the name of a field keeps that."""
    for name, reason in english.field_errors.items():
        if english.message.startswith(f"{name}: {reason}"):
            said = catalogue.sentence(english.message.removeprefix(f"{name}: "))
            return None if said is None else f"{name}: {said}"
    return catalogue.sentence(english.message)


@cache
def catalogue_of(language: str) -> Catalogue:
    """Return the catalogue of a language of ours that is not English."""
    found = json.loads(resources.read_text(f"messages/{language}.json"))
    return Catalogue(found["sentences"], found["words"], found["thousands"])


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
