"""Analytics: how often codes are scanned, when, from where and on what; live."""

from collections.abc import Generator, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from qrdesk.client import ChangesView, Client
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.analytics import TopView
from qrdesk.gui import words
from qrdesk.gui.error_details import details
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages import analytics_names as names
from qrdesk.gui.pages import analytics_scope as scopes
from qrdesk.gui.pages.analytics_asking import Asking
from qrdesk.gui.pages.analytics_card_menu import Keep, Keepable
from qrdesk.gui.pages.analytics_cards import Cards
from qrdesk.gui.pages.analytics_choices import Choices
from qrdesk.gui.pages.analytics_empty import FirstScan
from qrdesk.gui.pages.analytics_export import Form, HitExport
from qrdesk.gui.pages.analytics_filters import FilterRow
from qrdesk.gui.pages.analytics_header import AnalyticsHeader
from qrdesk.gui.pages.analytics_keeping import Keeping
from qrdesk.gui.pages.analytics_live import LiveCard
from qrdesk.gui.pages.analytics_report import Report
from qrdesk.gui.pages.analytics_turning import Turning
from qrdesk.gui.pages.analytics_wanted import Scope, Wanted
from qrdesk.gui.pages.sample_note import SampleStrip
from qrdesk.gui.pieces import whole
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.loading import LoadingBar
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.picker import Found

if TYPE_CHECKING:
    from qrdesk.gui.pages.analytics_chart import ChartCard

REFRESH_MS = 15_000  # new hits refresh at once; this catches what comes without one, as midnight
_QUICK_S = 0.5  # an answer that took longer is not asked for again at every scan
_REST = 10  # times as long as an answer took, before it is asked for again by itself


