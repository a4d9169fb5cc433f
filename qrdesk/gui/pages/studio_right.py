"""The Studio's right side: tabs, what the reader says, and the export bar, both always in view."""

from collections.abc import Generator, Mapping, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from qrdesk.client import ArtworkFormat, Design
from qrdesk.core.schemas.artwork import ArtworkReport, Preflight
from qrdesk.gui.pages.studio_checks import summary
from qrdesk.gui.pages.studio_colour import ColourTab
from qrdesk.gui.pages.studio_desk import Order
from qrdesk.gui.pages.studio_fixes import Fix
from qrdesk.gui.pages.studio_formats import format_name
from qrdesk.gui.pages.studio_frame import FrameTab
from qrdesk.gui.pages.studio_logo import LogoTab
from qrdesk.gui.pages.studio_print import PrintTab
from qrdesk.gui.pages.studio_reader import ReaderPanel
from qrdesk.gui.pages.studio_shape import ShapeTab
from qrdesk.gui.pages.studio_symbol import SymbolTab
from qrdesk.gui.pieces import whole
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.tabs import Tabs

_KEYS = ("shape", "colour", "logo", "frame", "symbol", "print")
_EXPORT, _AROUND = "download", 36  # icon of the button; px around the name of a format
_LEAST_TAB = 200  # px: what the reader says scrolls rather than that what is changed has less room


