"""What a trial says beside its codes, in the picture of a sheet: where it will stand, and large enough to be read."""

from collections.abc import Sequence
from itertools import product

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from qrdesk.core.schemas.batch import SheetDraft
from qrdesk.gui.theme import fonts

_INK = QColor("#16181d")  # on paper, which is white in the dark too
_LARGEST_PX, _LEAST_PX = 10, 6
_LEAST_STRIP_PX = 7  # of paper beside the labels
_LINE_PX = 12
_EDGE_PX = 4
_BAR_PX = 1.5  # stands for the words on a small label


def said(mark: Sequence[str]) -> str:
    """Return the words in one line."""
    return " · ".join(mark)


def on_paper(painter: QPainter, sheet: SheetDraft, scale: float, mark: Sequence[str]) -> None:
    """Write them above or below the labels, wherever there is more room. ``scale`` is px per mm."""
    bottom = sheet.top_mm + (sheet.rows - 1) * sheet.pitch_y_mm + sheet.label_height_mm
    above, below = sheet.top_mm * scale, (sheet.page_height_mm - bottom) * scale
    high = max(above, below)
    if mark and high >= _LEAST_STRIP_PX:
        top = 1.0 if above >= below else 1 + bottom * scale
        _write(painter, QRectF(1, top, sheet.page_width_mm * scale, high), [said(mark)])


def on_label(painter: QPainter, box: QRectF, mark: Sequence[str], *, small: bool) -> None:
    """Write them into the lower edge of a label; on a ``small`` one a bar stands for them."""
    if not mark:
        return
    if small:
        inside = box.width() / 4
        painter.fillRect(
            QRectF(box.left() + inside, box.bottom() - 2 * _BAR_PX, box.width() - 2 * inside, _BAR_PX), _INK
        )
        return
    _write(painter, QRectF(box.left(), box.bottom() - _LARGEST_PX, box.width(), _LARGEST_PX), [said(mark), mark[0]])


def below_code(painter: QPainter, paper: QRectF, mark: Sequence[str]) -> float:
    """Write them below each other at the foot of a code's page; return how much room they took."""
    for number, line in enumerate(reversed(mark)):
        _write(
            painter,
            QRectF(paper.left(), paper.bottom() - _EDGE_PX - (number + 1) * _LINE_PX, paper.width(), _LINE_PX),
            [line],
        )
    return float(len(mark) * _LINE_PX)


def _write(painter: QPainter, at: QRectF, ways: Sequence[str]) -> None:
    """Write the first of ``ways`` that there is room for, as large as it goes; the last is cut where it must be."""
    font, across = fonts.font("label"), at.width() - 2 * _EDGE_PX
    largest = max(_LEAST_PX, min(_LARGEST_PX, int(at.height())))
    shown = ways[-1]
    for line, size in product(ways, range(largest, _LEAST_PX - 1, -1)):
        font.setPixelSize(size)
        if QFontMetricsF(font).horizontalAdvance(line) <= across:
            shown = line
            break
    painter.setFont(font)
    painter.setPen(_INK)
    shown = QFontMetricsF(font).elidedText(shown, Qt.TextElideMode.ElideRight, across)
    painter.drawText(at, Qt.AlignmentFlag.AlignCenter, shown)
