"""What the Analytics page is asked for, as the person changes it: with the header, the filters and the cards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import cast

from PySide6.QtCore import QLocale, QObject, Signal

from qrdesk.gui.charts.theme import Step
from qrdesk.gui.pages import analytics_memory as memory
from qrdesk.gui.pages import analytics_scope as scopes
from qrdesk.gui.pages.analytics_cards import Cards
from qrdesk.gui.pages.analytics_filters import FilterRow
from qrdesk.gui.pages.analytics_header import AnalyticsHeader
from qrdesk.gui.pages.analytics_report import Report
from qrdesk.gui.pages.analytics_wanted import Comparison, Filter, Scope, SpanKey, Wanted, last_week
from qrdesk.gui.shell.state import State
from qrdesk.gui.widgets.picker import Option


class Choices(QObject):
    """Holds ``wanted`` and lets the parts of the page show it; ``asked`` says that it is something else now."""

    asked = Signal()

    def __init__(
        self,
        header: AnalyticsHeader,
        filters: FilterRow,
        cards: Cards,
        state: State,
        report: Callable[[], Report | None],
        parent: QObject,
    ) -> None:
        """``report`` returns what is shown."""
        super().__init__(parent)
        self._header, self._filters, self._cards, self._state, self._report = header, filters, cards, state, report
        self._groups: dict[str, Option] = {}  # folders, tags and domains that were chosen
        self.wanted = replace(memory.remembered(state), dimensions=cards.dimensions())
        header.scope.picked.connect(self._scope_picked)
        header.span_chosen.connect(self._span_chosen)
        header.compared.connect(self._compared)
        filters.days_chosen.connect(self._days_chosen)
        filters.last_week.clicked.connect(self._choose_last_week)
        filters.removed.connect(self._filter_removed)
        filters.cleared.connect(self._cleared)
        cards.picked.connect(self._picked)
        cards.cut.connect(self._cut)
        cards.leaders.picked.connect(self._leader_picked)

    def look_at(self, scope: Scope) -> None:
        """Ask for the hits of ``scope``."""
        self._choose_scope(scope)
        self._ask(replace(self.wanted, scope=scope))

    def begin_anew(self) -> None:
        """Another place is connected: its links and values are others."""
        self.wanted = replace(self.wanted, scope=Scope(), filters=())
        self._header.scope.choose(None)
        self.show()

    def go_back_to(self, report: Report) -> None:
        """Want what ``report`` shows; the cards keep what they were turned to."""
        self.wanted = replace(report.wanted, dimensions=self._cards.dimensions(), whole=self.wanted.whole)
        self.show()
        self._choose_scope(self.wanted.scope)

    def show(self) -> None:
        """Let header, filters and live feed show what is wanted."""
        wanted = self.wanted
        self._header.show_wanted(wanted)
        self._filters.show_wanted(wanted)
        self._cards.live.watch(wanted.link_id, narrowed=bool(wanted.scope.kind), filters=wanted.filters)

    def scope_words(self, report: Report) -> str:
        """Return in words whose hits ``report`` is about."""
        scope = report.wanted.scope
        if report.link is not None:
            option = scopes.link_option(report.link)
        else:
            option = self._groups.get(scope.text())
        if option is None:
            return self.tr("All links")
        return f"{option.words}, {option.detail}" if option.detail else option.words

    def _ask(self, wanted: Wanted) -> None:
        self.wanted = wanted
        memory.remember(self._state, wanted)
        self.show()
        self.asked.emit()

    def _choose_scope(self, scope: Scope) -> None:
        """Show ``scope`` in the chooser; the name of a link comes with the answer."""
        report = self._report()
        if not scope.kind:
            self._header.scope.choose(None)
        elif scope.text() in self._groups:
            self._header.scope.choose(self._groups[scope.text()])
        elif report is not None and report.link is not None and report.link.id == scope.key:
            self._header.scope.choose(scopes.link_option(report.link))

    def _scope_picked(self, option: Option) -> None:
        scope = Scope.of(option.key)
        if scope.kind not in {"", "link"}:
            self._groups[option.key] = option
        self._ask(replace(self.wanted, scope=scope))

    def _leader_picked(self, link_id: str) -> None:
        self.look_at(Scope() if self.wanted.link_id == link_id else Scope("link", link_id))

    def _span_chosen(self, key: str) -> None:
        wanted, report = replace(self.wanted, span=cast(SpanKey, key), step=None), self._report()
        if key == "custom" and report is not None:
            wanted = replace(wanted, start=report.totals.start, end=report.totals.end)
        self._ask(wanted)

    def _days_chosen(self, start: date, end: date) -> None:
        self._ask(replace(self.wanted, start=start, end=end))

    def _choose_last_week(self) -> None:
        report = self._report()
        if report is not None:  # which day it is comes with the answers
            self._days_chosen(*last_week(report.today, QLocale().firstDayOfWeek().value))

    def _compared(self, key: str) -> None:
        self._ask(replace(self.wanted, compare=cast(Comparison, key)))

    def _cut(self, step: str) -> None:
        self._ask(replace(self.wanted, step=cast(Step, step)))

    def _picked(self, chosen: Filter) -> None:
        self._ask(self.wanted.with_filter(chosen))

    def _filter_removed(self, field: str) -> None:
        self._ask(self.wanted.without(field))
        self._header.scope.setFocus()  # the chip that had the focus is gone

    def _cleared(self) -> None:
        self._ask(replace(self.wanted, filters=()))
        self._header.scope.setFocus()
