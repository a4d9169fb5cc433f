"""What the Analytics page says, as a person reads it."""

from qrdesk.gui.pages.analytics import AnalyticsPage


def scans(page: AnalyticsPage) -> str:
    """Return what the figure of scans says, without its comparison."""
    return page.cards.figures.scans.accessibleName().partition(".")[0]


def chips(page: AnalyticsPage) -> list[str]:
    """Return the filters in sight."""
    return [chip.text() for chip in page.filters.chips]
