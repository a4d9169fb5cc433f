"""The artwork of links that are chosen in their list: each in its own look, by the way of Batch."""

from collections.abc import Generator
from pathlib import Path
from threading import Event

import pytest

from qrdesk.client import CodeDraft, Design, LinkDraft
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.domains import DomainPatch, PublicUrlDraft
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import chosen_links
from qrdesk.gui.chosen_links import CHOSEN
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.pages.batch import BatchPage
from tests.gui.desks import a_desk, a_desk_at, client_of, wait_for
from tests.gui.test_batch import a_list, read_back, wines
from tests.gui.test_reach_batch import with_key

RED = "#8a1020"


def linked(desk: Desk, *slugs: str) -> None:
    """Make links, and go where they are listed."""
    client = client_of(desk)
    for slug in slugs:
        client.links.create(LinkDraft(destination=f"https://example.com/{slug}", slug=slug, title=slug.title()))
    desk.session.links_changed.emit()
    desk.window.show_page("links")
    wait_for(lambda: len(desk.links.model.links()) == len(slugs), "the links")


def exported(desk: Desk, *slugs: str) -> BatchPage:
    """Tick links, and press what exports their artwork."""
    for row, link in enumerate(desk.links.model.links()):
        if link.slug in slugs:
            desk.links.table.toggle(row)
    desk.links.bulk_bar.artwork.click()
    return desk.batch


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


@pytest.fixture(params=["local", "http"])
def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Desk]:
    with a_desk_at(request.param, tmp_path) as made:
        yield made


def test_the_chosen_links_become_files_each_in_its_own_look(anywhere: Desk, tmp_path: Path) -> None:
    linked(anywhere, "menu", "review", "jobs")
    client = client_of(anywhere)
    (domain,) = client.domains.list()
    client.domains.update(domain.id, DomainPatch(default_design=Design(ink="#103060")))
    client.codes.create(CodeDraft(link_id="menu", design=Design(ink=RED)))
    page = exported(anywhere, "menu", "jobs")
    assert anywhere.window.current_page() == "batch"
    assert (page.file.name.text(), page.file.about.text()) == ("Links that were chosen", "2 links")
    assert (page.make.text(), page.output.form.key()) == ("Make 2 codes…", "files")
    assert page.output.design.currentText() == "Each its own"
    out = tmp_path / "codes"
    page.run_to(out)
    files = {one.name: one.read_text() for one in out.iterdir()}
    assert sorted(files) == ["0001-jobs.svg", "0002-menu.svg"]
    assert RED in files["0002-menu.svg"]
    assert "#103060" in files["0001-jobs.svg"], "a new code looks as those of its domain do"
    assert anywhere.window.status.sentence() == "2 codes made"
    codes = {one.text.rpartition("/")[2]: one for one in client.codes.list({"limit": 10}).data}
    assert all(codes[slug].printed_at is not None for slug in ("menu", "jobs"))
    assert "review" not in codes


def test_a_look_that_scans_badly_further_down_is_confirmed_and_the_run_goes_on(desk: Desk, tmp_path: Path) -> None:
    linked(desk, "menu", "review")
    client_of(desk).codes.create(CodeDraft(link_id="menu", design=Design(ink="#ffd800")))
    page = exported(desk, "menu", "review")
    assert page.preview.note.isHidden(), "the first code is good"
    page.run_to(tmp_path / "codes")
    assert page.bar.title.text() == "Not finished"
    assert page.preview.confirm.isVisibleTo(page.preview)
    page.preview.confirm.click()
    page.bar.again_wanted.emit()
    assert page.bar.title.text() == "2 codes made"
    assert "#ffd800" in (tmp_path / "codes" / "0002-menu.svg").read_text()


def test_one_ink_goes_before_those_of_the_looks(desk: Desk, tmp_path: Path) -> None:
    linked(desk, "menu")
    client_of(desk).codes.create(CodeDraft(link_id="menu", design=Design(ink=RED)))
    page = exported(desk, "menu")
    page.output.ink.choose("k")
    page.run_to(tmp_path / "codes")
    assert RED not in (tmp_path / "codes" / "0001-menu.svg").read_text()


def test_all_that_the_list_holds_is_exported_though_only_a_part_is_loaded(desk: Desk, tmp_path: Path) -> None:
    linked(desk, *(f"table-{number:03}" for number in range(3)))
    desk.links.bulk.everything = True
    desk.links.bulk.export_artwork()
    page = desk.batch
    page.output.form.button("pdf").click()
    page.run_to(tmp_path / "codes.pdf")
    assert sorted(read_back(tmp_path / "codes.pdf")) == [f"https://go.example/r/table-00{n}" for n in range(3)]


def test_more_links_than_a_list_may_have_are_refused_before_anything_is_made(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chosen_links, "MOST_ROWS", 2)
    linked(desk, "menu", "review", "jobs")
    page = exported(desk, "menu", "review", "jobs")
    assert "more than 2 links" in desk.window.status.sentence()
    assert page.desk.listed is None
    assert not list(page.desk.kept_in.iterdir())


