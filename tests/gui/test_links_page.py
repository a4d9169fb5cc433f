"""The Links page: listing, filtering, sorting, paging, many at once, and importing."""

import csv
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from qrdesk.client import CodeDraft, ExportDraft, LinkDraft
from qrdesk.core.errors import ServerUnreachable
from qrdesk.core.schemas.base import Page, Pagination
from qrdesk.core.schemas.bulk import BulkCreate, BulkUpdate, BulkUpdateReport
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages import links_bulk, links_loading
from qrdesk.gui.pages.links_loading import PAUSE_MS
from qrdesk.gui.tables.link_table import Place
from tests.gui.desks import a_desk, client_of, wait_for
from tests.gui.held_jobs import HeldJobs


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.window.show_page("links")
        yield made


def make(desk: Desk, *titles: str, **more: Any) -> list[LinkView]:
    client = client_of(desk)
    drafts = [LinkDraft(destination=f"https://example.com/{t.replace(' ', '-')}", title=t, **more) for t in titles]
    links = [client.links.create(draft) for draft in drafts]
    desk.session.links_changed.emit()
    return links


def make_tables(desk: Desk, count: int) -> None:
    """Make "Table 000" and so on, the last one the newest, in one call."""
    drafts = tuple(
        LinkDraft(destination=f"https://example.com/Table-{number:03}", title=f"Table {number:03}")
        for number in range(count)
    )
    made = client_of(desk).links.create_many(BulkCreate(links=drafts, all_or_nothing=True))
    assert len(made.created) == count
    desk.session.links_changed.emit()


def titles(desk: Desk) -> list[str]:
    return [link.title for link in desk.links.model.links()]


def test_the_empty_page_makes_the_first_link(desk: Desk, qtbot: QtBot) -> None:
    first = desk.links._first
    assert first.isVisible()
    qtbot.keyClicks(first.field.input, "https://example.com/menu")
    qtbot.keyClick(first.field.input, Qt.Key.Key_Return)
    assert [link.destination for link in client_of(desk).links.list().data] == ["https://example.com/menu"]
    assert desk.links.table.isVisible()


