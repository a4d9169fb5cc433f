"""What the Analytics page says, as a person reads it."""

from collections.abc import Iterable

from qrdesk.client import Dimension
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.pages.analytics import AnalyticsPage
from qrdesk.gui.pages.analytics_ranks import RankCard
from tests.gui.hits import store


def scans(page: AnalyticsPage) -> str:
    """Return what the figure of scans says, without its comparison."""
    return page.cards.figures.scans.accessibleName().partition(".")[0]


def chips(page: AnalyticsPage) -> list[str]:
    """Return the filters in sight."""
    return [chip.text() for chip in page.filters.chips]


def turned(page: AnalyticsPage, link: LinkView, card: int, dimension: Dimension, values: Iterable[str]) -> RankCard:
    """Have a scan of ``link`` for each of the values, and show the page with a card turned to them."""
    for value in values:
        facts: dict[str, str | bool] = {dimension.value: value}
        store(link, 1, None, **facts)
    page.show()
    page.cards.ranks[card].turn(dimension)
    return page.cards.ranks[card]
