"""Batch: list, columns, mended cells and output are there again after the app was closed or killed."""

from pathlib import Path
from typing import Any

import pytest

from qrdesk.client import Design, DesignDraft
from qrdesk.core.artwork.batches.state import Kept, Progress
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages import batch_making
from qrdesk.gui.pages.batch_meaning import Meaning
from tests.gui.desks import a_desk, client_of
from tests.gui.test_batch import a_list, brought, read_back, wines, wrong_list
from tests.gui.test_kept import kept_text

pytestmark = pytest.mark.usefixtures("british")


def chosen(desk: Desk, path: Path) -> None:
    """Choose and mend, as a person does, and let the keeper look."""
    desk.window.show_page("batch")
    page = brought(desk, path)
    page.desk.choose(3, Meaning.TAG)
    page.check.accept.click()
    page.output.form.button("files").click()
    page.output.kind.choose("png")
    page.output.code_mm.setValue(31)
    page.output.name.set_text("{slug}-wine")
    page.output.trial.setChecked(True)
    desk.keeper.write()


def test_what_was_chosen_is_there_again(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        client_of(desk).designs.create(DesignDraft(name="Ours", design=Design()))
        desk.window.show_page("batch")
        design = desk.batch.output.design
        design.choose(design.itemData(design.findText("Ours")))
        chosen(desk, wrong_list(tmp_path))
        before = desk.batch.output.choices()
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        page = desk.batch
        assert page.file.about.text() == "9 rows, semicolons, UTF-8"
        assert page.desk.meanings[3] is Meaning.TAG
        assert [one.number for one in page.check.problems()] == [6], "the others stay mended"
        assert page.output.choices() == before
        assert page.output.design.currentText() == "Ours"
        assert page.make.text() == "Make 8 codes…"


@pytest.mark.wide
def test_a_list_that_is_gone_is_said_and_brought_again_it_is_as_it_was(tmp_path: Path) -> None:
    path = wrong_list(tmp_path)
    with a_desk(tmp_path) as desk:
        chosen(desk, path)
    away = path.rename(tmp_path / "elsewhere.csv")
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        page = desk.batch
        said = page.empty.notice.note.accessibleName()
        assert "adler-etiketten.csv cannot be opened again" in said
        assert "What you chose for it is kept" in said
        desk.keeper.write()
        assert "elsewhere" not in kept_text(tmp_path)
        page.bring(away)
        assert page.desk.meanings[3] is Meaning.TAG
        assert [one.number for one in page.check.problems()] == [6]
        assert page.output.name.text() == "{slug}-wine"


@pytest.mark.wide
def test_a_list_that_was_changed_since_keeps_its_columns_and_says_what_is_not_mended(tmp_path: Path) -> None:
    path = wrong_list(tmp_path)
    with a_desk(tmp_path) as desk:
        chosen(desk, path)
    path.write_text(path.read_text(encoding="utf-8") + "Rivaner;https://adler.example/w/10;AD-0010;2024;;\n")
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        page = desk.batch
        assert page.desk.meanings[3] is Meaning.TAG
        assert page.desk.fixes == {}
        assert "The list was changed since: 4 rows mended" in page.notice.note.accessibleName()


def test_pasted_rows_outlive_the_app_and_nobody_else_reads_them(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        desk.batch.empty.pasted.emit("url\tslug\nhttps://adler.example/1\tA-1\n")
        desk.keeper.write()
    (kept,) = (tmp_path / "desk" / "batch").iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        assert desk.batch.make.text() == "Make 1 code…"


@pytest.mark.wide
def test_pasted_rows_are_kept_no_longer_than_they_are_worked_on(tmp_path: Path) -> None:
    pasted, folder = "url\tslug\nhttps://adler.example/1\tA-1\n", tmp_path / "desk" / "batch"
    folder.mkdir(parents=True)
    (folder / "pasted.tsv").write_text("of before, for everybody to read")
    (folder / "pasted.tsv").chmod(0o644)
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        page = desk.batch
        desk.keeper.write()
        assert list(folder.iterdir()) == [], "nobody works on those"
        (folder / "pasted.tsv").touch(mode=0o644)
        page.empty.pasted.emit(pasted)
        assert (folder / "pasted.tsv").stat().st_mode & 0o077 == 0
        page.bring(a_list(tmp_path, wines(2)))
        assert list(folder.iterdir()) == [], "another list was brought"
        page.empty.pasted.emit(pasted)
        page.run_to(tmp_path / "labels.pdf")
        assert page.bar.title.text() == "1 code made"
        assert list(folder.iterdir()) == [], "the run is finished"
        page.columns.names.click()
        assert page.file.about.text() == "2 rows, tabs, UTF-8", "as long as the app runs it is there"


def test_a_mended_cell_with_a_password_is_nowhere_written_down(tmp_path: Path) -> None:
    path = a_list(tmp_path, ["SN 0001", "SN 0002"], "Text")
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        page = brought(desk, path)
        page.desk.fix({0: {0: "WIFI:T:WPA;S:Adler;P:geheim77;;"}, 1: {0: "SN 0003"}})
        desk.keeper.write()
    kept = kept_text(tmp_path)
    assert "SN 0003" in kept
    assert "geheim77" not in kept
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        assert desk.batch.desk.fixes == {1: {0: "SN 0003"}}


def test_a_run_that_ended_with_the_app_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "labels.pdf"

    def killed(*_given: Any, **_named: Any) -> None:
        raise OSError("the app ended here")

    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        page = brought(desk, a_list(tmp_path, wines(3)))
        with monkeypatch.context() as patch:
            patch.setattr(batch_making.batch, "run", killed)
            page.run_to(out)
        desk.keeper.write()
    Kept(out, "of before").folder.joinpath("state.json").write_text(
        Progress(fingerprint="of before", made=2).model_dump_json(), encoding="utf-8"
    )
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        page = desk.batch
        assert (page.bar.isVisible(), page.bar.again.text()) == (True, "Go on")
        assert (page.bar.title.text(), page.bar.codes.count.text()) == ("2 of 3 codes made", "2 of 3")
        page.bar.again.click()
        assert page.bar.title.text() == "3 codes made"
        assert len(read_back(out)) == 3
        assert len(list(client_of(desk).links.each())) == 3, "no link is made twice"
        desk.keeper.write()
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        assert desk.batch.desk.listed is None, "what is made is unsaved no more"


def test_what_cannot_be_read_any_more_is_nothing(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        desk.state.write("drafts/batch", '{"path": 7}')
        desk.window.show_page("batch")
        assert desk.batch.empty.choose.isVisible()


@pytest.mark.wide
def test_a_design_that_is_gone_is_asked_for_and_never_replaced_in_silence(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        ours = client_of(desk).designs.create(DesignDraft(name="Ours", design=Design()))
        desk.window.show_page("batch")
        desk.batch.output.design.choose(ours.id)
        chosen(desk, wrong_list(tmp_path))
        client_of(desk).designs.delete(ours.id)
    with a_desk(tmp_path) as desk:
        desk.window.show_page("batch")
        output = desk.batch.output
        assert output.refusal() == "The design that was chosen is not there. Choose another."
        assert not desk.batch.make.isEnabled()
        output.design.choose("plain")
        output.design.chosen.emit("plain")
        assert output.refusal() == ""
