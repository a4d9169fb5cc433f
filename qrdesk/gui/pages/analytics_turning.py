"""A card that shows another list, or more of it: that list is asked for alone, the rest of the page stays."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from qrdesk.client import Dimension
from qrdesk.core.schemas.analytics import TopView
from qrdesk.gui.jobs import Handle, JobRunner
from qrdesk.gui.pages.analytics_asking import cancellable
from qrdesk.gui.pages.analytics_cards import Cards
from qrdesk.gui.pages.analytics_choices import Choices
from qrdesk.gui.pages.analytics_ranks import RankCard
from qrdesk.gui.pages.analytics_report import Report, read_top
from qrdesk.gui.pages.analytics_wanted import Wanted
from qrdesk.gui.session import Session


@dataclass(eq=False)
class _Question:
    """A list on its way; ``asked`` says of which hits."""

    dimension: Dimension
    asked: Wanted
    handle: Handle | None = None


class Turning(QObject):
    """``begun`` says that it asks, ``answered`` brings the report with the other list, ``failed`` why there is none.

    A card waits for one list at a time: the one it was turned to last.
    """

    begun = Signal()
    ended = Signal()  # once for each that has begun, whatever became of it
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
        self._waiting: dict[RankCard, _Question] = {}
        cards.turned.connect(self._turned)
        cards.stretched.connect(self._stretched)

    def let_go(self) -> None:
        """The page asks for something else: nobody waits for these lists any more."""
        for card in list(self._waiting):
            self._drop(card)

    def completed(self, report: Report) -> Report:
        """Return a new report with the lists that cards were turned to while it was on its way.

        They are those shown, if they are of the same hits: the next report brings newer ones.
        """
        before = self._report()
        if before is None or not _are_alike(before, report):
            return report
        for card in self._cards.ranks:
            kept = next((top for top in before.tops if top.dimension is card.dimension), None)
            if kept is not None and self._is_missing(card, report) and not self._is_missing(card, before):
                report = self._with_top(report, kept, before.wanted)
        return report

    def catch_up(self) -> None:
        """Ask for the lists that cards were turned to and the report shown has not got."""
        report = self._report()
        if report is None:
            return
        for card in self._cards.ranks:
            waiting = self._waiting.get(card)
            on_its_way = waiting is not None and waiting.asked.is_about(report.wanted)
            if self._is_missing(card, report) and not on_its_way:
                self._ask(card)

    def _turned(self, dimension: Dimension) -> None:
        """A card shows another dimension."""
        self._choices.wanted = replace(self._choices.wanted, dimensions=self._cards.dimensions())
        self._ask_for(dimension)

    def _stretched(self, dimension: Dimension, whole: bool) -> None:
        """A card shows all values, or the first few again."""
        kept = self._choices.wanted.whole - {dimension}
        self._choices.wanted = replace(self._choices.wanted, whole=kept | {dimension} if whole else kept)
        self._ask_for(dimension)

    def _ask_for(self, dimension: Dimension) -> None:
        self._ask(next(card for card in self._cards.ranks if card.dimension is dimension))

    def _ask(self, card: RankCard) -> None:
        client, report = self._session.client, self._report()
        if client is None or report is None:
            return  # the first report is on its way, and ``catch_up`` then asks for the rest
        self._drop(card)
        chosen = self._choices.wanted
        asked = replace(report.wanted, dimensions=chosen.dimensions, whole=chosen.whole)
        self._waiting[card] = question = _Question(card.dimension, asked)
        self.begun.emit()
        ask: Callable[[], TopView] = partial(read_top, client, asked, report.totals, question.dimension)
        shown, failed = partial(self._show, card, question), partial(self._not_here, card, question)
        question.handle = self._jobs.run_long(self, partial(cancellable, ask), shown, failed)

    def _drop(self, card: RankCard) -> None:
        """Call off what a card waits for, if it does."""
        question = self._waiting.pop(card, None)
        if question is not None:
            if question.handle is not None:
                question.handle.cancel()
            self.ended.emit()

    def _show(self, card: RankCard, question: _Question, top: TopView) -> None:
        if self._waiting.get(card) is not question:
            return  # it was called off
        self._drop(card)
        report = self._report()
        if report is not None and question.asked.is_about(report.wanted):
            self.answered.emit(self._with_top(report, top, question.asked), top)

    def _not_here(self, card: RankCard, question: _Question, error: Exception) -> None:
        """The card goes back to what it shows: its head and its bars are never about two things."""
        if self._waiting.get(card) is not question:
            return
        self._drop(card)
        card.turn_back()
        report, chosen, dimension = self._report(), self._choices.wanted, question.dimension
        kept = report.wanted.whole & {dimension} if report is not None else frozenset[Dimension]()
        self._choices.wanted = replace(
            chosen, dimensions=self._cards.dimensions(), whole=chosen.whole - {dimension} | kept
        )
        self.failed.emit(error)

    def _is_missing(self, card: RankCard, report: Report) -> bool:
        """Whether ``report`` lacks the list that ``card`` was turned to, or has more or less of it."""
        one, chosen = card.dimension, self._choices.wanted
        return all(top.dimension is not one for top in report.tops) or (one in chosen.whole) != (
            one in report.wanted.whole
        )

    def _with_top(self, report: Report, top: TopView, asked: Wanted) -> Report:
        """Return ``report`` with a list, as all of it or the first few, whichever was ``asked`` for."""
        one = {top.dimension}
        whole = report.wanted.whole - one | (asked.whole & one)
        wanted = replace(report.wanted, dimensions=self._cards.dimensions(), whole=whole)
        return replace(report, wanted=wanted).with_top(top)


def _are_alike(one: Report, other: Report) -> bool:
    """Whether both are about the same hits of the same days."""
    first, second = ((report.totals.start, report.totals.end) for report in (one, other))
    return one.wanted.is_about(other.wanted) and first == second
