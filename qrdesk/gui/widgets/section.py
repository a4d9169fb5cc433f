"""A section that folds: its head shows the value while it is closed."""

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from qrdesk.gui.theme import fonts, icons, motion, tokens
from qrdesk.gui.widgets import boxes

_HEAD = 36
_ICON = 16


class _Head(QAbstractButton):
    def __init__(self, title: str, inset: int) -> None:
        super().__init__()
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(_HEAD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.inset = inset
        self.summary = ""
        self.summary_always = False
        self.marked = False

    def sizeHint(self) -> QSize:
        return QSize(200, _HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QPainter(self)
        box = QRectF(self.inset, (_HEAD - _ICON) / 2, _ICON, _ICON)
        icons.paint(painter, box, "chevron-down" if self.isChecked() else "chevron-right", theme.text.secondary)
        painter.setFont(fonts.font("label"))
        painter.setPen(theme.text.primary if self.isEnabled() else theme.text.disabled)
        left = self.inset + _ICON + 6
        painter.drawText(left, 0, self.width(), _HEAD, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.marked and not self.isChecked():
            left += painter.fontMetrics().horizontalAdvance(self.text()) + 8
            icons.paint(painter, QRectF(left, box.y(), _ICON, _ICON), "triangle-alert", theme.danger.text)
            left += _ICON + 8 - painter.fontMetrics().horizontalAdvance(self.text())
        if self.summary and (self.summary_always or not self.isChecked()):
            left += painter.fontMetrics().horizontalAdvance(self.text()) + 16
            room = self.width() - self.inset - left
            painter.setFont(fonts.font("body"))
            painter.setPen(theme.text.tertiary)
            shown = painter.fontMetrics().elidedText(self.summary, Qt.TextElideMode.ElideMiddle, room)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(left, 0, room, _HEAD, flags, shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            if self.isChecked() != (event.key() == Qt.Key.Key_Right):
                self.click()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class Section(boxes.Flowing):
    """Title, value while closed, body; a line below. Space, Enter and the arrow keys open and close it."""

    toggled = Signal(bool)
    pressed = Signal(bool)  # as ``toggled``, by the person alone

    def __init__(
        self, title: str, body: QWidget, *, is_open: bool = True, inset: int = 16, parent: QWidget | None = None
    ) -> None:
        """``inset`` is the distance of the chevron from the edge; the body stands under the title."""
        super().__init__(parent)
        self.body = body
        self._head = _Head(title, inset)
        self._inside = QWidget()
        self._inside.setLayout(boxes.rows(body, gap=0, margins=(inset + 22, 0, inset, 12)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self._head, self._inside, boxes.line("h")):
            layout.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._fold = QVariantAnimation(self)
        self._fold.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fold.valueChanged.connect(self._step)
        self._fold.finished.connect(self._settle)
        self._head.setChecked(is_open)
        boxes.show_part(self._inside, is_open)
        self._head.toggled.connect(self._move)
        self._head.clicked.connect(self.pressed)
        self._say()

    def is_open(self) -> bool:
        """Whether the body shows."""
        return self._head.isChecked()

    def set_open(self, wanted: bool) -> None:
        """Open or close, without motion while not on screen."""
        self._head.setChecked(wanted)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._head.setText(title)
        self._say()

    def summary(self) -> str:
        """Return the value that is said in the head."""
        return self._head.summary

    def set_summary(self, words: str, *, always: bool = False) -> None:
        """Say the value at the right of the head while closed, or ``always``."""
        self._head.summary, self._head.summary_always = words, always
        self._say()
        self._head.update()

    def set_marked(self, wanted: bool) -> None:
        """Show on the head, while closed, that something in the body is wrong."""
        if wanted != self._head.marked:
            self._head.marked = wanted
            self._say()
            self._head.update()

    def _say(self) -> None:
        state = self.tr("open") if self.is_open() else self.tr("closed")
        if self._head.marked and not self.is_open():
            state = self.tr("closed, something in it is wrong")
        self._head.setAccessibleName(f"{self._head.text()}, {state}. {self._head.summary}".strip())

    def _move(self, wanted: bool) -> None:
        self._say()
        full = self._inside.sizeHint().height()
        self._fold.stop()
        self._fold.setDuration(motion.slide_ms() if self.isVisible() else 0)
        self._fold.setStartValue(0 if wanted else full)
        self._fold.setEndValue(full if wanted else 0)
        self._inside.setVisible(True)
        if self._fold.duration():
            self._fold.start()
        else:
            self._settle()
        self.toggled.emit(wanted)

    def _step(self, height: object) -> None:
        if isinstance(height, int):
            self._inside.setFixedHeight(height)

    def _settle(self) -> None:
        self._inside.setMinimumHeight(0)
        self._inside.setMaximumHeight(16_777_215)  # QWIDGETSIZE_MAX: as tall as it likes again
        self._inside.setVisible(self.is_open())
