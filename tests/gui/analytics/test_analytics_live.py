"""The live feed of the Analytics page: what a row says, and that it asks less while nobody answers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkPatch
from qrdesk.core.errors import ServerUnreachable
from qrdesk.core.schemas.analytics import HitFeed
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.schemas.rules import CountryCondition, Rule
from qrdesk.gui.charts.heatmap import HeatMap
from qrdesk.gui.jobs import InlineRunner
from qrdesk.gui.pages import analytics_live
from qrdesk.gui.pages.analytics import AnalyticsPage
from qrdesk.gui.pages.analytics_heat import HeatCard
from qrdesk.gui.pages.analytics_live import POLL_MS
from qrdesk.gui.pages.analytics_wanted import Filter
from qrdesk.gui.pulse import Pulse
from qrdesk.gui.session import Session
from tests.gui.hits import store

pytestmark = pytest.mark.usefixtures("british")


def test_a_row_says_where_on_what_and_by_which_rule(page: AnalyticsPage, session: Session, lunch: LinkView) -> None:
    rule = Rule(
        name="English menu",
        conditions=(CountryCondition(kind="country", any_of=("DE",)),),
        destination="https://example.com/en",
    )
    link = session.the_client().links.update(lunch.id, LinkPatch(rules=(rule,)))
    store(lunch, 1, city="Leipzig, DE", rule=link.rules[0].id or "")
    page.show()
    row = page.live.list.rows()[0]
    assert (row.title, row.place, row.more) == ("Lunch menu", "Scan · Leipzig, Germany", "iOS · Safari · English menu")


def test_of_a_visit_that_is_only_counted_a_row_says_no_more(page: AnalyticsPage, lunch: LinkView) -> None:
    nothing = {"country": "", "device": "", "os": "", "browser": "", "language": "", "referrer_class": ""}
    store(lunch, 1, None, source="click", **nothing)
    page.show()
    row = page.live.list.rows()[0]
    assert (row.place, row.more) == ("Click · place unknown", "device unknown")


def test_filters_hold_for_the_live_list_too(page: AnalyticsPage, lunch: LinkView) -> None:
    store(lunch, 2, country="AT", city="Wien, AT", referrer_host="news.example")
    store(lunch, 1, source="click")
    page.show()
    assert len(page.live.shown()) == 3
    page.cards.picked.emit(Filter("country", "AT"))
    assert [hit.country for hit in page.live.shown()] == ["AT", "AT"]
    store(lunch, 1)
    store(lunch, 1, country="AT", city="Graz, AT")
    page.live.poll()
    assert [hit.city for hit in page.live.shown()] == ["Graz, AT", "Wien, AT", "Wien, AT"]
    page.cards.picked.emit(Filter("referrer", "news.example"))
    assert len(page.live.shown()) == 2
    page.cards.picked.emit(Filter("source", "click"))
    assert page.live.shown() == []
    assert "that fits the filters" in page.live._none.text()
    page.filters.cleared.emit()
    assert len(page.live.shown()) == 5


def test_nobody_is_asked_every_second_who_does_not_answer(
    page: AnalyticsPage, session: Session, lunch: LinkView, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.show()

    def fails(_query: object = None) -> HitFeed:
        raise ServerUnreachable("https://go.example does not answer.")

    with monkeypatch.context() as away:
        away.setattr(session.the_client().analytics, "hits", fails)
        page.live.poll()
        assert page.live.interval_ms() > POLL_MS
    store(lunch)
    page.live.poll()
    assert page.live.interval_ms() == POLL_MS
    assert len(page.live.shown()) == 1


def test_a_page_that_was_away_long_goes_on_with_the_latest_hits(
    page: AnalyticsPage, lunch: LinkView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analytics_live, "_AT_ONCE", 3)
    store(lunch, 2)
    page.show()
    store(lunch, 9)
    for _ in range(2):
        page.live.poll()
    assert len({hit.id for hit in page.live.shown()}) == len(page.live.shown()) == 11
    assert "11 in the last minute" in page.live._state.text()
    store(lunch)
    page.live.poll()
    assert len({hit.id for hit in page.live.shown()}) == len(page.live.shown()) == 12


def test_a_mark_that_the_server_refuses_is_forgotten(page: AnalyticsPage, lunch: LinkView) -> None:
    """As after its secret key was changed: the list goes on with the latest hits."""
    store(lunch, 2)
    page.show()
    page.live._cursor = "of another key"
    store(lunch)
    page.live.poll()
    assert page.live.interval_ms() == POLL_MS
    page.live.poll()
    assert len({hit.id for hit in page.live.shown()}) == len(page.live.shown()) == 3
    assert page.live._state.text() == "3 in the last minute"


def test_home_forgets_a_mark_that_the_server_refuses(session: Session, lunch: LinkView, jobs: InlineRunner) -> None:
    store(lunch, 2)
    pulse = Pulse(session, jobs)
    pulse.start()
    pulse._cursor = "of another key"
    store(lunch)
    pulse.poll()
    pulse.poll()
    pulse.clock.stop()
    assert len({hit.id for hit in pulse.latest}) == len(pulse.latest) == 3


def test_a_hidden_page_asks_nobody(page: AnalyticsPage, session: Session, lunch: LinkView) -> None:
    page.show()
    page.hide()
    store(lunch)
    assert not page.live.is_asking()
    assert page.live.shown() == []


def test_the_heat_map_is_walked_by_arrow_keys_and_read_as_a_table(
    qtbot: QtBot, page: AnalyticsPage, lunch: LinkView
) -> None:
    store(lunch, 4)
    page.show()
    card = page.cards.heat
    busiest = card.map.told()
    assert busiest is not None
    assert card.foot().endswith("4 hits, 100.0 %")
    before = card.foot()
    qtbot.keyClick(card.map, Qt.Key.Key_Right if busiest[1] < 23 else Qt.Key.Key_Left)
    assert card.foot().endswith("0 hits, 0.0 %")
    qtbot.keyClick(card.map, Qt.Key.Key_Escape)
    assert card.foot() == before
    card.as_table.click()
    assert card.table.isVisible()
    cells = [cell.text() for row in card.table.cells for cell in row]
    assert max(cells) == "4"
    assert cells.count("0") == 24 * 7 - 1


@pytest.mark.parametrize("most", [7, 960, 12_345])
def test_no_number_in_the_table_of_hours_is_cut_short(qtbot: QtBot, most: int) -> None:
    card = HeatCard()
    qtbot.addWidget(card)
    card.setFixedWidth(328)  # in a window of the usual width
    card.as_table.click()
    card.show()
    qtbot.waitExposed(card)
    card.table.show_rows([[most] * 24] * 7)
    QApplication.processEvents()  # the header lays itself out
    assert all(card.table.columnWidth(day) >= card.table.sizeHintForColumn(day) for day in range(7))


def test_an_empty_heat_map_says_so(qtbot: QtBot) -> None:
    made = HeatMap()
    qtbot.addWidget(made)
    assert made.told() is None
    made.grab()
