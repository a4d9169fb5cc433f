"""The header of the Analytics page: whose hits, which days, compared with what, and the way out to a file."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from qrdesk.gui.pages.analytics_export import Form
from qrdesk.gui.pages.analytics_wanted import COMPARISONS, Comparison, SpanKey, Wanted
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.menus import Menu
from qrdesk.gui.widgets.picker import Find, Picker
from qrdesk.gui.widgets.segment import Segment

_SCOPE, _SCOPE_NARROW = 220, 136  # px at most, and where there is little room
_STEP = 12  # px


class AnalyticsHeader(PageHeader):
    """Tells of every choice by the person."""

    span_chosen = Signal(str)
    compared = Signal(str)
    export_wanted = Signal(str)

    def __init__(self, find: Find) -> None:
        super().__init__("")
        self.set_title(self.tr("Analytics"))
        self.scope = Picker(
            find, everything=self.tr("All links"), prompt=self.tr("Search links, folders, tags and domains")
        )
        self.scope.setMaximumWidth(_SCOPE)
        spans: list[tuple[SpanKey, str]] = [
            ("today", self.tr("Today")),
            ("week", self.tr("7 d")),
            ("month", self.tr("30 d")),
            ("quarter", self.tr("90 d")),
            ("year", self.tr("Year")),
            ("all", self.tr("All")),
        ]
        custom = ("custom", self.tr("Choose the days"), "calendar")
        self.spans = Segment([*spans, custom], name=self.tr("Period"))
        self.spans.chosen.connect(self.span_chosen)
        self.compare = Button(self.tr("Compare"), icon="check", trailing="chevron-down")
        self.compare.clicked.connect(self._choose_comparison)
        self.export = IconButton("download", self.tr("Export the hits of this period"), 32, "secondary")
        self.export.clicked.connect(self._choose_export)
        self._comparison: Comparison = "before"
        self.add_beside(self.scope)
        for part in (self.spans, self.compare, self.export):
            self.add_action(part)
        self.compare.setFixedWidth(self.compare.sizeHint().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the name of what is looked at give way to the periods, as far as they need its room."""
        super().resizeEvent(event)
        scope = min(self.scope.sizeHint().width(), self.scope.maximumWidth())
        spare = event.size().width() - (self.sizeHint().width() - scope)
        self.scope.give_way(max(_SCOPE_NARROW, min(_SCOPE, spare - spare % _STEP)))

    def show_wanted(self, wanted: Wanted) -> None:
        """Show what is asked for."""
        self.spans.choose(wanted.span)
        self._comparison = wanted.compare
        able = wanted.span != "all"
        self.compare.setEnabled(able)
        self.compare.set_icon("check" if wanted.compare and able else "")
        said = self._names()[wanted.compare] if able else self.tr("Before all days there is nothing to compare with")
        self.compare.setToolTip(said)
        self.compare.setAccessibleDescription(said)

    def comparisons(self) -> Menu:
        """Return the menu of what to compare with."""
        menu = Menu(self)
        for key in COMPARISONS:
            menu.add_choice(self._names()[key], partial(self.compared.emit, key), on=key == self._comparison)
        return menu

    def exports(self) -> Menu:
        """Return the menu of files."""
        menu = Menu(self)
        forms: list[tuple[Form, str]] = [("csv", self.tr("Hits as CSV…")), ("jsonl", self.tr("Hits as JSON lines…"))]
        for form, words in forms:
            menu.add(words, partial(self.export_wanted.emit, form), "download")
        return menu

    def _names(self) -> dict[Comparison, str]:
        return {
            "": self.tr("No comparison"),
            "before": self.tr("With the days before"),
            "year": self.tr("With the same days a year before"),
        }

    def _choose_comparison(self) -> None:
        self.comparisons().popup(self.compare.mapToGlobal(self.compare.rect().bottomLeft()))

    def _choose_export(self) -> None:
        self.exports().popup(self.export.mapToGlobal(self.export.rect().bottomLeft()))
