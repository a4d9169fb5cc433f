"""The artboard: the code on its paper, measured in mm, at any zoom and at true size."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from qrdesk.core.artwork.scene import Scene
from qrdesk.gui.theme import fonts, tokens
from qrdesk.gui.widgets import boxes, labels, screens
from qrdesk.gui.widgets.buttons import IconButton
from qrdesk.gui.widgets.mockups import Mockup
from qrdesk.gui.widgets.scene_paint import Shape, paint_scene, shapes

_MARGIN = 64  # px kept free around the artwork when it fits
_RULER_GAP, _TICK = 18, 4  # px
_STEP = 1.25  # of zooming in
_LEAST, _MOST = 0.05, 40.0
_CHECKER = 8  # px, the squares that stand for no paper
_SHEET = 300.0  # px, the side of the empty sheet that stands for a code that is still to come
_CARD_MM = (85.6, 53.98)  # a bank card (ISO/IEC 7810, ID-1): everybody has one to measure with


class Artboard(QWidget):
    """Fits the artwork until somebody zooms: + and -, 1 for true size, 0 to fit; drag moves what is larger.

    Artwork that is in sight as a whole is dragged out of the app: ``dragged``.
    """

    zoomed = Signal(float)  # 1.0 is true size
    near = Signal()  # the pointer is here: a drag may follow
    dragged = Signal()

    def __init__(self, px_per_mm: Callable[[QWidget], float] = screens.told, parent: QWidget | None = None) -> None:
        """``px_per_mm`` says how many px of the screen that a widget is on make one mm."""
        super().__init__(parent)
        self._px_per_mm = px_per_mm
        self._mockup: Mockup | None = None
        self._title = ""
        self._waits_for = ""
        self._measuring = False
        self._pressed_at: QPointF | None = None
        self._scene: Scene | None = None
        self._drawn: tuple[Shape, ...] = ()
        self._zoom: float | None = None  # None: as large as fits
        self._offset = QPointF(0, 0)
        self._grip: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Artwork"))
        self._controls = self._zoom_controls()

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 200)

    def show_scene(self, scene: Scene | None) -> None:
        """Show another drawing; the zoom stays."""
        self._scene = scene
        self._drawn = () if scene is None else shapes(scene)
        self._show_controls()
        self._changed()

    def show_on(self, mockup: Mockup | None, title: str = "") -> None:
        """Show the code on a thing that has ``title`` on it; None: on white."""
        if (mockup, title) != (self._mockup, self._title):
            self._mockup, self._title = mockup, title
            self._changed()

    def mockup(self) -> Mockup | None:
        """Return the thing that the code is shown on."""
        return self._mockup

    def wait_for(self, words: str) -> None:
        """Say why there is no code yet, over what was there before; empty: there is one."""
        if words != self._waits_for:
            self._waits_for = words
            self.setAccessibleDescription(words)
            self._show_controls()
            self.update()

    def measure(self, *, on: bool) -> None:
        """Show the outline of a bank card to hold one against, in place of the artwork."""
        self._measuring = on
        self._show_controls()
        self.update()

    def scene(self) -> Scene | None:
        """Return what is shown."""
        return self._scene

    def zoom(self) -> float:
        """Return the zoom; 1.0 is the size it has on paper."""
        return self._zoom if self._zoom is not None else self._fitting()

    def is_fitted(self) -> bool:
        """Whether the artwork is as large as fits."""
        return self._zoom is None

    def fit(self) -> None:
        """Show the whole artwork, as large as fits."""
        self._zoom = None
        self._changed()

    def show_true_size(self) -> None:
        """Show it as large as it comes out of the printer, as far as the screen knows its own size."""
        self.zoom_to(1.0)

    def zoom_to(self, zoom: float) -> None:
        """Show the artwork at ``zoom`` times its size on paper."""
        self._zoom = min(_MOST, max(_LEAST, zoom))
        self._changed()

    def px_per_mm(self) -> float:
        """Return how many px of this screen make one mm."""
        return self._px_per_mm(self)

    def stage(self) -> QRectF:
        """Return where the artwork lies with what it is on, in px of this widget."""
        width_mm, height_mm = self._extent_mm()
        if self._scene is None or not width_mm:
            return QRectF()
        scale = self.zoom() * self.px_per_mm()
        size = QPointF(width_mm * scale, height_mm * scale)
        corner = (QPointF(self.width(), self.height()) - size) / 2 + self._offset
        ratio = self.devicePixelRatioF()
        return QRectF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio, size.x(), size.y())

    def box(self) -> QRectF:
        """Return where the artwork lies, in px of this widget."""
        stage, scene = self.stage(), self._scene
        if scene is None or self._mockup is None:
            return stage
        scale, place = self.zoom() * self.px_per_mm(), self._mockup.place(scene.width_mm, scene.height_mm)
        corner = stage.topLeft() + place.topLeft() * scale
        return QRectF(corner.x(), corner.y(), place.width() * scale, place.height() * scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.current().surface.sunken)
        if self._measuring:
            self._paint_card(painter)
            return
        if self._waits_for:
            self._paint_waiting(painter)
        elif self._scene is not None:
            self._paint_work(painter, self._scene)

    def _paint_work(self, painter: QPainter, scene: Scene) -> None:
        box = self.box()
        if self._mockup is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(self.stage().topLeft())
            scale = self.zoom() * self.px_per_mm()
            painter.scale(scale, scale)
            self._mockup.paint(painter, self._title)
            painter.restore()
        paint_scene(painter, box, scene, self._drawn)
        if self._mockup is not None:
            return
        if not scene.has_paper:
            self._paint_checker(painter, box, scene)
        painter.setPen(QPen(tokens.current().code.paper_border, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
        self._paint_rulers(painter, box, scene)

    def _paint_waiting(self, painter: QPainter) -> None:
        """Draw the outline of an empty sheet, and in it why there is no code yet."""
        theme = tokens.current()
        side = max(120.0, min(_SHEET, self.width() - _MARGIN, self.height() - _MARGIN))
        sheet = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.border.strong, 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(theme.surface.base)
        painter.drawRoundedRect(sheet, 6, 6)
        painter.setFont(fonts.font("body"))
        painter.setPen(theme.text.secondary)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(sheet.adjusted(24, 24, -24, -24), int(flags), self._waits_for)

    def _paint_card(self, painter: QPainter) -> None:
        """Draw the outline of a bank card, upright where it has no room across."""
        scale = self.px_per_mm()
        width, height = _CARD_MM[0] * scale, _CARD_MM[1] * scale
        if width > self.width() - 16:
            width, height = height, width
        card = QRectF((self.width() - width) / 2, max(8.0, (self.height() - height) / 2), width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.current().accent.graphic, 2))
        painter.setBrush(tokens.current().surface.base)
        painter.drawRoundedRect(card, 3.18 * scale, 3.18 * scale)
        painter.setFont(fonts.font("body"))
        painter.setPen(tokens.current().text.secondary)
        said = self.tr("Your bank card covers this exactly")
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(card.adjusted(12, 12, -12, -12), int(flags), said)

    def _show_controls(self) -> None:
        """Let it be zoomed where there is something to zoom; a bank card covers where the buttons stand."""
        self._controls.setVisible(self._scene is not None and not self._waits_for and not self._measuring)

    def _extent_mm(self) -> tuple[float, float]:
        if self._mockup is not None:
            return self._mockup.extent()
        return (self._scene.width_mm, self._scene.height_mm) if self._scene is not None else (0.0, 0.0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._controls.sizeHint()
        self._controls.setGeometry(
            self.width() - size.width() - 16, self.height() - size.height() - 16, size.width(), size.height()
        )
        self._changed()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.near.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_to(self.zoom() * _STEP ** (event.angleDelta().y() / 120))
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.text():
            case "+":
                self.zoom_to(self.zoom() * _STEP)
            case "-":
                self.zoom_to(self.zoom() / _STEP)
            case "1":
                self.show_true_size()
            case "0":
                self.fit()
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._reach() != QPointF(0, 0):
            self._grip = event.position() - self._offset
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.box().contains(event.position()) and not self._waits_for and not self._measuring:
            self._pressed_at = event.position()
            self.near.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._offset = event.position() - self._grip
            self._changed()
        start = self._pressed_at
        if start is not None and (event.position() - start).manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            self.dragged.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = self._pressed_at = None
        self._changed()

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.ScreenChangeInternal, QEvent.Type.DevicePixelRatioChange}:
            self._changed()
        return super().event(event)

    def _changed(self) -> None:
        reach = self._reach()
        self._offset = QPointF(
            min(reach.x(), max(-reach.x(), self._offset.x())), min(reach.y(), max(-reach.y(), self._offset.y()))
        )
        if self._grip is None:
            loose = reach != QPointF(0, 0)
            self.setCursor(Qt.CursorShape.OpenHandCursor if loose else Qt.CursorShape.ArrowCursor)
        self._percent.setText(self.tr("{percent} %").format(percent=round(self.zoom() * 100)))
        self.zoomed.emit(self.zoom())
        self.update()

    def _reach(self) -> QPointF:
        """Return how far the artwork can be moved to each side: nowhere while it fits."""
        if self._scene is None:
            return QPointF(0, 0)
        width_mm, height_mm = self._extent_mm()
        scale = self.zoom() * self.px_per_mm()
        over_x = width_mm * scale + 2 * _MARGIN - self.width()
        over_y = height_mm * scale + 2 * _MARGIN - self.height()
        if self.is_fitted():
            return QPointF(0, 0)
        return QPointF(max(0.0, over_x / 2), max(0.0, over_y / 2))

    def _fitting(self) -> float:
        """Return the zoom at which everything is in sight, a module whole device pixels wide."""
        scene = self._scene
        if scene is None:
            return 1.0
        margin, (width_mm, height_mm) = _MARGIN if self._mockup is None else 12, self._extent_mm()
        room_x, room_y = max(40, self.width() - 2 * margin), max(40, self.height() - 2 * margin)
        scale = min(room_x / width_mm, room_y / height_mm)
        ratio = self.devicePixelRatioF()
        module = scene.module_mm * scale * ratio
        if module >= 2:
            scale = int(module) / ratio / scene.module_mm
        return scale / self.px_per_mm()

    def _paint_checker(self, painter: QPainter, box: QRectF, scene: Scene) -> None:
        """Show that there is no paper: faint squares, behind nothing that matters."""
        painter.save()
        painter.setClipRect(box)
        tint = QColor(*(255 - channel for channel in scene.ground.rgb))
        tint.setAlphaF(0.06)
        columns, lines = int(box.width() / _CHECKER) + 1, int(box.height() / _CHECKER) + 1
        for line in range(lines):
            for column in range(line % 2, columns, 2):
                corner = box.topLeft() + QPointF(column * _CHECKER, line * _CHECKER)
                painter.fillRect(QRectF(corner.x(), corner.y(), _CHECKER, _CHECKER), tint)
        painter.restore()

    def _paint_rulers(self, painter: QPainter, box: QRectF, scene: Scene) -> None:
        """Draw width and height with their mm."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setFont(fonts.font("caption", tabular=True))
        painter.setPen(tokens.current().text.tertiary)
        self._paint_ruler(painter, QPointF(box.left(), box.top() - _RULER_GAP), box.width(), scene.width_mm)
        painter.save()
        painter.translate(box.right() + _RULER_GAP, box.top())
        painter.rotate(90)
        self._paint_ruler(painter, QPointF(0, 0), box.height(), scene.height_mm)
        painter.restore()

    def _paint_ruler(self, painter: QPainter, start: QPointF, length: float, mm: float) -> None:
        words = self.tr("{mm} mm").format(mm=QLocale().toString(mm, "f", 1))
        width = painter.fontMetrics().horizontalAdvance(words) + 12
        left, right, y = start.x(), start.x() + length, start.y()
        gap, out = (length - width) / 2, 0
        if gap > _TICK:
            painter.drawLine(QPointF(left, y), QPointF(left + gap, y))
            painter.drawLine(QPointF(right - gap, y), QPointF(right, y))
        else:  # the words stand outside of a line that is too short for them
            painter.drawLine(QPointF(left, y), QPointF(right, y))
            out = 14
        for end in (left, right):
            painter.drawLine(QPointF(end, y - _TICK), QPointF(end, y + _TICK))
        box = QRectF(left + length / 2 - width, y - 10 - out, 2 * width, 20)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _zoom_controls(self) -> QWidget:
        smaller = IconButton("minus", self.tr("Smaller"), 26, "secondary")
        larger = IconButton("plus", self.tr("Larger"), 26, "secondary")
        smaller.clicked.connect(lambda: self.zoom_to(self.zoom() / _STEP))
        larger.clicked.connect(lambda: self.zoom_to(self.zoom() * _STEP))
        self._percent = labels.text("", "caption", tabular=True)
        self._percent.setFixedWidth(52)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QWidget(self)
        row.setLayout(boxes.columns(smaller, self._percent, larger, gap=0))
        row.hide()  # until there is something to zoom
        return row
