"""A sheet as large as there is room, A4 at 1 px per mm, and one of its labels enlarged, with what is known of it."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.core.artwork.sheet import place
from qrdesk.core.schemas.batch import LabelDraft, SheetDraft
from qrdesk.gui.pages import batch_mark
from qrdesk.gui.pages.batch_trying import Shown, Tried
from qrdesk.gui.theme import fonts, tokens
from qrdesk.gui.widgets.scene_paint import paint_scene

_INK, _QUIET = QColor("#16181d"), QColor("#9aa1ac")  # on paper, which is white in the dark too
_PADDING_MM = 1.5
_SMALLER, _APART = 0.8, 1.25  # lines after the first, and em from line to line: as sheets are drawn
_LEAST_SHRUNK = 0.6
_LETTER = 0.55  # em, about what a letter takes
_WIDE, _HIGH = 212, 300  # px at most


class SheetView(QWidget):
    """The paper with its labels. Arrow keys and clicks choose one."""

    chosen = Signal(int)  # which of the labels drawn

    def __init__(self) -> None:
        super().__init__()
        self._sheet: SheetDraft | None = None
        self._label = LabelDraft()
        self._tried: Tried | None = None
        self.at = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Sheet as it will be"))

    def show_sheet(self, sheet: SheetDraft | None, label: LabelDraft, tried: Tried) -> None:
        """Show a sheet; without one, a code by itself."""
        self._sheet, self._label, self._tried = sheet, label, tried
        self.at = min(self.at, max(0, len(tried.labels) - 1))
        self.setAccessibleDescription(batch_mark.said(tried.mark))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        scale = self._scale()
        if self._sheet is None:
            return QSize(_WIDE, _WIDE)
        return QSize(round(self._sheet.page_width_mm * scale) + 2, round(self._sheet.page_height_mm * scale) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _scale(self) -> float:
        if self._sheet is None:
            return 1
        return min((_WIDE - 2) / self._sheet.page_width_mm, (_HIGH - 2) / self._sheet.page_height_mm)

    def _box(self, number: int) -> QRectF:
        sheet = self._sheet
        if sheet is None or self._tried is None:
            return QRectF()
        x_mm, y_mm = place(sheet, number + self._tried.first)
        scale = self._scale()
        return QRectF(1 + x_mm * scale, 1 + y_mm * scale, sheet.label_width_mm * scale, sheet.label_height_mm * scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, tried = tokens.current(), self._tried
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.code.paper_border)
        painter.setBrush(theme.code.paper)
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        if tried is None or not tried.labels:
            return
        if self._sheet is None:
            drawn = tried.labels[0].drawn
            paper = QRectF(self.rect())
            room = batch_mark.below_code(painter, paper, tried.mark)
            if drawn is not None:
                paint_scene(
                    painter, paper.adjusted(16 + room / 2, 16, -16 - room / 2, -16 - room), drawn.scene, drawn.shapes
                )
            return
        batch_mark.on_paper(painter, self._sheet, self._scale(), tried.mark)
        for number, one in enumerate(tried.labels):
            box = self._box(number)
            painter.setPen(QPen(QColor("#e1e4e9"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 2, 2)
            paint_label(painter, box, self._scale(), one, self._label, tried.code_mm, small=True)
            batch_mark.on_label(painter, box, tried.mark, small=True)
        painter.setPen(QPen(theme.accent.graphic, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self._box(self.at), 3, 3)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number in range(len(self._tried.labels) if self._tried is not None and self._sheet is not None else 0):
            if self._box(number).contains(event.position()):
                self._choose(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        across = self._sheet.columns if self._sheet is not None else 1
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -across, Qt.Key.Key_Down: across}
        step = steps.get(Qt.Key(event.key()))
        if step is None or self._tried is None:
            super().keyPressEvent(event)
        elif 0 <= self.at + step < len(self._tried.labels):
            self._choose(self.at + step)

    def _choose(self, number: int) -> None:
        self.at = number
        self.update()
        self.chosen.emit(number)


class LabelView(QWidget):
    """One label, as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._size_mm = (63.5, 38.1)
        self._label = LabelDraft()
        self._shown: Shown | None = None
        self._code_mm = 0.0
        self._mark: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_label(self, sheet: SheetDraft, label: LabelDraft, tried: Tried, number: int) -> None:
        """Show one label of a sheet."""
        shown, self._mark = tried.labels[number], tried.mark
        self._size_mm = (sheet.label_width_mm, sheet.label_height_mm)
        self._label, self._shown, self._code_mm = label, shown, tried.code_mm
        self.setAccessibleName(", ".join(line for line in shown.lines if line))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(128, max(40, min(160, round(128 * self._size_mm[1] / self._size_mm[0]))))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        theme = tokens.current()
        wide, high = self._size_mm
        scale = min((self.width() - 2) / wide, (self.height() - 2) / high)
        box = QRectF(1, 1, wide * scale, high * scale)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.code.paper_border)
        painter.setBrush(theme.code.paper)
        painter.drawRoundedRect(box, 4, 4)
        paint_label(painter, box, scale, self._shown, self._label, self._code_mm, small=False)
        batch_mark.on_label(painter, box, self._mark, small=False)


