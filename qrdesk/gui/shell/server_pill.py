"""The server pill: whether codes lead anywhere right now, by shape, colour and words, and what to do about it."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from qrdesk.gui import words
from qrdesk.gui.theme import fonts, icons, tokens
from qrdesk.gui.widgets import labels
from qrdesk.gui.widgets.menus import Menu


class ServerState(Enum):
    """What the server does."""

    STARTING = "starting"
    CONNECTING = "connecting"  # to a server far away
    SERVING = "serving"
    NETWORK_ONLY = "network_only"
    STOPPED = "stopped"
    UNREACHABLE = "unreachable"


_HEIGHT = 28
_LEFT, _DOT, _GAP, _ARROW, _RIGHT = 10, 8, 8, 14, 10


class ServerPill(QPushButton):
    """Round is well, a diamond needs a look, a square stands still."""

    start_wanted = Signal()
    stop_wanted = Signal()
    copy_wanted = Signal()
    log_wanted = Signal()
    retry_wanted = Signal()
    reach_wanted = Signal()  # an address that phones reach from everywhere
    state_shown = Signal()  # for whatever else tells of it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("round", True)
        self.setProperty("extent", "small")
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.state = ServerState.STOPPED
        menu = Menu(self)
        self._start = menu.add(self.tr("Start serving"), self.start_wanted.emit, "play")
        self._retry = menu.add(self.tr("Try now"), self.retry_wanted.emit, "refresh-cw")
        self._copy = menu.add(self.tr("Copy address"), self.copy_wanted.emit, "copy")
        self._reach = menu.add(self.tr("Make codes work for everyone…"), self.reach_wanted.emit, "globe")
        menu.add(self.tr("Open log"), self.log_wanted.emit, "file-text")
        menu.addSeparator()
        self._stop = menu.add(self.tr("Stop serving"), self.stop_wanted.emit, "power")
        self.setMenu(menu)
        self.show_state(ServerState.STOPPED)

    def show_state(
        self, state: ServerState, address: str = "", *, retry_in_s: int | None = None, can_stop: bool = True
    ) -> None:
        """Show ``state``; ``address`` is the host people type. ``can_stop`` is false for a server far away."""
        self.state = state
        self.setText(self._words(state, address, retry_in_s))
        port = words.other_port(address) if state is ServerState.NETWORK_ONLY else ""
        self.setToolTip(labels.tip(f"{self._explained(state, address)} {port}".strip()))
        self.setAccessibleName(self.tr("Server: {state}").format(state=self.text()))
        local = can_stop and state is not ServerState.UNREACHABLE
        runs = state in {ServerState.SERVING, ServerState.NETWORK_ONLY, ServerState.STARTING}
        self._start.setVisible(local and state is ServerState.STOPPED)
        self._stop.setVisible(local and runs)
        self._retry.setVisible(state is ServerState.UNREACHABLE)
        self._reach.setVisible(state is ServerState.NETWORK_ONLY)
        self._copy.setEnabled(bool(address))
        self.updateGeometry()
        self.update()
        self.state_shown.emit()

    def can_start(self) -> bool:
        """Whether serving can be started from here."""
        return self._start.isVisible()

    def can_stop(self) -> bool:
        """Whether serving can be stopped from here."""
        return self._stop.isVisible()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(fonts.font("body", tabular=True)).horizontalAdvance(self.text()) + 2
        return QSize(_LEFT + _DOT + _GAP + words + _GAP + _ARROW + _RIGHT, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_dot(painter, QRectF(_LEFT, (_HEIGHT - _DOT) / 2, _DOT, _DOT))
        left = _LEFT + _DOT + _GAP
        room = self.width() - left - _GAP - _ARROW - _RIGHT
        painter.setFont(fonts.font("body", tabular=True))
        painter.setPen(theme.text.primary)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, 0, room + 1, _HEIGHT), Qt.AlignmentFlag.AlignVCenter, shown)
        arrow = QRectF(self.width() - _RIGHT - _ARROW, (_HEIGHT - _ARROW) / 2, _ARROW, _ARROW)
        icons.paint(painter, arrow, "chevron-down", theme.text.tertiary)

    def _paint_dot(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour())
        if self.state is ServerState.SERVING:
            painter.drawEllipse(box)
        elif self.state in {ServerState.NETWORK_ONLY, ServerState.STARTING, ServerState.CONNECTING}:
            centre, half = box.center(), 5.0
            points = ((0, -half), (half, 0), (0, half), (-half, 0))
            painter.drawPolygon(QPolygonF([centre + QPointF(x, y) for x, y in points]))
        else:
            painter.drawRoundedRect(box, 1, 1)

    def _colour(self) -> QColor:
        theme = tokens.current()
        return {
            ServerState.SERVING: theme.success.default,
            ServerState.NETWORK_ONLY: theme.warn.default,
            ServerState.STARTING: theme.info.default,
            ServerState.CONNECTING: theme.info.default,
            ServerState.STOPPED: theme.border.control,
            ServerState.UNREACHABLE: theme.danger.default,
        }[self.state]

    def _words(self, state: ServerState, address: str, retry_in_s: int | None) -> str:
        if state is ServerState.UNREACHABLE:
            if retry_in_s is None:
                return self.tr("Server unreachable: retrying")
            return self.tr("Server unreachable: retrying in {seconds} s").format(seconds=retry_in_s)
        if state is ServerState.NETWORK_ONLY and words.only_here(address):
            return self.tr("This computer only")
        return {
            ServerState.SERVING: self.tr("Serving at {address}").format(address=address),
            ServerState.NETWORK_ONLY: self.tr("This network only"),
            ServerState.STARTING: self.tr("Starting"),
            ServerState.CONNECTING: self.tr("Connecting"),
            ServerState.STOPPED: self.tr("Not serving"),
        }[state]

    def _explained(self, state: ServerState, address: str) -> str:
        if state is ServerState.NETWORK_ONLY and words.only_here(address):
            return self.tr("Codes work on this computer only and are not for print.")
        return {
            ServerState.SERVING: self.tr("Codes lead where you set them."),
            ServerState.NETWORK_ONLY: self.tr("Codes work for phones on this network only and are not for print."),
            ServerState.STARTING: self.tr("The server is starting."),
            ServerState.CONNECTING: self.tr("The server has not answered yet."),
            ServerState.STOPPED: self.tr("Codes lead nowhere while the server is stopped."),
            ServerState.UNREACHABLE: self.tr("The server does not answer. What was loaded before stays here."),
        }[state]
