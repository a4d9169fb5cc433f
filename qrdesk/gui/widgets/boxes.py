"""Layouts in one line, cards and separating lines."""

from typing import Literal, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

Part = QWidget | QLayout | None
Margins = tuple[int, int, int, int]
_NONE: Margins = (0, 0, 0, 0)
Box = TypeVar("Box", bound=QBoxLayout)


def rows(*parts: Part | int, gap: int = 8, margins: Margins = _NONE) -> QVBoxLayout:
    """Return ``parts`` below each other; ``None`` takes the free space, a number is a gap in px."""
    made = QVBoxLayout()
    return _filled(made, parts, gap, margins)


def columns(*parts: Part | int, gap: int = 8, margins: Margins = _NONE) -> QHBoxLayout:
    """Return ``parts`` beside each other; ``None`` takes the free space, a number is a gap in px."""
    made = QHBoxLayout()
    return _filled(made, parts, gap, margins)


def box(layout: QBoxLayout, *, surface: str = "", edge: str = "") -> QFrame:
    """Return a frame holding ``layout``; ``surface`` and ``edge`` as in the style sheet."""
    made = QFrame()
    made.setProperty("surface", surface)
    made.setProperty("edge", edge)
    made.setLayout(layout)
    return made


def line(kind: Literal["h", "v"] = "h") -> QFrame:
    """Return a separating line, 1 px."""
    made = QFrame()
    made.setProperty("line", kind)
    if kind == "h":
        made.setFixedHeight(1)
    else:
        made.setFixedWidth(1)
    return made


def in_one_column(parts: QBoxLayout, width_px: int) -> QWidget:
    """Return ``parts`` in a column that grows to ``width_px``; what is left of a wide page lies at its right."""
    inside = QWidget()
    inside.setLayout(parts)
    inside.setMaximumWidth(width_px)
    inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    whole = QWidget()
    row = columns(gap=0)
    row.addWidget(inside, 100)
    row.addStretch(1)
    whole.setLayout(row)
    return whole


def scrolled(inside: QWidget) -> QScrollArea:
    """Return ``inside`` in a transparent area that scrolls up and down only."""
    area = _Scrolled(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is inside takes the focus
    inside.setAutoFillBackground(False)
    inside.setProperty("scrolled", True)
    area.viewport().setAutoFillBackground(False)
    return area


class _Scrolled(QScrollArea):
    """Takes its contents in when it is dressed: it measures them at once, and what was measured is dressed already.

    Qt would then dress all of it anew with each box that the area comes into while its page is put together.
    """

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._waits: QWidget | None = inside
        inside.setParent(self.viewport())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish and self._waits is not None:
            inside, self._waits = self._waits, None
            hidden = inside.isHidden() and inside.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
            self.setWidget(inside)  # which shows it
            inside.setHidden(hidden)
        return super().event(event)


def scroll_to(inside: QWidget) -> None:
    """Let the area around ``inside`` show as much of it as it can, its beginning first."""
    around = inside.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    whole = around.widget() if around is not None else None
    if around is not None and whole is not None:
        top = inside.mapTo(whole, inside.rect().topLeft()).y()
        bar = around.verticalScrollBar()
        if not bar.value() <= top <= bar.value() + around.viewport().height() - inside.height():
            bar.setValue(top - 8)


class Flowing(QWidget):
    """As tall as the texts in it are at its present width: Qt's own hint is for another one."""

    def sizeHint(self) -> QSize:
        hint, layout = super().sizeHint(), self.layout()
        if layout is None or not layout.hasHeightForWidth() or not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            return hint
        return QSize(hint.width(), layout.totalHeightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class Card(QFrame):
    """A bordered box; ``body`` takes the contents. No card goes into a card."""

    def __init__(self, padding: int = 16, kind: str = "true", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", kind)
        self.body = rows(gap=8, margins=(padding, padding, padding, padding))
        self.setLayout(self.body)


def _filled(made: Box, parts: tuple[Part | int, ...], gap: int, margins: Margins) -> Box:
    made.setContentsMargins(*margins)
    made.setSpacing(gap)
    for one in parts:
        if one is None:
            made.addStretch(1)
        elif isinstance(one, int):
            made.addSpacing(one)
        elif isinstance(one, QWidget):
            made.addWidget(one)
        else:
            made.addLayout(one)
    return made
