"""The sheet as it will be, leafed through, with one label enlarged and what is known of it."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from qrdesk.core.schemas.batch import BatchDraft, BatchForm
from qrdesk.gui import words
from qrdesk.gui.pages.batch_sheet import LabelView, SheetView
from qrdesk.gui.pages.batch_trying import Facts, Tried
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import IconButton
from qrdesk.gui.widgets.glyph import Glyph, Tone
from qrdesk.gui.widgets.note import Note

_SAFE_POINTS = 90


class PreviewPart(QWidget):
    """``turned`` brings the sheet that is wanted, counted from 0."""

    turned = Signal(int)
    confirmed = Signal()  # a low scan score is accepted

    def __init__(self) -> None:
        super().__init__()
        self.where = labels.text("", "label", tabular=True)
        self.before = IconButton("chevron-left", self.tr("The sheet before"))
        self.after = IconButton("chevron-right", self.tr("The next sheet"))
        self.sheet = SheetView()
        self.label = LabelView()
        self.note = Note("danger")
        self.confirm = self.note.add_action(self.tr("Make them anyway"), self.confirmed.emit)
        self.note.hide()
        self._tried: Tried | None = None
        self._draft: BatchDraft | None = None
        self._facts = {
            key: labels.text("", "caption", "primary", tabular=True) for key in ("label", "module", "version", "score")
        }
        self._safe, self._clean = _Said(), _Said()
        right = boxes.rows(self.label, *self._fact_lines(), self._safe, self._clean, None, gap=6)
        row = boxes.columns(gap=8)
        row.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        self._head = boxes.box(boxes.columns(self.where, None, self.before, self.after, gap=4))
        self._picture = boxes.box(row)
        self.setLayout(boxes.rows(self._head, self.note, self._picture, gap=8))
        self.forget()
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        self.sheet.chosen.connect(self._choose)

    def show_tried(self, tried: Tried, draft: BatchDraft) -> None:
        """Show a sheet that was drawn, or why it cannot be, unless that is said at the choice it comes from."""
        self._tried, self._draft = tried, draft
        self._turn_to(tried, draft)
        self.note.setVisible(bool(tried.refusal) and not tried.is_too_wide)
        self._picture.setVisible(bool(tried.labels))
        if tried.refusal:
            self.note.show_words("danger", "", words.told(tried.refusal))
            self.confirm.setVisible(tried.is_risky)
        if not tried.labels:
            return
        is_sheet = draft.form is BatchForm.SHEETS
        self.sheet.show_sheet(draft.sheet if is_sheet else None, draft.label, tried)
        self.label.setVisible(is_sheet)
        self._choose(self.sheet.at)
        self._say_facts(tried.facts)

    def hold(self, *, busy: bool) -> None:
        """While something is made, no other sheet is drawn."""
        self._head.setEnabled(not busy)

    def forget(self) -> None:
        """Nothing can be shown: what was drawn before is not what would be made."""
        self._tried = self._draft = None
        for part in (self._head, self.note, self._picture):
            part.hide()

    def _turn_to(self, tried: Tried, draft: BatchDraft) -> None:
        """Say where it is; one sheet that is refused may be left for another."""
        is_sheet = draft.form is BatchForm.SHEETS
        self._head.setVisible(tried.sheets > 0 and not tried.is_too_wide)
        said = self.tr("Sheet {number} of {all}") if is_sheet else self.tr("Code {number} of {all}")
        said = said.format(number=words.number(tried.sheet + 1), all=words.number(tried.sheets))
        self.where.setText(said)
        self.before.setEnabled(tried.sheet > 0)
        self.after.setEnabled(tried.sheet + 1 < tried.sheets)

    def ask_confirm(self, said: str) -> None:
        """Let a low scan score be accepted, of a code on another sheet."""
        self.note.show_words("danger", "", said)
        for part in (self.note, self.confirm):
            part.show()

    def refusal(self) -> str:
        """Return why what is wanted cannot be made like this; empty where it can."""
        return words.told(self._tried.refusal) if self._tried is not None and self._tried.refusal else ""

    def _fact_lines(self) -> list[QWidget]:
        names = (
            ("label", self.tr("Size")),
            ("module", self.tr("Module")),
            ("version", self.tr("Version")),
            ("score", self.tr("Scan score")),
        )
        lines = {key: _line(name, self._facts[key]) for key, name in names}
        lines["module"].setToolTip(self.tr("How wide one square of the code is"))
        lines["version"].setToolTip(
            self.tr("Size and error correction of the code, then its squares across and down: fewer read more easily")
        )
        return list(lines.values())

    def _turn(self, by: int) -> None:
        if self._tried is not None:
            self.turned.emit(self._tried.sheet + by)

    def _choose(self, number: int) -> None:
        tried, draft = self._tried, self._draft
        if tried is not None and draft is not None and draft.sheet is not None and number < len(tried.labels):
            self.label.show_label(draft.sheet, draft.label, tried, number)

    def _say_facts(self, facts: Facts | None) -> None:
        locale, draft = QLocale(), self._draft
        if facts is None or draft is None:
            for one in self._facts.values():
                one.setText("")
            self._safe.hide()
            self._clean.hide()
            return
        mm = self.tr("mm")
        size = (draft.order.size_mm,) * 2
        if draft.sheet is not None:
            size = (draft.sheet.label_width_mm, draft.sheet.label_height_mm)
        self._facts["label"].setText(f"{locale.toString(size[0], 'f', 1)} × {locale.toString(size[1], 'f', 1)} {mm}")
        self._facts["module"].setText(f"{locale.toString(facts.module_mm, 'f', 2)} {mm}")
        self._facts["version"].setText(f"{facts.version}-{facts.level}, {facts.modules} × {facts.modules}")
        points = facts.points
        self._facts["score"].setText(self.tr("confirmed") if points is None else str(points))
        safe = points is not None and points >= _SAFE_POINTS
        near = self._tried is not None and bool(self._tried.near)
        self._safe.say(self.tr("Print-safe") if safe else self.tr("Check first"), good=safe)
        if near:  # one verdict: what is clean is not for print all the same
            here = self._tried is not None and words.only_here(self._tried.near)
            said = self.tr("Works on this computer only") if here else self.tr("Works on this network only")
            self._safe.say(said, good=False)
        checks = facts.preflight
        if checks is None or (near and checks.passed):
            self._clean.hide()
        else:
            said = self.tr("Preflight clean") if checks.passed else self.tr("Preflight found faults")
            self._clean.say(said, good=checks.passed)


class _Said(QWidget):
    """An icon and a word, green or amber."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = Glyph("circle-check", "success")
        self._rows = boxes.columns(self._icon, gap=6)
        self._words: QLabel | None = None
        self.setLayout(self._rows)
        self.hide()

    def say(self, said: str, *, good: bool) -> None:
        tone: Tone = "success" if good else "warn"
        self._icon.show_icon("circle-check" if good else "triangle-alert", tone)
        if self._words is not None:
            self._words.hide()
            self._words.deleteLater()
        self._words = labels.text(said, "body", tone, wrap=True)
        self._rows.addWidget(self._words, 1)
        self.show()


def _line(name: str, value: QLabel) -> QWidget:
    return boxes.box(boxes.columns(labels.Elided(name, "caption", "tertiary"), None, value, gap=4))
