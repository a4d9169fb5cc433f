"""What was typed for links before the app ended and is not saved: it is open again, or named with a way there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, cast

from PySide6.QtCore import QObject

from qrdesk.client import Client
from qrdesk.core.errors import NotFound
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.kept_by_place import EDITOR_DRAFTS, EDITOR_RULES, KeptByPlace
from qrdesk.gui.pages.notice import Action, Notice
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.window import MainWindow

if TYPE_CHECKING:  # a page is imported when it is first asked for
    from qrdesk.gui.pages.links import LinksPage

_PAGES = ("home", "links")
_ABOUT = "unsaved"
_NAMED = 3  # with a button each; more are counted


class _HasNotice(Protocol):
    notice: Notice


@dataclass(frozen=True, slots=True)
class Waiting:
    """A link with something typed; the new one has no id and no name."""

    link_id: str
    name: str


class Unsaved(QObject):
    """Looks once for each place that is opened, when the first page that can say it is shown."""

    def __init__(self, parent: QObject, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        self._seen: set[str] = set()  # places
        self._waiting: Sequence[Waiting] = ()  # the one typed in last at the end
        self._told: set[str] = set()  # pages
        session.connected.connect(self._forget)
        window.page_shown.connect(self._shown)

    def _forget(self) -> None:
        self._waiting = ()

    def _shown(self, key: str) -> None:
        place, client = self._session.whose, self._session.client
        if key not in _PAGES or client is None:
            return
        if place in self._seen:
            self._tell(key)
            return
        self._seen.add(place)
        self._told.clear()
        if ids := _kept(self._window.state, place):
            here = self._session.here
            work = partial(_named, client, ids)
            self._jobs.run(self, work, here(partial(self._here, key)), here(lambda _error: self._seen.discard(place)))

    def _here(self, key: str, waiting: Sequence[Waiting]) -> None:
        self._waiting = waiting
        if key == "links" and self._window.current_page() == key and waiting and self._is_free():
            self._open(waiting[-1])
        self._tell(self._window.current_page())

    def _is_free(self) -> bool:
        """Whether nothing else was opened in the editor meanwhile."""
        return cast("LinksPage", self._window.page("links")).side.shown() is None

    def _open(self, one: Waiting) -> None:
        self._waiting = [other for other in self._waiting if other != one]
        for key in filter(self._window.is_made, _PAGES):
            self._notice(key).over(_ABOUT)
        self._told.clear()
        if one.link_id:
            self._routes.open_link(one.link_id)
        else:
            self._routes.new_link("")

    def _tell(self, key: str) -> None:
        if key not in _PAGES or key in self._told or not self._waiting or not self._notice(key).isHidden():
            return
        self._told.add(key)
        newest = tuple(reversed(self._waiting))
        names = [one.name or self.tr("New link") for one in newest]
        title = self.tr("Not saved: {name}").format(name=names[0])
        if len(names) > 1:
            title = self.tr("{count} links have changes that are not saved").format(count=words.number(len(names)))
        text = self.tr("What you typed before QRDesk ended is kept.")
        self._notice(key).say("info", title, text, self._ways(newest, names), icon="clock", about=_ABOUT)

    def _ways(self, newest: Sequence[Waiting], names: Sequence[str]) -> list[Action]:
        said = self.tr("Open") if len(names) == 1 else self.tr("Open {name}")
        pairs = list(zip(newest, names, strict=True))[:_NAMED]
        ways: list[tuple[str, Callable[[], object]]] = []
        for one, name in pairs:
            ways.append((said.format(name=name), partial(self._open, one)))
        return ways

    def _notice(self, key: str) -> Notice:
        return cast(_HasNotice, self._window.page(key)).notice


def _kept(state: State, place: str) -> Sequence[str]:
    """Return the links for which something is kept, the one typed in last at the end; the empty id is the new one."""
    names = (EDITOR_RULES, EDITOR_DRAFTS)
    kept: list[KeptByPlace[Any]] = [KeptByPlace(state, name, Any) for name in names]
    return tuple(dict.fromkeys(link_id for one in kept for link_id in one.of(place)))


def _named(client: Client, ids: Sequence[str]) -> Sequence[Waiting]:
    """Return what they are called; without those that are gone."""
    found: list[Waiting] = []
    for link_id in ids:
        try:
            found.append(Waiting(link_id, words.name(client.links.get(link_id)) if link_id else ""))
        except NotFound:
            continue
    return found
