"""Acting as a person does: with the mouse on what is in sight, and with keys on what has the focus."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
_TICK = 12  # px from the left of a box to tick, which is all of it that one clicks when it is stretched
_FURTHEST = 500  # rows
_SOON_MS = 20_000


class Hand:
    """A person at the app."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Scroll to a control and click it, which must be in sight, able, and below nothing else."""
        self.see(widget)
        assert widget.isEnabled(), f"{name_of(widget)} cannot be clicked"
        if at is None:
            at = QPoint(_TICK, widget.height() // 2) if isinstance(widget, QCheckBox) else widget.rect().center()
        window = widget.window()
        window.activateWindow()  # as a click does where there is a window manager
        hit = window.childAt(widget.mapTo(window, at)) or window
        assert hit is widget or widget.isAncestorOf(hit), f"{name_of(hit)} lies above {name_of(widget)}"
        self._qtbot.mouseClick(hit, LEFT, pos=hit.mapFrom(window, widget.mapTo(window, at)))

    def see(self, widget: QWidget) -> None:
        """Scroll until ``widget`` is in sight."""
        self.until(widget.isVisible, f"{name_of(widget)} to be there")
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea):
                QApplication.processEvents()  # what has just unfolded is laid out by the next turn of the loop
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()
        QApplication.processEvents()

    def press(self, inside: QWidget, words: str) -> None:
        """Click the button in sight that says ``words``, or is called so."""
        self.until(lambda: bool(_buttons(inside, words)), f"a button “{words}”")
        self.click(_buttons(inside, words)[0])

    def write(self, field: QWidget, words: str) -> None:
        """Click into a field, or into the line in it, and write ``words`` instead of what stands there."""
        field = field if isinstance(field, QLineEdit | QAbstractSpinBox) else _line_in(field)
        self.click(field)
        inner = field.findChildren(QWidget)
        self.until(lambda: QApplication.focusWidget() in (field, *inner), "the cursor to be there")
        self._qtbot.keyClick(field, Qt.Key.Key_A, CTRL)
        self._qtbot.keyClick(field, Qt.Key.Key_Delete)
        self._qtbot.keyClicks(field, words)

    def key(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where ``widget`` has the keyboard."""
        self._qtbot.keyClick(widget, key, modifier)

    def choose(self, choice: QComboBox, key: str) -> None:
        """Open a list by a click, go to ``key`` by arrow keys, and take it."""
        row = choice.findData(key)
        assert row >= 0, f"there is no {key}"
        self.click(choice)
        view = choice.view()
        self.until(view.isVisible, "the list to open")
        self._qtbot.keyClick(view, Qt.Key.Key_Home)
        for _ in range(_FURTHEST):
            if view.currentIndex().row() == row:
                break
            self._qtbot.keyClick(view, Qt.Key.Key_Down)
        self._qtbot.keyClick(view, Qt.Key.Key_Return)
        self.until(lambda: choice.currentIndex() == row, f"{key} to be chosen")

    def pick(self, *words: str) -> None:
        """Click an entry of the menu that is open; further ``words`` are entries of menus in it."""
        for word in words:
            self.until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "a menu")
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            said = [action.text() for action in menu.actions()]
            assert word in said, f"{word} is none of {said}"
            box = menu.actionGeometry(menu.actions()[said.index(word)])
            self._qtbot.mouseClick(menu, LEFT, pos=box.center())

    def cell(self, table: QAbstractItemView, row: int, column: int) -> None:
        """Click a cell of a table."""
        index = self._cell(table, row, column)
        box = table.visualRect(index)
        assert box.isValid(), "the cell is in sight"
        self._qtbot.mouseClick(table.viewport(), LEFT, pos=box.center())

    def row(self, table: QAbstractItemView, words: str, column: int = 0) -> None:
        """Click the row of which a cell begins with ``words``."""
        self.until(lambda: row_of(table, words) >= 0, f"a row “{words}”")
        self.cell(table, row_of(table, words), column)

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Wait for what comes soon."""

        def held() -> None:
            assert condition(), f"waited for {what}"

        self._qtbot.waitUntil(held, timeout=_SOON_MS)

    def _cell(self, table: QAbstractItemView, row: int, column: int) -> QModelIndex:
        self.see(table)
        index = table.model().index(row, column)
        table.scrollTo(index)
        return index


def _line_in(field: QWidget) -> QLineEdit:
    line = field.findChild(QLineEdit)
    assert line is not None, f"{name_of(field)} has no line to write in"
    return line


def row_of(table: QAbstractItemView, words: str) -> int:
    """Return the row of which a cell begins with ``words``; -1 for none."""
    model = table.model()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            if any(str(index.data(role) or "").startswith(words) for role in _SAID):
                return row
    return -1


def name_of(widget: QWidget) -> str:
    """Return what a person or a screen reader would call a widget."""
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or words or type(widget).__name__


_SAID = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


def _buttons(inside: QWidget, words: str) -> list[QAbstractButton]:
    buttons = inside.findChildren(QAbstractButton)
    return [one for one in buttons if one.isVisible() and words in {one.text(), one.accessibleName()}]
