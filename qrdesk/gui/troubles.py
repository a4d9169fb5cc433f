"""What is said about the server on the pages: it has stopped, it is away, it was started again, it answers again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Protocol, cast, runtime_checkable

from PySide6.QtCore import QObject

from qrdesk import __version__
from qrdesk.gui import words
from qrdesk.gui.ages import Ages
from qrdesk.gui.pages.notice import ABOUT_SERVER, Action, Notice
from qrdesk.gui.server import Server
from qrdesk.gui.session import Session
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets.note import Tone

_PAGES = ("home", "links")  # with a note of their own about the server
# above these one says that they are not up to date; Help shows nothing of a server
_ABOVE = frozenset({"studio", "batch", "analytics", "domains", "webhooks", "access", "activity", "settings"})
_HELP, _SETTINGS = "help", "settings"
_WELL = frozenset({ServerState.SERVING, ServerState.NETWORK_ONLY})


class _HasNotice(Protocol):
    notice: Notice


class _AsksPort(Protocol):
    def ask_port(self) -> object: ...


class _Diagnoses(Protocol):
    def show_diagnostics(self) -> object: ...


@runtime_checkable
class _TellsState(Protocol):
    """A page with lamps of its own, which are no news while nobody answers."""

    def show_away(self, as_of: datetime | None) -> object: ...


@dataclass(frozen=True, slots=True)
class _Said:
    tone: Tone
    title: str
    text: str
    icon: str
    ways: Sequence[Action] = field(default=())
    aged: bool = False  # what pages show was loaded before: each says when


class Troubles(QObject):
    """One note about the server on each page that shows what it has; the status line keeps its age in sight."""

    def __init__(
        self, parent: QObject, window: MainWindow, server: Server, session: Session,
        show_page: Callable[[str], object], open_log: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._window, self._server, self._session = window, server, session
        self._show_page, self._open_log = show_page, open_log
        self._said: _Said | None = None
        self._left: set[str] = set()  # pages that show other links by now, and no note of before
        self._away = False
        self.above = Notice()
        self._ages = Ages(self, window)
        window.put_above(self.above)
        window.page_made.connect(self._made)
        window.page_shown.connect(self._show_above)
        window.left_alone.connect(self.above.hide)
        session.connected.connect(self._connected)
        server.trouble.connect(self._stopped)
        server.state_changed.connect(self._changed)
        server.away.connect(self._count_down)
        server.recovered.connect(self._recovered)
        server.started_again.connect(self._started_again)
        window.pill.retry_wanted.connect(server.backoff.now)
        self._say_version()

    def _made(self, key: str) -> None:
        """A page was made: it says what the others say."""
        if key in _PAGES and key not in self._left:
            self._say_on(key, cast(_HasNotice, self._window.page(key)).notice)
        self._tell_state(key)

    def _tell_state(self, key: str) -> None:
        """Say to a page from when the states are that it shows; None: from now."""
        page: object = self._window.page(key)
        if isinstance(page, _TellsState):
            page.show_away((self._ages.of(key) or self._server.answered_at) if self._away else None)

    def _tell_states(self) -> None:
        for key in filter(self._window.is_made, sorted(_ABOVE)):
            self._tell_state(key)

    def _say_on(self, key: str, notice: Notice) -> None:
        said = self._said
        if said is not None:
            text = self._aged(key) if said.aged else said.text
            notice.say(said.tone, said.title, text, said.ways, icon=said.icon, about=ABOUT_SERVER)

    def _show_above(self, key: str) -> None:
        """Another page is in sight: it is as old as it is; a note that was closed stays so."""
        if self.above.is_about(ABOUT_SERVER) and key in _ABOVE:
            self._say_on(key, self.above)
        else:
            self.above.hide()

    def _connected(self) -> None:
        """Other links are open: Links shows no note of before, and nothing is as old as it was."""
        self._left.add("links")
        self.above.clear()
        self._ages.forget()
        self._away = False
        self._tell_states()

    def _stopped(self, title: str, text: str) -> None:
        again = (self.tr("Try again"), self._server.start)
        other = (self.tr("Settings"), partial(self._show_page, "settings"))
        if self._server.port_refused:
            other = (self.tr("Use another port"), self._ask_port)
        self._tell(_Said("danger", title, text, "cloud-off", [again, other]))

    def _ask_port(self) -> None:
        """Open Settings where the port is."""
        self._show_page(_SETTINGS)
        cast(_AsksPort, self._window.page(_SETTINGS)).ask_port()

    def _changed(self, state: ServerState, address: str) -> None:
        if state in _WELL:
            self._over()
        elif state is ServerState.UNREACHABLE and self._session.mode == "remote" and not self._away:
            self._away = True
            self._tell(self._gone(address))
            self._tell_states()

    def _gone(self, address: str) -> _Said:
        """Return what is said of a server far away that does not answer."""
        ways: list[Action] = [(self.tr("Try now"), self._server.backoff.now)]
        since = self._server.answered_at
        if since is None:
            ways.append((self.tr("Open other links"), partial(self._show_page, "first_run")))
            text = self.tr("Your links are there, not on this computer. They appear here as soon as it answers.")
            title = self.tr("{host} does not answer yet").format(host=address)
            return _Said("danger", title, text, "cloud-off", ways)
        ways.append((self.tr("Copy diagnostics…"), self._diagnose))
        self._ages.go_away(since)
        at = words.clock(since)
        self._window.status.say_right(self.tr("As of {time}").format(time=at))
        title = self.tr("{host} has not answered since {time}").format(host=address, time=at)
        return _Said("danger", title, "", "cloud-off", ways, aged=True)

    def _aged(self, key: str) -> str:
        """Return from when it is what a page shows, and how to see whether anybody else notices."""
        check = self.tr("To check whether guests are affected, scan a code on mobile data.")
        return f"{self._kept(key)} {check}"

    def _kept(self, key: str) -> str:
        at = self._ages.of(key)
        if at is None:
            return self.tr("You see what was loaded before. What you type stays here until it can be saved.")
        if at.astimezone().date() == datetime.now().astimezone().date():
            said = self.tr("You see what was loaded at {time}. What you type stays here until it can be saved.")
            return said.format(time=words.clock(at))
        said = self.tr("You see what was loaded on {day} at {time}. What you type stays here until it can be saved.")
        return said.format(day=words.day(at), time=words.clock(at))

    def _diagnose(self) -> None:
        """Show what can be copied for somebody who helps, before it is copied."""
        self._show_page(_HELP)
        cast(_Diagnoses, self._window.page(_HELP)).show_diagnostics()

    def _count_down(self, seconds: int) -> None:
        server = self._server
        if server.state is ServerState.UNREACHABLE:
            far = self._session.mode == "remote"
            self._window.pill.show_state(server.state, server.address, retry_in_s=seconds or None, can_stop=not far)

    def _recovered(self) -> None:
        self._session.back.emit()
        self._window.status.say(self.tr("{host} answers again").format(host=self._server.address))

    def _started_again(self, at: datetime) -> None:
        title = self.tr("The server had stopped and was started again at {time}").format(time=words.clock(at))
        text = self.tr("No scan recorded before was lost.")
        if self._window.current_page() not in _PAGES:  # there the note says it, and nothing covers what is below
            said = self.tr("The server was started again at {time}")
            self._window.toast(said.format(time=words.clock(at)), None, "play")
        self._tell(_Said("info", title, text, "refresh-cw", [(self.tr("Open log"), self._open_log)]))

    def _tell(self, said: _Said) -> None:
        self._said, self._left = said, set()
        self._window.status.say(said.title)
        for key, notice in self._notices():
            self._say_on(key, notice)
        if self._away:
            key = self._window.current_page()
            self._say_on(key, self.above)
            self.above.setVisible(key in _ABOVE)

    def _over(self) -> None:
        if self._away:
            self._away = False
            self._ages.come_back()
            self.above.clear()
            self._tell_states()
        self._say_version()
        if self._said is not None and self._said.tone == "danger":
            self._said = None
            for _, notice in self._notices():
                notice.over(ABOUT_SERVER)

    def _notices(self) -> list[tuple[str, Notice]]:
        made = [key for key in _PAGES if self._window.is_made(key)]
        return [(key, cast(_HasNotice, self._window.page(key)).notice) for key in made]

    def _say_version(self) -> None:
        self._window.status.say_right(f"QRDesk {__version__}")
