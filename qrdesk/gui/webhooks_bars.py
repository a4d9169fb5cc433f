"""An endpoint's last 24 hours as bars: as tall as there were attempts, red for those that failed."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from qrdesk.core.schemas.webhooks import HourView
from qrdesk.gui.theme import tokens

HOURS = 24
_BAR, _GAP = 4, 2  # px
WIDTH = HOURS * (_BAR + _GAP) - _GAP
_LEAST = 3  # px: an hour with one attempt is to be seen


def paint_hours(painter: QPainter, box: QRectF, hours: Sequence[HourView]) -> None:
    """Draw the hours from left to right, the last one at the right end of ``box``; a dashed line where there is none.

    What failed stands on top of what arrived.
    """
    theme = tokens.current()
    shown = hours[-HOURS:]
    top = max((hour.delivered + hour.failed for hour in shown), default=0)
    painter.save()
    if not top:
        painter.setPen(QPen(theme.text.disabled, 1, Qt.PenStyle.DashLine))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.restore()
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    left = box.right() - len(shown) * (_BAR + _GAP) + _GAP
    for hour in shown:
        if hour.delivered + hour.failed:
            _paint_hour(painter, QRectF(left, box.top(), _BAR, box.height()), hour, top)
        left += _BAR + _GAP
    painter.restore()


def _paint_hour(painter: QPainter, box: QRectF, hour: HourView, top: int) -> None:
    theme = tokens.current()
    every = hour.delivered + hour.failed
    height = max(_LEAST, box.height() * every / top)
    red = height * hour.failed / every
    if hour.failed:
        red = min(height, max(_LEAST, red))
    whole = QRectF(box.left(), box.bottom() - height, box.width(), height)
    painter.setBrush(theme.danger.default if hour.failed else theme.success.default)
    painter.drawRoundedRect(whole, 1, 1)
    if hour.failed and height > red:
        painter.setBrush(theme.success.default)
        painter.drawRoundedRect(whole.adjusted(0, red, 0, 0), 1, 1)
