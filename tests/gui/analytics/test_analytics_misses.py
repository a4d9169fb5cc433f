"""Visits that led nowhere on the Analytics page: whose they are, and the way from one to a link."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QLabel

from qrdesk.client import LinkDraft
from qrdesk.client.local import LocalTransport
from qrdesk.core import database
from qrdesk.core.hits.ingest import drain_once
from qrdesk.core.hits.records import Miss
from qrdesk.core.hits.spool import Spool
from qrdesk.core.models import Domain
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.pages import analytics_scope as scopes
from qrdesk.gui.pages.analytics import AnalyticsPage
from qrdesk.gui.pages.analytics_wanted import Filter
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.widgets.buttons import Button
from tests.gui.hits import store

pytestmark = pytest.mark.usefixtures("british")


def miss(session: Session, kind: str, slug: str, times: int) -> None:
    """Let ``times`` visitors ask the default domain for ``slug``, and store it."""
    transport = session.the_client().transport
    assert isinstance(transport, LocalTransport)
    folder = transport.opened.spool
    with database.scope():
        domain = Domain.select().get()
    spool = Spool(folder, fsync_ms=0)
    now = datetime.now(UTC)
    for _ in range(times):
        agent = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"
        spool.record_miss(Miss(int(now.timestamp() * 1e6), domain.workspace_id, domain.id, kind, slug, agent, 1))
    spool.close()
    with database.scope():
        drain_once(folder, now=now)


def test_visits_that_met_no_link_lead_to_making_it(
    page: AnalyticsPage, session: Session, routes: Routes, lunch: LinkView
) -> None:
    store(lunch)
    asked: list[tuple[str, str]] = []
    routes.new_address = lambda host, slug: asked.append((host, slug))
    page.show()
    card = page.cards.misses
    assert card.none.isVisible()
    miss(session, "miss", "speisekarte", 3)
    miss(session, "index", "", 2)
    page.refresh()
    assert not card.none.isVisible()
    assert [label.text() for label in card.rows()[0].findChildren(QLabel)] == ["/speisekarte", "3"]
    assert card.foot.text() == "3 visits · 2 without a short address"
    make = card.rows()[0].findChildren(Button)[0]
    assert make.accessibleName() == "Make the link go.example/speisekarte"
    make.click()
    assert asked == [("go.example", "speisekarte")]
    miss(session, "shut", "lunch", 4)
    page.refresh()
    said = [[label.text() for label in row.findChildren(QLabel)] or [row.property("text")] for row in card.rows()]
    assert said == [["/speisekarte", "3"], ["Links paused, ended or deleted"], ["/lunch", "4"]]
    assert card.rows()[2].findChildren(Button) == []
    assert card.foot.text() == "3 visits · 2 without a short address · 4 at links paused or ended"


def test_visits_that_led_nowhere_are_those_of_the_link_chosen(
    page: AnalyticsPage, session: Session, lunch: LinkView
) -> None:
    title = "<b>Winter</b>"
    other = session.the_client().links.create(
        LinkDraft(destination="https://example.com", title=title, slug="winter", tags=("menus",))
    )
    for one in (lunch, other):
        store(one)
    miss(session, "miss", "speisekarte", 3)
    miss(session, "shut", "lunch", 4)
    miss(session, "shut", "winter", 5)
    page.show()
    card = page.cards.misses

    def said() -> list[str]:
        return [label.text() for row in card.rows() for label in row.findChildren(QLabel)]

    page.open_link(lunch.id)
    assert (said(), card.foot.text(), card.of_what.text()) == (["/lunch", "4"], "4 at links paused or ended", "")
    page.open_link(other.id)
    assert said() == ["/winter", "5"]
    assert card.rows()[-1].toolTip() == "<qt>&lt;b&gt;Winter&lt;/b&gt;</qt>"
    third = session.the_client().links.create(LinkDraft(destination="https://example.com/third"))
    store(third)
    page.open_link(third.id)
    assert card.none.isVisible()
    tag = scopes.groups(session.the_client(), "menus")[0]
    page.header.scope.picked.emit(tag)
    assert card.of_what.text() == "all links"
    assert said() == ["/speisekarte", "3", "/winter", "5", "/lunch", "4"]
    page.open_link("")
    assert card.of_what.text() == ""
    assert not card.unfiltered.isVisible()
    page.cards.picked.emit(Filter("country", "DE"))
    assert card.unfiltered.isVisible(), "it is said that filters do nothing here"


def test_visits_of_a_domain_alone_are_some(page: AnalyticsPage, session: Session, lunch: LinkView) -> None:
    store(lunch)
    miss(session, "index", "", 12)
    page.show()
    card = page.cards.misses
    assert card.foot.text() == "12 without a short address"
    assert not card.none.isVisible()
