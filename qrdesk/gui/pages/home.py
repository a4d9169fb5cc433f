"""Home: make a code, see what was scanned today and what needs a person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial

from PySide6.QtCore import QDate, QLocale, QModelIndex, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.client import Client, LinkQuery, PeriodQuery
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.access import DomainView
from qrdesk.core.schemas.analytics import HitView, TotalsView
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.links import LinkSummary, LinkView, TargetStatus
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.home_make import MakeCode
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.pulse import Pulse
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.link_table import WIDE, LinkTableModel, Place, thumbs_of
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import LinkButton
from qrdesk.gui.widgets.figures import Figure, FigureStrip
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.live import LiveList, LiveRow
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.rows import RowTable

SAMPLE = "sample/link"  # key under which the sample's id is remembered
_USED = 6
_FRESH_MS = 3_000
_ENOUGH = 10  # scans before: fewer make any change look huge
_NARROW, _NARROW_SIDE = 1_000, 296  # px of this page; below, the side gives way to the figures
_ICONS = {"desktop": "laptop", "tablet": "tablet", "bot": "bot"}


@dataclass(frozen=True, slots=True)
class News:
    """Everything that Home shows, asked for at once."""

    today: TotalsView
    week: TotalsView
    month: TotalsView
    used: list[LinkView]
    summaries: list[LinkSummary]
    lately: bool  # by scans, not by the day they were made
    domain: DomainView | None
    sample: LinkView | None
    down: Page[LinkView]  # printed links whose page does not answer; the first of them


class HomePage(QWidget):
    """The first page of the day."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, pulse: Pulse) -> None:
        super().__init__()
        self._session, self._jobs, self._window, self._routes, self._pulse = session, jobs, window, routes, pulse
        self._sample: LinkView | None = None
        self._asked = self._shown = 0  # turns of asking: an older answer than the one shown is dropped
        self.make = MakeCode(session, jobs)
        self.model = LinkTableModel()
        self.table = RowTable()
        self.live = LiveList()
        self.today = Figure(self.tr("Scans today"))
        self.week = Figure(self.tr("Last 7 days"))
        self.month = Figure(self.tr("Last 30 days"))
        self.notice = Notice(24)
        self.sample_note = Note("info", self.tr("The sample is only for trying out"), icon="info")
        self.down_note = Note("warn", self.tr("A printed code leads to a page that is down"), icon="printer")
        self.print_note = Note("warn", self.tr("Codes are not for print yet"), icon="wifi")
        self._fresh = QTimer(self)
        self._fresh.setSingleShot(True)
        self._fresh.setInterval(_FRESH_MS)
        self._fresh.timeout.connect(self.refresh)
        self._build()
        self.make.made.connect(self._made)
        self.table.clicked.connect(self._open)
        self.table.opened.connect(self._open)
        self.table.action_clicked.connect(self._copy)
        self.live.picked.connect(self._picked)
        pulse.began.connect(self._show_live)
        pulse.came.connect(self._came)
        session.links_changed.connect(self.refresh)
        self._show_live()
        session.on_connecting(self._forget_asked)

    def refresh(self) -> None:
        """Ask for everything again."""
        client = self._session.client
        if client is not None:
            latest = [hit for hit in self._pulse.latest if not hit.bot]
            work = partial(_news, client, latest, self._window.state.read(SAMPLE, ""))
            self._asked += 1
            done, failed = partial(self._answered, self._asked), partial(self._not_answered, self._asked)
            self._jobs.run(self, work, done, failed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = tokens.measures().panel.home_side
        self._right.setFixedWidth(wide if self.width() >= _NARROW else _NARROW_SIDE)

    def focus_first(self) -> None:
        """Put the cursor into the field."""
        self.make.field.input.setFocus()

    def remove_sample(self) -> None:
        """Delete the sample link."""
        client, sample = self._session.client, self._sample
        if client is not None and sample is not None:
            self._jobs.run(self, partial(client.links.delete, sample.id), self._removed, self._not_shown)

    def _build(self) -> None:
        today = QDate.currentDate()
        header = PageHeader(self.tr("Home"), QLocale().toString(today, "dddd, d MMMM"))
        strip = FigureStrip([self.today, self.week, self.month])
        self._title = labels.text(self.tr("Made lately"), "section_title")
        everything = LinkButton(self.tr("All links"), trailing="chevron-right")
        everything.clicked.connect(lambda: self._routes.show_page("links"))
        self._lately = boxes.box(boxes.columns(self._title, None, everything))
        self._dress_table()
        inside = boxes.rows(self.make, strip, 8, self._lately, self.table, None, gap=12, margins=(24, 0, 24, 16))
        whole = QWidget()
        whole.setLayout(boxes.rows(header, self.notice, inside, gap=0))
        row = boxes.columns(gap=0)
        row.addWidget(boxes.scrolled(whole), 1)
        self._right = self._side()
        row.addWidget(self._right)
        self.setLayout(row)

    def _side(self) -> QFrame:
        self.sample_note.add_action(self.tr("Remove the sample"), self.remove_sample)
        self.print_note.add_action(self.tr("Set a public address"), lambda: self._routes.show_page("settings"))
        self.down_note.add_action(self.tr("Show them"), lambda: self._routes.open_list("attention"))
        for note in (self.sample_note, self.print_note, self.down_note):
            note.hide()
        self._quiet = labels.Paragraph(self.tr("No scans yet. Print the code or open it on a phone."))
        title = labels.text(self.tr("Just now"), "section_title")
        column = boxes.rows(
            self.down_note, self.print_note, self.sample_note, 4, title, self._quiet, gap=8, margins=(16, 16, 16, 8)
        )
        column.addWidget(self.live, 1)
        column.addStretch(0)
        return boxes.box(column, edge="left")

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.set_columns(WIDE)
        table.setAccessibleName(self.tr("Links used lately"))
        for place in (Place.CHECK, Place.LEADS, Place.TAGS, Place.CREATED):
            table.setColumnHidden(place, True)
        table.head.hide()
        table.setProperty("clear", True)

    def _forget_asked(self) -> None:
        """Another place is open: what was asked of the one before is not wanted any more."""
        self._shown = self._asked

    def _answered(self, turn: int, news: News) -> None:
        if turn > self._shown:
            self._shown = turn
            self._show(news)

    def _not_answered(self, turn: int, error: Exception) -> None:
        if turn > self._shown:
            self._not_shown(error)

    def _show(self, news: News) -> None:
        for figure, totals in ((self.today, news.today), (self.week, news.week), (self.month, news.month)):
            self._show_figure(figure, totals)
        self._title.setText(self.tr("Used lately") if news.lately else self.tr("Made lately"))
        self._lately.setVisible(bool(news.used))
        self.table.setVisible(bool(news.used))
        self.model.show(news.used, more=False)
        self.model.put_summaries(news.summaries)
        self.table.setFixedHeight(self.table.row_height() * max(1, len(news.used)) + 2)
        urls = self.model.without_thumb()
        self._jobs.run(self, partial(thumbs_of, urls), self.model.put_thumbs, lambda _error: None)
        self.make.show_domain(news.domain)
        self._show_notes(news)

    def _show_figure(self, figure: Figure, totals: TotalsView) -> None:
        before = totals.previous_scans
        days = (totals.end - totals.start).days + 1
        if days == 1:  # half a day beside a whole one would always look like a fall
            note = self.tr("{count} yesterday").format(count=words.number(before))
            figure.show_value(words.number(totals.scans), note if before or totals.scans else "")
            return
        delta = (totals.scans - before) / before * 100 if before >= _ENOUGH and totals.scans < 10 * before else None
        note = self.tr("on the {days} before").format(days=days)
        if delta is None:
            note = self.tr("{count} in the {days} before").format(count=words.number(before), days=days)
        if not totals.scans and not before:
            note = ""
        figure.show_value(words.number(totals.scans), note, delta)

    def _show_notes(self, news: News) -> None:
        self._show_down(news.down)
        self._sample = news.sample
        self.sample_note.setVisible(news.sample is not None)
        if news.sample is not None:
            said = self.tr("{name} is there to look around. Remove it when you have seen enough.")
            self.sample_note.show_words(
                "info", self.tr("A sample to try things with"), said.format(name=news.sample.title), icon="info"
            )
        local = news.domain is not None and not news.domain.fit_for_print
        self.print_note.setVisible(local)
        if news.domain is not None and local:
            said = self.tr(
                "They carry {address} and work only on this network. Printed, they would lead nowhere later."
            )
            if words.only_here(news.domain.host):
                said = self.tr("They carry {address} and work only on this computer.")
            title = self.tr("Codes are not for print yet")
            self.print_note.show_words("warn", title, said.format(address=news.domain.host), icon="wifi")

    def _show_down(self, down: Page[LinkView]) -> None:
        """Say quietly that printed codes lead to pages that do not answer."""
        self.down_note.setVisible(bool(down.data))
        if down.data:
            count = down.pagination.total or len(down.data)
            one, many = (
                self.tr("A printed code leads to a page that is down"),
                self.tr("{count} printed links are down"),
            )
            name = words.name(down.data[0])
            said = self.tr("{name}: {reason}").format(name=name, reason=down.data[0].target.detail)
            self.down_note.show_words("warn", words.counted(count, one, many), said, icon="printer")

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

    def _removed(self, _nothing: None) -> None:
        self._window.state.write(SAMPLE, "")
        self._sample = None
        self.sample_note.hide()
        self._window.status.say(self.tr("The sample is gone"))
        self._session.links_changed.emit()

    def _open(self, index: QModelIndex) -> None:
        self._routes.open_link(self.model.link_at(index.row()).id)

    def _copy(self, index: QModelIndex) -> None:
        self._routes.copy(self.model.link_at(index.row()).short_url)

    def _picked(self, key: str) -> None:
        hit = next((hit for hit in self._pulse.latest if hit.id == key), None)
        if hit is not None:
            self._routes.open_link(hit.link_id)


def _live_row(hit: HitView) -> LiveRow:
    today = hit.at.astimezone().date() == datetime.now(UTC).astimezone().date()
    when = words.clock(hit.at, seconds=True) if today else words.day(hit.at)
    place = ", ".join(part for part in (hit.country, hit.os, hit.browser) if part)
    return LiveRow(hit.id, hit.title, place, when, _ICONS.get(hit.device, "smartphone"))


def _news(client: Client, latest: Sequence[HitView], sample: str) -> News:
    month = client.analytics.totals()
    today = month.end
    used, lately = _used(client, latest)
    return News(
        today=client.analytics.totals(PeriodQuery(start=today, end=today)),
        week=client.analytics.totals(PeriodQuery(start=_before(today, 6), end=today)),
        month=month,
        used=used,
        summaries=client.links.summaries([link.id for link in used]) if used else [],
        lately=lately,
        domain=next((domain for domain in client.domains.list() if domain.is_default), None),
        sample=_found(partial(client.links.get, sample)) if sample else None,
        down=client.links.list(LinkQuery(target=TargetStatus.DOWN, printed=True, limit=1)),
    )


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


def _before(day: date, days: int) -> date:
    return day - timedelta(days=days)
