"""Home: make a code, see what was scanned today and what needs a person."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.client import Client, CodeQuery, LinkQuery, PeriodQuery
from qrdesk.core.errors import Forbidden, Invalid, NotFound
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.analytics import HitView, TotalsView
from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.schemas.links import LinkSummary, LinkView
from qrdesk.gui import words
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.analytics_names import device_icon, hit_place
from qrdesk.gui.pages.analytics_report import zone_of
from qrdesk.gui.pages.home_asking import Needs
from qrdesk.gui.pages.home_attention import Attention
from qrdesk.gui.pages.home_day import TodayByHour, hours_of
from qrdesk.gui.pages.home_figures import DayFigures
from qrdesk.gui.pages.home_make import MakeCode
from qrdesk.gui.pages.home_statics import SHOWN, StaticCodes
from qrdesk.gui.pages.home_used import UsedModel, dress, fit, fit_days
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.pages.sample_note import Sample
from qrdesk.gui.pulse import Pulse
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.link_table import thumbs_of
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import LinkButton
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.live import LiveList, LiveRow
from qrdesk.gui.widgets.loading import LoadingBar
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.rows import RowTable

_USED = 6
_FRESH_MS = 3_000
_SIDES = 40  # px beside the table
_NARROW, _NARROW_SIDE = 1_000, 296  # px of this page; below, the side gives way to the figures


@dataclass(frozen=True, slots=True)
class News:
    """Everything that Home shows, asked for at once."""

    today: TotalsView
    week: TotalsView  # the seven whole days before
    hours: Timeline
    used: list[LinkView]
    summaries: list[LinkSummary]
    lately: bool  # by scans, not by the day they were made
    statics: Sequence[CodeView] = ()  # the newest codes without a link


class HomePage(QWidget):
    """The first page of the day."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, pulse: Pulse) -> None:
        super().__init__()
        self._session, self._jobs, self._window, self._routes, self._pulse = session, jobs, window, routes, pulse
        self.sample = Sample(session, jobs, window, self)
        self.loading = LoadingBar()
        self._asked = self._shown = 0  # turns of asking: an older answer than the one shown is dropped
        self.make = MakeCode(session, jobs)
        self.model = UsedModel()
        self.table = RowTable()
        self.statics = StaticCodes(jobs)
        self.live = LiveList()
        self.figures = DayFigures(self)
        self.attention = Attention(session, jobs, window, routes)
        self.day = TodayByHour()
        self.notice = Notice(24)
        self.sample_note = Note("info", self.tr("The sample is only for trying out"), icon="info")
        self._fresh = QTimer(self)
        self._fresh.setSingleShot(True)
        self._fresh.setInterval(_FRESH_MS)
        self._fresh.timeout.connect(self._freshen)
        self._build()
        self._connect()
        self._show_sample()
        self._show_live()
        session.on_connecting(self._forget_asked)

    def _connect(self) -> None:
        self.sample.changed.connect(self._show_sample)
        self.make.made.connect(self._made)
        self.make.kind_wanted.connect(self._open_kind)
        self.table.clicked.connect(self._open)
        self.statics.picked.connect(self._open_static)
        self.table.opened.connect(self._open)
        self.table.action_clicked.connect(self._copy)
        self.live.picked.connect(self._picked)
        self._pulse.began.connect(self._show_live)
        self._pulse.came.connect(self._came)
        self._session.links_changed.connect(self.refresh)
        self._session.reach_changed.connect(self._show_reach)
        self.attention.known.connect(self._show_domain)
        self.attention.let_go.connect(self.focus_first)

    def refresh(self) -> None:
        """Ask for everything again."""
        self.attention.refresh()
        self._ask()

    def _freshen(self) -> None:
        """Scans came: they change figures, and seldom what needs attention, which takes many questions."""
        self.attention.freshen()
        self._ask()

    def _ask(self) -> None:
        client = self._session.client
        if client is not None:
            latest = [hit for hit in self._pulse.latest if not hit.bot]
            self._asked += 1
            if not self._session.may(Scope.STATS_READ):
                only = partial(self._show_only, self._asked)
                self._jobs.run(self, partial(_used, client, ()), *self.loading.wait_for(only, lambda _error: None))
                return
            work = partial(_news, client, latest)
            done, failed = partial(self._answered, self._asked), partial(self._not_answered, self._asked)
            self._jobs.run(self, work, *self.loading.wait_for(done, failed))

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = tokens.measures().panel.home_side
        side = wide if self.width() >= _NARROW else _NARROW_SIDE
        self._right.setFixedWidth(side)
        fit(self.table, self.width() - side - _SIDES)

    def focus_first(self) -> None:
        """Put the cursor into the field."""
        self.make.field.input.setFocus()

    def _build(self) -> None:
        header = PageHeader(self.tr("Home"), words.weekday_text(datetime.now().astimezone().date()))
        self._title = labels.text(self.tr("Made lately"), "section_title")
        everything = LinkButton(self.tr("All links"), trailing="chevron-right")
        everything.clicked.connect(lambda: self._routes.show_page("links"))
        self._lately = boxes.box(boxes.columns(self._title, None, everything))
        dress(self.table, self.model)
        self.table.setAccessibleName(self.tr("Links used lately"))
        parts = (self.make, self.figures.strip, 8, self.day, self._lately, self.table, self.statics, None)
        inside = boxes.rows(*parts, gap=12, margins=(24, 0, 24, 16))
        whole = QWidget()
        whole.setLayout(boxes.rows(header, self.loading, self.notice, inside, gap=0))
        row = boxes.columns(gap=0)
        row.addWidget(boxes.scrolled(whole), 1)
        self._right = self._side()
        row.addWidget(self._right)
        self.setLayout(row)

    def _side(self) -> QFrame:
        self.sample_note.add_action(self.tr("Remove the sample"), self.sample.remove)
        self.sample_note.hide()
        self._quiet = labels.Paragraph()
        column = boxes.rows(
            self.attention,
            self.sample_note,
            4,
            labels.text(self.tr("Latest scans and clicks"), "section_title"),
            self._quiet,
            gap=8,
            margins=(16, 16, 16, 8),
        )
        column.addWidget(self.live, 1)
        column.addStretch(0)
        inside = QWidget()
        inside.setLayout(column)
        # where several notes come together on a small screen, none of them is cut
        return boxes.box(boxes.rows(boxes.scrolled(inside), gap=0), edge="left")

    def _forget_asked(self) -> None:
        """Another place is open: nothing of the one before is wanted any more, or stays in sight."""
        self._shown = self._asked
        self.figures.clear()
        self.attention.forget()
        self.model.show((), more=False)
        self._quiet.set_text(self.tr("Scans show up here as soon as they are loaded."))  # whether there are any is open
        for part in (self.day, self._lately, self.table, self.statics):
            part.hide()

    def _answered(self, turn: int, news: News) -> None:
        if turn > self._shown:
            self._shown = turn
            self._show(news)

    def _not_answered(self, turn: int, error: Exception) -> None:
        if turn > self._shown and not isinstance(error, Forbidden):  # what is not open to the key is said on the page
            self._not_shown(error)

    def _show_only(self, turn: int, used: tuple[list[LinkView], bool]) -> None:
        """Show the links alone: the key may not read scans."""
        if turn > self._shown:
            self._shown = turn
            self._show_used(*used)
            self._say_quiet(counted=False)

    def _show_reach(self) -> None:
        self.make.show_reach()
        if self._session.reach is not None:
            self.refresh()
        if not self._session.may(Scope.STATS_READ):
            self._say_quiet(counted=False)

    def _show(self, news: News) -> None:
        self.figures.show(news.today, news.week, news.hours)
        self.day.show_day(news.hours)
        self._show_used(news.used, news.lately)
        self.model.put_summaries(news.summaries)
        self.statics.show_codes(news.statics)
        counted = bool(news.today.scans or news.week.scans)
        empty = not (counted or news.week.clicks or news.used or news.statics)
        boxes.show_part(self.figures.strip, not empty)  # of nothing, zeros alone
        self._say_quiet(counted=counted, empty=empty)

    def _show_domain(self, needs: Needs) -> None:
        self.make.show_domain(needs.default)

    def _show_used(self, used: Sequence[LinkView], lately: bool) -> None:
        self._title.setText(self.tr("Used lately") if lately else self.tr("Made lately"))
        self._lately.setVisible(bool(used))
        self.table.setVisible(bool(used))
        self.model.show(used, more=False)
        fit_days(self.table)
        self.table.setFixedHeight(self.table.row_height() * max(1, len(used)) + 2)
        urls = self.model.without_thumb()
        self._jobs.run(self, partial(thumbs_of, urls), self.model.put_thumbs, lambda _error: None)

    def _say_quiet(self, *, counted: bool, empty: bool = False) -> None:
        """Say why no scan is listed: days may be counted, as a sample's are, of which no single scan is known."""
        said = self.tr("No scans yet. Print the code or open it on a phone.")
        if empty:
            said = self.tr("Make your first code, print it or open it on a phone: who scans it shows up here.")
        if counted:
            said = self.tr("For these scans only the number of each day is known. New scans show up here.")
        if not self._session.may(Scope.STATS_READ):
            said = self.tr("Your key may not read scans.")
        self._quiet.set_text(said)

    def _show_sample(self) -> None:
        link = self.sample.link
        boxes.show_part(self.sample_note, link is not None)
        if link is not None:
            said = self.tr(
                "{name} is there to look around. Its scans are made up and stay in all figures until you remove it."
            )
            self.sample_note.show_words(
                "info", self.tr("A sample to try things with"), said.format(name=link.title), icon="info"
            )

    def _not_shown(self, error: Exception) -> None:
        self._window.status.say(words.failure(error))

    def _show_live(self) -> None:
        shown = [_live_row(hit) for hit in self._pulse.latest if not hit.bot]
        self.live.show_rows(shown)
        self.live.setVisible(bool(shown))
        self._quiet.setVisible(not shown)

    def _came(self, hits: Sequence[HitView]) -> None:
        self._show_live()
        if self.isVisible() and not self._fresh.isActive():
            self._fresh.start()

    def _made(self, link: LinkView, printing: bool) -> None:
        said = self.tr("{address} leads there now").format(address=words.address(link))
        self._window.toast(said, icon="circle-check")
        self._session.links_changed.emit()
        (self._routes.open_studio if printing else self._routes.open_link)(link.id)

    def _open(self, index: QModelIndex) -> None:
        self._routes.open_link(self.model.link_at(index.row()).id)

    def _open_static(self, code_id: str) -> None:
        self._routes.open_static(code_id)

    def _open_kind(self, kind: str) -> None:
        self._routes.open_kind(kind)

    def _copy(self, index: QModelIndex) -> None:
        self._routes.copy(self.model.link_at(index.row()).short_url)

    def _picked(self, key: str) -> None:
        hit = next((hit for hit in self._pulse.latest if hit.id == key), None)
        if hit is not None:
            self._routes.open_link(hit.link_id)


