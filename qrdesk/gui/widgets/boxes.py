"""Layouts in one line, cards and separating lines."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Literal, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

Part = QWidget | QLayout | None
Margins = tuple[int, int, int, int]
_NONE: Margins = (0, 0, 0, 0)
Box = TypeVar("Box", bound=QBoxLayout)
_DRESSED = Qt.WidgetAttribute.WA_WState_Polished
_HIDDEN, _BY_ITSELF = Qt.WidgetAttribute.WA_WState_Hidden, Qt.WidgetAttribute.WA_WState_ExplicitShowHide


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
    return _in_a_row(parts, width_px, columns(gap=0))


def in_the_middle(parts: QBoxLayout, width_px: int) -> QWidget:
    """Return ``parts`` in a column that grows to ``width_px``, in the middle of a wide page."""
    row = columns(gap=0)
    row.addStretch(1)
    return _in_a_row(parts, width_px, row)


def _in_a_row(parts: QBoxLayout, width_px: int, row: QBoxLayout) -> QWidget:
    inside = Flowing()
    inside.setLayout(parts)
    inside.setMaximumWidth(width_px)
    inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    whole = Flowing()
    row.addWidget(inside, 100)
    row.addStretch(1)
    whole.setLayout(row)
    return whole


def scrolled(inside: QWidget, *, narrow: bool = False) -> QScrollArea:
    """Return ``inside`` in a transparent area that scrolls up and down only.

    ``narrow``: it is never wider than the area; else one wide part would take the right end of all others out of sight.
    """
    area = _Scrolled(inside, narrow=narrow)
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

    def __init__(self, inside: QWidget, *, narrow: bool) -> None:
        super().__init__()
        self._waits: QWidget | None = inside
        self._narrow = narrow
        inside.setParent(self.viewport())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish and self._waits is not None:
            inside, self._waits = self._waits, None
            hidden = inside.isHidden() and inside.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
            self.setWidget(inside)  # which shows it
            inside.setHidden(hidden)
            self._hold()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._hold()
        super().resizeEvent(event)

    def _hold(self) -> None:
        inside: QWidget | None = self.widget()
        if self._narrow and inside is not None:
            inside.setMaximumWidth(self.viewport().width())


def show_part(part: QWidget, shown: bool = True) -> None:
    """Show or hide a part of something that may be out of sight or half made: then it is not dressed for that.

    Qt dresses whatever it is told to show, with all in it, and anew with each box that it comes into.
    """
    above = part.parentWidget()
    if not shown or (above is not None and above.isVisible()) or part.testAttribute(_DRESSED):
        part.setVisible(shown)
        return
    part.setAttribute(_BY_ITSELF, False)  # it comes in sight with what it is part of
    if above is not None:
        part.setAttribute(_HIDDEN, False)
        part.updateGeometry()


@contextmanager
def laid_out_once(whole: QWidget) -> Generator[None]:
    """Lay ``whole`` out once, in a moment, for all in it that the body shows and hides.

    Qt would do it for each, and lay out the window around it too.
    """
    layout = whole.layout()
    if layout is not None:
        layout.setEnabled(False)
    try:
        yield
    finally:
        if layout is not None:
            layout.setEnabled(True)


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

    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is None or not layout.hasHeightForWidth() or not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            return hint
        return QSize(hint.width(), layout.totalMinimumHeightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


def empty(layout: QLayout) -> None:
    """Take everything out of ``layout``, that of layouts in it too."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            empty(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()


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
