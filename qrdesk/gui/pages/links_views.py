"""Saved views: lists of links that somebody wants to see again, behind one button."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from qrdesk.client import Client
from qrdesk.core.schemas.links import LinkQuery
from qrdesk.core.schemas.saved_views import SavedViewDraft, SavedViewView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.links_loading import Choices, Wanted
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.menus import Menu
from qrdesk.gui.widgets.side import NameLine


class Views(QObject):
    """The button with its menu, and the line that asks for a name. ``wanted`` brings what is listed then."""

    wanted = Signal(object)  # Wanted
    changed = Signal()  # there is one more, or one less

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._jobs, self._window = session, jobs, window
        self._views: Sequence[SavedViewView] = ()
        self._now = Wanted()
        self.button = Button(self.tr("Views"), "quiet", "bookmark", "small", "chevron-down")
        self.menu = Menu(self.button)
        self.naming = NameLine(self.tr("Keep"), self.tr("Keep no view"), side=24)
        self.button.clicked.connect(self._open)
        self.naming.named.connect(self._keep)
        self._fill()

    def show_choices(self, choices: Choices) -> None:
        """Offer the saved views there are."""
        self._views = choices.views
        self._fill()

    def show_wanted(self, wanted: Wanted) -> None:
        """Show which of them is listed."""
        self._now = wanted
        self._fill()

    def open_view(self, view: SavedViewView) -> None:
        """List what a saved view asks for."""
        self.wanted.emit(Wanted.of(view.id, view.query))

    def _fill(self) -> None:
        shown = next((view.name for view in self._views if view.id == self._now.saved), "")
        self.button.setText((shown or self.tr("Views")).replace("&", "&&"))
        self.button.updateGeometry()
        self.menu.clear()
        for view in self._views:
            self.menu.add_choice(view.name, partial(self.open_view, view), on=view.id == self._now.saved)
        if self._views:
            self.menu.addSeparator()
        self.menu.add(self.tr("Keep this list as a view…"), self._ask, "plus")
        if self._views:
            gone = Menu(self.menu)
            gone.setTitle(self.tr("Delete a view"))
            for view in self._views:
                gone.add(view.name, partial(self._delete, view), "trash-2")
            self.menu.addMenu(gone)

    def _open(self) -> None:
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _ask(self) -> None:
        self.naming.ask(self.tr("Name of the view"))

    def _keep(self, name: str) -> None:
        client = self._session.client
        if client is not None:
            self._jobs.run(self, partial(_keep, client, name, self._now), self._kept, self._not_kept)

    def _kept(self, view: SavedViewView) -> None:
        self.naming.hide()
        self._window.status.say(self.tr("View {name} is kept").format(name=view.name))
        self.changed.emit()
        self.wanted.emit(replace(self._now, saved=view.id))

    def _not_kept(self, error: Exception) -> None:
        self.naming.refuse(words.failure(error))

    def _delete(self, view: SavedViewView) -> None:
        client = self._session.client
        if client is not None:
            self._jobs.run(self, partial(client.views.delete, view.id), partial(self._deleted, view), self._failed)

    def _deleted(self, view: SavedViewView, _nothing: None) -> None:
        said = self.tr("View {name} is deleted; its links stay").format(name=view.name)
        self._window.toast(said, partial(self._bring_back, view), "trash-2")
        self.changed.emit()

    def _bring_back(self, view: SavedViewView) -> None:
        client = self._session.client
        if client is not None:
            work = partial(_make, client, view.name, view.query)
            self._jobs.run(self, work, lambda _view: self.changed.emit(), self._failed)

    def _failed(self, error: Exception) -> None:
        self._window.status.say(words.failure(error))


def _keep(client: Client, name: str, wanted: Wanted) -> SavedViewView:
    return _make(client, name, wanted.query().model_copy(update={"limit": 50, "cursor": None}))


def _make(client: Client, name: str, query: LinkQuery) -> SavedViewView:
    return client.views.create(SavedViewDraft(name=name, query=query))
