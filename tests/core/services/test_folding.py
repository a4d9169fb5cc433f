"""Texts are compared without accents and capitals, each letter by itself, as if the whole were taken apart at once."""

import sys
import unicodedata

import pytest

from qrdesk.core.services.folding import fold


def at_once(text: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def test_every_letter_folds_as_in_a_text() -> None:
    letters = [
        chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")
    ]
    assert [one for one in letters if fold(one) != at_once(one)] == []
    marks = [one for one in letters if unicodedata.combining(one)]
    for mark in marks:  # which change places with each other
        word = f"\N{GREEK SMALL LETTER ALPHA}{mark}\u0345\u0301{mark}\u0327"
        assert fold(word) == at_once(word)


@pytest.mark.parametrize(
    ("text", "folded"), [("CAFÉ", "cafe"), ("Café", "cafe"), ("Straße", "strasse"), ("ﬁne", "fine"), ("", "")]
)
def test_words_are_alike_however_written(text: str, folded: str) -> None:
    assert fold(text) == folded
