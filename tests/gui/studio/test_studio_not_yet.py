"""Studio: what a code is not fit for is said before it leaves, and what was remembered can be taken back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import ArtworkFormat, Client, CodeQuery, LinkDraft
from qrdesk.core.schemas.domains import PublicUrlDraft
from qrdesk.gui import words
from qrdesk.gui.pages.studio import StudioPage
from qrdesk.gui.pages.studio_kinds import content_title
from qrdesk.gui.shell.palette_list import fits
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets.buttons import Button
from tests.gui.desks import a_desk
from tests.gui.studio.test_studio_static import type_in

pytestmark = pytest.mark.usefixtures("british")


def test_a_code_for_this_network_only_is_not_for_print_however_well_it_reads(
    qtbot: QtBot, page: StudioPage, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = page.right.reader
    qtbot.waitUntil(lambda: reader.word.accessibleName() == "Print-safe")
    assert reader.near.isHidden()
    client.domains.set_public_url(PublicUrlDraft(url="http://192.168.1.20:8080"))
    client.links.create(LinkDraft(destination="https://example.com/tea", slug="tea"))
    page.open_link("tea")
    qtbot.waitUntil(lambda: reader.word.accessibleName() == "Not for print yet")
    assert reader.dial.accessibleName().endswith("Not for print yet")
    assert reader.near.isVisible()
    assert not page.right.print.remember.isChecked()
    opened: list[str] = []
    monkeypatch.setattr(page, "_routes", type("Ways", (), {"open_settings": staticmethod(opened.append)}))
    (way,) = (one for one in reader.near.findChildren(Button) if one.text() == "Set a public address")
    way.click()
    assert opened == ["address"]
    page.right.print.remember.click()
    assert page.right.print.remember.isChecked()
    page.open_link("lunch")
    qtbot.waitUntil(lambda: reader.word.accessibleName() == "Print-safe")
    assert page.right.print.remember.isChecked()
    assert reader.near.isHidden()


def test_an_export_that_locks_a_static_code_says_so_and_is_taken_back(
    qtbot: QtBot, page: StudioPage, client: Client, window: MainWindow, tmp_path: Path
) -> None:
    page.open_kind("wifi")
    type_in(page, "ssid", "Linde Guests")
    type_in(page, "password", "apfelkuchen7")
    page.right.order_changed.emit("format", ArtworkFormat.SVG)
    assert page.right.print.remember.isVisible()  # whatever the format
    assert not page.right.print.remember.isChecked()  # a picture may stay on screens
    page.right.print.remember.click()
    page.exporting.choose_path = lambda suggested: tmp_path / suggested.name
    qtbot.keyClick(page.right.export, Qt.Key.Key_Space)
    (code,) = client.codes.list(CodeQuery(kind="static")).data
    assert code.printed_at is not None
    assert code.content is not None
    assert content_title(code.content) == "Wi-Fi Linde Guests"
    assert page.middle.title.text() == "Wi-Fi Linde Guests"
    assert [row.text() for row in page.content.statics.codes.rows()] == ["Wi-Fi Linde Guests"]
    assert "cannot be changed" in window.toasts()[-1].words
    window.undo_last()
    (again,) = client.codes.list(CodeQuery(kind="static")).data
    assert again == code.model_copy(update={"printed_at": None})
    assert not page.content.static.printed.isVisible()
    page.open_kind("link")
    page.open_static(code.id)
    assert page.middle.title.text() == "Wi-Fi Linde Guests"
    page.content.show_view("codes")
    assert not page.content.statics.codes.undrawn()


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://localhost:8080/r/a", "localhost:8080"),
        ("HTTP://192.168.1.5/R/A", "192.168.1.5"),
        ("https://go.example.com/r/a", ""),
        ("", ""),
    ],
)
def test_an_address_near_by_is_known(url: str, host: str) -> None:
    assert words.near_host(url) == host


def test_the_palette_reads_words_that_are_written_apart() -> None:
    assert fits("backup", "Back up now", "Settings")
    assert fits("wifi", "Wi-Fi Linde Guests")
    assert not fits("pno", "Back up now")


def test_a_port_that_is_not_the_usual_one_is_told_where_codes_carry_it() -> None:
    assert "56587 now, and usually 8765" in words.other_port("192.168.1.5:56587")
    assert [words.other_port(host) for host in ("192.168.1.5:8765", "localhost", "go.example.com:8443", "")] == [""] * 4


@pytest.mark.wide
def test_toasts_cover_neither_the_score_nor_what_speaks_of_another_page(tmp_path: Path, qtbot: QtBot) -> None:
    with a_desk(tmp_path) as desk:
        desk.window.show_page("studio")
        studio = desk.window.page("studio")
        assert isinstance(studio, StudioPage)
        studio.open_kind("wifi")
        toast = desk.window.toast("tent.png saved")
        at = toast.mapToGlobal(toast.rect().center())
        assert studio.middle.artboard.rect().contains(studio.middle.artboard.mapFromGlobal(at))
        newer = desk.window.toast("It is remembered as printed")
        assert newer.geometry().top() - toast.geometry().bottom() > 100, "one above the code, one below it"
        newer.leave()
        qtbot.waitUntil(lambda: not toast.is_news())
        desk.window.show_page("links")
        assert desk.window.toasts() == []
