"""Studio: small pictures and buttons say what will be made: logos, barcodes, sentences that mean the same."""

from itertools import pairwise

import pytest
from pytestqt.qtbot import QtBot

from qrdesk.client import Client, CodeDraft, Design, Process
from qrdesk.core.artwork import export, rendition
from qrdesk.core.artwork.assets import Assets
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.artwork import FileOrder
from qrdesk.core.schemas.design import Eyes, Frame, FrameShape, Logo, SymbolWish
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.pages import studio_fixes
from qrdesk.gui.pages.studio import StudioPage
from qrdesk.gui.pages.studio_desk import Order, export_draft
from qrdesk.gui.pages.studio_small import small
from tests.gui.studio.pressing import press, unreachable

TEXT, ARTICLE = "https://go.example/r/lunch", "https://go.example/01/04012345678901"
ORDER = FileOrder(size_mm=30)

pytestmark = pytest.mark.usefixtures("british")


def test_a_logo_is_moved_thinned_and_printed_in_one_ink(qtbot: QtBot, page: StudioPage, leaf: str) -> None:
    tab = page.right.logo
    page.right.show_tab("logo")
    page._design_changed({"ink": "#123456", "logo": Logo(file=leaf, size=0.15)})
    scenes = [page.middle.artboard.scene()]
    tab.right.setValue(12.5)
    scenes.append(page.middle.artboard.scene())
    tab.down.setValue(-7)
    scenes.append(page.middle.artboard.scene())
    tab.opacity.slider.setValue(12)  # steps of five per cent
    scenes.append(page.middle.artboard.scene())
    press(qtbot, tab.ink.kind.button("plain"))
    scenes.append(page.middle.artboard.scene())
    logo = page.look().design.logo
    assert logo is not None
    assert (logo.dx, logo.dy, logo.opacity, logo.ink) == (0.125, -0.07, 0.6, "#123456")
    assert all(before != after for before, after in pairwise(scenes))
    assert unreachable(tab) == []
    press(qtbot, tab.ink.kind.button("same"))
    assert page.look().design.logo == logo.model_copy(update={"ink": None})


def test_the_safe_size_is_of_logos_in_the_middle(qtbot: QtBot, page: StudioPage, leaf: str) -> None:
    page.right.show_tab("logo")
    page._design_changed({"logo": Logo(file=leaf, size=0.1)})
    safe = page.right.logo.safe
    qtbot.waitUntil(safe.isVisible)
    assert safe.text().startswith("Safe to ")
    page.right.logo.right.setValue(20)
    qtbot.waitUntil(lambda: not safe.isVisible())
    logo = page.look().design.logo
    assert logo is not None
    assert (logo.dx, safe.isVisible()) == (0.2, False)


def test_a_code_without_an_article_number_is_offered_no_barcode_and_can_drop_one(
    qtbot: QtBot, page: StudioPage
) -> None:
    page.right.show_tab("frame")
    switch = page.right.frame.barcode
    assert not switch.isEnabled()
    assert switch.accessibleDescription() == "This code has no article number (GS1)"
    page._design_changed({"barcode": True})  # as a design that was brought has it
    assert page.right.problem.isVisible()
    assert not page.right.export.isEnabled()
    press(qtbot, switch)
    assert not page.look().design.barcode
    assert not page.right.problem.isVisible()
    assert page.right.export.isEnabled()
    assert not switch.isEnabled()


def test_a_code_with_an_article_number_is_offered_a_barcode(qtbot: QtBot, page: StudioPage) -> None:
    page.right.show_tab("frame")
    page.right.frame.show_text(ARTICLE)
    assert page.right.frame.barcode.accessibleDescription() == "For tills that read no QR codes"
    with qtbot.waitSignal(page.right.frame.changed) as told:
        press(qtbot, page.right.frame.barcode)
    assert told.args == ["barcode", True]


def test_small_pictures_of_codes_are_what_will_be_made(
    page: StudioPage, client: Client, lunch: LinkView, leaf: str
) -> None:
    frame = Frame(shape=FrameShape.LABEL_BELOW, text="Menu", address=True)
    design = Design(logo=Logo(file=leaf, size=0.2), frame=frame, symbol=SymbolWish(version=6, mask=2))
    code = client.codes.create(CodeDraft(link_id=lunch.id, slug="poster", design=design))
    page.open_link(lunch.id)
    drawn = page.content.codes.rows()[0].drawing()
    assert drawn is not None
    file = client.files.download(leaf).content
    assert drawn.scene == rendition.draw(code.text, design, ORDER, Assets(logo=file, logo_type="image/png")).scene
    assert drawn.scene.height_mm > drawn.scene.width_mm
    assert page.middle.reads.toolTip() == code.text == "https://go.example/r/poster"
    assert page.content.carries.text() == "go.example/r/poster"


def test_what_a_small_picture_has_no_room_for_is_left_out_of_it() -> None:
    assert small(ARTICLE, Design(barcode=True)).bar_mm > 0
    assert small(TEXT, Design(ink="#123456", barcode=True)) == small(TEXT, Design(ink="#123456"))
    assert small(TEXT, Design(symbol=SymbolWish(version=1))) == small(TEXT, Design())
    assert small(TEXT, Design(logo=Logo(file="fil_gone")), _gone) == small(TEXT, Design())


def _gone(design: Design) -> Assets:
    if design.logo is not None:
        raise NotFound("file")
    return Assets()


BOTH_SAY = (  # a reason of a score; a look and an order of which the advice on the file says so, too
    ("unreadable", Design(ink="#fefefe"), Order()),
    ("unreadable", Design(eyes=Eyes(frame_ink="#ffffff", ball_ink="#ffffff")), Order()),
    ("inverted", Design(ink="#ffffff", paper="#000000"), Order()),
    ("contrast_low", Design(ink="#b6b6b6"), Order()),
    ("red_contrast_low", Design(ink="#ff2020"), Order()),
    ("quiet_zone_narrow", Design(quiet_zone=2), Order()),
    ("module_small", Design(), Order(size_mm=9)),
    ("module_large", Design(), Order(size_mm=60, process=Process.GS1)),
)


def test_all_that_is_said_twice_is_tried() -> None:
    assert {code for code, _, _ in BOTH_SAY} == set(studio_fixes._ALIKE)


@pytest.mark.parametrize(("code", "design", "order"), BOTH_SAY)
def test_what_advice_and_score_both_say_is_known_to_be_the_same(code: str, design: Design, order: Order) -> None:
    warnings = studio_fixes.draw(TEXT, design, order).report.warnings
    score = export.score(TEXT, design, export_draft(order, design), Assets())
    assert code in {reason.code for reason in score.reasons}
    assert any(studio_fixes.says_the_same(code, warning) for warning in warnings), warnings
