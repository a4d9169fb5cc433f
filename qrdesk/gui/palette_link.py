"""What the palette offers for the link that is open in its editor, by its name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt

from qrdesk.client import Client, CodeDraft, CodeQuery
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.codes import CodeView
from qrdesk.core.schemas.codes_bulk import PrintedDraft
from qrdesk.core.schemas.links import LinkState, LinkView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.palette_list import Group, Hit, fits
from qrdesk.gui.shell.window import MainWindow

if TYPE_CHECKING:  # they are imported when they are first asked for
    from qrdesk.gui.pages.links import LinksPage
    from qrdesk.gui.pages.studio import StudioPage

_Act = Callable[[LinkView], object]


@dataclass(frozen=True, slots=True)
class _Printed:
    """A code that counts as printed now; ``was_new``: it was made for that, ``was_printed``: it did before."""

    code: CodeView
    was_new: bool
    was_printed: bool


class PaletteLink(QObject):
    """Serves the palette, on the page with the links alone: elsewhere nobody sees which one is open."""

    def __init__(self, parent: QObject, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes

    def find(self, text: str, found: Callable[[Sequence[Hit]], None]) -> None:
        """Bring what can be done with the link that is open and fits ``text``."""
        link = self._link()
        every = self._offered(link) if link is not None else ()
        found([hit for hit in every if fits(text, hit.title, hit.detail, hit.also)])

    def _page(self) -> "LinksPage":
        return cast("LinksPage", self._window.page("links"))

    def _link(self) -> LinkView | None:
        here = self._session.client is not None and self._window.current_page() == "links"
        if not here or self._window.is_barred("links") or self._page().editor.isHidden():
            return None
        return self._page().editor.link()

    def _offered(self, link: LinkView) -> Iterator[Hit]:
        name, may = words.name(link), self._session.may
        detail = words.address(link) if link.title else ""

        def hit(title: str, icon: str, act: Callable[[], object], also: str = "") -> Hit:
            return Hit(Group.ACTIONS, title.format(name=name), act, detail=detail, icon=icon, also=also)

        copy = partial(self._routes.copy, link.short_url)
        yield hit(self.tr("Copy the address of {name}"), "copy", copy, self.tr("short link clipboard"))
        if may(Scope.LINKS_UPDATE):
            for title, icon, act in self._changes(link):
                yield hit(title, icon, partial(act, link))
        if may(Scope.CODES_READ) and not self._window.is_barred("studio"):
            export, also = partial(self._export, link), self.tr("print code QR artwork file SVG PDF PNG")
            yield hit(self.tr("Export the code of {name}…"), "download", export, also)
        if link.printed_at is None and all(map(may, (Scope.CODES_READ, Scope.CODES_CREATE))):
            yield hit(self.tr("Remember {name} as printed"), "printer", partial(self._remember, link))

    def _changes(self, link: LinkView) -> Iterator[tuple[str, str, _Act]]:
        acts = self._page().editor.acts
        if link.state is LinkState.ARCHIVED:
            yield self.tr("Restore {name}"), "archive-restore", acts.restore
            return
        yield self.tr("Archive {name}"), "archive", acts.archive
        if link.state is LinkState.PAUSED:
            yield self.tr("Let {name} go on"), "play", acts.resume
        elif link.state is not LinkState.SUSPENDED:
            yield self.tr("Pause {name}"), "pause", acts.pause

    def _export(self, link: LinkView) -> None:
        """Open its newest code in the Studio, with the keyboard where the file is chosen."""
        self._routes.open_studio(link.id)
        page = cast("StudioPage", self._window.page("studio"))
        page.right.format.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _remember(self, link: LinkView) -> None:
        client, here = self._session.client, self._session.here
        if client is not None:
            done = here(partial(self._remembered, link))
            self._jobs.run(self, partial(_remember, client, link.id), done, here(self._failed))

    def _remembered(self, link: LinkView, printed: _Printed) -> None:
        may = self._session.may(Scope.CODES_UPDATE) and not printed.was_printed
        said = self.tr("{name} is remembered as printed").format(name=words.name(link))
        self._window.toast(said, partial(self._forget, printed) if may else None, "printer")
        self._session.links_changed.emit()

    def _forget(self, printed: _Printed) -> None:
        client, here = self._session.client, self._session.here
        if client is not None:
            work = partial(_forget, client, printed, self._session.may(Scope.CODES_DELETE))
            self._jobs.run(self, work, here(self._forgotten), here(self._failed))

    def _forgotten(self, _nothing: None) -> None:
        self._window.status.say(self.tr("It is not remembered as printed"))
        self._session.links_changed.emit()

    def _failed(self, error: Exception) -> None:
        self._window.toast(words.failure(error), icon="triangle-alert")
        self._session.links_changed.emit()


def _remember(client: Client, link_id: str) -> _Printed:
    """Remember the newest code of a link as printed; where it has none, one is made."""
    newest = client.codes.list(CodeQuery(link_id=link_id, limit=1)).data
    code = newest[0] if newest else client.codes.create(CodeDraft(link_id=link_id))
    client.codes.remember_printed(PrintedDraft(codes=(code.id,)))
    return _Printed(client.codes.get(code.id), not newest, code.printed_at is not None)


def _forget(client: Client, printed: _Printed, may_delete: bool) -> None:
    client.codes.forget_printed(printed.code.id, printed_at=printed.code.printed_at)
    if printed.was_new and may_delete:
        client.codes.delete(printed.code.id)
