"""The manual says what the screens say: words in bold, commands, pictures and numbers, in both languages alike."""

import csv
import importlib.util
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from qrdesk.cli.main import cli
from qrdesk.core import resources
from qrdesk.core.artwork.processes import PROCESSES
from qrdesk.core.manual import chapters, markdown
from qrdesk.core.manual.chapters import Chapter
from qrdesk.core.schemas.artwork import Process
from qrdesk.gui.pages import batch_meaning
from qrdesk.gui.pages.batch_meaning import Meaning
from tests.scenes import of_manual

ROOT = Path(__file__).resolve().parents[2]
# Their bold words are no controls; tests of their own compare the English ones with the program.
OWN_WORDS = chapters.FOR_PROGRAMS - {"first-call"} | chapters.FOR_OPERATORS | {"privacy"}
# Pages of the app that a chapter may lead to.
PAGES = {"home", "links", "studio", "batch", "analytics", "domains", "webhooks", "access", "activity", "settings"}
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
KEYS = re.compile(r"(?:Ctrl|Strg|Alt)\+\S+|F\d+|Esc")
REMARK = re.compile(r" +(?:#|//) .*$", re.MULTILINE)
PICTURE = re.compile(r"\]\(pictures/([\w.-]+)\)")

ENGLISH = {one.name: one for one in chapters.chapters("en")}
GERMAN = {one.name: one for one in chapters.chapters("de") if one.language == "de"}
BOTH = sorted(GERMAN)
FOR_PEOPLE = [name for name in BOTH if name not in OWN_WORDS]


