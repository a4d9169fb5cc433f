"""Visits that were led nowhere: addresses nobody made, with a link for one of them, and links that are shut."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from qrdesk.core.schemas.analytics import MissRow, MissView, ShutRow
from qrdesk.gui import words
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button

HEIGHT = 296


class MissCard(boxes.Card):
    """A line per address; ``make_wanted`` brings host and slug of the one to make."""

    make_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.setFixedHeight(HEIGHT)
        self._view: MissView | None = None
        title = labels.Elided(self.tr("Visits that led nowhere"), "section_title")
        title.setFixedHeight(26)
        self._lines = boxes.rows(gap=4)
        inside = boxes.box(boxes.rows(self._lines, None, gap=0, margins=(0, 0, 8, 0)))
        self.area: QScrollArea = boxes.scrolled(inside)
        self.none = labels.Paragraph(
            self.tr("None in this period. An address that nobody made, as one mistyped on a flyer, shows up here.")
        )
        self.foot = labels.Elided("", "caption")
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = boxes.rows(self.area, self.none, self.foot, gap=4, margins=(16, 0, 8, 10))
        column.setStretchFactor(self.none, 1)
        column.setStretchFactor(self.area, 1)
        self.body.setSpacing(0)
        self.body.addLayout(boxes.columns(title, gap=8, margins=(16, 8, 12, 8)))
        self.body.addLayout(column, 1)

    def rows(self) -> list[QWidget]:
        """Return the lines shown."""
        items = (self._lines.itemAt(place) for place in range(self._lines.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def show_misses(self, view: MissView) -> None:
        """Show the addresses and the sums; what is shown already stays, with the keyboard on it."""
        if view == self._view:
            return
        self._view = view
        for line in self.rows():
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        hosts = {row.host for row in (*view.rows, *view.shut_rows)}
        for row in view.rows:
            self._lines.addWidget(self._line(row, with_host=len(hosts) > 1))
        if view.shut_rows:
            self._lines.addWidget(labels.text(self.tr("Links paused, ended or deleted"), "caption"))
        for row in view.shut_rows:
            self._lines.addWidget(self._shut_line(row, with_host=len(hosts) > 1))
        any_row = bool(view.rows or view.shut_rows)
        self.area.setVisible(any_row)
        self.none.setVisible(not any_row)
        self.foot.setText(" · ".join(self._sums(view)))
        self.foot.setVisible(bool(self.foot.text()))

    def _sums(self, view: MissView) -> Sequence[str]:
        said: list[str] = []
        if view.misses:
            said.append(words.counted(view.misses, self.tr("{count} visit"), self.tr("{count} visits")))
        if view.index:
            said.append(self.tr("{count} at a domain alone").format(count=words.number(view.index)))
        if view.shut:
            said.append(self.tr("{count} at links paused or ended").format(count=words.number(view.shut)))
        if view.bots:
            said.append(self.tr("{count} by bots").format(count=words.number(view.bots)))
        return said

    def _said(self, row: MissRow | ShutRow, *, with_host: bool) -> list[QWidget]:
        """Return the two ends of a line: which address, and how often."""
        address = f"{row.host}/{row.slug}" if with_host or not row.slug else f"/{row.slug}"
        name = labels.Elided(address if row.slug else self.tr("other addresses of {host}").format(host=row.host))
        bots = self.tr(" + {count} bots").format(count=words.number(row.bots)) if row.bots else ""
        return [name, labels.text(words.number(row.hits) + bots, "caption", tabular=True)]

    def _shut_line(self, row: ShutRow, *, with_host: bool) -> QWidget:
        name, count = self._said(row, with_host=with_host)
        line = boxes.columns(gap=8)
        line.addWidget(name, 1)
        line.addWidget(count)
        made = boxes.box(line)
        made.setToolTip(row.title)
        made.setMinimumHeight(28)
        return made

    def _line(self, row: MissRow, *, with_host: bool) -> QWidget:
        name, count = self._said(row, with_host=with_host)
        line = boxes.columns(gap=8)
        line.addWidget(name, 1)
        line.addWidget(count)
        if row.slug:
            make = Button(self.tr("Make this link"), size="small")
            make.setAccessibleName(self.tr("Make the link {address}").format(address=f"{row.host}/{row.slug}"))
            make.clicked.connect(partial(self._make, row))
            line.addWidget(make)
        made = boxes.box(line)
        made.setMinimumHeight(28)
        return made

    def _make(self, row: MissRow, _checked: bool = False) -> None:
        self.make_wanted.emit(row.host, row.slug)
