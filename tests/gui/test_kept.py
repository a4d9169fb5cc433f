"""What is being typed outlives the process: it is on the disk within a second, but for what is secret."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkDraft
from qrdesk.gui.shell.state import State
from tests.gui.desks import a_client, a_desk, client_of, wait_for
from tests.gui.test_batch import wrong_list
from tests.gui.typist import ADDRESS, SECRET

_DEADLINE_S = 90
_ROOT = Path(__file__).resolve().parents[2]


def start(what: str, folder: Path) -> "subprocess.Popen[str]":
    places = [str(folder / "links.db"), str(folder / "desk"), str(folder / "adler-etiketten.csv")]
    command = [sys.executable, "-m", "tests.gui.typist", what, *places]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QRDESK_REDUCED_MOTION": "1"}
    return subprocess.Popen(command, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def kept_text(folder: Path) -> str:
    """Return all that the app has written beside the database, as it stands on the disk now."""
    return "".join(path.read_text(encoding="utf-8", errors="replace") for path in (folder / "desk").rglob("*.ini"))


@pytest.mark.slow
def test_a_killed_process_loses_no_typing_and_wrote_no_secret(tmp_path: Path) -> None:
    client = a_client(tmp_path)
    client.links.create(LinkDraft(destination="https://example.com", title="Menu"))
    client.close()
    wrong_list(tmp_path)
    with start("type", tmp_path) as typist:
        try:
            assert typist.stdout is not None
            assert typist.stdout.readline() == "typed\n"
            give_up_at = time.monotonic() + _DEADLINE_S
            while not all(one in kept_text(tmp_path) for one in ("Lunch in spring", "{slug}-wine", "Atlan")):
                assert time.monotonic() < give_up_at, "nothing was written down"
                time.sleep(0.02)
        finally:
            typist.kill()
            assert typist.wait(_DEADLINE_S) != 0, "it was killed, and did not end by itself"
    assert SECRET not in kept_text(tmp_path)
    with start("find", tmp_path) as again:
        said, _ = again.communicate(timeout=_DEADLINE_S)
    assert json.loads(said.splitlines()[-1]) == {
        "home": ADDRESS,
        "settings": "Backhaus Mohn",
        "domain": "https://menu.example",
        "webhook": "https://shop.example.com/hook",
        "key": "Till",
        "title": "Lunch in spring",
        "batch": "tag, {slug}-wine, Make 8 codes…",
        "rule": "At noon: {'text': 'Germany, Atlan'}",
        "secrets": "",
    }


@pytest.mark.slow
def test_after_a_kill_the_link_is_open_again_to_the_last_letter_and_it_is_said(tmp_path: Path) -> None:
    client = a_client(tmp_path)
    client.links.create(LinkDraft(destination="https://example.com", title="Menu"))
    client.close()
    with start("link", tmp_path) as typist:
        try:
            assert typist.stdout is not None
            assert typist.stdout.readline() == "typed\n"
            give_up_at = time.monotonic() + _DEADLINE_S
            while ADDRESS not in kept_text(tmp_path):
                assert time.monotonic() < give_up_at, "nothing was written down"
                time.sleep(0.02)
        finally:
            typist.kill()
            assert typist.wait(_DEADLINE_S) != 0, "it was killed, and did not end by itself"
    with start("again", tmp_path) as again:
        said, _ = again.communicate(timeout=_DEADLINE_S)
    assert json.loads(said.splitlines()[-1]) == {
        "page": "links",
        "address": ADDRESS,
        "said": "What you typed before QRDesk ended is here again. It is not saved.",
        "bar": "1 change not saved",
    }


def test_typing_is_written_when_it_pauses_and_also_while_it_goes_on(qtbot: QtBot, tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        link = client_of(desk).links.create(LinkDraft(destination="https://example.com", title="Menu"))
        desk.window.activateWindow()
        wait_for(desk.window.isActiveWindow, "the window to take the keyboard")
        desk.routes.open_link(link.id)
        desk.keeper.clock.stop()  # which looks seldom
        field = desk.links.editor.fields.title.input
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, "Osterkarte")
        wait_for(lambda: "Osterkarte" in kept_text(tmp_path), "the last letter to be written", 2)

        def while_typing() -> bool:
            qtbot.keyClick(field, Qt.Key.Key_X)  # the next comes before any pause
            return "Osterkartex" in kept_text(tmp_path)

        wait_for(while_typing, "a write while it is typed", 5)


def test_typing_is_written_within_a_second_and_saving_leaves_nothing_behind(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        link = client_of(desk).links.create(LinkDraft(destination="https://example.com", title="Menu"))
        desk.routes.open_link(link.id)
        assert desk.keeper.clock.interval() < 1000
        assert desk.keeper.clock.isActive()
        desk.links.editor.fields.title.set_text("Lunch")
        desk.keeper.write()
        assert "Lunch" in kept_text(tmp_path)
        assert desk.links.editor.values().title == "Lunch", "it stays in sight"
        desk.links.editor.save()
        desk.keeper.write()
        assert "Lunch" not in kept_text(tmp_path)


def test_what_is_discarded_or_typed_back_is_kept_no_longer(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        link = client_of(desk).links.create(LinkDraft(destination="https://example.com", title="Menu"))
        desk.routes.open_link(link.id)
        for title in ("Lunch", "Menu"):
            desk.links.editor.fields.title.set_text(title)
            desk.keeper.write()
        desk.links.new_link()
        desk.routes.open_link(link.id)
        assert desk.links.editor.values().title == "Menu"
        assert "Lunch" not in kept_text(tmp_path)


def test_what_cannot_be_read_any_more_is_nothing(tmp_path: Path) -> None:
    state = State(tmp_path / "desk")
    for form in ("keys", "webhooks", "domains"):
        state.write(f"drafts/{form}", '[["", "", {"odd": 1}], 7')
    state.sync()
    with a_desk(tmp_path) as desk:
        for page in ("access", "webhooks", "domains"):
            desk.window.show_page(page)
        desk.access.keys.new.click()
        assert desk.access.keys.panel.form.name.text() == ""
