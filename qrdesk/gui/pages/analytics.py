"""Analytics: how often codes are scanned, when, from where and on what; live."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from qrdesk.client import Client, Dimension
from qrdesk.core.errors import CalledOff, NotFound
from qrdesk.core.schemas.analytics import TopView
from qrdesk.gui import words
from qrdesk.gui.charts.theme import Step
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner
from qrdesk.gui.pages import analytics_names as names
from qrdesk.gui.pages import analytics_scope as scopes
from qrdesk.gui.pages.analytics_asking import Asking, cancellable
from qrdesk.gui.pages.analytics_cards import Cards
from qrdesk.gui.pages.analytics_empty import FirstScan
from qrdesk.gui.pages.analytics_export import Form, HitExport
from qrdesk.gui.pages.analytics_filters import FilterRow
from qrdesk.gui.pages.analytics_header import AnalyticsHeader
from qrdesk.gui.pages.analytics_live import LiveCard
from qrdesk.gui.pages.analytics_report import Report, read_top
from qrdesk.gui.pages.analytics_wanted import (
    COMPARISONS,
    SPANS,
    Comparison,
    Filter,
    Scope,
    SpanKey,
    Wanted,
)
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.loading import LoadingBar
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.picker import Found, Option

if TYPE_CHECKING:
    from qrdesk.gui.pages.analytics_chart import ChartCard

REFRESH_MS = 15_000  # new hits refresh at once; this catches what comes without one, as midnight
_QUICK_S = 0.5  # an answer that took longer is not asked for again at every scan
_REST = 10  # times as long as an answer took, before it is asked for again by itself


class AnalyticsPage(QWidget):
    """Asks only while it is in sight; an older answer never overwrites a newer one, old content stays until then."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__()
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        self._report: Report | None = None
        self._said = self._stale = False
        self._groups: dict[str, Option] = {}  # folders, tags and domains that were chosen
        self._turning: dict[Dimension, Handle] = {}  # cards that wait for another list
        self.asking = Asking(jobs, window, self)
        self.live = LiveCard(self._client, jobs)
        self.exporting = HitExport(session, jobs, window)
        self.header = AnalyticsHeader(self._find)
        self.filters = FilterRow()
        self.cards = Cards(self.live)
        self.bar = LoadingBar()
        self.note = Note("warn", "", actions=[(self.tr("Try again"), self._load)])
        self._build()
        self._wanted = replace(self._remembered(), dimensions=self.cards.dimensions())
        self._clock = QTimer(self)
        self._clock.setInterval(REFRESH_MS)
        self._clock.timeout.connect(self.refresh)
        self._connect()
        self._show_wanted()

    # what others ask of it

    def open_link(self, link_id: str) -> None:
        """Show the hits of one link; of all when ``link_id`` is empty."""
        self._look_at(Scope("link", link_id) if link_id else Scope())

    def refresh(self) -> None:
        """Ask for the numbers again, if the page is in sight; one answer at a time."""
        if self.asking.busy:
            self._stale = True
        elif self.isVisible() and not self.window().isMinimized():
            self._load()

    @property
    def chart(self) -> "ChartCard":
        """The card with hits over time, made when it is first needed."""
        return self.cards.chart

    def report(self) -> Report | None:
        """Return what is shown."""
        return self._report

    def wanted(self) -> Wanted:
        """Return what was asked for last."""
        return self._wanted

    def next_step(self) -> Button:
        """Return the button of the empty page."""
        return self._empty.next

    def focus_first(self) -> None:
        """Put the keyboard on the chooser."""
        self.header.scope.setFocus()

    def regions(self) -> Sequence[QWidget]:
        """Return where F6 stops."""
        return (self.header.scope, self.filters, self.chart.chart, self.cards.ranks[0].bars)

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
        """Ask something else; it is said when it is there."""
        self._wanted = wanted
        for handle in self._turning.values():
            handle.cancel()
        self._remember()
        self._show_wanted()
        if self.isVisible():
            self._said = True
            self._load()

    def _load(self) -> None:
        client = self._session.client
        if client is not None:
            if not self.asking.busy:
                self.bar.start()
            same = self._report is not None and self._report.wanted == self._wanted
            self.asking.ask(client, self._wanted, quietly=same)

    def _connected(self) -> None:
        self._report = None
        self._wanted = replace(self._wanted, scope=Scope(), filters=())
        self.header.scope.choose(None)
        self._show_wanted()
        self.live.begin_anew()
        if self.isVisible():
            self._load()

    def _show(self, report: Report) -> None:
        self.bar.stop()
        self._report = report
        self.note.hide()
        if report.link is not None:
            self.header.scope.choose(scopes.link_option(report.link))
        self._empty.show_report(report)
        self._views.setCurrentWidget(self._content if report.has_hits else self._empty)
        self.filters.show_report(report)
        self.cards.show_report(report)
        if self._said:
            self._window.status.say(names.period_in_words(report.totals, report.zone))
        self._said = False
        self._clock.setInterval(max(REFRESH_MS, int(self.asking.took_s * 1000) * _REST))
        if self._stale:
            self._stale = False
            self._news()

    def _not_loaded(self, error: Exception) -> None:
        self.bar.stop()
        self._stale = self._said = False
        if isinstance(error, NotFound) and self._wanted.scope.kind:
            self.header.scope.choose(None)
            self._look_at(Scope())  # it was deleted: show all
            return
        if self._report is not None:
            self.cards.show_report(self._report)
        kept = self.tr("What you see is from before.") if self._report is not None else ""
        self.note.show_words("warn", self.tr("The numbers could not be read"), f"{words.failure(error)} {kept}".strip())
        self.note.show()

    def _cancelled(self) -> None:
        """Back to what is shown."""
        self.bar.stop()
        self._stale = self._said = False
        if self._report is not None:
            self._wanted = replace(self._report.wanted, dimensions=self.cards.dimensions(), whole=self._wanted.whole)
            self._show_wanted()
            self._choose_scope(self._wanted.scope)
            self.cards.show_report(self._report)
        self._window.status.say(self.tr("Cancelled; what you see is from before"))

    def _lasting(self, lasting: bool) -> None:
        """What is asked for takes a while: what is shown is not that, and looks like it."""
        self.filters.show_counting(lasting)
        if lasting and self._report is not None:
            self.cards.show_old()

    def _news(self) -> None:
        """Hits came: count them at once, unless counting takes long."""
        if self.asking.took_s <= _QUICK_S:
            self.refresh()

    def _turned(self, dimension: Dimension) -> None:
        """A card shows another dimension: ask for that one alone."""
        self._wanted = replace(self._wanted, dimensions=self.cards.dimensions())
        self._ask_top(dimension)

    def _stretched(self, dimension: Dimension, whole: bool) -> None:
        """A card shows all values, or the first few again."""
        kept = self._wanted.whole - {dimension}
        self._wanted = replace(self._wanted, whole=kept | {dimension} if whole else kept)
        self._ask_top(dimension)

    def _ask_top(self, dimension: Dimension) -> None:
        client, report = self._session.client, self._report
        if client is None or report is None:
            return
        self.bar.start()
        if before := self._turning.get(dimension):
            before.cancel()
        asked = replace(report.wanted, dimensions=self._wanted.dimensions, whole=self._wanted.whole)
        ask: Callable[[], TopView] = partial(read_top, client, asked, report.totals, dimension)
        shown = partial(self._show_top, client, asked)
        self._turning[dimension] = self._jobs.run_long(self, partial(cancellable, ask), shown, self._not_turned)

    def _show_top(self, client: Client, asked: Wanted, top: TopView) -> None:
        self.bar.stop()
        report = self._report
        if report is None or client is not self._session.client or not asked.is_about(report.wanted):
            return  # the page shows other hits by now
        wanted = replace(report.wanted, dimensions=self._wanted.dimensions, whole=self._wanted.whole)
        self._report = replace(report, wanted=wanted).with_top(top)
        self.cards.show_top(top, self._report)
        self.filters.show_report(self._report)

    def _not_turned(self, error: Exception) -> None:
        if not isinstance(error, Cancelled | CalledOff):
            self._not_loaded(error)

    def _find(self, text: str, found: Found) -> None:
        client = self._session.client
        if client is None:
            found([])
        else:
            self._jobs.run(self, partial(scopes.find, client, text), found, lambda _error: found([]))

    def _client(self) -> Client | None:
        return self._session.client

    # choices

    def _look_at(self, scope: Scope) -> None:
        self._choose_scope(scope)
        self._ask(replace(self._wanted, scope=scope))

    def _choose_scope(self, scope: Scope) -> None:
        """Show ``scope`` in the chooser; the name of a link comes with the answer."""
        if not scope.kind:
            self.header.scope.choose(None)
        elif scope.text() in self._groups:
            self.header.scope.choose(self._groups[scope.text()])
        elif self._report is not None and self._report.link is not None and self._report.link.id == scope.key:
            self.header.scope.choose(scopes.link_option(self._report.link))

    def _scope_picked(self, option: Option) -> None:
        scope = Scope.of(option.key)
        if scope.kind not in {"", "link"}:
            self._groups[option.key] = option
        self._ask(replace(self._wanted, scope=scope))

    def _leader_picked(self, link_id: str) -> None:
        self.open_link("" if self._wanted.link_id == link_id else link_id)

    def _span_chosen(self, key: str) -> None:
        wanted = replace(self._wanted, span=cast(SpanKey, key), step=None)
        if key == "custom" and self._report is not None:
            totals = self._report.totals
            wanted = replace(wanted, start=totals.start, end=totals.end)
        self._ask(wanted)

    def _days_chosen(self, start: date, end: date) -> None:
        self._ask(replace(self._wanted, start=start, end=end))

    def _compared(self, key: str) -> None:
        self._ask(replace(self._wanted, compare=cast(Comparison, key)))

    def _cut(self, step: str) -> None:
        self._ask(replace(self._wanted, step=cast(Step, step)))

    def _picked(self, chosen: Filter) -> None:
        self._ask(self._wanted.with_filter(chosen))

    def _filter_removed(self, field: str) -> None:
        self._ask(self._wanted.without(field))
        self.header.scope.setFocus()  # the chip that had the focus is gone

    def _cleared(self) -> None:
        self._ask(replace(self._wanted, filters=()))
        self.header.scope.setFocus()

    def _export(self, form: str) -> None:
        if self._report is not None:
            self.exporting.choose(self._report, cast(Form, form))

    # remembering

    def _remembered(self) -> Wanted:
        usual, state = Wanted(), self._window.state
        span = state.read("analytics/span", "")
        compare = state.read("analytics/compare", str(usual.compare))
        start, end = _day(state.read("analytics/start", "")), _day(state.read("analytics/end", ""))
        known = next((key for key in SPANS if key == span), usual.span)
        if known == "custom" and (start is None or end is None or start > end):
            known = usual.span
        return replace(
            usual,
            span=known,
            start=start,
            end=end,
            compare=next((key for key in COMPARISONS if key == compare), usual.compare),
        )

    def _remember(self) -> None:
        state, wanted = self._window.state, self._wanted
        state.write("analytics/span", wanted.span)
        state.write("analytics/compare", wanted.compare)
        if wanted.start is not None and wanted.end is not None:
            state.write("analytics/start", wanted.start.isoformat())
            state.write("analytics/end", wanted.end.isoformat())

    def _show_wanted(self) -> None:
        wanted = self._wanted
        self.header.show_wanted(wanted)
        self.filters.show_wanted(wanted)
        self.live.watch(wanted.link_id, narrowed=bool(wanted.scope.kind or wanted.filters))

    # parts

    def _build(self) -> None:
        self.note.hide()
        self._empty = FirstScan()
        self._content = boxes.scrolled(self.cards)
        self._views = QStackedWidget()
        self._views.addWidget(self._content)
        self._views.addWidget(self._empty)
        noted = boxes.rows(self.note, gap=0, margins=(16, 0, 16, 0))
        self.setLayout(boxes.rows(self.header, self.bar, self.filters, noted, self._views, gap=0))

    def _connect(self) -> None:
        header, filters, cards = self.header, self.filters, self.cards
        header.scope.picked.connect(self._scope_picked)
        header.span_chosen.connect(self._span_chosen)
        header.compared.connect(self._compared)
        header.export_wanted.connect(self._export)
        filters.days_chosen.connect(self._days_chosen)
        filters.removed.connect(self._filter_removed)
        filters.cleared.connect(self._cleared)
        cards.picked.connect(self._picked)
        cards.turned.connect(self._turned)
        cards.stretched.connect(self._stretched)
        cards.cut.connect(self._cut)
        cards.leaders.picked.connect(self._leader_picked)
        cards.misses.make_wanted.connect(self._make)
        self.live.news.connect(self._news)
        self._empty.next.clicked.connect(self._take_next_step)
        self.asking.answered.connect(self._show)
        self.asking.failed.connect(self._not_loaded)
        self.asking.cancelled.connect(self._cancelled)
        self.asking.partly.connect(cards.show_report)
        self.asking.lasting.connect(self._lasting)
        self._session.connected.connect(self._connected)
        self._session.links_changed.connect(self.refresh)

    def _make(self, host: str, slug: str) -> None:
        self._routes.new_address(host, slug)

    def _take_next_step(self) -> None:
        link_id = self._wanted.link_id or (self._report.newest_link if self._report is not None else "")
        if self._report is None or not self._report.newest_link:
            self._routes.new_link("")
        else:
            self._routes.open_studio(link_id)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