class RightPanel(QWidget):
    """Shows a look and an order; says what is to change in either."""

    design_changed = Signal(object)  # {field: value}
    order_changed = Signal(str, object)
    export_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, *, at_once: bool = True) -> None:
        """Not ``at_once``: it is made by its ``steps``, and of no use before they are done."""
        super().__init__()
        self.steps = self._made()
        if at_once:
            whole(self.steps)

    def _named(self) -> Tabs:
        return Tabs(
            [
                ("shape", self.tr("Shape")),
                ("colour", self.tr("Colour")),
                ("logo", self.tr("Logo")),
                ("frame", self.tr("Frame")),
                ("symbol", self.tr("Symbol")),
                ("print", self.tr("Print")),
            ],
            name=self.tr("What to change"),
            spread=True,
        )

    def _made(self) -> Generator[None]:
        self.tabs = self._named()
        self.shape = ShapeTab()
        yield
        self.colour = ColourTab()
        yield
        self.logo = LogoTab()
        yield
        self.frame = FrameTab()
        yield
        self.symbol = SymbolTab()
        yield
        self.print = PrintTab()
        yield
        self._stack = QStackedWidget()
        self.tabs.chosen.connect(self._tab_chosen)
        for tab in (self.shape, self.colour, self.logo, self.frame, self.symbol):
            tab.changed.connect(self._changed)
            tab.all_changed.connect(self.design_changed)
        self.print.changed.connect(self.order_changed)
        yield
        self.reader = ReaderPanel()
        yield
        head = boxes.box(boxes.rows(None, self.tabs, gap=0, margins=(8, 0, 8, 0)))
        head.setFixedHeight(tokens.measures().frame.page_header)
        self._head, self._bar = head, self._export_bar()
        column = boxes.rows(head, self._stack, self.reader, self._bar, gap=0)
        column.setStretchFactor(self._stack, 1)
        self.setLayout(column)
        yield
        for tab in (self.shape, self.colour, self.logo, self.frame, self.symbol, self.print):
            self._stack.addWidget(boxes.scrolled(tab))
            yield

    def show_work(self, design: Design, order: Order) -> None:
        """Show what is being worked on without telling anyone."""
        self.shape.show_design(design)
        self.colour.show_design(design)
        self.logo.show_design(design)
        self.frame.show_design(design)
        self.symbol.show_design(design)
        self.print.show_order(order)
        self.format.choose(order.format.value)

    def show_report(self, report: ArtworkReport, design: Design, fixes: Mapping[str, Sequence[Fix]]) -> None:
        """Show what the reader found."""
        self.symbol.show_report(report, design)
        self.reader.show_report(report, design, fixes)

    def show_near(self, host: str) -> None:
        """Say that the code's address works nearby only; empty: it is for print as far as that goes."""
        self._near = host
        self.reader.show_near(host)
        self._say_near_once()

    def show_problem(self, title: str, words: str, action: str) -> None:
        """Say why nothing was exported, above the bar; ``action`` is the way out."""
        self.problem.show_words("danger", title, words)
        self._trial.hide()
        self._again.setText(action)
        self._again.setVisible(bool(action))
        self.problem.show()
        self._say_near_once()

    def forget_file(self) -> None:
        """Say nothing more of the file before: it is not what is seen here. Its report stays in the Print tab."""
        self.forget_problem()
        self._checked.hide()

    def forget_problem(self) -> None:
        """Something else is worked on: what went wrong before is over."""
        self.problem.hide()
        self._trial.hide()
        self._say_near_once()

    def show_preflight(self, file: str, preflight: Preflight | None) -> None:
        """Say what was checked of a file that was written, and where to read it."""
        self.print.show_preflight(file, preflight)
        self._checked.setVisible(preflight is not None)
        if preflight is not None:
            said = self.tr("Preflight: {found}")
            if self._near:
                said = self.tr("Preflight: {found}, but the address is not for print yet")
            self.checked.setText(said.format(found=summary(preflight)))
            fine = preflight.passed and not self._near
            self._checked_mark.show_icon("circle-check" if fine else "triangle-alert", "success" if fine else "warn")

    def show_tab(self, key: str) -> None:
        """Turn to a tab."""
        self.tabs.choose(key)
        self._tab_chosen(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._fit_format()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()  # a note in the export bar comes and goes
        return super().event(event)

    def _fit(self) -> None:
        bar = self._bar.layout()
        high = bar.totalHeightForWidth(self.width()) if bar is not None and bar.hasHeightForWidth() else 0
        self.reader.fit(self.height() - self._head.height() - max(high, self._bar.sizeHint().height()) - _LEAST_TAB)

    def _say_near_once(self) -> None:
        """That the address works nearby only is said above the bar or by the reader, never by both."""
        self.reader.near.setVisible(bool(self._near) and self._trial.isHidden())

    def _fit_format(self) -> None:
        """Let the button go without its icon where the name of a format would be cut off beside it."""
        metrics = self.format.fontMetrics()
        names = max(metrics.horizontalAdvance(self.format.itemText(at)) for at in range(self.format.count()))
        self.export.set_icon(_EXPORT)
        room = self.width() - 2 * 16 - 2 * 8 - self.office.width() - self.export.sizeHint().width()
        if names + _AROUND > room:
            self.export.set_icon("")

    def allow_export(self, *, allowed: bool) -> None:
        """Let the code leave the app, or not."""
        self.export.setEnabled(allowed)
        self.office.setEnabled(allowed)

    def _changed(self, field: str, value: object) -> None:
        self.design_changed.emit({field: value})

    def _open_checks(self) -> None:
        self.show_tab("print")
        boxes.scroll_to(self.print.checks)

    def show_warning(self, title: str, words: str) -> None:
        """Say what is to be known of a file that was exported."""
        self._again.hide()
        self.problem.show_words("warn", title, words)
        self.problem.setVisible(not self._near)
        self.trial.setText(title)  # one line: what the reader says needs room too
        for part in (self.trial, self._trial):
            part.setToolTip(labels.tip(words))
        self.trial.setAccessibleDescription(words)
        self._trial.setVisible(bool(self._near))
        self._say_near_once()

    def _export_bar(self) -> QFrame:
        self.problem = Note("danger", "")
        self._again = self.problem.add_action("", self.export_wanted.emit)
        self.problem.hide()
        self._trial = self._trial_line()
        self.checked = labels.Elided("", "body")
        self.report = Button(self.tr("Report"), size="small")
        self.report.setAccessibleName(self.tr("Show the preflight report"))
        self.report.clicked.connect(self._open_checks)
        self._near = ""
        self._checked_mark = Glyph("circle-check", "success", 16, 20)
        found = boxes.columns(self._checked_mark, self.checked, self.report, gap=8)
        found.setStretchFactor(self.checked, 1)
        self._checked = boxes.box(found)
        self._checked.hide()
        self.format = Choice([(one.value, format_name(one)) for one in ArtworkFormat])
        self.format.setAccessibleName(self.tr("File format"))
        self.format.chosen.connect(self._format_chosen)
        self.export = Button(self.tr("Export…"), "primary", icon=_EXPORT)
        self.export.setToolTip(self.tr("Write the file (Ctrl+E)"))
        self.export.clicked.connect(self.export_wanted)
        self.export.setEnabled(False)  # until something was read
        self.office = IconButton("printer", self.tr("Print on an office printer…"), 32, "secondary")
        self.office.clicked.connect(self.print_wanted)
        self.office.setEnabled(False)
        bar = boxes.columns(self.format, self.office, self.export, gap=8)
        bar.setStretchFactor(self.format, 1)
        parts = (self.problem, self._trial, self._checked, self.print.remember, bar)
        return boxes.box(boxes.rows(*parts, gap=10, margins=(16, 10, 16, 12)), edge="top")

    def _trial_line(self) -> QFrame:
        self.trial = labels.Elided("", "label")
        address = Button(self.tr("Change…"), size="small")  # the whole would leave no room for the words
        address.setAccessibleName(self.tr("Set a public address"))
        address.setToolTip(self.tr("Set a public address"))
        address.clicked.connect(self.reader.address_wanted)
        line = boxes.columns(Glyph("triangle-alert", "warn", 16, 20), self.trial, address, gap=8)
        line.setStretchFactor(self.trial, 1)
        made = boxes.box(line)
        made.hide()
        return made

    def _tab_chosen(self, key: str) -> None:
        self._stack.setCurrentIndex(_KEYS.index(key))

    def _format_chosen(self, key: str) -> None:
        self.order_changed.emit("format", ArtworkFormat(key))
