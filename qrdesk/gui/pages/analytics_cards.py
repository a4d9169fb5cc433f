"""The cards of the Analytics page, and where each of them stands."""

from collections.abc import Generator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from qrdesk.client import Dimension
from qrdesk.core.schemas.analytics import TopView
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.pages.analytics_figures import Figures
from qrdesk.gui.pages.analytics_heat import HeatCard
from qrdesk.gui.pages.analytics_live import LiveCard
from qrdesk.gui.pages.analytics_map import MapCard
from qrdesk.gui.pages.analytics_misses import MissCard
from qrdesk.gui.pages.analytics_ranks import LeaderCard, RankCard
from qrdesk.gui.pages.analytics_report import Report
from qrdesk.gui.pieces import whole
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes, veil

if TYPE_CHECKING:
    from qrdesk.gui.pages.analytics_chart import ChartCard

_COLUMNS = 3
_SHARES = (288, 396, 332)  # of the list of places, the map and the hours
_CHART = 252  # px
_PLACES = (Dimension.COUNTRY, Dimension.REGION, Dimension.CITY)
_DEVICES = (
    Dimension.DEVICE,
    Dimension.OS,
    Dimension.OS_VERSION,
    Dimension.BROWSER,
    Dimension.BROWSER_VERSION,
    Dimension.IN_APP,
)
_SOURCES = (Dimension.REFERRER_CLASS, Dimension.REFERRER, Dimension.LANGUAGE)
_CAMPAIGN = (
    Dimension.UTM_SOURCE,
    Dimension.UTM_MEDIUM,
    Dimension.UTM_CAMPAIGN,
    Dimension.UTM_TERM,
    Dimension.UTM_CONTENT,
)
_WAYS = (Dimension.DESTINATION, Dimension.RULE, Dimension.VARIANT, Dimension.CODE)


