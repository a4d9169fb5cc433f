"""The card with the map of the world: where hits came from; a click counts a country alone."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from qrdesk.client import Dimension
from qrdesk.core.schemas.analytics import TopRow, TopView
from qrdesk.gui.charts import theme, world
from qrdesk.gui.charts.paper import Drawing, colour_key
from qrdesk.gui.charts.steps import Steps
from qrdesk.gui.charts.swatches import Swatches
from qrdesk.gui.charts.worldmap import WorldMap, paint_world
from qrdesk.gui.pages import analytics_names as names
from qrdesk.gui.pages.analytics_card_menu import CardMenu, Rows
from qrdesk.gui.pages.analytics_ranks import as_bar, top_rows
from qrdesk.gui.pages.analytics_wanted import Filter, Wanted
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.bars import BarList
from qrdesk.gui.widgets.buttons import IconButton

HEIGHT = 296
_ON_PAPER = 400  # px
_EXTENT = QSize(10, 10)
_PADDING, _ASIDE, _GAP = 16, 10, 8  # px


class MapCard(boxes.Card):
    """Darker where more came from; the foot tells of the country pointed at, else of the one with most hits."""

    picked = Signal(object)  # Filter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, parent=parent)
        self.setFixedHeight(HEIGHT)
        self._top: TopView | None = None
        self._rows: dict[str, TopRow] = {}
        self._chosen = ""
        self._wanted = Wanted()
        self._elsewhere = 0
        title = self.tr("Where")
        self.map, self._colours = WorldMap(), Swatches()
        self.bars = BarList()
        self.bars.setAccessibleName(self.tr("All countries"))
        self.as_list = IconButton("list", self.tr("Show as list"))
        self.as_list.setCheckable(True)
        self.as_list.toggled.connect(self._show_list)
        self.menu = CardMenu(title)
        self._views = QStackedWidget()
        self._views.addWidget(self.map)
        self._views.addWidget(boxes.scrolled(boxes.box(boxes.rows(self.bars, None, gap=0, margins=(_ASIDE, 0, 4, 0)))))
        self._mark, self._name = _Mark(), labels.text("", "label")
        self._said, self._way = labels.Elided("", "caption"), labels.text("", "caption")
        self.rest = labels.Elided("", "caption")
        head = boxes.columns(labels.text(title, "section_title"), None, self._colours, gap=10, margins=(16, 8, 8, 8))
        for part in (self.as_list, self.menu):
            head.addWidget(part)
        foot = boxes.columns(self._mark, self._name, gap=_GAP)
        foot.addWidget(self._said, 1)
        foot.addWidget(self._way)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        foot.setContentsMargins(_ASIDE, 0, _ASIDE, 0)
        beside = _PADDING - _ASIDE  # the map is as large as it can be
        self.rest.setContentsMargins(_ASIDE, 0, _ASIDE, 0)
        self.body.addLayout(boxes.rows(self._views, foot, self.rest, gap=6, margins=(beside, 0, beside, 10)), 1)
        self.map.pointed.connect(self._tell)
        self.map.picked.connect(self._pick)
        self.bars.picked.connect(self._pick)
        self._tell()

    def show_countries(self, top: TopView, wanted: Wanted) -> None:
        """Show how many hits came from which country."""
        self._top, self._wanted = top, wanted
        self._rows = {row.value: row for row in top.rows}
        self._chosen = wanted.value_of(Dimension.COUNTRY.value) or ""
        self.bars.show_rows([as_bar(Dimension.COUNTRY, row) for row in top.rows], self._chosen or None)
        values = {code: row.hits for code, row in self._rows.items() if code in world.codes()}
        self._elsewhere = sum(row.hits for code, row in self._rows.items() if code and code not in values)
        self.map.show_values(values)
        steps = Steps.up_to(self.map.most())
        last = f"{theme.short_text(steps.begin[-1])}+"
        self._colours.show_range("1", last, steps.words() if self.map.most() else [])
        self.menu.setEnabled(bool(top.rows))

    def foot(self) -> str:
        """Return what the foot says."""
        return f"{self._name.text()} {self._said.text()}".strip()

    def file_name(self) -> str:
        """Return the beginning of a name for the file."""
        return "countries"

    def drawing(self) -> Drawing:
        """Return the map, to be drawn on paper."""
        values = dict(self.map.values())
        steps = Steps.up_to(self.map.most())
        legend = [
            colour_key(words, steps.colour(begin)) for words, begin in zip(steps.words(), steps.begin, strict=True)
        ]
        counted = names.sentence_case(names.counted_name(self._wanted))
        title = self.tr("{counted} by country").format(counted=counted)
        source = self._top.attribution if self._top is not None else ""
        elsewhere = self._elsewhere_words()
        nowhere = colour_key(self.tr("none"), tokens.current().chart.no_value)
        return Drawing(
            title,
            _ON_PAPER,
            lambda painter, box: paint_world(painter, box, values),
            [nowhere, *legend],
            " · ".join(part for part in (elsewhere, source, self.tr("Outlines: Natural Earth")) if part),
        )

    def table_rows(self) -> Rows:
        """Return the countries row by row."""
        return top_rows(self._top)

    def _tell(self) -> None:
        code = self.map.told()
        row = self._rows.get(code)
        self._mark.show_colour(
            Steps.up_to(self.map.most()).colour(row.hits if row is not None else 0) if code else None
        )
        self._name.setText(names.country_name(code) if code else "")
        self._said.setText(self._told_words(code))
        self.rest.setText(self._elsewhere_words())
        self.rest.setVisible(bool(code and self._elsewhere))
        way = self.tr("Click to count all again") if code == self._chosen else self.tr("Click to filter")
        self._way.setText(way if row is not None else "")
        self._fit_foot()
        self.map.setAccessibleDescription(f"{self.foot()}. {self.tr('Show as list for every country.')}")

    def _told_words(self, code: str) -> str:
        """Return what is said of a country, of none where nobody came from any."""
        row = self._rows.get(code)
        if not code:
            return self._elsewhere_words() or self.tr("No place is known in this period")
        if row is None:
            return names.none_text(self._wanted)
        count = names.count_text(row.hits, self._wanted)
        return self.tr("{count}, {share}").format(count=count, share=theme.share_text(row.share))

    def _elsewhere_words(self) -> str:
        """Return how many came from where the map has no country, as from Antarctica."""
        count = theme.number_text(self._elsewhere)
        return self.tr("{count} not on the map").format(count=count) if self._elsewhere else ""

    def _fit_foot(self) -> None:
        """Say what a click does where there is room for it beside the numbers."""
        parts = (self._mark, self._name, self._said, self._way)
        room = self.width() - 2 * _PADDING - (len(parts) - 1) * _GAP
        self._way.setVisible(sum(part.sizeHint().width() for part in parts[1:]) + _EXTENT.width() <= room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_foot()

    def _pick(self, code: str) -> None:
        self.picked.emit(Filter(Dimension.COUNTRY.value, code, names.value_name(Dimension.COUNTRY, code)))

    def _show_list(self, on: bool) -> None:
        self._views.setCurrentIndex(int(on))
        self.as_list.name(self.tr("Show as map") if on else self.tr("Show as list"))
        self.as_list.set_icon("globe" if on else "list")


class _Mark(QWidget):
    """The colour of the country told of; gone where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._colour: QColor | None = None
        self.setFixedSize(_EXTENT)

    def show_colour(self, colour: QColor | None) -> None:
        self._colour = colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._colour is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour)
            painter.drawRoundedRect(self.rect(), 2, 2)
