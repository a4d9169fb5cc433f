"""Analytics: how often codes are scanned, when, from where and on what; live."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from qrdesk.client import Client, Dimension, LinkQuery
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.analytics import TopView
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.charts import theme
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.analytics_figures import Figures
from qrdesk.gui.pages.analytics_live import LiveCard
from qrdesk.gui.pages.analytics_ranks import RankCard
from qrdesk.gui.pages.analytics_report import DAYS, Report, SpanKey, Wanted, read_report, read_top
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.empty import EmptyPage
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.loading import LoadingBar
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.picker import Found, Option, Picker
from qrdesk.gui.widgets.segment import Segment

if TYPE_CHECKING:
    from qrdesk.gui.pages.analytics_chart import ChartCard

REFRESH_MS = 15_000  # new hits refresh at once; this catches what comes without one, as midnight
_OFFERED = 50  # links in the chooser


class AnalyticsPage(QWidget):
    """Asks only while it is in sight; an older answer never overwrites a newer one, old content stays until then."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._window = window
        self._routes = routes
        self._wanted = self._remembered()
        self._report: Report | None = None
        self._asked = 0
        self._loading = False
        self._stale = False
        self._build()
        self._clock = QTimer(self)
        self._clock.setInterval(REFRESH_MS)
        self._clock.timeout.connect(self.refresh)
        session.connected.connect(self._connected)
        session.links_changed.connect(self.refresh)

    def open_link(self, link_id: str) -> None:
        """Show the hits of one link; of all when ``link_id`` is empty."""
        self._ask(replace(self._wanted, link_id=link_id))
        self.live.watch(link_id)

    def refresh(self) -> None:
        """Ask for the numbers again, if the page is in sight; one answer at a time."""
        if self._loading:
            self._stale = True
        elif self.isVisible():
            self._load()

    @property
    def chart(self) -> "ChartCard":
        """The card with hits over time, made when it is first needed."""
        if self._chart is None:
            # pyqtgraph and numpy take 300 ms to load: the app starts without them
            from qrdesk.gui.pages.analytics_chart import ChartCard  # noqa: PLC0415

            self._chart = ChartCard()
            self._chart_place.addWidget(self._chart)
        return self._chart

    def report(self) -> Report | None:
        """Return what is shown."""
        return self._report

    def next_step(self) -> Button:
        """Return the button of the empty page."""
        return self._next

    def focus_first(self) -> None:
        """Put the keyboard on the link chooser."""
        self.links.setFocus()

    def regions(self) -> Sequence[QWidget]:
        """Return where F6 stops."""
        return (self.links, self.chart.chart, self.ranks[0].bars)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load()
        self.live.start()
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.live.stop()
        self._clock.stop()

    # asking

    def _ask(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._window.state.write("analytics/span", wanted.span)
        self._window.state.write("analytics/compare", wanted.compare)
        if self.isVisible():
            self._load(said=True)

    def _load(self, *, said: bool = False) -> None:
        client = self._session.client
        if client is None:
            return
        self._asked += 1
        self._loading = True
        self.bar.start()
        done, failed = partial(self._show, self._asked, said), partial(self._not_loaded, self._asked)
        self._jobs.run(self, partial(read_report, client, self._wanted), done, failed)

    def _connected(self) -> None:
        self._wanted = replace(self._wanted, link_id="")
        self._report = None
        self.live.watch("")
        if self.isVisible():
            self._load()

    def _show(self, asked: int, said: bool, report: Report) -> None:
        self.bar.stop()
        if asked != self._asked:
            return
        self._loading = False
        self._report = report
        self.note.hide()
        self.links.choose(_option(report.link) if report.link is not None else None)
        self._views.setCurrentWidget(self._content if report.has_hits else self._empty_for(report))
        self.figures.show_report(report)
        self.chart.show_timeline(self._named(report))
        for card in self.ranks:
            for top in report.tops:
                card.show_top(top)
        if said:
            self._window.status.say(self._period_in_words(report))
        if self._stale:
            self._stale = False
            self.refresh()

    def _not_loaded(self, asked: int, error: Exception) -> None:
        self.bar.stop()
        if asked != self._asked:
            return
        self._loading = self._stale = False
        if isinstance(error, NotFound) and self._wanted.link_id:
            self.links.choose(None)
            self.open_link("")  # it was deleted: show all
            return
        kept = self.tr("What you see is from before.") if self._report is not None else ""
        self.note.show_words("warn", self.tr("The numbers could not be read"), f"{words.failure(error)} {kept}".strip())
        self.note.show()

    def _turned(self, dimension: Dimension) -> None:
        """A card shows another dimension: ask for that one alone."""
        shown = tuple(card.dimension for card in self.ranks)
        self._wanted = replace(self._wanted, dimensions=shown)
        client, report = self._session.client, self._report
        if client is None or report is None:
            return
        ask: Callable[[], TopView] = partial(read_top, client, self._wanted, report.totals, dimension)
        self._jobs.run(self, ask, self._show_top, partial(self._not_loaded, self._asked))

    def _show_top(self, top: TopView) -> None:
        for card in self.ranks:
            card.show_top(top)

    def _find_links(self, text: str, found: Found) -> None:
        client = self._session.client
        if client is None:
            found([])
            return

        def show(page: Page[LinkView]) -> None:
            found([_option(link) for link in page.data])

        query = LinkQuery(search=text.strip()[:200], state="any", limit=_OFFERED)
        self._jobs.run(self, partial(client.links.list, query), show, lambda _error: found([]))

    def _remembered(self) -> Wanted:
        usual = Wanted()
        span = self._window.state.read("analytics/span", "")
        compare = self._window.state.read("analytics/compare", usual.compare)
        return replace(usual, span=next((key for key in DAYS if key == span), usual.span), compare=compare)

    def _client(self) -> Client | None:
        return self._session.client

    # words

    def _named(self, report: Report) -> Timeline:
        days = DAYS[report.wanted.span]
        name = self.tr("Yesterday") if days == 1 else self.tr("{days} days before").format(days=days)
        return replace(report.timeline, previous_name=name)

    def _period_in_words(self, report: Report) -> str:
        start, end = report.totals.start, report.totals.end
        zone = report.zone.rsplit("/", 1)[-1].replace("_", " ")
        if start == end:
            return self.tr("{day}, time zone {zone}").format(day=theme.day_text(end, year=True), zone=zone)
        with_year = start.year != end.year
        return self.tr("{days} days from {start} to {end}, time zone {zone}").format(
            days=(end - start).days + 1,
            start=theme.day_text(start, year=with_year),
            end=theme.day_text(end, year=with_year),
            zone=zone,
        )

    def _empty_for(self, report: Report) -> QWidget:
        """Return the page that teaches the next step: make a link, or print its code."""
        if report.newest_link:
            said = self.tr("Print the code or open it on a phone. The first scan shows up here within two seconds.")
            self._next.setText(self.tr("Open its code") if report.wanted.link_id else self.tr("Open the newest code"))
        else:
            said = self.tr("Make a link and print its code. Every scan then counts here within two seconds.")
            self._next.setText(self.tr("Create a link"))
        self._empty.sentence.setText(said)
        return self._empty

    def _take_next_step(self) -> None:
        if self._report is None or not self._report.newest_link:
            self._routes.new_link("")
        else:
            self._routes.open_studio(self._report.wanted.link_id or self._report.newest_link)

    # parts

    def _build(self) -> None:
        measures = tokens.measures()
        self.figures = Figures(self)
        self._chart: ChartCard | None = None
        self._chart_place = boxes.rows(gap=0)
        self.live = LiveCard(self._client, self._jobs)
        self.live.setFixedWidth(measures.panel.analytics_live)
        self.live.news.connect(self.refresh)
        self.ranks = (
            RankCard((Dimension.COUNTRY, Dimension.LANGUAGE)),
            RankCard((Dimension.DEVICE, Dimension.OS, Dimension.BROWSER)),
            RankCard((Dimension.REFERRER, Dimension.RULE, Dimension.VARIANT)),
        )
        for card in self.ranks:
            card.turned.connect(self._turned)
        self.bar = LoadingBar()
        self.note = Note("warn", "", actions=[(self.tr("Try again"), self._load)])
        self.note.hide()
        self._content = boxes.scrolled(self._cards())
        self._empty = self._empty_page()
        self._views = QStackedWidget()
        self._views.addWidget(self._content)
        self._views.addWidget(self._empty)
        noted = boxes.rows(self.note, gap=0, margins=(16, 0, 16, 0))
        self.setLayout(boxes.rows(self._header(), self.bar, noted, self._views, gap=0))

    def _header(self) -> PageHeader:
        header = PageHeader(self.tr("Analytics"))
        self.links = Picker(self._find_links, everything=self.tr("All links"))
        self.links.setMaximumWidth(260)
        self.links.picked.connect(self._link_picked)
        spans: list[tuple[SpanKey, str]] = [
            ("today", self.tr("Today")),
            ("week", self.tr("7 d")),
            ("month", self.tr("30 d")),
            ("quarter", self.tr("90 d")),
            ("year", self.tr("Year")),
        ]
        self.spans = Segment([*spans], name=self.tr("Period"))
        self.spans.choose(self._wanted.span)
        self.spans.chosen.connect(self._span_chosen)
        self.compare = Button(self.tr("Compare"), icon="check" if self._wanted.compare else "")
        self.compare.setCheckable(True)
        self.compare.setFixedWidth(Button(self.tr("Compare"), icon="check").sizeHint().width())
        self.compare.setChecked(self._wanted.compare)
        self.compare.setToolTip(self.tr("Show the period before as a dashed line"))
        self.compare.toggled.connect(self._compare_toggled)
        header.add_beside(self.links)
        header.add_action(self.spans)
        header.add_action(self.compare)
        return header

    def _cards(self) -> QWidget:
        middle = boxes.columns(self._chart_place, self.live, gap=12)
        middle.setStretchFactor(self._chart_place, 1)
        below = boxes.columns(*self.ranks, gap=12)
        for card in self.ranks:
            below.setStretchFactor(card, 1)
        inside = QWidget()
        inside.setLayout(boxes.rows(self.figures.strip, middle, below, None, gap=12, margins=(16, 0, 16, 14)))
        return inside

    def _empty_page(self) -> EmptyPage:
        self._next = Button("", "primary")
        self._next.clicked.connect(self._take_next_step)
        centred = QWidget()
        centred.setLayout(boxes.columns(None, self._next, None, gap=0))
        return EmptyPage("chart-line", self.tr("No scans yet"), " ", centred)

    def _link_picked(self, option: Option) -> None:
        self.open_link(option.key)

    def _span_chosen(self, key: SpanKey) -> None:
        self._ask(replace(self._wanted, span=key))

    def _compare_toggled(self, on: bool) -> None:
        self.compare.set_icon("check" if on else "")
        self._ask(replace(self._wanted, compare=on))


def _option(link: LinkView) -> Option:
    return Option(link.id, link.title or link.slug, link.short_url.split("://", 1)[-1])
