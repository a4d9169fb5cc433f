"""The three figures of Home: today against the same weekday, and what came in the last whole week."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QObject

from qrdesk.core.schemas.analytics import TotalsView
from qrdesk.gui import words
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.widgets.figures import Figure, FigureStrip

_ENOUGH = 10  # scans before: fewer make any change look huge
_NONE = "\N{EN DASH}"


class DayFigures(QObject):
    """Holds the strip, and fills it from what was asked for."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.today = Figure(self.tr("Scans today"))
        self.week = Figure(self.tr("Hits, 7 full days"))
        self.visitors = Figure(self.tr("Visitors, 7 full days"))
        self.week.setToolTip(words.about_hits())
        self.visitors.setToolTip(
            self.tr("The different visitors of each day, added up: who comes on two days counts twice.")
        )
        self.strip = FigureStrip(self.all())

    def all(self) -> Sequence[Figure]:
        """Return them from left to right."""
        return self.today, self.week, self.visitors

    def clear(self) -> None:
        """Nothing is known."""
        for figure in self.all():
            figure.show_value(_NONE)

    def show(self, today: TotalsView, week: TotalsView, hours: Timeline) -> None:
        """Show today so far, and the seven whole days before it."""
        self._show_today(today, hours)
        self._show_week(self.week, week.scans + week.clicks, week.previous_scans + week.previous_clicks)
        counted = week.scans + week.clicks
        if week.visitors is None:
            self.visitors.show_value(_NONE, self.tr("being counted anew"))
        elif counted and not week.visitors:  # as of a sample, or of what another program counted
            self.visitors.show_value(_NONE, self.tr("not known of these hits"))
        else:
            self._show_week(self.visitors, week.visitors, week.previous_visitors or 0)

    def _show_today(self, today: TotalsView, hours: Timeline) -> None:
        """Compare whole hours alone: the one that is running would always look like a fall."""
        full = len(hours.scans) - hours.unfinished
        self.today.setToolTip("")
        if not hours.previous or full <= 0:
            note = self.tr("{count} yesterday").format(count=words.number(today.previous_scans))
            self.today.show_value(words.number(today.scans), note if today.previous_scans or today.scans else "")
            return
        day, locale = hours.starts[0].isoweekday(), QLocale()
        time = words.time_text(hours.starts[full]) if full < len(hours.starts) else words.time_text(hours.starts[0])
        short = locale.dayName(day, QLocale.FormatType.ShortFormat)
        now, before = sum(hours.scans[:full]), sum(hours.previous[:full])
        form = self.tr("Until {time}: {now} scans, and {before} last {weekday}.")
        tip = form.format(time=time, now=words.number(now), before=words.number(before), weekday=locale.dayName(day))
        if before >= _ENOUGH and now < 10 * before:
            note = self.tr("on last {weekday} by {time}").format(weekday=short, time=time)
            self.today.show_value(words.number(today.scans), note, (now - before) / before * 100)
        else:
            note = self.tr("{count} last {weekday} by {time}")
            note = note.format(count=words.number(before), weekday=short, time=time)
            self.today.show_value(words.number(today.scans), note if before or today.scans else "")
        self.today.setToolTip(tip)

    def _show_week(self, figure: Figure, count: int, before: int) -> None:
        delta = (count - before) / before * 100 if before >= _ENOUGH and count < 10 * before else None
        note = self.tr("on the 7 before")
        if delta is None:
            note = self.tr("{count} in the 7 before").format(count=words.number(before))
        figure.show_value(words.number(count), note if count or before else "", delta)
