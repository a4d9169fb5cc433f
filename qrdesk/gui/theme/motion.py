"""How long things move: toasts, the palette and folding sections only, and nothing where motion is unwanted."""

import os
from typing import Any, cast

from PySide6.QtCore import QLibraryInfo, QPropertyAnimation, Qt, QVersionNumber
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QGraphicsOpacityEffect, QStyle, QWidget

from qrdesk.gui.theme import tokens

_TELLS_MOTION = QVersionNumber(6, 12)  # the first Qt that knows what the person asked the system for


def slide_ms() -> int:
    """Return how long a section takes to fold, in ms; 0 where motion is unwanted."""
    return _ms("slide")


def fade_ms() -> int:
    """Return how long a toast or the palette takes to appear, in ms; 0 where motion is unwanted."""
    return _ms("fade")


def fade_in(widget: QWidget) -> None:
    """Let ``widget``, which is shown already, come out of nothing; at once where motion is unwanted."""
    if not fade_ms():
        return
    effect = QGraphicsOpacityEffect(widget)
    widget.setGraphicsEffect(effect)
    fade = QPropertyAnimation(effect, b"opacity", widget)
    fade.setDuration(fade_ms())
    fade.setStartValue(0.0)
    fade.setEndValue(1.0)
    fade.finished.connect(lambda: effect.setEnabled(False))  # a live effect would blur text at 150 %
    fade.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)


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