def test_links_are_listed_with_their_codes_and_counted_in_the_sidebar(desk: Desk, qtmodeltester: ModelTester) -> None:
    make(desk, "Menu", "Review")
    model = desk.links.model
    assert titles(desk) == ["Review", "Menu"]
    assert model.thumb(model.link_at(0).code_url) is not None
    assert desk.window.sidebar.item("links").accessibleName() == "Links, 2"
    sentence = model.index(1, Place.TITLE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert sentence.startswith("Menu, go.example/")
    qtmodeltester.check(model)


def test_typing_in_the_filter_lists_matching_links(desk: Desk, qtbot: QtBot) -> None:
    make(desk, "Menu", "Review", "Menu of the day")
    qtbot.keyClicks(desk.links.filter_row.filter, "menu")
    wait_for(lambda: len(titles(desk)) < 3, "the filter to work")
    assert titles(desk) == ["Menu of the day", "Menu"]
    qtbot.keyClick(desk.links.filter_row.filter, Qt.Key.Key_Escape)
    wait_for(lambda: len(titles(desk)) != 2, "all links to be back")
    assert titles(desk) == ["Menu of the day", "Review", "Menu"]


@pytest.mark.wide
def test_a_sort_and_a_search_stay_when_the_list_is_narrowed(desk: Desk, qtbot: QtBot) -> None:
    for title in ("Menu B", "Menu A", "Other"):
        client_of(desk).links.create(LinkDraft(destination="https://example.com", title=title, tags=("door",)))
    desk.session.links_changed.emit()
    desk.links.table.head.setSortIndicator(Place.TITLE, Qt.SortOrder.AscendingOrder)
    qtbot.keyClicks(desk.links.filter_row.filter, "menu")
    wait_for(lambda: titles(desk) == ["Menu A", "Menu B"], "the filter to work")
    desk.links.filter_row._with_tag("door")
    assert titles(desk) == ["Menu A", "Menu B"]
    assert desk.links.filter_row.filter.text() == "menu"


def test_the_hits_of_all_links_are_not_taken_for_those_of_what_is_listed(desk: Desk, qtbot: QtBot) -> None:
    make(desk, "Menu", "Other")
    foot = desk.links.foot
    assert foot._right.text() == "0 hits in 30 days, bots not counted"
    qtbot.keyClicks(desk.links.filter_row.filter, "menu")
    wait_for(lambda: titles(desk) == ["Menu"], "the filter to work")
    assert foot._right.text() == "All links: 0 hits in 30 days, bots not counted"
    desk.links.filter_row.filter.clear()
    wait_for(lambda: len(titles(desk)) == 2, "all links")
    assert foot._right.text() == "0 hits in 30 days, bots not counted"


def test_a_search_that_finds_too_many_to_count_says_so(desk: Desk, british: None) -> None:
    make(desk, "Menu", "Menu of the day")
    links = tuple(desk.links.model.links())
    many = Page[LinkView](data=list(links), pagination=Pagination(total=None, limit=100, next_cursor="more"))
    desk.links.loader._show(desk.links.loader._number, many)
    assert desk.links.foot._left.text() == "more than 10,000 links found"
    desk.links.table.checked_all.emit(True)
    assert desk.links.bulk_bar._all.text() == "Select all that were found"
    desk.links.bulk_bar.everything_wanted.emit()
    assert desk.links.bulk_bar._count.text() == "More than 10,000 selected"


def test_a_first_letter_is_asked_for_at_once_and_those_behind_it_when_typing_stops(desk: Desk) -> None:
    make(desk, "Menu", "Medal", "Door")
    listed: list[list[str]] = []
    desk.links.loader.loaded.connect(lambda _total: listed.append(titles(desk)))
    for text in ("m", "med", "men", "menu"):
        desk.links.filter_row.filter.setText(text)
    assert len(listed) == 1, f"no more is asked within {PAUSE_MS} ms"
    wait_for(lambda: titles(desk) == ["Menu"], "the rest of the word to be asked for")
    assert len(listed) == 2
    desk.links.filter_row.filter.setText("medal")
    assert listed[2:] == [["Medal"]]


def test_an_older_answer_never_overwrites_a_newer_one(tmp_path: Path) -> None:
    jobs = HeldJobs(holds=False, only_answers=True)
    with a_desk(tmp_path, jobs) as desk:
        make(desk, "Menu", "Review")
        desk.window.show_page("links")
        jobs.holds = True
        for word in ("menu", "review"):
            desk.links.filter_row.filter.setText(word)
            desk.links.loader._pause.stop()
        older, newer = jobs.held
        newer()
        older()
        assert titles(desk) == ["Review"]


def test_tabs_show_printed_and_archived_links(desk: Desk) -> None:
    menu, review, _ = make(desk, "Menu", "Review", "Jobs")
    code = client_of(desk).codes.create(CodeDraft(link_id=menu.id))
    client_of(desk).codes.export(code.id, ExportDraft())
    client_of(desk).links.archive(review.id)
    desk.session.links_changed.emit()
    seen: dict[str, list[str]] = {}
    for view in ("printed", "archived", "all"):
        desk.links.tabs.choose(view)
        desk.links.tabs.chosen.emit(view)
        seen[view] = titles(desk)
    assert seen == {"printed": ["Menu"], "archived": ["Review"], "all": ["Jobs", "Menu"]}


def test_a_click_on_the_head_sorts_and_is_remembered(desk: Desk, qtbot: QtBot) -> None:
    make(desk, "Beta", "Alpha", "Gamma")
    head = desk.links.table.head
    at = QPoint(head.sectionViewportPosition(Place.TITLE) + 20, 10)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    once = titles(desk)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert sorted([once, titles(desk)]) == [["Alpha", "Beta", "Gamma"], ["Gamma", "Beta", "Alpha"]]
    assert desk.state.read("links/sort", "") in {"title", "-title"}


def test_more_links_come_as_one_scrolls(desk: Desk) -> None:
    make_tables(desk, 230)
    model = desk.links.model
    assert model.rowCount() == 100
    desk.links.table.scrollToBottom()
    wait_for(lambda: model.rowCount() >= 200, "the second page")
    desk.links.table.scrollToBottom()
    wait_for(lambda: model.rowCount() == 230, "the third page")
    assert len(set(titles(desk))) == 230


@pytest.mark.wide
def test_new_numbers_leave_the_table_where_it_was_scrolled_to(desk: Desk) -> None:
    make_tables(desk, 90)
    bar = desk.links.table.verticalScrollBar()
    wait_for(lambda: bar.maximum() > 1500, "the rows to be laid out")
    bar.setValue(1500)
    desk.links.table.toggle(40)
    desk.links.refresh()
    assert bar.value() == 1500, "the same rows do not move"
    row_px = desk.links.table.row_height()
    make(desk, "One more")
    assert bar.value() == 1500 + row_px, "nor do they when there is one more above them"
    assert [link.title for link in desk.links.model.checked()] == ["Table 049"]


def test_ticked_links_are_archived_together_and_undo_brings_them_back(desk: Desk, qtbot: QtBot) -> None:
    make(desk, "Menu", "Review", "Jobs")
    for row in (0, 2):
        desk.links.table.toggle(row)
    assert desk.links.bulk_bar.isVisible()
    desk.links.bulk_bar.act_wanted.emit("archive")
    assert titles(desk) == ["Review"]
    assert desk.window.toasts()[-1].words == "2 links are archived"
    qtbot.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert titles(desk) == ["Jobs", "Review", "Menu"]


@pytest.mark.wide
def test_everything_can_be_taken_though_only_a_part_is_loaded(desk: Desk) -> None:
    make_tables(desk, 120)
    desk.links.table.checked_all.emit(True)
    desk.links.bulk_bar.everything_wanted.emit()
    desk.links.bulk_bar.act_wanted.emit("archive")
    assert client_of(desk).links.list().pagination.total == 0


@pytest.mark.wide
def test_of_very_many_at_once_it_is_asked_first(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links_bulk, "_MANY", 100)
    make_tables(desk, 120)
    asked: list[tuple[str, str]] = []
    answers = iter([False, True])
    bulk = desk.links.bulk
    bulk.confirm = lambda title, said: not asked.append((title, said)) and next(answers)
    desk.links.table.checked_all.emit(True)
    desk.links.bulk_bar.everything_wanted.emit()
    desk.links.bulk_bar.act_wanted.emit("archive")
    assert asked[0][0] == "Change 120 links?"
    assert "120 links are archived" in asked[0][1]
    assert client_of(desk).links.list().pagination.total == 120
    desk.links.bulk_bar.act_wanted.emit("archive")
    assert client_of(desk).links.list().pagination.total == 0
    desk.window.toasts()[-1].undo()
    assert client_of(desk).links.list().pagination.total == 120


def test_escape_clears_the_ticks(desk: Desk, qtbot: QtBot) -> None:
    make(desk, "Menu")
    desk.links.table.toggle(0)
    qtbot.keyClick(desk.links, Qt.Key.Key_Escape)
    assert not desk.links.model.checked()
    assert desk.links.filter_row.isVisible()


def test_ticked_links_are_exported(desk: Desk, tmp_path: Path) -> None:
    make(desk, "Menu", "Review")
    desk.links.table.toggle(1)
    desk.links.bulk.export_to(tmp_path / "out.csv")
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["title"] for row in rows] == ["Menu"]


