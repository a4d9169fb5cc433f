"""The window: one grey frame, the work on one white sheet."""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QMainWindow, QStackedWidget, QWidget

from qrdesk.gui import keyboard
from qrdesk.gui.pieces import whole
from qrdesk.gui.shell.fitting import Fitting
from qrdesk.gui.shell.focus_ring import FocusRing
from qrdesk.gui.shell.palette import Palette
from qrdesk.gui.shell.palette_list import Group
from qrdesk.gui.shell.regions import HasRegions, TakesFocus, holds, walk
from qrdesk.gui.shell.shortcuts import WINDOW, bind
from qrdesk.gui.shell.sidebar import GROUPS, NavEntry, Sidebar
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.status import StatusLine
from qrdesk.gui.shell.toasts import Toast, Toasts, Way
from qrdesk.gui.shell.top_bar import TopBar
from qrdesk.gui.shell.undo_steps import UndoSteps
from qrdesk.gui.theme import dressing, icons, style, tokens
from qrdesk.gui.widgets import boxes

Steps = Generator[None, None, QWidget]  # they make a page, piece by piece

__all__ = ["HasRegions", "MainWindow", "NavEntry", "TakesBack", "TakesFocus"]

_NARROW_UNDER = 1104  # px of window width: below, the sidebar shows icons only; a screen of 1120 px has its words


@runtime_checkable
class TakesBack(Protocol):
    """A page with steps of its own to take back: Ctrl+Z takes the newest of them and of the window's."""

    def take_back(self, newer_than: float) -> bool: ...


class _Grid(QGridLayout):
    """Lays out the frame. What depends on the window's width changes first, or all would be laid out twice."""

    def __init__(self, fit: Callable[[], object]) -> None:
        super().__init__()
        self._fit = fit

    def setGeometry(self, rect: QRect) -> None:
        self._fit()
        super().setGeometry(rect)