def script(name: str) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "packaging"))
        spec = importlib.util.spec_from_file_location(f"{name}_of_manual", ROOT / "packaging" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        made = importlib.util.module_from_spec(spec)
        patch.setitem(__import__("sys").modules, spec.name, made)
        spec.loader.exec_module(made)
    return made


@pytest.fixture(scope="module")
def german_of() -> dict[str, set[str]]:
    """Each text of the app, and how it may be called in German."""
    kept = script("translations").pairs_of(resources.path("translations/qrdesk_de.ts"))
    found: dict[str, set[str]] = {}
    for pairs in kept.values():
        for english, german in pairs:
            found.setdefault(english, set()).add(german)
    return found


@pytest.fixture(scope="module")
def texts() -> set[str]:
    """Return what the app says in English, as its sources have it."""
    found = script("texts_of_app").read(ROOT / "qrdesk/gui")
    return {text for several in found.texts.values() for text in several}


def controls(chapter: Chapter) -> list[str]:
    """Return the words in bold, but for keys."""
    bare = re.sub(r"^```.*?^```", "", chapter.text, flags=re.DOTALL | re.MULTILINE)
    words = (markdown.plain(" ".join(found.split())) for found in BOLD.findall(bare))
    return [one for one in words if not KEYS.fullmatch(one)]


def test_every_chapter_is_there_in_both_languages() -> None:
    assert set(ENGLISH) == set(chapters.ORDER)
    assert set(GERMAN) == set(chapters.ORDER)


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_every_word_in_bold_stands_on_the_screen(name: str, texts: set[str]) -> None:
    said = controls(ENGLISH[name])
    assert len(said) > 5
    assert sorted({one for one in said if one not in texts}) == []


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_german_words_in_bold_are_those_of_the_german_screen(name: str, german_of: dict[str, set[str]]) -> None:
    english = {one: german_of.get(one, set[str]()) for one in controls(ENGLISH[name])}
    german = controls(GERMAN[name])
    known = {word for words in english.values() for word in words}
    assert sorted({one for one in german if one not in known}) == []
    assert sorted(one for one, words in english.items() if not words & set(german)) == []


@pytest.mark.parametrize("name", BOTH)
def test_both_languages_are_built_alike(name: str) -> None:
    def shape(chapter: Chapter) -> list[tuple[str, int, int]]:
        found = markdown.blocks(chapter.text)
        return [(one.kind, one.level, len(one.lines) if one.kind == "table" else 0) for one in found]

    assert shape(GERMAN[name]) == shape(ENGLISH[name])
    english, german = PICTURE.findall(ENGLISH[name].text), PICTURE.findall(GERMAN[name].text)
    assert german == [one.replace(".png", "-de.png") for one in english]


def without_code(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", sorted(OWN_WORDS))
def test_both_languages_name_the_same_fields_commands_and_numbers(name: str) -> None:
    def told(chapter: Chapter) -> list[list[str]]:
        rows = [line for line in without_code(chapter.text).splitlines() if line.startswith("|")]
        return [re.findall(r"`([^`]+)`", line) for line in rows]

    def named(chapter: Chapter) -> list[str]:
        return sorted(re.findall(r"`([^`]+)`", " ".join(without_code(chapter.text).split())))

    def numbers(chapter: Chapter) -> list[str]:
        bare = re.sub(r"(?<=\d)[.,](?=\d)", "", without_code(chapter.text))  # 1,000 and 2.5 are 1.000 and 2,5 there
        return sorted(re.findall(r"\d+", bare))

    english, german = ENGLISH[name], GERMAN[name]
    assert len(named(english)) > 5
    assert told(german) == told(english)
    assert named(german) == named(english)
    assert numbers(german) == numbers(english)


@pytest.mark.parametrize("name", sorted(chapters.FOR_PROGRAMS | chapters.FOR_OPERATORS))
def test_the_code_printed_in_german_is_the_code_that_is_tried_in_english(name: str) -> None:
    def code(chapter: Chapter) -> list[str]:
        return [REMARK.sub("", one) for one in markdown.pieces_of_code(chapter.text)]

    def remarks(chapter: Chapter) -> list[int]:
        return [len(REMARK.findall(one)) for one in markdown.pieces_of_code(chapter.text)]

    assert code(GERMAN[name]) == code(ENGLISH[name])
    assert remarks(GERMAN[name]) == remarks(ENGLISH[name])


def test_every_picture_is_used_small_and_can_be_taken_again() -> None:
    used = {one for chapter in (*ENGLISH.values(), *GERMAN.values()) for one in PICTURE.findall(chapter.text)}
    there = {path.name: path.stat().st_size for path in resources.path(chapters.PICTURES).iterdir()}
    assert set(there) == used
    assert used == {f"{name}{end}.png" for name in of_manual.PICTURES for end in ("", "-de")}
    assert {name: size for name, size in there.items() if size > of_manual.MOST_BYTES} == {}
    assert sum(there.values()) < 1_500_000


def test_links_into_the_app_lead_to_pages_of_it() -> None:
    texts = [one.text for one in (*ENGLISH.values(), *GERMAN.values())]
    assert {place for text in texts for place in re.findall(r"\(qrdesk:([^)]*)\)", text)} <= PAGES


def commands(text: str) -> Iterator[list[str]]:
    """Yield each command of ours in code, as words."""
    spans = re.findall(r"`([^`]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))
    lines = [line for piece in markdown.pieces_of_code(text) for line in piece.replace("\\\n", " ").splitlines()]
    for line in (*spans, *lines):
        if line.strip().startswith("qrdesk "):
            yield shlex.split(" ".join(line.split()), comments=True)[1:]


def unknown(words: list[str]) -> list[str]:
    """Return the commands and options among ``words`` that there are not."""
    command: click.Command = cli
    context = click.Context(cli)
    wrong: list[str] = []
    for word in words:
        if word.startswith("-"):
            options = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
            if word.partition("=")[0] not in options | {"--help", "-h"}:
                wrong.append(word)
        elif isinstance(command, click.Group):
            inner = command.get_command(context, word)
            if inner is None:
                return [*wrong, word]
            command = inner
    return wrong


@pytest.mark.parametrize("name", sorted(ENGLISH))
def test_every_command_is_there_with_its_options(name: str) -> None:
    found = [*commands(ENGLISH[name].text), *commands(GERMAN[name].text)]
    assert {" ".join(words): wrong for words in found if (wrong := unknown(words))} == {}
    if name in {"backup", "server", "artwork"}:
        assert found


def test_the_example_list_is_understood_as_the_chapter_says() -> None:
    for chapter, separator in ((ENGLISH["batch"], ","), (GERMAN["batch"], ";")):
        (piece,) = markdown.pieces_of_code(chapter.text)
        header, *rows = csv.reader(piece.splitlines(), delimiter=separator)
        assert batch_meaning.guess(header) == (Meaning.TITLE, Meaning.DESTINATION, Meaning.SLUG, Meaning.LINE_1)
        assert {len(row) for row in rows} == {4}


def test_widths_of_modules_are_those_the_score_goes_by() -> None:
    printed = (Process.OFFSET, Process.LASER, Process.THERMAL_203, Process.THERMAL_300, Process.GS1)
    wanted = [number for one in printed for number in (PROCESSES[one].good_mm, PROCESSES[one].floor_mm)]
    for text in (ENGLISH["printing"].text, GERMAN["printing"].text.replace(",", ".")):
        assert [float(one) for one in re.findall(r"\| (0\.\d+) mm", text)] == wanted
