"""Importing links on their page: what is said of it, and where it goes on."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from qrdesk.gui.desk import Desk
from qrdesk.gui.importing import Outcome
from qrdesk.gui.jobs import PoolRunner
from tests.gui.desks import a_desk, client_of, wait_for


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.window.show_page("links")
        yield made


def titles(desk: Desk) -> list[str]:
    return [link.title for link in desk.links.model.links()]


def a_list(folder: Path, rows: str) -> Path:
    path = folder / "list.csv"
    path.write_text(f"destination,title\n{rows}", encoding="utf-8")
    return path


def test_an_import_says_where_the_rows_are_that_did_not_go_in(desk: Desk, tmp_path: Path) -> None:
    desk.links.importer.start(a_list(tmp_path, "https://example.com/a,A\nnonsense,B\n"))
    assert titles(desk) == ["A"]
    assert desk.links.notice.note.accessibleName().startswith("1 of 2 rows did not go in")
    assert desk.window.status.sentence() == "1 link imported · 1 row did not go in"
    assert "nonsense" in (tmp_path / "list-not-imported.csv").read_text(encoding="utf-8-sig")


@pytest.mark.wide
def test_rows_that_are_there_already_are_said(desk: Desk, tmp_path: Path) -> None:
    desk.links.importer.start(a_list(tmp_path, "https://example.com/a,A\n"))
    desk.links.importer.start(a_list(tmp_path, "https://example.com/a,A\nhttps://example.com/b,B\n"))
    assert desk.window.status.sentence() == "1 link imported · 1 link was here already"
    desk.links.importer.start(a_list(tmp_path, "https://example.com/a,A\nhttps://example.com/b,B\n"))
    assert desk.window.status.sentence() == "Nothing new: 2 links were here already"
    assert len(titles(desk)) == 2


@pytest.mark.wide
def test_what_an_import_said_stays_though_the_list_is_loaded_after_it(tmp_path: Path) -> None:
    with a_desk(tmp_path, PoolRunner()) as desk:
        desk.window.show_page("links")
        desk.links.importer.start(a_list(tmp_path, "https://example.com/a,A\nnonsense,B\n"))
        wait_for(lambda: titles(desk) == ["A"], "the new link to be listed")
        desk.links.refresh()
        wait_for(desk.jobs.idle, "everything to be answered")  # type: ignore[attr-defined] # a PoolRunner
        QApplication.processEvents()
        assert desk.links.notice.isVisible()
        assert desk.links.notice.note.accessibleName().startswith("1 of 2 rows did not go in")


def test_an_import_that_cannot_be_read_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("name,price\nSoup,4\n", encoding="utf-8")
    desk.links.importer.start(path)
    assert "Nothing was imported" in desk.links.notice.note.accessibleName()
    assert client_of(desk).links.list().pagination.total == 0


def test_where_the_folder_cannot_be_written_another_one_can_be_chosen(desk: Desk, tmp_path: Path) -> None:
    outcomes: list[Outcome] = []
    desk.links.importer.finished.connect(outcomes.append)
    desk.links.importer.start(a_list(tmp_path, "nonsense,B\n"))
    lost = Outcome(outcomes[0].tally, 1, "", None, "That folder cannot be written.")
    desk.links.importer.finished.emit(lost)
    assert "That folder cannot be written." in desk.links.notice.note.accessibleName()
    other = tmp_path / "other"
    other.mkdir()
    desk.links.importer.write_rest(lost, other)
    assert (other / "list-not-imported.csv").exists()


@pytest.mark.wide
def test_a_cancelled_import_keeps_what_went_in_and_writes_the_rest(tmp_path: Path) -> None:
    with a_desk(tmp_path, PoolRunner()) as desk:
        path = a_list(tmp_path, "".join(f"https://example.com/{n},T{n}\n" for n in range(2500)))
        outcomes: list[Outcome] = []
        desk.links.importer.finished.connect(outcomes.append)
        desk.links.importer.start(path)
        (work,) = desk.window.status.works()
        wait_for(lambda: work.done >= 1000, "the first part")
        work.cancel()
        wait_for(lambda: bool(outcomes), "the import to end")
        made = client_of(desk).links.list().pagination.total
        assert len(outcomes[0].tally.created) == made
        assert made in {1000, 2000}
        rest = tmp_path / "list-not-imported.csv"
        assert len(rest.read_text(encoding="utf-8-sig").splitlines()) == 2500 - made + 1
        assert "the import was cancelled" in rest.read_text(encoding="utf-8-sig")
