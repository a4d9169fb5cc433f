"""Which columns the list of links shows: what a person chose for that place, and of it what there is room for."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from qrdesk.gui.kept_by_place import KeptByPlace
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State
from qrdesk.gui.tables.link_table import WIDE, Place
from qrdesk.gui.widgets.buttons import IconButton
from qrdesk.gui.widgets.menus import Menu
from qrdesk.gui.widgets.rows import RowTable

_HIDDEN = "hidden"
_BESIDE = 12  # px between the check box and the title, where no code is between them
_PRESS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
# the title stays: rows without one say nothing, and the others are as wide as it leaves room for
_CHOSEN = tuple(place for place in Place if place not in {Place.CHECK, Place.TITLE})


class StayingMenu(Menu):
    """A menu that stays open while its check marks are turned, as one seldom turns one alone."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        if not left or not self._turn(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) not in _PRESS or not self._turn(self.activeAction()):
            super().keyPressEvent(event)

    def _turn(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True


class ColumnChoice(QObject):
    """Serves the table and its button; a click with the other mouse button on the head opens the same menu."""

    def __init__(self, session: Session, state: State, table: RowTable, button: IconButton) -> None:
        super().__init__(table)
        self._session, self._table = session, table
        self._kept: KeptByPlace[tuple[str, ...]] = KeptByPlace(state, "links/columns", tuple[str, ...])
        self._given: Collection[Place] = ()
        self.menu = StayingMenu(button)
        self.actions = {place: self._action(place) for place in (Place.CODE, Place.TITLE, *_CHOSEN[1:])}
        self.menu.addSeparator()
        self._usual = self.menu.add(self.tr("Show the usual columns"), self.show_usual, "undo-2")
        self.menu.aboutToShow.connect(self._look)
        button.clicked.connect(partial(self._open, button))
        table.head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.head.customContextMenuRequested.connect(partial(self._open, table.head))
        session.connected.connect(self._show)

    def fit(self, given: Collection[Place]) -> None:
        """Show what was chosen but ``given``, which there is no room for."""
        self._given = given
        self._show()

    def hidden(self) -> frozenset[Place]:
        """Return the columns that nobody wants to see at this place."""
        names = self._kept.of(self._session.whose).get(_HIDDEN, ())
        return frozenset(place for place in _CHOSEN if place.name.lower() in names)

    def show_usual(self) -> None:
        """Show all columns, as wide as they were."""
        self._keep(frozenset())

    def _action(self, place: Place) -> QAction:
        return self.menu.add_choice("", partial(self._turn, place), on=True)

    def _turn(self, place: Place) -> None:
        self._keep(self.hidden() ^ {place})

    def _keep(self, hidden: frozenset[Place]) -> None:
        of_place = self._kept.of(self._session.whose)
        of_place.pop(_HIDDEN, None)
        if hidden:
            of_place[_HIDDEN] = tuple(place.name.lower() for place in sorted(hidden))
        self._kept.write()
        self._show()
        self._look()

    def _show(self) -> None:
        hidden = self.hidden().union(self._given)
        for place in _CHOSEN:
            self._table.setColumnHidden(place, place in hidden)
        self._table.setColumnWidth(Place.CHECK, WIDE[Place.CHECK].width + _BESIDE * (Place.CODE in hidden))
        self._table.columns_set.emit()

    def _look(self) -> None:
        """Say in the menu what is shown, and what would be in a wider window."""
        hidden = self.hidden()
        for place, action in self.actions.items():
            name, shown = self._name(place), place not in hidden
            away = shown and place in self._given
            action.setText(self.tr("{column} (no room here)").format(column=name) if away else name)
            action.setChecked(shown)
        self.actions[Place.TITLE].setEnabled(False)
        self.actions[Place.TITLE].setToolTip(self.tr("It says which link it is, and stays."))
        self._usual.setEnabled(bool(hidden))

    def _name(self, place: Place) -> str:
        head = self._table.model().headerData(place, Qt.Orientation.Horizontal)
        return self.tr("Code") if place is Place.CODE else str(head)

    def _open(self, by: QWidget, at: QPoint | bool = False) -> None:
        where = at if isinstance(at, QPoint) else by.rect().bottomLeft()
        self.menu.popup(by.mapToGlobal(where))
