"""Analytics on a real database: figures, live feed, ranks, links, what is empty and what goes wrong."""

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from qrdesk.client import Dimension, LinkDraft, WorkspacePatch
from qrdesk.core import database
from qrdesk.core.errors import ServerUnreachable
from qrdesk.core.hits import rollups, rows
from qrdesk.core.hits.days import days_of
from qrdesk.core.hits.enrich import HitRow
from qrdesk.core.models import Link
from qrdesk.core.schemas.analytics import TotalsView
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.settings import Settings
from qrdesk.gui.jobs import InlineRunner, PoolRunner
from qrdesk.gui.pages import analytics_names as names
from qrdesk.gui.pages.analytics import AnalyticsPage
from qrdesk.gui.pages.analytics_report import busiest_hour
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.window import MainWindow

Record = Callable[..., None]
NOON = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = Session()
    made.connect_local(str(tmp_path / "qrdesk.db"), Settings(public_url="https://go.example"))
    made.the_client().workspace.update(WorkspacePatch(time_zone="UTC"))
    yield made
    made.close()


@pytest.fixture
def lunch(session: Session) -> LinkView:
    draft = LinkDraft(destination="https://example.com/menu", slug="lunch", title="Lunch menu")
    return session.the_client().links.create(draft)


@pytest.fixture
def record() -> Record:
    """Writes hits as the drain would."""

    def write(link: LinkView, count: int = 1, at: datetime | None = None, **facts: str | bool) -> None:
        with database.scope(), database.write():
            row = Link.get(Link.public_id == link.id)
            when = at or datetime.now(UTC)
            usual: dict[str, str | bool] = {
                "source": "scan",
                "bot": False,
                "country": "DE",
                "device": "mobile",
                "os": "iOS",
                "browser": "Safari",
                "language": "de",
                "referrer_host": "",
            }
            hits = [
                HitRow(secrets.token_hex(12), int(when.timestamp() * 1e6), row.workspace_id, row.id, **(usual | facts))  # type: ignore[arg-type] # facts are of the fields' types
                for _ in range(count)
            ]
            rows.run(f"INSERT INTO hit ({', '.join(HitRow._fields)})", hits)
            sums = rollups.Sums()
            sums.add(hits, days_of({row.workspace_id}))
            rollups.store(sums)

    return write


@pytest.fixture
def window(qtbot: QtBot, state: State) -> MainWindow:
    made = MainWindow(state)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def routes() -> Routes:
    return Routes()


@pytest.fixture
def page(qtbot: QtBot, session: Session, jobs: InlineRunner, window: MainWindow, routes: Routes) -> AnalyticsPage:
    made = AnalyticsPage(session, jobs, window, routes)
    qtbot.addWidget(made)
    made.resize(1050, 720)
    return made


def test_figures_count_scans_and_clicks_and_keep_bots_apart(
    page: AnalyticsPage, lunch: LinkView, record: Record
) -> None:
    record(lunch, 5)
    record(lunch, 2, source="click")
    record(lunch, 3, bot=True)
    record(lunch, 4, at=NOON - timedelta(days=40))
    page.show()
    assert page.figures.scans.accessibleName() == "Scans: 5. +25.0 % on the 30 before"
    assert page.figures.clicks.accessibleName() == "Clicks: 2.  none in the 30 days before"
    assert page.figures.bots.accessibleName() == "Bots, kept apart: 3.  30.0 % of all hits"


def test_25_scans_arrive_in_figures_and_feed_within_two_seconds(
    qtbot: QtBot, page: AnalyticsPage, lunch: LinkView, record: Record
) -> None:
    record(lunch)
    page.show()
    record(lunch, 25)

    def arrived() -> None:
        assert page.figures.scans.accessibleName().startswith("Scans: 26.")
        assert len(page.live.shown()) == 26

    qtbot.waitUntil(arrived, timeout=2000)


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
    with qtbot.waitSignal(page.live.news, timeout=3000):
        pass
    assert len(page.live.shown()) == 1
    assert page.figures.bots.accessibleName().startswith("Bots, kept apart: 1.")


