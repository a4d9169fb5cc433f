"""Acting as a person does: with keys, on what has the focus."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox
from pytestqt.qtbot import QtBot


def press(qtbot: QtBot, button: QAbstractButton) -> None:
    """Press a button that can be pressed, by the space bar."""
    assert button.isEnabled(), f"{button.accessibleName() or button.text()} cannot be pressed"
    qtbot.waitUntil(button.isVisible)  # what was just made is shown by the next turn of the loop
    qtbot.keyClick(button, Qt.Key.Key_Space)


def pick(qtbot: QtBot, choice: QComboBox, key: str) -> None:
    """Choose ``key`` of a list, as its popup does."""
    row = choice.findData(key)
    assert row >= 0, f"there is no {key}"
    choice.setCurrentIndex(row)
    choice.activated.emit(row)
