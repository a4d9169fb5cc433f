"""Analytics: another period, one country or system alone by a click, and the hits as a file, over both transports."""

import csv
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import requests
from PySide6.QtCore import QPoint

from qrdesk.client import LinkDraft
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.analytics import AnalyticsPage
from qrdesk.gui.pages.analytics_ranks import RankCard
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.segment import Segment
from tests.gui.analytics.reading import chips, scans
from tests.gui.both.acting import Hand
from tests.gui.desks import client_of
from tests.gui.hits import store

AGENTS = {
    "iOS": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1",
    "Android": "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0",
}
_ROW = 30  # px of a bar


def scanned(desk: Desk, hand: Hand, **counts: int) -> AnalyticsPage:
    """Have phones scan the code of a link, and show the page that counts them."""
    client = client_of(desk)
    link = client.links.create(LinkDraft(destination="https://example.com/menu", title="Menu"))
    for system, count in counts.items():
        for _ in range(count):
            _scan(desk, link, system)
    hand.until(lambda: client.analytics.totals().scans == sum(counts.values()), "the scans to be stored")
    hand.click(desk.window.sidebar.item("analytics"))
    hand.until(lambda: desk.analytics.report() is not None, "the numbers")
    return desk.analytics


def _scan(desk: Desk, link: LinkView, system: str) -> None:
    if desk.session.mode == "local":  # nobody serves here
        store(link, 1, None, os=system)
        return
    address = urlsplit(link.code_url)
    headers = {"Host": address.netloc, "User-Agent": AGENTS[system]}
    url = f"{desk.session.place}{address.path}"
    assert requests.get(url, headers=headers, allow_redirects=False, timeout=30).status_code == 302


def turned_to_systems(page: AnalyticsPage, hand: Hand) -> RankCard:
    """Turn the card that can show them to operating systems."""
    for card in page.cards.ranks:
        if isinstance(card.tabs, Choice) and card.tabs.findData("os") >= 0:
            hand.choose(card.tabs, "os")
            return card
        if isinstance(card.tabs, Segment) and "os" in card.tabs._keys:
            hand.click(card.tabs.button("os"))
            return card
    raise AssertionError("no card shows systems")


def test_a_period_is_chosen_and_a_click_on_a_bar_counts_it_alone(desk: Desk, hand: Hand) -> None:
    page = scanned(desk, hand, iOS=3, Android=2)
    for span in ("today", "week"):
        hand.click(page.header.spans.button(span))
        assert page.wanted().span == span
        assert scans(page) == "Scans: 5"
    card = turned_to_systems(page, hand)
    row = [bar.name for bar in card.shown()].index("Android")
    hand.click(card.bars, QPoint(20, row * _ROW + _ROW // 2))
    assert chips(page) == ["System: Android"]
    assert scans(page) == "Scans: 2"
    hand.click(page.filters.clear)
    assert scans(page) == "Scans: 5"


def test_the_hits_of_a_period_are_saved_as_csv(
    desk: Desk, hand: Hand, tmp_path: Path, answer_dialogs: Callable[[Path], None]
) -> None:
    page = scanned(desk, hand, iOS=2, Android=1)
    path = tmp_path / "hits.csv"
    answer_dialogs(path)
    hand.click(page.header.export)
    hand.pick("Hits as CSV…")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["os"] for row in rows) == ["Android", "iOS", "iOS"]
