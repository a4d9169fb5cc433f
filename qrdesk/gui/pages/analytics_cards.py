"""The cards of the Analytics page, and where each of them stands."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGraphicsOpacityEffect, QGridLayout, QHBoxLayout, QWidget

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
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes

if TYPE_CHECKING:
    from qrdesk.gui.pages.analytics_chart import ChartCard

_COLUMNS = 3
_SHARES = (288, 396, 332)  # of the list of places, the map and the hours
_CHART = 284  # px
_OLD = 0.45  # opacity


class Cards(QWidget):
    """Figures, chart and live feed, then three columns of what hits are counted by."""

    picked = Signal(object)  # Filter
    turned = Signal(object)  # Dimension
    stretched = Signal(object, bool)  # Dimension, all its rows
    cut = Signal(str)  # the step of the chart
    kept = Signal(object, str)  # a card, and what of it

    def __init__(self, live: LiveCard) -> None:
        super().__init__()
        self.figures = Figures(self)
        self.live = live
        self.live.setFixedSize(tokens.measures().panel.analytics_live, _CHART)
        self.leaders = LeaderCard()
        self.map = MapCard()
        self.heat = HeatCard()
        self.misses = MissCard()
        self.ranks = _ranks(self)
        self._chart: ChartCard | None = None
        self._filled: dict[object, Report] = {}  # cards, and what each was last filled from
        self._chart_place = boxes.rows(gap=0)
        self.figures.picked.connect(self.picked)
        for card in self.ranks:
            card.turned.connect(partial(self._await, card))
            card.turned.connect(self.turned)
            card.stretched.connect(self.stretched)
            card.picked.connect(self.picked)
        self.map.picked.connect(self.picked)
        for kept in (self.leaders, self.map, self.heat, *self.ranks):
            kept.menu.wanted.connect(partial(self.kept.emit, kept))
        middle = boxes.columns(gap=12)
        middle.addLayout(self._chart_place, 1)
        middle.addWidget(self.live)
        column = boxes.rows(
            self.figures.strip, middle, self._first_row(), self._grid(), None, gap=12, margins=(16, 0, 16, 14)
        )
        self.setLayout(column)

    @property
    def chart(self) -> "ChartCard":
        """The card with hits over time, made when it is first needed."""
        if self._chart is None:
            # pyqtgraph and numpy take 300 ms to load: the app starts without them
            from qrdesk.gui.pages.analytics_chart import ChartCard  # noqa: PLC0415

            self._chart = ChartCard()
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
        if report.timeline is not None:
            self.chart.show_timeline(self._named(report, report.timeline), report.days)
            self._filled[self.chart] = report
        if report.heatmap is not None:
            self.heat.show_heatmap(report.heatmap, report.wanted)
            self._filled[self.heat] = report
        if report.leaders is not None:
            total = report.totals.scans + report.totals.clicks
            self.leaders.show_leaders(report.leaders, total, report.wanted)
            self._filled[self.leaders] = report
        if report.countries is not None:
            self.map.show_countries(report.countries, report.wanted)
            self._filled[self.map] = report
        for top in report.tops:
            self.show_top(top, report)
        if report.misses is not None:
            self.misses.show_misses(report.misses, report.wanted)
        self._mark(report)

    def show_top(self, top: TopView, report: Report) -> None:
        """Show one list of values on the card that wants it."""
        for card in self.ranks:
            if card.dimension is top.dimension:
                card.show_top(top, report.wanted)
                self._filled[card] = report
                _fade(card, old=False)

    def report_of(self, card: object) -> Report | None:
        """Return what ``card`` was last filled from: while the page counts, others may show something else already."""
        return self._filled.get(card)

    def show_old(self) -> None:
        """Let everything look like what it is: from before."""
        for card in (self.figures.strip, self.chart, self.map, self.heat, self.leaders, self.misses, *self.ranks):
            _fade(card, old=True)

    def _await(self, card: RankCard, dimension: Dimension) -> None:
        """Let a card look old until the list it was turned to is there."""
        if not card.shows(dimension):
            _fade(card, old=True)

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
            _fade(card, old=is_old)

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

    def _first_row(self) -> QHBoxLayout:
        """Where and when: the map is wider than the list beside it."""
        row = boxes.columns(gap=12)
        for card, share in zip((self.ranks[0], self.map, self.heat), _SHARES, strict=True):
            card.setMinimumWidth(1)
            row.addWidget(card, share)
        return row

    def _grid(self) -> QGridLayout:
        _, devices, sources, campaign, ways = self.ranks
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, card in enumerate((self.leaders, devices, sources, ways, campaign, self.misses)):
            grid.addWidget(card, place // _COLUMNS, place % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 1)
        return grid


def _fade(card: QWidget, *, old: bool) -> None:
    """Let ``card`` look old, or as it is."""
    effect = card.graphicsEffect()
    if old and not isinstance(effect, QGraphicsOpacityEffect):
        made = QGraphicsOpacityEffect(card)
        made.setOpacity(_OLD)
        card.setGraphicsEffect(made)
    elif not old and effect is not None:
        card.setGraphicsEffect(None)  # type: ignore[arg-type] - takes the effect away; the stubs do not know


def _ranks(cards: Cards) -> tuple[RankCard, RankCard, RankCard, RankCard, RankCard]:
    tr, one = cards.tr, Dimension
    return (
        RankCard(tr("Places"), (one.COUNTRY, one.REGION, one.CITY)),
        RankCard(
            tr("Devices"),
            (one.DEVICE, one.OS, one.OS_VERSION, one.BROWSER, one.BROWSER_VERSION, one.IN_APP),
        ),
        RankCard(tr("Sources"), (one.REFERRER_CLASS, one.REFERRER, one.LANGUAGE)),
        RankCard(tr("Campaign"), (one.UTM_SOURCE, one.UTM_MEDIUM, one.UTM_CAMPAIGN, one.UTM_TERM, one.UTM_CONTENT)),
        RankCard(tr("Where it led"), (one.DESTINATION, one.RULE, one.VARIANT, one.CODE)),
    )
