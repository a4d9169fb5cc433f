"""The palette finds saved views by their names, and lists what they ask for."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.saved_views import SavedViewView
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.session import Session
from qrdesk.gui.shell.palette_list import Group, Hit, fits
from qrdesk.gui.shell.window import MainWindow

if TYPE_CHECKING:  # it is imported when it is first asked for
    from qrdesk.gui.pages.links import LinksPage


class ViewFinder(QObject):
    """Has the saved views listed. Where nobody answers, nothing is found."""

    def __init__(self, owner: QObject, session: Session, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__(owner)
        self._session, self._jobs, self._window = session, jobs, window

    def find(self, text: str, found: Callable[[Sequence[Hit]], None]) -> None:
        """Look for ``text``."""
        client = self._session.client
        if client is None or not text or not self._session.may(Scope.LINKS_READ):
            return

        def here(views: Sequence[SavedViewView]) -> None:
            hits = map(self._hit, views)
            found([hit for hit in hits if fits(text, hit.title, hit.detail)])

        self._jobs.run(self, client.views.list, self._session.here(here), lambda _error: None)

    def _hit(self, view: SavedViewView) -> Hit:
        open_it = partial(self._open, view)
        return Hit(Group.LINKS, view.name, open_it, detail=self.tr("Saved view"), icon="bookmark")

    def _open(self, view: SavedViewView) -> None:
        self._window.show_page("links")
        cast("LinksPage", self._window.page("links")).views.open_view(view)
