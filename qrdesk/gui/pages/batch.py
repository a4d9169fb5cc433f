"""The Batch page: from a list to links, codes and one file, all four steps in sight."""

from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from qrdesk.client import ChangesView
from qrdesk.core.schemas.batch import BatchDraft, BatchForm
from qrdesk.gui import words
from qrdesk.gui.chosen_links import ChosenLinks
from qrdesk.gui.folders import show_in_folder
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages import batch_dialogs, batch_words
from qrdesk.gui.pages.batch_bar import RunBar
from qrdesk.gui.pages.batch_check import CheckStep
from qrdesk.gui.pages.batch_checking import Fixes
from qrdesk.gui.pages.batch_columns import ColumnsStep
from qrdesk.gui.pages.batch_desk import BatchDesk
from qrdesk.gui.pages.batch_drafts import BatchDrafts
from qrdesk.gui.pages.batch_file import EmptyBatch, FileStep, dropped
from qrdesk.gui.pages.batch_links import LinkBringer
from qrdesk.gui.pages.batch_make import MakeButton
from qrdesk.gui.pages.batch_making import Order, Outcome, Pace
from qrdesk.gui.pages.batch_meaning import Kind, Recipes
from qrdesk.gui.pages.batch_output import OutputForm
from qrdesk.gui.pages.batch_pages import PagesTrial
from qrdesk.gui.pages.batch_preview import PreviewPart
from qrdesk.gui.pages.batch_reach import BatchReach
from qrdesk.gui.pages.batch_reading import ReadingTold
from qrdesk.gui.pages.batch_recipes import RecipeKeeper
from qrdesk.gui.pages.batch_room import Room
from qrdesk.gui.pages.batch_runner import BatchRunner
from qrdesk.gui.pages.batch_runs import PastRuns, show_past
from qrdesk.gui.pages.batch_told import Told
from qrdesk.gui.pages.batch_trial import TrialQuestion
from qrdesk.gui.pages.batch_trying import Tried
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.pieces import whole
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.chips import Chip
from qrdesk.gui.widgets.dial import not_yet
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.section import Section

_IN_SIGHT_MS = 10  # by then the steps are laid out and painted
_REFUSED = "refused"  # what a note is about that the next sheet takes away


