"""What pages show: every word of ours goes through a translator, and German has room for all of its letters."""

import ast
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qrdesk.client import Client
from qrdesk.core.artwork.scan import fixes
from qrdesk.core.artwork.shapes.lettering import FONTS
from qrdesk.core.manual import chapters, markdown
from qrdesk.gui import language
from qrdesk.gui.desk import Desk
from qrdesk.gui.widgets import fields, labels
from tests.gui import spoken
from tests.scenes import stage
from tests.scenes.steps import Shot

PAGES = ("home", "links", "studio", "batch", "analytics", "domains", "webhooks", "access", "activity", "settings")
SIZES = ((1280, 800), (1024, 700))
SCENES = [(place, name) for place in ("full", "empty") for name in stage.scenes_of(place)]


@pytest.fixture(scope="module", autouse=True)
def noon() -> Iterator[None]:
    """It is a little after noon here, whenever the tests run: what happened lately happened today."""
    if sys.platform == "win32":  # where nobody can say so
        yield
        return
    east = 12 - datetime.now(UTC).hour
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", f"Etc/GMT{-east:+}")  # whose sign counts to the west
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A database full of data, and an empty one; scenes of one leave little behind for the next."""
    folder = tmp_path_factory.mktemp("seen")
    for place in ("full", "empty"):
        with stage.a_place(folder / place, place):
            pass
    return {place: folder / place for place in ("full", "empty")}


@pytest.fixture
def places(folders: dict[str, Path]) -> "Iterator[Places]":
    """The way to each of them, one at a time: a process has one database."""
    with ExitStack() as stack:
        yield Places(folders, stack)


class Places:
    """Opens a place when it is asked for."""

    def __init__(self, folders: dict[str, Path], stack: ExitStack) -> None:
        self._folders, self._stack = folders, stack

    def __getitem__(self, place: str) -> Client:
        return self._stack.enter_context(stage.opened_place(self._folders[place]))


def play(desk: Desk, shot: Shot) -> None:
    shot(desk)
    QTest.qWait(300)  # what waits for a pause of the keyboard, as pictures do
    desk.window.grab()


def unmarked(folder: Path, client: Client, shot: Shot, patch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts of a scene that went through no translator."""
    app = QApplication.instance()
    assert app is not None
    with spoken.marked(app, patch), spoken.painted(patch) as drawn, stage.a_stage(folder, client, 1280, 800) as desk:
        play(desk, shot)
        return spoken.leaks({text for _, text in spoken.said_by(desk.window)}, drawn, data_of(desk))


def data_of(desk: Desk) -> set[str]:
    """Return what pages show that is no text of ours, letter for letter.

    Names of fonts, what the code in the Studio says, and of the manual (which is chosen by language, and is English
    here) the headings and what was found in it.
    """
    found = set(FONTS)
    for chapter in chapters.chapters("en"):
        headings = {markdown.plain(one.lines[0]) for one in markdown.blocks(chapter.text) if one.kind == "heading"}
        found |= headings | {f"{one}," for one in headings}  # a comma parts it from its chapter where it is read out
    page = desk.window.current_page()
    if page == "help":
        hits = chapters.search(desk.helping.page.search.text(), "en")
        found |= {snippet.said for hit in hits for snippet in hit.snippets}
    report = desk.studio.middle._report if page == "studio" else None
    if report is not None and report.decoded is not None:
        found |= {line.strip() for line in report.decoded.splitlines()}
    return found


def cut_off(folder: Path, client: Client, shot: Shot, size: tuple[int, int]) -> list[str]:
    """Return what a scene shows in German with less room than it needs."""
    app = QApplication.instance()
    assert app is not None
    with spoken.german(app), stage.a_stage(folder, client, *size) as desk:
        play(desk, shot)
        return sorted({f"{type(one).__name__} in {_home(one)}: {said}" for one, said in spoken.cut_off(desk.window)})


def _home(one: object) -> str:
    parent = one.parentWidget() if isinstance(one, QLabel) else None
    return type(parent).__name__