class Cards(QWidget):
    """Figures, chart and live feed, then three columns of what hits are counted by."""

    picked = Signal(object)  # Filter
    turned = Signal(object)  # Dimension
    stretched = Signal(object, bool)  # Dimension, all its rows
    cut = Signal(str)  # the step of the chart
    kept = Signal(object, str)  # a card, and what of it

    def __init__(self, live: LiveCard) -> None:
        """Of no use before the cards are ``made``."""
        super().__init__()
        self.live = live
        self.ranks: tuple[RankCard, ...] = ()
        self._chart: ChartCard | None = None
        self._filled: dict[object, Report] = {}  # cards, and what each was last filled from
        self._shown: dict[object, tuple[object, bool]] = {}  # cards, and the answers that they show
        self._chart_place = boxes.rows(gap=0)
        self._column = boxes.rows(gap=12, margins=(16, 0, 16, 14))
        self.setLayout(self._column)

    def made(self) -> Generator[None]:
        """Make the cards one by one, each where it stands: with another parent Qt dresses all of a widget anew."""
        self.figures = Figures(self)
        self.figures.picked.connect(self.picked)
        self._column.addWidget(self.figures.strip)
        yield
        self.live.setFixedSize(tokens.measures().panel.analytics_live, _CHART)
        middle = boxes.columns(gap=12)
        self._column.addLayout(middle)
        middle.addLayout(self._chart_place, 1)
        middle.addWidget(self.live)
        yield
        yield from self._make_first_row()
        yield from self._make_grid()
        self._column.addStretch(1)
        for kept in (self.leaders, self.map, self.heat, *self.ranks):
            kept.menu.wanted.connect(partial(self.kept.emit, kept))

    @property
    def chart(self) -> "ChartCard":
        """The card with hits over time, made when it is first needed."""
        return self._chart or self.make_chart()

    def make_chart(self) -> "ChartCard":
        """Make it now."""
        return self._chart or whole(self.chart_in_pieces())

    def chart_in_pieces(self) -> Generator[None, None, "ChartCard"]:
        """Make it piece by piece, unless somebody needs it meanwhile."""
        # pyqtgraph and numpy take 300 ms to load: the app starts without them
        from qrdesk.gui.charts.timechart import TimeChart  # noqa: PLC0415
        from qrdesk.gui.pages.analytics_chart import ChartCard  # noqa: PLC0415

        chart = TimeChart()
        yield
        if self._chart is None:
            self._chart = ChartCard(chart)
            self._chart.cut.connect(self.cut)
            self._chart.menu.wanted.connect(partial(self.kept.emit, self._chart))
            self._chart_place.addWidget(self._chart)
        return self._chart

    def dimensions(self) -> tuple[Dimension, ...]:
        """Return what the cards show now."""
        return tuple(card.dimension for card in self.ranks)

    def show_report(self, report: Report) -> None:
        """Show what is there; the other cards keep what they show, and look like it."""
        self.figures.show_report(report)
        for card in (self.chart, self.heat, *self.ranks):
            card.only_by_day = report.only_by_day
        if report.timeline is not None and self._is_new(self.chart, report.timeline, report):
            self.chart.show_timeline(self._named(report, report.timeline), report.days)
        if report.heatmap is not None and self._is_new(self.heat, report.heatmap, report):
            self.heat.show_heatmap(report.heatmap, report.wanted)
        if report.leaders is not None and self._is_new(self.leaders, report.leaders, report):
            total = report.totals.scans + report.totals.clicks
            self.leaders.show_leaders(report.leaders, total, report.wanted)
        if report.countries is not None and self._is_new(self.map, report.countries, report):
            self.map.show_countries(report.countries, report.wanted)
        for top in report.tops:
            self._show_top(top, report)
        if report.misses is not None and self._is_new(self.misses, report.misses, report):
            self.misses.show_misses(report.misses, report.wanted)
        self._mark(report)

    def show_top(self, top: TopView, report: Report) -> None:
        """Show one list of values on the card that wants it."""
        for card in self._show_top(top, report):
            veil.cover(card, on=False)

    def _show_top(self, top: TopView, report: Report) -> list[RankCard]:
        found = [card for card in self.ranks if card.dimension is top.dimension]
        for card in found:
            if self._is_new(card, top, report):
                card.show_top(top, report.wanted)
        return found

    def _is_new(self, card: QWidget, answer: object, report: Report) -> bool:
        """Whether ``card`` shows another answer by now: while the page counts, each is brought with all before it."""
        self._filled[card] = report
        before, shown = self._shown.get(card), (answer, report.only_by_day)
        self._shown[card] = shown
        return before is None or before[0] is not answer or before[1] != report.only_by_day

    def report_of(self, card: object) -> Report | None:
        """Return what ``card`` was last filled from: while the page counts, others may show something else already."""
        return self._filled.get(card)

    def show_old(self) -> None:
        """Let everything look like what it is: from before."""
        for card in (self.figures.strip, self.chart, self.map, self.heat, self.leaders, self.misses, *self.ranks):
            veil.cover(card, on=True)

    def _await(self, card: RankCard, dimension: Dimension) -> None:
        """Let a card look old until the list it was turned to is there."""
        if not card.shows(dimension):
            veil.cover(card, on=True)

    def _mark(self, report: Report) -> None:
        there = {top.dimension for top in report.tops}
        old: list[tuple[QWidget, bool]] = [
            (self.figures.strip, False),
            (self.chart, report.timeline is None),
            (self.map, report.countries is None),
            (self.heat, report.heatmap is None),
            (self.leaders, report.leaders is None),
            (self.misses, report.misses is None),
            *((card, card.dimension not in there) for card in self.ranks),
        ]
        for card, is_old in old:
            veil.cover(card, on=is_old)

    def _named(self, report: Report, timeline: Timeline) -> Timeline:
        if report.wanted.compare == "year":
            name = self.tr("A year before")
        elif report.wanted.span == "today":
            name = self.tr("Yesterday")
        elif report.days == 1:
            name = self.tr("The day before")
        else:
            name = self.tr("{days} days before").format(days=report.days)
        return replace(timeline, previous_name=name)

    def _make_first_row(self) -> Generator[None]:
        """Where and when: the map is wider than the list beside it."""
        row = boxes.columns(gap=12)
        self._column.addLayout(row)
        places = self._rank(self.tr("Places"), _PLACES)
        _stand(row, places, _SHARES[0])
        yield
        self.map = MapCard()
        self.map.picked.connect(self.picked)
        _stand(row, self.map, _SHARES[1])
        yield
        self.heat = HeatCard()
        _stand(row, self.heat, _SHARES[2])
        yield

    def _make_grid(self) -> Generator[None]:
        grid = QGridLayout()
        grid.setSpacing(12)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 1)
        self._column.addLayout(grid)
        self.leaders = LeaderCard()
        grid.addWidget(self.leaders, 0, 0)
        yield
        for title, dimensions, row, column in (
            (self.tr("Devices"), _DEVICES, 0, 1),
            (self.tr("Sources"), _SOURCES, 0, 2),
            (self.tr("Campaign"), _CAMPAIGN, 1, 1),
            (self.tr("Where it led"), _WAYS, 1, 0),
        ):
            grid.addWidget(self._rank(title, dimensions), row, column)
            yield
        self.misses = MissCard()
        grid.addWidget(self.misses, 1, 2)
        yield

    def _rank(self, title: str, dimensions: Sequence[Dimension]) -> RankCard:
        made = RankCard(title, dimensions)
        made.turned.connect(partial(self._await, made))
        made.turned.connect(self.turned)
        made.stretched.connect(self.stretched)
        made.picked.connect(self.picked)
        self.ranks = (*self.ranks, made)
        return made


def _stand(row: QHBoxLayout, card: QWidget, share: int) -> None:
    card.setMinimumWidth(1)
    row.addWidget(card, share)
