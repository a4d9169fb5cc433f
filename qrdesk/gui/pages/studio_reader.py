"""What the reader says: whether the code reads, what to know before it is printed, and what to do about it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from qrdesk.client import Design
from qrdesk.core.artwork.style import look
from qrdesk.core.schemas.artwork import ArtworkReport, ScanScore
from qrdesk.gui.pages.studio_fixes import Fix
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.dial import ScoreDial
from qrdesk.gui.widgets.glyph import Glyph

_LEAST_HEIGHT, _MOST_HEIGHT = 112, 232  # px; more scrolls
_SCROLL_BAR = 10  # px


class ReaderPanel(QFrame):
    """The scan score and the verdict of a real reading, then what to know before printing, each with its fixes."""

    fix_wanted = Signal(object)  # Fix

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", "top")
        self._icon = Glyph("", "success", 16, 20)  # nothing was read yet
        self.verdict = labels.text("", "label")
        self.sentence = labels.Paragraph(role="supporting")
        self.dial = ScoreDial()
        verdict = boxes.columns(self._icon, self.verdict, None, gap=8)
        head = boxes.columns(self.dial, boxes.rows(verdict, self.sentence, None, gap=2), gap=12)
        self._lines = boxes.rows(gap=0)
        self._warnings: list[str] = []
        inside = QWidget()
        inside.setLayout(boxes.rows(head, 4, self._lines, None, gap=2, margins=(16, 12, 16, 8)))
        self._inside = inside
        inside.installEventFilter(self)
        self._area = boxes.scrolled(inside)
        self.setLayout(boxes.rows(self._area, gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_report(self, report: ArtworkReport, design: Design, fixes: Mapping[str, Sequence[Fix]]) -> None:
        """Say what the reader found."""
        reads = report.decoded is not None
        self._show_verdict(reads=reads, warnings=len(report.warnings))
        self._clear()
        # what keeps it from being read comes first and alone: the rest matters once it reads
        self._warnings = list(report.warnings) if reads else report.warnings[:1]
        icon, tone = ("triangle-alert", "warn") if reads else ("circle-x", "danger")
        for warning in self._warnings:
            self._add(warning, icon, tone, fixes.get(warning))
        if not self._warnings:
            self._add(self._fine(design), "circle-check", "success", None)
        if not reads:
            self.dial.set_score(0)
        self._area.verticalScrollBar().setValue(0)

    def show_score(self, score: ScanScore | None, reasons: Sequence[tuple[str, Sequence[Fix]]]) -> None:
        """Show how surely it is read, and why not more so; None while that is being found out."""
        self.dial.set_score(None if score is None else score.points)
        for words, fixes in reasons:
            self._add(words, "triangle-alert", "warn", fixes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._fit()  # sentences that were added count from now on
        return False

    def warnings(self) -> list[str]:
        """Return the sentences shown."""
        return list(self._warnings)

    def fix_buttons(self) -> list[Button]:
        """Return the buttons that fix something, top to bottom."""
        return self._inside.findChildren(Button)

    def _show_verdict(self, *, reads: bool, warnings: int) -> None:
        if not reads:
            icon, tone, words = "circle-x", "danger", self.tr("Cannot be read")
            sentence = self.tr("It cannot be exported like this.")
        elif warnings:
            icon, tone, words = "circle-check", "success", self.tr("Reads")
            sentence = self.tr("Before it is printed:")
        else:
            icon, tone, words = "circle-check", "success", self.tr("Reads well")
            sentence = self.tr("Read back large and clean, then small in half the light.")
        self._icon.show_icon(icon, "danger" if tone == "danger" else "success")
        self.verdict.setText(words)
        style.restyle(self.verdict, tone=tone if tone == "danger" else "")
        self.sentence.set_text(sentence)

    def _fine(self, design: Design) -> str:
        contrast = QLocale().toString(look(design).contrast * 100, "f", 0)
        words = self.tr("Contrast {contrast} %, margin {margin} modules")
        return words.format(contrast=contrast, margin=design.quiet_zone)

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)  # at once: no button of a sentence that is gone may be found
                widget.deleteLater()

    def _add(self, words: str, icon: str, tone: str, fixes: Sequence[Fix] | None) -> None:
        text = labels.Paragraph(words, "body")
        row = boxes.columns(gap=8, margins=(0, 8, 0, 8))
        glyph = Glyph(icon, "danger" if tone == "danger" else "warn" if tone == "warn" else "success", 16, 20)
        row.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
        body = boxes.rows(text, gap=6)
        if fixes:
            body.addLayout(self._buttons(fixes))
        row.addLayout(body, 1)
        self._lines.addWidget(boxes.box(row, edge="top"))

    def _buttons(self, fixes: Sequence[Fix]) -> QBoxLayout:
        made = boxes.columns(gap=6)
        for fix in fixes:
            button = Button(fix.words, size="small")
            button.clicked.connect(lambda _checked=False, fix=fix: self.fix_wanted.emit(fix))
            made.addWidget(button)
        made.addStretch(1)
        return made

    def _fit(self) -> None:
        """Be as high as the sentences need, up to a limit."""
        layout = self._inside.layout()
        needed = layout.totalHeightForWidth(self.width() - _SCROLL_BAR) if layout is not None else 0
        self._inside.setFixedHeight(needed)
        self._area.setFixedHeight(min(_MOST_HEIGHT, max(_LEAST_HEIGHT, needed)))
