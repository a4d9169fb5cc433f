"""What stands in a table row, and how each kind is painted; models hand these out for ``CELL_ROLE``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPen, QPixmap, QPixmapCache, QTextLayout

from qrdesk.gui.theme import fonts, icons, tokens
from qrdesk.gui.widgets.chips import HEIGHT as CHIP
from qrdesk.gui.widgets.chips import chip_width, paint_chip
from qrdesk.gui.widgets.glyph import Tone, colour_of
from qrdesk.gui.widgets.sparkline import paint_sparkline

CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_THUMB = 36
_CHECK = 16
_LINE = 18  # height of one of two lines, px
_GAP = 12  # to the next column, px
_ACTION = 26  # px: where what can be done to a row is pressed, as its icon alone
_ICON = 14  # px that such an icon takes at the end of the line
CHECK_INSET = 24
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft  # to put flags together takes a while in each cell
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class TwoLines:
    """A title and a quiet line below; ``action`` appears beside it under the pointer (as "Copy")."""

    title: str
    detail: str = ""
    action: str = ""
    strong: bool = True
    middle: bool = False  # elide the detail in the middle: an address
    wrap: bool = False  # a title that is too long takes a second line of its own: a sentence


@dataclass(frozen=True)
class Chips:
    """Folder and tags; what does not fit becomes "+2"."""

    folder: str = ""
    tags: Sequence[str] = ()


@dataclass(frozen=True)
class Spark:
    """A line of values; the model's AccessibleTextRole says it in words."""

    values: Sequence[float]


@dataclass(frozen=True)
class Number:
    """Right-aligned, tabular."""

    text: str
    quiet: bool = False


@dataclass(frozen=True)
class Status:
    """Icon and word; only trouble colours the word too."""

    text: str
    icon: str
    tone: Tone = "success"
    inset: int = 20


@dataclass(frozen=True)
class Thumb:
    """A code, from ``code_image``; None leaves the paper empty. ``inset`` px are before it."""

    image: QImage | None
    inset: int = _GAP


@dataclass(frozen=True)
class Check:
    """A check box; its state is the model's CheckStateRole."""

    on: bool | None = False


@dataclass(frozen=True)
class Plain:
    """One line of text; ``icon`` before it."""

    text: str
    tone: Tone = "tertiary"
    icon: str = ""
    role: fonts.Role = "body"
    align: Literal["left", "right"] = "left"
    middle: bool = False


Cell = TwoLines | Chips | Spark | Number | Status | Thumb | Check | Plain


@dataclass(frozen=True)
class Look:
    """What the row is like when the cell is painted."""

    selected: bool = False
    hovered: bool = False


