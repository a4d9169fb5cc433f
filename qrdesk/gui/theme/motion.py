"""How long things move: toasts, the palette and folding sections only, and nothing where motion is unwanted."""

import os
from typing import Any, cast

from PySide6.QtCore import (
    QLibraryInfo,
    QPoint,
    QPointF,
    QRectF,
    QSizeF,
    Qt,
    QVariantAnimation,
    QVersionNumber,
)
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from qrdesk.gui.theme import tokens

_TELLS_MOTION = QVersionNumber(6, 12)  # the first Qt that knows what the person asked the system for


def slide_ms() -> int:
    """Return how long a section takes to fold, in ms; 0 where motion is unwanted."""
    return _ms("slide")


def fade_ms() -> int:
    """Return how long a toast or the palette takes to appear, in ms; 0 where motion is unwanted."""
    return _ms("fade")


def fade_in(widget: QWidget) -> None:
    """Let ``widget``, which is shown and not painted yet, come out of nothing; at once where motion is unwanted."""
    store = widget.window().backingStore() if fade_ms() else None
    # a window that was never painted has no picture, and Qt reads it all the same
    device = store.paintDevice() if store is not None and not store.size().isEmpty() else None
    if isinstance(device, QImage) and not device.isNull():
        _Before(widget, device)


class _Before(QWidget):
    """What was there before, and goes: it lies over a part that comes in sight.

    A graphics effect would have Qt measure every page there is, those out of sight too, before its first picture.
    """

    def __init__(self, part: QWidget, seen: QImage) -> None:
        super().__init__(part)
        ratio = seen.devicePixelRatio()
        at = QRectF(QPointF(part.mapTo(part.window(), QPoint(0, 0))) * ratio, QSizeF(part.size()) * ratio)
        self._picture = seen.copy(at.toRect())
        self._picture.setDevicePixelRatio(ratio)
        self._left = 1.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(part.rect())
        self.show()
        fade = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=fade_ms())
        fade.valueChanged.connect(self._fade)
        fade.finished.connect(self.deleteLater)
        fade.start()

    def _fade(self, left: float) -> None:
        self._left = left
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(self._left)
        painter.drawImage(QPointF(0, 0), self._picture)


def reduced() -> bool:
    """Whether the person asked the system for less motion; ``QRDESK_REDUCED_MOTION=1`` asks the app alone."""
    if os.environ.get("QRDESK_REDUCED_MOTION") == "1":
        return True
    if QLibraryInfo.version() >= _TELLS_MOTION:
        hints = QGuiApplication.styleHints()  # held: what accessibility() returns dies with it
        # Any: not in the stubs of the earlier Qt that Python 3.11 gets
        told, known = cast("Any", hints.accessibility()), cast("Any", Qt)
        if told.motionPreference() == known.MotionPreference.ReducedMotion:
            return True
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0


def _ms(kind: str) -> int:
    return 0 if reduced() else cast(int, tokens.part("motion")[kind])