def _live_row(hit: HitView) -> LiveRow:
    today = hit.at.astimezone().date() == datetime.now(UTC).astimezone().date()
    when = words.clock(hit.at, seconds=True) if today else words.day(hit.at)
    return LiveRow(hit.id, hit.title, hit_place(hit), when, device_icon(hit.device))


def _news(client: Client, latest: Sequence[HitView]) -> News:
    today = datetime.now(zone_of(client.me.get().workspace.time_zone)).date()
    used, lately = _used(client, latest)
    return News(
        today=client.analytics.totals(PeriodQuery(start=today, end=today)),
        week=client.analytics.totals(PeriodQuery(start=today - timedelta(days=7), end=today - timedelta(days=1))),
        hours=hours_of(client, today),
        used=used,
        summaries=client.links.summaries([link.id for link in used]) if used else [],
        lately=lately,
        statics=_statics(client),
    )


def _statics(client: Client) -> Sequence[CodeView]:
    with suppress(Forbidden, Invalid):  # an older server does not know ``secrets``: the rest is shown without them
        return client.codes.list(CodeQuery(kind="static", limit=SHOWN, secrets=True)).data  # each is drawn
    return ()


def _used(client: Client, latest: Sequence[HitView]) -> tuple[list[LinkView], bool]:
    """Return the links of the latest hits, else the newest links; and whether it was by hits."""
    ids = list(dict.fromkeys(hit.link_id for hit in latest))[:_USED]
    found = [_found(partial(client.links.get, link_id)) for link_id in ids]
    used = [link for link in found if link is not None]
    return (used, True) if used else (client.links.list(LinkQuery(limit=_USED)).data, False)


def _found(ask: Callable[[], LinkView]) -> LinkView | None:
    try:
        return ask()
    except NotFound:
        return None
