"""The window reacts while the pages with the most to show are opened, filled and played with."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkDraft
from qrdesk.gui import late
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.charts.timechart import TimeChart
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.pieces import Pieces
from tests.gui.desks import a_desk, client_of, wait_for
from tests.gui.hits import store
from tests.gui.stalls import live, without_stall

_HOURS = 365 * 24
_ROWS = 3_000


def test_a_year_by_the_hour_is_moved(qtbot: QtBot) -> None:
    chart, chance = TimeChart(), random.Random(3)
    qtbot.addWidget(chart)
    chart.resize(764, 252)
    first = datetime(2025, 1, 1, tzinfo=UTC)
    scans, clicks, bots = (tuple(chance.randint(0, most) for _ in range(_HOURS)) for most in (200, 80, 30))
    hours = tuple(first + timedelta(hours=hour) for hour in range(_HOURS))
    chart.show_timeline(Timeline("hour", hours, scans, clicks, bots))
    chart.show()
    live(0.1)
    with without_stall("moving a year by the hour"):
        for start in range(0, 4_000, 200):
            chart.zoom_to(start, start + _HOURS / 2)
            QApplication.processEvents()
    assert chart.shown_steps()[0] > 3_000
    with without_stall("drawing it well once it rests"):
        live(0.3)


@pytest.mark.wide
def test_analytics_is_made_opened_and_turned(tmp_path: Path) -> None:
    jobs = PoolRunner()
    with a_desk(tmp_path, jobs) as desk:
        link = client_of(desk).links.create(LinkDraft(destination="https://example.com/menu", slug="menu"))
        for days in range(0, 300, 30):
            for country in ("DE", "AT", "FR", "US"):
                store(link, 3, at=datetime.now(UTC) - timedelta(days=days), country=country)
        _make_pages(desk)
        page = desk.analytics
        with without_stall("opening Analytics"):
            desk.window.show_page("analytics")
            wait_for(lambda: page.report() is not None and not page.asking.busy, "the report")
            live(0.2)
        with without_stall("another period"):
            page.header.spans.button("year").click()
            wait_for(lambda: not page.asking.busy, "the year")
            live(0.2)
        assert page.cards.figures.scans.accessibleName().startswith("Scans: 120")


@pytest.mark.wide
def test_a_slider_is_dragged_in_studio(tmp_path: Path) -> None:
    jobs = PoolRunner()
    with a_desk(tmp_path, jobs) as desk:
        link = client_of(desk).links.create(LinkDraft(destination="https://example.com/menu", slug="menu"))
        _make_pages(desk)
        desk.window.show_page("studio")
        desk.studio.open_link(link.id)
        wait_for(lambda: desk.studio.middle.artboard.scene() is not None, "the code")
        desk.studio.right.tabs.choose("symbol")
        slider, drawn = desk.studio.right.symbol.margin, list[int]()
        desk.studio.preview.drawn.connect(lambda *_drawn: drawn.append(slider.value()))
        live(0.3, jobs.idle)
        with without_stall("dragging a slider"):
            for step in range(30):
                slider.setValue(step % (slider.maximum() + 1))
                live(0.01)
            wait_for(lambda: bool(drawn) and jobs.idle(), "the last of it")
        assert drawn[-1] == slider.value()


@pytest.mark.wide
def test_a_long_list_is_read_checked_and_looked_through(tmp_path: Path) -> None:
    jobs = PoolRunner()
    path = tmp_path / "labels.csv"
    rows = [f"Label {at},https://example.com/label-{at},label-{at:05}" for at in range(_ROWS)]
    path.write_text("\n".join(["title,destination,slug", *rows]) + "\n", encoding="utf-8")
    with a_desk(tmp_path, jobs) as desk:
        _make_pages(desk)
        desk.window.show_page("batch")
        page = desk.batch
        with without_stall("reading a long list"):
            page.bring(path)
            wait_for(lambda: page.desk.found is not None and jobs.idle(), "the check")
            live(0.1)
        page.check.which.button("all").click()
        table = page.check.table
        with without_stall("looking through it"):
            for _ in range(20):
                QTest.keyClick(table, Qt.Key.Key_PageDown)
                live(0.01)
            table.scrollToBottom()
            live(0.05)
        assert table.indexAt(QPoint(60, table.viewport().height() - 4)).row() == _ROWS - 1


def _make_pages(desk: Desk) -> None:
    """Make the pages as the app does beside its window."""
    made = Pieces(desk)
    made.begin(late.all_steps(desk.window))
    wait_for(made.is_idle, "the pages")
    live(0.2)