def test_a_server_that_is_away_is_said_and_what_was_loaded_stays(desk: Desk) -> None:
    make(desk, "Menu")
    desk.links.loader.failed.emit(ServerUnreachable("go.example has not answered since 12:38."))
    assert desk.links.notice.isVisible()
    assert titles(desk) == ["Menu"]
    desk.links.refresh()
    assert not desk.links.notice.isVisible()


def test_copy_beside_a_short_link_fills_the_clipboard(desk: Desk) -> None:
    (menu,) = make(desk, "Menu")
    desk.links.table.action_clicked.emit(desk.links.model.index(0, Place.TITLE))
    assert QApplication.clipboard().text() == menu.short_url


def test_beside_the_editor_in_a_small_window_titles_have_the_room_of_the_small_charts(desk: Desk) -> None:
    (menu,) = make(desk, "Menu")
    table = desk.links.table
    desk.window.resize(1280, 800)
    desk.routes.open_link(menu.id)
    assert not table.isColumnHidden(Place.SPARK)
    desk.window.resize(1024, 700)
    QApplication.processEvents()
    assert table.isColumnHidden(Place.SPARK)
    assert table.columnWidth(Place.TITLE) >= 200
    desk.links.side.close()
    QApplication.processEvents()
    assert not table.isColumnHidden(Place.SPARK)


