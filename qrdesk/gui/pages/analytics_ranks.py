"""Ranked bars: the most frequent values of a dimension, with others behind tabs."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from qrdesk.client import Dimension
from qrdesk.core.schemas.analytics import TopRow, TopView
from qrdesk.gui.charts import theme
from qrdesk.gui.pages import analytics_names as names
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.bars import Bar, BarList
from qrdesk.gui.widgets.segment import Segment

_HEIGHT = 284
_ROW = 30


class RankCard(boxes.Card):
    """One dimension of a few; ``turned`` says which one is wanted now."""

    turned = Signal(object)  # Dimension

    def __init__(self, dimensions: Sequence[Dimension], parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.setFixedHeight(_HEIGHT)
        self.dimension = dimensions[0]
        title = names.dimension_name(self.dimension)
        head = boxes.columns(gap=8, margins=(16, 8, 12, 8))
        self.tabs = Segment([(one.value, names.dimension_name(one)) for one in dimensions], "small", title)
        if len(dimensions) > 1:
            head.addWidget(self.tabs)
        else:
            alone = labels.text(title, "section_title")
            alone.setFixedHeight(self.tabs.height())
            head.addWidget(alone)
            self.tabs.hide()
        head.addStretch(1)
        self.bars = _ReadBars()
        self.more = labels.Elided("", "caption")
        self.none = labels.text(self.tr("Nothing in this period"), "supporting")
        inside = boxes.rows(self.bars, self.more, self.none, None, gap=6, margins=(16, 0, 12, 8))
        self.more.setContentsMargins(8, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addLayout(inside, 1)
        self.tabs.chosen.connect(self._turn)

    def shown(self) -> Sequence[Bar]:
        """Return the bars shown."""
        return self.bars.shown()

    def show_top(self, top: TopView) -> None:
        """Show the values; those of another dimension than the one chosen came too late and are dropped."""
        if top.dimension is not self.dimension:
            return
        bars = [Bar(row.value, _name(top.dimension, row), row.hits, row.share) for row in top.rows]
        self.bars.setAccessibleName(names.dimension_name(top.dimension))
        self.bars.show_rows(bars)
        more = self.tr("{count} more").format(count=theme.number_text(top.more)) if top.more > 0 else ""
        self.more.setText(" · ".join(part for part in (more, top.attribution if bars else "") if part))
        self.more.setVisible(bool(self.more.text()))
        self.none.setVisible(not bars)

    def _turn(self, key: str) -> None:
        self.dimension = Dimension(key)
        self.turned.emit(self.dimension)


def _name(dimension: Dimension, row: TopRow) -> str:
    """Return what a value is called; the server names rules and variants, which only have ids."""
    return row.label or names.value_name(dimension, row.value)


class _ReadBars(BarList):
    """Bars to read: until a click can filter, nothing may look as if it did."""

    def shown(self) -> Sequence[Bar]:
        """Return the rows as they are sorted."""
        return self._rows

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().y()) // _ROW
        self.setToolTip(self._rows[place].name if 0 <= place < len(self._rows) else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.ignore()
