"""The strip of big numbers: scans, clicks, visitors, the busiest hour, and bots, kept apart."""

from functools import partial

from PySide6.QtCore import QLocale, QObject, Signal

from qrdesk.gui import words
from qrdesk.gui.charts import theme
from qrdesk.gui.charts.heatmap import day_name
from qrdesk.gui.pages import analytics_names as names
from qrdesk.gui.pages.analytics_report import Busiest, Report
from qrdesk.gui.pages.analytics_wanted import SOURCE, Filter
from qrdesk.gui.widgets.figures import Figure, FigureStrip

_NONE = "–"


class Figures(QObject):
    """Holds the strip and fills it from a report; a press on scans or clicks counts those alone."""

    picked = Signal(object)  # Filter

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scans = Figure(self.tr("Scans"), _NONE)
        self.clicks = Figure(self.tr("Clicks"), _NONE)
        self.visitors = Figure(self.tr("Visitors by day"), _NONE)
        self.busiest = Figure(self.tr("Busiest hour"), _NONE)
        self.bots = Figure(self.tr("Bots, kept apart"), _NONE)
        self.strip = FigureStrip([self.scans, self.clicks, self.visitors, self.busiest, self.bots])
        self.busiest.setToolTip(words.about_hits())
        self.bots.setToolTip(self.tr("Search engines, link previews and scanners. They are in no other number."))
        self.scans.pressed.connect(partial(self._pressed, "scan"))
        self.clicks.pressed.connect(partial(self._pressed, "click"))

    def show_report(self, report: Report) -> None:
        """Show the numbers of ``report``."""
        totals = report.totals
        self._show_count(self.scans, totals.scans, totals.previous_scans, report)
        self._show_count(self.clicks, totals.clicks, totals.previous_clicks, report)
        self.visitors.setToolTip(
            self.tr("Of these hits only the number per day is known, not who made them.")
            if report.only_by_day
            else self.tr("The different visitors of each day, added up: who comes on two days counts twice.")
        )
        if report.only_by_day:
            self.visitors.show_value(_NONE, self.tr("not known of these hits"))
        else:
            self._show_count(self.visitors, totals.visitors, totals.previous_visitors, report)
        self._show_busiest(report.busiest, report)
        self._show_bots(totals.bots, totals.scans + totals.clicks, only_by_day=report.only_by_day)
        alone = report.wanted.value_of(SOURCE)
        for figure, source, tip in (
            (self.scans, "scan", self.tr("Count scans alone")),
            (self.clicks, "click", self.tr("Count clicks alone")),
        ):
            on = alone == source
            figure.let_press(self.tr("Count all hits again") if on else tip, on=on)

    def _show_bots(self, bots: int | None, people: int, *, only_by_day: bool) -> None:
        if bots is None:
            self.bots.show_value(_NONE, self.tr("unknown with a filter"))
            return
        if only_by_day and not bots:  # whoever counted these hits did not say how many bots came besides
            self.bots.show_value(_NONE, self.tr("not known of these hits"))
            return
        everything = people + bots
        share = QLocale().toString(100 * bots / everything, "f", 1) if everything else "0"
        note = self.tr("{share} % of all hits").format(share=share) if everything else ""
        self.bots.show_value(theme.short_text(bots), note, whole=theme.number_text(bots))

    def _show_count(self, figure: Figure, count: int | None, before: int | None, report: Report) -> None:
        if count is None:
            known_later = self.tr("being counted anew")  # its links have changed
            figure.show_value(_NONE, self.tr("unknown with a filter") if report.wanted.filters else known_later)
            return
        shown, whole = theme.short_text(count), theme.number_text(count)
        if report.wanted.span == "all" or not report.wanted.compare or before is None:
            figure.show_value(shown, self._without_comparison(report), whole=whole)
        elif not report.comparable:  # none counted, or few, is not none
            figure.show_value(shown, self.tr("comparison not known"), whole=whole)
        elif report.wanted.span == "today":  # half a day against a whole one would always be a loss
            known = theme.short_text(before)
            if report.wanted.compare == "year":
                figure.show_value(shown, self.tr("{count} that day a year before").format(count=known), whole=whole)
            else:
                figure.show_value(shown, self.tr("{count} all day yesterday").format(count=known), whole=whole)
        elif before:
            figure.show_value(shown, self._against(report), 100 * (count - before) / before, whole)
        elif report.wanted.compare == "year":
            figure.show_value(shown, self.tr("none a year before"), whole=whole)
        else:
            figure.show_value(shown, self._none_before(report), whole=whole)

    def _against(self, report: Report) -> str:
        if report.wanted.compare == "year":
            return self.tr("on a year before")
        if report.days == 1:
            return self.tr("on the day before")
        return self.tr("on the {days} before").format(days=theme.number_text(report.days))

    def _none_before(self, report: Report) -> str:
        if report.days == 1:
            return self.tr("none on the day before")
        return self.tr("none in the {days} before").format(days=theme.number_text(report.days))

    def _without_comparison(self, report: Report) -> str:
        if report.days == 1:
            return self.tr("in one day")
        return self.tr("in {days} days").format(days=theme.number_text(report.days))

    def _show_busiest(self, found: Busiest | None, report: Report) -> None:
        if report.heatmap is None:
            self.busiest.show_value(_NONE, self.tr("being counted"))
            return
        if found is None:
            unknown = self.tr("not known of these hits")
            self.busiest.show_value(_NONE, unknown if report.only_by_day else self.tr("nothing in this time"))
            return
        hour = names.hour_name(found.hour)
        when = hour if report.days == 1 else f"{day_name(found.weekday)} {hour}"
        self.busiest.show_value(when, names.count_text(found.hits, report.wanted, short=True))

    def _pressed(self, source: str) -> None:
        self.picked.emit(Filter(SOURCE, source))
