"""Studio: shapes, logos and frames, and how surely what they make is read."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from qrdesk.client import ArtworkFormat, Client, CodeQuery
from qrdesk.core.schemas.design import Body, BodyShape, EyeShape, FrameShape, Logo
from qrdesk.gui.pages.studio import StudioPage
from tests.eyes import read

TEXT = "https://go.example/r/lunch"

pytestmark = pytest.mark.usefixtures("british")


def drawn(page: StudioPage) -> str | None:
    """Return what the code on the artboard reads as."""
    picture = page.middle.artboard.grab().toImage()
    picture.save(str(page.property("board")))
    return read(Path(str(page.property("board"))).read_bytes(), "image/png")


@pytest.fixture
def board(page: StudioPage, tmp_path: Path) -> StudioPage:
    page.setProperty("board", str(tmp_path / "board.png"))
    return page


def press(qtbot: QtBot, button: QAbstractButton) -> None:
    qtbot.keyClick(button, Qt.Key.Key_Space)


def test_modules_and_eyes_are_chosen_by_their_pictures(qtbot: QtBot, board: StudioPage) -> None:
    tab = board.right.shape
    press(qtbot, tab.body.tile("dots"))
    tab.module_size.slider.setValue(90)
    press(qtbot, tab.frame.tile("rounded"))
    press(qtbot, tab.ball.tile("leaf"))
    tab.radius.slider.setValue(5)  # steps of five per cent
    design = board.look().design
    assert (design.body.shape, design.body.size) == (BodyShape.DOTS, 0.9)
    assert (design.eyes.frame, design.eyes.ball) == (EyeShape.ROUNDED, EyeShape.LEAF)
    assert (design.eyes.frame_radius, design.eyes.ball_radius) == (0.25, 0.25)
    assert drawn(board) == TEXT
    assert tab.module_size.isVisible()
    press(qtbot, tab.body.tile("square"))
    assert not tab.module_size.isVisible()


def test_round_eyes_are_said_to_be_missed_by_older_apps(qtbot: QtBot, board: StudioPage) -> None:
    assert not board.right.shape.risk.isVisible()
    press(qtbot, board.right.shape.frame.tile("circle"))
    assert board.right.shape.risk.isVisible()


def test_a_logo_is_brought_from_the_disk_drawn_and_taken_away(
    qtbot: QtBot, board: StudioPage, client: Client, tmp_path: Path
) -> None:
    picture = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((4, 4, 56, 56), fill=(200, 30, 60, 255))
    picture.save(tmp_path / "leaf.png")
    board.right.tabs.choose("logo")
    board.logos.choose_path = lambda: tmp_path / "leaf.png"
    press(qtbot, board.right.logo.add)
    (file,) = client.files.list().data
    assert (board.look().design.logo or Logo(file="none")).file == file.id
    board.right.logo.extent.slider.setValue(18)
    assert (board.look().design.logo or Logo(file="none")).size == 0.18
    red = [pixel for pixel in _colours(board) if pixel[0] > 150 and pixel[1] < 80]
    assert red
    assert drawn(board) == TEXT
    press(qtbot, board.right.logo.remove)
    assert board.look().design.logo is None
    assert not [pixel for pixel in _colours(board) if pixel[0] > 150 and pixel[1] < 80]


def test_a_file_that_is_no_picture_is_refused_and_the_look_stays(board: StudioPage, tmp_path: Path) -> None:
    (tmp_path / "leaf.png").write_bytes(b"no picture")
    board.logos.choose_path = lambda: tmp_path / "leaf.png"
    board.right.logo.picture_wanted.emit()
    assert not board.right.logo.problem.isHidden()
    assert board.right.logo.isEnabled()
    assert board.look().design.logo is None


def test_a_frame_with_words_is_chosen_and_drawn(qtbot: QtBot, board: StudioPage) -> None:
    board.right.tabs.choose("frame")
    board.right.tabs.chosen.emit("frame")
    tab = board.right.frame
    assert tab.tiles is not None
    press(qtbot, tab.tiles.tile("card"))
    tab.text.setFocus()
    tab.text.selectAll()
    qtbot.keyClicks(tab.text, "Heute auf der Karte")
    frame = board.look().design.frame
    assert frame is not None
    assert (frame.shape, frame.text) == (FrameShape.CARD, "Heute auf der Karte")
    scene = board.middle.artboard.scene()
    assert scene is not None
    assert scene.height_mm > scene.width_mm == 25
    assert drawn(board) == TEXT
    press(qtbot, tab.tiles.tile("none"))
    assert board.look().design.frame is None


def test_the_scan_score_follows_the_look_with_a_change_that_raises_it(qtbot: QtBot, board: StudioPage) -> None:
    dial = board.right.reader.dial
    qtbot.waitUntil(lambda: (dial.score() or 0) >= 95)
    press(qtbot, board.right.shape.body.tile("dots"))
    press(qtbot, board.right.shape.frame.tile("circle"))
    board.right.shape.module_size.slider.setValue(70)
    qtbot.waitUntil(lambda: (dial.score() or 100) < 90)
    before = dial.score() or 0
    buttons = board.right.reader.fix_buttons()
    assert buttons
    buttons[0].click()
    qtbot.waitUntil(lambda: (dial.score() or 0) > before)


def test_what_is_risky_is_exported_only_by_who_has_read_why(board: StudioPage, client: Client, tmp_path: Path) -> None:
    board.right.order_changed.emit("format", ArtworkFormat.SVG)
    board.right.colour.ink.hex.input.textEdited.emit("#a8a8a8")
    board.right.shape.changed.emit("body", Body(shape=BodyShape.DOTS, size=0.8))
    board.exporting.choose_path = lambda _suggested: tmp_path / "pale"
    board.export()
    assert not (tmp_path / "pale.svg").exists()
    assert board.right.problem.isVisible()
    assert client.codes.list(CodeQuery()).data[0].printed_at is None
    board.export()
    assert (tmp_path / "pale.svg").exists()
    assert read((tmp_path / "pale.svg").read_bytes(), "image/svg+xml") == TEXT


def _colours(page: StudioPage) -> set[tuple[int, int, int]]:
    image = page.middle.artboard.grab().toImage()
    image.save(str(page.property("board")))
    with Image.open(BytesIO(Path(str(page.property("board"))).read_bytes())) as seen:
        found = seen.convert("RGB").getcolors(1 << 24) or []
    return {(colour[0], colour[1], colour[2]) for _, colour in found if isinstance(colour, tuple)}
