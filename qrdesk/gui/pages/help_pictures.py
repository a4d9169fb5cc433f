"""Pictures of the manual as a chapter shows them, made one by one: the text is in sight at once, and stays in place."""

import math
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter

from qrdesk.gui.pieces import ALONE, Pieces
from qrdesk.gui.theme import tokens

_MAT = 12  # px around a picture, within its frame
_DIMMED = 0.78  # of a light picture in the dark theme: still read with ease, and not glaring any more
_STEPS = 20  # px that a frame may differ by, so that it ends where a pixel of the screen does
_HARDLY = 0.01

Wanted = tuple[Path, int, float]  # file, how wide it may be in px, pixels of the screen to one px


class HelpPictures(QObject):
    """``made`` brings a picture that something as large stood in for until then."""

    made = Signal(str, object)  # its name, QImage

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._known: dict[Wanted, QImage] = {}
        self._waiting: dict[str, Wanted] = {}
        self._pieces = Pieces(self)

    def find(self, name: str, path: Path, width: int, ratio: float) -> QImage:
        """Return a picture, at most ``width`` px wide; one that is not made yet is empty, and comes soon."""
        wanted = (path, width, ratio)
        if wanted in self._known:
            return self._known[wanted]
        self._known = {known: made for known, made in self._known.items() if known[1:] == (width, ratio)}
        self._waiting[name] = wanted
        if self._pieces.is_idle():
            self._pieces.begin(self._made())
        return _framed(QImageReader(str(path)).size(), width, ratio, QImage.Format.Format_Alpha8)

    def forget(self) -> None:
        """Their frames have another colour from now on."""
        self._known.clear()

    def _made(self) -> Iterator[object]:
        yield ALONE  # whoever asks has nothing to put it into yet
        while self._waiting:
            name = next(iter(self._waiting))
            wanted = self._waiting.pop(name)
            self._known[wanted] = _picture(*wanted)
            self.made.emit(name, self._known[wanted])
            yield ALONE


def _picture(path: Path, width: int, ratio: float) -> QImage:
    """Return a picture in a frame, at most ``width`` px wide, with all the pixels that the screen has.

    The frame tells it from the app around it: what is in it cannot be pressed.
    """
    image = QImage(str(path))
    shown = _shown(image.size(), width, ratio)
    framed = _framed(image.size(), width, ratio, QImage.Format.Format_ARGB32)
    image = image.scaledToWidth(round(shown * ratio), Qt.TransformationMode.SmoothTransformation)
    image.setDevicePixelRatio(ratio)
    theme, painter = tokens.current(), QPainter(framed)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.border.strong)
    painter.setBrush(theme.surface.sunken)
    painter.drawRoundedRect(QRectF(QPointF(), framed.deviceIndependentSize()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setOpacity(_DIMMED if tokens.scheme() == "dark" else 1.0)
    painter.drawImage(QPointF(_MAT, _MAT), image)
    painter.end()
    return framed


def _framed(size: QSize, width: int, ratio: float, form: QImage.Format) -> QImage:
    """Return what a picture of ``size`` and its frame are painted on, with nothing on it."""
    wide = _shown(size, width, ratio)
    tall = math.ceil(size.height() * wide / size.width()) + 2 * _MAT
    tall = next((more for more in range(tall, tall + _STEPS) if _fits(more, ratio)), tall)
    made = QImage(round((wide + 2 * _MAT) * ratio), round(tall * ratio), form)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    return made


def _shown(size: QSize, width: int, ratio: float) -> int:
    """Return how wide a picture is without its frame, in px."""
    most = max(1, min(size.width(), width - 2 * _MAT))
    return next((less for less in range(most, max(0, most - _STEPS), -1) if _fits(less + 2 * _MAT, ratio)), most)


def _fits(length: int, ratio: float) -> bool:
    """Whether so many px are whole pixels of the screen; a text shows other pictures with rows doubled or left out."""
    return abs(length * ratio - round(length * ratio)) < _HARDLY
