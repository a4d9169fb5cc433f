"""The frame of the window: pages, sidebar, top bar, palette, focus."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qrdesk.gui.shell.palette_list import Group, Hit, fits, matched
from qrdesk.gui.shell.server_pill import ServerPill, ServerState
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.top_bar import initials
from qrdesk.gui.shell.window import MainWindow
from tests.gui.frame import TwoRegions, centre, opened, press


@pytest.fixture
def window(qtbot: QtBot, state: State) -> MainWindow:
    return opened(qtbot, state)


def test_a_click_in_the_sidebar_shows_the_page(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.page_shown):
        qtbot.mouseClick(window.sidebar.item("domains"), Qt.MouseButton.LeftButton)
    assert window.current_page() == "domains"
    assert window.sidebar.item("domains").isChecked()
    assert not window.sidebar.item("links").isChecked()


def test_the_arrow_keys_walk_the_sidebar_and_space_opens(window: MainWindow) -> None:
    window.sidebar.focus_first()
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Space)
    assert window.current_page() == "domains"


def test_the_last_page_and_the_size_are_remembered(qtbot: QtBot, window: MainWindow, state: State) -> None:
    window.show_page("settings")
    window.resize(790, 700)  # with its frame on the screen of tests
    window.close()
    again = opened(qtbot, state)
    assert again.current_page() == "settings"
    assert (again.width(), again.height()) == (790, 700)
    again.state.write("window/page", "gone")
    assert again.last_page("links") == "links"


def test_a_badge_is_said_to_screen_readers(window: MainWindow) -> None:
    window.set_badge("links", "214")
    window.set_badge("domains", "1", alarm=True)
    assert window.sidebar.item("links").accessibleName() == "Links, 214"
    assert window.sidebar.item("domains").accessibleName() == "Domains, 1 need attention"


def test_the_sidebar_gives_way_in_a_narrow_window(window: MainWindow, qtbot: QtBot) -> None:
    assert window.sidebar.width() == 208
    window.resize(1103, 700)
    assert window.sidebar.width() == 52
    assert window.sidebar.item("links").toolTip() == "Links"
    window.resize(1280, 700)
    assert window.sidebar.width() == 208


def test_a_collapsed_sidebar_stays_collapsed_after_a_restart(qtbot: QtBot, window: MainWindow, state: State) -> None:
    window.sidebar.collapse_wanted.emit()
    assert window.sidebar.is_narrow()
    assert opened(qtbot, state).sidebar.is_narrow()


def test_nothing_is_wider_than_the_smallest_window(window: MainWindow) -> None:
    window.resize(1024, 640)
    assert (window.width(), window.height()) == (1024, 640)
    assert window.top.help.geometry().right() <= 1024


def test_no_gap_is_left_where_help_is_hidden(window: MainWindow, qtbot: QtBot) -> None:
    pill, top = window.pill, window.top
    assert top.help.geometry().right() == top.width() - 17
    top.help.hide()
    qtbot.waitUntil(lambda: pill.geometry().right() == top.width() - 17)


@pytest.mark.parametrize(
    ("state_shown", "words"),
    [
        (ServerState.SERVING, "Serving at go.example.com"),
        (ServerState.NETWORK_ONLY, "This network only"),
        (ServerState.STOPPED, "Not serving"),
        (ServerState.STARTING, "Starting"),
        (ServerState.CONNECTING, "Connecting"),
        (ServerState.UNREACHABLE, "Server unreachable: retrying in 8 s"),
    ],
)
def test_the_pill_says_its_state_in_words(qtbot: QtBot, state_shown: ServerState, words: str) -> None:
    pill = ServerPill()
    qtbot.addWidget(pill)
    pill.show_state(state_shown, "go.example.com", retry_in_s=8)
    assert pill.text() == words
    assert pill.accessibleName() == f"Server: {words}"
    assert pill.toolTip()


def test_the_pill_offers_what_can_be_done_now(qtbot: QtBot) -> None:
    pill = ServerPill()
    qtbot.addWidget(pill)

    def offered() -> list[str]:
        return [a.text() for a in pill.menu().actions() if a.isVisible() and a.text()]

    pill.show_state(ServerState.SERVING, "go.example.com")
    assert offered() == ["Copy address", "Open log", "Stop serving"]
    pill.show_state(ServerState.STOPPED)
    assert offered() == ["Start serving", "Copy address", "Open log"]
    pill.show_state(ServerState.UNREACHABLE, "go.example.com", can_stop=False)
    assert offered() == ["Try now", "Copy address", "Open log"]
    with qtbot.waitSignal(pill.retry_wanted):
        pill.menu().actions()[1].trigger()


def link_hits(opened_links: list[str]) -> Callable[[str, Callable[[Sequence[Hit]], None]], None]:
    titles = ("Price list, drinks", "Private events", "Lunch menu")

    def find(text: str, found: Callable[[Sequence[Hit]], None]) -> None:
        found(
            [
                Hit(Group.LINKS, title, lambda title=title: opened_links.append(title))
                for title in titles
                if fits(text, title)
            ]
        )

    return find


def test_the_palette_finds_links_actions_and_pages_in_that_order(window: MainWindow, qtbot: QtBot) -> None:
    opened_links: list[str] = []
    window.finder.add_action("Print label sheets from a CSV", "Batch", "printer", lambda: None)
    window.finder.add_provider(link_hits(opened_links))
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.finder.isVisible()
    qtbot.keyClicks(window.finder.input, "pri")
    titles = [hit.title for hit in window.finder.hits()]
    assert titles == ["Price list, drinks", "Private events", "Print label sheets from a CSV"]
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    assert opened_links == ["Private events"]
    assert not window.finder.isVisible()


def test_the_palette_opens_pages_and_escape_gives_the_focus_back(window: MainWindow, qtbot: QtBot) -> None:
    window.sidebar.focus_first()
    before = QApplication.focusWidget()
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    press(window, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is window.finder.input, "Tab stays inside"
    press(window, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before
    window.finder.open_with("manu")
    press(window, Qt.Key.Key_Return)
    assert window.current_page() == "manual"


def test_the_palette_says_in_a_sentence_that_nothing_was_found(window: MainWindow) -> None:
    window.finder.open_with("xylophone")
    assert window.finder.hits() == []
    assert window.finder._none.isVisible()
    assert window.finder._none.text().startswith("Nothing found.")
    window.finder.open_with("links")
    assert not window.finder._none.isVisible()


def test_an_older_answer_does_not_overwrite_a_newer_one(window: MainWindow) -> None:
    waiting: dict[str, Callable[[Sequence[Hit]], None]] = {}
    window.finder.add_provider(waiting.__setitem__)
    window.finder.open_with("a")
    window.finder.open_with("ab")
    waiting["ab"]([Hit(Group.LINKS, "newer", lambda: None)])
    waiting["a"]([Hit(Group.LINKS, "older", lambda: None)])
    assert next(hit.title for hit in window.finder.hits()) == "newer"


def test_the_match_is_marked_where_it_stands() -> None:
    assert matched("pri", "Remember Lunch menu as printed") == [(23, 26)]
    assert matched("menu lunch", "Lunch menu") == [(0, 5), (6, 10)]
    assert matched("x", "Lunch menu") == []


def test_the_ring_shows_for_the_keyboard_and_not_for_the_mouse(window: MainWindow, qtbot: QtBot) -> None:
    window.top.search.setFocus()
    press(window, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is window.sidebar.item("links")
    assert window.focus_ring.isVisible()
    item = window.sidebar.item("links")
    box = window.focus_ring.geometry()
    assert box.contains(item.mapTo(window, QPoint(0, 0)) - QPoint(3, 3))
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=centre(window.top.search, window))
    press(window, Qt.Key.Key_Escape)
    assert not window.focus_ring.isVisible()


def test_a_text_field_shows_its_focus_itself(window: MainWindow) -> None:
    page = window.page("links")
    assert isinstance(page, TwoRegions)
    page.editor.setFocus(Qt.FocusReason.TabFocusReason)
    assert not window.focus_ring.isVisible()


def test_f6_walks_sidebar_regions_and_top_bar(window: MainWindow) -> None:
    page = window.page("links")
    assert isinstance(page, TwoRegions)
    window.sidebar.focus_first()
    seen: list[QWidget | None] = []
    for _ in range(4):
        press(window, Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert seen[:2] == [page.table, page.editor]
    assert seen[2] is not None
    assert window.top.isAncestorOf(seen[2])
    assert seen[3] is window.sidebar.item("links")
    press(window, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is seen[2]


def test_the_first_run_stands_alone(window: MainWindow, qtbot: QtBot) -> None:
    corner = QPushButton("English")
    window.show_alone(QLabel("Where should your links live?"), corner)
    assert not window.sidebar.isVisible()
    assert not window.top.search.isVisible()
    assert not window.pill.isVisible()
    qtbot.waitUntil(corner.isVisible)
    press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert not window.finder.isVisible()
    window.show_frame()
    assert window.sidebar.isVisible()
    assert window.pill.isVisible()
    assert not corner.isVisible()


def test_every_button_of_the_frame_has_a_name_and_can_be_hit(window: MainWindow) -> None:
    for button in window.top.findChildren(QPushButton):
        if button.isVisible():
            assert button.accessibleName() or button.text()
            assert button.height() >= 26


def test_what_was_written_is_read_back_with_its_type(state: State) -> None:
    state.write("a", 7)
    state.write("b", True)
    state.write("e", "text")
    assert state.read("a", 0) == 7
    assert state.read("b", False) is True
    assert state.read("e", "") == "text"
    assert state.read("nothing", 3) == 3
    assert state.read("e", 3) == 3, "what is no number any more is the default"


def test_initials_stand_for_a_name() -> None:
    assert initials("Kaffeehaus Linde") == "KL"
    assert initials("druckerei") == "D"
    assert initials("") == "?"
