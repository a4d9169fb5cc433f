"""The third step: what is wrong, row by row, and what would mend it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from qrdesk.gui import words
from qrdesk.gui.pages import batch_words
from qrdesk.gui.pages.batch_checking import Checked, Fixes, Problem
from qrdesk.gui.pages.batch_meaning import Kind, Meanings
from qrdesk.gui.pages.batch_part import StepHead
from qrdesk.gui.pages.batch_rows import Listed
from qrdesk.gui.pages.batch_table import CheckModel, CheckTable
from qrdesk.gui.theme import fonts
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.flow import Flow
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.segment import Segment
from qrdesk.gui.widgets.side import NameLine


class CheckStep(QWidget):
    """Problems or all rows; a fix is said with its place, its column and what is to stand there."""

    fixed = Signal(object)  # Fixes
    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.which = Segment([("all", self.tr("All")), ("problems", self.tr("Problems"))], "small", self.tr("Rows"))
        self.head = StepHead(self.tr("Check"), self.which)
        self.model = CheckModel(("", self.tr("Row"), "", self.tr("What is wrong"), self.tr("Suggested"), ""))
        self.table = CheckTable(self.tr("Rows of the list"))
        self.table.setModel(self.model)
        self.table.lay_out()
        self.typing = NameLine(self.tr("Use"), self.tr("Leave the cell as it is"), 2048, 16)
        self.accept = Button("", icon="check", size="small")
        self.save = Button(self.tr("Save problems as CSV"), "quiet", "download", "small")
        self._buttons = boxes.Flowing()
        flow = Flow(8, (16, 10, 16, 10))
        for button in (self.accept, self.save):
            flow.addWidget(button)
        self._buttons.setLayout(flow)
        self.note = Note(
            "info", "", self.tr("Rows with a problem are left out. Fix them and run again: nothing is made twice.")
        )
        self._note = boxes.box(boxes.rows(self.note, margins=(16, 8, 16, 16)))
        self.clean = _Clean()
        column = boxes.rows(self.head, boxes.line(), gap=0)
        column.addWidget(self.table, 1)
        column.addWidget(self.clean, 1)
        for part in (self.typing, self._buttons, self._note):
            column.addWidget(part)
        self.setLayout(column)
        self._problems: Sequence[Problem] = ()
        self._typed: Problem | None = None
        self._shown: tuple[Listed | None, Meanings, Fixes, Checked | None] = (None, (), {}, None)
        self.which.choose("problems")
        self._connect()

    def _connect(self) -> None:
        self.which.chosen.connect(self._fill)
        self.table.fix_wanted.connect(self._fix)
        self.accept.clicked.connect(self._accept)
        self.save.clicked.connect(self.save_wanted)
        self.typing.named.connect(self._use_typed)

    def show_checking(self) -> None:
        """Say that the rows are being looked at; what was found before stays."""
        self.head.show_state("waiting")

    def show_checked(
        self, listed: Listed, meanings: Meanings, fixes: Fixes, checked: Checked, refused: Sequence[Problem]
    ) -> None:
        """Show what was found; ``refused`` are rows that the last run left out."""
        known = {one.place for one in checked.problems}
        self._problems = sorted(
            [*checked.problems, *(one for one in refused if one.place not in known)], key=lambda one: one.number
        )
        self._shown = (listed, meanings, fixes, checked)
        total = len(self._problems) + checked.more
        _relabel(self.which, "all", self.tr("All {count}").format(count=words.number(checked.rows)))
        _relabel(self.which, "problems", self.tr("Problems {count}").format(count=words.number(total)))
        self.head.show_state("waiting" if checked.kind is Kind.NOTHING else "warn" if total else "ready")
        self._fill()
        many = len(self.suggested())
        self.accept.setText(
            words.counted(many, self.tr("Accept {count} suggestion"), self.tr("Accept {count} suggestions"))
        )
        self.accept.setVisible(many > 0)
        self._buttons.setVisible(bool(self._problems))
        self._note.setVisible(bool(self._problems))

    def problems(self) -> Sequence[Problem]:
        """Return what is wrong, as it is listed."""
        return self._problems

    def suggested(self) -> list[Problem]:
        """Return the problems that have a suggestion."""
        return [one for one in self._problems if one.suggestion]

    def _fill(self, _key: str = "") -> None:
        listed, meanings, fixes, checked = self._shown
        everything, row = self.which.key() == "all", self.table.currentIndex().row()
        self.clean.setVisible(not everything and not self._problems)
        self.clean.say(checked)
        self.table.setVisible(everything or bool(self._problems))
        self.model.name_column(self.tr("What is in it") if everything else self.tr("What is wrong"))
        self.model.show(listed, meanings, fixes, self._problems, everything=everything)
        if self.model.rowCount():
            self.table.selectRow(min(max(0, row), self.model.rowCount() - 1))

    def _fix(self, row: int) -> None:
        problem = self.model.problem_at(row)
        if problem is None or problem.column < 0:
            return
        if problem.suggestion:
            self.fixed.emit({problem.place: {problem.column: problem.suggestion}})
            return
        self._typed = problem
        asked = self.tr("Row {row}: {wrong}").format(row=words.number(problem.number), wrong=batch_words.wrong(problem))
        self.typing.ask(asked)
        self.typing.field.set_text(problem.cell)

    def _use_typed(self, text: str) -> None:
        problem, self._typed = self._typed, None
        self.typing.hide()
        if problem is not None:
            self.fixed.emit({problem.place: {problem.column: text}})
            self.table.setFocus()

    def _accept(self) -> None:
        self.fixed.emit({one.place: {one.column: one.suggestion} for one in self.suggested()})


class _Clean(QWidget):
    """Stands in place of the problems where there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = Glyph("circle-check", "success", 24)
        self.said = labels.Paragraph(role="supporting")
        row = boxes.columns(self._icon, gap=10, margins=(16, 16, 16, 16))
        row.addWidget(self.said, 1)
        self.setLayout(boxes.rows(row, None, gap=0))

    def say(self, checked: Checked | None) -> None:
        """Say that nothing is wrong, or why nothing is known."""
        known = checked is not None and checked.kind is not Kind.NOTHING
        self._icon.show_icon("circle-check" if known else "clock", "success" if known else "tertiary")
        if checked is None or not known:
            self.said.set_text(batch_words.about_kind(Kind.NOTHING))
            return
        one, many = self.tr("{count} row, nothing is wrong."), self.tr("{count} rows, nothing is wrong with them.")
        self.said.set_text(words.counted(checked.rows, one, many))


def _relabel(segment: Segment, key: str, said: str) -> None:
    button = segment.button(key)
    button.setText(said)
    button.setFixedWidth(QFontMetrics(fonts.font("label")).horizontalAdvance(said) + 20)
