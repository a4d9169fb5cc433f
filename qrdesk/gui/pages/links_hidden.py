"""A link that was just saved and is not in the list, as what the list is narrowed by leaves it out: that is said."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.pages.links_loading import LinkLoader
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.link_table import LinkTableModel


class HiddenLink(QObject):
    """Looks once after each save, when the list has come; ``show`` is called where somebody wants to see the link."""

    def __init__(
        self, window: MainWindow, loader: LinkLoader, model: LinkTableModel, show: Callable[[str], object]
    ) -> None:
        super().__init__(window)
        self._window, self._loader, self._model, self._show = window, loader, model, show
        self._saved = ""  # link id; empty once that was looked for

    def saved(self, link_id: str) -> None:
        """Look for this one in the list that comes next."""
        self._saved = link_id

    def look(self, link: LinkView | None) -> None:
        """The list has come; ``link`` is the one shown beside it."""
        about, self._saved = self._saved, ""
        if link is not None and about == link.id and self._is_hidden(link):
            said = _tr("{name} is saved. This tab does not list it.")
            if self._loader.wanted.narrowed():
                said = _tr("{name} is saved. The filter hides it.")
            way = _tr("Show it"), partial(self._show, link.id)
            self._window.toast(said.format(name=words.name(link)), icon="list-filter", way=way)

    def _is_hidden(self, link: LinkView) -> bool:
        """Whether the list leaves the link out; not where it may stand further down, among what is not loaded yet."""
        wanted, links = self._loader.wanted, self._model.links()
        narrowed = wanted.narrowed() or wanted.view != "all"
        whole = not self._loader.is_more and len(links) >= self._loader.total
        above = wanted.sort == "-created_at" and bool(links) and link.created_at > links[-1].created_at
        return narrowed and (whole or above) and self._model.row_of(link.id) < 0


def _tr(said: str) -> str:
    return QCoreApplication.translate("HiddenLink", said)
