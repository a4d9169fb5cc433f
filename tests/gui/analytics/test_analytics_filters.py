"""Analytics narrowed: filters by a click, whose hits, which days, what has aged out, files."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import Dimension, LinkDraft, LinkPatch
from qrdesk.core import database
from qrdesk.core.models import Workspace
from qrdesk.core.schemas.analytics import HeatmapView
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.pages.analytics import AnalyticsPage
from qrdesk.gui.pages.analytics_wanted import Filter, Scope, steps_for
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from tests.gui.analytics.reading import chips, scans, turned
from tests.gui.hits import store

pytestmark = pytest.mark.usefixtures("british")
NOON = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)


def click_bar(qtbot: QtBot, page: AnalyticsPage, card: int, row: int) -> None:
    bars = page.cards.ranks[card].bars
    qtbot.waitUntil(lambda: bars.height() > row * 30)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(20, row * 30 + 15))


@pytest.fixture
def mixed(page: AnalyticsPage, lunch: LinkView) -> AnalyticsPage:
    """The page with scans of two countries and two systems, in sight."""
    store(lunch, 4, country="DE", os="iOS")
    store(lunch, 2, country="DE", os="Android")
    store(lunch, 3, country="AT", os="iOS")
    store(lunch, 1, country="", os="iOS", source="click")
    page.show()
    return page


def test_a_click_on_a_row_counts_it_alone_everywhere(qtbot: QtBot, mixed: AnalyticsPage) -> None:
    click_bar(qtbot, mixed, 0, 1)
    assert chips(mixed) == ["Country: Austria"]
    assert scans(mixed) == "Scans: 3"
    assert sum(mixed.chart.chart.timeline().scans) == 3
    assert [bar.name for bar in mixed.cards.ranks[0].shown()] == ["Austria"]
    assert mixed.cards.heat.map.total() == 3
    assert [bar.value for bar in mixed.cards.leaders.shown()] == [3]
    click_bar(qtbot, mixed, 0, 0)
    assert chips(mixed) == []
    assert scans(mixed) == "Scans: 9"


def test_filters_combine_and_go_one_by_one_or_all_at_once(qtbot: QtBot, mixed: AnalyticsPage) -> None:
    click_bar(qtbot, mixed, 0, 0)
    mixed.cards.ranks[1].turn(Dimension.OS)
    click_bar(qtbot, mixed, 1, 1)
    assert chips(mixed) == ["Country: Germany", "System: Android"]
    assert scans(mixed) == "Scans: 2"
    qtbot.keyClick(mixed.filters.chips[0], Qt.Key.Key_Delete)
    assert chips(mixed) == ["System: Android"]
    mixed.filters.clear.click()
    assert chips(mixed) == []
    assert not mixed.filters.isVisible()
    assert scans(mixed) == "Scans: 9"


def test_what_is_unknown_can_be_counted_alone(qtbot: QtBot, mixed: AnalyticsPage) -> None:
    click_bar(qtbot, mixed, 0, 2)
    assert chips(mixed) == ["Country: Unknown"]
    assert mixed.cards.figures.clicks.accessibleName().startswith("Clicks: 1")


def test_scans_or_clicks_are_counted_alone_by_a_press_on_their_number(qtbot: QtBot, mixed: AnalyticsPage) -> None:
    figures = mixed.cards.figures
    qtbot.mouseClick(figures.clicks, Qt.MouseButton.LeftButton)
    assert chips(mixed) == ["Only clicks"]
    assert scans(mixed) == "Scans: 0"
    assert figures.clicks.is_on()
    qtbot.keyClick(figures.clicks, Qt.Key.Key_Space)
    assert chips(mixed) == []
    assert not figures.clicks.is_on()


def test_visitors_are_those_of_each_day_added_up(page: AnalyticsPage, lunch: LinkView) -> None:
    store(lunch, 3, visitor="one")
    store(lunch, 1, at=NOON - timedelta(days=2), visitor="one")
    page.show()
    said = page.cards.figures.visitors.accessibleName()
    assert said.startswith("Visitors by day: 2.")


def test_the_rest_of_the_values_is_no_filter(qtbot: QtBot, page: AnalyticsPage, lunch: LinkView) -> None:
    places = turned(page, lunch, 0, Dimension.CITY, (f"Town {number}, DE" for number in range(210)))
    assert len(places.shown()) == 7
    places.more.click()
    rest = next(row for row, bar in enumerate(places.shown()) if bar.name == "Other")
    assert len(places.shown()) == 200
    click_bar(qtbot, page, 0, rest)
    assert chips(page) == []
    assert places.more.text() == "Show fewer"
    places.more.click()
    assert len(places.shown()) == 7


def test_hits_of_a_folder_a_tag_or_a_link(page: AnalyticsPage, session: Session, lunch: LinkView) -> None:
    client = session.the_client()
    other = client.links.create(LinkDraft(destination="https://example.com", title="Review us"))
    folder = client.folders.create(FolderDraft(name="Marketing"))
    client.links.update(other.id, LinkPatch(folder=folder.id))
    store(lunch, 5)
    store(other, 2)
    page.show()
    page.header.scope.open()
    found = page.header.scope.list()
    found.search.setText("mar")
    assert (found.options()[0].words, found.options()[0].detail) == ("Marketing", "Folder")
    found.picked.emit(found.options()[0])
    assert scans(page) == "Scans: 2"
    assert page.header.scope.text() == "Marketing"
    found.search.setText("menu")
    tag = next(option for option in found.options() if option.detail == "Tag")
    found.picked.emit(tag)
    assert scans(page) == "Scans: 5"
    page.cards.leaders.picked.emit(lunch.id)
    assert page.wanted().scope == Scope("link", lunch.id)
    assert page.header.scope.text() == "Lunch menu"


def test_the_links_with_most_hits_say_what_those_below_them_have(
    page: AnalyticsPage, session: Session, lunch: LinkView
) -> None:
    client, foot = session.the_client(), page.cards.leaders.foot
    store(lunch, 3)
    page.show()
    assert foot.isHidden(), "all links are in sight"
    for number in range(8):
        store(client.links.create(LinkDraft(destination="https://example.com", title=f"Table {number}")), 2)
    page.refresh()
    assert (len(page.cards.leaders.shown()), foot.text()) == (7, "and 4 hits at other links")


def test_days_of_ones_own_choice_stay_in_order(page: AnalyticsPage, lunch: LinkView) -> None:
    store(lunch, 2)
    store(lunch, 3, at=NOON - timedelta(days=50))
    page.show()
    page.header.spans.button("custom").click()
    assert page.filters.start.isVisible()
    long_ago = (NOON - timedelta(days=60)).date()
    page.filters.start.setDate(QDate(long_ago.year, long_ago.month, long_ago.day))
    assert scans(page) == "Scans: 5"
    page.filters.end.setDate(QDate(long_ago.year, long_ago.month, long_ago.day).addDays(-3))
    report = page.report()
    assert report is not None
    assert report.totals.start == report.totals.end == long_ago - timedelta(days=3)
    assert scans(page) == "Scans: 0"


def test_all_begins_with_the_first_month_and_compares_with_nothing(page: AnalyticsPage, lunch: LinkView) -> None:
    store(lunch, 1)
    store(lunch, 2, at=NOON - timedelta(days=800))
    page.show()
    page.header.spans.button("all").click()
    timeline = page.chart.chart.timeline()
    assert scans(page) == "Scans: 3"
    assert timeline.step == "week"
    assert sum(timeline.scans[:6]) == 2
    assert not page.header.compare.isEnabled()
    page.chart.cut.emit("month")
    assert page.chart.chart.timeline().step == "month"
    assert 26 <= len(page.chart.chart.timeline().starts) <= 28


def test_a_year_before_is_the_same_days(page: AnalyticsPage, lunch: LinkView) -> None:
    store(lunch, 6)
    store(lunch, 3, at=NOON.replace(year=NOON.year - 1, day=min(NOON.day, 28)))
    page.show()
    menu = page.header.comparisons()
    next(action for action in menu.actions() if "year" in action.text()).trigger()
    assert page.cards.figures.scans.accessibleName() == "Scans: 6. +100 % on a year before"
    assert page.chart.legend.spoken().find("A year before") > 0


def test_what_has_aged_out_is_said_in_words(qtbot: QtBot, mixed: AnalyticsPage) -> None:
    first = (NOON - timedelta(days=5)).replace(hour=0)
    with database.scope(), database.write():
        Workspace.update(hits_from=first).execute()
    click_bar(qtbot, mixed, 0, 0)
    mixed.cards.ranks[1].turn(Dimension.OS)
    click_bar(qtbot, mixed, 1, 0)
    said = mixed.filters.note.text()
    assert "have been deleted, so these filters count from then on." in said
    timeline = mixed.chart.chart.timeline()
    assert timeline.starts[timeline.known_from].date() == first.date()
    assert timeline.value("scans", timeline.known_from - 1) is None, "what is deleted is not zero"
    assert timeline.value("scans", timeline.known_from) is not None
    assert min(row[0] for row in mixed.chart.table_rows()[1]) == first.date().isoformat()
    mixed.chart.cut.emit("week")
    weeks = mixed.chart.chart.timeline()
    assert weeks.starts[weeks.known_from].date() <= first.date() < weeks.starts[weeks.known_from + 1].date()
    mixed.filters.clear.click()
    assert not mixed.filters.note.isVisible()
    assert mixed.chart.chart.timeline().known_from == 0


def test_nothing_is_compared_with_a_time_whose_hits_have_been_deleted(qtbot: QtBot, mixed: AnalyticsPage) -> None:
    def narrow() -> str:
        click_bar(qtbot, mixed, 0, 0)
        mixed.cards.ranks[1].turn(Dimension.OS)
        click_bar(qtbot, mixed, 1, 0)  # for two at once single hits are read
        return mixed.cards.figures.scans.accessibleName()

    assert "none in the" in narrow(), "all is known: there were none"
    assert mixed.chart.chart.timeline().previous
    mixed.filters.clear.click()
    with database.scope(), database.write():
        Workspace.update(hits_from=NOON - timedelta(days=40)).execute()
    assert "comparison not known" in narrow()
    assert not mixed.chart.chart.timeline().previous


def test_a_question_that_fails_keeps_what_is_shown(
    mixed: AnalyticsPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_query: object = None) -> HeatmapView:
        raise RuntimeError("unforeseen")

    monkeypatch.setattr(session.the_client().analytics, "heatmap", fails)
    mixed.cards.picked.emit(Filter("country", "AT"))
    assert mixed.note.isVisible()
    assert "What you see is from before." in mixed.note.accessibleName()
    assert scans(mixed) == "Scans: 9"


def test_the_hits_of_what_is_shown_go_to_a_file(mixed: AnalyticsPage, window: MainWindow, tmp_path: Path) -> None:
    mixed.cards.picked.emit(Filter("country", "AT"))
    report = mixed.report()
    assert report is not None
    mixed.exporting.write(report, "csv", tmp_path / "hits.csv")
    with (tmp_path / "hits.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["country"] for row in rows] == ["AT"] * 3
    mixed.exporting.write(report, "jsonl", tmp_path / "hits.jsonl")
    lines = (tmp_path / "hits.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["country"] for line in lines] == ["AT"] * 3
    assert window.status.sentence().startswith("The hits are in ")
    mixed.exporting.write(report, "csv", tmp_path / "no such folder" / "hits.csv")
    assert "hits.csv" in window.status.sentence()
    assert sorted(path.name for path in tmp_path.glob("hits*")) == ["hits.csv", "hits.jsonl"]


def test_long_spans_are_cut_into_longer_steps() -> None:
    assert steps_for(1)[0] == "hour"
    assert steps_for(30)[0] == "day"
    assert "hour" in steps_for(366)
    assert "hour" not in steps_for(367)
    assert steps_for(900)[0] == "week"
    assert steps_for(3_000)[0] == "month"


def test_bots_are_said_to_be_unknown_where_hits_are_chosen(qtbot: QtBot, mixed: AnalyticsPage, lunch: LinkView) -> None:
    figures, chart = mixed.cards.figures, mixed.chart
    assert figures.bots.accessibleName().startswith("Bots, kept apart: 0.")
    assert "Bots 0" in chart.legend.spoken()
    click_bar(qtbot, mixed, 0, 1)
    for figure in (figures.bots, figures.visitors):
        assert figure.accessibleName().endswith(": –.  unknown with a filter")
    assert chart.chart.timeline().bots == ()
    assert "Bots" not in chart.legend.spoken()


@pytest.mark.parametrize("width", [1024 - 52, 1104 - 208])  # of the smallest windows with each sidebar
def test_the_captions_of_the_figures_are_never_cut_off(qtbot: QtBot, mixed: AnalyticsPage, width: int) -> None:
    mixed.resize(width, 640)
    click_bar(qtbot, mixed, 0, 1)
    figures = mixed.cards.figures
    shown = (figures.scans, figures.clicks, figures.visitors, figures.busiest, figures.bots)
    said = [label for figure in shown for label in (figure._caption, figure._note)]
    qtbot.waitUntil(lambda: all(label.shown_text() == label.text() for label in said))
    assert not [label.text() for label in said if "…" in label.shown_text()]
