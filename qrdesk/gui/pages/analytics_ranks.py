"""Ranked bars: the most frequent values of a dimension, with others behind a choice; a click counts one alone."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from qrdesk.client import Dimension
from qrdesk.core.schemas.analytics import LeaderRow, LeadersView, TopRow, TopView
from qrdesk.gui import words
from qrdesk.gui.charts import theme
from qrdesk.gui.charts.paper import Drawing
from qrdesk.gui.charts.paper_bars import height_of, paint_bars
from qrdesk.gui.pages import analytics_names as names
from qrdesk.gui.pages.analytics_card_menu import CardMenu, Rows
from qrdesk.gui.pages.analytics_wanted import TOP_ROWS, Filter, Wanted
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.bars import Bar, BarList
from qrdesk.gui.widgets.buttons import LinkButton
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.segment import Segment

HEIGHT = 296
_WIDEST, _AROUND = 150, 44  # px: of the choice of a dimension, and what it needs beside its words
_IN_SIGHT = 230  # px: choices that fit beside each other, in the narrowest window too


class BarsCard(boxes.Card):
    """A head, bars that scroll where there are many, and a foot."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.setFixedHeight(HEIGHT)
        self.title = labels.Elided(title, "section_title")
        self.title.setFixedHeight(26)
        self.head = boxes.columns(gap=8, margins=(16, 8, 8, 8))
        self.menu = CardMenu(title)
        self._counted = ""
        self.only_by_day = False  # of the hits counted nothing but their day is known
        self.bars = BarList()
        self.bars.setAccessibleName(title)
        self.area: QScrollArea = boxes.scrolled(boxes.box(boxes.rows(self.bars, None, gap=0, margins=(0, 0, 4, 0))))
        self.more = LinkButton("")
        self.more.hide()
        self.foot = labels.text("", "caption", wrap=True)
        self.none = labels.text("", "supporting", wrap=True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        more = boxes.columns(self.more, None, gap=8)
        inside = boxes.rows(self.area, self.none, more, self.foot, gap=2, margins=(16, 0, 8, 6))
        inside.setStretchFactor(self.none, 1)
        inside.setStretchFactor(self.area, 1)
        self.body.setSpacing(0)
        self.body.addLayout(self.head)
        self.body.addLayout(inside, 1)

    def shown(self) -> Sequence[Bar]:
        """Return the bars shown."""
        return self.bars.rows()

    def show_bars(self, bars: Sequence[Bar], chosen: str | None, wanted: Wanted) -> None:
        """Show ``bars``; where there are none, say whether filters are why."""
        narrowed = bool(wanted.filters)
        self._counted = names.counted_name(wanted)
        self.menu.setEnabled(bool(bars))
        self.none.setText(self.tr("Nothing that fits the filters") if narrowed else names.none_name(self.only_by_day))
        self.bars.show_rows(bars, chosen)
        self.area.setVisible(bool(bars))
        self.none.setVisible(not bars)

    def bars_drawn(self, title: str, source: str = "") -> Drawing:
        """Return the bars shown, to be drawn on paper under ``title``."""
        bars = tuple(self.shown())
        said = self.tr("{title}: {counted}").format(title=title, counted=self._counted)
        return Drawing(said, height_of(bars), lambda painter, box: paint_bars(painter, box, bars), source=source)


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
        self.tabs: Segment | Choice = Segment(options, "small", title)
        if self.tabs.sizeHint().width() > _IN_SIGHT:
            self.tabs = Choice(options, "small")
        self.tabs.setAccessibleName(title)
        if isinstance(self.tabs, Choice):
            self.head.addWidget(self.title, 1)
            letters = self.tabs.fontMetrics()
            widest = max(letters.horizontalAdvance(name) for _, name in options)
            self.tabs.setFixedWidth(min(_WIDEST, widest + _AROUND))
        self.head.addWidget(self.tabs)
        if isinstance(self.tabs, Segment):
            self.head.addStretch(1)
        self.head.addWidget(self.menu)
        self.tabs.chosen.connect(self._turn)
        self.bars.picked.connect(self._pick)
        self.more.clicked.connect(self._stretch)

    def file_name(self) -> str:
        """Return the beginning of a name for the file."""
        return self._shown_dimension().value.replace("_", "-")

    def drawing(self) -> Drawing:
        """Return the bars, to be drawn on paper."""
        source = self._top.attribution if self._top is not None else ""
        return self.bars_drawn(names.dimension_name(self._shown_dimension()), source)

    def table_rows(self) -> Rows:
        """Return the values row by row."""
        return top_rows(self._top)

    def turn(self, dimension: Dimension) -> None:
        """Choose a dimension, as the person would."""
        self.tabs.choose(dimension.value)
        self._turn(dimension.value)

    def shows(self, dimension: Dimension) -> bool:
        """Whether the bars are about ``dimension``."""
        return self._shown_dimension() is dimension

    def turn_back(self) -> None:
        """Choose the dimension of the bars again: those of the one turned to cannot be had."""
        self.dimension = self._shown_dimension()
        self.tabs.choose(self.dimension.value)
        self.more.setEnabled(True)

    def show_top(self, top: TopView, wanted: Wanted) -> None:
        """Show the values; those of another dimension than the one chosen came too late and are dropped."""
        if top.dimension is not self.dimension:
            return
        self._top = top
        self.more.setEnabled(True)
        bars = [as_bar(top.dimension, row) for row in top.rows]
        self.bars.setAccessibleName(names.dimension_name(top.dimension))
        self.show_bars(bars, wanted.value_of(top.dimension.value), wanted)
        whole = top.dimension in wanted.whole
        self.more.setVisible(top.more > 0 or (whole and len(bars) > TOP_ROWS))
        self.more.setText(
            self.tr("Show fewer") if whole else self.tr("{count} more").format(count=theme.number_text(top.more))
        )
        left = self.tr("and {count} more").format(count=theme.number_text(top.more)) if whole and top.more > 0 else ""
        self.foot.setText(" · ".join(part for part in (left, top.attribution if bars else "") if part))
        self.foot.setVisible(bool(self.foot.text()))

    def _shown_dimension(self) -> Dimension:
        """Return what the bars are about: of a dimension just chosen they may not be there yet."""
        return self._top.dimension if self._top is not None else self.dimension

    def _turn(self, key: str) -> None:
        self.dimension = Dimension(key)
        self.more.setEnabled(self.shows(self.dimension))  # of bars on their way nobody knows how many there are
        self.turned.emit(self.dimension)

    def _pick(self, value: str) -> None:
        bar = next((bar for bar in self.shown() if bar.key == value), None)
        if bar is not None:
            self.picked.emit(Filter(self._shown_dimension().value, value, bar.name))

    def _stretch(self) -> None:
        if self._top is not None and self.shows(self.dimension):
            self.stretched.emit(self.dimension, len(self._top.rows) <= TOP_ROWS)


class LeaderCard(BarsCard):
    """The links with most hits; ``picked`` brings the id of one to look at alone."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("LeaderCard", "Links"), parent)
        self._view: LeadersView | None = None
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.head.addWidget(self.menu)
        self.bars.setAccessibleName(self.tr("Links with most hits"))
        self.foot.hide()
        self.bars.picked.connect(self.picked)

    def show_leaders(self, view: LeadersView, total: int, wanted: Wanted) -> None:
        """Show the links; ``total`` is of all of them."""
        self._view = view
        bars = [_leader(row, total) for row in view.rows]
        self.show_bars(bars, wanted.link_id or None, wanted)
        rest = total - sum(row.hits for row in view.rows)
        one, many = self.tr("and {count} hit at other links"), self.tr("and {count} hits at other links")
        self.foot.setText(words.counted(rest, one, many))
        self.foot.setVisible(rest > 0 and bool(bars))

    def file_name(self) -> str:
        """Return the beginning of a name for the file."""
        return "links"

    def drawing(self) -> Drawing:
        """Return the bars, to be drawn on paper."""
        return self.bars_drawn(self.title.text())

    def table_rows(self) -> Rows:
        """Return the links row by row."""
        heads = [self.tr("Id"), self.tr("Link"), self.tr("Hits"), self.tr("Scans"), self.tr("Clicks")]
        rows = self._view.rows if self._view is not None else []
        return heads, [[row.link_id, row.title, *map(str, (row.hits, row.scans, row.clicks))] for row in rows]


def top_rows(top: TopView | None) -> Rows:
    """Return the values of a dimension row by row, as they are kept and as people say them."""
    if top is None:
        return [], []
    tr, name = QCoreApplication.translate, names.dimension_name(top.dimension)
    counts = tr("RankCard", "Hits"), tr("RankCard", "Scans"), tr("RankCard", "Clicks")
    rows: list[list[str]] = []
    for row in top.rows:
        said = row.label or names.value_name(top.dimension, row.value)
        rows.append([row.value, said, *map(str, (row.hits, row.scans, row.clicks)), f"{row.share:.4f}"])
    return [tr("RankCard", "Value"), name, *counts, tr("RankCard", "Share")], rows


def _leader(row: LeaderRow, total: int) -> Bar:
    """Return a link as a bar; of one without a title its address is shown, of which beginning and end matter."""
    name = names.address(row.title)
    return Bar(row.link_id, name, row.hits, row.hits / total if total else 0.0, middle=name != row.title)


def as_bar(dimension: Dimension, row: TopRow) -> Bar:
    """Return a value as a bar; the server names rules, variants and codes, which only have ids."""
    said = row.label or names.value_name(dimension, row.value)
    name = names.address(said)
    middle = dimension is Dimension.DESTINATION or name != said
    return Bar(row.value, name, row.hits, row.share, names.can_filter(dimension, row.value), middle=middle)
