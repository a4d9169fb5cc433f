"""What a person does in the app, as steps that a watchdog times: each begins something, and says when it is over."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget

from qrdesk.gui import late
from qrdesk.gui.desk import Desk
from qrdesk.gui.garbage import let_be
from qrdesk.gui.pieces import Pieces
from qrdesk.gui.theme import style

_NOTCH = 120  # eighths of a degree: one click of a wheel
FILTER_MS = 100
PAGES = (
    "home",
    "links",
    "studio",
    "batch",
    "analytics",
    "domains",
    "webhooks",
    "access",
    "activity",
    "settings",
    "help",
)


def _at_once() -> bool:
    return True


@dataclass(frozen=True)
class Action:
    """One thing that is done. ``answered`` says when what was asked for is in sight; ``goal_ms`` how soon it should."""

    name: str
    begin: Callable[[], object]
    answered: Callable[[], bool] = _at_once
    goal_ms: float = 0.0
    times: int = 1  # it is begun so often, a moment between
    waits: bool = False  # each time until it is answered


def made(desk: Desk) -> Iterator[Action]:
    """Make the pages, as the app does beside its window."""
    pieces = Pieces(desk)
    begin = partial(pieces.begin, late.all_steps(desk.window, let_be))
    yield Action("pages: made while nothing is done", begin, pieces.is_idle)


def actions(desk: Desk, word: str) -> Iterator[Action]:
    """Yield what is done, in order. ``word`` is one that some titles have."""
    for key in PAGES:
        yield Action(f"first showing: {key}", partial(desk.window.show_page, key))
    for key in PAGES:
        yield Action(f"showing again: {key}", partial(desk.window.show_page, key))
    yield from _frame(desk)
    yield from _list(desk)
    yield from _filter(desk, word)
    yield from _edit(desk)
    yield from _palette(desk, word)


def _frame(desk: Desk) -> Iterator[Action]:
    look = style.appearance()
    yield Action("theme: dark", partial(look.turn_to, "dark"), look.is_whole)
    yield Action("theme: light", partial(look.turn_to, "light"), look.is_whole)
    yield Action("window: small", partial(desk.window.resize, 1024, 700))
    yield Action("window: wide", partial(desk.window.resize, 1600, 1000))
    yield Action("window: usual", partial(desk.window.resize, 1280, 800))


def _list(desk: Desk) -> Iterator[Action]:
    desk.window.show_page("links")
    table = desk.links.table
    bar = table.verticalScrollBar()
    yield Action("links: wheel, 60 clicks", partial(wheel, table.viewport()), times=60)
    yield Action("links: page down, 40 times", partial(QTest.keyClick, table, Qt.Key.Key_PageDown), times=40)
    yield Action("links: bar to the middle", partial(_drag, bar, 0.5))
    yield Action("links: End", partial(QTest.keyClick, table, Qt.Key.Key_End))
    yield Action("links: Home", partial(QTest.keyClick, table, Qt.Key.Key_Home))


def _filter(desk: Desk, word: str) -> Iterator[Action]:
    field, loader = desk.links.filter_row.filter, desk.links.loader
    heard: list[int] = []
    loader.loaded.connect(heard.append)
    for at, letter in enumerate(word):
        heard.clear()
        yield Action(
            f"filter: {word[: at + 1]}", partial(QTest.keyClicks, field, letter), partial(bool, heard), FILTER_MS
        )
    heard.clear()
    yield Action("filter: cleared", field.clear, partial(bool, heard))
    loader.loaded.disconnect(heard.append)


def _edit(desk: Desk) -> Iterator[Action]:
    page = desk.links
    yield Action("select all that is listed", partial(page.model.check_all, on=True))
    yield Action("select none", partial(page.model.check_all, on=False))
    yield Action("editor: opened", lambda: page.open_link(page.model.link_at(0).id))
    yield Action("editor: another link", lambda: page.open_link(page.model.link_at(1).id))
    title = page.editor.fields.title.input
    yield Action("editor: typing", partial(QTest.keyClicks, title, "x"), times=10)
    saved: list[str] = []
    page.editor.saved.connect(saved.append)
    yield Action("editor: save", page.editor.save, partial(bool, saved))
    page.editor.saved.disconnect(saved.append)
    yield Action("editor: closed", page.editor.close_panel)


def _palette(desk: Desk, word: str) -> Iterator[Action]:
    finder = desk.window.finder
    yield Action("palette: opened", finder.open_with)
    for at, letter in enumerate(word[:3]):
        yield Action(f"palette: {word[: at + 1]}", partial(QTest.keyClicks, finder.input, letter))
    yield Action("palette: closed", finder.close_it)


def wheel(widget: QWidget) -> None:
    """Turn the wheel by one click."""
    at = QPointF(200, 200)
    event = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(0, 0), QPoint(0, -_NOTCH), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def _drag(bar: QScrollBar, share: float) -> None:
    bar.setSliderDown(True)
    bar.setValue(int(bar.minimum() + share * (bar.maximum() - bar.minimum())))
    bar.setSliderDown(False)
