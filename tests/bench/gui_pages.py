"""What a person does on the pages where the most is going on: Studio's sliders, a large batch, a year of hits."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from qrdesk.gui.desk import Desk
from tests.bench.gui_actions import Action, wheel

ROWS = 10_000  # of the batch
_DRAGS, _STEPS = 40, 10
_FAULTY = 100  # one row of so many has a fault
_IN_SIGHT, _MOVES = 336, 60  # hours in sight while the year is moved: two weeks


class Heard:
    """Hears a signal. ``anew`` forgets what was heard, and begins something."""

    def __init__(self, signal: SignalInstance) -> None:
        self._heard = False
        signal.connect(self._hear)

    def _hear(self, *_said: object) -> None:
        self._heard = True

    def __call__(self) -> bool:
        """Whether it was heard."""
        return self._heard

    def anew(self, begin: Callable[[], object]) -> None:
        """Do something that it is listened for."""
        self._heard = False
        begin()


def studio(desk: Desk) -> Iterator[Action]:
    """Drag a slider, as fast as a hand is and step by step."""
    link_id = desk.links.model.link_at(0).id
    desk.window.show_page("studio")
    drawn = Heard(desk.studio.preview.drawn)
    yield Action("studio: a code opened", partial(drawn.anew, partial(desk.studio.open_link, link_id)), drawn)
    tab, slider = desk.studio.right.tabs, desk.studio.right.symbol.margin
    yield Action("studio: another tab", partial(tab.choose, "symbol"))

    def drag() -> None:
        slider.setValue((slider.value() + 1) % (slider.maximum() + 1))

    yield Action(f"studio: a slider dragged, {_DRAGS} steps", partial(drawn.anew, drag), drawn, times=_DRAGS)
    yield Action("studio: a step until it is drawn", partial(drawn.anew, drag), drawn, times=_STEPS, waits=True)


def batch(desk: Desk, folder: Path) -> Iterator[Action]:
    """Bring a long list, look through it, and have it mended."""
    desk.window.show_page("batch")
    page = desk.batch
    read, checked = Heard(page.desk.read), Heard(page.desk.checked)
    path = written(folder / "rows.csv")
    yield Action(f"batch: {ROWS:,} rows read", partial(read.anew, partial(page.bring, path)), read)
    yield Action("batch: and checked", lambda: None, checked)
    yield Action("batch: all rows shown", page.check.which.button("all").click)
    table = page.check.table
    yield Action("batch: wheel, 60 clicks", partial(wheel, table.viewport()), times=60)
    yield Action("batch: page down, 40 times", partial(QTest.keyClick, table, Qt.Key.Key_PageDown), times=40)
    yield Action("batch: the last rows", table.scrollToBottom)
    yield Action("batch: problems alone", page.check.which.button("problems").click)
    yield Action("batch: suggestions accepted", partial(checked.anew, page.check.accept.click), checked)


def written(path: Path) -> Path:
    """Write a list of links; some of its rows have a fault."""
    rows = ["title,destination,slug"]
    for at in range(ROWS):
        page = f"https://shop.example/label {at}" if at % _FAULTY == 0 else f"https://shop.example/label-{at}"
        rows.append(f"Label {at},{page},batch-{at:05d}")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def year(desk: Desk) -> Iterator[Action]:
    """Open a year of hits, count a country alone, look at all of it by the hour, and move that."""
    page = desk.analytics
    answered = Heard(page.asking.answered)
    yield Action("analytics: opened", partial(answered.anew, partial(desk.window.show_page, "analytics")), answered)
    whole = page.header.spans.button("year")
    yield Action("analytics: a year", partial(answered.anew, whole.click), answered)
    country = page.cards.ranks[0].bars

    def count_alone() -> None:
        country.picked.emit(country.rows()[0].key)

    yield Action("analytics: a country alone", partial(answered.anew, count_alone), answered)
    yield Action("analytics: all again", partial(answered.anew, page.filters.clear.click), answered)
    by_hour = partial(page.cards.cut.emit, "hour")
    yield Action("analytics: by the hour", partial(answered.anew, by_hour), answered)
    chart = page.chart.chart
    yield Action("analytics: two weeks of it", lambda: chart.zoom_to(0, _IN_SIGHT))
    yield Action(f"analytics: moved, {_MOVES} times", lambda: chart.move_by(_IN_SIGHT / 4), times=_MOVES)
    bar = page.findChildren(QScrollArea, options=Qt.FindChildOption.FindChildrenRecursively)[0].verticalScrollBar()
    yield Action("analytics: scrolled down", lambda: bar.setValue(bar.maximum()))
    yield Action("analytics: scrolled up", lambda: bar.setValue(0))
    desk.window.show_page("home")
    yield Action("analytics: shown again", partial(desk.window.show_page, "analytics"))
