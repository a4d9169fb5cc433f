"""A server of one's own: its folder written, and the move there. Both have the window to themselves meanwhile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from qrdesk.client import server_keys
from qrdesk.client.addresses import address_of
from qrdesk.client.server_place import place_for
from qrdesk.core.errors import Unauthenticated
from qrdesk.gui import language, late, words
from qrdesk.gui.folders import open_path
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.opening_work import Tested, tested
from qrdesk.gui.pages.first_run import FirstRun
from qrdesk.gui.profiles import Profile, Profiles
from qrdesk.gui.session import Session
from qrdesk.gui.setting_up import SetUp, set_up
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.status import AtClose, Work
from qrdesk.gui.shell.window import MainWindow

if TYPE_CHECKING:  # they are imported when they are first asked for
    from qrdesk.gui.pages.move import MovePage
    from qrdesk.gui.pages.server_setup import ServerSetup


class _Asks(Protocol):
    def __call__(self, *, can_go_back: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class Ways:
    """How a page is shown alone, and left again."""

    shown: Callable[[], QWidget | None]
    show: Callable[[QWidget], None]
    back: Callable[[], None]
    ask: _Asks
    go_to: Callable[[str, str, Callable[[Exception], object]], None]


class OwnServer(QObject):
    """Writes the folder for a server, and moves everything to one."""

    place_known = Signal()  # a server is known by its key that was not before

    def __init__(
        self,
        parent: QObject,
        session: Session,
        profiles: Profiles,
        state: State,
        jobs: JobRunner,
        window: MainWindow,
        ways: Ways,
    ) -> None:
        super().__init__(parent)
        self._session, self._profiles, self._state, self._jobs = session, profiles, state, jobs
        self._window, self._ways = window, ways

    def set_up(self, host: str, chosen: Path) -> None:
        """Write the folder at ``chosen``, or in it where it has something in it; the first page is in sight."""
        page = self._first_page()
        if page is not None:
            page.set_busy(busy=True)
        work = partial(_set_up, self._state.folder, chosen, host, language.spoken())
        shown = self._window.status.start(self.tr("Writing the folder for a server"), None, AtClose.SEEN)
        self._jobs.run(self, work, partial(self._was_set_up, shown), partial(self._not_set_up, shown))

    def move(self) -> None:
        """Show the page that copies everything to a server."""
        made = late.make("move", self._session, self._state, self._jobs, self._window)
        page = cast("MovePage", made)
        page.back_wanted.connect(self._ways.back)
        page.copy_wanted.connect(self._copy)
        page.go_wanted.connect(partial(self._go, page.show_refusal))
        self._ways.show(page)
        page.focus_first()

    def _was_set_up(self, shown: Work, found: SetUp) -> None:
        shown.finish()
        url = found.made.url
        self._profiles.put(self._profiles.find(url) or Profile(url, url))  # its key is kept under that
        self.place_known.emit()
        page = cast("ServerSetup", late.make("server_setup", found))
        page.copy_wanted.connect(self._copy)
        page.folder_wanted.connect(open_path)
        page.connect_wanted.connect(partial(self._go, page.show_refusal))
        page.back_wanted.connect(self._back)
        self._ways.show(page)
        page.focus_first()
        said = self.tr("Written: {folder}")
        self._window.status.say(said.format(folder=found.made.folder))

    def _not_set_up(self, shown: Work, error: Exception) -> None:
        shown.finish()
        page = self._first_page()
        if page is not None:
            page.show_trouble(self.tr("The folder was not written"), words.failure(error))

    def _go(self, failed: Callable[[Exception], object], server: str, key: str) -> None:
        self._ways.go_to(server, key, failed)

    def _back(self) -> None:
        self._ways.ask(can_go_back=self._session.client is not None)

    def _first_page(self) -> FirstRun | None:
        shown = self._ways.shown()
        return shown if isinstance(shown, FirstRun) else None

    def _copy(self, text: str, said: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._window.status.say(said)


def tested_with(folder: Path, profiles: Sequence[Profile], server: str, key: str) -> Tested:
    """Return a server that answered to a key; without one, to that which is kept for it on this computer.

    Raises:
        Unauthenticated: none is kept.
        QRDeskError: it does not answer, or not to this key.
    """
    used = key or server_keys.recall(folder, address_of(server).url)
    if not used:
        raise Unauthenticated(QCoreApplication.translate("OwnServer", "Enter the key that you were given."))
    return tested(folder, profiles, server, used)


def _set_up(state_folder: Path, chosen: Path, host: str, spoken: str) -> SetUp:
    return set_up(state_folder, place_for(chosen, host), host, spoken)
