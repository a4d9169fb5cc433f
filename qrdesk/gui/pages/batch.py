"""The Batch page: from a list to links, codes and one file, all four steps in sight."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from qrdesk.core.schemas.batch import BatchDraft, BatchForm
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages import batch_dialogs
from qrdesk.gui.pages.batch_bar import RunBar
from qrdesk.gui.pages.batch_check import CheckStep
from qrdesk.gui.pages.batch_checking import Fixes
from qrdesk.gui.pages.batch_columns import ColumnsStep
from qrdesk.gui.pages.batch_desk import BatchDesk
from qrdesk.gui.pages.batch_file import EmptyBatch, FileStep, dropped
from qrdesk.gui.pages.batch_making import Order, Outcome, Pace
from qrdesk.gui.pages.batch_meaning import Kind, Recipes
from qrdesk.gui.pages.batch_output import OutputForm
from qrdesk.gui.pages.batch_preview import PreviewPart
from qrdesk.gui.pages.batch_rows import PASTED
from qrdesk.gui.pages.batch_runner import BatchRunner
from qrdesk.gui.pages.batch_runs import PastRuns, past_run
from qrdesk.gui.pages.batch_trying import Tried
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.menus import Menu
from qrdesk.gui.widgets.section import Section

_LEFT, _RIGHT = 288, 392  # px
_REFUSED = "refused"  # what a note is about that the next sheet takes away
_WIDE, _LEFT_NARROW = 1040, 256  # px; below that the first column gives way


class BatchPage(QFrame):
    """Empty until there is a list; then three columns and, while something runs and after it, the run bar."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__()
        self._window, self._routes = window, routes
        self.desk = BatchDesk(session, jobs, self)
        self.runner = BatchRunner(session, jobs, window, self.desk.assets, self.desk.folder)
        self.recipes, self.runs = Recipes(window.state), PastRuns(window.state)
        self.head = PageHeader(self.tr("Batch"))
        self.past = Button(self.tr("Past runs"), icon="clock")
        self.make = Button("", "primary")
        self.notice = Notice()
        self.empty, self.bar = EmptyBatch(), RunBar()
        self.file, self.columns, self.check = FileStep(), ColumnsStep(), CheckStep()
        self.output, self.preview = OutputForm(), PreviewPart()
        self._stack = QStackedWidget()
        self._outcome: Outcome | None = None
        self._order: Order | None = None
        self._lay_out()
        self._connect()
        self._show_make()
        session.on_connecting(self.desk.begin)

    def bring(self, path: Path) -> None:
        """Read a list."""
        if not self.runner.is_busy():
            self.desk.bring(path)

    def regions(self) -> Sequence[QWidget]:
        """Return what F6 walks."""
        if self._stack.currentWidget() is self.empty:
            return [self.empty.choose]
        return [self.file.replace, self.check.table, self.output.sheet, self.make]

    def focus_first(self) -> None:
        """Put the focus where one starts."""
        (self.empty.choose if self._stack.currentWidget() is self.empty else self.check.table).setFocus()

    def run_to(self, out: Path) -> None:
        """Make everything, at ``out``."""
        order = self.desk.order(self.output.draft(), out, trial=self.output.trial.isChecked())
        if order is not None:
            self.notice.clear()
            self.desk.left_out = ()
            self.runner.start(order, self._name())

    def _lay_out(self) -> None:
        self.head.add_action(self.past)
        self.head.add_action(self.make)
        left = QWidget()
        left.setLayout(boxes.rows(self.file, boxes.line(), self.columns, None, gap=0))
        self.more = Section(self.tr("Design, label and names"), self.output.more, is_open=False)
        inside = QWidget()
        body = boxes.rows(self.output, 4, self.preview, gap=10, margins=(16, 0, 16, 12))
        inside.setLayout(boxes.rows(self.output.head, body, self.more, None, gap=0))
        across = boxes.columns(gap=0)
        self._left = _column(left, _LEFT, "right")
        across.addWidget(self._left)
        across.addWidget(self.check, 1)
        across.addWidget(_column(inside, _RIGHT, "left"))
        self._work = QFrame()
        whole = boxes.rows(gap=0)
        whole.addWidget(boxes.line())
        whole.addWidget(self.notice)
        whole.addLayout(across, 1)
        whole.addWidget(self.bar)
        self._work.setLayout(whole)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._work)
        self.setLayout(boxes.rows(self.head, self._stack, gap=0))
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        desk, empty = self.desk, self.empty
        empty.brought.connect(self.bring)
        empty.pasted.connect(desk.paste)
        for button in (empty.choose, self.file.replace):
            button.clicked.connect(self._choose)
        empty.example_wanted.connect(self._example)
        self.columns.changed.connect(desk.choose)
        self.columns.names_toggled.connect(desk.name_columns)
        self.columns.recipe_saved.connect(self._save_recipe)
        self.columns.recipe_wanted.connect(self._apply_recipe)
        self.check.fixed.connect(self._fix)
        self.check.save_wanted.connect(self._save_problems)
        self.output.changed.connect(self._try)
        self.preview.turned.connect(self._try)
        self.preview.confirmed.connect(self.output.confirm)
        self._connect_answers()

    def _connect_answers(self) -> None:
        desk, bar, runner = self.desk, self.bar, self.runner
        desk.reading.connect(self._reading)
        desk.read.connect(self._show_list)
        desk.checking.connect(self.check.show_checking)
        desk.checked.connect(self._show_checked)
        desk.tried.connect(self._show_tried)
        desk.designs_came.connect(self.output.offer_designs)
        desk.refused.connect(self._refused)
        desk.saved.connect(self._window.status.say)
        self.make.clicked.connect(self._make)
        self.past.clicked.connect(self._show_past)
        bar.cancel_wanted.connect(self._cancel)
        bar.open_wanted.connect(self._open_folder)
        bar.again_wanted.connect(self._again)
        runner.began.connect(self._began)
        runner.ended.connect(self._ended)
        runner.failed.connect(self._failed)

    # the list

    def _choose(self) -> None:
        path = batch_dialogs.ask_list(self._window)
        if path is not None:
            self.bring(path)

    def _example(self) -> None:
        path = batch_dialogs.ask_file(self._window, self.tr("Save the example list"), "qrdesk-example.csv", "csv")
        if path is not None:
            said = batch_dialogs.write_example(path)
            self._window.status.say(said)

    def _reading(self, name: str) -> None:
        self.empty.show_reading(self.tr("Reading {name}").format(name=name) if name else "")
        if name:
            self.file.about.setText(self.tr("Reading {name}").format(name=name))
            self.notice.clear()
            self.empty.notice.clear()

    def _show_list(self) -> None:
        listed = self.desk.listed
        if listed is None:
            return
        self._stack.setCurrentWidget(self._work)
        self.bar.hide()
        self._outcome = self._order = None
        self.file.show_list(listed)
        self.head.set_count(self._name())
        self.columns.names.setChecked(listed.has_names)
        self.columns.offer(self.recipes.names())
        self._show_columns()

    def _show_columns(self) -> None:
        listed = self.desk.listed
        if listed is not None:
            first = next(listed.rows(0, 1), None)
            self.columns.show_columns(listed.header, first.cells if first is not None else (), self.desk.meanings)

    def _name(self) -> str:
        listed = self.desk.listed
        if listed is None:
            return ""
        return self.tr("pasted rows") if listed.path.name == PASTED else listed.path.stem

    def _save_recipe(self, name: str) -> None:
        if self.desk.listed is not None:
            self.recipes.save(name, self.desk.listed.header, self.desk.meanings)
            self.columns.offer(self.recipes.names())
            self._window.status.say(self.tr("Recipe {name} is saved").format(name=name))

    def _apply_recipe(self, name: str) -> None:
        if self.desk.listed is not None:
            self.desk.mean(self.recipes.apply(name, self.desk.listed.header, self.desk.meanings))

    # what was found

    def _fix(self, fixes: Fixes) -> None:
        before = self.desk.fixes
        self.desk.fix(fixes)
        one, many = self.tr("{count} row mended"), self.tr("{count} rows mended")
        self._window.toast(words.counted(len(fixes), one, many), partial(self.desk.put_back, before))

    def _show_checked(self) -> None:
        desk = self.desk
        if desk.listed is not None and desk.found is not None:
            self._show_columns()
            self.check.show_checked(desk.listed, desk.meanings, desk.fixes, desk.found, desk.left_out)
            self._show_make()
            self._try()

    def _try(self, sheet: int | None = None) -> None:
        draft = self._draft()
        if draft is not None and not self.runner.is_busy():
            self.desk.try_out(draft, sheet)
        self._show_make()

    def _draft(self) -> BatchDraft | None:
        refusal = self.output.refusal()
        if refusal:
            self.output.show_refusal(refusal)
            self.output.head.show_state("warn")
            return None
        return self.output.draft()

    def _show_tried(self, tried: Tried, draft: BatchDraft) -> None:
        self.notice.over(_REFUSED)
        self.preview.show_tried(tried, draft)
        self.output.head.show_state("warn" if tried.refusal else "ready" if tried.sheets else "waiting")
        self._show_make()

    def _refused(self, title: str, said: str) -> None:
        if self.desk.listed is not None:
            self.file.show_list(self.desk.listed)  # that one is still there
        at = self.notice if self._stack.currentWidget() is self._work else self.empty.notice
        at.say("danger", title, said, about=_REFUSED)

    def _save_problems(self) -> None:
        name = self.tr("{name}-problems.csv").format(name=self._name())
        path = batch_dialogs.ask_file(self._window, self.tr("Save the rows with a problem"), name, "csv")
        if path is not None:
            self.desk.save_problems(list(self.check.problems()), path)

    # the run

    def _show_make(self) -> None:
        found = self.desk.found
        codes = len(found.good) if found is not None else 0
        self.make.setVisible(self.desk.listed is not None)
        busy = self.runner.is_busy()
        said = words.counted(codes, self.tr("Make {count} code…"), self.tr("Make {count} codes…"))
        self.make.setText(self.tr("Running…") if busy else said)
        self.make.setEnabled(not busy and codes > 0 and not self.output.refusal() and not self.preview.is_refused())
        self.make.updateGeometry()
        self.past.setVisible(bool(self.runs.all()))

    def _make(self) -> None:
        draft = self._draft()
        if draft is not None:
            out = batch_dialogs.ask_out(self._window, draft, self._name())
            if out is not None:
                self.run_to(out)

    def _hold(self, *, busy: bool) -> None:
        for part in (self.file.replace, self.columns.names):  # the list is being read; all else is for the next run
            part.setEnabled(not busy)
        self._show_make()

    def _began(self, order: Order, pace: Pace) -> None:
        self._order = order
        sheet = order.draft.sheet
        per_sheet = sheet.labels if order.draft.form is BatchForm.SHEETS and sheet is not None else 0
        self.bar.begin(pace, links=order.checked.kind is not Kind.STATIC, per_sheet=per_sheet)
        self._hold(busy=True)

    def _cancel(self) -> None:
        self.bar.stopping()
        self.runner.cancel()

    def _ended(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self.desk.left_out = outcome.problems
        self._hold(busy=False)
        if outcome.report is None:
            self.bar.end(self.tr("Stopped"), self.tr("What is made stays made."), again=self.tr("Go on"))
        else:
            self._finished(outcome)
        if outcome.problems:
            self.check.which.choose("problems")
        self._show_checked()

    def _finished(self, outcome: Outcome) -> None:
        report, order = outcome.report, outcome.order
        if report is None:
            return
        left = len(order.checked.good) - report.made + order.checked.left_out
        run = past_run(self._name(), datetime.now(UTC), order.listed.count, report.made, report.points, order.out)
        self.runs.add(run)
        made = words.counted(report.made, self.tr("{count} code made"), self.tr("{count} codes made"))
        said = [order.out.name]
        if left:
            said.append(words.counted(left, self.tr("{count} row left out"), self.tr("{count} rows left out")))
        if order.trial:
            said.append(self.tr("a trial"))
        self.bar.end(made, ", ".join(said), again=self.tr("Try again") if outcome.untold else "", folder=True)
        if outcome.untold:
            count = words.counted(len(outcome.untold), self.tr("{count} code"), self.tr("{count} codes"))
            title = self.tr("The file is finished; not remembered as printed: {count}").format(count=count)
            self.notice.say("warn", title, outcome.trouble)
        elif outcome.warnings:
            self.notice.say("warn", outcome.warnings[0], " ".join(outcome.warnings[1:]))

    def _failed(self, said: str) -> None:
        self._outcome = None
        self._hold(busy=False)
        self.bar.end(self.tr("Not finished"), self.tr("What is made stays made."), again=self.tr("Try again"))
        self.notice.say("danger", self.tr("The run stopped"), said)

    def _again(self) -> None:
        if self._outcome is not None and self._outcome.untold:
            self.notice.clear()
            self.runner.remember(self._outcome)
        elif self._order is not None:
            self.run_to(self._order.out)

    def _open_folder(self) -> None:
        if self._order is not None:
            _open(self._order.out)

    def _show_past(self) -> None:
        menu = Menu(self.past)
        for run in self.runs.all():
            codes = words.counted(run.made, self.tr("{count} code"), self.tr("{count} codes"))
            when = f"{words.short_day(run.at)}, {words.clock(run.at)}"
            left = self.tr("{count} left out").format(count=words.number(run.left_out)) if run.left_out else ""
            said = "  ·  ".join(part for part in (run.name, when, codes, left) if part)
            menu.add(said, partial(_open, Path(run.out)), "folder-open").setToolTip(run.out)
        menu.popup(self.past.mapToGlobal(self.past.rect().bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(_LEFT if self.width() >= _WIDE else _LEFT_NARROW)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event.mimeData()) is not None and not self.runner.is_busy():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.bring(path)


def _column(inside: QWidget, width: int, edge: str) -> QFrame:
    made = boxes.box(boxes.rows(boxes.scrolled(inside), gap=0), edge=edge)
    made.setFixedWidth(width)
    return made


def _open(out: Path) -> None:
    """Show where a file is; a folder of files itself."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(out if out.is_dir() else out.parent)))
