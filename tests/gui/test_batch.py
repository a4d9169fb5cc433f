"""The Batch page: the story of 4,000 labels, in small; problems, stopping, and going on."""

import csv
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from qrdesk.client import Client, Design, DesignDraft, LinkDraft
from qrdesk.core.errors import ServerUnreachable
from qrdesk.core.schemas.domains import PublicUrlDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.pages.batch import BatchPage
from qrdesk.gui.pages.batch_meaning import Meaning
from qrdesk.gui.widgets.buttons import Button
from tests.desks import desk as served_desk
from tests.desks import served
from tests.gui.desks import a_desk, client_of, wait_for

HEADS = "Wein;URL;Art.-Nr.;Jahrgang;Füllmenge;Notiz"


def wines(rows: int) -> list[str]:
    """Return rows with nothing wrong in them."""
    return [f"Riesling {n};https://adler.example/w/{n};AD-{n:04};2024;0,75 l;" for n in range(1, rows + 1)]


def a_list(folder: Path, rows: list[str], heads: str = HEADS) -> Path:
    path = folder / "adler-etiketten.csv"
    path.write_text("\n".join([heads, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.window.show_page("batch")
        yield made


@pytest.fixture(params=["local", "http"])
def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Desk]:
    """The app on a database of its own, and on a server."""
    with ExitStack() as stack:
        if request.param == "local":
            made = stack.enter_context(a_desk(tmp_path))
        else:
            there = stack.enter_context(served_desk(str(tmp_path / "there.db"), tmp_path / "there"))
            address = stack.enter_context(served(there.app))
            made = stack.enter_context(a_desk(tmp_path, connected=False))
            made.session.use(Client.remote(address, there.key), "remote", address)
        made.window.show_page("batch")
        yield made


def brought(desk: Desk, path: Path) -> BatchPage:
    desk.batch.bring(path)
    return desk.batch


def read_back(pdf: Path) -> list[str]:
    """Return what the codes on all pages of a PDF say."""
    found: list[str] = []
    with pypdfium2.PdfDocument(str(pdf)) as document:
        for page in document:
            image = page.render(scale=200 / 72).to_pil().convert("L")
            found += [one.text for one in zxingcpp.read_barcodes(image)]
    return found


def test_a_print_shop_makes_label_sheets_for_the_press(anywhere: Desk, tmp_path: Path) -> None:
    client_of(anywhere).domains.set_public_url(PublicUrlDraft(url="https://go.example"))
    page = brought(anywhere, a_list(tmp_path, wines(24)))
    assert page.file.about.text() == "24 rows, semicolons, UTF-8"
    page.desk.choose(3, Meaning.TAG)
    page.desk.choose(4, Meaning.LINE_2)
    assert page.columns.head.told.text() == "5 of 6 used"
    assert (page.make.text(), page.preview.where.text()) == ("Make 24 codes…", "Sheet 1 of 2")
    out = tmp_path / "labels.pdf"
    page.run_to(out)
    client = client_of(anywhere)
    links = {one.slug: one for one in client.links.each()}
    assert sorted(read_back(out)) == sorted(one.short_url.replace("/AD", "/r/AD") for one in links.values())
    assert b"PDF/X-1" in out.read_bytes()
    assert (links["AD-0007"].destination, links["AD-0007"].tags) == ("https://adler.example/w/7", ["2024"])
    assert len(client.codes.list({"link_id": links["AD-0007"].id}).data) == 1
    assert all(code.printed_at is not None for code in client.codes.list({"limit": 100}).data)
    assert page.bar.title.text() == "24 codes made"
    assert [run.made for run in page.runs.all()] == [24]


def wrong_list(folder: Path) -> Path:
    rows = wines(9)
    rows[0] = "Riesling;https://adler.example/w/riesling 2024;AD-0001;2024;;"
    rows[2] = "Riesling;https://adler.example/w/3;AD-0002;2024;;"
    rows[4] = "Riesling;;AD-0005;2024;;"
    rows[5] = "Riesling;https://adler.example/w/6;AD/0006;2024;;"
    rows[6] = "Riesling;adler.example/w/7;AD-0007;2024;;"
    return a_list(folder, rows)


def test_problems_are_listed_by_row_and_mended(desk: Desk, tmp_path: Path) -> None:
    page = brought(desk, wrong_list(tmp_path))
    assert [(one.number, one.fault, one.suggestion) for one in page.check.problems()] == [
        (2, "space_in_destination", "https://adler.example/w/riesling-2024"),
        (4, "same_slug", "AD-0002-2"),
        (6, "empty_destination", ""),
        (7, "slash_in_slug", "AD-0006"),
        (8, "no_scheme", "https://adler.example/w/7"),
    ]
    assert page.make.text() == "Make 4 codes…"
    assert page.check.model.problem_at(1) is page.check.problems()[1]
    page.check.accept.click()
    assert [one.number for one in page.check.problems()] == [6]
    desk.window.undo_last()
    assert (len(page.check.problems()), page.check.which.key()) == (5, "problems")
    page.check.accept.click()
    page.check.table.fix_wanted.emit(0)
    page.check.typing.field.set_text("https://adler.example/w/5")
    page.check.typing.field.input.returnPressed.emit()
    assert not page.check.problems()
    assert page.check.clean.said.text().endswith("9 rows, no problems</p>")
    assert (page.check.which.key(), page.check.model.rowCount()) == ("all", 9), "nothing else is to be looked at"
    assert page.make.text() == "Make 9 codes…"
    assert page.check.head.state == "ready"
    page.run_to(tmp_path / "labels.pdf")
    leads = {one.slug: one.destination for one in client_of(desk).links.each()}
    assert (leads["AD-0002-2"], leads["AD-0005"]) == ("https://adler.example/w/3", "https://adler.example/w/5")


def test_rows_with_a_problem_are_saved_with_their_reasons(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = brought(desk, wrong_list(tmp_path))
    path = tmp_path / "problems.csv"
    monkeypatch.setattr("qrdesk.gui.pages.batch_dialogs.ask_file", lambda *_asked: path)
    page.check.save.trigger()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == [*HEADS.split(";"), "reason"]
    assert [row[-1] for row in rows[1:3]] == ["Space in destination", "Same address as row 3"]
    assert len(rows) == 6


@pytest.mark.usefixtures("british")
@pytest.mark.wide
def test_all_rows_are_read_as_they_come_into_sight(desk: Desk, tmp_path: Path) -> None:
    page = brought(desk, a_list(tmp_path, wines(3000)))
    page.check.which.button("all").click()
    model = page.check.model
    assert model.rowCount() == 3000
    said = [str(model.index(row, 0).data()) for row in range(0, 3000, 7)]
    assert said[-1].startswith("2,998, Riesling 2997")
    assert len(model._pages) < 10, "no more is kept than what is in sight"


def test_a_run_goes_on_while_another_page_is_looked_at(tmp_path: Path) -> None:
    jobs = PoolRunner()
    with a_desk(tmp_path, jobs) as desk:
        desk.window.show_page("batch")
        page = brought(desk, a_list(tmp_path, wines(30)))
        wait_for(page.make.isEnabled, "the check")
        page.run_to(tmp_path / "labels.pdf")
        assert [work.title for work in desk.window.status.works()] == ["Making codes for adler-etiketten"]
        assert (page.make.text(), page.make.isEnabled()) == ("Running…", False)
        desk.window.show_page("home")
        wait_for(lambda: not page.runner.is_busy(), "the end")
        assert desk.window.status.sentence() == "30 codes made"
        desk.window.show_page("batch")
        assert (page.bar.title.text(), page.bar.isVisible()) == ("30 codes made", True)


@pytest.mark.wide
def test_slugs_use_the_links_that_are_there(desk: Desk, tmp_path: Path) -> None:
    client_of(desk).links.create(LinkDraft(destination="https://adler.example/", slug="adler"))
    page = brought(desk, a_list(tmp_path, ["adler", "nobody"], "Slug"))
    out = tmp_path / "codes.pdf"
    page.output.form.button("pdf").click()
    page.run_to(out)
    assert read_back(out) == ["https://go.example/r/adler"]
    assert [(one.number, one.fault) for one in page.check.problems()] == [(3, "refused")]
    assert (page.bar.said.text(), page.bar.file.text()) == ("1 row left out", "codes.pdf")


@pytest.mark.wide
def test_a_trial_is_not_remembered_as_printed(desk: Desk, tmp_path: Path) -> None:
    page = brought(desk, a_list(tmp_path, wines(2)))
    page.output.trial.setChecked(True)
    page.run_to(tmp_path / "labels.pdf")
    assert page.bar.title.text() == "2 codes made"
    assert [code.printed_at for code in client_of(desk).codes.list().data] == [None, None]


def test_a_slug_stands_on_labels_only_where_it_is_wanted(desk: Desk, tmp_path: Path) -> None:
    page = brought(desk, a_list(tmp_path, wines(2)))
    bare = page.preview.label.accessibleName()
    assert bare
    assert "AD-0001" not in bare
    page.output.label.slug.click()
    wait_for(lambda: page.preview.label.accessibleName() == f"{bare}, AD-0001", "the slug")
    assert page.output.choices()["slug"] is True


@pytest.mark.wide
def test_addresses_that_work_nearby_only_are_taken_for_a_trial(desk: Desk, tmp_path: Path) -> None:
    client_of(desk).domains.set_public_url(PublicUrlDraft(url="http://192.168.1.20:8080"))
    page = brought(desk, a_list(tmp_path, wines(2)))
    assert page.output.trial.isChecked()
    page.run_to(tmp_path / "labels.pdf")
    assert [code.printed_at for code in client_of(desk).codes.list({"limit": 10}).data] == [None, None]
    page.output.trial.click()  # the person knows better, and is not asked again
    page.run_to(tmp_path / "labels.pdf")
    assert not page.output.trial.isChecked()
    assert all(code.printed_at for code in client_of(desk).codes.list({"limit": 10}).data)


def test_texts_become_codes_in_a_zip_and_no_links(desk: Desk, tmp_path: Path) -> None:
    page = brought(desk, a_list(tmp_path, ["SN 0001", "SN 0002"], "Text"))
    page.output.form.button("files").click()
    page.output.zip.setChecked(True)
    page.run_to(tmp_path / "codes.zip")
    assert (tmp_path / "codes.zip").read_bytes()[:2] == b"PK"
    assert not list(client_of(desk).links.each())
    assert not page.bar.links.isVisible()


@pytest.mark.wide
def test_codes_that_could_not_be_remembered_are_told_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = brought(desk, a_list(tmp_path, wines(2)))
    codes = client_of(desk).codes

    def away(*_given: object, **_named: object) -> None:
        raise ServerUnreachable("hofmann.example has not answered.")

    with monkeypatch.context() as patch:
        patch.setattr(codes, "remember_printed", away)
        page.run_to(tmp_path / "labels.pdf")
    assert (tmp_path / "labels.pdf").exists()
    assert page.bar.again.text() == "Try again"
    page.bar.again.click()
    assert all(code.printed_at is not None for code in codes.list().data)
    assert page.bar.again.isHidden()


def test_what_cannot_be_written_is_said_and_tried_again(desk: Desk, tmp_path: Path) -> None:
    page = brought(desk, a_list(tmp_path, wines(2)))
    gone = tmp_path / "gone"
    gone.write_text("a file, where a folder is wanted")
    page.run_to(gone / "labels.pdf")
    assert (page.bar.title.text(), page.bar.again.text()) == ("Not finished", "Try again")
    assert (page.make.property("kind"), page.bar.again.property("kind")) == ("secondary", "primary"), "one way on"
    in_note = [one for one in page.notice.findChildren(Button) if one.text() == "Try again" and one.isVisible()]
    gone.unlink()
    gone.mkdir()
    in_note[0].click()
    assert len(read_back(gone / "labels.pdf")) == 2


@pytest.mark.wide
def test_a_recipe_is_used_for_the_next_list(desk: Desk, tmp_path: Path) -> None:
    page = brought(desk, a_list(tmp_path, wines(2)))
    page.desk.choose(4, Meaning.LINE_2)
    page.columns.recipe_saved.emit("Adler")
    page.bring(a_list(tmp_path, wines(3)))
    page.desk.choose(4, Meaning.OUT)
    page.columns.recipe_wanted.emit("Adler")
    assert page.desk.meanings[4] is Meaning.LINE_2
    assert page.columns.choices[4].key() == Meaning.LINE_2


@pytest.mark.wide
def test_pasted_rows_without_names_are_read(desk: Desk) -> None:
    page = desk.batch
    page.empty.pasted.emit("https://adler.example/1\tA-1\nhttps://adler.example/2\tA-2\n")
    page.columns.names.click()
    assert page.file.about.text() == "2 rows, tabs, UTF-8"
    page.desk.choose(0, Meaning.DESTINATION)
    page.desk.choose(1, Meaning.SLUG)
    assert page.make.text() == "Make 2 codes…"


def test_a_file_that_is_no_list_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("")
    page = brought(desk, tmp_path / "empty.csv")
    assert "cannot be used" in page.empty.notice.note.accessibleName()
    assert page.make.isHidden()


def test_a_slug_that_is_in_use_is_found_before_anything_is_made(desk: Desk, tmp_path: Path) -> None:
    client_of(desk).links.create(LinkDraft(destination="https://elsewhere.example/", slug="AD-0002"))
    page = brought(desk, a_list(tmp_path, wines(3)))
    assert [(one.number, one.fault, one.suggestion) for one in page.check.problems()] == [
        (3, "taken_slug", "AD-0002-2")
    ]
    assert len(list(client_of(desk).links.each())) == 1
    page.check.accept.click()
    assert (page.make.text(), len(page.check.problems())) == ("Make 3 codes…", 0)


@pytest.mark.wide
def test_a_code_that_scans_badly_is_made_only_when_that_is_confirmed(desk: Desk, tmp_path: Path) -> None:
    page = brought(desk, a_list(tmp_path, wines(2)))
    yellow = Design.model_validate({"ink": "#ffd800"})
    client_of(desk).designs.create(DesignDraft(name="Yellow", design=yellow))
    page.desk.begin()
    page.output.ink.choose("own")
    page.output.design.choose(page.output.design.itemData(page.output.design.findText("Yellow")))
    page.output.changed.emit()
    assert (page.preview.confirm.isVisible(), page.make.isEnabled()) == (True, False)
    page.preview.confirm.click()
    assert (page.preview.note.isHidden(), page.make.isEnabled()) == (True, True)
    page.run_to(tmp_path / "labels.pdf")
    assert page.bar.title.text() == "2 codes made"


def test_a_list_is_dropped_on_the_page(desk: Desk, tmp_path: Path) -> None:
    path = a_list(tmp_path, ["SN 0001"], "Text")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at, none = QPointF(10, 10), Qt.KeyboardModifier.NoModifier
    event = QDropEvent(at, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    desk.batch.empty.dropEvent(event)
    assert desk.batch.file.about.text() == "1 row, UTF-8"
    assert desk.batch.make.text() == "Make 1 code…"


@pytest.mark.wide
def test_labels_that_do_not_fit_are_said_at_the_sheet(desk: Desk, tmp_path: Path) -> None:
    page = brought(desk, a_list(tmp_path, wines(2)))
    page.output.sheet.choose("own")
    page.output.own_sheet.width_mm.setValue(250)
    page.output.changed.emit()
    assert page.output.head.state == "warn"
    assert not page.make.isEnabled()
    page.output.own_sheet.width_mm.setValue(60)
    page.output.changed.emit()
    assert page.make.isEnabled()


def test_where_it_goes_is_asked_once_and_proposed_by_the_name_of_the_list(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = brought(desk, a_list(tmp_path, wines(2)))
    asked: list[str] = []

    def choose(_parent: object, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        asked.append(Path(proposed).name)
        return str(tmp_path / "labels.pdf"), ""

    monkeypatch.setattr("qrdesk.gui.file_dialogs.save_name", choose)
    page.make.click()
    assert asked == ["adler-etiketten.pdf"]
    assert (tmp_path / "labels.pdf").exists()
    assert page.runs.all()[0].out == str(tmp_path / "labels.pdf")
