"""The palette (Ctrl+K): links, actions and pages in one place, over a scrim, a child of the window."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QWidget

from qrdesk.gui.shell.palette_list import HEAD_HEIGHT, ROW_HEIGHT, Group, Hit, HitDelegate, HitModel, fits, rows_of
from qrdesk.gui.theme import fonts, motion, tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.glyph import Glyph

Found = Callable[[Sequence[Hit]], None]
Provider = Callable[[str, Found], None]
_INPUT, _FOOT = 52, 36
_MOST_PER_PROVIDER = 8
_MARGIN = 24  # px kept free below


class _Line(QLineEdit):
    """The palette's input: arrow keys walk the list, Tab stays."""

    walked = Signal(int)
    entered = Signal(bool)  # whether Ctrl was held
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}
        key = Qt.Key(event.key())
        if key in steps:
            self.walked.emit(steps[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _next: bool, /) -> bool:
        return True


def paint_scrim(layer: QWidget) -> None:
    """Darken what ``layer`` lies over."""
    surface = tokens.current().surface
    scrim = surface.scrim.toRgb()
    scrim.setAlphaF(surface.scrim_alpha)
    QPainter(layer).fillRect(layer.rect(), scrim)


class Panel(QFrame):
    """What floats over the scrim."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.border.strong, 1))
        painter.setBrush(theme.surface.raised)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


class Palette(QWidget):
    """Providers answer when they can; an older answer never overwrites a newer one."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._providers: list[Provider] = [self._own]
        self._actions: list[Hit] = []
        self._may: dict[int, Callable[[], bool]] = {}  # by the id of an action
        self._found: dict[int, Sequence[Hit]] = {}
        self._query = 0
        self._walked = False
        self._before: QWidget | None = None
        self._model = HitModel()
        self._delegate = HitDelegate(self)
        self.input = _Line()
        self.list = QListView()
        self._count = labels.text("", "caption", tabular=True)
        self._none = labels.text("", "supporting")  # in place of the keys
        self._keys = QWidget()  # what they do, at the foot
        self._panel: Panel | None = None  # with the line and the list, made when it is first needed
        self.hide()
        window.installEventFilter(self)

    def add_provider(self, provider: Provider, *, first: bool = False) -> None:
        """Ask ``provider(text, found)`` on every change; it calls ``found`` with hits, at once or later.

        ``first``: its hits stand before all others of their group.
        """
        self._providers.insert(0 if first else len(self._providers), provider)

    def add_action(
        self,
        title: str,
        detail: str,
        icon: str,
        open: Callable[[], object],
        keys: Sequence[str] = (),
        group: Group = Group.ACTIONS,
        may: Callable[[], bool] = lambda: True,
        also: str = "",
    ) -> None:
        """Offer an action that is always there, as long as one ``may`` do it; ``also`` is what it is found by, too."""
        hit = Hit(group, title, open, detail=detail, icon=icon, keys=keys, also=also)
        self._actions.append(hit)
        self._may[id(hit)] = may

    def build(self) -> None:
        """Make what it shows, unless that was made: no start of the app waits for it."""
        self._panel = self._panel or self._built()

    def open_with(self, text: str = "") -> None:
        """Show the palette, looking for ``text``."""
        self.build()
        if not self.isVisible():
            self._before = self._window.focusWidget()
        self.setGeometry(self._window.rect())
        self.input.setText(text)
        self._ask(text)
        self.show()
        self.raise_()
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)
        motion.fade_in(self)

    def close_it(self) -> None:
        """Go, and give the focus back."""
        self._query += 1
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def hits(self) -> list[Hit]:
        """Return what is shown, as it stands."""
        rows = (self._model.row_at(place) for place in range(self._model.rowCount()))
        return [row for row in rows if isinstance(row, Hit)]

    def chosen(self) -> Hit | None:
        """Return what Enter would open."""
        index = self.list.currentIndex()
        row = self._model.row_at(index.row()) if index.isValid() else None
        return row if isinstance(row, Hit) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_scrim(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._panel is not None and not self._panel.geometry().contains(event.position().toPoint()):
            self.close_it()

    def _built(self) -> Panel:
        panel = Panel(self)
        panel.setAccessibleName(self.tr("Search or run a command"))
        self.input.setProperty("bare", True)
        self.input.setFont(fonts.font("search"))
        self.input.setPlaceholderText(self.tr("Search links, actions and pages"))
        self.input.setAccessibleName(self.tr("Search or run a command"))
        self.input.textEdited.connect(self._ask)
        self.input.walked.connect(self._walk)
        self.input.entered.connect(self._enter)
        self.input.left.connect(self.close_it)
        top = boxes.box(
            boxes.columns(
                Glyph("search", "primary"), self.input, labels.KeyCap(self.tr("Esc")), gap=12, margins=(18, 0, 16, 0)
            )
        )
        top.setFixedHeight(_INPUT)
        self._dress_list()
        panel.setLayout(boxes.rows(top, boxes.line("h"), self.list, self._foot(), gap=0, margins=(1, 0, 1, 1)))
        return panel

    def _dress_list(self) -> None:
        view = self.list
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setAccessibleName(self.tr("Results"))
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setMouseTracking(True)
        view.viewport().setAutoFillBackground(False)
        view.setProperty("clear", True)
        view.entered.connect(view.setCurrentIndex)
        view.clicked.connect(self._clicked)

    def _foot(self) -> QWidget:
        cap, words = labels.KeyCap, labels.text
        keys = boxes.columns(
            cap("↑"), cap("↓"), words(self.tr("choose"), "caption"), 8,
            cap(self.tr("Enter")), words(self.tr("open"), "caption"), 8,
            cap(self.tr("Ctrl")), cap(self.tr("Enter")), words(self.tr("copy short link"), "caption"), gap=8,
        )  # fmt: skip
        self._keys.setLayout(keys)
        foot = boxes.box(boxes.columns(self._keys, self._none, None, self._count, gap=8, margins=(16, 0, 16, 0)))
        foot.setObjectName("paletteFoot")
        foot.setFixedHeight(_FOOT)
        return foot

    def _ask(self, text: str) -> None:
        self._query += 1
        self._walked = False
        self._found = {}
        self._delegate.text = text.strip()
        for place, provider in enumerate(self._providers):
            provider(text.strip(), partial(self._take, self._query, place))
        self._show()

    def _take(self, query: int, place: int, hits: Sequence[Hit]) -> None:
        if query == self._query:
            self._found[place] = hits
            self._show()

    def _show(self) -> None:
        everything = [hit for place in sorted(self._found) for hit in self._found[place]]
        most = _MOST_PER_PROVIDER if self._delegate.text else len(everything)  # untyped: all that there is to do
        shown = [hit for place in sorted(self._found) for hit in self._found[place][:most]]
        kept = self.chosen() if self._walked else None  # late answers must not move what someone walked to
        self._model.show(rows_of(shown))
        self._choose(self._row_of(kept.title) if kept else 0)
        some = self.tr("{shown} of {all}").format(shown=len(shown), all=len(everything))
        self._count.setText(some if everything else "")
        self._none.setText(self.tr("Nothing found. Try fewer letters, or another word."))
        self._none.setVisible(not everything)
        self._keys.setVisible(bool(everything))  # of no use to nothing, and the words need the room
        self._place()

    def _row_of(self, title: str) -> int:
        rows = (self._model.row_at(place) for place in range(self._model.rowCount()))
        return next((place for place, row in enumerate(rows) if isinstance(row, Hit) and row.title == title), 0)

    def _place(self) -> None:
        panel = tokens.measures().panel
        width = min(panel.palette, self.width() - 2 * _MARGIN)
        heads = sum(isinstance(self._model.row_at(at), Group) for at in range(self._model.rowCount()))
        whole = HEAD_HEIGHT * heads + ROW_HEIGHT * (self._model.rowCount() - heads)
        room = self.height() - panel.palette_top - _MARGIN - _INPUT - _FOOT - 2
        high = min(whole + (6 if whole else 0), max(ROW_HEIGHT * 2, room))
        self.list.setFixedHeight(high)
        size = QSize(width, _INPUT + 1 + high + _FOOT + 1)
        if self._panel is not None:
            self._panel.setGeometry((self.width() - width) // 2, panel.palette_top, size.width(), size.height())

    def _choose(self, place: int) -> None:
        """Choose the first hit at or after ``place``."""
        for at in range(place, self._model.rowCount()):
            if isinstance(self._model.row_at(at), Hit):
                self.list.setCurrentIndex(self._model.index(at))
                return

    def _walk(self, steps: int) -> None:
        places = [at for at in range(self._model.rowCount()) if isinstance(self._model.row_at(at), Hit)]
        if places:
            self._walked = True
            now = self.list.currentIndex().row()
            at = (places.index(now) if now in places else -1) + steps
            at = at % len(places) if abs(steps) == 1 else max(0, min(len(places) - 1, at))
            self.list.setCurrentIndex(self._model.index(places[at]))
            if places[at] == 1:
                self.list.scrollToTop()  # its head too

    def _enter(self, copy: bool) -> None:
        hit = self.chosen()
        action = (hit.copy if copy else hit.open) if hit else None
        if action is not None:
            self.close_it()
            action()

    def _clicked(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self._enter(copy=False)

    def _own(self, text: str, found: Found) -> None:
        found([hit for hit in self._actions if fits(text, hit.title, hit.detail, hit.also) and self._may[id(hit)]()])
