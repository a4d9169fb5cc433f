"""How the app is reached from outside its window: other starts, links, drops, and the icon beside the clock."""

import sys
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from qrdesk.gui.desk import Desk
from qrdesk.gui.dropping import Doors, Dropping
from qrdesk.gui.opened_from import OpenedFrom
from qrdesk.gui.parting import Parting
from qrdesk.gui.single import Request, same_database
from qrdesk.gui.tray import make_tray, raise_window


class Welcome(QObject):
    """Lets in what comes, one thing at a time; a child of the desk."""

    def __init__(self, desk: Desk, app: QApplication) -> None:
        super().__init__(desk)
        self._desk = desk
        window = desk.window
        self.opened = OpenedFrom(window, desk.routes, desk.session, desk.opening, self._choose)
        doors = Doors(self._make_codes, self._import_links)
        self.dropping = Dropping(window, desk.routes, desk.opening, self.opened, doors)
        self.tray = make_tray(window, desk.state, desk.server, desk.copy_address)
        self.parting = Parting(window, desk.state, desk.server, self.tray)
        if sys.platform == "darwin":  # elsewhere it comes as an argument; every event of the app passes a filter
            app.installEventFilter(self.opened)

    def take(self, request: Request) -> bool:
        """Do what another start asks for; false where it is about other links than those open here."""
        desk = self._desk
        if request.database:
            local = desk.session.client is not None and desk.session.mode == "local"
            if not local or not same_database(request.database, desk.session.place):
                return False
        self.opened.take(request.said)
        raise_window(desk.window)
        return True

    def _choose(self, path: Path) -> None:
        self.dropping.choose(path)

    def _make_codes(self, path: Path) -> None:
        self._desk.window.show_page("batch")
        self._desk.batch.bring(path)

    def _import_links(self, path: Path) -> None:
        side = self._desk.links.side
        self._desk.window.show_page("links")
        side.open_import()
        side.importing.look_through(path)
