"""A code on sheets of an office printer, in true mm: as many as are wanted, in rows and columns, as vectors."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPen
from PySide6.QtPrintSupport import QPrinter

from qrdesk.core.artwork.scene import Scene
from qrdesk.gui.theme import fonts
from qrdesk.gui.widgets.scene_paint import paint_scene, shapes

_MARGIN_MM, _GAP_MM = 10.0, 5.0  # office printers leave a margin empty; scissors need room
_MM_PER_INCH = 25.4
_RULE_MM, _RULE_ROOM_MM = 100.0, 12.0
PAPERS = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}
_SIZES_MM = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}


@dataclass(frozen=True)
class Layout:
    """How codes stand on sheets: all in mm from the upper left corner of the paper."""

    paper: str
    copies: int
    width_mm: float
    height_mm: float
    rule: bool  # a line of known length, to check the scale

    @property
    def columns(self) -> int:
        """How many stand beside each other; 0: not even one has room."""
        return _fitting(_SIZES_MM[self.paper][0] - 2 * _MARGIN_MM, self.width_mm)

    @property
    def lines(self) -> int:
        """How many stand below each other."""
        room = _SIZES_MM[self.paper][1] - 2 * _MARGIN_MM - (_RULE_ROOM_MM if self.rule else 0)
        return _fitting(room, self.height_mm)

    @property
    def per_sheet(self) -> int:
        """How many stand on one sheet; 0: it is too large for this paper."""
        return self.columns * self.lines

    @property
    def sheets(self) -> int:
        """How many sheets it takes."""
        return ceil(self.copies / self.per_sheet) if self.per_sheet else 0

    def places(self, sheet: int) -> list[QRectF]:
        """Return where the codes of a sheet stand, in mm; ``sheet`` counts from 0."""
        first = sheet * self.per_sheet
        count = min(self.per_sheet, self.copies - first)
        top = _MARGIN_MM + (_RULE_ROOM_MM if self.rule else 0)
        return [
            QRectF(
                _MARGIN_MM + place % self.columns * (self.width_mm + _GAP_MM),
                top + place // self.columns * (self.height_mm + _GAP_MM),
                self.width_mm,
                self.height_mm,
            )
            for place in range(count)
        ]


def size_of(paper: str) -> tuple[float, float]:
    """Return width and height of a paper in mm."""
    return _SIZES_MM[paper]


def set_up(printer: QPrinter, layout: Layout) -> None:
    """Have ``printer`` take the whole paper, so that nothing is scaled or moved."""
    size = QPageSize(PAPERS[layout.paper])
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)


def print_on(printer: QPrinter, scene: Scene, layout: Layout, said: str, tell: Callable[[int, int], object]) -> None:
    """Print ``scene`` as ``layout`` says; ``said`` stands at the line that checks the scale.

    ``tell`` is called before each sheet and after the last, with how many are done, of how many; it may raise to stop.

    Raises:
        OSError: the printer, or the file that is printed to, takes nothing.
    """
    tell(0, layout.sheets)
    set_up(printer, layout)
    drawn, per_mm = shapes(scene), printer.resolution() / _MM_PER_INCH
    painter = QPainter()
    if not painter.begin(printer):
        raise OSError(printer.outputFileName() or printer.printerName())
    try:
        for sheet in range(layout.sheets):
            if sheet:
                tell(sheet, layout.sheets)
            if sheet and not printer.newPage():
                raise OSError(printer.printerName())
            for place in layout.places(sheet):
                box = QRectF(place.x() * per_mm, place.y() * per_mm, place.width() * per_mm, place.height() * per_mm)
                paint_scene(painter, box, scene, drawn)
            if layout.rule:
                _paint_rule(painter, per_mm, said)
        tell(layout.sheets, layout.sheets)
    except BaseException:
        printer.abort()  # what it has not sent yet stays here
        raise
    finally:
        painter.end()


def _paint_rule(painter: QPainter, per_mm: float, said: str) -> None:
    painter.setOpacity(1)
    painter.setPen(QPen(QColor("#000000"), 0.2 * per_mm))
    y, left, right = (_MARGIN_MM + 3) * per_mm, _MARGIN_MM * per_mm, (_MARGIN_MM + _RULE_MM) * per_mm
    painter.drawLine(round(left), round(y), round(right), round(y))
    for end in (left, right):
        painter.drawLine(round(end), round(y - 1.5 * per_mm), round(end), round(y + 1.5 * per_mm))
    font = fonts.font("caption")
    font.setPixelSize(max(1, round(3 * per_mm)))
    painter.setFont(font)
    room = QRectF(right + 3 * per_mm, y - 3 * per_mm, 90 * per_mm, 6 * per_mm)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)


def _fitting(room_mm: float, one_mm: float) -> int:
    return max(0, int((room_mm + _GAP_MM + 1e-6) // (one_mm + _GAP_MM)))
