"""Visits that were led nowhere: addresses nobody made, with a link for one of them, and links that are shut."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from qrdesk.core.schemas.analytics import MissRow, MissView, ShutRow
from qrdesk.gui import words
from qrdesk.gui.pages.analytics_report import MISSES, MOST_MISSES
from qrdesk.gui.pages.analytics_wanted import Wanted
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button

HEIGHT = 296


class MissCard(boxes.Card):
    """A line per address; ``make_wanted`` brings host and slug of the one to make."""

    make_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.setFixedHeight(HEIGHT)
        self._shown: tuple[MissView, str, bool] | None = None
        title = labels.Elided(self.tr("Visits that led nowhere"), "section_title")
        title.setFixedHeight(26)
        self._lines = boxes.rows(gap=4)
        inside = boxes.box(boxes.rows(self._lines, None, gap=0, margins=(0, 0, 8, 0)))
        self.area: QScrollArea = boxes.scrolled(inside)
        self.none = labels.Paragraph()
        self.of_what = labels.text("", "caption")
        self.foot = labels.Elided("", "caption")
        self.none.setContentsMargins(0, 0, 8, 0)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.unfiltered = labels.Paragraph(
            self.tr("Filters do not apply here: of these visits nothing but address and day is kept."), "caption"
        )
        self.unfiltered.hide()
        column = boxes.rows(self.unfiltered, self.area, self.none, self.foot, gap=4, margins=(16, 0, 8, 10))
        column.setStretchFactor(self.none, 1)
        column.setStretchFactor(self.area, 1)
        self.body.setSpacing(0)
        self.body.addLayout(boxes.columns(title, self.of_what, gap=8, margins=(16, 8, 12, 8)))
        self.body.addLayout(column, 1)

    def rows(self) -> list[QWidget]:
        """Return the lines shown."""
        items = (self._lines.itemAt(place) for place in range(self._lines.count()))
        return [widget for item in items if item is not None and (widget := item.widget()) is not None]

    def show_misses(self, view: MissView, wanted: Wanted) -> None:
        """Show the addresses and the sums; what is shown already stays, with the keyboard on it."""
        of_what, alone = self._of_what(view, wanted), bool(wanted.link_id)
        view = _narrowed(view, wanted.link_id)
        boxes.show_part(self.unfiltered, bool(wanted.filters))
        if (view, of_what, alone) == self._shown:
            return
        self._shown = view, of_what, alone
        self.of_what.setText(of_what)
        self.none.set_text(
            self.tr("None in this period. Visits of this link while it is paused or has ended show up here.")
            if alone
            else self.tr("None in this period. An address that nobody made, as one mistyped on a flyer, shows up here.")
        )
        self._show_lines(view)
        said = self._sums(view)
        self.area.setVisible(bool(said))
        self.none.setVisible(not said)
        self.foot.setText(" · ".join(said))
        self.foot.setVisible(bool(said))

    def _show_lines(self, view: MissView) -> None:
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

    def _of_what(self, view: MissView, wanted: Wanted) -> str:
        """Return of what this is where the rest of the page is about less: a visit that met no link has no folder."""
        if wanted.scope.kind in {"folder", "tag"} or (wanted.link_id and not _is_whole(view)):
            return self.tr("all links")
        return ""

    def _sums(self, view: MissView) -> Sequence[str]:
        said: list[str] = []
        if view.misses:
            said.append(words.counted(view.misses, self.tr("{count} visit"), self.tr("{count} visits")))
        if view.index:
            said.append(self.tr("{count} without a short address").format(count=words.number(view.index)))
        if view.shut:
            said.append(self.tr("{count} at links paused or ended").format(count=words.number(view.shut)))
        if view.bots:
            said.append(self.tr("{count} by bots").format(count=words.number(view.bots)))
        return said

    def _said(self, row: MissRow | ShutRow, *, with_host: bool) -> list[QWidget]:
        """Return the two ends of a line: which address, and how often."""
        address = f"{row.host}/{row.slug}" if with_host or not row.slug else f"/{row.slug}"
        name = labels.Elided(address if row.slug else self.tr("other addresses of {host}").format(host=row.host))
        count = words.number(row.hits)
        if row.bots:
            said = self.tr("{count} + {bots} bot") if row.bots == 1 else self.tr("{count} + {bots} bots")
            count = said.format(count=count, bots=words.number(row.bots))
        return [name, labels.text(count, "caption", tabular=True)]

    def _shut_line(self, row: ShutRow, *, with_host: bool) -> QWidget:
        name, count = self._said(row, with_host=with_host)
        line = boxes.columns(gap=8)
        line.addWidget(name, 1)
        line.addWidget(count)
        made = boxes.box(line)
        made.setToolTip(labels.tip(row.title))
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


def _is_whole(view: MissView) -> bool:
    """Whether every link that was shut is among the rows."""
    return len(view.shut_rows) < MOST_MISSES


def _narrowed(view: MissView, link_id: str) -> MissView:
    """Return what is about one link: visits while it was shut. Addresses that nobody made are of no link."""
    if not link_id:
        return view
    if not _is_whole(view):
        return view.model_copy(update={"rows": view.rows[:MISSES], "shut_rows": view.shut_rows[:MISSES]})
    rows = [row for row in view.shut_rows if row.link_id == link_id]
    shut, bots = sum(row.hits for row in rows), sum(row.bots for row in rows)
    alone = {"misses": 0, "index": 0, "shut": shut, "bots": bots, "rows": [], "shut_rows": rows}
    return view.model_copy(update=alone)
