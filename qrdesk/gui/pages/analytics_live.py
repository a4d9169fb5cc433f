"""The live feed: asks every second while the page is in sight, and says when something came."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client, HitQuery
from qrdesk.core.errors import Invalid, NotFound
from qrdesk.core.schemas.analytics import HitFeed, HitView
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages import analytics_names as names
from qrdesk.gui.pages.analytics_wanted import Filter
from qrdesk.gui.rule_sentences import sentence
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import IconButton
from qrdesk.gui.widgets.live import LiveList, LiveRow

POLL_MS = 1_000
_AWAY_MS = 5_000  # while nobody answers
_ROW = 70  # px: three of them fill the card
_KEPT = 50
_NAMED = 5  # links asked for the names of their rules, at once
_AT_ONCE = 500  # hits in one answer: more in a second only counts in the figures
_MINUTE = timedelta(minutes=1)


class LiveCard(boxes.Card):
    """The last hits, newest first, bots left out. ``news`` is said once per answer that brought any hit."""

    news = Signal()

    def __init__(self, client: Callable[[], Client | None], jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self._client = client
        self._jobs = jobs
        self._link_id = ""
        self._filters: tuple[Filter, ...] = ()
        self._rules: dict[str, str] = {}  # by id
        self._asked = 0
        self._waiting = False
        self._cursor: str | None = None
        self._hits: list[HitView] = []
        self._recent: dict[str, datetime] = {}  # by the hit's id
        self._lost = self._away = self._narrowed = False
        self._now = partial(datetime.now, UTC)
        self._build()
        self._clock = QTimer(self)
        self._clock.setInterval(POLL_MS)
        self._clock.timeout.connect(self.poll)

    def watch(self, link_id: str, *, narrowed: bool = False, filters: Sequence[Filter] = ()) -> None:
        """Show the hits of one link, of all when empty, as far as they fit the filters; start anew.

        ``narrowed`` says that the rest of the page is about fewer links, which this list then says it is not.
        """
        self._narrowed = narrowed and not link_id
        if (link_id, tuple(filters)) == (self._link_id, self._filters):
            self._show()
            return
        self._link_id, self._filters = link_id, tuple(filters)
        self._asked += 1
        self._waiting = False
        self._cursor, self._hits, self._recent = None, [], {}
        self._show()
        if self._clock.isActive():
            self.poll()

    def begin_anew(self) -> None:
        """Forget what was seen of another place."""
        self._link_id = "?"
        self.watch("")

    def show_away(self, *, away: bool) -> None:
        """Say that the server is away, which others may notice first."""
        self._away = away
        self._show()

    def start(self) -> None:
        """Ask now and then every second."""
        self._clock.start()
        self.poll()

    def stop(self) -> None:
        """Ask no more."""
        self._clock.stop()

    def poll(self) -> None:
        """Ask for what is new, unless the answer before has not come yet."""
        client = self._client()
        if client is None or self._waiting or self.window().isMinimized():
            return
        self._waiting = True
        first = self._cursor is None
        query = HitQuery(
            after=self._cursor, link_id=self._link_id or None, limit=_KEPT if first and not self._filters else _AT_ONCE
        )
        answer, lost = partial(self._take, self._asked), partial(self._failed, self._asked)
        self._jobs.run(self, partial(_read, client, query, dict(self._rules)), answer, lost)

    def is_asking(self) -> bool:
        """Whether it asks again and again."""
        return self._clock.isActive()

    def interval_ms(self) -> int:
        """Return how long it waits from one question to the next."""
        return self._clock.interval()

    def shown(self) -> list[HitView]:
        """Return the hits kept, newest first."""
        return list(self._hits)

    def _take(self, asked: int, answer: tuple[HitFeed, dict[str, str]]) -> None:
        if asked != self._asked:
            return
        feed, self._rules = answer
        self._clock.setInterval(POLL_MS)
        first, self._waiting, self._lost = self._cursor is None, False, False
        # far behind, as after a night asleep: the latest are wanted, not one after the other
        self._cursor = None if feed.more else feed.cursor
        people = [hit for hit in feed.hits if not hit.bot and all(one.fits(hit) for one in self._filters)]
        self._recent |= {hit.id: hit.at for hit in people}
        self._hits = [*people, *([] if first else self._hits)][:_KEPT]
        self._show()
        if feed.hits and not first:
            self.news.emit()

    def _failed(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        self._waiting = False
        if isinstance(error, Invalid) and self._cursor is not None:
            self._cursor = None  # the server does not know its own mark any more: begin at the latest
            return
        self._lost = True
        self._clock.setInterval(_AWAY_MS)
        self._show()

    def _show(self) -> None:
        now = self._now()
        self._recent = {hit_id: at for hit_id, at in self._recent.items() if now - at < _MINUTE}
        paused = self.pause.isChecked()
        lost = self._lost or self._away
        self._dot.show_tone("off" if paused or lost else "on")
        if lost:
            self._state.setText(self.tr("No answer"))
        elif paused:
            self._state.setText(self.tr("Paused"))
        else:
            said = self.tr("all links, {count} a minute") if self._narrowed else self.tr("{count} in the last minute")
            self._state.setText(said.format(count=len(self._recent)))
        if not paused:
            self.list.show_rows([self._row(hit, now.astimezone()) for hit in self._hits])
        self._none.setVisible(not self._hits)
        self._none.setText(
            self.tr("The next scan that fits the filters shows up here.")
            if self._filters
            else self.tr("The next scan shows up here.")
        )
        self.list.setVisible(bool(self._hits))

    def _row(self, hit: HitView, now: datetime) -> LiveRow:
        icon = names.device_icon(hit.device)
        way = names.hit_way(hit, self._rules)
        return LiveRow(hit.id, hit.title, names.hit_place(hit), names.ago(hit.at, now), icon, way)

    def _pause(self, on: bool) -> None:
        self.pause.set_icon("play" if on else "pause")
        self.pause.name(self.tr("Go on") if on else self.tr("Pause"))
        self._show()

    def _build(self) -> None:
        self._dot = _Dot()
        self._state = labels.text("", "caption", tabular=True)
        self.pause = IconButton("pause", self.tr("Pause"))
        self.pause.setCheckable(True)
        self.pause.toggled.connect(self._pause)
        title = labels.text(self.tr("Live"), "section_title")
        head = boxes.columns(title, None, self._dot, self._state, self.pause, gap=6, margins=(16, 6, 8, 6))
        self.list = LiveList(_KEPT, row_height=_ROW, padding=16)
        self._none = labels.text("", "supporting", wrap=True)
        self._none.setContentsMargins(16, 12, 16, 0)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addWidget(boxes.line("h"))
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self._none, 1)


def _read(client: Client, query: HitQuery, rules: dict[str, str]) -> tuple[HitFeed, dict[str, str]]:
    """Ask for hits, and for the names of the rules that led them on and are not known yet."""
    feed = client.analytics.hits(query)
    links = {hit.link_id for hit in feed.hits[:_KEPT] if hit.rule and hit.rule not in rules}
    for link_id in list(links)[:_NAMED]:
        with suppress(NotFound):
            rules |= {rule.id: rule.name or sentence(rule) for rule in client.links.get(link_id).rules if rule.id}
    # of a rule that is gone, and of one whose turn has not come, there is no name
    return feed, {hit.rule: "" for hit in feed.hits if hit.rule} | rules if len(links) <= _NAMED else rules


class _Dot(QWidget):
    """Green while hits come in by themselves; the words beside it say the same."""

    def __init__(self) -> None:
        super().__init__()
        self._tone = "on"
        self.setFixedSize(8, 20)

    def show_tone(self, tone: str) -> None:
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.success.default if self._tone == "on" else theme.text.disabled)
        painter.drawEllipse(QRectF(0, 6, 8, 8))
