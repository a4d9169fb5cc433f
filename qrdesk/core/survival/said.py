"""What the kit says to people, in English or in the language that it is made in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from qrdesk.core import resources

LANGUAGES = ("en", "de")
_THOUSANDS = {"en": ",", "de": "."}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of ours in English, and what stands in its holes: what people wrote, a number, or words of ours."""

    words: str
    holes: "Mapping[str, Value]"


Value = str | int | Said | Sequence[Said]


def said(words: str, **holes: Value) -> Said:
    """Return a sentence with its holes filled."""
    return Said(words, holes)


def tell(sentence: Said, language: str) -> str:
    """Return a sentence in one of ``LANGUAGES``."""
    words = sentence.words if language == "en" else meant(language).get(sentence.words, sentence.words)
    if not sentence.holes:
        return words
    return words.format(**{name: _filled(value, language) for name, value in sentence.holes.items()})


def number(value: int, language: str) -> str:
    """Return a number with its thousands apart."""
    return f"{value:,}".replace(",", _THOUSANDS[language])


@cache
def meant(language: str) -> Mapping[str, str]:
    """Return each English sentence with its translation."""
    return json.loads(resources.read_text(f"survival/{language}/sentences.json"))


def _filled(value: Value, language: str) -> str:
    if isinstance(value, Said):
        return tell(value, language)
    if isinstance(value, int):
        return number(value, language)
    return value if isinstance(value, str) else ", ".join(tell(one, language) for one in value)
