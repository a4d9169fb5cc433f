"""Icons: one outline set, tinted by the theme and rendered for the screen's pixels."""

import weakref
from functools import cache, lru_cache
from typing import Protocol

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from qrdesk.core import resources
from qrdesk.gui.theme import tokens

_DRAWN_ON = 24  # px of the box that the set is drawn on
_STROKE_PX = 1.5  # as shown, whatever the size


class Tintable(Protocol):
    """Anything that holds an icon: a ``QAction``, a button."""

    def setIcon(self, icon: QIcon, /) -> None: ...


def pixmap(name: str, colour: QColor, size: int = 16, ratio: float = 1.0) -> QPixmap:
    """Return icon ``name`` in ``colour``, ``size`` px wide on a screen with ``ratio`` device pixels per px.

    Raises:
        FileNotFoundError: there is no icon of that name.
    """
    return _pixmap(name, colour.rgba(), size, round(ratio, 3))


def paint(painter: QPainter, box: QRectF, name: str, colour: QColor) -> None:
    """Draw icon ``name`` in the middle of ``box``, as large as its shorter side and on whole device pixels."""
    size = round(min(box.width(), box.height()))
    ratio = painter.device().devicePixelRatioF()
    left, top = box.center().x() - size / 2, box.center().y() - size / 2
    corner = QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio)
    painter.drawPixmap(corner, pixmap(name, colour, size, ratio))


def icon(name: str, colour: QColor | None = None, size: int = 16) -> QIcon:
    """Return a ``QIcon`` in ``colour`` (else the secondary text colour), greyed where disabled."""
    theme = tokens.current()
    made = QIcon()
    for ratio in _ratios():
        made.addPixmap(pixmap(name, colour or theme.text.secondary, size, ratio), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, theme.text.disabled, size, ratio), QIcon.Mode.Disabled)
    return made


_tinted: weakref.WeakKeyDictionary[Tintable, str] = weakref.WeakKeyDictionary()


def put(owner: Tintable, name: str) -> None:
    """Give ``owner`` icon ``name`` and tint it again whenever the theme changes (menu actions, plain buttons)."""
    owner.setIcon(icon(name))
    _tinted[owner] = name


def retint() -> None:
    """Tint every icon given by ``put`` again; ``style`` calls this after a change."""
    for owner, name in list(_tinted.items()):
        try:
            owner.setIcon(icon(name))
        except RuntimeError:  # Qt deleted it; Python still holds the shell
            del _tinted[owner]


def app_icon() -> QIcon:
    """Return the program's own icon."""
    made = QIcon()
    source = QSvgRenderer(str(resources.path("theme/qrdesk.svg")))
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_drawn(source, size, 1.0))
    return made


@lru_cache(maxsize=2048)
def _pixmap(name: str, rgba: int, size: int, ratio: float) -> QPixmap:
    colour = QColor.fromRgba(rgba)
    stroke = _STROKE_PX * _DRAWN_ON / size
    text = _source(name).replace("currentColor", colour.name()).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    return _drawn(QSvgRenderer(QByteArray(text.encode())), size, ratio)


def _drawn(source: QSvgRenderer, size: int, ratio: float) -> QPixmap:
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    source.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made


@cache
def _source(name: str) -> str:
    return resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")


def _ratios() -> list[float]:
    return sorted({1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())})
