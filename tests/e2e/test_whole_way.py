"""The whole way once, nothing replaced: the app offscreen, a real daemon as its child, real files, a real decoder."""

import http.client
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import app
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.pages.first_run import FirstRun
from qrdesk.gui.seat import PORT
from qrdesk.gui.session import Session
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.state import State
from qrdesk.gui.theme import style
from tests.eyes import read

LINKS = Path(__file__).parents[1] / "data" / "links.csv"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"  # noqa: E501 - as phones send it
FIRST, SECOND = "https://kaffeehaus-linde.example/karte", "https://kaffeehaus-linde.example/karte/herbst"
SCANS = 25
MEDIA = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """The app as a person has it who opens it for the first time."""
    style.apply(cast("QApplication", QApplication.instance()), "light")
    jobs, session, state = PoolRunner(), Session(), State(tmp_path / "config")
    desk = app.build(session, state, jobs)
    qtbot.addWidget(desk.window)
    desk.window.resize(1280, 800)
    desk.window.show()
    desk.opening.start()
    yield desk
    desk.close()
    jobs.close()
    session.close()


@pytest.mark.wide
def test_a_link_is_made_printed_scanned_counted_and_led_elsewhere(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    start_here(desk, qtbot)
    import_list(desk, qtbot)
    link = make_link(desk, qtbot)
    texts = export_all(desk, qtbot, link, tmp_path)
    assert set(texts.values()) == {link.code_url}
    assert scan(desk, link.code_url) == FIRST
    see_scans_arrive(desk, qtbot, link, already=1)
    lead_elsewhere(desk, qtbot, link)


def start_here(desk: Desk, qtbot: QtBot) -> None:
    """Choose "this computer" on the first page; the app starts a daemon and opens."""
    page = cast("FirstRun", desk.opening.page())
    desk.state.write(PORT, free_port())
    page.wifi.setChecked(False)  # loopback only
    press(qtbot, page, "Try it now")
    qtbot.waitUntil(desk.opening.is_done, timeout=20_000)
    qtbot.waitUntil(lambda: desk.server.state is ServerState.NETWORK_ONLY, timeout=30_000)
    assert desk.server.own


def import_list(desk: Desk, qtbot: QtBot) -> None:
    """Import the long list; only the file chooser, which is the system's, is passed by."""
    desk.window.show_page("links")
    with qtbot.waitSignal(desk.links.importer.finished, timeout=60_000) as finished:
        desk.links.importer.start(LINKS)
    outcome = cast("list[object]", finished.args)[0]
    rows = len(LINKS.read_text(encoding="utf-8").splitlines()) - 1
    assert (len(outcome.tally.created), outcome.left_out) == (rows, 0)  # type: ignore[attr-defined] # a signal's object
    qtbot.waitUntil(lambda: desk.links.model.rowCount() > 10, timeout=10_000)


def make_link(desk: Desk, qtbot: QtBot) -> LinkView:
    """Make a link with mouse and keyboard in the panel beside the list."""
    press(qtbot, desk.links, "New link")
    editor = desk.links.editor
    qtbot.keyClicks(editor.fields.destination.input, FIRST)
    qtbot.keyClicks(editor.fields.title.input, "Lunch menu")
    qtbot.keyClicks(editor.address.slug, "mittag")
    qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: editor.link() is not None, timeout=10_000)
    link = cast("LinkView", editor.link())
    assert (link.destination, link.title, link.slug) == (FIRST, "Lunch menu", "mittag")
    return link


def export_all(desk: Desk, qtbot: QtBot, link: LinkView, folder: Path) -> dict[str, str | None]:
    """Export each format from the Studio; return what other programs read in the files."""
    press(qtbot, desk.links.editor.sections["codes"], "Codes")
    press(qtbot, desk.links.editor.codes, "Design and print in the Studio")
    studio = desk.studio
    reads = studio.middle.reads
    qtbot.waitUntil(lambda: reads.toolTip() == link.code_url and studio.right.export.isVisible(), timeout=10_000)
    texts: dict[str, str | None] = {}
    for suffix, media_type in MEDIA.items():
        path = folder / f"menu.{suffix}"
        studio.exporting.choose_path = lambda _proposed, path=path: path  # only the file chooser is passed by
        studio.right.format.choose(suffix)
        studio.right.format.chosen.emit(suffix)
        qtbot.mouseClick(studio.right.export, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(path.exists, timeout=20_000)
        qtbot.waitUntil(studio.right.export.isEnabled, timeout=10_000)
        texts[suffix] = read(path.read_bytes(), media_type)
    return texts


def see_scans_arrive(desk: Desk, qtbot: QtBot, link: LinkView, already: int) -> None:
    """Watch Analytics while phones scan: the number is right within two seconds of the last one."""
    desk.routes.open_analytics(link.id)
    figure = desk.analytics.cards.figures.scans
    qtbot.waitUntil(lambda: figure.accessibleName().startswith(f"Scans: {already}."), timeout=30_000)
    for _ in range(SCANS):
        assert scan(desk, link.code_url) == FIRST
    qtbot.waitUntil(lambda: figure.accessibleName().startswith(f"Scans: {already + SCANS}."), timeout=2_000)


def lead_elsewhere(desk: Desk, qtbot: QtBot, link: LinkView) -> None:
    """Change the destination in the app: the next scan, within a second, goes to the new one."""
    desk.routes.open_link(link.id)
    editor = desk.links.editor
    qtbot.waitUntil(lambda: editor.link() is not None and editor.link().id == link.id, timeout=10_000)  # type: ignore[union-attr] # just asked
    field = editor.fields.destination.input
    field.selectAll()
    qtbot.keyClicks(field, SECOND)
    with qtbot.waitSignal(editor.saved, timeout=10_000):
        qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    until = time.monotonic() + 1.0
    while (where := scan(desk, link.code_url)) != SECOND and time.monotonic() < until:
        pass
    assert where == SECOND


def press(qtbot: QtBot, inside: QWidget, words: str) -> None:
    """Click the visible button that says ``words``, as somebody does who scrolls to it first."""
    found = [one for one in inside.findChildren(QAbstractButton) if one.text() == words and one.isVisible()]
    assert found, f"no button says {words!r}"
    area = inside.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()

    def in_sight() -> bool:
        # a section that unfolds shows its buttons bit by bit
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(found[0])
        return found[0].visibleRegion().contains(found[0].rect().center())

    qtbot.waitUntil(in_sight, timeout=5_000)
    qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)


def scan(desk: Desk, code_url: str) -> str | None:
    """Ask the daemon as a phone would that read ``code_url``; return where it is sent."""
    parts = urlsplit(code_url)
    daemon = urlsplit(desk.server.url)
    connection = http.client.HTTPConnection(daemon.hostname or "", daemon.port, timeout=10)
    try:
        connection.request("GET", parts.path, headers={"Host": parts.netloc, "User-Agent": PHONE})
        answer = connection.getresponse()
        answer.read()
        return answer.getheader("Location") if answer.status == 302 else f"status {answer.status}"
    finally:
        connection.close()


def free_port() -> int:
    """Return a port of this computer that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
