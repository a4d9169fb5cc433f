"""Studio: what leaves the app by hand: copied, dragged, printed at true mm, seen at true size and on things."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import ImageOps
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPixmap

from qrdesk.client import Client, CodeQuery
from qrdesk.gui.pages.studio import StudioPage
from qrdesk.gui.pages.studio_paper import Layout
from qrdesk.gui.pages.studio_print_dialog import PrintDialog
from qrdesk.gui.widgets.mockups import mockups
from tests.eyes import read

TEXT = "https://go.example/r/lunch"
_POINTS_PER_MM = 72 / 25.4

pytestmark = pytest.mark.usefixtures("british")


def test_a_copied_code_is_there_in_three_formats_and_as_a_file(page: StudioPage, client: Client) -> None:
    page.middle.copy.click()
    data = QGuiApplication.clipboard().mimeData()
    for kind in ("image/svg+xml", "application/pdf", "image/png"):
        assert read(bytes(data.data(kind).data()), kind) == TEXT, kind
    image = data.imageData()
    assert isinstance(image, QImage)
    assert image.width() > 200
    (url,) = data.urls()
    path = Path(url.toLocalFile())
    assert path.name == "Lunch-menu.svg"
    assert read(path.read_bytes(), "image/svg+xml") == TEXT
    (code,) = client.codes.list(CodeQuery()).data
    assert code.printed_at is not None
    QGuiApplication.clipboard().clear()


def test_a_dragged_code_is_remembered_once_it_is_dropped(page: StudioPage, client: Client) -> None:
    dragged: list[QMimeData] = []
    answer = Qt.DropAction.IgnoreAction

    def drag(data: QMimeData, _picture: QPixmap) -> Qt.DropAction:
        dragged.append(data)
        return answer

    page.leaving.carrying.carrier.drag = drag
    page.middle.artboard.dragged.emit()
    assert client.codes.list(CodeQuery()).data == []
    answer = Qt.DropAction.CopyAction
    page.middle.artboard.dragged.emit()
    assert [one.hasFormat("image/svg+xml") for one in dragged] == [True, True]
    assert client.codes.list(CodeQuery()).data[0].printed_at is not None


def test_what_is_not_safe_to_print_is_said_when_it_is_copied(page: StudioPage) -> None:
    page.right.print.width_mm.setValue(6)
    page.middle.copy.click()
    assert page.right.problem.isVisibleTo(page)
    assert "scan score" in page.right.problem.accessibleName()
    QGuiApplication.clipboard().clear()


def test_printed_sheets_have_codes_at_true_mm_as_vectors(page: StudioPage, client: Client, tmp_path: Path) -> None:
    target = tmp_path / "sheets.pdf"
    page.right.print.width_mm.setValue(40)

    def answer(dialog: PrintDialog) -> bool:
        dialog.paper.choose("a4")
        dialog.copies.setValue(30)
        dialog.rule.setChecked(True)
        dialog.wanted = "pdf"
        return True

    page.leaving.printing.ask = answer
    page.leaving.printing.choose_path = lambda _suggested: target
    page.right.office.click()
    with pikepdf.open(target) as file:
        assert [len(page.get_images()) for page in file.pages] == [0, 0]
    with pypdfium2.PdfDocument(target.read_bytes()) as document:
        assert document[0].get_width() / _POINTS_PER_MM == pytest.approx(210, abs=0.2)
        first = document[0].render(scale=300 / 72).to_pil().convert("L")
    per_mm = 300 / 25.4
    # the code without its margin of 4 of 33 modules: from there to there, top left on the sheet below the line
    inner = 40 * 4 / 33
    edges = (round(10 * per_mm), round(22 * per_mm), round(50 * per_mm), round(62 * per_mm))
    left, top, right, bottom = ImageOps.invert(first.crop(edges)).getbbox() or (0, 0, 0, 0)
    for found, mm in ((left, inner), (top, inner), (right, 40 - inner), (bottom, 40 - inner)):
        assert found / per_mm == pytest.approx(mm, abs=0.1)
    assert client.codes.list(CodeQuery()).data[0].printed_at is not None


def test_sheets_hold_as_many_as_have_room() -> None:
    layout = Layout("a4", 30, 40, 40, rule=False)
    assert (layout.columns, layout.lines, layout.per_sheet, layout.sheets) == (4, 6, 24, 2)
    assert [len(layout.places(sheet)) for sheet in range(2)] == [24, 6]
    assert Layout("letter", 1, 250, 250, rule=False).per_sheet == 0


def test_a_measured_screen_shows_the_true_size(page: StudioPage) -> None:
    board, bar = page.middle.artboard, page.middle.measure
    page.middle.true_size.click()
    told = board.px_per_mm()
    bar.adjust.click()
    bar.slider.setValue(round(1.5 * told * 200))
    bar.keep.click()
    assert board.px_per_mm() == pytest.approx(1.5 * told, abs=0.01)
    assert board.box().width() == pytest.approx(25 * board.px_per_mm())
    bar.adjust.click()
    bar.slider.setValue(1000)
    bar.leave.click()
    assert board.px_per_mm() == pytest.approx(1.5 * told, abs=0.01)
    bar.adjust.click()
    bar.forget.click()
    assert board.px_per_mm() == pytest.approx(told)


@pytest.mark.parametrize("key", [mockup.key for mockup in mockups()])
@pytest.mark.fast_cases(1)
def test_a_code_stands_on_a_thing_at_its_true_share(page: StudioPage, key: str, tmp_path: Path) -> None:
    page.middle.surface.button(key).click()
    board = page.middle.artboard
    mockup = board.mockup()
    assert mockup is not None
    assert board.box().width() / board.stage().width() == pytest.approx(25 / mockup.extent()[0], rel=0.01)
    if key != "poster":  # where a code of 25 mm is a dot
        file = tmp_path / "board.png"
        board.zoom_to(3)
        assert board.grab().save(str(file))
        assert read(file.read_bytes(), "image/png") == TEXT


def test_a_thing_that_is_too_small_says_so(page: StudioPage) -> None:
    page.right.print.width_mm.setValue(60)
    page.middle.surface.button("card").click()
    assert "too large" in page.middle.caption.text()
