"""A field that opens a list to search in: one of thousands of links, found by typing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qrdesk.gui.theme import fonts, tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import SearchField

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROW, _WIDTH, _SHOWN = 44, 360, 7


@dataclass(frozen=True)
class Option:
    """Something to pick: an empty key stands for all of them."""

    key: str
    words: str
    detail: str = ""


Found = Callable[[Sequence[Option]], object]
Find = Callable[[str, Found], object]  # may call back later, on the GUI thread only


class Picker(Button):
    """Shows what is picked; a press opens the list. ``picked`` brings the option."""

    picked = Signal(object)

    def __init__(
        self,
        find: Find,
        icon: str = "link",
        everything: str = "",
        prompt: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``everything`` is the option in front that stands for all; empty for none. ``prompt`` says what to type."""
        super().__init__(everything, icon=icon, trailing="chevron-down", parent=parent)
        self._everything = Option("", everything)
        self._chosen = self._everything
        self._list = _PickerList(find, self._everything if everything else None, prompt, self)
        self._list.picked.connect(self._take)
        self.clicked.connect(self.open)

    def key(self) -> str:
        """Return the key of what is picked."""
        return self._chosen.key

    def choose(self, option: Option | None) -> None:
        """Show ``option`` as picked without telling anyone; None for all of them."""
        self._chosen = option or self._everything
        words = self._chosen.words
        limit = self.maximumWidth() - 80 if self.maximumWidth() < 10_000 else _WIDTH
        self.setText(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, limit).replace("&", "&&"))
        self.setToolTip(labels.tip(words) if self.text().replace("&&", "&") != words else "")
        self.updateGeometry()

    def give_way(self, width: int) -> None:
        """Take ``width`` px at most; what is picked is shortened to that."""
        if width != self.maximumWidth():
            self.setMaximumWidth(width)
            self.choose(self._chosen)

    def open(self) -> None:
        """Open the list under the field."""
        self._list.open_under(self, self._chosen.key)

    def list(self) -> "_PickerList":
        """Return the list that opens."""
        return self._list

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open()
        else:
            super().keyPressEvent(event)

    def _take(self, option: Option) -> None:
        self.choose(option)
        self.picked.emit(option)


class _Options(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._options: tuple[Option, ...] = ()

    def show(self, options: Sequence[Option]) -> None:
        self.beginResetModel()
        self._options = tuple(options)
        self.endResetModel()

    def option(self, row: int) -> Option | None:
        return self._options[row] if 0 <= row < len(self._options) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._options)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        option = self.option(index.row())
        if option is None or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        return option.words if role == Qt.ItemDataRole.DisplayRole else f"{option.words}, {option.detail}"


class _Row(QStyledItemDelegate):
    """Two lines: the name, and the address below it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        found = model.option(index.row()) if isinstance(model, _Options) else None
        if found is None:
            return
        theme = tokens.current()
        state, rect = option.state, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            on = bool(state & QStyle.StateFlag.State_Selected)
            painter.setBrush(theme.surface.selected if on else theme.surface.hover)
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 4, 4)
        inside = rect.adjusted(10, 0, -10, 0)
        high = inside.adjusted(0, 4, 0, -20) if found.detail else inside
        self._line(painter, high, found.words, "body", Qt.TextElideMode.ElideRight)
        if found.detail:
            self._line(painter, inside.adjusted(0, 22, 0, -4), found.detail, "caption", Qt.TextElideMode.ElideMiddle)
        painter.restore()

    def _line(self, painter: QPainter, box: QRectF, words: str, role: fonts.Role, mode: Qt.TextElideMode) -> None:
        theme = tokens.current()
        painter.setFont(fonts.font(role))
        painter.setPen(theme.text.primary if role == "body" else theme.text.tertiary)
        shown = painter.fontMetrics().elidedText(words, mode, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


class _PickerList(QFrame):
    """Type to search, arrow keys walk, Enter picks, Escape closes. A child of the window, as the palette is."""

    picked = Signal(object)

    def __init__(self, find: Find, everything: Option | None, prompt: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._find = find
        self._everything = everything
        self._asked = 0
        self._current = ""
        self._field: QWidget | None = None
        self.setProperty("card", True)
        self.search = SearchField(prompt or self.tr("Search by title or address"))
        self._model = _Options()
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Row(self.view))
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAccessibleName(self.tr("Links found"))
        self._none = labels.text(self.tr("Nothing found"), "supporting")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._none.hide()
        self.setLayout(boxes.rows(self.search, self.view, self._none, gap=6, margins=(8, 8, 8, 8)))
        self.setFixedHeight(_ROW * _SHOWN + 32 + 24)
        self.search.changed.connect(self.refresh)
        self.view.clicked.connect(self._pick_index)

    def options(self) -> list[Option]:
        """Return what is listed."""
        found = (self._model.option(row) for row in range(self._model.rowCount()))
        return [option for option in found if option is not None]

    def open_under(self, field: QWidget, current: str) -> None:
        """Open under ``field`` with everything listed and the cursor in the search."""
        window = field.window()
        self._field = field
        self._current = current
        self.setParent(window)
        self.setFixedWidth(max(_WIDTH, field.width()))
        corner = field.mapTo(window, QPoint(0, field.height() + 4))
        left = min(corner.x(), window.width() - self.width() - 8)
        self.move(max(8, left), max(8, min(corner.y(), window.height() - self.height() - 8)))
        self.search.blockSignals(True)
        self.search.setText("")
        self.search.blockSignals(False)
        self.refresh("")
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr] # widgets live in an application

    def close_list(self) -> None:
        """Close, and put the keyboard back where it was."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr] # widgets live in an application
        inside = self.search.hasFocus()
        self.hide()
        if inside and self._field is not None:
            self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press anywhere else, or the keyboard going elsewhere, closes the list."""
        if not self.isVisible():
            return False
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            place = self.mapFromGlobal(event.globalPosition().toPoint())
            if isinstance(watched, QWidget) and not self.rect().contains(place):
                self.close_list()
        elif watched is self.search and event.type() == QEvent.Type.FocusOut:
            self.close_list()
        return False

    def refresh(self, words: str) -> None:
        """Look for ``words``; an older answer never overwrites a newer one."""
        self._asked += 1
        asked = self._asked

        def found(options: Sequence[Option]) -> None:
            if asked == self._asked:
                self._show(options, words)

        self._find(words, found)

    def _show(self, options: Sequence[Option], words: str) -> None:
        front = [self._everything] if self._everything is not None and not words.strip() else []
        self._model.show([*front, *options])
        keys = [option.key for option in self.options()]
        row = keys.index(self._current) if self._current in keys and not words else 0
        self.view.setCurrentIndex(self._model.index(row))
        self.view.setVisible(bool(keys))
        self._none.setVisible(not keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _SHOWN, Qt.Key.Key_PageUp: -_SHOWN}
        key = Qt.Key(event.key())
        if key in steps:
            row = self.view.currentIndex().row() + steps[key]
            self.view.setCurrentIndex(self._model.index(max(0, min(self._model.rowCount() - 1, row))))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._pick_index(self.view.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close_list()
        else:
            super().keyPressEvent(event)

    def _pick_index(self, index: QModelIndex) -> None:
        option = self._model.option(index.row())
        if option is not None:
            self.close_list()
            self.picked.emit(option)
