"""Saved views: lists of links that somebody wants to see again, behind one button."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from qrdesk.client import Client, restoring
from qrdesk.client.meeting import Overtaken
from qrdesk.client.restoring import Changed
from qrdesk.core.schemas.links import LinkQuery
from qrdesk.core.schemas.saved_views import SavedViewDraft, SavedViewPatch, SavedViewView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.links_loading import Choices, Wanted
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.undoing import Undoing
from qrdesk.gui.widgets import labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.menus import Menu
from qrdesk.gui.widgets.side import NameLine

_WORD = 16  # letters of a name on the button


class Views(QObject):
    """The button with its menu, and the lines that ask for a name. ``wanted`` brings what is listed then."""

    wanted = Signal(object)  # Wanted
    changed = Signal()  # there is one more, one less, or one by another name

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__(window)
        self._session, self._jobs, self._window = session, jobs, window
        self._views: Sequence[SavedViewView] = ()
        self._now = Wanted()
        self._renaming: SavedViewView | None = None  # as it was when that began
        self._undoing = Undoing(self, session, jobs, window, self.changed.emit)
        self.button = Button(self.tr("Views"), "quiet", "bookmark", "small", "chevron-down")
        self.menu = Menu(self.button)
        self.naming = NameLine(self.tr("Save view"), self.tr("Keep no view"), side=24)
        self.button.clicked.connect(self._open)
        self.renaming = NameLine(self.tr("Rename"), self.tr("Keep the name"), side=24)
        self.naming.named.connect(self._keep)
        self.renaming.named.connect(self._rename)
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
        said = shown if len(shown) <= _WORD else f"{shown[: _WORD - 1]}…"
        self.button.setText((said or self.tr("Views")).replace("&", "&&"))
        self.button.setAccessibleName(shown or self.tr("Views"))
        self.button.setToolTip(labels.tip(shown) if shown else "")
        self.button.updateGeometry()
        self.menu.clear()
        for view in self._views:
            name = view.name.replace("&", "&&")
            self.menu.add_choice(name, partial(self.open_view, view), on=view.id == self._now.saved)
        if self._views:
            self.menu.addSeparator()
        self.menu.add(self.tr("Keep this list as a view…"), self.ask, "plus")
        if self._views:
            self._add(self.tr("Rename a view"), self.ask_name, "pencil")
            self._add(self.tr("Delete a view"), self._delete, "trash-2")

    def _add(self, title: str, act: Callable[[SavedViewView], object], icon: str) -> None:
        menu = Menu(self.menu)
        menu.setTitle(title)
        for view in self._views:
            menu.add(view.name.replace("&", "&&"), partial(act, view), icon)
        self.menu.addMenu(menu)

    def _open(self) -> None:
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def ask_name(self, view: SavedViewView) -> None:
        """Ask what a saved view is to be called."""
        self._renaming = view
        self.naming.hide()
        self.renaming.ask(self.tr("Another name for {name}").format(name=view.name))
        self.renaming.field.set_text(view.name)
        self.renaming.field.input.selectAll()

    def ask(self) -> None:
        """Ask what the list shown is to be called as a view."""
        self.renaming.hide()
        self.naming.ask(self.tr("Name of the view"))

    def _keep(self, name: str) -> None:
        client = self._session.client
        if client is not None:
            here, work = self._session.here, partial(_keep, client, name, self._now)
            self._jobs.run(self, work, here(self._kept), here(self._not_kept))

    def _kept(self, view: SavedViewView) -> None:
        self.naming.hide()
        self._window.status.say(self.tr("View {name} is kept").format(name=view.name))
        self.changed.emit()
        self.wanted.emit(replace(self._now, saved=view.id))

    def _not_kept(self, error: Exception) -> None:
        self.naming.refuse(words.failure(error))

    def _rename(self, name: str) -> None:
        client, view = self._session.client, self._renaming
        if client is not None and view is not None:
            here, work = self._session.here, partial(_renamed, client, view, name)
            self._jobs.run(self, work, here(self._told), here(self._not_renamed))

    def _told(self, what: Changed) -> None:
        self.renaming.hide()
        self._undoing.tell(self.tr("The view is called {name} now").format(name=what.view.name), what.back)
        self.changed.emit()

    def _not_renamed(self, error: Exception) -> None:
        self.renaming.refuse(words.failure(error))
        if isinstance(error, Overtaken):  # saved again, it goes over theirs
            self._renaming = error.now

    def _delete(self, view: SavedViewView) -> None:
        client = self._session.client
        if client is not None:
            here, work = self._session.here, partial(client.views.delete, view.id)
            self._jobs.run(self, work, here(partial(self._deleted, view)), here(self._failed))

    def _deleted(self, view: SavedViewView, _nothing: None) -> None:
        said = self.tr("View {name} is deleted; its links stay").format(name=view.name)
        self._window.toast(said, partial(self._bring_back, view), "trash-2")
        self.changed.emit()

    def _bring_back(self, view: SavedViewView) -> None:
        client = self._session.client
        if client is not None:
            work = partial(_make, client, view.name, view.query)
            here = self._session.here
            self._jobs.run(self, work, here(lambda _view: self.changed.emit()), here(self._failed))

    def _failed(self, error: Exception) -> None:
        self._window.status.say(words.failure(error))


def _renamed(client: Client, view: SavedViewView, name: str) -> Changed:
    return restoring.changed("view", view.id, SavedViewPatch(name=name), client, base=view)


def _keep(client: Client, name: str, wanted: Wanted) -> SavedViewView:
    return _make(client, name, wanted.query().model_copy(update={"limit": 50, "cursor": None}))


def _make(client: Client, name: str, query: LinkQuery) -> SavedViewView:
    return client.views.create(SavedViewDraft(name=name, query=query))
