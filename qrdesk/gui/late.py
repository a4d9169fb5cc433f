"""Pages by name, imported when they are first asked for: what one of them needs does not keep the window waiting."""

from collections.abc import Callable, Generator, Iterator, Mapping
from functools import partial
from importlib import import_module
from typing import Any, cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from qrdesk.gui import garbage, zones
from qrdesk.gui.hands import Hands
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pieces import Pieces
from qrdesk.gui.shell.shortcuts_list import ShortcutsList
from qrdesk.gui.shell.window import MainWindow

_PAUSE_MS = 1_000  # after the first page is shown, so that what it asks for comes first
_BETWEEN_MS = 20  # from one piece to the next: what the person does comes first
_ORDER = ("links", "studio", "analytics", "settings", "batch", "domains", "webhooks", "access", "activity", "help")
_CHART = "qrdesk.gui.pages.analytics_chart"  # with what charts need
_READ = (("qrdesk.core.artwork.presets", "every"), ("qrdesk.core.artwork.sheet", "known"))  # dozens, each checked
_PAGES: Mapping[str, tuple[str, str]] = {
    "links": ("qrdesk.gui.pages.links", "LinksPage"),
    "studio": ("qrdesk.gui.pages.studio", "StudioPage"),
    "batch": ("qrdesk.gui.pages.batch", "BatchPage"),
    "analytics": ("qrdesk.gui.pages.analytics", "AnalyticsPage"),
    "domains": ("qrdesk.gui.pages.domains", "DomainsPage"),
    "webhooks": ("qrdesk.gui.pages.webhooks", "WebhooksPage"),
    "access": ("qrdesk.gui.pages.access", "AccessPage"),
    "activity": ("qrdesk.gui.pages.activity", "ActivityPage"),
    "help": ("qrdesk.gui.pages.help", "HelpPage"),
    "settings": ("qrdesk.gui.pages.settings", "SettingsPage"),
    "move": ("qrdesk.gui.pages.move", "MovePage"),
    "server_setup": ("qrdesk.gui.pages.server_setup", "ServerSetup"),
}

_IN_PIECES = frozenset({"links", "studio", "batch", "analytics", "domains", "webhooks", "access", "settings"})


def make(key: str, *arguments: object) -> QWidget:
    """Make the page ``key``."""
    module, name = _PAGES[key]
    return cast("Callable[..., QWidget]", getattr(cast(Any, import_module(module)), name))(*arguments)


def steps(key: str, *arguments: object) -> Generator[None, None, QWidget]:
    """Make the page ``key``, one that takes long in pieces."""
    module, name = _PAGES[key]
    kind = getattr(cast(Any, import_module(module)), name)
    if key not in _IN_PIECES:
        yield
        return cast("QWidget", kind(*arguments))
    page = kind(*arguments, at_once=False)
    next(one for one in arguments if isinstance(one, MainWindow)).adopt(page)
    yield from cast("Generator[None]", page.steps)
    return cast("QWidget", page)


def import_all(made: Callable[[], object] = lambda: None) -> None:
    """Import what all pages need; for a job, so that their first showing waits for none of it.

    ``made`` is called after each module.
    """
    for module in (*(module for module, _ in _PAGES.values()), _CHART):
        import_module(module)
        made()
    for module, name in _READ:
        getattr(cast(Any, import_module(module)), name)()
    zones.names()  # which are read from hundreds of files
    made()


def make_soon(window: MainWindow, jobs: JobRunner) -> None:
    """Have all of it imported beside the window, a moment after the first page is in sight, and the pages made then.

    They are made in pieces, so that the window reacts meanwhile, and who first goes to one does not wait for it;
    none is made while somebody types or scrolls.
    """

    def imported(_done: None) -> None:
        Pieces(window, _BETWEEN_MS, Hands(window).busy).begin(all_steps(window, garbage.let_be))

    run = partial(jobs.run, window, partial(import_all, garbage.let_be), imported)

    def begin(_key: str) -> None:
        QTimer.singleShot(_PAUSE_MS, window, run)

    window.page_shown.connect(begin, Qt.ConnectionType.SingleShotConnection)


def all_steps(window: MainWindow, made: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Make the palette, the list of shortcuts and every page, the usual ones first; ``made`` is called after each."""
    window.finder.build()
    yield
    for keys in window.findChildren(ShortcutsList):
        yield from keys.steps
    for key in _ORDER:
        yield from window.steps(key)
        made()
