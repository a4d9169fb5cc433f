"""A chart on paper: a picture that stands alone, with title, what it is about, legend and source; always light."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from qrdesk.gui.charts import lettering
from qrdesk.gui.theme import fonts, tokens
from qrdesk.gui.theme.fonts import Role

WIDTH = 960  # px
SCALE = 2  # pixels of a PNG per px
TALLEST = 8_192  # pixels of a PNG: what is higher has fewer per px, as many programs show no larger ones
_MARGIN, _GAP, _LINE = 32, 16, 22  # px
_MARK, _BESIDE, _BETWEEN = 20, 6, 24  # px
_RESOLUTION = 96  # px per inch, as in CSS
_INCH = 0.0254  # metres
_JOINERS = "\u200c\u200d"  # between letters of Persian or Hindi and parts of an emoji: without them it is another word

Paint = Callable[[QPainter, QRectF], None]


@dataclass(frozen=True)
class Key:
    """One entry of the legend; ``paint`` draws its mark."""

    words: str
    paint: Paint


@dataclass(frozen=True)
class Drawing:
    """What a card has to show on paper: ``height`` is that of the chart alone, in px; ``source`` is whose data."""

    title: str
    height: int
    paint: Paint
    legend: Sequence[Key] = ()
    source: str = ""


def picture(drawing: Drawing, about: Sequence[str], made: str) -> QImage:
    """Paint the picture, two pixels per px; a null image where there is no memory for it.

    ``about`` stands below the title, ``made`` at the foot.
    """
    with tokens.on_paper():
        sheet = _Sheet(drawing, about, made)
        scale = min(SCALE, TALLEST / sheet.size.height())
        image = QImage(sheet.size * scale, QImage.Format.Format_RGB32)
        if image.isNull():
            return image
        image.setDevicePixelRatio(scale)
        dots = round(scale * _RESOLUTION / _INCH)
        image.setDotsPerMeterX(dots)
        image.setDotsPerMeterY(dots)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        sheet.paint(painter)
        painter.end()
    return image


def packed(image: QImage) -> bytes:
    """Return an image as PNG; nothing where it could not be packed. It takes long, and needs no screen."""
    buffer = _buffer()
    done = image.save(buffer, "PNG")  # type: ignore[call-overload] - takes a device too; the stubs say bytes for the format
    return bytes(buffer.data().data()) if done else b""


def svg(drawing: Drawing, about: Sequence[str], made: str) -> bytes:
    """Return the picture as SVG; letters are outlines, what it is about can also be read by programs."""
    buffer = _buffer()
    with tokens.on_paper():
        sheet = _Sheet(drawing, about, made)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setResolution(_RESOLUTION)
        generator.setSize(sheet.size)
        generator.setViewBox(QRect(0, 0, sheet.size.width(), sheet.size.height()))
        generator.setTitle(printable(drawing.title))
        generator.setDescription(printable(". ".join(about)))
        painter = QPainter(generator)
        sheet.paint(painter)
        painter.end()
    return bytes(buffer.data().data())


def colour_key(words: str, colour: QColor) -> Key:
    """Return an entry whose mark is a field of colour."""
    return Key(words, lambda painter, box: painter.fillRect(box.adjusted(0, 4, 0, -4), colour))


def printable(words: str) -> str:
    """Return words of anybody without what no file of text may hold; what joins letters stays."""
    return "".join(letter if letter.isprintable() or letter in _JOINERS else " " for letter in words)


class _Sheet:
    """Where everything stands; made and painted while the light colours are shown."""

    def __init__(self, drawing: Drawing, about: Sequence[str], made: str) -> None:
        self._drawing = drawing
        self._width = WIDTH - 2 * _MARGIN
        self._texts: list[tuple[QRectF, str, Role, QColor]] = []
        colours = tokens.current().text
        top = self._add(_MARGIN, drawing.title, "page_title", colours.primary) + 4
        for line in about:
            top = self._add(top, line, "supporting", colours.secondary) + 2
        self._keys = list(self._placed(top + _GAP))
        top = (self._keys[-1][0].bottom() if self._keys else top) + _GAP
        self._chart = QRectF(_MARGIN, top, self._width, drawing.height)
        foot = " · ".join(part for part in (made, drawing.source) if part)
        top = self._add(self._chart.bottom() + _GAP, foot, "caption", colours.tertiary)
        self.size = QSize(WIDTH, round(top) + _MARGIN - _GAP)

    def paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, self.size.width(), self.size.height()), Qt.GlobalColor.white)
        for box, words, role, colour in self._texts:
            painter.setFont(fonts.font(role))
            painter.setPen(colour)
            lettering.write(painter, box, words)
        for box, key in self._keys:
            painter.save()
            key.paint(painter, QRectF(box.left(), box.top(), _MARK, box.height()))
            painter.restore()
            painter.setFont(fonts.font("body", tabular=True))
            painter.setPen(tokens.current().text.secondary)
            lettering.write(painter, box.adjusted(_MARK + _BESIDE, 0, 0, 0), key.words)
        painter.save()
        self._drawing.paint(painter, self._chart)
        painter.restore()

    def _add(self, top: float, words: str, role: Role, colour: QColor) -> float:
        """Let words stand below ``top``, as wide as the sheet; return where they end."""
        high = fonts.line_height(role)
        for line in lettering.lines_of(printable(words), fonts.font(role), self._width):
            self._texts.append((QRectF(_MARGIN, top, self._width, high), line, role, colour))
            top += high
        return top

    def _placed(self, top: float) -> Iterator[tuple[QRectF, Key]]:
        """Say where each entry of the legend stands; what does not fit goes on in the next line."""
        metrics = QFontMetrics(fonts.font("body", tabular=True))
        left = float(_MARGIN)
        for key in self._drawing.legend:
            wide = _MARK + _BESIDE + metrics.horizontalAdvance(key.words)
            if left > _MARGIN and left + wide > WIDTH - _MARGIN:
                left, top = float(_MARGIN), top + _LINE
            yield QRectF(left, top, wide + 2, _LINE), key
            left += wide + _BETWEEN


def _buffer() -> QBuffer:
    made = QBuffer()
    made.setData(QByteArray())
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    return made
