"""What was sent to an endpoint: a filter, and the table of deliveries below it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.webhooks import DeliveryView
from qrdesk.gui.pages.webhooks_rows import DeliveryDelegate, DeliveryModel
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.empty import EmptyPage
from qrdesk.gui.widgets.fields import SearchField
from qrdesk.gui.widgets.loading import LoadingBar
from qrdesk.gui.widgets.rows import Column, RowTable
from qrdesk.gui.widgets.segment import Segment

AT_ONCE = 100
_PAUSE_MS = 200
_SOON = 400  # px before the end more is asked for
_ROW = 40
_EVENT, _EVENT_WIDE, _EVENT_NARROW = 2, 166, 124  # the column of kinds, and its px
_WIDE = 740  # px; from there on the longest kind has room


class DeliveryLog(QWidget):
    """``asked`` when something else is looked for, ``more_wanted`` near the end, ``chosen`` brings a delivery."""

    asked = Signal()
    more_wanted = Signal()
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(self.tr("Event, link or delivery id"))
        self.search.setMinimumWidth(110)
        self.search.setMaximumWidth(240)
        self.search.setMaxLength(300)
        self.status = Segment(
            [
                ("", self.tr("All")),
                ("failed", self.tr("Given up")),
                ("waiting", self.tr("Waiting")),
                ("delivered", self.tr("Delivered")),
            ],
            name=self.tr("Which deliveries"),
        )
        self.summary = labels.Elided("", "caption")
        self.summary.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.model = DeliveryModel()
        self.table = RowTable(_ROW)
        self.older: str | None = None  # the cursor of what stands below
        self.all = Button(self.tr("Show all deliveries"))
        self.empty = EmptyPage(
            "webhook", self.tr("Nothing was sent so far"), " ", other=boxes.box(boxes.columns(None, self.all, None))
        )
        self.loading = LoadingBar()
        self._first = 0  # rows of the newest page: with more than these, older ones were asked for
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.asked)
        self._build()

    def wanted(self) -> dict[str, Any]:
        """Return which deliveries are looked for, as they are asked for."""
        return {"status": self.status.key(), "search": self.search.text().strip()}

    def is_narrowed(self) -> bool:
        """Whether not all are looked for."""
        return any(self.wanted().values())

    def forget(self) -> None:
        """Of another endpoint nothing is known yet, and all of it is wanted."""
        self.search.clear()
        self.status.choose("")
        self._pause.stop()
        self.summary.setText("")
        self.clear()

    def clear(self) -> None:
        """Show no rows until the answer is there."""
        self.older, self._first = None, 0
        self.model.show([])
        self.empty.hide()
        self.table.show()

    def show_page(self, page: Page[DeliveryView]) -> None:
        """Show the newest deliveries, as an answer to something new."""
        self.older = page.pagination.next_cursor
        self._first = len(page.data)
        self.model.show(page.data)
        self.table.scrollToTop()
        self._show_empty()

    def freshen(self, page: Page[DeliveryView]) -> None:
        """Show the newest deliveries as they are now; what is read and chosen stays where it is."""
        bar = self.table.verticalScrollBar()
        before = bar.value()
        known = self.model.rowCount()
        whole = page.pagination.next_cursor is None or known <= self._first
        if known and page.data and whole is False and not self._meets(page.data):
            self.show_page(page)  # more came than one page holds: what lies between is not known
            return
        above = self.model.freshen(page.data, whole=whole)
        if before and above:
            self.table.doItemsLayout()  # now: the bar does not go further than what it knows of
            bar.setValue(before + above * _ROW)
        if whole:
            self.older, self._first = page.pagination.next_cursor, len(page.data)
        self._show_empty()

    def append(self, page: Page[DeliveryView]) -> None:
        """Show older deliveries below."""
        self.older = page.pagination.next_cursor
        self.model.append(page.data)

    def mark(self, delivery_id: str) -> bool:
        """Choose the row of a delivery without telling anyone; False where it is not listed."""
        row = self.model.row_of(delivery_id)
        blocked = self.table.selectionModel().blockSignals(True)
        if row >= 0:
            self.table.selectRow(row)
            self.table.scrollTo(self.model.index(row, 0))
        else:
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())
        self.table.selectionModel().blockSignals(blocked)
        self.table.viewport().update()
        return row >= 0

    def show_summary(self, words: str) -> None:
        """Say how the last day went."""
        self.summary.setText(words)
        self.summary.setAccessibleName(words)

    def say_nothing_sent(self, sentence: str) -> None:
        """Say what to do while nothing was sent."""
        if not self.is_narrowed():
            self.empty.sentence.set_text(sentence)

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.setItemDelegate(DeliveryDelegate(self.table))
        self.table.setAccessibleName(self.tr("Deliveries"))
        # the last but one ends in room enough for "Attempts"; the answer may be a sentence
        self.table.set_columns([Column(20), Column(112), Column(120), Column(0), Column(138), Column(74), Column(92)])
        self.table.setMinimumHeight(32 + 2 * _ROW)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.search.changed.connect(self._typed)
        self.status.chosen.connect(self._status_chosen)
        self.all.clicked.connect(self._show_all)
        filters = boxes.columns(gap=8, margins=(20, 8, 16, 12))
        filters.addWidget(self.search, 100)
        filters.addWidget(self.status)
        filters.addStretch(1)
        filters.addWidget(self.summary)
        column = boxes.rows(filters, boxes.line("h"), self.loading, gap=0)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        self.setLayout(column)
        self.empty.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnWidth(_EVENT, _EVENT_WIDE if event.size().width() >= _WIDE else _EVENT_NARROW)

    def _show_empty(self) -> None:
        nothing, narrowed = not self.model.rowCount(), self.is_narrowed()
        self.empty.setVisible(nothing)
        self.table.setVisible(not nothing)
        self.empty.promise.setText(self.tr("No delivery matches") if narrowed else self.tr("Nothing was sent so far"))
        self.empty.sentence.setVisible(not narrowed)
        self.all.setVisible(narrowed)

    def _meets(self, first: Sequence[DeliveryView]) -> bool:
        return any(self.model.knows(one.id) for one in first)

    def _typed(self, _text: str) -> None:
        self._pause.start()

    def _status_chosen(self, _key: str) -> None:
        self._pause.stop()
        self.asked.emit()

    def _show_all(self) -> None:
        self.forget()
        self.search.setFocus()
        self.asked.emit()

    def _row_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        found = self.model.delivery(index.row()) if index.isValid() else None
        if found is not None:
            self.chosen.emit(found)

    def _scrolled(self, value: int) -> None:
        if self.older is not None and value >= self.table.verticalScrollBar().maximum() - _SOON:
            self.more_wanted.emit()
