"""The window: one grey frame, the work on one white sheet."""

from collections.abc import Callable, Sequence
from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QMainWindow, QStackedWidget, QWidget

from qrdesk.gui.shell.focus_ring import FocusRing
from qrdesk.gui.shell.palette import Palette
from qrdesk.gui.shell.palette_list import Group
from qrdesk.gui.shell.sidebar import GROUPS, NavEntry, Sidebar
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.status import StatusLine
from qrdesk.gui.shell.toasts import Toast, Toasts
from qrdesk.gui.shell.top_bar import TopBar, initials
from qrdesk.gui.theme import icons, style, tokens
from qrdesk.gui.widgets import boxes

__all__ = ["HasRegions", "MainWindow", "NavEntry", "TakesFocus"]

_NARROW_UNDER = 1120  # px of window width: below, the sidebar shows icons only
_UNDO_KEPT = 20


@runtime_checkable
class TakesFocus(Protocol):
    """A page that knows where the keyboard should start."""

    def focus_first(self) -> None: ...


@runtime_checkable
class HasRegions(Protocol):
    """A page of several regions (table, editor); F6 walks them."""

    def regions(self) -> Sequence[QWidget]: ...


class MainWindow(QMainWindow):
    """The frame; pages are added to it. It knows none of them."""

    page_shown = Signal(str)
    workspace_chosen = Signal(str)
    help_wanted = Signal()
    closing = Signal()

    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("QRDesk")
        self.setWindowIcon(icons.app_icon())
        self.state = state
        self._makers: dict[str, Callable[[], QWidget]] = {}
        self._pages: dict[str, QWidget] = {}  # those made by now
        self._starts: dict[str, QWidget] = {}  # where the keyboard starts on those made and not shown yet
        self._undo: list[Callable[[], object]] = []
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

    def add_page(self, entry: NavEntry, make: Callable[[], QWidget]) -> None:
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
        page, by_keys = self.page(key), _holds(self.sidebar, self.focusWidget())
        self._stack.setCurrentWidget(page)
        start = self._starts.pop(key, None)
        if start is not None and not by_keys:
            start.setFocus()
        self.sidebar.mark(key)
        self.state.write("window/page", key)
        self.page_shown.emit(key)

    def page(self, key: str) -> QWidget:
        """Return the page ``key``; it is made now if nobody asked for it before.

        Raises:
            KeyError: there is no such page.
        """
        if key not in self._pages:
            self._make(key)
        return self._pages[key]

    def _make(self, key: str) -> None:
        self._pages[key] = made = self._makers[key]()
        start = cast("QWidget | None", made.focusWidget())
        self._stack.addWidget(made)
        if start is not None:  # Qt forgets it with the move into the window
            self._starts[key] = start

    def is_made(self, key: str) -> bool:
        """Whether the page ``key`` was asked for by now."""
        return key in self._pages

    def current_page(self) -> str:
        """Return the key of the page shown; empty while there is none."""
        shown = self._stack.currentWidget()
        return next((key for key, page in self._pages.items() if page is shown), "")

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

    def show_frame(self) -> None:
        """Back to the whole frame; the page shown alone is gone."""
        if self._alone is not None:
            self._stack.setCurrentWidget(self._blank)
            self._stack.removeWidget(self._alone)
            self._alone.deleteLater()
            self._alone = None
        self._set_alone(alone=False)

    # what is said

    def toast(self, words: str, undo: Callable[[], object] | None = None, icon: str = "circle-check") -> Toast:
        """Say what was done; with ``undo`` it can be taken back, also by Ctrl+Z later on."""
        step = self._remembered(undo) if undo is not None else None
        self.status.say(words)  # which has it read out
        return self._toasts.show(words, step, icon)

    def toasts(self) -> list[Toast]:
        """Return the toasts in sight, oldest first."""
        return self._toasts.shown()

    def undo_last(self) -> None:
        """Take back the newest thing that can be taken back."""
        if not self._toasts.undo_last() and self._undo:
            self._undo[-1]()

    def forget_undo(self) -> None:
        """Nothing can be taken back any more: other links are open now."""
        self._undo = []
        for toast in self.toasts():
            toast.leave()

    def set_workspace(self, name: str, names: Sequence[str] = ()) -> None:
        """Show whose links these are, and what can be switched to."""
        self.top.workspace.show_names(name, names)
        self.setWindowTitle(f"{name} \N{EN DASH} QRDesk")

    def set_person(self, name: str, letters: str = "") -> None:
        """Show who is signed in; empty for nobody (this computer)."""
        self.top.avatar.show_person(letters or initials(name), name)
        self.top.avatar.setVisible(bool(name) and self._alone is None)

    # inside

    def _framed(self) -> QFrame:
        sheet = QFrame()
        sheet.setObjectName("sheet")
        sheet.setLayout(boxes.rows(self._stack, gap=0))
        whole = QWidget()
        grid = QGridLayout(whole)
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
        self.sidebar.collapse_wanted.connect(self._toggle_sidebar)
        self.top.search.clicked.connect(self._search)
        self.top.help.clicked.connect(self.help_wanted)
        self.top.workspace.chosen.connect(self.workspace_chosen)
        for keys, action in (
            ("Ctrl+K", self._search),
            ("Ctrl+Z", self.undo_last),
            ("F6", lambda: self._walk(1)),
            ("Shift+F6", lambda: self._walk(-1)),
            ("Ctrl+B", self._toggle_sidebar),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(action)

    def _restore(self) -> None:
        frame, screen = tokens.measures().frame, self.screen().availableSize()
        # a small screen at 200 % has less room than the least that looks well
        self.setMinimumSize(QSize(*frame.window_min).boundedTo(screen))
        if not self.restoreGeometry(self.state.read_bytes("window/geometry")):
            self.resize(QSize(*frame.window_default).boundedTo(screen))
        self._fit_sidebar()

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
        self._auto_narrow = self.width() < _NARROW_UNDER
        self._set_narrow(self._auto_narrow or self.state.read("window/narrow", False))

    def _set_narrow(self, narrow: bool) -> None:
        self.sidebar.set_narrow(narrow)
        self.top.set_narrow(narrow)

    def _remembered(self, undo: Callable[[], object]) -> Callable[[], object]:
        def step() -> None:
            if step in self._undo:
                self._undo.remove(step)
                undo()

        self._undo = [*self._undo, step][-_UNDO_KEPT:]
        return step

    def _walk(self, direction: int) -> None:
        """F6: sidebar, the page's regions, status line, search, and round again."""
        regions = self._regions()
        focused = self.focusWidget()
        now = next((at for at, one in enumerate(regions) if _holds(one, focused)), -direction)
        for step in range(1, len(regions) + 1):
            if _take_focus(regions[(now + direction * step) % len(regions)]):
                self.focus_ring.show_now()
                return

    def _regions(self) -> list[QWidget]:
        page: object = self._stack.currentWidget()
        inside = list(page.regions()) if isinstance(page, HasRegions) else [self._stack]
        frame = [self.status, self.top]
        return [part for part in (self.sidebar, *inside, *frame) if part.isVisible()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (self.width() < _NARROW_UNDER) != self._auto_narrow:
            self._fit_sidebar()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.state.write_bytes("window/geometry", self.saveGeometry())
        self.state.sync()
        self.closing.emit()
        super().closeEvent(event)


def _holds(region: QWidget, focused: QWidget) -> bool:
    return region is focused or region.isAncestorOf(focused)


def _take_focus(region: QWidget) -> bool:
    """Put the focus into ``region``; false where nothing in there takes it."""
    if isinstance(region, TakesFocus):
        region.focus_first()
        return _holds(region, region.window().focusWidget())
    inside = region.findChildren(QWidget)
    for widget in (region, *inside):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            return True
    return False
