"""Acting as a person does: with keys, on what has the focus."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QSlider, QWidget
from pytestqt.qtbot import QtBot

_KINDS = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QSlider)


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


def unreachable(panel: QWidget) -> list[QWidget]:
    """Return the controls in sight that have no name, or that no key reaches: of a group, arrow keys reach all."""
    shown = [one for kind in _KINDS for one in panel.findChildren(kind) if one.isVisible()]
    assert len(shown) >= 4, "there is nothing to reach"
    return [one for one in shown if not (_is_named(one) and _is_reached(one))]


def _is_named(control: QWidget) -> bool:
    words = control.text() if isinstance(control, QAbstractButton) else ""
    return bool(control.accessibleName() or words) or isinstance(control.parent(), QAbstractSpinBox)


def _is_reached(control: QWidget) -> bool:
    group = control.group() if isinstance(control, QAbstractButton) else None
    by_arrows = group is not None and group.exclusive()
    inside = isinstance(control.parent(), QAbstractSpinBox)  # the line of one
    return by_arrows or inside or bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)
