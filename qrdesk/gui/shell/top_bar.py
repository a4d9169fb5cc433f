"""The top bar: whose links these are, search, the server pill, help."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QWidget

from qrdesk.gui.shell.server_pill import ServerPill
from qrdesk.gui.theme import fonts, icons, tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.menus import Menu

_SEARCH = 400


def initials(name: str) -> str:
    """Return up to two letters that stand for ``name``."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or "?"


class _Flat(QAbstractButton):
    """A button that paints itself on the canvas."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paint_ground(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.current().surface.pressed)
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)


class WorkspaceButton(_Flat):
    """Tile, name and arrows; the menu lists the workspaces. Narrow, only the tile shows."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(36)
        self._narrow = False
        self._names: tuple[str, ...] = ()
        self.clicked.connect(self._open)
        self.show_names("QRDesk", ())

    def show_names(self, name: str, names: Sequence[str]) -> None:
        """Show ``name``; ``names`` are all that can be switched to."""
        self.setText(name)
        self._names = tuple(names)
        self.setAccessibleName(self.tr("Workspace {name}").format(name=name))
        self.setToolTip(labels.tip(name))
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show the tile alone."""
        self._narrow = narrow
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(36 if self._narrow else 192, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QPainter(self)
        self.paint_ground(painter)
        tile = QRectF((self.width() - 22) / 2 if self._narrow else 6, 7, 22, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent.default)
        painter.drawRoundedRect(tile, 4, 4)
        small = fonts.font("strong_caption")
        small.setPixelSize(11)
        painter.setFont(small)
        painter.setPen(theme.text.on_accent)
        painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, initials(self.text()))
        if self._narrow:
            return
        arrows = QRectF(self.width() - 23, 10, 16, 16)
        if len(self._names) > 1:
            icons.paint(painter, arrows, "chevrons-up-down", theme.text.secondary)
        painter.setFont(fonts.font("label"))
        painter.setPen(theme.text.primary)
        room = arrows.left() - tile.right() - 12
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(tile.right() + 8, 0, room + 2, 36), Qt.AlignmentFlag.AlignVCenter, shown)

    def _open(self) -> None:
        if len(self._names) < 2:
            return
        menu = Menu(self)
        for name in self._names:
            menu.add_choice(name.replace("&", "&&"), partial(self.chosen.emit, name), on=name == self.text())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


class SearchButton(_Flat):
    """Looks like a field, opens the palette."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(32)
        self.setMinimumWidth(180)
        self.setMaximumWidth(_SEARCH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setText(self.tr("Search or run a command"))
        self.setAccessibleName(self.text())
        self._keys = (self.tr("Ctrl"), "K")

    def sizeHint(self) -> QSize:
        return QSize(_SEARCH, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.border.control if self.underMouse() else theme.border.strong, 1))
        painter.setBrush(theme.surface.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        icons.paint(painter, QRectF(11, 8, 16, 16), "search", theme.text.secondary)
        right = self._paint_keys(painter, self.width() - 7.0)
        painter.setFont(fonts.font("body"))
        painter.setPen(theme.text.tertiary)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(right - 43))
        painter.drawText(QRectF(35, 0, right - 35, 32), Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_keys(self, painter: QPainter, right: float) -> float:
        theme = tokens.current()
        painter.setFont(fonts.font("caption"))
        for key in reversed(self._keys):
            width = QFontMetrics(fonts.font("caption")).horizontalAdvance(key) + 12
            cap = QRectF(right - width, 6, width, 20).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(theme.border.default, 1))
            painter.setBrush(theme.surface.sunken)
            painter.drawRoundedRect(cap, 4, 4)
            painter.setPen(theme.text.tertiary)
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)
            right -= width + 4
        return right


class Brand(QWidget):
    """The program's sign and name, where no workspace is open yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("QRDesk")

    def sizeHint(self) -> QSize:
        return QSize(120, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.app_icon().paint(painter, 8, 6, 24, 24)
        painter.setFont(fonts.font("label"))
        painter.setPen(QColor(tokens.current().text.primary))
        painter.drawText(QRectF(42, 0, 80, 36), Qt.AlignmentFlag.AlignVCenter, "QRDesk")


class TopBar(QFrame):
    """48 px over the whole width; the workspace stands over the sidebar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setFixedHeight(tokens.measures().frame.top_bar)
        self.workspace = WorkspaceButton()
        self.brand = Brand()
        self.search = SearchButton()
        self.pill = ServerPill()
        self.help = IconButton("circle-question-mark", self.tr("Help"), 26)
        self.help.name(self.tr("Help"), "F1")
        self.help.setProperty("on", "canvas")
        self._corner = boxes.columns(gap=8)
        self.back = Button(self.tr("Back"), "quiet", "arrow-left")
        self.back.setProperty("on", "canvas")
        row = boxes.columns(self.workspace, self.brand, 16, gap=0, margins=(8, 0, 16, 0))
        row.addWidget(self.search, 100)
        row.addStretch(1)
        row.addSpacing(12)
        row.addLayout(boxes.columns(self.pill, self.back, self._corner, self.help, gap=10))  # no gap where one hides
        self.setLayout(row)
        self.set_alone(alone=False)

    def set_narrow(self, narrow: bool) -> None:
        """Follow the sidebar."""
        frame = tokens.measures().frame
        self.workspace.setFixedWidth((frame.sidebar_collapsed if narrow else frame.sidebar) - 16)
        self.workspace.set_narrow(narrow)

    def show_back(self, *, shown: bool) -> None:
        """Offer the way back to what is shown alone, in place of its corner."""
        self.back.setVisible(shown)
        for place in range(self._corner.count()):
            item = self._corner.itemAt(place)
            part = item.widget() if item is not None else None
            if part is not None:
                part.setVisible(not shown)

    def focus_corner(self) -> None:
        """Put the focus on what stands before the help button."""
        item = self._corner.itemAt(0)
        part = item.widget() if item is not None else None
        if part is not None:
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_alone(self, *, alone: bool, corner: QWidget | None = None) -> None:
        """Show only the brand, help and ``corner`` (first run), or everything."""
        self.brand.setVisible(alone)
        self.show_back(shown=False)
        for part in (self.workspace, self.search, self.pill):
            part.setVisible(not alone)
        while (item := self._corner.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        if corner is not None:
            self._corner.addWidget(corner)
            corner.show()  # now, so that the keyboard can go there
