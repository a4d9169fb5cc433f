"""Analytics on a real database: figures, live feed, ranks, links, what is empty and what goes wrong."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QLocale, Qt
from pytestqt.qtbot import QtBot

from qrdesk.client import Dimension, LinkDraft
from qrdesk.core.errors import ServerUnreachable
from qrdesk.core.schemas.analytics import TotalsView
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.charts import heatmap
from qrdesk.gui.jobs import InlineRunner, PoolRunner
from qrdesk.gui.pages import analytics_names as names
from qrdesk.gui.pages.analytics import AnalyticsPage
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from tests.gui.hits import store

Record = Callable[..., None]
NOON = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def record() -> Record:
    """Stores hits as the drain does."""
    return store


def test_figures_count_scans_and_clicks_and_keep_bots_apart(
    page: AnalyticsPage, lunch: LinkView, record: Record
) -> None:
    record(lunch, 5)
    record(lunch, 2, source="click")
    record(lunch, 3, bot=True)
    record(lunch, 4, at=NOON - timedelta(days=40))
    page.show()
    assert page.cards.figures.scans.accessibleName() == "Scans: 5. +25.0 % on the 30 before"
    assert page.cards.figures.clicks.accessibleName() == "Clicks: 2.  none in the 30 before"
    assert page.cards.figures.bots.accessibleName() == "Bots, kept apart: 3.  30.0 % of all hits"


def test_25_scans_arrive_in_figures_and_feed_within_two_seconds(
    qtbot: QtBot, page: AnalyticsPage, lunch: LinkView, record: Record
) -> None:
    record(lunch)
    page.show()
    record(lunch, 25)
    assert page.live.is_asking()
    assert page.live.interval_ms() <= 1000  # a second is left for the answer
    with qtbot.waitSignal(page.live.news):
        pass
    assert page.cards.figures.scans.accessibleName().startswith("Scans: 26.")
    assert len(page.live.shown()) == 26


def test_nothing_is_asked_while_the_page_is_out_of_sight(
    page: AnalyticsPage, session: Session, lunch: LinkView, record: Record
) -> None:
    record(lunch)
    session.links_changed.emit()
    assert page.report() is None
    page.show()
    shown = page.report()
    page.hide()
    session.links_changed.emit()
    assert page.report() is shown


def test_pause_holds_the_list_and_go_on_catches_up(page: AnalyticsPage, lunch: LinkView, record: Record) -> None:
    record(lunch)
    page.show()
    page.live.pause.click()
    record(lunch, 2)
    page.live.poll()
    assert len(page.live.list.rows()) == 1
    page.live.pause.click()
    assert len(page.live.list.rows()) == 3


def test_bots_never_appear_in_the_live_list_but_move_the_figures(
    qtbot: QtBot, page: AnalyticsPage, lunch: LinkView, record: Record
) -> None:
    record(lunch)
    page.show()
    record(lunch, bot=True)
    with qtbot.waitSignal(page.live.news):
        pass
    assert len(page.live.shown()) == 1
    assert page.cards.figures.bots.accessibleName().startswith("Bots, kept apart: 1.")


def test_ranks_name_unknown_and_direct_and_turn_to_other_dimensions(
    page: AnalyticsPage, lunch: LinkView, record: Record
) -> None:
    record(lunch, 3, country="AT", device="tablet", browser="Firefox")
    record(lunch, 1, country="", referrer_host="instagram.com", referrer_class="social")
    page.show()
    places, devices, sources, *_ = page.cards.ranks
    assert [bar.name for bar in places.shown()] == ["Austria", "Unknown"]
    assert [bar.name for bar in sources.shown()] == ["Direct", "Social networks"]
    assert [bar.name for bar in devices.shown()] == ["Tablet", "Phone"]
    sources.turn(Dimension.REFERRER)
    assert [bar.name for bar in sources.shown()] == ["Direct", "instagram.com"]
    devices.turn(Dimension.BROWSER)
    assert [(bar.name, bar.value) for bar in devices.shown()] == [("Firefox", 3), ("Safari", 1)]
    record(lunch, 9, browser="Edge")
    page.refresh()
    assert devices.shown()[0].name == "Edge"  # the choice stays


def test_an_answer_for_a_tab_left_meanwhile_is_dropped(page: AnalyticsPage, lunch: LinkView, record: Record) -> None:
    record(lunch)
    page.show()
    report = page.report()
    assert report is not None
    device = page.cards.ranks[1]
    device.turn(Dimension.OS)
    late = next(top for top in report.tops if top.dimension is Dimension.DEVICE)
    device.show_top(late, report.wanted)
    assert [bar.name for bar in device.shown()] == ["iOS"]


def test_one_link_is_chosen_by_typing_and_by_route(
    qtbot: QtBot, page: AnalyticsPage, session: Session, lunch: LinkView, record: Record
) -> None:
    other = session.the_client().links.create(LinkDraft(destination="https://example.com", title="Review us"))
    record(lunch, 4)
    record(other, 1)
    page.show()
    qtbot.keyClick(page.header.scope, Qt.Key.Key_Down)
    found = page.header.scope.list()
    assert [option.words for option in found.options()] == ["All links", "menus", "Review us", "Lunch menu"]
    qtbot.keyClicks(found.search, "lun")
    assert [option.detail for option in found.options()] == ["go.example/lunch"]
    qtbot.keyClick(found.search, Qt.Key.Key_Return)
    assert page.cards.figures.scans.accessibleName().startswith("Scans: 4.")
    assert page.header.scope.text() == "Lunch menu"
    assert len(page.live.shown()) == 4
    page.open_link(other.id)
    assert page.header.scope.text() == "Review us"
    assert page.cards.figures.scans.accessibleName().startswith("Scans: 1.")
    page.open_link("")
    assert page.header.scope.text() == "All links"


def test_today_is_shown_by_the_hour_and_a_year_by_the_day(
    page: AnalyticsPage, window: MainWindow, lunch: LinkView, record: Record
) -> None:
    record(lunch, 2)
    record(lunch, 3, at=NOON - timedelta(days=200))
    page.show()
    page.header.spans.button("today").click()
    today = page.chart.chart.timeline()
    assert (today.step, len(today.starts), sum(today.scans)) == ("hour", 24, 2)
    assert len(today.scans) == datetime.now(UTC).hour + 1
    page.header.spans.button("year").click()
    year = page.chart.chart.timeline()
    assert (year.step, len(year.starts), sum(year.scans)) == ("day", 365, 5)
    assert "365 days from" in window.status.sentence()


def test_a_year_by_the_hour_is_looked_at_part_by_part(
    qtbot: QtBot, page: AnalyticsPage, lunch: LinkView, record: Record
) -> None:
    record(lunch, 3, at=NOON - timedelta(days=200))
    page.show()
    page.header.spans.button("year").click()
    page.chart.steps.setCurrentIndex(page.chart.steps.findData("hour"))
    page.chart.steps.activated.emit(page.chart.steps.currentIndex())
    card, year = page.chart, page.chart.chart.timeline()
    assert (year.step, len(year.starts) // 24, sum(year.scans)) == ("hour", 365, 3)
    assert card.whole.isHidden()
    card.chart.zoom_to(4_000, 4_336)
    assert not card.whole.isHidden()
    qtbot.keyClick(card.chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert card.chart.shown_steps()[0] > 4_020
    assert card.chart.timeline() is year, "nothing is asked for again"
    card.as_table.click()
    assert card.whole.isHidden()
    card.as_table.click()
    qtbot.mouseClick(card.whole, Qt.MouseButton.LeftButton)
    assert card.chart.shown_steps() == (0, len(year.starts) - 1)
    assert card.whole.isHidden()
    assert page.chart.chart.timeline().previous != ()
    page.header.compared.emit("")
    assert page.chart.chart.timeline().previous == ()


def test_period_and_comparison_are_remembered(
    qtbot: QtBot, page: AnalyticsPage, session: Session, jobs: InlineRunner, window: MainWindow
) -> None:
    page.show()
    page.header.spans.button("week").click()
    page.header.compared.emit("year")
    again = AnalyticsPage(session, jobs, window, Routes())
    qtbot.addWidget(again)
    assert again.header.spans.key() == "week"
    assert again.wanted().compare == "year"


def test_the_chart_can_be_read_as_a_table(qtbot: QtBot, page: AnalyticsPage, lunch: LinkView, record: Record) -> None:
    record(lunch, 6)
    page.show()
    qtbot.waitUntil(page.chart.chart.isVisible)
    qtbot.keyClick(page.chart.as_table, Qt.Key.Key_Space)
    assert page.chart.table.isVisible()
    model = page.chart.table.model()
    assert model.index(0, 1).data() == "6"
    assert model.rowCount() == 30


def test_without_links_the_page_leads_to_making_one(page: AnalyticsPage, routes: Routes) -> None:
    asked: list[str] = []
    routes.new_link = asked.append
    page.show()
    assert page.next_step().text() == "Create a link"
    page.next_step().click()
    assert asked == [""]


def test_a_link_without_scans_leads_to_its_code_and_the_first_scan_opens_the_page(
    qtbot: QtBot, page: AnalyticsPage, routes: Routes, lunch: LinkView, record: Record
) -> None:
    asked: list[str] = []
    routes.open_studio = asked.append
    page.show()
    page.next_step().click()
    assert asked == [lunch.id]
    record(lunch)
    qtbot.waitUntil(page.cards.figures.strip.isVisible)


def test_a_failure_keeps_what_is_shown_and_says_so(
    page: AnalyticsPage, session: Session, lunch: LinkView, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(lunch, 5)
    page.show()

    def fails(_query: object = None) -> TotalsView:
        raise ServerUnreachable("https://go.example does not answer.")

    with monkeypatch.context() as away:
        away.setattr(session.the_client().analytics, "totals", fails)
        page.refresh()
    assert page.note.isVisible()
    assert "What you see is from before." in page.note.accessibleName()
    assert page.cards.figures.scans.accessibleName().startswith("Scans: 5.")
    page.open_link(lunch.id)
    assert not page.note.isVisible()


def test_a_deleted_link_gives_way_to_all(page: AnalyticsPage, session: Session, lunch: LinkView) -> None:
    page.show()
    page.open_link(lunch.id)
    session.the_client().links.delete(lunch.id)
    session.links_changed.emit()
    report = page.report()
    assert report is not None
    assert report.wanted.link_id == ""
    assert not page.note.isVisible()


def test_an_older_answer_never_overwrites_a_newer_one(
    qtbot: QtBot, session: Session, window: MainWindow, lunch: LinkView, record: Record
) -> None:
    record(lunch, 5)
    runner = PoolRunner(2)
    made = AnalyticsPage(session, runner, window, Routes())
    qtbot.addWidget(made)
    made.show()
    for span in ("year", "quarter", "week", "today"):
        made.header.spans.button(span).click()

    def settled() -> None:
        report = made.report()
        assert report is not None
        assert report.wanted.span == "today"

    qtbot.waitUntil(settled)
    made.hide()
    assert runner.close()


def test_the_busiest_hour_is_one_of_the_week() -> None:
    rows = [[0] * 24 for _ in range(7)]
    assert heatmap.busiest(rows) is None
    rows[5][10], rows[2][13] = 9, 8
    assert heatmap.busiest(rows) == (6, 10)


@pytest.mark.parametrize(
    ("locale", "hour", "words"), [("en_GB", 10, "10–11"), ("en_GB", 23, "23–24"), ("en_US", 22, "10–11 PM")]
)
def test_hours_are_spans_as_the_locale_counts_them(locale: str, hour: int, words: str) -> None:
    QLocale.setDefault(QLocale(locale))
    assert names.hour_name(hour) == words


def test_values_have_names_for_people() -> None:
    assert names.value_name(Dimension.LANGUAGE, "de-AT") == "German (Austria)"
    assert names.value_name(Dimension.COUNTRY, "ZZ") == "ZZ"
    assert names.value_name(Dimension.OS, "") == "Unknown"
    assert names.value_name(Dimension.REFERRER, "other") == "Other"


@pytest.mark.parametrize(
    ("seconds", "words"), [(-5, "now"), (3, "now"), (14, "14 s"), (130, "2 min"), (3 * 86400, "17 Nov")]
)
def test_the_feed_says_how_long_ago(seconds: int, words: str) -> None:
    now = datetime(2026, 11, 20, 12, 40, tzinfo=UTC)
    assert names.ago(now - timedelta(seconds=seconds), now) == words
