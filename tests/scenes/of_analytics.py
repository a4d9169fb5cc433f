"""Scenes of the Analytics page: filters, one link, nothing, huge numbers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest

from qrdesk.client import Dimension
from qrdesk.core import database
from qrdesk.core.models import Workspace
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.analytics import AnalyticsPage
from qrdesk.gui.pages.analytics_card_menu import Keep, Keepable
from qrdesk.gui.pages.analytics_wanted import SOURCE, Filter
from qrdesk.gui.widgets import boxes
from tests.scenes.steps import Shot, page, to_the_end

_PAPER = Path(__file__).resolve().parents[2] / "screenshots" / "paper"


def _analytics(desk: Desk) -> AnalyticsPage:
    desk.window.show_page("analytics")
    return desk.analytics


def _analytics_lower(desk: Desk) -> None:
    page = _analytics(desk)
    QTest.qWait(300)
    to_the_end(page.cards)


def _map(desk: Desk) -> None:
    """The map where someone points at Austria."""
    page = _analytics(desk)
    QTest.qWait(300)
    boxes.scroll_to(page.cards.map)
    page.cards.map.map.point_at("AT")


def _map_list(desk: Desk) -> None:
    _map(desk)
    desk.analytics.cards.map.as_list.click()


def _paper(desk: Desk) -> None:
    """Every card as a picture and as rows, beside the other pictures."""
    page = _analytics(desk)
    QTest.qWait(300)
    report = page.report()
    assert report is not None
    _PAPER.mkdir(parents=True, exist_ok=True)
    cards = page.cards
    kept: tuple[Keepable, ...] = (cards.chart, cards.map, cards.heat, cards.leaders, *cards.ranks)
    ways: tuple[tuple[Keep, str], ...] = (("picture", "png"), ("picture", "svg"), ("rows", "csv"))
    for card in kept:
        for keep, suffix in ways:
            page.keeping.write(report, "All links", card, keep, _PAPER / f"{card.file_name()}.{suffix}")


def _analytics_filtered(desk: Desk) -> None:
    """Three filters on days of one's own choice, of which the first single hits have been deleted."""
    with database.scope():
        Workspace.update(hits_from=datetime.now(UTC) - timedelta(days=9)).execute()
    page = _analytics(desk)
    page.header.spans.button("custom").click()
    page.cards.ranks[0].turn(Dimension.CITY)
    for one in (Filter("country", "DE"), Filter(SOURCE, "scan"), Filter("browser", "Safari")):
        page.cards.picked.emit(one)
    with database.scope():
        Workspace.update(hits_from=None).execute()


def _analytics_link(desk: Desk) -> None:
    """One link, today by the hour, all its destinations, the heat map as a table."""
    page = _analytics(desk)
    client = desk.session.the_client()
    desk.routes.open_analytics(next(link.id for link in client.links.each() if link.slug == "mittag"))
    page.header.spans.button("today").click()
    page.cards.heat.as_table.click()


def _analytics_hours(desk: Desk) -> None:
    """A year by the hour, of which two weeks are in sight."""
    page = _analytics(desk)
    page.header.spans.button("year").click()
    page.cards.cut.emit("hour")
    QTest.qWait(900)
    last = len(page.chart.chart.timeline().starts) - 1
    page.chart.chart.zoom_to(last - 336, last)
    page.chart.chart.point_at(last - 200)


def _analytics_nothing(desk: Desk) -> None:
    page = _analytics(desk)
    page.cards.picked.emit(Filter("country", "PE"))


def _analytics_counting(desk: Desk) -> None:
    """A filter that takes its time: some of it is there."""
    page = _analytics(desk)
    report = page.report()
    assert report is not None
    page.filters.show_wanted(report.wanted.with_filter(Filter("city", "Leipzig, DE")))
    page.filters.show_counting(True)
    page.cards.show_old()
    page.cards.show_report(replace(report, heatmap=None, misses=None, tops=report.tops[:2]))
    desk.window.status.start(QCoreApplication.translate("Asking", "Counting hits"), cancel=lambda: None).progress(4, 9)


def _analytics_huge(desk: Desk) -> None:
    """A year of a very busy place, with names that have no end."""
    page = _analytics(desk)
    report = page.report()
    assert report is not None
    assert report.timeline is not None
    assert report.leaders is not None
    assert report.countries is not None
    times, line = 123_457, report.timeline
    long = "https://kaffeehaus-linde.example/" + "speisekarte-terrasse-sommer-" * 6
    totals = {name: getattr(report.totals, name) * times for name in ("scans", "clicks", "bots", "previous_scans")}
    tops = [
        one.model_copy(
            update={
                "rows": [
                    row.model_copy(update={"hits": row.hits * times, "label": f"{long}{row.value}"}) for row in one.rows
                ]
            }
        )
        for one in report.tops
    ]
    page.cards.show_report(
        replace(
            report,
            totals=report.totals.model_copy(update=totals),
            timeline=replace(
                line,
                scans=tuple(value * times for value in line.scans),
                clicks=tuple(value * times for value in line.clicks),
                previous=tuple(value * times for value in line.previous),
            ),
            tops=tuple(tops),
            countries=report.countries.model_copy(
                update={"rows": [row.model_copy(update={"hits": row.hits * times}) for row in report.countries.rows]}
            ),
            leaders=report.leaders.model_copy(
                update={"rows": [row.model_copy(update={"title": long}) for row in report.leaders.rows]}
            ),
        )
    )


SCENES: dict[str, Shot] = {
    "analytics": page("analytics"),
    "analytics-lower": _analytics_lower,
    "analytics-map": _map,
    "analytics-map-list": _map_list,
    "analytics-paper": _paper,
    "analytics-filtered": _analytics_filtered,
    "analytics-link": _analytics_link,
    "analytics-hours": _analytics_hours,
    "analytics-nothing": _analytics_nothing,
    "analytics-counting": _analytics_counting,
    "analytics-huge": _analytics_huge,
}
