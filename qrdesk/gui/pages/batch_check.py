"""The third step: what is wrong, row by row, and what would mend it."""

from collections.abc import Generator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from qrdesk.gui import words
from qrdesk.gui.pages import batch_words
from qrdesk.gui.pages.batch_checking import Checked, Fixes, Problem
from qrdesk.gui.pages.batch_meaning import Kind, Meanings
from qrdesk.gui.pages.batch_part import StepHead
from qrdesk.gui.pages.batch_rows import Listed
from qrdesk.gui.pages.batch_table import CheckModel, CheckTable
from qrdesk.gui.pieces import whole
from qrdesk.gui.theme import fonts
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.menus import Menu
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.segment import Segment
from qrdesk.gui.widgets.side import NameLine

_ROOMY_PX = 420  # high: room for some rows and the note


class CheckStep(QWidget):
    """Problems, or all rows where there are none; a fix is said with its place, its column and its new words."""

    fixed = Signal(object)  # Fixes
    save_wanted = Signal()
    address_wanted = Signal()  # a public one
    pages_wanted = Signal()  # tried, or no more
    kept = Signal(str)  # a page that does not answer

    def __init__(self, *, at_once: bool = True) -> None:
        """Not ``at_once``: it is made by its ``steps``, and of no use before they are done."""
        super().__init__()
        self._problems: Sequence[Problem] = ()
        self._wrong: Sequence[Problem] = ()
        self._pages: Sequence[Problem] = ()
        self._typed: Problem | None = None
        self._is_near = self._is_asked = False
        self._wants_all = False  # of all rows and the problems, the person chose the former
        self._counts: tuple[int, int | None] = (0, None)
        self._shown: tuple[Listed | None, Meanings, Fixes, Checked | None] = (None, (), {}, None)
        self.steps = self._made()
        if at_once:
            whole(self.steps)

    def _made(self) -> Generator[None]:
        self._column = boxes.rows(gap=0)
        self.setLayout(self._column)  # what comes into it is dressed with it, and only once
        self.which = Segment([("all", self.tr("All")), ("problems", self.tr("Problems"))], "small", self.tr("Rows"))
        self.head = StepHead(self.tr("Check"), self.which)
        for part in (self.head, boxes.line()):
            self._column.addWidget(part)
        yield
        self._near = self._near_part()
        self._column.addWidget(self._near)
        yield
        self._line = self._line_part()
        self._column.addWidget(self._line)
        yield
        self.typing = NameLine(self.tr("Use"), self.tr("Leave the cell as it is"), 2048, 16)
        self.typing.setContentsMargins(0, 0, 0, 8)
        self._column.addWidget(self.typing)
        yield
        self.model = CheckModel(("", self.tr("Row"), "", self.tr("What is wrong"), self.tr("Suggested"), ""))
        self.table = CheckTable(self.tr("Rows of the list"))
        yield
        self.table.setModel(self.model)
        self.table.lay_out()
        self._column.addWidget(self.table, 1)
        yield
        self._rest = QWidget()  # stands in place of the rows while none are shown
        self._column.addWidget(self._rest, 1)
        note = Note("info", "", self.tr("Rows with a problem are left out."))
        note.setToolTip(self.tr("Fix them and run again: nothing is made twice."))
        self._note = boxes.box(boxes.rows(note, margins=(16, 8, 16, 12)))
        self._column.addWidget(self._note)
        yield
        self.which.choose("problems")
        self.show_trying(on=False)
        self._connect()

    def _near_part(self) -> QWidget:
        self.near = Note("warn", "", "", "wifi")
        self.near.add_action(self.tr("Set a public address"), self.address_wanted.emit)
        made = boxes.box(boxes.rows(self.near, margins=(16, 8, 16, 8)))
        made.hide()
        return made

    def _line_part(self) -> QWidget:
        """Return what stands above the rows: what mends many, or that nothing is wrong; and what else can be done."""
        self.clean = _Clean()
        self.accept = Button("", icon="check", size="small")
        self.more = IconButton("ellipsis", self.tr("More to do with these rows"))
        self.menu = Menu(self.more)
        self.try_pages = self.menu.add("", self.pages_wanted.emit, "globe")
        self.try_pages.setToolTip(
            self.tr("Asks each page once from this computer, 200 at most. Nothing is sent before you press this.")
        )
        self.save = self.menu.add(self.tr("Save problems as CSV"), self.save_wanted.emit, "download")
        row = boxes.columns(gap=8, margins=(16, 8, 16, 8))
        row.addWidget(self.clean, 1)
        row.addWidget(self.accept, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch()
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        return boxes.box(row)

    def _connect(self) -> None:
        self.which.chosen.connect(self._choose)
        self.table.fix_wanted.connect(self._fix)
        self.accept.clicked.connect(self._accept)
        self.more.clicked.connect(lambda: self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        self.typing.named.connect(self._use_typed)

    def show_checking(self) -> None:
        """Say that the rows are being looked at; what was found before stays."""
        self.head.show_state("waiting")

    def name_rows(self, *, all_rows: int, problems: int | None) -> None:
        """Say how many rows there are, and how many problems; None: nobody has looked for them."""
        self._counts = (all_rows, problems)
        self._show_counts()

    def _show_counts(self) -> None:
        """Where there is little room the name of the step has it: how many rows there are stands at the file, too."""
        rows, problems = self._counts
        found = self.tr("Problems")
        if problems is not None:
            found = self.tr("Problems {count}").format(count=words.number(problems))
        _relabel(self.which, "problems", found)
        _relabel(self.which, "all", self.tr("All {count}").format(count=words.number(rows)))
        if self.head.sizeHint().width() > self.width():
            _relabel(self.which, "all", self.tr("All"))

    def show_checked(
        self, listed: Listed, meanings: Meanings, fixes: Fixes, checked: Checked, refused: Sequence[Problem]
    ) -> None:
        """Show what was found; ``refused`` are rows that the last run left out."""
        known = {one.place for one in checked.problems}
        self._wrong = [*checked.problems, *(one for one in refused if one.place not in known)]
        self._shown = (listed, meanings, fixes, checked)
        self._show_found(checked)

    def show_pages(self, notes: Sequence[Problem]) -> None:
        """Show which pages do not answer, beside what is wrong."""
        self._pages = notes
        checked = self._shown[3]
        if checked is not None:
            self._show_found(checked)

    def pages(self) -> Sequence[Problem]:
        """Return which pages do not answer."""
        return self._pages

    def show_trying(self, *, on: bool) -> None:
        """Offer to try the pages; while that is under way, to stop it."""
        self.try_pages.setText(self.tr("Stop trying") if on else self.tr("Try the pages"))

    def _show_found(self, checked: Checked) -> None:
        known = {one.place for one in self._wrong}
        notes = (one for one in self._pages if one.place not in known)
        self._problems = sorted([*self._wrong, *notes], key=lambda one: one.number)
        total = len(self._problems) + checked.more
        known = checked.kind is not Kind.NOTHING
        self.name_rows(all_rows=checked.rows, problems=total if known else None)
        self.head.show_state("waiting" if not known else "warn" if total else "ready")
        self.which.button("problems").setEnabled(bool(self._problems) or not known)
        self.which.choose("all" if self._wants_all or (known and not self._problems) else "problems")
        with boxes.laid_out_once(self):
            self._fill()
            self._show_parts()

    def _show_parts(self) -> None:
        many = len(self.suggested())
        self.accept.setText(
            words.counted(many, self.tr("Accept {count} suggestion"), self.tr("Accept {count} suggestions"))
        )
        self.accept.setVisible(many > 0)
        checked = self._shown[3]
        can_try = checked is not None and checked.kind is Kind.LINKS and bool(checked.good)
        self.try_pages.setVisible(can_try)
        self.save.setVisible(bool(self._problems))
        self.more.setVisible(can_try or bool(self._problems))
        self._show_note()

    def show_problems(self) -> None:
        """Show the problems alone, whatever was chosen before."""
        self._wants_all = False
        self.which.choose("problems")

    def show_near(self, host: str) -> None:
        """Say that the codes' address works nearby only, before anything is made; empty: it works everywhere."""
        title = self.tr("Not for print yet: the codes work on this network only")
        if words.only_here(host):
            title = self.tr("Not for print yet: the codes work on this computer only")
        said = self.tr("They would carry {address}. Set a public address first, or make them for trying out.")
        self.near.show_words("warn", title, said.format(address=host), icon="wifi")
        self._is_near = bool(host)
        self._near.setVisible(self._is_near and not self._is_asked)

    def give_way(self, asked: bool) -> None:
        """While it is asked whether this is a trial, that is not said a second time."""
        self._is_asked = asked
        self._near.setVisible(self._is_near and not asked)

    def hold(self, *, busy: bool) -> None:
        """While something is made, what would mend rows waits."""
        for part in (self.accept, self.typing):
            part.setEnabled(not busy)
        self.table.hold(busy=busy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_note()
        if event.size().width() != event.oldSize().width() and any(self._counts):
            self._show_counts()

    def _show_note(self) -> None:
        """Where there is little room, the rows have it."""
        self._note.setVisible(bool(self._wrong) and self.height() >= _ROOMY_PX)

    def problems(self) -> Sequence[Problem]:
        """Return what is wrong, as it is listed."""
        return self._problems

    def suggested(self) -> list[Problem]:
        """Return the problems that have a suggestion."""
        return [one for one in self._problems if one.suggestion]

    def _choose(self, key: str) -> None:
        self._wants_all = key == "all"
        self._fill()

    def _fill(self) -> None:
        listed, meanings, fixes, checked = self._shown
        everything, row = self.which.key() == "all", self.table.currentIndex().row()
        self.clean.setVisible(not self._problems)
        self.clean.say(checked)
        boxes.show_part(self.table, everything or bool(self._problems))
        boxes.show_part(self._rest, not everything and not self._problems)
        self.model.name_column(self.tr("What is in it") if everything else self.tr("What is wrong"))
        self.model.show(listed, meanings, fixes, self._problems, everything=everything)
        self.table.fit()
        if self.model.rowCount():
            self.table.selectRow(min(max(0, row), self.model.rowCount() - 1))

    def _fix(self, row: int) -> None:
        problem = self.model.problem_at(row)
        if problem is None or problem.column < 0:
            return
        if problem.is_note:
            self.kept.emit(problem.cell)
            return
        if problem.suggestion:
            self.fixed.emit({problem.place: {problem.column: problem.suggestion}})
            return
        self._typed = problem
        self.table.selectRow(row)
        asked = self.tr("Row {row}: {wrong}").format(row=words.number(problem.number), wrong=batch_words.wrong(problem))
        self.typing.ask(dict(batch_words.meanings())[self._shown[1][problem.column]], asked)
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
    """Says above the rows that nothing is wrong with them, or why nothing is known."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = Glyph("circle-check", "success")
        self.said = labels.Paragraph(role="supporting")
        row = boxes.columns(self._icon, gap=8, margins=(0, 4, 0, 0))
        row.addWidget(self.said, 1)
        self.setLayout(row)

    def say(self, checked: Checked | None) -> None:
        """Say that nothing is wrong, or why nothing is known."""
        known = checked is not None and checked.kind is not Kind.NOTHING
        self._icon.show_icon("circle-check" if known else "clock", "success" if known else "tertiary")
        if checked is None or not known:
            self.said.set_text(self.tr("The rows are checked once their columns are chosen."))
            return
        one, many = self.tr("{count} row, no problems"), self.tr("{count} rows, no problems")
        self.said.set_text(words.counted(checked.rows, one, many))


def _relabel(segment: Segment, key: str, said: str) -> None:
    button = segment.button(key)
    button.setText(said)
    button.setFixedWidth(QFontMetrics(fonts.font("label")).horizontalAdvance(said) + 20)
    segment.updateGeometry()  # Qt does not tell what is around it while the page is not in sight
    around = segment.parentWidget()
    layout = around.layout() if around is not None else None
    if layout is not None:
        layout.activate()