class BatchPage(QFrame):
    """Empty until there is a list; then three columns and, while something runs and after it, the run bar."""

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, *, at_once: bool = True
    ) -> None:
        """Not ``at_once``: it is made by its ``steps``, and of no use before they are done."""
        super().__init__()
        self._window, self._routes = window, routes
        self.steps = self._made(session, jobs, window)
        if at_once:
            whole(self.steps)

    def _made(self, session: Session, jobs: JobRunner, window: MainWindow) -> Generator[None]:
        self.desk = BatchDesk(session, jobs, window.state.folder / "batch", self)
        self.runner = BatchRunner(session, jobs, window, self.desk.assets, self.desk.folder)
        self.recipes, self.runs = Recipes(window.state), PastRuns(window.state)
        self.head = PageHeader(self.tr("Batch"))
        self.past = Button(self.tr("Past runs"), icon="clock")
        self.make = MakeButton()
        self.not_yet = Chip(not_yet(), "wifi", "warn")
        self.not_yet.hide()
        self.notice, self.question = Notice(), TrialQuestion()
        self.empty, self.bar = EmptyBatch(), RunBar()
        self._told = Told(self.bar, self.notice, self.runs)
        self._stack = QStackedWidget()
        self._outcome: Outcome | None = None
        self._out: Path | None = None
        yield
        self._lay_out()
        yield from self._fill(self._work)
        self._bringer = LinkBringer(session, jobs, window, self.desk, self.drafts, self.output, self.runner)
        self._connect()
        PagesTrial(self.desk, self.check, jobs, window)
        RecipeKeeper(self.desk, self.columns, self.recipes, window)
        yield
        self._reach = BatchReach(session, self, self.empty.notice, self.notice)
        session.reach_changed.connect(self._show_make)
        self._show_make()
        session.on_connecting(self.desk.begin)

    def bring(self, path: Path) -> None:
        """Read a list."""
        if not self.runner.is_busy():
            self.desk.bring(path)

    def bring_links(self, chosen: ChosenLinks) -> None:
        """Take links that were chosen in their list, each with its own look."""
        self._bringer.bring(chosen)

    def changed_elsewhere(self, found: ChangesView) -> None:
        """Offer the designs that there are by now, and draw what they look like; what is chosen stays."""
        self.desk.ask_designs()
        if found.everything or any(one.kind != "file" for one in found.changes):
            self._try()

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
        trial, own_ink = self.output.trial.isChecked(), self.output.own_ink()
        order = self.desk.order(self.output.draft(), out, trial=trial, own_ink=own_ink)
        if order is not None:
            self.notice.clear()
            self.desk.left_out = ()
            self.runner.start(order, self.desk.name())

    def _lay_out(self) -> None:
        for action in (self.not_yet, self.past, self.make):
            self.head.add_action(action)
        self._work = Room(boxes.box(boxes.rows(self.notice, self.question, gap=0)), self.bar)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._work)
        self.setLayout(boxes.rows(self.head, self._stack, gap=0))
        self.setAcceptDrops(True)

    def _fill(self, room: Room) -> Generator[None]:
        left, right = room.left, room.right
        yield
        self.file, self.columns = FileStep(), ColumnsStep()
        for part in (self.file, boxes.line(), self.columns):
            left.addWidget(part)
        left.addStretch(1)
        yield
        self.check = CheckStep(at_once=False)
        room.across.insertWidget(1, self.check, 1)
        yield from self.check.steps
        yield
        self.output = OutputForm(at_once=False)
        yield from self.output.steps
        yield
        self.preview = PreviewPart()
        self.more = Section(self.tr("Design, label and names"), self.output.more, is_open=False)
        yield
        room.above_right.addWidget(self.output.head)
        right.addLayout(boxes.rows(self.output, 4, gap=10, margins=(16, 0, 16, 0)))
        yield
        right.addLayout(boxes.rows(self.preview, gap=10, margins=(16, 10, 16, 12)))
        right.addWidget(self.more)
        right.addStretch(1)
        self.drafts = BatchDrafts(self.desk, self.output, self.runner, self)
        yield

    def _connect(self) -> None:
        desk, empty = self.desk, self.empty
        empty.brought.connect(self.bring)
        empty.pasted.connect(desk.paste)
        for button in (empty.choose, self.file.replace):
            button.clicked.connect(self._choose)
        empty.example_wanted.connect(partial(batch_dialogs.save_example, self._window))
        self.columns.changed.connect(desk.choose)
        self.columns.names_toggled.connect(desk.name_columns)
        self.check.fixed.connect(self._fix)
        self.check.save_wanted.connect(self._save_problems)
        self.question.opened.connect(self.check.give_way)
        self.question.opened.connect(self._show_make)
        for part in (self.check, self._told, self.question):
            part.address_wanted.connect(partial(self._routes.open_settings, "address"))
        self.output.changed.connect(self._try)
        self.preview.turned.connect(self._try)
        self.preview.confirmed.connect(self.output.confirm)
        self._connect_answers()

    def _connect_answers(self) -> None:
        desk, bar, runner = self.desk, self.bar, self.runner
        ReadingTold(desk, self.empty, self.file, self.notice)
        desk.read.connect(self._show_list)
        self.drafts.other.connect(partial(self.notice.say, "warn"))
        self.drafts.lost.connect(partial(self.empty.notice.say, "warn"))
        self.drafts.begun.connect(self._offer_going_on)
        desk.checking.connect(self.check.show_checking)
        desk.checked.connect(self._show_checked)
        desk.tried.connect(self._show_tried)
        desk.designs_came.connect(self.output.offer_designs)
        desk.refused.connect(self._refused)
        desk.saved.connect(self._window.status.say)
        self.make.clicked.connect(lambda: desk.ask_near(self._ask_first))
        self.past.clicked.connect(lambda: show_past(self.past, self.runs))
        bar.cancel_wanted.connect(self._cancel)
        bar.open_wanted.connect(self._open_folder)
        bar.again_wanted.connect(self._again)
        runner.began.connect(self._began)
        runner.ended.connect(self._ended)
        runner.failed.connect(self._failed)
        runner.risky.connect(self.preview.ask_confirm)

    # the list

    def _choose(self) -> None:
        path = batch_dialogs.ask_list(self._window)
        if path is not None:
            self.bring(path)

    def _show_list(self) -> None:
        listed = self.desk.listed
        if listed is None:
            return
        was_there = self._stack.currentWidget() is self._work
        self._stack.setCurrentWidget(self._work)
        self._reach.begin()
        self.question.forget()
        self.bar.hide()
        self._outcome = self._out = None
        self.file.show_list(listed)
        self.columns.names.setChecked(listed.has_names)
        self.columns.offer(self.recipes.names())
        if was_there:
            self._show_name()
            self._show_columns()
        else:  # that all steps come into sight is enough work for one beat
            QTimer.singleShot(_IN_SIGHT_MS, self, self._show_rest)

    def _offer_going_on(self, out: Path) -> None:
        """A run was on its way when the app ended."""
        self._out = out
        self._told.cut_off(out, len(self.desk.found.good) if self.desk.found is not None else 0)
        self._show_make()

    def _show_rest(self) -> None:
        self._show_columns()
        QTimer.singleShot(_IN_SIGHT_MS, self, self._show_name)

    def _show_name(self) -> None:
        self.head.set_count(self.desk.name())
        self._show_make()

    def _show_columns(self) -> None:
        listed = self.desk.listed
        if listed is not None:
            first = next(listed.rows(0, 1), None)
            self.columns.show_columns(listed.header, first.cells if first is not None else (), self.desk.meanings)

    # what was found

    def _fix(self, fixes: Fixes) -> None:
        before = self.desk.fixes
        self.desk.fix(fixes)
        one, many = self.tr("{count} row mended"), self.tr("{count} rows mended")
        self._window.toast(words.counted(len(fixes), one, many), partial(self.desk.put_back, before))

    def _show_checked(self) -> None:
        desk = self.desk
        if desk.listed is not None and desk.found is not None:
            self.output.offer_own(on=desk.found.kind is Kind.THERE)
            self._show_columns()
            self.check.show_checked(desk.listed, desk.meanings, desk.fixes, desk.found, desk.left_out)
            self._try()

    def _try(self, sheet: int | None = None) -> None:
        draft, trial = self._draft(), self.output.may_be_trial()
        if draft is not None and not self.runner.is_busy():
            self.desk.try_out(draft, sheet, trial=trial, own_ink=self.output.own_ink())
        self._show_make()

    def _draft(self) -> BatchDraft | None:
        refusal = self.output.refusal()
        if refusal or not self.preview.refusal():  # else it stands until another sheet is tried
            self.output.show_refusal(refusal)
        if refusal:
            self.preview.forget()
            self.output.head.show_state("warn")
            return None
        return self.output.draft()

    def _show_tried(self, tried: Tried, draft: BatchDraft) -> None:
        self.notice.over(_REFUSED)
        if not self.output.refusal():  # else something was chosen since
            with boxes.laid_out_once(self):
                self._show_sheet(tried, draft)

    def _show_sheet(self, tried: Tried, draft: BatchDraft) -> None:
        self.preview.show_tried(tried, draft)
        self.output.show_refusal(self.preview.refusal() if tried.is_too_wide else "")
        self._lead_to(tried.near)
        warned = tried.refusal or tried.near
        self.output.head.show_state("warn" if warned else "ready" if tried.sheets else "waiting")
        self._show_make()

    def _lead_to(self, near: str) -> None:
        self.check.show_near(near)
        self.output.hold_back(near=bool(near))
        self.not_yet.setVisible(bool(near))
        self.question.lead_to(near)

    def _refused(self, title: str, said: str) -> None:
        if self.desk.listed is not None:
            self.file.show_list(self.desk.listed)  # that one is still there
        at = self.notice if self._stack.currentWidget() is self._work else self.empty.notice
        at.say("danger", title, said, about=_REFUSED)

    def _save_problems(self) -> None:
        name = self.tr("{name}-problems.csv").format(name=self.desk.name())
        path = batch_dialogs.ask_file(self._window, self.tr("Save the rows with a problem"), name, "csv")
        if path is not None:
            self.desk.save_problems(list(self.check.problems()), path)

    # the run

    def _show_make(self, *_: object) -> None:
        found = self.desk.found
        codes = len(found.good) if found is not None else 0
        self.make.setVisible(self.desk.listed is not None)
        bounds = self._reach.look(found.kind if found is not None else None)
        why_not = f"{bounds.title}." if bounds.blocked else self.output.refusal() or self.preview.refusal()
        if found is not None and found.kind is Kind.NOTHING:
            why_not = batch_words.about_kind(Kind.NOTHING)
        foremost = not (self.bar.goes_on() or self.question.isVisible())
        self.make.show_codes(codes, busy=self.runner.is_busy(), why_not=why_not, foremost=foremost)
        self.past.setVisible(bool(self.runs.all()))

    def _ask_first(self, near: str) -> None:
        """Asked anew each time: the first sheet may not be drawn yet, or the address be another one by now."""
        self._lead_to(near)
        self.question.before(self._make, trial=self.output.trial.isChecked())

    def _make(self) -> None:
        draft = self._draft()
        if draft is not None:
            is_trial = bool(self.question.near) and self.output.trial.isChecked()
            out = batch_dialogs.ask_out(self._window, draft, self.desk.name(), is_trial=is_trial)
            if out is not None:
                self.run_to(out)

    def _hold(self, *, busy: bool) -> None:
        self.file.replace.setEnabled(not busy)  # the list is being read
        for part in (self.columns, self.check, self.output, self.preview):
            part.hold(busy=busy)
        self._show_make()

    def _began(self, order: Order, pace: Pace) -> None:
        self._out = order.out
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
            self._told.stopped(self.runner.pace)
        else:
            self._told.finished(outcome, self.desk.name(), near=self.not_yet.isVisible())
        if outcome.problems:
            self.check.show_problems()
        self._show_checked()

    def _failed(self, said: str) -> None:
        self._outcome = None
        self._hold(busy=False)
        self._told.failed(said)
        self._show_make()

    def _again(self) -> None:
        if self._outcome is not None and self._outcome.untold:
            self.notice.clear()
            self.runner.remember(self._outcome)
        elif self._out is not None:
            self.run_to(self._out)

    def _open_folder(self) -> None:
        if self._out is not None:
            show_in_folder(self._out)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._work.fit(self.width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event.mimeData()) is not None and not self.runner.is_busy():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.bring(path)
