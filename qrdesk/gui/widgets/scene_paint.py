"""Scenes as Qt draws them: the same outlines and paints that go into files."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter, QPainterPath, QRadialGradient

from qrdesk.core.artwork.scene import Fill, Outline, Picture, Scene, flat
from qrdesk.core.artwork.style import Paint, Shading

# Qt fills lines six times as fast as curves. At this share of the width nobody sees which it was, on paper neither.
_TOLERANCE = 1 / 10_000


@dataclass(frozen=True)
class Shape:
    """One layer of a scene, in mm: a path and its brush, or a picture in its box."""

    path: QPainterPath
    brush: QBrush
    opacity: float
    image: QImage | None = None
    box: QRectF | None = None


@dataclass(frozen=True)
class Prepared:
    """A scene with its layers ready for Qt: made on any thread, painted on the window's."""

    scene: Scene
    shapes: tuple[Shape, ...]


def prepared(scene: Scene) -> Prepared:
    """Return ``scene`` with its layers ready."""
    return Prepared(scene, shapes(scene))


def shapes(scene: Scene) -> tuple[Shape, ...]:
    """Return the layers of ``scene`` for Qt."""
    tolerance_mm = scene.width_mm * _TOLERANCE
    return tuple(
        _picture(layer) if isinstance(layer, Picture) else _fill(layer, tolerance_mm) for layer in scene.layers
    )


def fitted(room: QRectF, scene: Scene) -> QRectF:
    """Return where ``scene`` stands in a room: in the middle, as large as fits."""
    scale = min(room.width() / scene.width_mm, room.height() / scene.height_mm)
    box = QRectF(0, 0, scene.width_mm * scale, scene.height_mm * scale)
    box.moveCenter(room.center())
    return box


def paint_scene(painter: QPainter, box: QRectF, scene: Scene, drawn: Sequence[Shape]) -> None:
    """Draw ``scene`` into ``box``; where it has no paper, the ground it stands on."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.fillRect(box, QColor(*scene.ground.rgb))
    painter.translate(box.topLeft())
    painter.scale(box.width() / scene.width_mm, box.height() / scene.height_mm)
    painter.setPen(Qt.PenStyle.NoPen)
    for shape in drawn:
        painter.setOpacity(shape.opacity)
        if shape.image is not None and shape.box is not None:
            painter.drawImage(shape.box, shape.image)
        else:
            painter.fillPath(shape.path, shape.brush)
    painter.restore()


def _fill(fill: Fill, tolerance_mm: float) -> Shape:
    lines = [flat(outline, tolerance_mm) for outline in fill.outlines]
    return Shape(path_of(lines), _brush(fill.paint), fill.opacity)


def _picture(picture: Picture) -> Shape:
    box = QRectF(picture.x_mm, picture.y_mm, picture.width_mm, picture.height_mm)
    return Shape(QPainterPath(), QBrush(), picture.opacity, QImage.fromData(picture.png), box)


def path_of(outlines: Sequence[Outline]) -> QPainterPath:
    """Return outlines as one path, in their own unit."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for outline in outlines:
        path.moveTo(*outline[0][-2:])
        for piece in outline[1:]:
            if len(piece) == 2:
                path.lineTo(*piece)
            else:
                path.cubicTo(*piece)
        path.closeSubpath()
    return path


def _brush(paint: Paint | Shading) -> QBrush:
    if isinstance(paint, Paint):
        return QBrush(QColor(*paint.rgb))
    start, end = QPointF(*paint.start), QPointF(*paint.end)
    radius = hypot(end.x() - start.x(), end.y() - start.y())
    gradient = QRadialGradient(start, radius) if paint.radial else QLinearGradient(start, end)
    for place, stop in paint.stops:
        gradient.setColorAt(place, QColor(*stop.rgb))
    return QBrush(gradient)