def test_cancelled_while_the_links_are_listed_batch_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on, row = Event(), Event(), chosen_links._row

    def held(link: LinkView) -> tuple[str, str, str, str]:
        begun.set()
        assert goes_on.wait(20), "the test lets it go on"
        return row(link)

    monkeypatch.setattr(chosen_links, "_row", held)
    with a_desk(tmp_path, PoolRunner()) as desk:
        linked(desk, "menu", "review")
        page = exported(desk, "menu", "review")
        (work,) = desk.window.status.works()
        assert work.title == "Listing the links that were chosen"
        wait_for(begun.is_set, "the first link")
        work.cancel()
        goes_on.set()
        wait_for(lambda: not desk.window.status.works(), "the end")
        assert desk.window.status.sentence() == "Cancelled. Batch is as it was."
        assert page.desk.listed is None
        assert not list(page.desk.kept_in.iterdir())


def test_addresses_that_work_nearby_only_are_said_to_be_trials(desk: Desk, tmp_path: Path) -> None:
    client_of(desk).domains.set_public_url(PublicUrlDraft(url="http://192.168.1.20:8080"))
    linked(desk, "menu")
    page = exported(desk, "menu")
    assert page.not_yet.isVisible()
    assert page.output.trial.isChecked()
    page.run_to(tmp_path / "codes")
    assert "a trial" in page.bar.said.text()
    assert [one.printed_at for one in client_of(desk).codes.list().data] == [None]


def test_links_of_an_address_for_print_are_no_trial_though_new_ones_would_be(desk: Desk) -> None:
    linked(desk, "menu")
    client_of(desk).domains.set_public_url(PublicUrlDraft(url="http://192.168.1.20:8080"))
    page = exported(desk, "menu")
    assert (page.not_yet.isVisible(), page.output.trial.isChecked()) == (False, False)


def test_a_list_that_was_worked_on_is_put_away_and_had_back(desk: Desk, tmp_path: Path) -> None:
    linked(desk, "menu")
    desk.window.show_page("batch")
    desk.batch.bring(a_list(tmp_path, wines(4)))
    assert desk.batch.output.design.currentText() == "Plain"
    desk.window.show_page("links")
    page = exported(desk, "menu")
    assert page.file.name.text() == "Links that were chosen"
    desk.window.undo_last()
    assert (page.file.name.text(), page.make.text()) == ("adler-etiketten.csv", "Make 4 codes…")
    assert page.output.design.currentText() == "Plain"
    assert not (page.desk.kept_in / CHOSEN).exists()


def test_while_batch_makes_other_codes_the_links_are_not_taken(tmp_path: Path) -> None:
    with a_desk(tmp_path, PoolRunner()) as desk:
        linked(desk, "menu")
        desk.window.show_page("batch")
        page = desk.batch
        page.bring(a_list(tmp_path, wines(30)))
        wait_for(page.make.isEnabled, "the check")
        page.run_to(tmp_path / "labels.pdf")
        desk.window.show_page("links")
        exported(desk, "menu")
        assert desk.window.toasts()[-1].words.startswith("Batch makes other codes at the moment")
        wait_for(lambda: not page.runner.is_busy(), "the end")
        assert page.file.name.text() == "adler-etiketten.csv"


def test_a_key_that_sees_no_codes_has_it_barred_and_is_told_why(tmp_path: Path) -> None:
    with with_key(tmp_path, Scope.LINKS_READ) as desk:
        desk.window.show_page("links")
        wait_for(lambda: bool(desk.links.model.links()), "the links")
        desk.links.table.toggle(0)
        bar = desk.links.bulk_bar
        assert bar.artwork.isVisible()
        assert not bar.artwork.isEnabled()
        assert bar.artwork.toolTip() == "Your key may not see codes and designs."
        desk.window.finder.open_with("artwork")
        assert not [hit for hit in desk.window.finder.hits() if hit.title.startswith("Export artwork")]


def test_the_palette_has_it_while_links_are_chosen(desk: Desk) -> None:
    linked(desk, "menu")
    finder = desk.window.finder

    def offered() -> list[str]:
        finder.open_with("artwork of the chosen")
        return [hit.title for hit in finder.hits() if hit.title.startswith("Export artwork")]

    assert offered() == []
    desk.links.table.toggle(0)
    assert offered() == ["Export artwork of the chosen links"]
    next(hit for hit in finder.hits() if hit.title.startswith("Export artwork")).open()
    assert desk.batch.make.text() == "Make 1 code…"


def test_where_the_bar_is_narrow_it_is_under_more(desk: Desk) -> None:
    linked(desk, "menu")
    desk.links.table.toggle(0)
    bar = desk.links.bulk_bar
    bar.setFixedWidth(560)
    wait_for(bar.artwork.isHidden, "the button to give way")
    assert bar._as_artwork.isVisible()
    bar._as_artwork.trigger()
    assert desk.batch.make.text() == "Make 1 code…"
