"""What the palette offers beside what is always there: each only while it can be done, with the rights of the key."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from qrdesk.core.schemas.access import Scope
from qrdesk.gui.finding_views import ViewFinder
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.opening import Opening
from qrdesk.gui.pages.access_roles import may_see
from qrdesk.gui.pages.first_run import FirstRun
from qrdesk.gui.palette_link import PaletteLink
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.palette_list import Group, Hit, fits
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import style
from qrdesk.gui.theme.style import LOOK, Choice

if TYPE_CHECKING:  # they are imported when they are first asked for
    from qrdesk.gui.pages.access import AccessPage
    from qrdesk.gui.pages.domains import DomainsPage
    from qrdesk.gui.pages.settings import SettingsPage

Found = Callable[[Sequence[Hit]], None]


class PaletteActs(QObject):
    """Serves the palette: the server, one of one's own, a domain, a key, and how the app looks."""

    def __init__(self, parent: QObject, session: Session, window: MainWindow, routes: Routes, opening: Opening) -> None:
        super().__init__(parent)
        self._session, self._window, self._routes, self._opening = session, window, routes, opening

    def find(self, text: str, found: Found) -> None:
        """Bring what can be done now and fits ``text``."""
        every = (*self._of_server(), *self._of_own_server(), *self._of_pages(), *self._of_looks())
        found([hit for hit in every if fits(text, hit.title, hit.detail, hit.also)])

    def _of_server(self) -> Iterator[Hit]:
        if self._session.client is None:
            return
        pill, said = self._window.pill, self.tr("Server")
        also = self.tr("server on off run online offline")
        if pill.can_start():
            yield _hit(self.tr("Start serving"), said, "play", pill.start_wanted.emit, also)
        if pill.can_stop():
            yield _hit(self.tr("Stop serving"), said, "power", pill.stop_wanted.emit, also)
        if pill.state is ServerState.UNREACHABLE:
            yield _hit(self.tr("Try the server now"), said, "refresh-cw", pill.retry_wanted.emit, also)

    def _of_own_server(self) -> Iterator[Hit]:
        said, also = self.tr("Server"), self.tr("host rent own computer cloud copy everything")
        if self._session.client is not None and self._session.mode != "remote":
            move = partial(self._routes.show_page, "move")
            yield _hit(self.tr("Move to your server…"), said, "upload", move, also)
        yield _hit(self.tr("Set up a server…"), said, "folder", self._set_up, also)

    def _of_pages(self) -> Iterator[Hit]:
        may, barred = self._session.may, self._window.is_barred
        if may(Scope.DOMAINS_CREATE) and not barred("domains"):
            also = self.tr("new address host short")
            yield _hit(self.tr("Add domain"), self.tr("Domains"), "globe", self._add_domain, also)
        if may(Scope.KEYS_CREATE) and not barred("access") and may_see(self._session, "keys"):
            also = self.tr("password token log in secret API make add")
            yield _hit(self.tr("New key"), self.tr("Access"), "key", self._new_key, also)

    def _of_looks(self) -> Iterator[Hit]:
        now, also = self._window.state.read(LOOK, "system"), self.tr("theme appearance colours mode")
        titles: Mapping[Choice, str] = {
            "light": self.tr("Show the app in light colours"),
            "dark": self.tr("Show the app in dark colours"),
            "system": self.tr("Light or dark as the system"),
        }
        for look, title in titles.items():
            if look != now:
                yield _hit(title, self.tr("Appearance"), "palette", partial(self._wear, look), also)

    def _set_up(self) -> None:
        self._routes.show_page("first_run")
        page = self._opening.page()
        if isinstance(page, FirstRun):
            page.setup.host.input.setFocus()

    def _add_domain(self) -> None:
        self._window.show_page("domains")
        cast("DomainsPage", self._window.page("domains")).add.click()

    def _new_key(self) -> None:
        self._routes.open_access("keys")
        cast("AccessPage", self._window.page("access")).keys.show_new()

    def _wear(self, look: Choice) -> None:
        self._window.state.write(LOOK, look)
        style.appearance().turn_to(look)
        if self._window.is_made("settings"):
            cast("SettingsPage", self._window.page("settings")).look.choose(look)


def offer_acts(
    parent: QObject, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, opening: Opening
) -> None:
    """Offer what can be done now: with the link that is open first of all, then saved views, then the rest."""
    palette = window.finder
    palette.add_provider(PaletteLink(parent, session, jobs, window, routes).find, first=True)
    palette.add_provider(ViewFinder(parent, session, jobs, window).find)
    palette.add_provider(PaletteActs(parent, session, window, routes, opening).find)


def _hit(title: str, detail: str, icon: str, open: Callable[[], object], also: str) -> Hit:
    return Hit(Group.ACTIONS, title, open, detail=detail, icon=icon, also=also)
