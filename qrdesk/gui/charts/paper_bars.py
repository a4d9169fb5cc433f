"""Ranked bars on paper: every row that the card shows, below each other."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from qrdesk.gui.charts import lettering, theme
from qrdesk.gui.charts.paper import printable
from qrdesk.gui.theme import fonts, tokens
from qrdesk.gui.widgets.bars import Bar

_ROW, _BAR, _INSET = 30, 26, 8  # px
_NUMBER, _SHARE = 110, 70  # px: the columns at the right


def height_of(bars: Sequence[Bar]) -> int:
    """Return how high they are, in px."""
    return _ROW * max(1, len(bars))


def paint_bars(painter: QPainter, box: QRectF, bars: Sequence[Bar]) -> None:
    """Draw the bars into ``box``; the longest takes what the numbers at the right leave."""
    most = max((bar.value for bar in bars), default=0)
    room = box.width() - _NUMBER - _SHARE
    for place, bar in enumerate(bars):
        top = box.top() + place * _ROW + (_ROW - _BAR) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.current().accent.tint_border)
        long = max(6.0, room * bar.value / most) if most else 6.0
        painter.drawRoundedRect(QRectF(box.left(), top, long, _BAR), 4, 4)
        _paint_words(painter, QRectF(box.left(), top, box.width(), _BAR), bar)


def _paint_words(painter: QPainter, box: QRectF, bar: Bar) -> None:
    text, right = tokens.current().text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
    painter.setFont(fonts.font("body", tabular=True))
    painter.setPen(text.primary)
    lettering.write(painter, box.adjusted(0, 0, -_SHARE, 0), theme.number_text(bar.value), right)
    mode = Qt.TextElideMode.ElideMiddle if bar.middle else Qt.TextElideMode.ElideRight
    room = int(box.width() - _NUMBER - _SHARE - 2 * _INSET)
    name = painter.fontMetrics().elidedText(printable(bar.name), mode, room)
    lettering.write(painter, box.adjusted(_INSET, 0, 0, 0), name, Qt.AlignmentFlag.AlignVCenter)
    painter.setPen(text.secondary)
    lettering.write(painter, box, theme.share_text(bar.share), right)
