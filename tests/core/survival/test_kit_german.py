"""A kit in German: its page and its list say in German all that they say in English, and programs read it alike."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.core import resources
from qrdesk.core.survival import losses, readme
from qrdesk.core.survival import said as words
from qrdesk.core.survival.kit import Kit, write_kit
from tests.core.survival.town import HIDDEN, NOW, build
from tests.daemon.houses import opened_house

_HOLES = re.compile(r"\{+[a-z_]+\}+")


class _Whole(dict[str, str]):
    """A catalogue that lets nothing stay English without a word."""

    def get(self, key: str, default: str | None = None) -> str:  # type: ignore[override] # of str alone
        return self[key]


@pytest.fixture
def kits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Kit, Kit]]:
    """The same town in English and in German."""
    whole = _Whole(words.meant("de"))
    for module in (words, readme):
        monkeypatch.setattr(module, "meant", lambda _language: whole)
    with opened_house(str(tmp_path / "q.db")) as house:
        build(house)
        english, german = (
            write_kit(tmp_path / language, str(tmp_path / "q.db"), now=NOW, language=language)
            for language in words.LANGUAGES
        )
        yield english, german


def listed(kit: Kit) -> list[dict[str, str]]:
    with (kit.folder / "not-kept.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_list_is_the_same_line_by_line_in_german(kits: tuple[Kit, Kit]) -> None:
    english, german = map(listed, kits)
    known = ("domain", "address", "link", "what")
    assert [[row[name] for name in known] for row in english] == [[row[name] for name in known] for row in german]
    said = {(row["address"], row["what"]): row["words"] for row in german if row["domain"] == "go.example"}
    assert said["ruled", "rule"] == "Regel 1 „=1+1“ (nach Land). Sie führte zu https://example.com/fr"
    assert said["limited", "limit"].startswith("1 von 5 Besuchen sind verbraucht. Das Überlebenspaket zählt nicht")
    assert said["paused", "state"].startswith("Antwortet wie jetzt mit einer Seite (pausiert)")
    assert HIDDEN not in "".join(said.values())


def test_the_page_says_the_same_in_both_languages(kits: tuple[Kit, Kit]) -> None:
    english, german = ((kit.folder / "README.txt").read_text(encoding="utf-8") for kit in kits)
    assert german.startswith("QRDesk-Überlebenspaket\n")
    assert "- shop.example:8443: 3 Adressen, die Domain allein führt zu https://example.com/shop, alles and" in german
    assert "  limit (Grenze der Besuche)\n" in german
    assert max(map(len, german.splitlines())) <= max(120, *map(len, english.splitlines()))
    commands = re.compile(r"(?:cp -r|echo 'i|nginx -t|caddy validate).*|worker/.*\.js")
    assert len(commands.findall(german)) > 7
    assert commands.findall(german) == commands.findall(english)
    assert json.loads((kits[0].folder / "kit.json").read_text()) == json.loads(
        (kits[1].folder / "kit.json").read_text()
    )


def test_the_parts_and_sentences_have_the_same_holes() -> None:
    for path in resources.path("survival/en").iterdir():
        holes = [sorted(_HOLES.findall(resources.read_text(f"survival/{one}/{path.name}"))) for one in words.LANGUAGES]
        assert holes[0] == holes[1], path.name
    for english, german in words.meant("de").items():
        assert sorted(_HOLES.findall(english)) == sorted(_HOLES.findall(german)), english
    assert set(losses._CONDITIONS.values()) <= set(words.meant("de"))
