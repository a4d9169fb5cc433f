"""Menus with round corners and icons that follow the theme."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from qrdesk.gui.theme import icons


class Menu(QMenu):
    """A menu of the window's own look."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)  # else the corners stay square and grey
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setToolTipsVisible(True)

    def add(self, words: str, action: Callable[[], object], icon: str = "", shortcut: str = "") -> QAction:
        """Add a line and return it; ``shortcut`` works while the menu's parent is in the window."""
        made = self.addAction(words)
        if icon:
            icons.put(made, icon)
        if shortcut:
            made.setShortcut(shortcut)
        made.triggered.connect(lambda _checked=False: action())
        return made

    def add_choice(self, words: str, action: Callable[[], object], *, on: bool) -> QAction:
        """Add a line with a check mark."""
        made = self.add(words, action)
        made.setCheckable(True)
        made.setChecked(on)
        return made
