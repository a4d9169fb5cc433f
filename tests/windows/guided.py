"""The app as people start it, in a process of its own, which says on request where on the screen its widgets stand.

python -m tests.windows.guided DATABASE (empty: none)

Each line of standard input is a request, each line of standard output its answer, both JSON. Nothing is done to the app
here but scrolling to what is asked for: clicks and keys come from outside.
"""

import json
import re
import sys
from collections.abc import Callable
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QLineEdit,
    QMenu,
    QScrollArea,
    QWidget,
)

from qrdesk.gui import app
from qrdesk.gui.chooser import Chooser
from qrdesk.gui.desk import Desk

Box = tuple[int, int, int, int]  # x, y, width and height on the screen, in px
_STEP = re.compile(r"(\w+)(?:\((\w*)\))?(?:\[(\w+)\])?")


class Guide(QObject):
    """Answers on the GUI thread what is asked on another."""

    asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.asked.emit(line)

    def _answer(self, line: str) -> None:
        what, *more = json.loads(line)
        try:
            said = _ANSWERS[what](self._desk, *more)
        except (AttributeError, KeyError, LookupError, ValueError, RuntimeError) as fault:
            said = {"none": repr(fault)}  # not there yet, or gone: who asked may ask again
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


def box_of(desk: Desk, path: str) -> Box:
    """Return where a widget is, which must be in sight and able."""
    widget = at_path(desk, path)
    assert isinstance(widget, QWidget), f"{path} is no widget"
    if not (widget.isVisible() and widget.isEnabled()):
        raise LookupError(f"{path} is not to be used now")
    _scroll_to(widget)
    return _on_screen(widget, widget.rect())


def row_of(desk: Desk, path: str, words: str) -> Box:
    """Return where in a table the first cell is that has ``words`` in it, as shown or as read out."""
    table = at_path(desk, path)
    assert isinstance(table, QAbstractItemView), f"{path} is no table"
    model = table.model()
    cells = (model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount()))
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    index = next((one for one in cells if any(words in str(one.data(role) or "") for role in roles)), None)
    if index is None or not table.isVisible():
        raise LookupError(f"no row {words}")
    table.scrollTo(index)
    return _on_screen(table.viewport(), table.visualRect(index))


def button_of(desk: Desk, path: str, words: str) -> Box:
    """Return where the button in sight is that says ``words``, or is called so."""
    inside = at_path(desk, path)
    assert isinstance(inside, QWidget), f"{path} is no widget"
    for button in inside.findChildren(QAbstractButton):
        if button.isVisible() and button.isEnabled() and words in {button.text(), button.accessibleName()}:
            _scroll_to(button)
            return _on_screen(button, button.rect())
    raise LookupError(f"no button {words}")


def entry_of(_desk: Desk, words: str) -> Box:
    """Return where an entry of the menu is that is open."""
    menu = QApplication.activePopupWidget()
    if not isinstance(menu, QMenu):
        raise LookupError("no menu is open")
    action = next((one for one in menu.actions() if one.text() == words), None)
    if action is None:
        raise LookupError(f"no entry {words}")
    return _on_screen(menu, menu.actionGeometry(action))


def file_name(_desk: Desk) -> Box:
    """Return where the name of a file is typed, in the dialog that asks for one."""
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, QFileDialog):
        raise LookupError("no dialog is open")
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    return _on_screen(field, field.rect())


def way_of(desk: Desk, words: str) -> Box:
    """Return where the button of the question over the window is that says ``words``."""
    for question in desk.window.findChildren(Chooser):
        for button in question.buttons:
            if button.isVisible() and button.text() == words:
                return _on_screen(button, button.rect())
    raise LookupError(f"no question with {words}")


def value_of(desk: Desk, path: str) -> dict[str, Any]:
    """Return what something says: a number, a text, whether."""
    value = at_path(desk, path)
    return {"value": value if isinstance(value, str | int | float | bool | None) else str(value)}


def at_path(desk: Desk, path: str) -> Any:
    """Return what is at ``path``, such as "links.table", "tabs.key()" or "forms[key]"."""
    found: Any = desk
    for step in path.split("."):
        match = _STEP.fullmatch(step)
        assert match is not None, f"{step} is no step"
        name, given, place = match.groups()
        found = getattr(found, name)
        if given is not None:
            found = found(*(_key(one) for one in given.split() if one))
        if place is not None:
            found = found[_key(place)]
    return found


def _key(said: str) -> str | int:
    return int(said) if said.isdecimal() else said


def _scroll_to(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _on_screen(widget: QWidget, box: QRect) -> Box:
    at = widget.mapToGlobal(QPoint(box.x(), box.y()))
    return at.x(), at.y(), box.width(), box.height()


_ANSWERS: dict[str, Callable[..., Any]] = {
    "box": box_of,
    "row": row_of,
    "button": button_of,
    "entry": entry_of,
    "file": file_name,
    "way": way_of,
    "value": value_of,
}


def main(database: str = "") -> int:
    """Run the app, guided."""
    build = app.build

    def guided(*given: Any) -> Desk:
        desk = build(*given)
        Guide(desk)
        return desk

    app.build = guided
    return app.main(sys.argv[:1], database)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