def test_ranks_name_unknown_and_direct_and_turn_to_other_dimensions(
    page: AnalyticsPage, lunch: LinkView, record: Record
) -> None:
    record(lunch, 3, country="AT", device="tablet", browser="Firefox")
    record(lunch, 1, country="", referrer_host="instagram.com")
    page.show()
    country, device, referrer = page.ranks
    assert [bar.name for bar in country.shown()] == ["Austria", "Unknown"]
    assert [bar.name for bar in referrer.shown()] == ["Direct", "instagram.com"]
    assert [bar.name for bar in device.shown()] == ["Tablet", "Phone"]
    device.tabs.button("browser").click()
    assert [(bar.name, bar.value) for bar in device.shown()] == [("Firefox", 3), ("Safari", 1)]
    record(lunch, 9, browser="Edge")
    page.refresh()
    assert device.shown()[0].name == "Edge"  # the tab stays chosen


def test_an_answer_for_a_tab_left_meanwhile_is_dropped(page: AnalyticsPage, lunch: LinkView, record: Record) -> None:
    record(lunch)
    page.show()
    report = page.report()
    assert report is not None
    device = page.ranks[1]
    device.tabs.button("os").click()
    late = next(top for top in report.tops if top.dimension is Dimension.DEVICE)
    device.show_top(late)
    assert [bar.name for bar in device.shown()] == ["iOS"]


def test_bars_promise_no_click(qtbot: QtBot, page: AnalyticsPage, lunch: LinkView, record: Record) -> None:
    record(lunch)
    page.show()
    bars = page.ranks[0].bars
    picked = QSignalSpy(bars.picked)
    qtbot.mouseMove(bars)
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton)
    assert picked.count() == 0
    assert bars.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_one_link_is_chosen_by_typing_and_by_route(
    qtbot: QtBot, page: AnalyticsPage, session: Session, lunch: LinkView, record: Record
) -> None:
    other = session.the_client().links.create(LinkDraft(destination="https://example.com", title="Review us"))
    record(lunch, 4)
    record(other, 1)
    page.show()
    qtbot.keyClick(page.links, Qt.Key.Key_Down)
    found = page.links.list()
    assert [option.words for option in found.options()] == ["All links", "Review us", "Lunch menu"]
    qtbot.keyClicks(found.search, "lun")
    assert [option.detail for option in found.options()] == ["go.example/lunch"]
    qtbot.keyClick(found.search, Qt.Key.Key_Return)
    assert page.figures.scans.accessibleName().startswith("Scans: 4.")
    assert page.links.text() == "Lunch menu"
    assert len(page.live.shown()) == 4
    page.open_link(other.id)
    assert page.links.text() == "Review us"
    assert page.figures.scans.accessibleName().startswith("Scans: 1.")
    page.open_link("")
    assert page.links.text() == "All links"


def test_today_is_shown_by_the_hour_and_a_year_by_the_day(
    page: AnalyticsPage, window: MainWindow, lunch: LinkView, record: Record
) -> None:
    record(lunch, 2)
    record(lunch, 3, at=NOON - timedelta(days=200))
    page.show()
    page.spans.button("today").click()
    today = page.chart.chart.timeline()
    assert (today.step, len(today.starts), sum(today.scans)) == ("hour", 24, 2)
    assert len(today.scans) == datetime.now(UTC).hour + 1
    page.spans.button("year").click()
    year = page.chart.chart.timeline()
    assert (year.step, len(year.starts), sum(year.scans)) == ("day", 365, 5)
    assert "365 days from" in window.status.sentence()
    page.compare.click()
    assert page.chart.chart.timeline().previous == ()


def test_period_and_comparison_are_remembered(
    qtbot: QtBot, page: AnalyticsPage, session: Session, jobs: InlineRunner, window: MainWindow
) -> None:
    page.show()
    page.spans.button("week").click()
    page.compare.click()
    again = AnalyticsPage(session, jobs, window, Routes())
    qtbot.addWidget(again)
    assert again.spans.key() == "week"
    assert not again.compare.isChecked()


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
    qtbot.waitUntil(page.figures.strip.isVisible, timeout=2500)


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
    assert page.figures.scans.accessibleName().startswith("Scans: 5.")
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
        made.spans.button(span).click()

    def settled() -> None:
        report = made.report()
        assert report is not None
        assert report.wanted.span == "today"

    qtbot.waitUntil(settled, timeout=5000)
    made.hide()
    assert runner.close()


def test_the_busiest_hour_is_one_of_the_week() -> None:
    saturday = datetime(2026, 11, 14, 10, tzinfo=UTC)
    hours = [(saturday, 5), (saturday - timedelta(days=7), 4), (saturday + timedelta(hours=3), 8)]
    found = busiest_hour(hours, 14)
    assert found is not None
    assert (found.weekday, found.hour, found.scans) == (6, 10, 9)
    assert busiest_hour([(saturday, 0)], 1) is None


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
