"""What the app is opened with: ``qrdesk://`` links and lists. Anybody may have written them, so they are read strictly.

``qrdesk://link/<id or slug>`` shows a link, ``qrdesk://new?url=…`` begins one, ``qrdesk://connect?server=…`` offers a
server. Nothing is made, saved or sent by opening one, and none ever carries a key.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFileOpenEvent

from qrdesk.gui.chooser import Chooser, Way
from qrdesk.gui.opening import Opening
from qrdesk.gui.pages.first_run import FirstRun
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow

SCHEME = "qrdesk"
LISTS = frozenset({".csv", ".xlsx"})
_LONGEST, _MOST = 4096, 20  # characters of one, and how many at once
_SLUG = re.compile(r"[^\x00-\x20/\\?#%\x7f]{1,64}")
_WEB = ("http", "https")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted: a link by id or slug, a new one, a server by its address, or a file looked at."""

    kind: Literal["link", "new", "connect", "list"]
    what: str


def read(said: str) -> Wish | None:
    """Return what ``said`` asks for; None where it is nothing that the app opens."""
    if len(said) > _LONGEST or not said.isprintable():
        return None
    if not said.lower().startswith(f"{SCHEME}:"):
        return _list(said)
    try:
        parts = urlsplit(said)
        fields = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True) if parts.query else []
    except ValueError:
        return None
    if parts.fragment or not said[len(SCHEME) + 1 :].startswith("//"):
        return None
    return _link(parts.path) if parts.netloc == "link" and not fields else _asked(parts.netloc, parts.path, fields)


def _asked(what: str, path: str, fields: Sequence[tuple[str, str]]) -> Wish | None:
    if path not in {"", "/"} or len(fields) != 1:  # one more than it has could be a key
        return None
    name, value = fields[0]
    if (what, name) == ("new", "url") and _web(value):
        return Wish("new", value)
    if (what, name) == ("connect", "server") and _web(value, bare=True):
        return Wish("connect", value.rstrip("/"))
    return None


def _link(path: str) -> Wish | None:
    found = unquote(path.removeprefix("/").removesuffix("/"), errors="replace")
    return Wish("link", found) if _SLUG.fullmatch(found) and found.isprintable() and found not in {".", ".."} else None


def _list(said: str) -> Wish | None:
    path = Path(said)
    return Wish("list", str(path)) if path.suffix.lower() in LISTS else None


def _web(address: str, *, bare: bool = False) -> bool:
    """Whether it is an address of the web, without a name and password in it; ``bare``: nothing but a server."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # a number, if there is one
    except ValueError:
        return False
    if parts.scheme.lower() not in _WEB or not parts.hostname or "@" in parts.netloc or not address.isprintable():
        return False
    return not bare or (parts.path in {"", "/"} and not parts.query and not parts.fragment)


class OpenedFrom(QObject):
    """Does what the app was opened with, as soon as there are links to do it with."""

    def __init__(
        self,
        window: MainWindow,
        routes: Routes,
        session: Session,
        opening: Opening,
        bring: Callable[[Path], object],
    ) -> None:
        super().__init__(window)
        self._window, self._routes, self._session, self._opening, self._bring = window, routes, session, opening, bring
        self._waiting: list[Wish] = []
        window.page_shown.connect(self._soon)
        self.chooser = Chooser(window)

    def take(self, said: Sequence[str]) -> None:
        """Do what was ``said``, now or once the app is ready; what is not known is named."""
        for one in said[:_MOST]:
            wish = read(one)
            if wish is None:
                shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in one[:60])
                self._window.status.say(self.tr("QRDesk does not know how to open {what}").format(what=shown))
            else:
                self._waiting.append(wish)
        self._do_waiting()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of what macOS opens with the app; on other systems it comes as an argument."""
        if isinstance(event, QFileOpenEvent):
            self.take([event.file() or event.url().toString()])
            return True
        return super().eventFilter(watched, event)

    def _soon(self, _page: str) -> None:
        if self._waiting:  # once whoever shows this page is done with it
            QTimer.singleShot(0, self, self._do_waiting)

    def _do_waiting(self) -> None:
        if not self._opening.is_done() or self._session.client is None:
            servers = [wish for wish in self._waiting if wish.kind == "connect"]
            if servers and isinstance(self._opening.page(), FirstRun):  # which asks for the key before it connects
                self._waiting.remove(servers[0])
                self._fill_in(servers[0].what)
            return
        waiting, self._waiting = self._waiting, []
        for wish in waiting:
            self._do(wish)

    def _do(self, wish: Wish) -> None:
        match wish.kind:
            case "link":
                self._routes.open_link(wish.what)
            case "new":
                self._routes.new_link(wish.what)
            case "list":
                self._bring(Path(wish.what))
            case "connect":
                self._ask(wish.what)

    def _ask(self, server: str) -> None:
        title = self.tr("Connect to {server}?").format(server=server)
        said = self.tr(
            "A link asks for this. Nothing is sent before you enter a key of that server, and what is open now stays."
        )
        go = Way(self.tr("Enter a key…"), "server", partial(self._go_there, server))
        self.chooser.ask(title, said, [go])

    def _go_there(self, server: str) -> None:
        self._routes.show_page("first_run")
        self._fill_in(server)

    def _fill_in(self, server: str) -> None:
        """Fill in the address; where something is typed, only once the person says so, and then without a key."""
        page = self._opening.page()
        if not isinstance(page, FirstRun) or page.address.text() == server:
            return
        if not (page.address.text() or page.key.text() or page.code.text()):
            page.address.set_text(server)
            return
        title = self.tr("Connect to {server}?").format(server=server)
        said = self.tr("A link asks for this. What you have typed stays as it is.")
        page.trouble.say("warn", title, said, [(self.tr("Use this address instead"), partial(_use, page, server))])


def _use(page: FirstRun, server: str) -> None:
    """Show the address; a key that was typed for another one goes."""
    for field in (page.key, page.code):
        field.set_text("")
    page.address.set_text(server)
    page.trouble.hide()