def paint_cell(painter: QPainter, box: QRectF, cell: Cell, look: Look) -> None:
    """Draw ``cell`` in ``box``; the row's ground is already there."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    match cell:
        case TwoLines():
            _two_lines(painter, box, cell, look)
        case Chips():
            _chips(painter, box, cell, look)
        case Spark():
            inside = QRectF(box.left() + 1, box.center().y() - 11, min(box.width() - _GAP, 72), 20)
            paint_sparkline(painter, inside, cell.values, tokens.current().accent.graphic)
        case Number():
            _number(painter, box, cell)
        case Status():
            _state(painter, box, cell)
        case Thumb():
            paint_code(
                painter, QRectF(box.left() + cell.inset, box.center().y() - _THUMB / 2, _THUMB, _THUMB), cell.image
            )
        case Check():
            paint_check(painter, box.left() + CHECK_INSET, box.center().y(), cell.on, hovered=look.hovered)
        case Plain():
            _plain(painter, box, cell)
    painter.restore()


def action_box(box: QRectF, cell: TwoLines) -> QRectF:
    """Return where the action of ``cell`` is pressed, for a cell painted in ``box``: its icon alone in little room."""
    metrics = QFontMetrics(fonts.font("caption"))
    detail = min(metrics.horizontalAdvance(cell.detail), int(_detail_room(box, cell)))
    left, words = box.left() + detail + 4, metrics.horizontalAdvance(cell.action)
    if left + words + _ACTION <= box.right():
        return QRectF(left, box.center().y() + 1, words + _ACTION, _LINE + 4)
    right = min(left + _ICON, box.right())
    return QRectF(right - _ACTION, box.center().y() + 1, _ACTION, _LINE + 4)


def _detail_room(box: QRectF, cell: TwoLines) -> float:
    """Return how wide the second line may be: as wide under the pointer as elsewhere, so that nothing jumps."""
    return box.width() - (_ICON if cell.action else _GAP)


def paint_check(painter: QPainter, left: float, middle: float, on: bool | None, *, hovered: bool = False) -> None:
    """Draw a check box, 16 px: on, off, or partly (None)."""
    theme = tokens.current()
    box = QRectF(left, round(middle - _CHECK / 2), _CHECK, _CHECK)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if on is False:
        painter.setPen(QPen(theme.border.control_hover if hovered else theme.border.control, 1))
        painter.setBrush(theme.surface.raised)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.accent.default)
    painter.drawRoundedRect(box, 4, 4)
    icon = "minus" if on is None else "check"
    icons.paint(painter, box.adjusted(2, 2, -2, -2), icon, theme.text.on_accent)


def code_image(matrix: Sequence[Sequence[int]]) -> QImage:
    """Return one pixel per module: black where ``matrix`` is true (segno's ``matrix``, numpy rows, lists)."""
    size = len(matrix)
    data = b"".join(bytes(0 if module else 255 for module in row) for row in matrix)
    return QImage(data, size, size, size, QImage.Format.Format_Grayscale8).copy()


def paint_code(painter: QPainter, box: QRectF, image: QImage | None) -> None:
    """Draw a code on its paper: whole device pixels per module, never smoothed as long as one fits."""
    theme = tokens.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.code.paper_border, 1))
    painter.setBrush(theme.code.paper)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5)
    if image is None or image.isNull():
        return
    ratio = painter.device().devicePixelRatioF()
    room = int((box.width() - 2) * ratio)
    shown = _scaled(image, room, ratio)
    size = shown.width() / ratio
    left, top = box.center().x() - size / 2, box.center().y() - size / 2
    painter.drawPixmap(QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio), shown)


def _scaled(image: QImage, room: int, ratio: float) -> QPixmap:
    """Return ``image`` as large as whole device pixels per module allow in ``room`` device pixels."""
    key = f"qrdesk-code-{image.cacheKey()}-{room}"
    made = QPixmap()
    if QPixmapCache.find(key, made):
        return made
    times = room // image.width()
    side = image.width() * times if times else room
    kind = Qt.TransformationMode.FastTransformation if times else Qt.TransformationMode.SmoothTransformation
    made = QPixmap.fromImage(image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, kind))
    made.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, made)
    return made


def _two_lines(painter: QPainter, box: QRectF, cell: TwoLines, look: Look) -> None:
    theme = tokens.current()
    room = box.width() - _GAP
    middle = box.center().y()
    painter.setFont(fonts.font("label" if cell.strong else "body"))
    painter.setPen(theme.text.primary)
    head, rest = _broken(painter, cell.title, room) if cell.wrap else (cell.title, "")
    lower = _LINE / 2 if rest else 0  # where three lines stand around the middle as two do
    first = QRectF(box.left(), middle - _LINE + 1 - lower, room, _LINE) if cell.detail else box.adjusted(0, 0, -_GAP, 0)
    _line(painter, first, head)
    if rest:
        _line(painter, first.translated(0, _LINE - 1), rest)
    if not cell.detail:
        return
    second = QRectF(box.left(), middle + 1 + lower - (1 if rest else 0), _detail_room(box, cell), _LINE)
    if cell.action and look.hovered:
        _paint_action(painter, action_box(box, cell), cell.action)
    painter.setFont(fonts.font("caption"))
    painter.setPen(theme.text.tertiary)
    _line(painter, second, cell.detail, middle=cell.middle)


