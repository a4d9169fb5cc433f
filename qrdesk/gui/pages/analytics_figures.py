"""The strip of big numbers: scans, clicks, the busiest hour, and bots, kept apart."""

from PySide6.QtCore import QLocale, QObject

from qrdesk.gui.charts import theme
from qrdesk.gui.pages import analytics_names as names
from qrdesk.gui.pages.analytics_report import DAYS, Busiest, Report
from qrdesk.gui.widgets.figures import Figure, FigureStrip

_NONE = "–"


class Figures(QObject):
    """Holds the strip and fills it from a report."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scans = Figure(self.tr("Scans"), _NONE)
        self.clicks = Figure(self.tr("Clicks"), _NONE)
        self.busiest = Figure(self.tr("Busiest hour"), _NONE)
        self.bots = Figure(self.tr("Bots, kept apart"), _NONE)
        self.strip = FigureStrip([self.scans, self.clicks, self.busiest, self.bots])

    def show_report(self, report: Report) -> None:
        """Show the numbers of ``report``."""
        totals, days = report.totals, DAYS[report.wanted.span]
        self._show_count(self.scans, totals.scans, totals.previous_scans, days)
        self._show_count(self.clicks, totals.clicks, totals.previous_clicks, days)
        self._show_busiest(report.busiest, days)
        everything = totals.scans + totals.clicks + totals.bots
        share = QLocale().toString(100 * totals.bots / everything, "f", 1) if everything else "0"
        note = self.tr("{share} % of all hits").format(share=share) if everything else ""
        self.bots.show_value(theme.number_text(totals.bots), note)

    def _show_count(self, figure: Figure, count: int, before: int, days: int) -> None:
        if days == 1:  # half a day against a whole one would always be a loss
            note = self.tr("{count} on the whole of yesterday").format(count=theme.number_text(before))
            figure.show_value(theme.number_text(count), note)
        elif before:
            delta = 100 * (count - before) / before
            figure.show_value(theme.number_text(count), self._span_before(days), delta)
        else:
            note = self.tr("none in the {days} days before").format(days=days)
            figure.show_value(theme.number_text(count), note)

    def _span_before(self, days: int) -> str:
        return self.tr("on the {days} before").format(days=days)

    def _show_busiest(self, found: Busiest | None, days: int) -> None:
        if found is None:
            self.busiest.show_value(_NONE, self.tr("no scans yet"))
            return
        weekday = QLocale().dayName(found.weekday, QLocale.FormatType.ShortFormat).rstrip(".")
        hour = names.hour_name(found.hour)
        count = theme.number_text(found.scans)
        if days == 1:
            self.busiest.show_value(hour, self.tr("{count} scans today").format(count=count))
        elif found.days < days:
            note = self.tr("{count} scans in the last {days} days").format(count=count, days=found.days)
            self.busiest.show_value(f"{weekday} {hour}", note)
        else:
            note = self.tr("{count} scans in {days} days").format(count=count, days=days)
            self.busiest.show_value(f"{weekday} {hour}", note)
