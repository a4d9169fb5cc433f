"""The simulator: an imagined visitor, which rule wins for them, and why the others do not."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, cast

from pydantic import ValidationError
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from qrdesk.client import Client
from qrdesk.core.errors import NotFound, QRDeskError
from qrdesk.core.schemas.links import LinkDraft, LinkPatch, LinkView
from qrdesk.core.schemas.rules import Rule
from qrdesk.core.schemas.simulation import NewSimulationDraft, SimulationDraft, SimulationView, VisitDraft
from qrdesk.gui import names, words, zones
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages import link_editor_simulator_said as said
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


class Simulator(boxes.Flowing):
    """Tries a visit, on what is typed too. Once tried, it is tried again whenever link or visitor change."""

    changes_wanted = Signal()  # somebody is to call ``show_changes``, or ``show_new`` where no link is made yet
    answered = Signal(object)  # a SimulationView; None where there is none
    pressed = Signal()  # a person wants to see the answer

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._link: LinkView | None = None
        self.clock: Callable[[], str] = lambda: ""  # name of the zone that rules go by
        self.rules: Callable[[], Sequence[Rule]] = tuple  # those that are tried, as they stand in the form
        self._query = 0
        self._tried = False
        unknown = self.tr("Unknown")
        self.country = ManyField(self.tr("Country"), names.countries(), placeholder=self.tr("Country?"))
        self.language = ManyField(self.tr("Language"), names.languages(), placeholder=self.tr("Language?"), free=True)
        for field, icon in ((self.country, "globe"), (self.language, "languages")):
            field.input.set_icon(icon)
            field.label.hide()  # it stays the field's name
        self.device = Choice([("", self.tr("Device?")), *names.devices()], icon="smartphone")
        self.device.setAccessibleName(self.tr("Device"))
        for part in (self.country.input, self.language.input, self.device):
            part.setToolTip(self.tr("Unknown while nothing stands here"))
        self.system = Choice([("", unknown), *names.systems()])
        self.moment = Moment(self.tr("Another time"))
        self.browser = ManyField(self.tr("Browser"), names.BROWSERS, placeholder=unknown, free=True)
        self.region = TextField(self.tr("Region"), placeholder="US-TX")
        self.query = TextField(self.tr("Parameters"), placeholder="table=4&utm_source=tent")
        self.referrer = TextField(self.tr("Coming from"), placeholder="instagram.com")
        self.hits = TextField(self.tr("Hits so far"), placeholder=self.tr("As many as it has"))
        self.returning = QCheckBox(self.tr("Has been here before"))
        self.go = Button(self.tr("Try it"), icon="play")
        self.go.setToolTip(self.tr("Tries what stands here, saved or not. No scan is counted."))
        self.outcome = Note("info")
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
        self._say_time()
        if self._tried:
            self._query += 1
            self._pause.start()

    def show_changes(self, changes: LinkPatch | None) -> None:
        """Try the visit with ``changes``, which are not saved."""
        link, visit = self._link, self._visit()
        if link is not None and visit is not None:
            draft = SimulationDraft(visit=visit, changes=changes)
            self._ask(lambda client: client.links.simulate(link.id, draft))

    def show_new(self, link: LinkDraft) -> None:
        """Try the visit with a link that is not made yet."""
        visit = self._visit()
        if visit is not None:
            draft = NewSimulationDraft(visit=visit, link=link)
            self._ask(lambda client: client.links.simulate_draft(draft), self._new_refused)

    def show_untried(self, why: str) -> None:
        """Say why there is no answer."""
        self._pause.stop()
        self._query += 1
        self._say("info", self.tr("Not tried"), why)
        self.answered.emit(None)

    def _ask(
        self, work: Callable[[Client], SimulationView], failed: Callable[[int, Exception], object] | None = None
    ) -> None:
        client = self._session.client
        self._pause.stop()
        self._query += 1
        if client is not None:
            done, refused = partial(self._show, self._query), partial(failed or self._refused, self._query)
            self._jobs.run(self, partial(work, client), done, refused)

    def _try(self) -> None:
        self._tried = True
        self.pressed.emit()
        self.changes_wanted.emit()

    def _build(self) -> None:
        go = boxes.box(boxes.columns(self.go, None, gap=0))
        grid = _grid((self.country, self.language), (self.device, go))
        more = QWidget()
        system = Field(self.tr("System"), self.system)
        inside = _grid((system, self.browser), (self.region, self.referrer), (self.hits, self.query))
        more.setLayout(boxes.rows(inside, self.returning, gap=8))
        self.more = Section(self.tr("More about the visitor"), more, is_open=False, inset=0)
        self.setLayout(boxes.rows(grid, self.moment, self.outcome, self.more, gap=8))
        self._show_none()
        self._say_time()

    def _say_time(self) -> None:
        hint = ""
        self.moment.box.setToolTip(self.tr("Not ticked: now"))
        if self.moment.box.isChecked() and (zone := self.clock()):
            hint = self.tr("On the clock of the rules: {zone}").format(zone=zones.place_and_time(zone))
        self.moment.set_hint(hint)

    def _connect(self) -> None:
        self.go.clicked.connect(self._try)
        self.moment.box.toggled.connect(self._say_time)
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
        at: datetime | None = self.moment.instant(zones.clock_of(self.clock()))
        hits = self.hits.text()
        told: dict[str, Any] = {
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
            return VisitDraft.model_validate(told)
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
        self.answered.emit(None)

    def _show(self, query: int, answer: SimulationView) -> None:
        if query != self._query:
            return
        tone = cast(Tone, "success" if answer.kind in _GOOD else "warn")
        why, whole = said.reasons(answer, self.rules()), said.details(answer)
        self._say(tone, said.headline(answer), why, details=whole, whole=answer.location)
        self.answered.emit(answer)

    def _new_refused(self, query: int, error: Exception) -> None:
        """Say so where a server knows no such question yet: what it answers speaks of an address that nobody typed."""
        if query == self._query and self._session.mode == "remote" and _is_unknown_there(error):
            why = self.tr("This server is too old to try a link that is not saved yet. Save the link, then try it.")
            self.show_untried(why)
        else:
            self._refused(query, error)

    def _refused(self, query: int, error: Exception) -> None:
        if query != self._query:
            return
        fields = words.by_field(error)
        for name, message in fields.items():
            if name.startswith("visit."):
                self._complain(name.removeprefix("visit.").partition(".")[0], message)
        self._say("danger", self.tr("Not tried"), words.failure(error))
        self.answered.emit(None)

    def _say(self, tone: Tone, title: str, why: str, *, details: str = "", whole: str = "") -> None:
        """Say what came of it; ``whole`` is the whole address where the visitor ends up."""
        self.outcome.show_words(tone, title, why, details=details)
        self.outcome.setToolTip(labels.tip(whole))
        self.outcome.setAccessibleDescription(whole)
        self.outcome.show()


def _is_unknown_there(error: Exception) -> bool:
    """Whether it is the path that is not known: a thing that is not there is named, in quotation marks."""
    if isinstance(error, NotFound):
        return "“" not in str(error) and not error.field_errors
    return isinstance(error, QRDeskError) and error.code == "method_not_allowed"


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