def _broken(painter: QPainter, words: str, room: float) -> tuple[str, str]:
    """Return what fits on a first line, and what is left for a second one: nothing where one is enough."""
    layout = QTextLayout(words, painter.font())
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(1.0, room))
    layout.endLayout()
    return words[: line.textLength()].rstrip(), words[line.textLength() :].strip()


def _paint_action(painter: QPainter, box: QRectF, words: str) -> None:
    colour = tokens.current().text.link
    if box.width() <= _ACTION:
        icons.paint(painter, QRectF(box.right() - 12, box.top() + 3, 12, 12), "copy", colour)
        return
    icons.paint(painter, QRectF(box.left() + 4, box.top() + 3, 12, 12), "copy", colour)
    painter.setFont(fonts.font("caption"))
    painter.setPen(colour)
    painter.drawText(box.adjusted(20, 0, 4, -4), Qt.AlignmentFlag.AlignVCenter, words)


def _chips(painter: QPainter, box: QRectF, cell: Chips, look: Look) -> None:
    left, top, right = box.left(), box.center().y() - CHIP / 2, box.right() - _GAP
    words = [(cell.folder, "folder")] if cell.folder else []
    words += [(tag, "") for tag in cell.tags]
    for place, (text, icon) in enumerate(words):
        rest = len(words) - place - 1
        more = f"+{rest + 1}"
        room = right - left - (chip_width(f"+{rest}") + 6 if rest else 0)
        if room < min(chip_width(text, icon), 44):
            if left + chip_width(more) <= right + _GAP:
                paint_chip(painter, QPointF(left, top), more, selected=look.selected)
            return
        left += paint_chip(painter, QPointF(left, top), text, icon=icon, selected=look.selected, width=room) + 6


def _number(painter: QPainter, box: QRectF, cell: Number) -> None:
    theme = tokens.current()
    painter.setFont(fonts.font("body", tabular=True))
    painter.setPen(theme.text.tertiary if cell.quiet else theme.text.primary)
    painter.drawText(box, _RIGHT, cell.text)


def _state(painter: QPainter, box: QRectF, cell: Status) -> None:
    theme = tokens.current()
    left = box.left() + cell.inset
    icons.paint(painter, QRectF(left, box.center().y() - 7, 14, 14), cell.icon, colour_of(cell.tone))
    trouble: dict[str, QColor] = {"warn": theme.warn.text, "danger": theme.danger.text}
    painter.setFont(fonts.font("body"))
    painter.setPen(trouble.get(cell.tone, theme.text.secondary))
    _line(painter, QRectF(left + 20, box.top(), box.right() - 4 - left - 20, box.height()), cell.text)


def _plain(painter: QPainter, box: QRectF, cell: Plain) -> None:
    inside = box.adjusted(0, 0, 0 if cell.align == "right" else -_GAP, 0)
    if cell.icon:
        at = QRectF(inside.left(), inside.center().y() - 8, 16, 16)
        icons.paint(painter, at, cell.icon, colour_of(cell.tone))
        inside.setLeft(inside.left() + 24)
    painter.setFont(fonts.font(cell.role, tabular=True))
    painter.setPen(colour_of(cell.tone))
    side = _RIGHT if cell.align == "right" else _LEFT
    _line(painter, inside, cell.text, side, middle=cell.middle)


def _line(
    painter: QPainter,
    box: QRectF,
    words: str,
    side: Qt.AlignmentFlag = _LEFT,
    *,
    middle: bool = False,
) -> None:
    mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(words, mode, max(0, int(box.width())))
    painter.drawText(box.adjusted(0, 0, 1, 0), side, shown)
