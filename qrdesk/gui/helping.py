"""What stands by a person on every page: help, the list of keys, and a notice where something went wrong."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Protocol, cast, runtime_checkable

from PySide6.QtCore import QObject

from qrdesk.gui import keyboard, late
from qrdesk.gui.faults import Faults
from qrdesk.gui.finding_manual import ManualFinder
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.keyboard_acts import acts_of
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.shortcuts import EVERYWHERE, Act, bind
from qrdesk.gui.shell.shortcuts_list import ShortcutsList
from qrdesk.gui.shell.window import MainWindow, NavEntry

if TYPE_CHECKING:  # a page is imported when it is first asked for
    from qrdesk.gui.pages.help import HelpPage

HELP = "help"


@runtime_checkable
class HasParts(Protocol):
    """A page that shows one of its parts at a time, each with a chapter of its own."""

    def part(self) -> str: ...


class Helping(QObject):
    """A child of the window; ``bind`` is called once, with what the app itself does by keys."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__(window)
        self._window, self._routes, self._jobs = window, routes, jobs
        self.faults = Faults(self)
        self.notice = Notice()
        self.keys = ShortcutsList(window, keyboard.table(), keyboard.titles())
        window.put_above(self.notice)
        entry = NavEntry(HELP, self.tr("Help"), "circle-question-mark", "")
        window.add_page(entry, partial(late.steps, HELP, session, jobs, window, routes, self.faults))
        window.page_made.connect(self._bind_page)
        window.help_wanted.connect(self.open)
        window.destroyed.connect(self.faults.close)
        self.faults.noted.connect(self._tell)

    @property
    def page(self) -> "HelpPage":
        """The Help page."""
        return cast("HelpPage", self._window.page(HELP))

    def bind(self, new_link: Act, refresh: Act) -> None:
        """Register the keys that work everywhere."""
        show: Callable[[str], None] = self._routes.show_page
        pages: Mapping[str, Act] = {page: partial(show, page) for page in (*keyboard.NUMBERED, "settings")}
        own: Mapping[str, Act] = {
            "new_link": new_link,
            "refresh": refresh,
            "shortcuts": self.keys.open_it,
            "quit": self._window.quit,
        }
        bind(keyboard.table(), EVERYWHERE, self._window, {**own, **pages})

    def fill_palette(self) -> None:
        """Offer help, keys, diagnostics and the chapters of the manual in the palette."""
        finder, said = self._window.finder, self.tr("Help")
        keys = (self.tr("Ctrl"), "/")
        finder.add_action(self.tr("Keyboard shortcuts"), said, "list", self.keys.open_it, keys)
        finder.add_action(self.tr("Copy diagnostics…"), said, "copy", self.diagnose)
        finder.add_provider(ManualFinder(self, self._jobs, self.read).find)

    def open(self) -> None:
        """Show the chapter about the page in sight; from Help itself, go on reading."""
        page = self._window.current_page()
        shown = self._window.page(page) if page else None
        about = f"{page}/{shown.part()}" if isinstance(shown, HasParts) else page
        self._routes.show_page(HELP)
        if page != HELP:
            self.page.open_for(about)
        self.page.focus_first()

    def read(self, chapter: str, anchor: str) -> None:
        """Show a chapter of the manual, from a heading on where there is one."""
        self._routes.show_page(HELP)
        self.page.search.clear()
        self.page.open(chapter, anchor)
        self.page.focus_first()

    def diagnose(self) -> None:
        """Show what can be copied for somebody who helps."""
        self._routes.show_page(HELP)
        self.page.show_diagnostics()

    def _bind_page(self, key: str) -> None:
        page = self._window.page(key)
        acts = acts_of(key, page)
        if acts:
            bind(keyboard.table(), key, page, acts)

    def _tell(self, number: str) -> None:
        title = self.tr("Something went wrong here")
        said = self.tr(
            "What you typed and saved is kept. Go on, or press F5. If it comes back, send the diagnostics to whoever "
            "helps you. It was noted in the log as {number}."
        ).format(number=number)
        actions = [
            (self.tr("Copy diagnostics…"), self.diagnose),
            (self.tr("Open log"), self._routes.open_log),
        ]
        known = next((one for one in self.faults.known() if one.number == number), None)
        details = f"{number}  {known.kind}: {known.where or '?'}" if known is not None else number
        self.notice.say("warn", title, said, actions, details=details)
        self._window.status.say(f"{title} ({number})")
