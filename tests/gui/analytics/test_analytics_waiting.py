"""Analytics that take long: how far they are, what is shown meanwhile, Cancel, and what nobody wants any more."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from qrdesk.client import Dimension, LinkPatch, cancelling
from qrdesk.core.schemas.analytics import HeatmapView, TopView
from qrdesk.core.schemas.folders import FolderDraft
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.jobs import PoolRunner
from qrdesk.gui.pages import analytics_scope as scopes
from qrdesk.gui.pages.analytics import AnalyticsPage
from qrdesk.gui.pages.analytics_wanted import Filter
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets.veil import is_covered
from tests.gui.analytics.reading import chips, scans
from tests.gui.hits import store

pytestmark = pytest.mark.usefixtures("british")


def shown(qtbot: QtBot, session: Session, runner: PoolRunner, window: MainWindow) -> AnalyticsPage:
    page = AnalyticsPage(session, runner, window, Routes())
    qtbot.addWidget(page)
    page.resize(972, 700)  # as in the smallest window
    page.show()
    return page


def counted(qtbot: QtBot, session: Session, runner: PoolRunner, window: MainWindow) -> AnalyticsPage:
    """Return the page once all that it shows at first is there."""
    page = shown(qtbot, session, runner, window)
    qtbot.waitUntil(lambda: page.report() is not None)
    qtbot.waitUntil(lambda: not page.asking.busy)
    return page


def test_what_takes_long_shows_how_far_it_is_and_cancel_brings_back_what_was(
    qtbot: QtBot, session: Session, window: MainWindow, lunch: LinkView, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(lunch, 5)
    runner, go_on = PoolRunner(3), threading.Event()
    page = counted(qtbot, session, runner, window)
    analytics = session.the_client().analytics
    quick = analytics.heatmap

    def slow(query: Any = None) -> HeatmapView:
        go_on.wait(20)
        return quick(query)

    monkeypatch.setattr(analytics, "heatmap", slow)
    page.cards.picked.emit(Filter("country", "AT"))
    qtbot.waitUntil(page.asking.is_shown)
    qtbot.waitUntil(lambda: scans(page) == "Scans: 0")  # what is there shows already
    assert page.cards.heat.map.total() == 5
    assert is_covered(page.cards.heat)  # and what is from before looks like it
    assert page.cards.figures.busiest.accessibleName() == "Busiest hour: –.  being counted"
    assert [work.title for work in window.status.works()] == ["Counting hits"]
    window.status.works()[0].cancel()
    assert window.status.works() == []
    assert chips(page) == []
    assert scans(page) == "Scans: 5"
    assert not is_covered(page.cards.heat)
    page.hide()
    go_on.set()
    assert runner.close()


def test_a_list_of_days_left_meanwhile_is_dropped(
    qtbot: QtBot, session: Session, window: MainWindow, lunch: LinkView, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(lunch, 5)
    store(lunch, 2, at=datetime.now(UTC) - timedelta(days=20))
    runner, begun, go_on = PoolRunner(3), threading.Event(), threading.Event()
    page = counted(qtbot, session, runner, window)
    analytics = session.the_client().analytics
    quick = analytics.top
    called_off: list[bool] = []

    def slow_once(query: Any) -> TopView:
        if not begun.is_set():
            begun.set()
            go_on.wait(20)
            called_off.append(cancelling.current()())
        return quick(query)

    monkeypatch.setattr(analytics, "top", slow_once)
    page.cards.ranks[1].turn(Dimension.OS)
    qtbot.waitUntil(begun.is_set)
    page.header.spans.button("week").click()
    qtbot.waitUntil(lambda: (now := page.report()) is not None and now.wanted.span == "week")
    page.hide()
    go_on.set()
    qtbot.waitUntil(runner.idle)
    QCoreApplication.processEvents()
    report = page.report()
    assert report is not None
    assert report.wanted.span == "week"
    assert [top.total for top in report.tops if top.dimension is Dimension.OS] == [5]
    assert [bar.value for bar in page.cards.ranks[1].shown()] == [5]
    assert called_off == [True]
    assert runner.close()


def test_cancel_brings_back_the_chosen_folder(
    qtbot: QtBot, session: Session, window: MainWindow, lunch: LinkView, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = session.the_client()
    client.links.update(lunch.id, LinkPatch(folder=client.folders.create(FolderDraft(name="Marketing")).id))
    store(lunch, 5)
    runner, go_on = PoolRunner(3), threading.Event()
    page = shown(qtbot, session, runner, window)
    found = scopes.groups(client, "")
    folder = next(option for option in found if option.detail == "Folder")
    page.header.scope.choose(folder)
    page.header.scope.picked.emit(folder)
    qtbot.waitUntil(lambda: (now := page.report()) is not None and now.wanted.scope.kind == "folder")
    quick = client.analytics.heatmap

    def slow(query: Any = None) -> HeatmapView:
        go_on.wait(20)
        return quick(query)

    monkeypatch.setattr(client.analytics, "heatmap", slow)
    tag = next(option for option in found if option.detail == "Tag")
    page.header.scope.choose(tag)
    page.header.scope.picked.emit(tag)
    qtbot.waitUntil(page.asking.is_shown)
    window.status.works()[0].cancel()
    assert page.header.scope.text() == "Marketing"
    assert page.wanted().scope.kind == "folder"
    page.hide()
    go_on.set()
    assert runner.close()
