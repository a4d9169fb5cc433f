"""The simulator: an imagined visitor, which rule wins for them, and why the others do not."""

from datetime import datetime
from functools import partial
from typing import Any, cast

from pydantic import ValidationError
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from qrdesk.client import Client
from qrdesk.core.schemas.links import LinkPatch, LinkView
from qrdesk.core.schemas.simulation import SimulationDraft, SimulationView, VisitDraft
from qrdesk.gui import names, words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.session import Session
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.many import ManyField
from qrdesk.gui.widgets.moments import Moment
from qrdesk.gui.widgets.note import Note, Tone
from qrdesk.gui.widgets.section import Section

_PAUSE_MS = 300  # changes stop this long before the visit is tried again
_GOOD = frozenset({"lead", "frame", "button"})


class Simulator(QWidget):
    """Tries a visit, on what is typed too. Once tried, it is tried again whenever link or visitor change."""

    changes_wanted = Signal()  # somebody is to call ``show_changes``
    answered = Signal(object)  # a SimulationView; None where there is none

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._link: LinkView | None = None
        self._query = 0
        self._tried = False
        unknown = self.tr("Unknown")
        self.country = ManyField(self.tr("Country"), names.countries(), placeholder=unknown)
        self.language = ManyField(self.tr("Language"), names.languages(), placeholder=unknown, free=True)
        self.device = Choice([("", unknown), *names.devices()])
        self.system = Choice([("", unknown), *names.systems()])
        self.moment = Moment(self.tr("Another time"), self.tr("Not ticked: now"))
        self.browser = ManyField(self.tr("Browser"), names.BROWSERS, placeholder=unknown, free=True)
        self.region = TextField(self.tr("Region"), placeholder="US-TX")
        self.query = TextField(self.tr("Parameters"), placeholder="table=4&utm_source=tent")
        self.referrer = TextField(self.tr("Coming from"), placeholder="instagram.com")
        self.hits = TextField(self.tr("Hits so far"), placeholder=self.tr("As many as it has"))
        self.returning = QCheckBox(self.tr("Has been here before"))
        self.go = Button(self.tr("Try it"), icon="play")
        self.outcome = Note("info")
        self.why = labels.Paragraph(role="supporting")
        self._places: dict[str, Field] = {
            "country": self.country, "region": self.region, "languages": self.language, "browser": self.browser,
            "query": self.query, "referrer": self.referrer, "hits": self.hits, "at": self.moment,
        }  # fmt: skip
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.changes_wanted)
        self._build()
        self._connect()

    def show_link(self, link: LinkView | None) -> None:
        """Try visits to ``link`` from now on."""
        self._query += 1
        if link is None or self._link is None or link.id != self._link.id:
            self._tried = False
            self._show_none()
        self._link = link

    def edited(self) -> None:
        """The link changed: an answer shown may be old."""
        if self._tried:
            self._query += 1
            self._pause.start()

    def show_changes(self, changes: LinkPatch | None) -> None:
        """Try the visit with ``changes``, which are not saved."""
        client, link = self._session.client, self._link
        self._pause.stop()
        visit = self._visit()
        if client is None or link is None or visit is None:
            return
        self._query += 1
        draft = SimulationDraft(visit=visit, changes=changes)
        work = partial(_simulate, client, link.id, draft)
        self._jobs.run(self, work, partial(self._show, self._query), partial(self._refused, self._query))

    def _try(self) -> None:
        self._tried = True
        self.changes_wanted.emit()

    def _build(self) -> None:
        grid = _grid(
            (self.country, self.language),
            (Field(self.tr("Device"), self.device), Field(self.tr("System"), self.system)),
        )
        more = QWidget()
        inside = _grid((self.browser, self.region), (self.referrer, self.hits))
        column = boxes.rows(inside, self.query, self.returning, gap=8)
        more.setLayout(column)
        self.more = Section(self.tr("More about the visitor"), more, is_open=False, inset=0)
        column = boxes.rows(grid, self.moment, self.more, 4, gap=8)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.outcome)
        column.addWidget(self.why)
        self.setLayout(column)
        self._show_none()

    def _connect(self) -> None:
        self.go.clicked.connect(self._try)
        for choice in (self.device, self.system):
            choice.chosen.connect(self._edited)
        for field in (*self._places.values(), self.returning):
            signal: Any = getattr(field, "changed", None) or self.returning.toggled
            signal.connect(self._edited)
        for field in (self.country, self.language, self.browser, self.region, self.query, self.referrer, self.hits):
            field.input.returnPressed.connect(self._try)

    def _edited(self, *_said: object) -> None:
        for field in self._places.values():
            field.clear_error()
        self.edited()

    def _visit(self) -> VisitDraft | None:
        """Return the visitor; None where something typed cannot be, which is said there."""
        if unknown := self.country.unknown():
            self.country.show_error(self.tr("“{name}” is no country known here.").format(name=unknown[0]))
            return None
        at: datetime | None = self.moment.instant()
        hits = self.hits.text()
        said: dict[str, Any] = {
            "at": at,
            "country": next(iter(self.country.keys()), ""),
            "region": self.region.text(),
            "languages": ", ".join(self.language.keys()),
            "os": self.system.key(),
            "device": self.device.key(),
            "browser": next(iter(self.browser.keys()), ""),
            "query": self.query.text(),
            "referrer": self.referrer.text(),
            "returning": self.returning.isChecked(),
            "hits": int(hits[:19]) if hits.isdecimal() else hits or None,  # nineteen digits are too many already
        }
        try:
            return VisitDraft.model_validate(said)
        except ValidationError as error:
            for name, message in words.by_field(error).items():
                self._complain(name.partition(".")[0], message)
            return None

    def _complain(self, name: str, message: str) -> None:
        if name in {"browser", "region", "query", "referrer", "hits"}:
            self.more.set_open(True)
        self._places.get(name, self.query).show_error(message)

    def _show_none(self) -> None:
        self.outcome.hide()
        self.why.hide()
        self.answered.emit(None)

    def _show(self, query: int, answer: SimulationView) -> None:
        if query != self._query:
            return
        tone = cast(Tone, "success" if answer.kind in _GOOD else "warn")
        self.outcome.show_words(tone, answer.sentence, "" if answer.location in answer.sentence else answer.location)
        self.outcome.show()
        lines = [f"{place}. {trace.reason}" for place, trace in enumerate(answer.rules, start=1)]
        at = f"{words.short_day(answer.at)}, {words.clock(answer.at)}"
        lines.append(self.tr("Tried for {time}; rules go by {zone}.").format(time=at, zone=answer.time_zone))
        self.why.set_text("\n".join(lines))
        self.why.show()
        self.answered.emit(answer)

    def _refused(self, query: int, error: Exception) -> None:
        if query != self._query:
            return
        fields = words.by_field(error)
        for name, message in fields.items():
            if name.startswith("visit."):
                self._complain(name.removeprefix("visit.").partition(".")[0], message)
        self.outcome.show_words("danger", self.tr("Not tried"), words.failure(error))
        self.outcome.show()
        self.why.hide()
        self.answered.emit(None)


def _grid(*rows: tuple[QWidget, QWidget]) -> QGridLayout:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(8)
    for row, pair in enumerate(rows):
        for column, part in enumerate(pair):
            grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 1)
    return grid


def _simulate(client: Client, link_id: str, draft: SimulationDraft) -> SimulationView:
    return client.links.simulate(link_id, draft)
