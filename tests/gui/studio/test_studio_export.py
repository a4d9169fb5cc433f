"""Studio: files for print, and what they count as."""

import shutil
import stat
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import ArtworkFormat, Client, CodeDraft, CodeQuery, LinkDraft
from qrdesk.core.errors import CannotWrite
from qrdesk.core.schemas.artwork import EXTENSIONS, MEDIA_TYPES
from qrdesk.core.settings import Settings
from qrdesk.gui import keyboard
from qrdesk.gui.jobs import InlineRunner
from qrdesk.gui.keyboard_acts import acts_of
from qrdesk.gui.pages.studio import StudioPage
from qrdesk.gui.pages.studio_desk import Order
from qrdesk.gui.pages.studio_export import try_folder, with_suffix
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.shortcuts import bind
from qrdesk.gui.shell.window import MainWindow, NavEntry
from tests.eyes import read

TEXT = "https://go.example/r/lunch"

pytestmark = pytest.mark.usefixtures("british")


@pytest.mark.parametrize("kind", list(ArtworkFormat))
@pytest.mark.fast_cases(3)
def test_an_exported_file_reads_in_other_programs(
    qtbot: QtBot, page: StudioPage, client: Client, window: MainWindow, tmp_path: Path, kind: ArtworkFormat
) -> None:
    if kind is ArtworkFormat.EPS and shutil.which("gs") is None:
        pytest.skip("needs Ghostscript, to see PostScript")
    page.right.order_changed.emit("format", kind)
    page.exporting.choose_path = lambda suggested: tmp_path / suggested.name
    qtbot.keyClick(page.right.export, Qt.Key.Key_Space)
    path = tmp_path / f"Lunch-menu.{EXTENSIONS[kind]}"
    assert read(path.read_bytes(), MEDIA_TYPES[kind]) == TEXT
    assert window.toasts()[-1].words == f"{path.name} saved"
    (code,) = client.codes.list(CodeQuery()).data  # the first export makes the code
    assert code.printed_at is not None
    assert page.content.printed.text() != "not yet"
    assert not list(tmp_path.glob(".lunch*"))


def test_the_keyboard_saves_and_exports(
    qtbot: QtBot, page: StudioPage, client: Client, window: MainWindow, tmp_path: Path
) -> None:
    window.add_page(NavEntry("studio", "Studio", "qr-code"), lambda: page)
    window.show_page("studio")
    bind(keyboard.table(), "studio", page, acts_of("studio", page))
    with qtbot.waitActive(window):
        window.show()
    page.exporting.choose_path = lambda suggested: tmp_path / suggested.name
    page.right.symbol.margin.setValue(5)
    qtbot.keyClick(page.middle.artboard, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert [code.design.quiet_zone for code in client.codes.list(CodeQuery()).data] == [5]
    qtbot.keyClick(page.middle.artboard, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert (tmp_path / "Lunch-menu.pdf").exists()


def test_the_file_has_the_look_on_the_desk_saved_or_not(page: StudioPage, client: Client, tmp_path: Path) -> None:
    code = client.codes.create(CodeDraft(link_id="lunch"))
    page.open_link("lunch", code.id)
    page.right.colour.ink.hex.input.textEdited.emit("#7a1f1a")
    page.right.order_changed.emit("format", ArtworkFormat.SVG)
    page.exporting.choose_path = lambda _suggested: tmp_path / "tent"
    page.export()
    assert 'fill="#7a1f1a"' in (tmp_path / "tent.svg").read_text()
    assert client.codes.get(code.id).design.ink == "#000000"
    assert page.unsaved()


def test_an_export_need_not_count_as_printed(page: StudioPage, client: Client, tmp_path: Path) -> None:
    page.exporting.choose_path = lambda suggested: tmp_path / suggested.name
    page.right.print.remember.click()
    page.export()
    (code,) = client.codes.list(CodeQuery()).data
    assert (code.export_count, code.printed_at) == (1, None)


def test_a_folder_that_cannot_be_written_is_named_and_nothing_is_exported(
    page: StudioPage, client: Client, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    page.exporting.choose_path = lambda suggested: tmp_path / "file" / suggested.name
    page.export()
    assert page.right.problem.isVisible()
    assert f"The folder {tmp_path / 'file'} cannot be written" in page.right.problem.accessibleName()
    assert client.codes.list(CodeQuery()).data == []
    page.exporting.choose_path = lambda suggested: tmp_path / suggested.name
    page.export()
    assert (tmp_path / "Lunch-menu.pdf").exists()
    assert not page.right.problem.isVisible()


def test_a_read_only_folder_is_refused_before_anything_counts_as_printed(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        (folder / "probe").touch()
    except PermissionError:
        with pytest.raises(CannotWrite, match="Nothing was exported"):
            try_folder(folder / "Lunch-menu.pdf")
    else:  # root writes anywhere: then the folder is tried, and nothing of the trial is left
        (folder / "probe").unlink()
        try_folder(folder / "Lunch-menu.pdf")
    assert list(folder.iterdir()) == []


def test_an_address_that_works_only_here_is_not_for_print(
    qtbot: QtBot, jobs: InlineRunner, window: MainWindow, tmp_path: Path
) -> None:
    local = Session()
    local.connect_local(str(tmp_path / "local.db"), Settings(public_url="http://localhost:8765"))
    local.the_client().links.create(LinkDraft(destination="https://example.com", slug="lunch"))
    made = StudioPage(local, jobs, window, Routes())
    qtbot.addWidget(made)
    made.show()
    made.exporting.choose_path = lambda suggested: tmp_path / suggested.name
    made.export()
    assert window.toasts()[-1].words == "lunch.pdf saved, not for print"
    assert "only works on this computer or network" in made.right.problem.accessibleName()
    local.close()


def test_a_resolution_with_too_many_pixels_is_refused_where_it_is_typed(page: StudioPage) -> None:
    page.right.order_changed.emit("format", ArtworkFormat.PNG)
    page.right.print.width_mm.setValue(1000)
    page.right.print.dpi.setValue(2400)
    assert page.right.print.resolution.has_error()
    assert not page.right.export.isEnabled()
    page.right.print.dpi.setValue(150)
    assert not page.right.print.resolution.has_error()
    assert page.right.export.isEnabled()


def test_size_format_and_resolution_are_remembered(
    qtbot: QtBot, page: StudioPage, session: Session, jobs: InlineRunner, window: MainWindow, tmp_path: Path
) -> None:
    page.exporting.choose_path = lambda suggested: tmp_path / suggested.name
    page.right.order_changed.emit("format", ArtworkFormat.PNG)
    page.right.order_changed.emit("size_mm", 33.5)
    page.export()
    again = StudioPage(session, jobs, window, Routes())
    qtbot.addWidget(again)
    assert again.order() == Order(ArtworkFormat.PNG, 33.5, 600, remember=True)


def test_files_get_the_suffix_of_their_format_once() -> None:
    assert with_suffix(Path("/tmp/a"), ArtworkFormat.SVG) == Path("/tmp/a.svg")
    assert with_suffix(Path("/tmp/a.PDF"), ArtworkFormat.PDF) == Path("/tmp/a.PDF")
    assert with_suffix(Path("/tmp/v1.2"), ArtworkFormat.PNG) == Path("/tmp/v1.2.png")
