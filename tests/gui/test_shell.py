"""The frame of the window: pages, sidebar, status line, toasts, palette, focus."""

import threading
from collections.abc import Callable, Sequence
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qrdesk.gui.shell import announce
from qrdesk.gui.shell.palette_list import Group, Hit, fits, matched
from qrdesk.gui.shell.server_pill import ServerPill, ServerState
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.status import StatusLine
from qrdesk.gui.shell.top_bar import initials
from qrdesk.gui.shell.window import MainWindow, NavEntry
from qrdesk.gui.widgets import boxes


class TwoRegions(QWidget):
    """A page of a table and an editor."""

    def __init__(self) -> None:
        super().__init__()
        self.table, self.editor = QPushButton("table"), QLineEdit()
        self.setLayout(boxes.columns(self.table, self.editor))

    def regions(self) -> Sequence[QWidget]:
        return (self.table, self.editor)


def opened(qtbot: QtBot, state: State, page: str = "links") -> MainWindow:
    window = MainWindow(state)
    qtbot.addWidget(window)
    window.add_page(NavEntry("links", "Links", "link"), TwoRegions)
    window.add_page(NavEntry("domains", "Domains", "globe", "place"), partial(QLabel, "domains"))
    window.add_page(NavEntry("settings", "Settings", "sliders-horizontal", "foot"), partial(QLabel, "settings"))
    window.add_page(NavEntry("manual", "Manual", "book-open", ""), partial(QLabel, "manual"))
    window.show_page(window.last_page(page))
    if state.read_bytes("window/geometry").isEmpty():
        window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window).__enter__()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def window(qtbot: QtBot, state: State) -> MainWindow:
    return opened(qtbot, state)


def press(window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press ``key`` as the keyboard does: through the window."""
    QTest.keyClick(window.windowHandle(), key, modifier)


def centre(widget: QWidget, window: QWidget) -> QPoint:
    return widget.mapTo(window, widget.rect().center())


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
    window.resize(800, 700)
    window.close()
    again = opened(qtbot, state)
    assert again.current_page() == "settings"
    assert (again.width(), again.height()) == (800, 700)
    again.state.write("window/page", "gone")
    assert again.last_page("links") == "links"


def test_a_badge_is_said_to_screen_readers(window: MainWindow) -> None:
    window.set_badge("links", "214")
    window.set_badge("domains", "1", alarm=True)
    assert window.sidebar.item("links").accessibleName() == "Links, 214"
    assert window.sidebar.item("domains").accessibleName() == "Domains, 1 need attention"


def test_the_sidebar_gives_way_in_a_narrow_window(window: MainWindow, qtbot: QtBot) -> None:
    assert window.sidebar.width() == 208
    window.resize(1119, 700)
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
    assert window.top.avatar.geometry().right() <= 1024


def test_the_status_line_counts_long_work_and_offers_cancel(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    line.say("All changes saved")
    cancelled: list[bool] = []
    work = line.start("Exporting codes", cancel=lambda: cancelled.append(True))
    work.progress(58, 400, left_s=3.2)
    texts = [label.text() for label in line.findChildren(QLabel) if label.isVisible()]
    assert "Exporting codes" in texts
    assert "58 of 400, about 3 s left" in texts
    button = next(b for b in line.findChildren(QPushButton) if b.text() == "Cancel")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert cancelled == [True]
    assert not button.isVisible()
    work.finish("58 codes exported, the rest can be resumed")
    assert line.works() == []
    assert line.sentence() == "58 codes exported, the rest can be resumed"


def test_the_status_line_says_that_a_server_wants_a_pause(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    work = line.start("Exporting hits")
    work.progress(58, 400)
    teller = threading.Thread(target=work.paused.emit, args=(40,))
    teller.start()
    teller.join(20)

    def texts() -> list[str]:
        return [label.text() for label in line.findChildren(QLabel) if label.isVisible()]

    qtbot.waitUntil(lambda: "the server wants a pause of 40 s; waiting" in texts())
    work.progress(59, 400)
    assert "59 of 400" in texts()


def test_two_toasts_at_most_and_the_words_stay_in_the_status_line(window: MainWindow) -> None:
    for number in (1, 2, 3):
        window.toast(f"{number} links moved to Events")
    assert [toast.words for toast in window.toasts()] == ["2 links moved to Events", "3 links moved to Events"]
    assert window.status.sentence() == "3 links moved to Events"
    low = window.toasts()[-1].geometry()
    assert window.width() - low.right() - 1 == 16
    assert window.status.geometry().top() - low.bottom() - 1 == 16


def test_undo_works_from_the_toast_and_later_by_key_but_only_once(window: MainWindow, qtbot: QtBot) -> None:
    undone: list[str] = []
    window.toast("Barista wanted is archived", undo=lambda: undone.append("archive")).leave()
    toast = window.toast("3 links moved", undo=lambda: undone.append("move"))
    button = next(b for b in toast.findChildren(QPushButton) if b.text() == "Undo")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    for _ in range(3):
        press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["move", "archive"]


def test_toasts_and_the_status_line_are_read_out_once(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    class Reader:
        """Stands in for the system's screen reader, which no test has."""

        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            heard.append(event.message())

    monkeypatch.setattr(announce, "QAccessible", Reader)
    window.toast("Barista wanted is archived")
    window.status.say("")
    window.status.start("Exporting").finish("Exported")
    assert heard == ["Barista wanted is archived", "Exported"]


def test_no_gap_is_left_where_help_is_hidden(window: MainWindow, qtbot: QtBot) -> None:
    pill, top = window.pill, window.top
    assert top.help.geometry().right() == top.width() - 17
    top.help.hide()
    qtbot.waitUntil(lambda: pill.geometry().right() == top.width() - 17)


def test_a_toast_takes_neither_the_window_nor_the_focus(window: MainWindow) -> None:
    before = QApplication.focusWidget()
    window.toast("3 links moved", undo=lambda: None)
    assert window.isActiveWindow()
    assert QApplication.focusWidget() is before


def test_a_toast_waits_under_the_pointer(window: MainWindow, qtbot: QtBot) -> None:
    toast = window.toast("Barista wanted is archived")
    assert not toast.is_waiting()
    QTest.mouseMove(window.windowHandle(), centre(toast, window))
    qtbot.waitUntil(toast.is_waiting)
    QTest.mouseMove(window.windowHandle(), QPoint(400, 300))
    qtbot.waitUntil(lambda: not toast.is_waiting())


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
    state.write("c", ["one", "two"])
    state.write("d", ["one"])
    state.write("e", "text")
    assert state.read("a", 0) == 7
    assert state.read("b", False) is True
    assert state.read_list("c") == ["one", "two"]
    assert state.read_list("d") == ["one"]
    assert state.read("e", "") == "text"
    assert state.read("nothing", 3) == 3
    assert state.read("e", 3) == 3, "what is no number any more is the default"


def test_initials_stand_for_a_name() -> None:
    assert initials("Kaffeehaus Linde") == "KL"
    assert initials("druckerei") == "D"
    assert initials("") == "?"