class AnalyticsPage(QWidget):
    """Asks only while it is in sight; an older answer never overwrites a newer one, old content stays until then."""

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, *, at_once: bool = True
    ) -> None:
        """Not ``at_once``: it is made by its ``steps``, and of no use before they are done."""
        super().__init__()
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        self._report: Report | None = None
        self._said = self._stale = False
        self._took_before_s = 0.0
        self.steps = self._made(session, jobs, window, at_once=at_once)
        if at_once:
            whole(self.steps)

    def _made(self, session: Session, jobs: JobRunner, window: MainWindow, *, at_once: bool) -> Generator[None]:
        self.asking = Asking(jobs, window, self)
        self.live = LiveCard(self._client, jobs)
        self.exporting, self.keeping = HitExport(session, jobs, window), Keeping(jobs, window)
        yield
        self.header = AnalyticsHeader(self._find)
        self.filters = FilterRow()
        self.sample = SampleStrip(session, jobs, window)
        yield
        self.cards = Cards(self.live)
        yield
        self.bar = LoadingBar()
        self.note = Note("warn", "", actions=[(self.tr("Try again"), self._load)])
        self._build()
        yield
        yield from self.cards.made()
        self._choices = Choices(self.header, self.filters, self.cards, window.state, self.report, self)
        self._turning = Turning(session, jobs, self._choices, self.cards, self.report, self)
        self._clock = QTimer(self)
        self._clock.setInterval(REFRESH_MS)
        self._clock.timeout.connect(self.refresh)
        self._connect()
        yield
        self._choices.show()
        yield
        if not at_once:
            yield from self.cards.chart_in_pieces()
            yield
        session.on_connecting(self._connected)

    # what others ask of it

    def open_link(self, link_id: str) -> None:
        """Show the hits of one link; of all when ``link_id`` is empty."""
        self._choices.look_at(Scope("link", link_id) if link_id else Scope())

    def refresh(self) -> None:
        """Ask for the numbers again, if the page is in sight; one answer at a time."""
        if self.asking.busy:
            self._stale = True
        elif self.isVisible() and not self.window().isMinimized():
            self._load()

    def changed_elsewhere(self, _found: ChangesView) -> None:
        """Links, folders or tags are called otherwise by now, or hits were erased."""
        self._news()

    @property
    def chart(self) -> "ChartCard":
        """The card with hits over time, made when it is first needed."""
        return self.cards.chart

    def report(self) -> Report | None:
        """Return what is shown."""
        return self._report

    def wanted(self) -> Wanted:
        """Return what was asked for last."""
        return self._choices.wanted

    def next_step(self) -> Button:
        """Return the button of the empty page."""
        return self._empty.next

    def focus_first(self) -> None:
        """Put the keyboard on the chooser."""
        self.header.scope.setFocus()

    def show_away(self, as_of: datetime | None) -> None:
        """While the server is away nothing comes in live."""
        self.live.show_away(away=as_of is not None)

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

    def _asked(self) -> None:
        """Something else is wanted; it is said when it is there."""
        self._turning.let_go()
        if self.isVisible():
            self._said = True
            self._load()

    def _load(self) -> None:
        client = self._session.client
        if client is not None:
            if not self.asking.busy:
                self.bar.start()
            same = self._report is not None and self._report.wanted == self.wanted()
            self.asking.ask(client, self.wanted(), quietly=same)

    def _connected(self) -> None:
        self._turning.let_go()
        self._report = None
        self._choices.begin_anew()
        self.live.begin_anew()
        if self.isVisible():
            self._load()

    def _show(self, report: Report) -> None:
        self.bar.stop()
        report = self._turning.completed(report)
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
        # the quicker of the last two: an answer may take long once, when nothing is at hand yet, and then never again
        self._clock.setInterval(max(REFRESH_MS, int(min(self.asking.took_s, self._took_before_s) * 1000) * _REST))
        self._took_before_s = self.asking.took_s
        self._turning.catch_up()
        if self._stale:
            self._stale = False
            self._news()

    def _not_loaded(self, error: Exception) -> None:
        self.bar.stop()
        self._stale = self._said = False
        self._not_read(error)
        self._turning.catch_up()

    def _not_read(self, error: Exception) -> None:
        """Say why there is nothing newer."""
        if isinstance(error, NotFound) and self.wanted().scope.kind:
            self._choices.look_at(Scope())  # it was deleted: show all
            return
        if self._report is not None:
            self.cards.show_report(self._report)
        kept = self.tr("What you see is from before.") if self._report is not None else ""
        title, said = self.tr("The numbers could not be read"), f"{words.failure(error)} {kept}".strip()
        self.note.show_words("warn", title, said, details=details(error))
        self.note.show()

    def _cancelled(self) -> None:
        """Back to what is shown."""
        self.bar.stop()
        self._stale = self._said = False
        if self._report is not None:
            self._choices.go_back_to(self._report)
            self.cards.show_report(self._report)
            self._turning.catch_up()
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

    def _show_top(self, report: Report, top: TopView) -> None:
        self._report = report
        self.cards.show_top(top, report)
        self.filters.show_report(report)

    def _find(self, text: str, found: Found) -> None:
        client = self._session.client
        if client is None:
            found([])
        else:
            self._jobs.run(self, partial(scopes.find, client, text), found, lambda _error: found([]))

    def _client(self) -> Client | None:
        return self._session.client

    def _export(self, form: str) -> None:
        if self._report is not None:
            self.exporting.choose(self._report, cast(Form, form))

    def _keep(self, card: Keepable, keep: str) -> None:
        report = self.cards.report_of(card)
        if report is not None:
            self.keeping.choose(report, self._choices.scope_words(report), card, cast(Keep, keep))

    # parts

    def _build(self) -> None:
        self.note.hide()
        self._empty = FirstScan()
        self._content = boxes.scrolled(self.cards)
        self._views = QStackedWidget()
        self._views.addWidget(self._content)
        self._views.addWidget(self._empty)
        noted = boxes.rows(self.note, gap=0, margins=(16, 0, 16, 0))
        self.setLayout(boxes.rows(self.header, self.bar, self.filters, self.sample, noted, self._views, gap=0))

    def _connect(self) -> None:
        cards, turning = self.cards, self._turning
        self._choices.asked.connect(self._asked)
        turning.begun.connect(self.bar.start)
        turning.ended.connect(self.bar.stop)
        turning.answered.connect(self._show_top)
        turning.failed.connect(self._not_read)
        self.header.export_wanted.connect(self._export)
        cards.kept.connect(self._keep)
        cards.misses.make_wanted.connect(self._make)
        self.live.news.connect(self._news)
        self._empty.next.clicked.connect(self._take_next_step)
        self.asking.answered.connect(self._show)
        self.asking.failed.connect(self._not_loaded)
        self.asking.cancelled.connect(self._cancelled)
        self.asking.partly.connect(cards.show_report)
        self.asking.lasting.connect(self._lasting)
        self._session.links_changed.connect(self.refresh)

    def _make(self, host: str, slug: str) -> None:
        self._routes.new_address(host, slug)

    def _take_next_step(self) -> None:
        link_id = self.wanted().link_id or (self._report.newest_link if self._report is not None else "")
        if self._report is None or not self._report.newest_link:
            self._routes.new_link("")
        else:
            self._routes.open_studio(link_id)
