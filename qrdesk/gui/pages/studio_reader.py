"""What the reader says: whether the code reads, what to know before it is printed, and what to do about it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QWidget

from qrdesk.client import Design
from qrdesk.core.artwork.style import look
from qrdesk.core.schemas.artwork import ArtworkReport, ScanScore
from qrdesk.gui import language, words
from qrdesk.gui.pages.studio_fixes import Fix, Reason, says_the_same
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.chips import Chip
from qrdesk.gui.widgets.dial import ScoreDial, word_for
from qrdesk.gui.widgets.flow import Flow, FlowBox
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.note import Note

_LEAST_HEIGHT, _MOST_HEIGHT = 112, 248  # px; more scrolls
_SCROLL_BAR = 10  # px
_HIGH_WINDOW, _MOST_IN_LOW = 760, 216  # px; what is changed needs room, too
_MOST_FIXES = 3  # buttons
_BESIDE_PX = 116  # wider buttons stand below the words they mend

_UNIT = re.compile(r"(?<=\d) (?=(?:%|mm|µm|cm)(?!\w))")

Told = tuple[str, tuple[Fix, ...]]  # what is said, and what mends it


class ReaderPanel(QFrame):
    """The scan score and the verdict of a real reading, then what to know before printing, each with its fixes."""

    fix_wanted = Signal(object)  # Fix
    address_wanted = Signal()  # a public one

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("edge", "top")
        self._icon = Glyph("", "success", 16, 20)
        self._icon.hide()  # nothing was read yet
        self.verdict = labels.text("", "label")
        self.sentence = labels.Paragraph(role="supporting")
        self.dial = ScoreDial()
        self.word = Chip("")
        self.word.hide()
        verdict = Flow()
        for part in (boxes.box(boxes.columns(self._icon, self.verdict, gap=8)), self.word):
            verdict.addWidget(part)
        self._first = FlowBox(6)  # what mends the reason that is said beside the dial
        self._first.hide()
        told = boxes.rows(verdict, self.sentence, 2, self._first, None, gap=2)
        head = boxes.columns(self.dial, told, gap=12)
        head.setAlignment(self.dial, Qt.AlignmentFlag.AlignTop)
        self.near = Note("warn", "", "", "wifi")
        self.near.add_action(self.tr("Set a public address"), self.address_wanted.emit)
        self.near.hide()
        self._near = ""
        self._lines = boxes.rows(gap=0)
        self._warnings: list[str] = []
        self._said: list[str] = []
        self._shown: object = None
        self._report: ArtworkReport | None = None
        self._design: Design | None = None
        self._fixes: Mapping[str, Sequence[Fix]] = {}
        self._reasons: Sequence[Reason] = ()
        inside = QWidget()
        inside.setLayout(boxes.rows(head, 4, self.near, self._lines, None, gap=2, margins=(16, 12, 16, 8)))
        self._inside = inside
        inside.installEventFilter(self)
        self._area = boxes.scrolled(inside)
        self._room = _MOST_HEIGHT
        self.setLayout(boxes.rows(self._area, gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_report(self, report: ArtworkReport, design: Design, fixes: Mapping[str, Sequence[Fix]]) -> None:
        """Say what the reader found."""
        self._report, self._design, self._fixes, self._reasons = report, design, fixes, ()
        if report.decoded is None:
            self.dial.set_score(0)
        else:
            self.dial.set_stale()
            self._show_word()
        self.word.setVisible(report.decoded is not None)
        self._show_lines()
        self._area.verticalScrollBar().setValue(0)

    def show_near(self, host: str) -> None:
        """Say that the code's address works nearby only; empty: it works everywhere, or the code has none."""
        self._near = host
        self.dial.hold_back(near=bool(host))
        title = self.tr("Not for print yet: it works on this network only")
        if words.only_here(host):
            title = self.tr("Not for print yet: it works on this computer only")
        said = self.tr("The code carries {address}. Nobody else can reach that.").format(address=host)
        self.near.show_words("warn", title, said, icon="wifi")
        self.near.setVisible(bool(host))
        self._show_word()

    def show_nothing(self) -> None:
        """There is no code to be read."""
        self._report, self._shown, self._reasons, self._fixes, self._warnings = None, None, (), {}, []
        self._icon.hide()
        self.verdict.setText(self.tr("No code yet"))
        style.restyle(self.verdict, tone="")
        self.show_near("")
        self.word.hide()
        self.dial.set_score(None)
        self._clear()
        self.sentence.set_text(self.tr("It is read back as soon as there is one."))

    def show_fixes(self, fixes: Mapping[str, Sequence[Fix]]) -> None:
        """Offer what makes the warnings go away."""
        self._fixes = fixes
        self._show_lines()

    def show_score(self, score: ScanScore, reasons: Sequence[Reason]) -> None:
        """Show how surely it is read, and why not more so."""
        self.dial.set_score(score.points)
        self._show_word()
        self.word.setVisible(self._report is not None and self._report.decoded is not None)
        self._reasons = reasons
        self._show_lines()

    def _show_word(self) -> None:
        found = word_for(self.dial.score() or 0, near=bool(self._near))
        self.word.set_text(*((self.tr("Measuring…"), "") if self.dial.is_stale() else found))

    def _show_lines(self) -> None:
        """Say each thing once: where a reason of the score says what a warning says, it has the buttons of both."""
        report = self._report
        if report is None:
            return
        reads = report.decoded is not None
        # what keeps it from being read comes first and alone: the rest matters once it reads
        self._warnings = list(report.warnings) if reads else report.warnings[:1]
        told = {reason.code: [w for w in self._warnings if says_the_same(reason.code, w)] for reason in self._reasons}
        same = {warning for warnings in told.values() for warning in warnings}
        told_apart = [(w, tuple(self._fixes.get(w, ()))) for w in self._warnings if w not in same]
        told_apart += [(one.words, tuple(self._of_both(one, told[one.code]))) for one in self._reasons]
        if not reads:
            told_apart = _mended_first(told_apart)
        self._show_verdict(reads=reads, warnings=len(told_apart))
        shown = (reads, tuple(told_apart), None if told_apart else self._design)
        if shown == self._shown:
            return  # nothing flickers
        self._shown = shown
        self._clear()
        for line, fixes in told_apart[:1]:
            self._say_first(language.told(line), fixes)
        for line, fixes in told_apart[1:]:
            self._add(language.told(line), "triangle-alert", "warn", fixes)
        if not told_apart:
            self.sentence.set_text(self.tr("Scanned large and sharp, then small in dim light."))
            if self._design is not None:
                self._add(self._fine(self._design), "circle-check", "success", ())
        self.fit()

    def _of_both(self, reason: Reason, warnings: Sequence[str]) -> list[Fix]:
        found = [*reason.fixes, *(fix for warning in warnings for fix in self._fixes.get(warning, ()))]
        unlike: list[Fix] = []
        for fix in found:
            if not any(fix.words == one.words or self._are_alike(fix, one) for one in unlike):
                unlike.append(fix)
        return unlike[:_MOST_FIXES]

    def _are_alike(self, fix: Fix, other: Fix) -> bool:
        """Whether both change the width or nothing: two widths beside each other would only make people wonder."""
        if fix.design != other.design:
            return False
        return fix.order == other.order or (
            fix.design == self._design and replace(fix.order, size_mm=other.order.size_mm) == other.order
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self.fit()  # sentences that were added count from now on
        return False

    def warnings(self) -> list[str]:
        """Return the warnings of the report that are shown, word by word or by a reason that says the same."""
        return list(self._warnings)

    def sentences(self) -> list[str]:
        """Return what is said, top to bottom."""
        return list(self._said)

    def fix_buttons(self) -> list[Button]:
        """Return the buttons that fix something, top to bottom."""
        return [one for one in self._inside.findChildren(Button) if not self.near.isAncestorOf(one)]

    def _show_verdict(self, *, reads: bool, warnings: int) -> None:
        if not reads:
            icon, tone, words = "circle-x", "danger", self.tr("Cannot be read")
        elif warnings:
            icon, tone, words = "circle-check", "success", self.tr("Reads")
        else:
            icon, tone, words = "circle-check", "success", self.tr("Reads well")
        self._icon.show_icon(icon, "danger" if tone == "danger" else "success")
        self._icon.show()
        self.verdict.setText(words)
        style.restyle(self.verdict, tone=tone if tone == "danger" else "")

    def _fine(self, design: Design) -> str:
        contrast = QLocale().toString(look(design).contrast * 100, "f", 0)
        words = self.tr("Contrast {contrast} %, margin {margin} modules")
        return words.format(contrast=contrast, margin=design.quiet_zone)

    def _clear(self) -> None:
        self._said = []
        self.sentence.set_role("supporting")
        self._first.hide()
        for parts in (self._first.flow, self._lines):
            _drop_all(parts)

    def _say_first(self, said: str, fixes: Sequence[Fix]) -> None:
        """Say what matters most beside the dial, where it is in sight however low the window is."""
        self._said.append(said)
        self.sentence.set_role("body")
        self.sentence.set_text(_together(said))
        for button in self._buttons(fixes):
            self._first.flow.addWidget(button)
        self._first.setVisible(bool(fixes))

    def _add(self, said: str, icon: str, tone: str, fixes: Sequence[Fix]) -> None:
        self._said.append(said)
        text = labels.Paragraph(_together(said), "body")
        row = boxes.columns(gap=8, margins=(0, 8, 0, 8))
        glyph = Glyph(icon, "danger" if tone == "danger" else "warn" if tone == "warn" else "success", 16, 20)
        row.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
        buttons = self._buttons(fixes)
        beside = all(one.sizeHint().width() <= _BESIDE_PX for one in buttons)
        if buttons and not beside:
            row.addLayout(boxes.rows(text, boxes.columns(*buttons, None, gap=6), gap=6), 1)
        else:
            row.addWidget(text, 1)
        if buttons and beside:
            row.addLayout(boxes.rows(*buttons, None, gap=6))
        line = boxes.box(row, edge="top")
        self._lines.addWidget(line)
        line.show()  # now, so that it counts when the height is taken

    def _buttons(self, fixes: Sequence[Fix]) -> list[Button]:
        made = [Button(fix.words, size="small") for fix in fixes]
        for button, fix in zip(made, fixes, strict=True):
            button.clicked.connect(lambda _checked=False, fix=fix: self.fix_wanted.emit(fix))
        return made

    def fit(self, room_px: int | None = None) -> None:
        """Be as high as the sentences need, up to a limit; ``room_px`` is what the panel has for them from now on."""
        self._room = self._room if room_px is None else room_px
        layout = self._inside.layout()
        needed = layout.totalHeightForWidth(self.width() - _SCROLL_BAR) if layout is not None else 0
        self._inside.setFixedHeight(needed)
        window = self.window().height()
        most = _MOST_HEIGHT if window >= _HIGH_WINDOW else _MOST_IN_LOW
        self._area.setFixedHeight(max(_LEAST_HEIGHT, min(most, needed, self._room)))


def _together(said: str) -> str:
    """Return ``said`` with no line ending between a number and its unit."""
    return _UNIT.sub("\N{NO-BREAK SPACE}", said)


def _mended_first(told: Sequence[Told]) -> list[Told]:
    """Return ``told`` with what mends it at what keeps the code from being read: it is first, and others hold it."""
    first, *rest = told
    holder = next((place for place, (_, fixes) in enumerate(rest) if fixes), None)
    if first[1] or holder is None:
        return list(told)
    words, fixes = rest[holder]
    return [(first[0], fixes), *rest[:holder], (words, ()), *rest[holder + 1 :]]


def _drop_all(parts: QLayout) -> None:
    while (item := parts.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)  # at once: no button of a sentence that is gone may be found
            widget.deleteLater()
