"""What the palette shows: hits in groups, the match bold and underlined."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qrdesk.gui.theme import fonts, icons, tokens

Index = QModelIndex | QPersistentModelIndex
HEAD_HEIGHT, ROW_HEIGHT = 30, 40
_JOINED = 4  # characters; shorter words would stand in any others
_INSET = 6  # of a row's ground
_TEXT = 44  # px before a row's words


class Group(IntEnum):
    """Groups in the order they stand."""

    LINKS = 0
    ACTIONS = 1
    PAGES = 2


@dataclass(frozen=True)
class Hit:
    """One thing to choose: ``open`` does it, ``copy`` (Ctrl+Enter) copies it where that makes sense."""

    group: Group
    title: str
    open: Callable[[], object]
    detail: str = ""
    icon: str = "link"
    right: str = ""
    keys: Sequence[str] = ()
    copy: Callable[[], object] | None = None
    also: str = ""  # further words it is found by


Row = Hit | Group


def matched(text: str, title: str) -> list[tuple[int, int]]:
    """Return where the words of ``text`` stand in ``title``: (start, end), in order, none overlapping."""
    found: list[tuple[int, int]] = []
    folded = title.casefold()
    if len(folded) != len(title):  # ß and its like: places would not fit
        folded = title.lower()
    for word in text.lower().split():
        at = folded.find(word)
        if at >= 0 and all(at >= end or at + len(word) <= start for start, end in found):
            found.append((at, at + len(word)))
    return sorted(found)


def fits(text: str, *words: str) -> bool:
    """Whether every word of ``text`` stands somewhere in ``words``; "backup" also stands in "Back up"."""
    whole = " ".join(words).lower()
    joined = whole.replace(" ", "").replace("-", "")
    found = text.lower().split()
    return all(word in whole or (len(word) >= _JOINED and word.replace("-", "") in joined) for word in found)


def rows_of(hits: Sequence[Hit]) -> list[Row]:
    """Return ``hits`` under the heads of their groups."""
    rows: list[Row] = []
    for group in Group:
        inside = [hit for hit in hits if hit.group is group]
        rows += [group, *inside] if inside else []
    return rows


class HitModel(QAbstractListModel):
    """Heads and hits; heads cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []

    def show(self, rows: Sequence[Row]) -> None:
        """Show ``rows``."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row_at(self, place: int) -> Row:
        """Return the row at ``place``."""
        return self._rows[place]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if isinstance(row, Group):
            return head_of(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        return ", ".join(part for part in (row.title, row.detail, row.right) if part)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], Group):
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def head_of(group: Group) -> str:
    """Return the words over a group."""
    return {
        Group.LINKS: QCoreApplication.translate("Palette", "Links"),
        Group.ACTIONS: QCoreApplication.translate("Palette", "Actions"),
        Group.PAGES: QCoreApplication.translate("Palette", "Pages and manual"),
    }[group]


class HitDelegate(QStyledItemDelegate):
    """Paints one row: icon, title with its match, detail, and at the right a number or keys."""

    text = ""  # what is looked for

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        head = not index.flags() & Qt.ItemFlag.ItemIsSelectable
        return QSize(200, HEAD_HEIGHT if head else ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, HitModel):
            return
        row, box = model.row_at(index.row()), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Group):
            painter.setFont(fonts.font("table_header"))
            painter.setPen(tokens.current().text.tertiary)
            painter.drawText(box.adjusted(16, 4, 0, 0), Qt.AlignmentFlag.AlignVCenter, head_of(row))
        else:
            self._paint_hit(painter, box, row, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_hit(self, painter: QPainter, box: QRectF, hit: Hit, *, chosen: bool) -> None:
        theme = tokens.current()
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.surface.selected)
            painter.drawRoundedRect(box.adjusted(_INSET, 0, -_INSET, 0), 6, 6)
        at = QRectF(box.left() + 16, box.center().y() - 8, 16, 16)
        icons.paint(painter, at, hit.icon, theme.accent.text if chosen else theme.text.secondary)
        right = self._paint_right(painter, box, hit)
        left = box.left() + _TEXT
        left += _paint_title(painter, QRectF(left, box.top(), right - left, box.height()), hit.title, self.text)
        painter.setFont(fonts.font("body"))
        painter.setPen(theme.text.tertiary)
        room = right - left - 12
        shown = painter.fontMetrics().elidedText(hit.detail, Qt.TextElideMode.ElideMiddle, int(max(0, room)))
        painter.drawText(QRectF(left + 12, box.top(), room + 1, box.height()), Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_right(self, painter: QPainter, box: QRectF, hit: Hit) -> float:
        """Draw what stands at the right end; return where it begins."""
        theme = tokens.current()
        right = box.right() - 16
        painter.setFont(fonts.font("caption", tabular=True))
        for key in reversed(hit.keys):
            width = painter.fontMetrics().horizontalAdvance(key) + 12
            cap = QRectF(right - width, box.center().y() - 9, width, 18)
            painter.setPen(QPen(theme.border.default, 1))
            painter.setBrush(theme.surface.sunken)
            painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(theme.text.tertiary)
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
            right -= width + 4
        if hit.right:
            width = painter.fontMetrics().horizontalAdvance(hit.right)
            painter.setPen(theme.text.tertiary)
            painter.drawText(
                QRectF(right - width, box.top(), width + 1, box.height()), Qt.AlignmentFlag.AlignVCenter, hit.right
            )
            right -= width
        return right - 12


def _paint_title(painter: QPainter, box: QRectF, title: str, text: str) -> float:
    """Draw ``title`` with the match bold and underlined; return its width."""
    strong = fonts.font("label")
    strong.setUnderline(True)
    plain = fonts.font("body")
    painter.setPen(tokens.current().text.primary)
    if QFontMetrics(strong).horizontalAdvance(title) > box.width():
        painter.setFont(plain)
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        return box.width()
    left = box.left()
    for part, font in _parts(title, matched(text, title), plain, strong):
        painter.setFont(font)
        width = QFontMetrics(font).horizontalAdvance(part)
        painter.drawText(QRectF(left, box.top(), width + 2, box.height()), Qt.AlignmentFlag.AlignVCenter, part)
        left += width
    return left - box.left()


def _parts(title: str, found: list[tuple[int, int]], plain: QFont, strong: QFont) -> list[tuple[str, QFont]]:
    made: list[tuple[str, QFont]] = []
    at = 0
    for start, end in found:
        made += [(title[at:start], plain), (title[start:end], strong)]
        at = end
    return [(part, font) for part, font in (*made, (title[at:], plain)) if part]
