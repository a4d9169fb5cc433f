"""The codes of the table: dragged out of the app by their small picture, or copied from the menu of their row."""

from functools import partial
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.carrying_links import LinkCarrying, Wanted
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.link_table import LinkTableModel, Place
from qrdesk.gui.widgets.menus import Menu
from qrdesk.gui.widgets.rows import RowTable

_REST_MS = 150  # a pointer that is on its way to somewhere else has nothing drawn


class RowCarrying(QObject):
    """Watches the table: a code that is held and moved is dragged, a row asked for its menu shows it."""

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        window: MainWindow,
        routes: Routes,
        table: RowTable,
        model: LinkTableModel,
    ) -> None:
        super().__init__(table)
        self._session, self._routes, self._table, self._model = session, routes, table, model
        self._held: tuple[QPoint, LinkView] | None = None
        self._rested_on: LinkView | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._rests)
        self.carrying = LinkCarrying(session, jobs, window, table)
        self.menu = Menu(table)
        table.viewport().installEventFilter(self)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._ask)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind is QEvent.Type.MouseButtonPress:
            self._press(cast(QMouseEvent, event))
        elif kind is QEvent.Type.MouseButtonRelease:
            self._held = None
        elif kind is QEvent.Type.MouseMove and self._held is not None:
            return self._move(cast(QMouseEvent, event))
        elif kind is QEvent.Type.MouseMove:
            self._hover(cast(QMouseEvent, event))
        return False

    def fill_menu(self, link: LinkView) -> None:
        """Offer what may be done with the row of ``link``."""
        self.menu.clear()
        self.menu.add(self.tr("Copy the address"), partial(self._routes.copy, link.short_url), "copy")
        copy = self.menu.add(self.tr("Copy the code"), partial(self.carrying.copy, Wanted(link)), "qr-code")
        open_it = partial(self._routes.open_studio, link.id)
        design = self.menu.add(self.tr("Design and print in the Studio"), open_it, "palette")
        if not self._may():
            for action in (copy, design):
                action.setEnabled(False)
                action.setToolTip(self.tr("Your key may not see codes and designs."))

    def _may(self) -> bool:
        return self._session.may(Scope.CODES_READ)

    def _hover(self, event: QMouseEvent) -> None:
        """Draw the code that the pointer rests on: whoever takes it does not wait for it."""
        link = None if event.buttons() else self._code_at(event.position().toPoint())
        if link is None:
            self._rest.stop()
        elif link != self._rested_on or not self._rest.isActive():
            self._rest.start()
        self._rested_on = link

    def _rests(self) -> None:
        if self._rested_on is not None and self._held is None:
            self.carrying.prepare(Wanted(self._rested_on))

    def _code_at(self, at: QPoint) -> LinkView | None:
        index = self._table.indexAt(at)
        shown = index.isValid() and index.column() == Place.CODE and self._may()
        return self._model.link_at(index.row()) if shown else None

    def _press(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        link = self._code_at(at)
        if event.button() == Qt.MouseButton.LeftButton and link is not None:
            self._rest.stop()
            self._held = at, link
            self.carrying.prepare(Wanted(link))

    def _move(self, event: QMouseEvent) -> bool:
        """Begin the drag once the hand went far enough; until then the table sees nothing of it."""
        if self._held is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        start, link = self._held
        if (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance():
            self._held = None
            picture = self._model.thumb(link.code_url)
            if picture is not None:
                self.carrying.drag(Wanted(link), picture)
        return True

    def _ask(self, at: QPoint) -> None:
        index = self._table.indexAt(at)
        if index.isValid():
            self.fill_menu(self._model.link_at(index.row()))
            self.menu.popup(self._table.viewport().mapToGlobal(at))
