"""Studio: what the Print and Symbol tabs ask for comes out, fonts and profiles are brought, checks are read."""

from pathlib import Path

import pikepdf
import pytest
from pytestqt.qtbot import QtBot

from qrdesk.client import ArtworkFormat, Client, Process
from qrdesk.core import resources
from qrdesk.core.artwork.profiles import profile
from qrdesk.core.schemas.artwork import LEAST_POINTS
from qrdesk.core.schemas.design import Frame, FrameShape, Logo
from qrdesk.gui.pages.studio import StudioPage
from qrdesk.gui.pages.studio_desk import Order, export_draft, remembered_order
from qrdesk.gui.shell.window import MainWindow
from tests.gui.studio.pressing import pick, press

pytestmark = pytest.mark.usefixtures("british")


def exported(page: StudioPage, folder: Path) -> Path:
    written: list[Path] = []

    def choose(suggested: Path) -> Path:
        written.append(folder / suggested.name)
        return written[0]

    page.exporting.choose_path = choose
    page.export()
    return written[0]


def test_a_press_file_has_bleed_and_marks_and_its_checks_can_be_read(
    qtbot: QtBot, page: StudioPage, tmp_path: Path
) -> None:
    tab = page.right.print
    page.right.show_tab("print")
    page._design_changed({"ink": "k"})
    pick(qtbot, tab.format, "pdfx4")
    tab.bleed.setValue(3)
    press(qtbot, tab.crop_marks)
    tab.reduce.setValue(40)
    path = exported(page, tmp_path)
    with pikepdf.open(path) as file:
        box, trim = file.pages[0].mediabox, file.pages[0].trimbox
        bleed = file.pages[0].obj.BleedBox
        assert float(trim[0]) - float(bleed[0]) == pytest.approx(3 / 25.4 * 72, abs=0.01)
        assert float(box[2]) > float(bleed[2])
    assert page.right.checked.text().startswith("Preflight: all ")
    press(qtbot, page.right.report)
    lines = tab.checks.lines()
    assert len(lines) > 5
    assert all(line.startswith("Passed: ") for line in lines)


def test_what_a_file_has_no_use_for_is_neither_shown_nor_sent(qtbot: QtBot, page: StudioPage) -> None:
    tab = page.right.print
    page.right.show_tab("print")
    pick(qtbot, tab.format, "svg")
    assert not tab.bleed.isVisible()
    assert not tab.profile.isVisible()
    order = Order(format=ArtworkFormat.SVG, bleed_mm=3, crop_marks=True, colours="grey", profile="fil_gone")
    draft = export_draft(order, page.look().design)
    assert (draft.bleed_mm, draft.crop_marks, draft.colours, draft.profile) == (0, False, "auto", None)
    pick(qtbot, tab.format, "jpeg")
    assert tab.quality.isVisible()
    assert tab.dpi.isVisible()


def test_the_process_says_what_is_too_small_and_how_far_ink_spreads(qtbot: QtBot, page: StudioPage) -> None:
    tab = page.right.print
    page.right.show_tab("print")
    page.right.order_changed.emit("size_mm", 13.0)
    qtbot.waitUntil(lambda: any("should be 0.4 mm" in said for said in page.right.reader.sentences()))
    pick(qtbot, tab.process, "thermal-203")
    assert page.order().process is Process.THERMAL_203
    qtbot.waitUntil(lambda: any("should be 0.5 mm" in said for said in page.right.reader.sentences()))
    assert not any("should be 0.4 mm" in said for said in page.right.reader.sentences())
    press(qtbot, tab._use)
    assert page.order().reduce_um == 62
    assert not tab._use.isVisible()


def test_a_profile_is_brought_from_the_disk_and_the_press_file_is_made_for_it(
    qtbot: QtBot, page: StudioPage, client: Client, tmp_path: Path
) -> None:
    (tmp_path / "house.icc").write_bytes(profile(b"").content)
    page.right.show_tab("print")
    pick(qtbot, page.right.print.format, "pdfx4")
    page.profiles.choose_path = lambda: tmp_path / "house.icc"
    press(qtbot, page.right.print.bring)
    (file,) = client.files.list().data
    assert page.order().profile == file.id == page.right.print.profile.key()
    with pikepdf.open(exported(page, tmp_path)) as made:
        intent = made.Root.OutputIntents[0]
        assert bytes(intent.DestOutputProfile.read_bytes()) == profile(b"").content


def test_a_font_is_brought_and_writes_the_words_of_the_frame(
    qtbot: QtBot, page: StudioPage, client: Client, tmp_path: Path
) -> None:
    (tmp_path / "house.ttf").write_bytes(resources.path("fonts/round-bold.ttf").read_bytes())
    page._design_changed({"frame": Frame(shape=FrameShape.CARD, text="Scan me")})
    page.right.show_tab("frame")
    before = page.middle.artboard.scene()
    page.fonts.choose_path = lambda: tmp_path / "house.ttf"
    press(qtbot, page.right.frame.bring)
    (file,) = client.files.list().data
    assert page.right.frame.font_name.currentText() == file.name
    frame = page.look().design.frame
    assert frame is not None
    assert frame.font == file.id
    assert page.middle.artboard.scene() != before
    (tmp_path / "bad.ttf").write_bytes(b"no font")
    page.fonts.choose_path = lambda: tmp_path / "bad.ttf"
    press(qtbot, page.right.frame.bring)
    assert page.right.frame.problem.isVisible()
    assert page.look().design.frame == frame


