"""The Studio's middle: what is being worked on, the artboard, and what the reader read."""

from html import escape

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.core.schemas.artwork import ArtworkReport
from qrdesk.gui.pages.studio_measure import MeasureBar
from qrdesk.gui.pages.studio_meeting import LookMeeting
from qrdesk.gui.theme import fonts, tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.artboard import Artboard
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.chips import Chip
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.loading import LoadingBar
from qrdesk.gui.widgets.mockups import find_mockup
from qrdesk.gui.widgets.screens import Screens
from qrdesk.gui.widgets.segment import Segment

_FOOT, _BAR = 48, 48
_TOASTS = 56  # px above the edge of the artboard: its buttons stand below
PLAIN = "plain"


class MiddlePanel(QWidget):
    """``save_wanted`` when the look is to be kept; ``back_wanted`` and ``again_wanted`` walk through what was done."""

    save_wanted = Signal()
    back_wanted = Signal()
    again_wanted = Signal()
    surface_chosen = Signal(str)

    def __init__(self, screens: Screens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: ArtworkReport | None = None
        self._said, self._secret = "", False
        self.artboard = Artboard(screens.px_per_mm)
        self.artboard.setProperty("toasts_above", _TOASTS)
        self.artboard.zoomed.connect(self._zoomed)
        self.measure = MeasureBar(screens, self.artboard)
        self.caption = labels.Paragraph("", "caption")
        self.caption.setContentsMargins(16, 0, 16, 6)
        self.caption.hide()
        caption = boxes.box(boxes.rows(self.caption, gap=0), surface="sunken")
        self.meeting = LookMeeting()
        board = boxes.rows(self.artboard, caption, self.measure, gap=0)
        board.setStretchFactor(self.artboard, 1)
        self.loading = LoadingBar()
        column = boxes.rows(self._head(), self.loading, self.meeting, self._tools(), board, self._foot(), gap=0)
        column.setStretchFactor(board, 1)
        self.setLayout(column)

    def show_asking(self, asking: bool) -> None:
        """Something to work on is on its way, or came."""
        (self.loading.start if asking else self.loading.stop)()

    def show_state(self, title: str, *, unsaved: bool, new: bool, static: bool = False, waits_for: str = "") -> None:
        """Say what is being worked on, and whether it is kept; it cannot be while it ``waits_for`` something."""
        self.title.setText(title)
        self.unsaved.setVisible(unsaved)
        self.save.setEnabled((unsaved or new) and not waits_for)
        self.save.setToolTip(waits_for or self._keep)
        self.save.setAccessibleDescription(waits_for)
        self.save.setText(self.tr("Save code") if static else self.tr("Save look"))
        self._place_unsaved()
        self._show_surface()

    def show_steps(self, back: bool, again: bool) -> None:
        """Say whether there is a step to take back, and one to do again."""
        self.back.setEnabled(back)
        self.again.setEnabled(again)

    def show_surface(self, key: str) -> None:
        """Show the code on white, or on a thing."""
        self.surface.choose(key)
        self.surface_list.choose(key)
        self._show_surface()

    def show_report(self, report: ArtworkReport, said: str = "", *, secret: bool = False) -> None:
        """Say what was read, and what the symbol is like.

        ``said`` is what was read as people know it: what a code carries is for phones. ``secret``: there is a password
        in it, which is shown nowhere.
        """
        self._report, self._said, self._secret = report, said, secret
        self._show_foot(report)
        self._show_surface()

    def show_nothing(self) -> None:
        """There is no code: nothing was read."""
        self._report = None
        self._mark.show_icon("", "success")
        self.reads.set_markup("")
        self.reads.setToolTip("")
        self.facts.setText("")
        self.facts.setToolTip("")
        self.caption.hide()

    def _head(self) -> QWidget:
        self.title = labels.Elided("", "section_title")
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.unsaved = Chip(self.tr("Not saved"), tone="warn")
        self.back = IconButton("undo-2", self.tr("Take the last change back (Ctrl+Z)"))
        self.again = IconButton("redo-2", self.tr("Do it again (Ctrl+Shift+Z)"))
        self.back.clicked.connect(self.back_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.save = Button(self.tr("Save look"))
        self._keep = self.tr("Keep name, look and content of this code (Ctrl+S)")
        self.save.setToolTip(self._keep)
        self.save.clicked.connect(self.save_wanted)
        self._title_row = head = boxes.columns(self.title, self.unsaved, gap=8, margins=(16, 0, 16, 0))
        for part in (boxes.columns(self.back, self.again, gap=2), self.save):
            head.addWidget(part) if isinstance(part, QWidget) else head.addLayout(part)
        head.setStretchFactor(self.title, 1)
        bar = boxes.box(head, edge="bottom")
        bar.setFixedHeight(tokens.measures().frame.page_header)
        return bar

    def _tools(self) -> QWidget:
        names = (
            (PLAIN, self.tr("Plain")),
            ("tent", self.tr("Tent")),
            ("card", self.tr("Card")),
            ("poster", self.tr("Poster")),
            ("label", self.tr("Label")),
        )
        self.surface = Segment(names, name=self.tr("Show the code on"))
        self.surface.chosen.connect(self._surface_chosen)
        only = self.tr("Preview only: the file holds the code alone")
        self.surface.setToolTip(only)
        self._see = labels.text(self.tr("See it on"), "supporting", "tertiary")
        self._see.setToolTip(only)
        self.surface_list = Choice(names)  # the same, where there is no room
        self.surface_list.setAccessibleName(self.tr("Show the code on"))
        self.surface_list.setToolTip(only)
        self.surface_list.chosen.connect(self._surface_chosen)
        self.copy = IconButton("copy", self.tr("Copy the code (Ctrl+Shift+C)"), 32, "secondary")
        self.copy.setToolTip(
            self.tr("Copy the code for a layout program (Ctrl+Shift+C), or drag it there from the picture")
        )
        self.true_size = Button(self.tr("True size"), icon="ruler")
        self.true_size.setCheckable(True)
        self.true_size.setAccessibleName(self.tr("True size"))
        self.true_size.setToolTip(self.tr("As large as on paper"))
        self.true_size.clicked.connect(self._true_size_clicked)
        self._tool_row = row = boxes.columns(
            self._see, self.surface, self.surface_list, None, self.copy, self.true_size, gap=8, margins=(16, 0, 16, 0)
        )
        bar = boxes.box(row)
        bar.setProperty("surface", "sunken")
        bar.setFixedHeight(_BAR)
        return bar

    def _surface_chosen(self, key: str) -> None:
        self.show_surface(key)
        self.surface_chosen.emit(key)

    def _show_surface(self) -> None:
        """Show the code on what was chosen, and say where that is too small for it."""
        mockup, scene = find_mockup(self.surface.key()), self.artboard.scene()
        self.artboard.show_on(mockup, self.title.text())
        self.caption.setVisible(mockup is not None and self._report is not None)
        if mockup is None or scene is None:
            return
        if mockup.holds(scene.width_mm, scene.height_mm):
            said = self.tr("{thing}. Preview only: the file holds the code alone")
            self.caption.set_text(said.format(thing=mockup.name))
            return
        width, height = (QLocale().toString(float(mm), "f", 0) for mm in mockup.room[2:])
        said = self.tr("{thing}: the code is too large for it, there is room for {width} × {height} mm")
        self.caption.set_text(said.format(thing=mockup.name, width=width, height=height))

    def _show_foot(self, report: ArtworkReport) -> None:
        """Say it as fully as there is room; the tooltips have all of it."""
        read = self._said or " ".join((report.decoded or "").split("://", 1)[-1].split())
        self._show_facts(report, read)
        if report.decoded is None:
            self._mark.show_icon("circle-x", "danger")
            self.reads.set_markup(escape(self.tr("Cannot be read")))
        else:
            self._mark.show_icon("circle-check", "success")
            where = Qt.TextElideMode.ElideRight if self._said else Qt.TextElideMode.ElideMiddle  # of an address
            shown = QFontMetrics(fonts.font("label")).elidedText(read, where, self._room())
            self.reads.set_markup(escape(self._reads()).format(content=f"<b>{escape(shown)}</b>"))
            self.reads.setToolTip(labels.tip(self._said if self._secret else report.decoded))

    def _reads(self) -> str:
        return self.tr("Reads {content}")

    def _room(self) -> int:
        """Return the px left for what was read."""
        word = self.fontMetrics().horizontalAdvance(self._reads().format(content=""))
        return max(60, self.width() - 32 - 24 - 24 - word - self.facts.sizeHint().width())

    def _show_facts(self, report: ArtworkReport, read: str) -> None:
        """Say as much as leaves room for what was read: that matters most."""
        module = QLocale().toString(report.module_mm, "f", 2)
        needed = QFontMetrics(fonts.font("label")).horizontalAdvance(read)
        short = self.tr("{version}-{level} · {n} × {n}")
        # what has no room anyway is cut off rather than all facts left out
        for words in (
            self.tr("{version}-{level} · {n} × {n} · {module} mm"),
            short,
            self.tr("{version}-{level}"),
            short,
        ):
            self.facts.setText(
                words.format(version=report.version, level=report.error_correction, n=report.modules, module=module)
            )
            if needed <= self._room():
                break
        words = self.tr("Version {version}, error correction {level}, {n} by {n} modules, each {module} mm wide")
        self.facts.setToolTip(
            words.format(version=report.version, level=report.error_correction, n=report.modules, module=module)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.true_size.setText(self.tr("True size"))
        see = self._see.sizeHint().width() + 8
        taken = 32 + 3 * 8 + 32 + self.true_size.sizeHint().width()
        room = self.width() - taken
        self._see.setVisible(room >= self.surface.sizeHint().width() + see)
        full = self.surface.sizeHint().width()
        if room < full:
            self.true_size.setText("")
            room = self.width() - (32 + 3 * 8 + 32 + self.true_size.sizeHint().width())
        self.surface.setVisible(room >= full)
        self.surface_list.setVisible(room < full)
        self._place_unsaved()
        self.true_size.updateGeometry()
        if self._report is not None:
            self._show_foot(self._report)

    def _place_unsaved(self) -> None:
        """Stand beside the title, or below it where it would be cut off for that."""
        taken = self.unsaved.sizeHint().width() + self.back.width() + self.again.width() + self.save.sizeHint().width()
        room = self.width() - taken - 2 * 16 - 3 * 8 - 2
        title = QFontMetrics(fonts.font("section_title")).horizontalAdvance(self.title.text())
        low = title > room and self.surface.isHidden()  # the list leaves room there
        row, other = (self._tool_row, self._title_row) if low else (self._title_row, self._tool_row)
        if row.indexOf(self.unsaved) < 0:
            other.removeWidget(self.unsaved)
            row.insertWidget(row.indexOf(self.surface_list if low else self.title) + 1, self.unsaved)

    def _foot(self) -> QWidget:
        self._mark = Glyph("", "success", 16, 20)  # nothing was read yet
        self.reads = labels.Paragraph("", "body")
        self.reads.setWordWrap(False)
        self.facts = labels.text("", "supporting", "tertiary", tabular=True)
        row = boxes.columns(self._mark, self.reads, None, self.facts, gap=8, margins=(16, 0, 16, 0))
        foot = boxes.box(row, edge="top")
        foot.setFixedHeight(_FOOT)
        return foot

    def _true_size_clicked(self, on: bool) -> None:
        if on:
            self.artboard.show_true_size()
        else:
            self.artboard.fit()

    def _zoomed(self, zoom: float) -> None:
        true = not self.artboard.is_fitted() and abs(zoom - 1) < 0.001
        self.true_size.setChecked(true)
        self.measure.offer(shown=true)
