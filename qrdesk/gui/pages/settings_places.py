"""Settings: this computer and the servers the app was ever connected to: open one, call it otherwise, forget it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from qrdesk.client import server_keys
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.access_drafts import Drafts
from qrdesk.gui.pages.settings_card import SettingsCard
from qrdesk.gui.profiles import LOCAL, Profile, Profiles
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.chips import Chip
from qrdesk.gui.widgets.fields import TextField
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.menus import Menu

_NAME_MOST = 120
_SETTLED_MS = 50  # until what was put between the lines has its place
_INDENT = 26  # px, the icon of a line and the gap after it


class PlacesCard(SettingsCard):
    """One line for each; what is open now says so."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__("")
        self.title.setText(self.tr("Where your links live"))
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        self._profiles = Profiles(window.state)
        self._naming = ""  # the place that is being called otherwise
        self.lines: dict[str, QWidget] = {}  # by place
        self.openers: dict[str, Button] = {}
        self._list = boxes.rows(gap=10)
        self.name = TextField(self.tr("What you call it"), hint=self.tr("Leave empty to use the workspace's name."))
        self.name.input.setMaxLength(_NAME_MOST)
        self.drafts = Drafts(self.name.text, self.name.set_text)
        self._keep = Button(self.tr("Keep this name"))
        self._keep.clicked.connect(self._named)
        self.name.input.returnPressed.connect(self._named)
        line = boxes.columns(self.name, boxes.rows(22, self._keep, None, gap=0), gap=8)
        line.setContentsMargins(_INDENT, 0, 0, 4)
        self._form = boxes.box(line)
        self._list.addWidget(self._form)
        self._form.hide()
        elsewhere = Button(self.tr("Connect elsewhere…"), icon="server")
        elsewhere.clicked.connect(lambda: routes.show_page("first_run"))
        self.move_away = Button(self.tr("Move to your server…"), icon="upload")
        self.move_away.clicked.connect(lambda: routes.show_page("move"))
        self.add(self._list, boxes.columns(self.move_away, elsewhere, None))
        session.connected.connect(self.refresh)
        session.workspace_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what is known now."""
        self._list.removeWidget(self._form)
        while (item := self._list.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self.lines, self.openers = {}, {}
        self._add(LOCAL, self.tr("This computer"), "", "laptop", self._session.mode == "local")
        for one in self._profiles.every():
            is_open = self._session.mode == "remote" and one.place == self._session.place
            self._add(one.place, one.name, self._about(one), "server", is_open)
        self._put_form()

    def rename(self, place: str) -> None:
        """Ask what one is to be called."""
        profile = self._profiles.find(place)
        if profile is not None:
            self.drafts.leave()
            self._naming = place
            self.name.set_text(profile.called or profile.workspace)
            self.drafts.begin(place)
            self._form.show()
            self._put_form()
            self.name.input.setFocus(Qt.FocusReason.OtherFocusReason)
            self.name.input.selectAll()
            QTimer.singleShot(_SETTLED_MS, self._form, self._show_form)

    def _put_form(self) -> None:
        """Put the name that is asked for under the line it is of."""
        line = self.lines.get(self._naming) if self._naming else None
        if line is None:
            self._list.addWidget(self._form)
            self._form.hide()
            return
        self._list.removeWidget(self._form)
        self._list.insertWidget(self._list.indexOf(line) + 1, self._form)
        before, *_ = line.findChildren(IconButton)
        for stop in (self.name.input, self._keep):
            QWidget.setTabOrder(before, stop)
            before = stop

    def _show_form(self) -> None:
        boxes.scroll_to(self._form)

    def forget(self, place: str) -> None:
        """Remember one no longer, and take its key off this computer. Its links stay where they are."""
        profile = self._profiles.find(place)
        if profile is None:
            return
        said = self.tr("{name} is forgotten here, and its key is gone").format(name=profile.name)
        if place == self._session.place:
            self._routes.left(said)
            return
        self._profiles.forget(place)
        self._changed()
        work = partial(server_keys.forget, self._window.state.folder, place)
        self._jobs.run(self, work, partial(self._forgotten, said), self._not_forgotten)

    def _about(self, profile: Profile) -> str:
        if profile.called and profile.workspace:
            said = self.tr("{workspace} at {host}")
            return said.format(workspace=profile.workspace, host=profile.host)
        return profile.host

    def _add(self, place: str, name: str, about: str, icon: str, is_open: bool) -> None:
        titles = boxes.rows(labels.Elided(name, "label"), gap=0)
        if about:
            titles.addWidget(labels.Elided(about, "caption", middle=True))
        row = boxes.columns(Glyph(icon, "secondary", 16, 20), gap=10)
        row.addLayout(titles, 1)
        if is_open:
            chip = Chip()
            chip.set_text(self.tr("Open now"), icon="circle-check")
            row.addWidget(chip)
        else:
            opener = self.openers[place] = Button(self.tr("Open"), size="small")
            opener.setAccessibleName(self.tr("Open {name}").format(name=name))
            opener.clicked.connect(partial(self._routes.open_place, place))
            row.addWidget(opener)
        if place != LOCAL:
            row.addWidget(self._more(place, name))
        line = self.lines[place] = boxes.box(row)
        line.setAccessibleName(name)
        self._list.addWidget(line)

    def _more(self, place: str, name: str) -> IconButton:
        button = IconButton("ellipsis", self.tr("More for {name}").format(name=name), 26)
        menu = Menu(button)
        menu.add(self.tr("Rename"), partial(self.rename, place), "pencil")
        menu.add(self.tr("Forget it and its key"), partial(self.forget, place), "trash-2")
        button.clicked.connect(_popping(menu, button))
        return button

    def _named(self) -> None:
        self._form.hide()
        self.drafts.drop(self._naming)
        self._profiles.rename(self._naming, self.name.text())
        self._changed()

    def _changed(self) -> None:
        self.refresh()
        self._session.workspace_changed.emit()

    def _forgotten(self, said: str, _gone: None) -> None:
        self._window.status.say(said)

    def _not_forgotten(self, error: Exception) -> None:
        said = self.tr("The key could not be taken off this computer: {reason}")
        self._window.status.say(said.format(reason=words.failure(error)))


def _popping(menu: Menu, button: QWidget) -> Callable[[], object]:
    return lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
