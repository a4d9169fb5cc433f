"""The sample's scans: said to be made up, and without hours that nobody knows; and the last whole week."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import PeriodQuery, WorkspacePatch
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.schemas.transfer import DayCount, ImportRow, LinkImport
from qrdesk.gui import file_dialogs
from qrdesk.gui.pages.analytics import AnalyticsPage
from qrdesk.gui.pages.analytics_report import questions, read_base
from qrdesk.gui.pages.analytics_wanted import Wanted, last_week
from qrdesk.gui.pages.home_day import hours_of
from qrdesk.gui.sample import SAMPLE, make_sample, sample_draft
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.window import MainWindow
from tests.gui.desks import a_desk, wait_for


@pytest.fixture
def sample(session: Session, state: State) -> LinkView:
    made = make_sample(session.the_client(), sample_draft())
    state.write(SAMPLE, made.id)
    return made


def test_pages_that_list_or_count_the_sample_say_so_until_it_is_removed(qtbot: QtBot, tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        client = desk.session.the_client()
        sample = make_sample(client, sample_draft())
        desk.state.write(SAMPLE, sample.id)
        desk.session.links_changed.emit()
        for key, page in (("links", desk.links), ("analytics", desk.analytics)):
            desk.window.show_page(key)
            wait_for(page.sample.isVisible, "the sample to be named")
            assert sample.title in page.sample.said()
        qtbot.mouseClick(desk.analytics.sample.remove, Qt.MouseButton.LeftButton)
        wait_for(lambda: not desk.analytics.sample.isVisible(), "the sample to go")
        desk.window.show_page("links")
        assert not desk.links.sample.isVisible(), "the other page has heard of it"
        assert desk.state.read(SAMPLE, "") == ""
        assert client.analytics.totals().scans == 0


def test_without_a_sample_nothing_is_said(qtbot: QtBot, page: AnalyticsPage, lunch: LinkView) -> None:
    page.show()
    assert not page.sample.isVisible()


def test_of_a_sample_no_hour_is_shown_and_the_reason_is_whole(
    qtbot: QtBot, page: AnalyticsPage, sample: LinkView
) -> None:
    chart = page.chart
    page.show()
    bots = page.cards.figures.bots.accessibleName()
    assert bots.startswith("Bots, kept apart: –."), "who counted these hits said nothing of bots"
    assert bots.endswith("not known of these hits")
    assert sum(chart.chart.timeline().scans) == 171
    chart.cut.emit("hour")
    assert sum(chart.chart.timeline().scans) == 0, "they are not at noon, only counted there"
    reason = chart.none
    assert reason.isVisible()
    for card in page.cards.ranks:
        assert card.none.wordWrap(), "in German it is longer than a card is wide"
        assert card.none.text() == reason.text()
    assert page.cards.heat.foot() == reason.text()
    wide = page.cards.minimumSizeHint().width()
    assert wide <= 1050, "nothing is cut off at the right"
    chart.cut.emit("day")
    assert not reason.isVisible()
    assert sum(chart.chart.timeline().scans) == 171


def test_home_compares_with_no_day_whose_hours_nobody_knows(session: Session, lunch: LinkView) -> None:
    client = session.the_client()
    client.workspace.update(WorkspacePatch(time_zone="UTC"))
    today = client.analytics.totals(PeriodQuery()).end
    days = (DayCount(day=today - timedelta(days=7), scans=14, clicks=2),)
    row = ImportRow(row=1, slug=lunch.slug, host=lunch.host, destination=lunch.destination, days=days)
    client.links.import_rows(LinkImport(rows=(row,)))
    assert hours_of(client, today).previous == ()


@pytest.mark.parametrize(
    ("today", "first", "begins"),
    [
        (date(2026, 11, 23), 1, date(2026, 11, 16)),  # a Monday: the week before has just ended
        (date(2026, 11, 22), 1, date(2026, 11, 9)),  # a Sunday: this week still runs
        (date(2026, 11, 22), 7, date(2026, 11, 15)),  # where weeks begin on Sunday
    ],
)
def test_the_last_week_is_whole_and_begins_as_weeks_do_here(today: date, first: int, begins: date) -> None:
    assert last_week(today, first) == (begins, begins + timedelta(days=6))


def test_last_week_can_be_chosen_where_days_are(qtbot: QtBot, page: AnalyticsPage, sample: LinkView) -> None:
    page.show()
    qtbot.mouseClick(page.header.spans.button("custom"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.filters.last_week, Qt.MouseButton.LeftButton)
    report = page.report()
    assert report is not None
    assert (report.totals.start, report.totals.end) == last_week(report.today, QLocale().firstDayOfWeek().value)
    assert report.days == 7


def test_a_day_is_compared_with_no_hours_that_nobody_knows(session: Session, lunch: LinkView) -> None:
    client = session.the_client()
    client.workspace.update(WorkspacePatch(time_zone="UTC"))
    today = client.analytics.totals(PeriodQuery()).end
    days = (DayCount(day=today - timedelta(days=1), scans=14, clicks=2),)
    row = ImportRow(row=1, slug=lunch.slug, host=lunch.host, destination=lunch.destination, days=days)
    client.links.import_rows(LinkImport(rows=(row,)))
    base = read_base(client, Wanted(span="today", compare="before", step="hour"))
    assert base.totals.previous_scans == 14
    first = questions(client, base)[0]()(base)
    assert first.timeline is not None
    assert first.timeline.previous == ()


def test_rows_of_a_sample_name_no_visitors_and_no_file_of_hits_is_offered(
    page: AnalyticsPage, sample: LinkView, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_dialogs, "save_name", lambda *_asked: pytest.fail("a file of no lines"))
    page.show()
    heads, rows = page.chart.table_rows()
    visitors, scans = heads.index("Visitors"), heads.index("Scans")
    assert {row[visitors] for row in rows if row[scans] != "0"} == {""}
    report = page.report()
    assert report is not None
    page.exporting.choose(report, "csv")
    assert "only their number per day" in window.toasts()[-1].words