@pytest.mark.wide
def test_a_long_list_stays_as_long_when_it_is_loaded_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links_loading, "_MOST_ROWS", 110)
    make_tables(desk, 230)
    for _ in range(2):
        desk.links.loader._more()
    before = titles(desk)
    assert len(before) == 230
    desk.links.hits_came()
    desk.links._refresh()
    assert titles(desk) == before, "scans that come in do not take rows away"
    desk.links.refresh()
    assert titles(desk) == before


@pytest.mark.wide
def test_numbers_stay_in_sight_until_new_ones_are_there(desk: Desk) -> None:
    make(desk, "Menu")
    model = desk.links.model
    assert not model.without_summary()
    model.forget_summaries()
    assert len(model.without_summary()) == 1
    assert model.index(0, Place.SPARK).data() == "0 hits in 30 days"


@pytest.mark.wide
def test_why_many_could_not_all_be_archived_is_said_last(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    make(desk, "Menu", "Review")
    monkeypatch.setattr(links_bulk, "_CHANGES", 1)
    update = client_of(desk).links.update_many
    calls: list[BulkUpdate] = []

    def fails(batch: BulkUpdate) -> BulkUpdateReport:
        calls.append(batch)
        if len(calls) > 1:
            raise ServerUnreachable("It does not answer.")
        return update(batch)

    monkeypatch.setattr(client_of(desk).links, "update_many", fails)
    desk.links.model.check_all(on=True)
    desk.links.bulk.act("archive")
    assert desk.window.toasts()[-1].words == "1 link is archived"
    assert desk.window.status.sentence() == "It does not answer."


def test_a_filter_that_finds_nothing_is_cleared_where_that_is_said(desk: Desk) -> None:
    make(desk, "Menu")
    desk.links.filter_row.filter.setText("zebra")
    wait_for(desk.links.show_all.isVisible, "nothing to be found")
    desk.links.show_all.click()
    assert titles(desk) == ["Menu"]
    assert desk.links.filter_row.filter.text() == ""


def test_a_toast_goes_to_the_end_of_the_list_when_the_editor_is_closed(desk: Desk) -> None:
    link, _ = make(desk, "Menu", "Card")
    desk.window.resize(1280, 800)
    desk.routes.open_link(link.id)
    desk.links.editor.acts.archive(link)
    (toast,) = desk.window.toasts()
    wait_for(lambda: toast.geometry().right() < desk.window.width() - 300, "the toast beside the editor")
    desk.links.editor.close_panel()
    wait_for(lambda: toast.geometry().right() > desk.window.width() - 30, "the toast to follow")