def test_version_mask_and_outline_are_chosen_by_hand(qtbot: QtBot, page: StudioPage) -> None:
    tab = page.right.symbol
    page.right.show_tab("symbol")
    pick(qtbot, tab.version, "5")
    pick(qtbot, tab.pattern, "3")
    press(qtbot, tab.boost)
    press(qtbot, tab.eci)
    assert page.middle.facts.text().startswith("5-M · 37 × 37")
    press(qtbot, tab.outline.button("circle"))
    wish = page.look().design.symbol
    assert (wish.version, wish.mask, wish.boost, wish.eci, wish.shape) == (5, 3, False, True, "circle")
    pick(qtbot, tab.version, "best")
    assert page.look().design.symbol.version is None


def test_a_size_too_small_for_the_text_is_said_and_undone_by_choosing_again(qtbot: QtBot, page: StudioPage) -> None:
    tab = page.right.symbol
    page.right.show_tab("symbol")
    pick(qtbot, tab.version, "1")
    assert "The code cannot be drawn" in page.right.problem.accessibleName()
    assert not page.right.export.isEnabled()
    pick(qtbot, tab.version, "best")
    assert not page.right.problem.isVisible()
    assert page.right.export.isEnabled()


def test_a_text_too_long_for_a_micro_code_gets_a_whole_one(qtbot: QtBot, page: StudioPage) -> None:
    page.right.show_tab("symbol")
    press(qtbot, page.right.symbol.micro)
    assert page.look().design.symbol.micro
    assert not page.right.symbol.version.isEnabled()
    assert page.middle.facts.text().startswith("2-M")
    assert page.right.export.isEnabled()


@pytest.mark.wide
def test_the_logo_tab_says_up_to_which_size_it_is_safe(qtbot: QtBot, page: StudioPage, leaf: str) -> None:
    page.right.show_tab("logo")
    page._design_changed({"logo": Logo(file=leaf, size=0.2)})
    qtbot.waitUntil(page.right.logo.safe.isVisible)
    safe = int("".join(filter(str.isdigit, page.right.logo.safe.text())))
    assert 5 <= safe < 20
    said, mark = page.right.logo.safe, page.right.logo.extent.slider.place_of(safe)
    left, wide = said.contentsMargins().left(), said.fontMetrics().horizontalAdvance(said.text())
    assert left <= mark <= left + wide, "it stands under the mark"
    assert left == max(0, mark - wide // 2)
    before = page.right.reader.dial.score() or 0
    assert any("error correction" in said for said in page.right.reader.sentences())
    fix = next(button for button in page.right.reader.fix_buttons() if button.text().startswith("Use "))
    offered = int("".join(filter(str.isdigit, fix.text())))
    assert offered <= safe  # and as much smaller as it takes for an export without a question
    press(qtbot, fix)
    logo = page.look().design.logo
    assert logo is not None
    assert logo.size == offered / 100
    qtbot.waitUntil(lambda: (page.right.reader.dial.score() or 0) >= LEAST_POINTS > before)


def test_a_logo_of_the_size_that_is_called_safe_scores_enough(qtbot: QtBot, page: StudioPage, leaf: str) -> None:
    page.right.show_tab("logo")
    page._design_changed({"logo": Logo(file=leaf, size=0.3)})
    qtbot.waitUntil(page.right.logo.safe.isVisible)
    safe = int("".join(filter(str.isdigit, page.right.logo.safe.text())))
    page._design_changed({"logo": Logo(file=leaf, size=safe / 100)})
    scored: list[int] = []
    page.preview.scored.connect(lambda _drawing, found: scored.append(found.score.points))
    qtbot.waitUntil(lambda: bool(scored))
    assert scored[0] >= LEAST_POINTS


def test_a_logo_that_hides_too_much_is_mended_by_one_press(qtbot: QtBot, page: StudioPage, leaf: str) -> None:
    page._design_changed({"logo": Logo(file=leaf, size=0.3)})
    assert not page.right.export.isEnabled()
    qtbot.waitUntil(lambda: any(button.text().startswith("Use ") for button in page.right.reader.fix_buttons()))
    assert page.right.reader.sentences()[0] == "The code cannot be read. The logo hides too much of it."
    press(qtbot, next(button for button in page.right.reader.fix_buttons() if button.text().startswith("Use ")))
    assert page.right.export.isEnabled()


def test_a_reason_is_shown_when_the_advice_says_the_same_with_the_buttons_of_both(
    qtbot: QtBot, page: StudioPage
) -> None:
    page._design_changed({"ink": "#a0a0a0", "quiet_zone": 2})
    qtbot.waitUntil(lambda: not page.right.reader.dial.is_stale())
    said = page.right.reader.sentences()
    assert sum("contrast" in sentence for sentence in said) == 1
    assert any("70 % is good" in sentence for sentence in said)
    assert any("empty space of 2 modules" in sentence for sentence in said)
    buttons = {button.text() for button in page.right.reader.fix_buttons()}
    assert {"Darker ink", "Use 4 modules"} <= buttons
    next(button for button in page.right.reader.fix_buttons() if button.text() == "Darker ink").click()
    assert page.look().design.ink != "#a0a0a0"


def test_an_order_that_cannot_be_read_any_more_is_the_usual_one(window: MainWindow) -> None:
    window.state.write("studio/order", '{"size_mm": 900000}')
    assert remembered_order(window.state) == Order()
