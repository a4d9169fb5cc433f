"""Menus with round corners and icons that follow the theme."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QPainterPath, QRegion, QResizeEvent, QShowEvent, QTransform
from PySide6.QtWidgets import QMenu, QWidget

from qrdesk.gui.theme import icons, tokens


class Menu(QMenu):
    """A menu of the window's own look."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)  # else the corners stay square and grey
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setToolTipsVisible(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if QGuiApplication.platformName() == "xcb":  # without a compositor what is clear would be black
            self.setMask(rounded(self.size()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        owner = self.parentWidget()
        window = owner.window() if owner is not None else None
        if window is not None and window.isVisible() and not isinstance(window, QMenu):
            frame = window.geometry()
            self.move(inside(self.geometry(), frame.left(), frame.right()), self.y())

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


def rounded(size: QSize) -> QRegion:
    """Return the outline of a menu of ``size``."""
    path = QPainterPath()
    radius = int(str(tokens.part("radius")["floating"]))
    path.addRoundedRect(QRectF(0, 0, size.width(), size.height()), radius, radius)
    return QRegion(path.toFillPolygon(QTransform()).toPolygon())


def inside(menu: QRect, left: int, right: int) -> int:
    """Return where ``menu`` begins so that it does not stick out of a window from ``left`` to ``right``, in px."""
    begins = menu.left() - max(0, menu.right() - right)
    return begins if begins >= left else menu.left()