class MainWindow(QMainWindow):
    """The frame; pages are added to it. It knows none of them."""

    page_made = Signal(str)
    page_shown = Signal(str)
    left_alone = Signal()  # what is shown now has the window to itself
    workspace_chosen = Signal(str)
    help_wanted = Signal()
    closing = Signal()

    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("QRDesk")
        self.setWindowIcon(icons.app_icon())
        self.state = state
        self.stays: Callable[[], bool] = lambda: False  # whether it only goes out of sight when it is closed
        self.holds: Callable[[], bool] = lambda: False  # whether work on its way keeps it open; it asks about it then
        self._makers: dict[str, Callable[[], QWidget | Steps]] = {}
        self._begun: dict[str, Steps] = {}  # pages that are half made
        self._pages: dict[str, QWidget] = {}  # those made by now
        self._covers: dict[str, QWidget] = {}  # shown in place of pages that the key may not read
        self._starts: dict[str, Callable[[], object]] = {}  # puts the keyboard on one made and not shown yet
        self._undo = UndoSteps(self._offer_undo)
        self._alone: QWidget | None = None
        self._auto_narrow = False
        self.top = TopBar()
        self.pill = self.top.pill
        self.sidebar = Sidebar()
        self.status = StatusLine()
        self._stack = QStackedWidget()
        self._blank = QWidget()  # in sight until a page is: a page that is only made must not be
        self._stack.addWidget(self._blank)
        self._sheet = self._framed()
        self.finder = Palette(self)
        self._toasts = Toasts(self, tokens.measures().frame.status_line)
        self.focus_ring = FocusRing(self)
        self._connect()
        self._restore()

    # pages

    def add_page(self, entry: NavEntry, make: Callable[[], QWidget | Steps]) -> None:
        """Add a page, made when it is first asked for; the palette finds it, and the sidebar where ``entry`` says."""
        self._makers[entry.key] = make
        if entry.group in GROUPS:
            self.sidebar.add(entry)
        self.finder.add_action(entry.title, "", entry.icon, open=lambda: self.show_page(entry.key), group=Group.PAGES)

    def show_page(self, key: str) -> None:
        """Show the page ``key`` and remember it.

        Raises:
            KeyError: there is no such page.
        """
        page, by_keys = self.page(key), holds(self.sidebar, self.focusWidget())
        if key != self.current_page():
            self.status.turn_page()
            self._toasts.turn_page()
        self._stack.setCurrentWidget(self._covers.get(key, page))
        start = self._starts.pop(key, None)
        if start is not None and not by_keys:
            start()
        self.sidebar.mark(key)
        if self._alone is None:
            self.state.write("window/page", key)
        else:  # help, read before anything is open
            self.top.show_back(shown=True)
        self.page_shown.emit(key)

    def page(self, key: str) -> QWidget:
        """Return the page ``key``; it is made now if nobody asked for it before.

        Raises:
            KeyError: there is no such page.
        """
        if key not in self._pages:
            self._make(key)
        return self._pages[key]

    def steps(self, key: str) -> Iterator[None]:
        """Make the page ``key`` in pieces; whoever asks for it meanwhile has the rest made at once."""
        while key not in self._pages:
            try:
                next(self._begun.setdefault(key, self._made(key)))
            except StopIteration as over:
                self._take(key, over.value)
            dressing.leave_undressed()
            yield

    def adopt(self, page: QWidget) -> None:
        """Take in a page that is about to be made: once it is full, that takes long, for each of its parts is told."""
        if page.parent() is not self._stack:
            page.hide()
            page.setParent(self._stack)

    def _made(self, key: str) -> Steps:
        made = self._makers[key]()
        page = made if isinstance(made, QWidget) else (yield from made)
        yield  # to take it into the window is a piece of its own
        self.adopt(page)
        yield from dressing.dress(page)
        return page

    def _make(self, key: str) -> None:
        self._take(key, whole(self._begun.setdefault(key, self._made(key))))

    def _take(self, key: str, made: QWidget) -> None:
        del self._begun[key]
        self._pages[key] = made
        self._stack.addWidget(made)
        if isinstance(made, TakesFocus):
            self._starts[key] = made.focus_first
        self.page_made.emit(key)

    def is_made(self, key: str) -> bool:
        """Whether the page ``key`` was asked for by now."""
        return key in self._pages

    def current_page(self) -> str:
        """Return the key of the page shown; empty while there is none."""
        shown = self._stack.currentWidget()
        covers = next((key for key, cover in self._covers.items() if cover is shown), "")
        return covers or next((key for key, page in self._pages.items() if page is shown), "")

    def bar(self, covers: Mapping[str, QWidget]) -> None:
        """Show ``covers`` in place of these pages from now on, and of no others."""
        shown, before = self.current_page(), self._covers
        self._covers = dict(covers)
        for cover in covers.values():
            self._stack.addWidget(cover)
        if shown in self._pages:
            self._stack.setCurrentWidget(self._covers.get(shown, self._pages[shown]))
        for cover in before.values():
            self._stack.removeWidget(cover)
            cover.deleteLater()

    def is_barred(self, key: str) -> bool:
        """Whether something else is shown in place of the page ``key``."""
        return key in self._covers

    def barred(self) -> Sequence[str]:
        """Return the pages in whose place something else is shown."""
        return tuple(self._covers)

    def last_page(self, default: str) -> str:
        """Return the page shown when the window closed last, if it still exists."""
        key = self.state.read("window/page", default)
        return key if key in self._makers else default

    def set_badge(self, key: str, badge: str, *, alarm: bool = False) -> None:
        """Show a count beside the page's name in the sidebar."""
        self.sidebar.set_badge(key, badge, alarm=alarm)

    def show_alone(self, page: QWidget, corner: QWidget | None = None) -> None:
        """Show ``page`` without sidebar, search and pill; ``corner`` stands before the help button."""
        self._alone = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._set_alone(alone=True, corner=corner)
        self.left_alone.emit()

    def show_frame(self) -> None:
        """Back to the whole frame; the page shown alone is gone."""
        if self._alone is not None:
            self._stack.setCurrentWidget(self._blank)
            self._stack.removeWidget(self._alone)
            self._alone.deleteLater()
            self._alone = None
        self._set_alone(alone=False)

    def come_back(self) -> None:
        """Back to what is shown alone, from a page that was opened over it."""
        alone: object = self._alone
        if self._alone is None:
            return
        self._stack.setCurrentWidget(self._alone)
        self.left_alone.emit()
        self.top.show_back(shown=False)
        if isinstance(alone, TakesFocus):
            alone.focus_first()

    def put_above(self, part: QWidget) -> None:
        """Put ``part`` above whichever page is shown."""
        layout = self._sheet.layout()
        if isinstance(layout, boxes.QBoxLayout):
            layout.insertWidget(0, part)

    # what is said

    def toast(
        self,
        words: str,
        undo: Callable[[], object] | None = None,
        icon: str = "circle-check",
        way: Way | None = None,
    ) -> Toast:
        """Say what was done; with ``undo`` it can be taken back, also by Ctrl+Z later on, or ``way`` leads on."""
        step = self._undo.remember(undo, words) if undo is not None else None
        self.status.say(words)  # which has it read out
        return self._toasts.show(words, step, icon, way)

    def toasts(self) -> list[Toast]:
        """Return the toasts in sight, oldest first."""
        return self._toasts.shown()

    def undo_last(self) -> None:
        """Take back the newest thing that can be taken back."""
        page: object = self._stack.currentWidget()
        if isinstance(page, TakesBack) and page.take_back(self._undo.newest_at()):
            return
        self._take_newest()

    def drop_undo(self, step: Callable[[], object]) -> None:
        """One thing cannot be taken back any more; its toast has gone."""
        self._undo.drop(step)

    def forget_undo(self) -> None:
        """Nothing can be taken back any more: other links are open now."""
        self._undo.forget()
        for toast in self.toasts():
            toast.leave()

    def set_workspace(self, name: str, names: Sequence[str] = ()) -> None:
        """Show whose links these are, and what can be switched to."""
        self.top.workspace.show_names(name, names)
        self.setWindowTitle(f"{name} \N{EN DASH} QRDesk")

    # inside

    def _take_newest(self) -> None:
        self._undo.take_newest()
        for toast in self.toasts():
            if toast.step is not None and not self._undo.knows(toast.step):
                toast.leave()

    def _offer_undo(self, _page: str = "") -> None:
        """Offer in the status line what can be taken back; a page with steps of its own has its own button."""
        own = isinstance(self._stack.currentWidget(), TakesBack)
        self.status.undo.offer("" if own else self._undo.newest_said())

    def _framed(self) -> QFrame:
        sheet = QFrame()
        sheet.setObjectName("sheet")
        sheet.setLayout(boxes.rows(self._stack, gap=0))
        whole = QWidget()
        grid = _Grid(self._fit_sidebar)
        whole.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.top, 0, 0, 1, 2)
        grid.addWidget(self.sidebar, 1, 0)
        grid.addWidget(sheet, 1, 1)
        grid.addWidget(self.status, 2, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        self.setCentralWidget(whole)
        return sheet

    def _connect(self) -> None:
        self.sidebar.chosen.connect(self.show_page)
        self.page_shown.connect(self._offer_undo)
        self.status.undo.clicked.connect(self._take_newest)
        self.sidebar.collapse_wanted.connect(self._toggle_sidebar)
        self.top.search.clicked.connect(self._search)
        self.top.help.clicked.connect(self.help_wanted)
        self.top.back.clicked.connect(self.come_back)
        self.top.workspace.chosen.connect(self.workspace_chosen)
        acts: dict[str, Callable[[], object]] = {
            "search": self._search,
            "undo": self.undo_last,
            "help": self.help_wanted.emit,
            "next_part": lambda: self._walk(1),
            "part_before": lambda: self._walk(-1),
            "sidebar": self._toggle_sidebar,
        }
        bind(keyboard.table(), WINDOW, self, acts)

    def _restore(self) -> None:
        frame = tokens.measures().frame
        fitting = Fitting(self, QSize(*frame.window_min), QSize(*frame.window_default))
        fitting.restore(self.state.read_bytes("window/geometry"))
        self._fold_sidebar()

    def _set_alone(self, *, alone: bool, corner: QWidget | None = None) -> None:
        self.sidebar.setVisible(not alone)
        self.top.set_alone(alone=alone, corner=corner)
        style.restyle(self._sheet, bare=alone)

    def _search(self) -> None:
        if self._alone is None:
            self.finder.open_with()

    def _toggle_sidebar(self) -> None:
        narrow = not self.sidebar.is_narrow()
        if not self._auto_narrow:
            self.state.write("window/narrow", narrow)
        self._set_narrow(narrow)

    def _fit_sidebar(self) -> None:
        if (self.width() < _NARROW_UNDER) != self._auto_narrow:
            self._fold_sidebar()

    def _fold_sidebar(self) -> None:
        self._auto_narrow = self.width() < _NARROW_UNDER
        self._set_narrow(self._auto_narrow or self.state.read("window/narrow", False))

    def _set_narrow(self, narrow: bool) -> None:
        self.sidebar.set_narrow(narrow)
        self.top.set_narrow(narrow)

    def _walk(self, direction: int) -> None:
        """F6: sidebar, the page's regions, status line, search, and round again."""
        if walk(self._regions(), self.focusWidget(), direction):
            self.focus_ring.show_now()

    def _regions(self) -> list[QWidget]:
        page: object = self._stack.currentWidget()
        inside = list(page.regions()) if isinstance(page, HasRegions) else [self._stack]
        frame = [self.status, self.top]
        return [part for part in (self.sidebar, *inside, *frame) if part.isVisible()]

    def quit(self) -> bool:
        """Close for good, whatever closing does otherwise; whether it did, as work on its way may keep it open."""
        if self.holds():
            return False
        self.stays = lambda: False
        if not self.close():  # what is out of sight already is not closed again
            self.closing.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):  # a field with nothing of its own to take back let it pass
            self.undo_last()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.state.write_bytes("window/geometry", self.saveGeometry())
        self.state.sync()
        if self.stays():
            event.ignore()
            self.hide()
            return
        if self.holds():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)
