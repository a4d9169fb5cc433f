"""Settings: the list of its parts at the left. Arrow keys walk it, and what is walked to is shown."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame

from qrdesk.gui.shell.sidebar import NavItem
from qrdesk.gui.theme import fonts
from qrdesk.gui.widgets import boxes

_WIDTH = 232  # px; German words are longer
_AROUND = 67  # px of the list beside its words: its margins, the icon, and what stands around both


class SectionList(QFrame):
    """One line for each part; ``chosen`` brings its key."""

    chosen = Signal(str)

    def __init__(self, parts: Sequence[tuple[str, str, str]], name: str) -> None:
        """``parts`` are keys, words and icons."""
        super().__init__()
        self.setAccessibleName(name)
        letters = QFontMetrics(fonts.font("label"))  # what is chosen is bold
        widest = max(letters.horizontalAdvance(words) for _, words, _ in parts)
        self.setFixedWidth(max(_WIDTH, _AROUND + widest))
        self._group = QButtonGroup(self)  # in which arrow keys walk
        self._items: dict[str, NavItem] = {}
        column = boxes.rows(gap=2, margins=(16, 4, 8, 16))
        for key, words, icon in parts:
            item = self._items[key] = NavItem(words, icon, "work")
            item.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(item)
            column.addWidget(item)
        column.addStretch(1)
        self.setLayout(column)

    def choose(self, key: str) -> None:
        """Mark ``key`` without telling anyone."""
        self._items[key].setChecked(True)

    def key(self) -> str:
        """Return what is marked."""
        return next((key for key, item in self._items.items() if item.isChecked()), "")

    def item(self, key: str) -> NavItem:
        """Return the line of ``key``."""
        return self._items[key]

    def set_alarm(self, key: str, badge: str) -> None:
        """Mark a part that needs a person; empty for none."""
        self._items[key].set_badge(badge, alarm=bool(badge))

    def focus_first(self) -> None:
        """Put the focus on the part that is shown."""
        self._items[self.key()].setFocus(Qt.FocusReason.OtherFocusReason)
