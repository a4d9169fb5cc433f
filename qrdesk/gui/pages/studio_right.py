"""The Studio's right side: tabs, what the reader says, and the export bar, both always in view."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
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
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.tabs import Tabs

_KEYS = ("shape", "colour", "logo", "frame", "symbol", "print")


class RightPanel(QWidget):
    """Shows a look and an order; says what is to change in either."""

    design_changed = Signal(object)  # {field: value}
    order_changed = Signal(str, object)
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = Tabs(
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
        self.shape, self.colour, self.logo = ShapeTab(), ColourTab(), LogoTab()
        self.frame, self.symbol, self.print = FrameTab(), SymbolTab(), PrintTab()
        self._stack = QStackedWidget()
        for tab in (self.shape, self.colour, self.logo, self.frame, self.symbol, self.print):
            self._stack.addWidget(boxes.scrolled(tab))
        self.tabs.chosen.connect(self._tab_chosen)
        for tab in (self.shape, self.colour, self.logo, self.frame, self.symbol):
            tab.changed.connect(self._changed)
            tab.all_changed.connect(self.design_changed)
        self.print.changed.connect(self.order_changed)
        self.reader = ReaderPanel()
        head = boxes.box(boxes.rows(None, self.tabs, gap=0, margins=(8, 0, 8, 0)))
        head.setFixedHeight(tokens.measures().frame.page_header)
        column = boxes.rows(head, self._stack, self.reader, self._export_bar(), gap=0)
        column.setStretchFactor(self._stack, 1)
        self.setLayout(column)

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

    def show_problem(self, title: str, words: str, action: str) -> None:
        """Say why nothing was exported, above the bar; ``action`` is the way out."""
        self.problem.show_words("danger", title, words)
        self._again.setText(action)
        self._again.setVisible(bool(action))
        self.problem.show()

    def forget_file(self) -> None:
        """Say nothing more of the file before: it is not what is seen here. Its report stays in the Print tab."""
        self.problem.hide()
        self._checked.hide()

    def show_preflight(self, file: str, preflight: Preflight | None) -> None:
        """Say what was checked of a file that was written, and where to read it."""
        self.print.show_preflight(file, preflight)
        self._checked.setVisible(preflight is not None)
        if preflight is not None:
            self.checked.setText(self.tr("Preflight: {found}").format(found=summary(preflight)))

    def show_tab(self, key: str) -> None:
        """Turn to a tab."""
        self.tabs.choose(key)
        self._tab_chosen(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.reader.fit()

    def _changed(self, field: str, value: object) -> None:
        self.design_changed.emit({field: value})

    def _open_checks(self) -> None:
        self.show_tab("print")
        boxes.scroll_to(self.print.checks)

    def show_warning(self, title: str, words: str) -> None:
        """Say what is to be known of a file that was exported."""
        self.problem.show_words("warn", title, words)
        self._again.hide()
        self.problem.show()

    def _export_bar(self) -> QFrame:
        self.problem = Note("danger", "")
        self._again = self.problem.add_action("", self.export_wanted.emit)
        self.problem.hide()
        self.checked = labels.Elided("", "body")
        self.report = Button(self.tr("Report"), size="small")
        self.report.setAccessibleName(self.tr("Show the preflight report"))
        self.report.clicked.connect(self._open_checks)
        found = boxes.columns(Glyph("circle-check", "success", 16, 20), self.checked, self.report, gap=8)
        found.setStretchFactor(self.checked, 1)
        self._checked = boxes.box(found)
        self._checked.hide()
        self.format = Choice([(one.value, format_name(one)) for one in ArtworkFormat])
        self.format.setAccessibleName(self.tr("File format"))
        self.format.chosen.connect(self._format_chosen)
        self.export = Button(self.tr("Export…"), "primary", icon="download")
        self.export.setToolTip(self.tr("Write the file (Ctrl+E)"))
        self.export.clicked.connect(self.export_wanted)
        self.export.setEnabled(False)  # until something was read
        bar = boxes.columns(self.format, self.export, gap=8)
        bar.setStretchFactor(self.format, 1)
        return boxes.box(boxes.rows(self.problem, self._checked, bar, gap=10, margins=(16, 10, 16, 12)), edge="top")

    def _tab_chosen(self, key: str) -> None:
        self._stack.setCurrentIndex(_KEYS.index(key))

    def _format_chosen(self, key: str) -> None:
        self.order_changed.emit("format", ArtworkFormat(key))
