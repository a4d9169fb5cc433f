"""The live preview: one drawing at a time, the newest wish wins, fixes come after the picture."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from qrdesk.client import Design
from qrdesk.core.artwork import export
from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.contents import require_small
from qrdesk.core.schemas.artwork import ScanScore
from qrdesk.core.schemas.contents import AnyContent
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.studio_desk import Order, export_draft, takes_profile
from qrdesk.gui.pages.studio_fixes import Drawing, Fix, draw, find_fixes, safe_by_score

AssetsOf = Callable[[Design, str | None], Assets]  # of a design, and the id of a press profile
_REST_MS = 200  # without a change, before a score is worked out: it takes as long again


@dataclass(frozen=True)
class Subject:
    """What is to be drawn."""

    text: str
    design: Design  # as the standard of its content demands
    order: Order
    content: AnyContent | None = None


@dataclass(frozen=True)
class Scored:
    """How surely a drawing is read; ``safe`` is the largest logo that leaves enough, None without one."""

    score: ScanScore
    safe: float | None


class Preview(QObject):
    """While a drawing is on its way, only the last wish is kept: nothing queues up, nothing older comes later."""

    drawn = Signal(object, object)  # Subject, Drawing
    fixes_found = Signal(object, object)  # Drawing, {warning: [Fix]}
    scored = Signal(object, object)  # Drawing, Scored
    failed = Signal(object)  # the error

    def __init__(self, jobs: JobRunner, assets_of: AssetsOf, parent: QObject | None = None) -> None:
        """Draw with what ``assets_of`` returns for a design, which is asked where it may take a while."""
        super().__init__(parent)
        self._jobs, self._assets_of = jobs, assets_of
        self._busy = False
        self._wanted = True
        self._next: Subject | None = None
        self._shown: Drawing | None = None
        self._subject: Subject | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._score)

    def want(self, subject: Subject) -> None:
        """Draw ``subject`` as soon as may be."""
        self._next, self._wanted = subject, True
        if not self._busy:
            self._start()

    def stop(self) -> None:
        """There is nothing to draw now: what is on its way is not wanted any more."""
        self._next, self._subject, self._shown = None, None, None
        self._wanted = False

    def _start(self) -> None:
        subject, self._next = self._next, None
        if subject is not None:
            self._busy = True
            work = partial(_drawn, self._assets_of, subject)
            self._jobs.run(self, work, partial(self._take, subject), self._fail)

    def _take(self, subject: Subject, drawing: Drawing) -> None:
        self._busy = False
        if not self._wanted:
            return
        self._shown = drawing
        self.drawn.emit(subject, drawing)
        if self._next is not None:
            self._start()
            return
        self._subject = subject
        self._rest.start()
        if drawing.report.warnings:
            work = partial(_fixed, self._assets_of, subject, drawing)
            self._jobs.run(self, work, partial(self._take_fixes, drawing))

    def _score(self) -> None:
        if self._busy or self._subject is None or self._shown is None:
            return  # a newer drawing is on its way
        work = partial(_scored, self._assets_of, self._subject)
        self._jobs.run(self, work, partial(self._take_score, self._shown))

    def _take_score(self, drawing: Drawing, score: Scored) -> None:
        if drawing is self._shown and self._next is None:
            self.scored.emit(drawing, score)

    def _take_fixes(self, drawing: Drawing, fixes: dict[str, list[Fix]]) -> None:
        if drawing is self._shown and self._next is None:
            self.fixes_found.emit(drawing, fixes)

    def _fail(self, error: Exception) -> None:
        self._busy = False
        if self._wanted:
            self.failed.emit(error)
        if self._next is not None:
            self._start()


def _drawn(assets_of: AssetsOf, subject: Subject) -> Drawing:
    found = draw(subject.text, subject.design, subject.order, _assets(assets_of, subject))
    require_small(subject.content, found.report.version)
    return found


def _fixed(assets_of: AssetsOf, subject: Subject, drawing: Drawing) -> dict[str, list[Fix]]:
    assets = _assets(assets_of, subject)
    return find_fixes(subject.text, subject.design, subject.order, drawing, assets)


def _scored(assets_of: AssetsOf, subject: Subject) -> Scored:
    assets = _assets(assets_of, subject)
    draft = export_draft(subject.order, subject.design)
    score = export.score(subject.text, subject.design, draft, assets)
    return Scored(score, safe_by_score(subject.text, subject.design, draft, score.points, assets))


def _assets(assets_of: AssetsOf, subject: Subject) -> Assets:
    return assets_of(subject.design, subject.order.profile if takes_profile(subject.order) else None)
