"""Pages are made when they are first asked for: what happened before must hold on them as on all others."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtWidgets import QApplication, QLabel, QStyle
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import style, tokens
from tests.gui.desks import a_desk, client_of

PAGES = ("home", "links", "studio", "batch", "analytics", "domains", "access", "settings")


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


def made(window: MainWindow) -> list[str]:
    return [key for key in PAGES if window.is_made(key)]


def test_a_page_is_made_when_it_is_first_shown(desk: Desk) -> None:
    before = made(desk.window)
    desk.window.show_page("domains")
    domains = desk.window.page("domains")
    desk.window.show_page("home")
    desk.window.show_page("domains")
    assert (before, made(desk.window)) == (["home"], ["home", "domains"])
    assert desk.window.page("domains") is domains


def test_a_page_that_is_made_for_another_one_is_not_shown(tmp_path: Path) -> None:
    with a_desk(tmp_path, connected=False) as desk:
        assert desk.links.editor.isHidden()
        assert not desk.links.isVisible()
        assert desk.window.current_page() == ""


def test_a_page_that_is_made_for_another_one_takes_no_focus(desk: Desk, qtbot: QtBot) -> None:
    field = desk.home.make.field.input
    with qtbot.waitActive(desk.window):
        desk.window.activateWindow()
    field.setFocus()
    assert not desk.links.isVisible()
    assert QApplication.focusWidget() is field


def test_links_are_counted_in_the_sidebar_before_their_page_is_made(desk: Desk) -> None:
    line = desk.window.sidebar.item("links")
    assert line.accessibleName() == "Links"
    client_of(desk).links.create(LinkDraft(destination="https://example.com", slug="menu"))
    desk.session.links_changed.emit()
    assert (line.accessibleName(), made(desk.window)) == ("Links, 1", ["home"])


def test_links_start_at_their_table_when_made_late(desk: Desk, qtbot: QtBot) -> None:
    client_of(desk).links.create(LinkDraft(destination="https://example.com", slug="menu"))
    with qtbot.waitActive(desk.window):
        desk.window.activateWindow()
    desk.window.show_page("links")
    assert QApplication.focusWidget() is desk.links.table
    assert [link.slug for link in desk.links.model.links()] == ["menu"]


def test_trouble_with_the_server_is_told_on_a_page_made_after_it(desk: Desk) -> None:
    desk.server.trouble.emit("Your links are not being served", "Another program has the port.")
    desk.window.show_page("links")
    assert desk.links.notice.isVisible()
    assert "not being served" in desk.links.notice.note.accessibleName()
    desk.server.state_changed.emit(ServerState.NETWORK_ONLY, "localhost:8765")
    assert not desk.links.notice.isVisible()
    assert desk.home.notice.isHidden()


def test_trouble_of_one_place_is_not_told_of_another(desk: Desk) -> None:
    desk.server.trouble.emit("Your links are not being served", "Another program has the port.")
    other = client_of(desk).in_workspace(client_of(desk).workspaces.list()[0].id)
    desk.session.use(other, "local", desk.session.place)
    desk.window.show_page("links")
    assert not desk.links.notice.isVisible()


def test_what_is_typed_outlives_a_start_in_which_its_page_is_never_made(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.routes.new_link("https://example.com/begun")
    with a_desk(tmp_path) as desk:
        assert made(desk.window) == ["home"]
    with a_desk(tmp_path) as desk:
        desk.routes.new_link("")
        assert desk.links.editor.values().destination == "https://example.com/begun"


def test_a_page_made_late_is_dressed_and_leaves_the_others_as_they_are(desk: Desk, qapp: QApplication) -> None:
    early = desk.home.make.field.input
    before = early.sizeHint()
    style.appearance().choose("dark")
    desk.window.show_page("settings")
    late = desk.settings.name.input
    assert late.sizeHint().height() == 32, "as the style sheet says"
    assert late.palette().text().color() == early.palette().text().color() == tokens.current().text.primary
    assert early.sizeHint() == before
    assert qapp.styleSheet()


def unheard() -> list[str]:
    """Return the widgets whose end the style sheet would not hear of: with the next scheme it would dress the dead."""
    styled = [one for one in QApplication.allWidgets() if one.testAttribute(Qt.WidgetAttribute.WA_StyleSheet)]
    assert len(styled) > 100, "whatever is in sight is styled"
    return [repr(one) for one in styled if not one.receivers(SIGNAL("destroyed(QObject*)"))]


@pytest.mark.parametrize("hidden", [False, True])
def test_a_page_made_late_leaves_no_widget_that_the_style_sheet_forgets_to_forget(desk: Desk, hidden: bool) -> None:
    label = QLabel("Menu", desk.window)  # measured, not shown yet, as on a page made a moment ago
    assert label.style().pixelMetric(QStyle.PixelMetric.PM_LayoutLeftMargin, None, label) >= 0
    desk.window.setHidden(hidden)
    desk.window.page("domains")
    desk.window.show()
    assert unheard() == []
