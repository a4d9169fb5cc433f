"""Codes that leave the app by hand from the table of links and from the editor: dragged, and copied."""

import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.client import CodeDraft, CodeQuery, Design, LinkDraft
from qrdesk.core.artwork import export
from qrdesk.core.artwork.export import Artwork
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.carrying import CodeMime
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.tables.link_table import Place
from tests.eyes import read
from tests.gui.desks import a_desk, client_of, wait_for

KINDS = ("image/svg+xml", "application/pdf", "image/png")


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.window.show_page("links")
        yield made
    QGuiApplication.clipboard().clear()


@pytest.fixture
def menu(desk: Desk) -> LinkView:
    made = client_of(desk).links.create(LinkDraft(destination="https://example.com/menu", slug="menu", title="Menu"))
    desk.session.links_changed.emit()
    return made


class Dropped:
    """Another program: takes what is asked for, or nothing."""

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds
        self.drops = 0
        self.taken: dict[str, bytes] = {}
        self.file = Path()

    def __call__(self, data: QMimeData, _picture: QPixmap) -> Qt.DropAction:
        self.drops += 1
        if not self.kinds:
            return Qt.DropAction.IgnoreAction
        self.taken = {kind: bytes(data.data(kind).data()) for kind in self.kinds if kind in KINDS}
        if "file" in self.kinds:
            self.file = Path(data.urls()[0].toLocalFile())
        return Qt.DropAction.CopyAction


def drag_thumb(desk: Desk, qtbot: QtBot) -> None:
    """Hold the small picture of the first row, and move away."""
    table = desk.links.table
    start = table.visualRect(desk.links.model.index(0, Place.CODE)).center()
    away = start + QPoint(QApplication.startDragDistance() + 8, 4)
    qtbot.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=start)
    left, at = Qt.MouseButton.LeftButton, QPointF(away)
    moved = QMouseEvent(QEvent.Type.MouseMove, at, at, left, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(table.viewport(), moved)
    qtbot.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=away)


def printed(desk: Desk) -> list[bool]:
    return [code.printed_at is not None for code in client_of(desk).codes.list(CodeQuery()).data]


def test_a_code_is_dragged_out_of_the_table_and_made_once_it_is_dropped(
    desk: Desk, menu: LinkView, qtbot: QtBot
) -> None:
    nowhere, layout = Dropped(), Dropped(*KINDS, "file")
    desk.links.rows.carrying.carrier.drag = nowhere
    drag_thumb(desk, qtbot)
    assert (nowhere.drops, printed(desk)) == (1, [])
    desk.links.rows.carrying.carrier.drag = layout
    drag_thumb(desk, qtbot)
    assert [read(layout.taken[kind], kind) for kind in KINDS] == [menu.code_url] * 3
    assert (layout.file.name, read(layout.file.read_bytes(), KINDS[0])) == ("menu.svg", menu.code_url)
    assert printed(desk) == [True]


def test_only_what_is_asked_for_is_drawn(desk: Desk, menu: LinkView, qtbot: QtBot) -> None:
    kept: list[QMimeData] = []

    def drag(data: QMimeData, _picture: QPixmap) -> Qt.DropAction:
        assert data.hasFormat("application/pdf")
        data.data("image/png")
        kept.append(data)
        return Qt.DropAction.IgnoreAction

    desk.links.rows.carrying.carrier.drag = drag
    drag_thumb(desk, qtbot)
    (mime,) = kept
    assert isinstance(mime, CodeMime)
    assert [kind.value for kind in mime.drawn()] == ["png"]


def test_the_menu_of_a_row_copies_its_newest_code(desk: Desk, menu: LinkView) -> None:
    client_of(desk).codes.create(CodeDraft(link_id=menu.id, design=Design(ink="#1b4d3e")))
    desk.links.rows.fill_menu(menu)
    (copy,) = [one for one in desk.links.rows.menu.actions() if one.text() == "Copy the code"]
    copy.trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert b"1b4d3e" in bytes(data.data("image/svg+xml").data()).lower()
    assert printed(desk) == [True]
    assert desk.window.toasts()[-1].words == "Copied as SVG, PDF and picture"


@pytest.mark.wide
def test_a_code_in_the_editor_is_dragged_and_copied(desk: Desk, menu: LinkView, qtbot: QtBot) -> None:
    client_of(desk).codes.create(CodeDraft(link_id=menu.id, name="Poster", slug="poster"))
    desk.session.links_changed.emit()
    desk.routes.open_link(menu.id)
    desk.links.editor.sections["codes"].set_open(True)
    codes = desk.links.editor.parts.codes
    (line,) = codes.lines
    layout = Dropped("image/svg+xml")
    codes.carrying.carrier.drag = layout
    line.picture.held.emit()
    line.picture.dragged.emit()
    assert read(layout.taken["image/svg+xml"], "image/svg+xml") == "https://go.example/r/poster"
    codes.lines[0].copy.click()
    copied = QGuiApplication.clipboard().mimeData().data("image/png")
    assert read(bytes(copied.data()), "image/png") == "https://go.example/r/poster"
    assert printed(desk) == [True]


@pytest.mark.wide
def test_no_code_is_drawn_on_the_thread_of_the_window(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: set[threading.Thread] = set()
    real = export.render

    def render(*asked: Any, **more: Any) -> Artwork:
        threads.add(threading.current_thread())
        return real(*asked, **more)

    monkeypatch.setattr(export, "render", render)
    with a_desk(tmp_path, PoolRunner()) as desk:
        link = client_of(desk).links.create(LinkDraft(destination="https://example.com/menu", slug="menu"))
        desk.window.show_page("links")
        wait_for(lambda: desk.links.model.row_of(link.id) >= 0, "the row")
        wait_for(lambda: desk.links.model.thumb(link.code_url) is not None, "its small picture")
        layout, table = Dropped(*KINDS, "file"), desk.links.table
        rows = desk.links.rows
        rows.carrying.carrier.drag = layout
        at = QPointF(table.visualRect(desk.links.model.index(0, Place.CODE)).center())
        none = Qt.MouseButton.NoButton
        moved = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(table.viewport(), moved)
        wait_for(lambda: bool(threads), "the code that the pointer rests on")
        drag_thumb(desk, qtbot)
        wait_for(lambda: layout.drops == 1, "the drag")
        assert [read(layout.taken[kind], kind) for kind in KINDS] == [link.code_url] * 3
        assert threads
        assert threading.main_thread() not in threads
        wait_for(lambda: printed(desk) == [True], "it to be remembered")
    QGuiApplication.clipboard().clear()
