"""What is dropped onto the window goes where it can be used; nothing is read before somebody chose."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from qrdesk.gui.dropping import Dropped, look_at
from qrdesk.gui.welcome import Welcome
from tests.gui.desks import a_desk


def data(*urls: str, text: str = "") -> QMimeData:
    made = QMimeData()
    if urls:
        made.setUrls([QUrl(url) for url in urls])
    if text:
        made.setText(text)
    return made


def drop(window: QWidget, what: QMimeData) -> bool:
    """Drop ``what`` onto the window; return whether it was taken."""
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enters = QDragEnterEvent(QPoint(300, 300), copy, what, left, none)
    enters.ignore()
    QApplication.sendEvent(window, enters)
    if enters.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), copy, what, left, none))
    return enters.isAccepted()


@pytest.mark.parametrize(
    ("what", "found"),
    [
        (data("file:///tmp/labels.csv"), Dropped("list", "/tmp/labels.csv")),
        (data("file:///tmp/labels.XLSX"), Dropped("list", "/tmp/labels.XLSX")),
        (data("file:///tmp/a.csv", "file:///tmp/b.csv"), None),
        (data("file:///tmp/a.exe"), None),
        (data("https://example.com/menu"), Dropped("address", "https://example.com/menu")),
        (data(text="  https://example.com/menu\n"), Dropped("address", "https://example.com/menu")),
        (data(text="qrdesk://link/lunch"), Dropped("ours", "qrdesk://link/lunch")),
        (data(text="javascript:alert(1)"), None),
        (data(text="see https://example.com"), None),
        (data(text="https://example.com/" + "x" * 3000), None),
    ],
)
def test_what_can_be_used(what: QMimeData, found: Dropped | None) -> None:
    assert look_at(what) == found


def test_an_address_begins_a_link(tmp_path: Path, qapp: QApplication) -> None:
    with a_desk(tmp_path) as desk:
        Welcome(desk, qapp)
        assert drop(desk.window, data(text="https://example.com/spring"))
        assert desk.links.editor.values().destination == "https://example.com/spring"
        assert not drop(desk.window, data(text="only words"))


def test_a_list_is_made_codes_of(tmp_path: Path, qapp: QApplication) -> None:
    file = tmp_path / "labels.csv"
    file.write_text("url\nhttps://example.com/1\nhttps://example.com/2\n")
    with a_desk(tmp_path) as desk:
        welcome = Welcome(desk, qapp)
        assert drop(desk.window, data(QUrl.fromLocalFile(str(file)).toString()))
        chooser = welcome.dropping.chooser
        assert [button.text() for button in chooser.buttons] == ["Make codes of it", "Import as links", "Cancel"]
        chooser.buttons[0].click()
        assert desk.window.current_page() == "batch"
        assert desk.batch.desk.listed is not None
        assert desk.batch.desk.listed.path == file
        assert chooser.isHidden()


def test_a_list_is_imported_after_it_was_looked_through(tmp_path: Path, qapp: QApplication) -> None:
    file = tmp_path / "links.csv"
    file.write_text("url\nhttps://example.com/1\nhttps://example.com/2\n")
    with a_desk(tmp_path) as desk:
        welcome = Welcome(desk, qapp)
        welcome.dropping.choose(file)
        welcome.dropping.chooser.buttons[1].click()
        assert desk.links.side.importing.go.text() == "Import 2 links"
        assert desk.links.model.rowCount() == 0


def test_a_sheet_is_no_list_of_links_and_esc_goes_back(tmp_path: Path, qapp: QApplication) -> None:
    with a_desk(tmp_path) as desk:
        welcome = Welcome(desk, qapp)
        welcome.dropping.choose(tmp_path / "labels.xlsx")
        chooser = welcome.dropping.chooser
        assert [button.isEnabled() for button in chooser.buttons] == [True, False, True]
        assert "CSV" in chooser.buttons[1].toolTip()
        QTest.keyClick(chooser.buttons[0], Qt.Key.Key_Escape)
        assert chooser.isHidden()
        assert desk.window.current_page() == "home"
