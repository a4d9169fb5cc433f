"""Ranked bars: the most frequent values of a dimension, with others behind a choice; a click counts one alone."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from qrdesk.client import Dimension
from qrdesk.core.schemas.analytics import LeadersView, TopRow, TopView
from qrdesk.gui.charts import theme
from qrdesk.gui.pages import analytics_names as names
from qrdesk.gui.pages.analytics_wanted import TOP_ROWS, Filter, Wanted
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.bars import Bar, BarList
from qrdesk.gui.widgets.buttons import LinkButton
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.segment import Segment

HEIGHT = 296
_IN_SIGHT = 3  # choices that fit beside each other


class BarsCard(boxes.Card):
    """A head, bars that scroll where there are many, and a foot."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.setFixedHeight(HEIGHT)
        self.title = labels.text(title, "section_title")
        self.title.setFixedHeight(26)
        self.head = boxes.columns(gap=8, margins=(16, 8, 12, 8))
        self.bars = BarList()
        self.bars.setAccessibleName(title)
        self.area: QScrollArea = boxes.scrolled(boxes.box(boxes.rows(self.bars, None, gap=0, margins=(0, 0, 4, 0))))
        self.more = LinkButton("")
        self.more.hide()
        self.foot = labels.Elided("", "caption")
        self.none = labels.text("", "supporting")
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        below = boxes.columns(self.more, gap=8)
        below.addWidget(self.foot, 100)
        below.addStretch(1)
        inside = boxes.rows(self.area, self.none, below, gap=2, margins=(16, 0, 8, 6))
        inside.setStretchFactor(self.none, 1)
        inside.setStretchFactor(self.area, 1)
        self.body.setSpacing(0)
        self.body.addLayout(self.head)
        self.body.addLayout(inside, 1)

    def shown(self) -> Sequence[Bar]:
        """Return the bars shown."""
        return self.bars.rows()

    def show_bars(self, bars: Sequence[Bar], chosen: str | None, *, narrowed: bool = False) -> None:
        """Show ``bars``; where there are none, say whether filters are why."""
        self.none.setText(self.tr("Nothing that fits the filters") if narrowed else self.tr("Nothing in this period"))
        self.bars.show_rows(bars, chosen)
        self.area.setVisible(bool(bars))
        self.none.setVisible(not bars)


class RankCard(BarsCard):
    """One dimension of a few; ``turned`` says which one is wanted now, ``stretched`` that all its rows are."""

    turned = Signal(object)  # Dimension
    stretched = Signal(object, bool)  # Dimension, all of them or the first few
    picked = Signal(object)  # Filter

    def __init__(self, title: str, dimensions: Sequence[Dimension], parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.dimension = dimensions[0]
        self._top: TopView | None = None
        options = [(one.value, names.dimension_name(one)) for one in dimensions]
        self.tabs = Segment(options, "small", title) if len(options) <= _IN_SIGHT else Choice(options, "small")
        self.tabs.setAccessibleName(title)
        if isinstance(self.tabs, Choice):
            self.head.addWidget(self.title)
            self.head.addStretch(1)
            self.tabs.setFixedWidth(max(132, self.tabs.sizeHint().width()))
        self.head.addWidget(self.tabs)
        if isinstance(self.tabs, Segment):
            self.head.addStretch(1)
        self.tabs.chosen.connect(self._turn)
        self.bars.picked.connect(self._pick)
        self.more.clicked.connect(self._stretch)

    def turn(self, dimension: Dimension) -> None:
        """Choose a dimension, as the person would."""
        self.tabs.choose(dimension.value)
        self._turn(dimension.value)

    def show_top(self, top: TopView, wanted: Wanted) -> None:
        """Show the values; those of another dimension than the one chosen came too late and are dropped."""
        if top.dimension is not self.dimension:
            return
        self._top = top
        bars = [_bar(top.dimension, row) for row in top.rows]
        self.bars.setAccessibleName(names.dimension_name(top.dimension))
        self.show_bars(bars, wanted.value_of(top.dimension.value), narrowed=bool(wanted.filters))
        whole = top.dimension in wanted.whole
        self.more.setVisible(top.more > 0 or (whole and len(bars) > TOP_ROWS))
        self.more.setText(
            self.tr("Show fewer") if whole else self.tr("{count} more").format(count=theme.number_text(top.more))
        )
        left = self.tr("and {count} more").format(count=theme.number_text(top.more)) if whole and top.more > 0 else ""
        self.foot.setText(" · ".join(part for part in (left, top.attribution if bars else "") if part))
        self.foot.setVisible(bool(self.foot.text()))

    def _turn(self, key: str) -> None:
        self.dimension = Dimension(key)
        self.turned.emit(self.dimension)

    def _pick(self, value: str) -> None:
        bar = next((bar for bar in self.shown() if bar.key == value), None)
        if bar is not None:
            self.picked.emit(Filter(self.dimension.value, value, bar.name))

    def _stretch(self) -> None:
        if self._top is not None:
            self.stretched.emit(self.dimension, len(self._top.rows) <= TOP_ROWS)


class LeaderCard(BarsCard):
    """The links with most hits; ``picked`` brings the id of one to look at alone."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.title.setText(self.tr("Links"))
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.bars.setAccessibleName(self.tr("Links with most hits"))
        self.foot.hide()
        self.bars.picked.connect(self.picked)

    def show_leaders(self, view: LeadersView, total: int, wanted: Wanted) -> None:
        """Show the links; ``total`` is of all of them."""
        bars = [Bar(row.link_id, row.title, row.hits, row.hits / total if total else 0.0) for row in view.rows]
        self.show_bars(bars, wanted.link_id or None, narrowed=bool(wanted.filters))


def _bar(dimension: Dimension, row: TopRow) -> Bar:
    """Return a value as a bar; the server names rules, variants and codes, which only have ids."""
    return Bar(
        row.value,
        row.label or names.value_name(dimension, row.value),
        row.hits,
        row.share,
        names.can_filter(dimension, row.value),
        middle=dimension is Dimension.DESTINATION,
    )
