"""The scan score as a dial: 270 degrees, gaps at 75 and 90, the number in the middle."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.core.schemas.artwork import LEAST_POINTS, SAFE_POINTS
from qrdesk.gui.theme import fonts, tokens

_STROKE = 8
_START, _SPAN = 225, 270  # degrees, clockwise from there
_GAP = 1.2  # degrees on each side of a tick
_RADIUS = 44.0


def word_for(score: int, *, near: bool = False) -> tuple[str, str]:
    """Return the word and the tone that stand beside a score; ``near``: the code's address works nearby only."""
    if near and score >= LEAST_POINTS:
        return not_yet(), "warn"
    if score >= SAFE_POINTS:
        return QCoreApplication.translate("ScoreDial", "Print-safe"), "success"
    if score >= LEAST_POINTS:
        return QCoreApplication.translate("ScoreDial", "Check first"), "warn"
    return QCoreApplication.translate("ScoreDial", "Risky"), "danger"


def not_yet() -> str:
    """Return the word for a code that reads, and whose address works nearby only."""
    return QCoreApplication.translate("ScoreDial", "Not for print yet")


class ScoreDial(QWidget):
    """104 x 96 px; ``None`` shows an empty dial while nothing was measured."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._score: int | None = None
        self._near = self._stale = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_score(None)

    def score(self) -> int | None:
        """Return what is shown."""
        return self._score

    def set_score(self, score: int | None) -> None:
        """Show ``score``, 0 to 100, which holds."""
        self._score, self._stale = score, False
        self._tell()

    def set_stale(self) -> None:
        """What is shown was measured before something changed: show it faintly until there is another score."""
        self._stale = True
        self._tell()

    def is_stale(self) -> bool:
        """Whether what is shown was measured before something changed."""
        return self._stale

    def _tell(self) -> None:
        score = self._score
        unknown = self.tr("Scan score, not measured yet")
        said = self.tr("Scan score {score} of 100").format(score=score)
        self.setAccessibleName(unknown if score is None or self._stale else f"{said}, {self._word()[0]}")
        self.update()

    def hold_back(self, *, near: bool) -> None:
        """However well it reads: an address that works nearby only is not for print."""
        self._near = near
        self._tell()

    def _word(self) -> tuple[str, str]:
        return word_for(self._score or 0, near=self._near)

    def sizeHint(self) -> QSize:
        return QSize(104, 96)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = tokens.current()
        box = QRectF(self.width() / 2 - _RADIUS, 6, 2 * _RADIUS, 2 * _RADIUS)
        score = self._score or 0
        for start, end in ((0, LEAST_POINTS), (LEAST_POINTS, SAFE_POINTS), (SAFE_POINTS, 100)):
            _arc(painter, box, start, end, theme.surface.track)
            if score > start:
                _arc(painter, box, start, min(end, score), self._colour())
        self._paint_number(painter, box)

    def _colour(self) -> QColor:
        theme = tokens.current()
        if self._stale:
            return theme.border.strong
        tone = self._word()[1]
        return {"success": theme.success.default, "warn": theme.warn.default}.get(tone, theme.danger.default)

    def _paint_number(self, painter: QPainter, box: QRectF) -> None:
        theme = tokens.current()
        painter.setFont(fonts.font("figure", tabular=True))
        painter.setPen(theme.text.tertiary if self._stale else theme.text.primary)
        number = "\N{EN DASH}" if self._score is None else str(self._score)
        painter.drawText(box.adjusted(0, -2, 0, -2), Qt.AlignmentFlag.AlignCenter, number)
        painter.setFont(fonts.font("caption"))
        painter.setPen(theme.text.tertiary)
        low = QRectF(box.left(), box.bottom() - 16, box.width(), 16)
        painter.drawText(low, Qt.AlignmentFlag.AlignCenter, self.tr("of 100"))


def _arc(painter: QPainter, box: QRectF, start: float, end: float, colour: QColor) -> None:
    """Draw the part of the dial between two scores; only the two ends of the whole scale are round."""
    first, last = _SPAN * start / 100, _SPAN * end / 100
    first += _GAP if start > 0 else 0
    last -= _GAP if end in {LEAST_POINTS, SAFE_POINTS} else 0
    if last <= first:
        return
    pen = QPen(colour, _STROKE)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(box, round((_START - first) * 16), -round((last - first) * 16))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for at, rounded in ((first, start == 0), (last, end not in {LEAST_POINTS, SAFE_POINTS})):
        if rounded:
            painter.drawArc(box, round((_START - at) * 16), -1)
