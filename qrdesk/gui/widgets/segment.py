"""Two to seven choices side by side that change a view."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QWidget

from qrdesk.gui.theme import fonts, icons
from qrdesk.gui.widgets import boxes


class Segment(QFrame):
    """Exclusive buttons in one frame; arrow keys move the choice. An option without words shows its icon."""

    chosen = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str] | tuple[str, str, str]] = (),
        size: Literal["small", "default"] = "default",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("seg", True)
        self.setAccessibleName(name)
        self._height = 32 if size == "default" else 26
        self.setFixedHeight(self._height)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._keys: list[str] = []
        self._row = boxes.columns(gap=0, margins=(2, 2, 2, 2))
        self.setLayout(self._row)
        for option in options:
            self._add(*option)
        if self._keys:
            self.choose(self._keys[0])
        self._group.idToggled.connect(self._toggled)

    def key(self) -> str:
        """Return the key chosen."""
        return self._keys[self._group.checkedId()] if self._keys else ""

    def choose(self, key: str) -> None:
        """Choose ``key`` without telling anyone.

        Raises:
            ValueError: there is no such option.
        """
        self._group.blockSignals(True)
        self._group.button(self._keys.index(key)).setChecked(True)
        self._group.blockSignals(False)

    def button(self, key: str) -> QToolButton:
        """Return the button of ``key``, to disable it or give it a menu."""
        found = self._group.button(self._keys.index(key))
        if not isinstance(found, QToolButton):
            raise TypeError(key)
        return found

    def _add(self, key: str, words: str, icon: str = "") -> None:
        button = QToolButton()
        button.setCheckable(True)
        button.setText(words)
        button.setFixedHeight(self._height - 6)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if icon:
            icons.put(button, icon)
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.setIconSize(QSize(16, 16))
            button.setFixedWidth(self._height)
        else:
            # as wide as the chosen, bold state: nothing moves when the choice does
            button.setFixedWidth(QFontMetrics(fonts.font("label")).horizontalAdvance(words) + 20)
        self._group.addButton(button, len(self._keys))
        self._keys.append(key)
        self._row.addWidget(button)

    def _toggled(self, place: int, on: bool) -> None:
        if on:
            self.chosen.emit(self._keys[place])
