"""A card that shows another list, or more of it: that list is asked for alone, the rest of the page stays."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from qrdesk.client import Client, Dimension
from qrdesk.core.errors import CalledOff
from qrdesk.core.schemas.analytics import TopView
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner
from qrdesk.gui.pages.analytics_asking import cancellable
from qrdesk.gui.pages.analytics_cards import Cards
from qrdesk.gui.pages.analytics_choices import Choices
from qrdesk.gui.pages.analytics_report import Report, read_top
from qrdesk.gui.pages.analytics_wanted import Wanted
from qrdesk.gui.session import Session


class Turning(QObject):
    """``begun`` says that it asks, ``answered`` brings the report with the other list, ``failed`` why there is none."""

    begun = Signal()
    ended = Signal()
    answered = Signal(object, object)  # Report, TopView
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        choices: Choices,
        cards: Cards,
        report: Callable[[], Report | None],
        parent: QObject,
    ) -> None:
        """``report`` returns what is shown."""
        super().__init__(parent)
        self._session, self._jobs, self._choices, self._cards, self._report = session, jobs, choices, cards, report
        self._waiting: dict[Dimension, Handle] = {}
        cards.turned.connect(self._turned)
        cards.stretched.connect(self._stretched)

    def let_go(self) -> None:
        """The page asks for something else: nobody waits for these lists any more."""
        for handle in self._waiting.values():
            handle.cancel()

    def _turned(self, dimension: Dimension) -> None:
        """A card shows another dimension."""
        self._choices.wanted = replace(self._choices.wanted, dimensions=self._cards.dimensions())
        self._ask(dimension)

    def _stretched(self, dimension: Dimension, whole: bool) -> None:
        """A card shows all values, or the first few again."""
        kept = self._choices.wanted.whole - {dimension}
        self._choices.wanted = replace(self._choices.wanted, whole=kept | {dimension} if whole else kept)
        self._ask(dimension)

    def _ask(self, dimension: Dimension) -> None:
        client, report = self._session.client, self._report()
        if client is None or report is None:
            return
        self.begun.emit()
        if before := self._waiting.get(dimension):
            before.cancel()
        asked = self._with_choices(report.wanted)
        ask: Callable[[], TopView] = partial(read_top, client, asked, report.totals, dimension)
        shown = partial(self._show, client, asked)
        self._waiting[dimension] = self._jobs.run_long(self, partial(cancellable, ask), shown, self._not_here)

    def _show(self, client: Client, asked: Wanted, top: TopView) -> None:
        self.ended.emit()
        report = self._report()
        if report is None or client is not self._session.client or not asked.is_about(report.wanted):
            return  # the page shows other hits by now
        self.answered.emit(replace(report, wanted=self._with_choices(report.wanted)).with_top(top), top)

    def _not_here(self, error: Exception) -> None:
        if not isinstance(error, Cancelled | CalledOff):
            self.failed.emit(error)

    def _with_choices(self, wanted: Wanted) -> Wanted:
        chosen = self._choices.wanted
        return replace(wanted, dimensions=chosen.dimensions, whole=chosen.whole)