def open_page(key: str) -> Shot:
    return lambda desk: desk.window.show_page(key)


def test_what_no_translator_saw_is_found(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    label, other = QLabel("Walruses juggle"), QLabel()
    app = QApplication.instance()
    assert app is not None
    with spoken.marked(app, monkeypatch):
        other.setText(other.tr("Walruses juggle {state}").format(state=other.tr("in")))
    for one in (label, other):
        qtbot.addWidget(one)
        one.show()
    assert [spoken.words_of(spoken.unmarked(text)) for _, text in spoken.said_by(label)] == [["Walruses", "juggle"]]
    assert [spoken.words_of(spoken.unmarked(text)) for _, text in spoken.said_by(other)] == [[]]


def test_data_is_known_letter_for_letter(qtbot: QtBot) -> None:
    assert spoken.leaks({"⟦Kept⟧\nWalrus Sans"}, {"rus Sa"}, {"Walrus Sans"}) == []
    assert spoken.leaks({"Walrus Sans"}, {"rus"}, {"Walrus"}) == ["Walrus Sans", "rus"]
    assert spoken.leaks({"⟦Same as heron 9⟧"}, {"heron 9⟧", "heron 9"}, ()) == ["heron 9"]
    assert spoken.leaks({"#DDEEFF"}, {"walr… juggles", "DDEEFF"}, ()) == []
    command = fields.read_only("walrus --juggle", "Walruses juggle")
    qtbot.addWidget(command)
    command.show()
    assert [text for _, text in spoken.said_by(command)] == ["Walruses juggle"]


def test_what_has_too_little_room_is_found(qtbot: QtBot) -> None:
    holder = QLabel()
    qtbot.addWidget(holder)
    narrow, elided = QLabel("Druckdaten exportieren", holder), labels.Elided("Druckdaten exportieren", parent=holder)
    for one in (narrow, elided):
        one.resize(40, 20)
    holder.show()
    holder.grab()
    assert [one for one, _ in spoken.cut_off(holder)] == [narrow]
    assert elided.toolTip() == "Druckdaten exportieren"


def test_ways_out_that_the_core_offers_are_told_in_german() -> None:
    app = QApplication.instance()
    assert app is not None
    offered = ast.parse(Path(fixes.__file__).read_text("utf-8"))
    labels_ = [one.value for one in ast.walk(offered) if isinstance(one, ast.keyword) and one.arg == "label"]
    whole = [part for one in labels_ if not isinstance(one, ast.JoinedStr) for part in ast.walk(one)]
    plain = {one.value for one in whole if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    with spoken.german(app):
        assert len(plain) > 5
        assert [one for one in plain if language.told_phrase(one) == one] == []
        assert language.told_phrase("Use 4 modules") == "4 Module nehmen"
        assert language.told_phrase("Level Q") == "Stufe Q"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.fast_cases(2)
def test_every_word_of_a_page_goes_through_a_translator(
    page: str, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert unmarked(tmp_path, places["full"], open_page(page), monkeypatch) == []


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.fast_cases(2)
def test_german_has_room_on_a_page(page: str, size: tuple[int, int], places: Places, tmp_path: Path) -> None:
    assert cut_off(tmp_path, places["full"], open_page(page), size) == []


@pytest.mark.wide
@pytest.mark.parametrize(("place", "name"), SCENES)
def test_every_word_of_a_scene_goes_through_a_translator(
    place: str, name: str, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert unmarked(tmp_path, places[place], stage.scenes_of(place)[name], monkeypatch) == []


@pytest.mark.wide
@pytest.mark.parametrize(("place", "name"), SCENES)
def test_german_has_room_in_a_scene(place: str, name: str, places: Places, tmp_path: Path) -> None:
    shot = stage.scenes_of(place)[name]
    cut = [f"{size}: {one}" for size in SIZES for one in cut_off(tmp_path / str(size[0]), places[place], shot, size)]
    assert cut == []
