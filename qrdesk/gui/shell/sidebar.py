"""The sidebar: icon and word per page, a badge where something waits; narrow when there is little room."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from qrdesk.gui.theme import fonts, icons, tokens
from qrdesk.gui.widgets import boxes

GROUPS = ("work", "place", "foot")
_GAP = 10
_ICON = 16
_TIP_LOWER = 10  # px: so much lower than asked Qt shows a tooltip


@dataclass(frozen=True)
class NavEntry:
    """A page in the sidebar. ``group`` is "work", "place" or "foot"; empty for pages reached otherwise."""

    key: str
    title: str
    icon: str
    group: str = "work"


class NavItem(QAbstractButton):
    """One line of the sidebar."""

    def __init__(self, title: str, icon: str, group: str, *, page: bool = True) -> None:
        super().__init__()
        self.place = group
        self.setText(title)
        self.setCheckable(page)
        self.setFixedHeight(tokens.measures().frame.sidebar_item)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._icon = icon
        self._badge = ""
        self._alarm = False
        self._narrow = False
        self._name()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone; the word moves into the tooltip."""
        self._narrow = narrow
        self._name()
        self.update()

    def set_badge(self, badge: str, *, alarm: bool = False) -> None:
        """Show a count; ``alarm`` marks it as trouble."""
        self._badge, self._alarm = badge, alarm
        self._name()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(36, tokens.measures().frame.sidebar_item)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and self.toolTip():  # beside the icon, not on the next ones
            QToolTip.showText(self.mapToGlobal(QPoint(self.width() + 4, -_TIP_LOWER)), self.toolTip(), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if on or self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            strong = on or self.isDown() or tokens.scheme() == "light"
            painter.setBrush(theme.surface.pressed if strong else theme.surface.hover)
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        left = (self.width() - _ICON) / 2 if self._narrow else 8
        box = QRectF(left, (self.height() - _ICON) / 2, _ICON, _ICON)
        icons.paint(painter, box, self._icon, theme.accent.text if on else theme.text.secondary)
        if self._narrow:
            if self._alarm and self._badge:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.danger.default)
                painter.drawEllipse(QRectF(box.right() - 2, box.top() - 3, 7, 7))
            return
        self._paint_words(painter, box.right() + _GAP, on=on)

    def _paint_words(self, painter: QPainter, left: float, *, on: bool) -> None:
        theme = tokens.current()
        right = self.width() - 8
        if self._badge:
            painter.setFont(fonts.font("label" if self._alarm else "body", tabular=True))
            painter.setPen(theme.danger.text if self._alarm else theme.text.tertiary)
            width = painter.fontMetrics().horizontalAdvance(self._badge)
            painter.drawText(
                QRectF(right - width, 0, width + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, self._badge
            )
            right -= width + 4
            if self._alarm:
                icons.paint(
                    painter, QRectF(right - 12, self.height() / 2 - 6, 12, 12), "triangle-alert", theme.danger.text
                )
                right -= 18
        painter.setFont(fonts.font("label" if on else "body"))
        painter.setPen(theme.text.primary if on else theme.text.secondary)
        room = right - left
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(left, 0, room + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, shown)

    def _name(self) -> None:
        words = f"{self.text()}, {self._badge}" if self._badge else self.text()
        if self._alarm and self._badge:
            words = self.tr("{page}, {count} need attention").format(page=self.text(), count=self._badge)
        self.setAccessibleName(words)
        self.setToolTip(words if self._narrow else "")


class Sidebar(QFrame):
    """The pages in three groups; arrow keys walk them, Enter or Space opens."""

    chosen = Signal(str)
    collapse_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAccessibleName(self.tr("Pages"))
        self._items: dict[str, NavItem] = {}
        self._pages = QButtonGroup(self)
        self._groups = {group: boxes.rows(gap=2) for group in GROUPS}
        self._line = boxes.line("h")
        self._line_box = boxes.box(boxes.columns(self._line, gap=0, margins=(8, 7, 8, 7)))
        self._collapse = NavItem(self.tr("Collapse"), "panel-left", "foot", page=False)
        self._collapse.clicked.connect(self.collapse_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(2)
        column.addLayout(self._groups["work"])
        column.addWidget(self._line_box)
        column.addLayout(self._groups["place"])
        column.addStretch(1)
        column.addLayout(self._groups["foot"])
        column.addWidget(self._collapse)
        self._narrow = False
        self.set_narrow(narrow=False)

    def add(self, entry: NavEntry) -> None:
        """Add a line for ``entry`` at the end of its group."""
        item = NavItem(entry.title, entry.icon, entry.group)
        item.set_narrow(self._narrow)
        item.clicked.connect(lambda _checked=False: self.chosen.emit(entry.key))
        self._items[entry.key] = item
        self._pages.addButton(item)
        self._groups[entry.group].addWidget(item)
        self._order()

    def mark(self, key: str) -> None:
        """Show that the page ``key`` is open; none for pages that have no line here."""
        self._pages.setExclusive(False)
        for name, item in self._items.items():
            item.setChecked(name == key)
        self._pages.setExclusive(True)

    def set_badge(self, key: str, badge: str, *, alarm: bool = False) -> None:
        """Show a count on the line of ``key``.

        Raises:
            KeyError: there is no such line.
        """
        self._items[key].set_badge(badge, alarm=alarm)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only, or words too."""
        self._narrow = narrow
        frame = tokens.measures().frame
        self.setFixedWidth(frame.sidebar_collapsed if narrow else frame.sidebar)
        self._collapse.setText(self.tr("Expand") if narrow else self.tr("Collapse"))
        for item in (*self._items.values(), self._collapse):
            item.set_narrow(narrow)

    def is_narrow(self) -> bool:
        """Whether only icons show."""
        return self._narrow

    def item(self, key: str) -> NavItem:
        """Return the line of ``key``."""
        return self._items[key]

    def focus_first(self) -> None:
        """Put the focus on the page that is open, else on the first line."""
        item = self._pages.checkedButton() or next(iter(self._items.values()), self._collapse)
        item.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        lines = self._lines()
        focused = self.focusWidget()
        key = Qt.Key(event.key())
        if key not in steps or focused not in lines:
            super().keyPressEvent(event)
            return
        at = lines.index(focused) + steps[key]
        lines[at % len(lines)].setFocus(Qt.FocusReason.TabFocusReason)

    def _lines(self) -> list[QWidget]:
        """Return the lines as they stand, from top to bottom."""
        entries = sorted(self._items.values(), key=lambda item: GROUPS.index(item.place))
        return [*entries, self._collapse]

    def _order(self) -> None:
        """Tab follows the eye, whatever the order in which pages were added."""
        chain = self._lines()
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)
