"""What appears without a key press is read out by screen readers."""

from PySide6 import QtGui
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget


def say(widget: QWidget, words: str) -> None:
    """Have ``words``, which appeared on ``widget``, read out when the reader is done with what it says."""
    event = getattr(QtGui, "QAccessibleAnnouncementEvent", None)  # Qt 6.8 has it, not every binding does
    if words and event is not None:
        QAccessible.updateAccessibility(event(widget, words))
