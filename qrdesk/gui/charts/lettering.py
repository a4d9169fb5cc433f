"""Words within a chart: letters as the system draws them; in an SVG outlines, as our font may not be everywhere."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPaintEngine, QPainter, QPainterPath, QTextLayout, QTextOption

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def write(painter: QPainter, box: QRectF, words: str, align: Qt.AlignmentFlag = _LEFT) -> None:
    """Write one line into ``box`` in the painter's font and pen, in the middle of its height."""
    if painter.paintEngine().type() != QPaintEngine.Type.SVG:
        painter.drawText(box, align, words)
        return
    metrics = QFontMetricsF(painter.font(), painter.device())
    free = box.width() - metrics.horizontalAdvance(words)
    if align & Qt.AlignmentFlag.AlignHCenter:
        left = box.left() + free / 2
    else:
        left = box.left() + (free if align & Qt.AlignmentFlag.AlignRight else 0)
    outline = QPainterPath()
    foot = box.center().y() + (metrics.ascent() - metrics.descent()) / 2
    outline.addText(QPointF(left, foot), painter.font(), words)
    painter.fillPath(outline, painter.pen().color())


def lines_of(words: str, font: QFont, width: float) -> list[str]:
    """Return words line by line, none wider than ``width`` px; only a word that is too long is broken."""
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[str] = []
    units = words.encode("utf-16-le")  # as Qt counts: some letters are two
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        said = units[2 * line.textStart() : 2 * (line.textStart() + line.textLength())]
        found.append(said.decode("utf-16-le", "replace").rstrip())
    layout.endLayout()
    return found