def paint_label(
    painter: QPainter, box: QRectF, scale: float, shown: Shown, label: LabelDraft, code_mm: float, *, small: bool
) -> None:
    """Paint a label: its code, and its words or, ``small``, lines where they stand. ``scale`` is px per mm."""
    pad, side = _PADDING_MM * scale, code_mm * scale
    beside = label.layout == "beside"
    left = box.left() + pad if beside else box.center().x() - side / 2
    top = box.center().y() - side / 2 if label.layout != "above" else box.top() + pad
    if shown.drawn is not None:
        scene = shown.drawn.scene
        high = side * scene.height_mm / scene.width_mm
        paint_scene(painter, QRectF(left, top, side, high), scene, shown.drawn.shapes)
    if label.layout == "code":
        return
    lines = [line for line in shown.lines if line]
    wide = box.right() - pad - left - side - pad if beside else box.width() - 2 * pad
    high = box.height() - 2 * pad if beside else box.bottom() - pad - top - side
    em = label.text_mm * scale * _shrunk(lines, label.text_mm * scale, wide, high)
    x = left + side + pad if beside else box.left() + pad
    y = box.center().y() - (1 + _SMALLER * (len(lines) - 1)) * em * _APART / 2 if beside else top + side
    for number, line in enumerate(lines):
        size = em if number == 0 else em * _SMALLER
        at = QRectF(x, y, max(0.0, wide), size * _APART)
        if small:
            bar = at.adjusted(0, size * 0.35, -(wide * (0.15 if number == 0 else 0.4)), -size * 0.35)
            painter.fillRect(bar, _INK if number == 0 else _QUIET)
        else:
            _write(painter, at, line, size, strong=number == 0)
        y += size * _APART


def _shrunk(lines: list[str], em: float, wide: float, high: float) -> float:
    """Return how much smaller all words of a label are than asked for: as far as they need it, within bounds."""
    needed = sum(em * _APART * (_SMALLER if number else 1) for number in range(len(lines)))
    longest = max(
        (len(line) * em * _LETTER * (_SMALLER if number else 1) for number, line in enumerate(lines)), default=0
    )
    least = min(1.0, max(0.0, high) / max(needed, 1e-6))
    return least * max(_LEAST_SHRUNK, min(1.0, max(0.0, wide) / max(longest * least, 1e-6)))


def _write(painter: QPainter, at: QRectF, line: str, size: float, *, strong: bool) -> None:
    font = fonts.font("label" if strong else "body")
    font.setPixelSize(max(6, round(size)))
    painter.setFont(font)
    painter.setPen(_INK)
    shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, int(at.width()))
    painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, shown)
