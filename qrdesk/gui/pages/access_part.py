"""What the parts of the Access page have in common: they ask, they change, and late answers change nothing."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QModelIndex, QSize, Signal
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.client import Client
from qrdesk.client.meeting import Overtaken
from qrdesk.gui import words
from qrdesk.gui.error_details import details
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.links_standing import Stays
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.plain_table import PlainTableModel
from qrdesk.gui.theme import style, tokens
from qrdesk.gui.undoing import Undoing
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.rows import Column, RowTable

T = TypeVar("T")


class AccessPart(QWidget):
    """One of the tabs. ``notice`` says above the list what could not be loaded."""

    asking = Signal(bool)  # once for what is asked, once for its answer

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__()
        self.session, self.jobs, self.window_, self.routes = session, jobs, window, routes
        self.notice = Notice()
        self.undoing = Undoing(self, session, jobs, window, self.refresh)
        self._turn = 0

    def refresh(self) -> None:
        """Ask for what is shown again."""

    def forget(self) -> None:
        """Of another place nothing is known yet: show nothing of the one before."""
        self._turn += 1
        self.notice.clear()

    def regions(self) -> Sequence[QWidget]:
        """Return what F6 walks."""
        return [self]

    def focus_first(self) -> None:
        """Put the focus where one starts."""
        self.setFocus()

    def ask(self, work: Callable[[Client], T], shown: Callable[[T], object], trouble: str) -> None:
        """Show the answer, unless something newer was asked for; ``trouble`` is the title where there is none."""
        client = self.session.client
        if client is None:
            return
        self._turn += 1
        here, away = partial(self._here, self._turn, shown), partial(self._away, self._turn, trouble)
        self.asking.emit(True)
        self.jobs.run(self, partial(work, client), here, away)

    def change(
        self, work: Callable[[Client], T], done: Callable[[T], object], refused: Callable[[Exception], object]
    ) -> None:
        """Change something; the answer is for nobody once another place is shown."""
        client, here = self.session.client, self.session.here
        if client is not None:
            self.jobs.run(self, partial(work, client), here(done), here(refused))

    def make_secret(
        self,
        work: Callable[[Client], T],
        done: Callable[[T], object],
        refused: Callable[[Exception], object],
        keep: Callable[[T], str],
    ) -> None:
        """As ``change``, for what is told once: ``keep`` holds it for when its place is open again, and names it."""
        client, here = self.session.client, self.session.here
        if client is not None:
            told = partial(self._secret_came, self.session.visit, self.session.whose, done, keep)
            self.jobs.run(self, partial(work, client), told, here(refused))

    def _secret_came(
        self, visit: int, whose: str, done: Callable[[T], object], keep: Callable[[T], str], answer: T
    ) -> None:
        if visit == self.session.visit:
            done(answer)
            return
        tell_of_secret(self.window_, keep(answer))
        if whose == self.session.whose:  # left and opened again meanwhile
            self.refresh()

    def _here(self, turn: int, shown: Callable[[T], object], answer: T) -> None:
        self.asking.emit(False)
        if turn == self._turn:
            self.notice.clear()
            shown(answer)

    def _away(self, turn: int, trouble: str, error: Exception) -> None:
        self.asking.emit(False)
        if turn == self._turn:
            again = (self.tr("Try now"), self.refresh)
            self.notice.say("danger", trouble, words.failure(error), [again], details=details(error))


def tell_of_secret(window: MainWindow, name: str) -> None:
    """Say that what is told once came after its place was left, and where it is."""
    said = QCoreApplication.translate(
        "AccessPart", "The text of {name} came after you had left. It is shown once you open those links again."
    ).format(name=name)
    window.status.say(said)
    window.toast(said, icon="key")


class FormPanel(Protocol):
    """A panel with a form."""

    def shown_id(self) -> str:
        """Return the id of what is in sight; empty for something new."""
        ...

    def refuse(self, error: Exception) -> None:
        """Say at the form why it was not taken."""
        ...

    def met(self, now: Any) -> None:
        """Others made this of it: it is shown where nothing is typed, and what is typed may be saved over it."""
        ...


class ListPart(AccessPart):
    """A list at the left, with a word about it below, and at the right a panel with the row chosen."""

    model: PlainTableModel
    table: RowTable

    def mark(self, key: str) -> None:
        """Choose the row of ``key``, if it is listed."""
        row = self.model.row_of(key)
        if row >= 0 and row != self.table.currentIndex().row():  # else it may be scrolled out of sight, and stays there
            self.table.selectRow(row)
            self.table.scrollTo(self.model.index(row, 0))

    def unmark(self) -> None:
        """Choose no row."""
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())

    def refused(self, panel: FormPanel, about: str, error: Exception) -> None:
        """What was typed about this was not taken: say so at the form, if it is still in sight."""
        if panel.shown_id() == about:
            panel.refuse(error)
            if isinstance(error, Overtaken):
                panel.met(error.now)
        else:
            self.window_.status.say(words.failure(error))

    def regions(self) -> Sequence[QWidget]:
        return self._sides

    def focus_first(self) -> None:
        self._sides[0].setFocus()

    def lay_out(self, table: RowTable, name: str, said: str, panel: QWidget, foot: QWidget | None = None) -> None:
        """Put list and panel together, with ``said`` below the list; ``foot`` stays in sight below the panel."""
        self._sides: list[QWidget] = [table, panel]
        Stays(table, self.model)
        self.window_.state.keep_columns(type(self).__name__.lower(), table)
        table.setAccessibleName(name)
        about = boxes.box(boxes.rows(labels.Paragraph(said), margins=(24, 12, 24, 12)), edge="top")
        column = boxes.rows(self.notice, gap=0)
        column.addWidget(table, 1)
        column.addWidget(about)
        self.setLayout(beside(column, panel, foot))


class MakingPart(ListPart):
    """A list whose panel also offers to make one more; ``new`` is hidden from whom it is not for."""

    def begin(self, heads: Sequence[str], columns: Sequence[Column], new: str) -> None:
        """Make the list with these columns, and the button "new"."""
        self.making = False  # a new one was asked for: no other takes its place
        self.model = PlainTableModel(heads)
        self.table = RowTable()
        self.table.setModel(self.model)
        self.table.set_columns(columns)
        self.new = Button(new, "primary", "plus")
        self.new.clicked.connect(self.show_new)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)

    def forget(self) -> None:
        super().forget()
        self.making = False
        self.model.show([])
        self.new.set_kind("primary")
        self.new.hide()

    def show_new(self) -> None:
        """Offer to make one more."""
        self.making = True
        self.new.set_kind("secondary")  # the filled button is that of the form
        self.unmark()

    def chosen(self, key: str) -> None:
        """A person chose the row of ``key``."""

    def _row_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        key = self.model.key_at(index.row()) if index.isValid() else ""
        if key:
            self.new.set_kind("primary")
            self.chosen(key)


class Panel(QWidget):
    """What scrolls beside a list: as tall as its texts are at its width. Qt's own least height is for a narrow one."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)

    def met(self, now: Any) -> None:
        """Others made this of what is shown; of what is only made or ended nobody asks."""


class Question(QFrame):
    """What is asked before something is ended for ever: what follows from it, and both ways out."""

    def __init__(self, said: str, keep: str, final: str, done: Callable[[], object]) -> None:
        super().__init__()
        self._title = labels.text("", "label", wrap=True)
        self._title.hide()
        self._said = labels.Paragraph(said)
        self._done = done
        self.final = Button(final, "danger_final")
        self._keep = Button(keep)
        self._keep.clicked.connect(self.hide)
        self.final.clicked.connect(self.hide)
        self.final.clicked.connect(self._finish)
        row = boxes.columns(None, self._keep, self.final)
        self.setLayout(boxes.rows(self._title, self._said, row, gap=8, margins=(12, 10, 12, 10)))
        style.restyle(self, card="sunken")
        self.hide()

    def ask(self, said: str = "", title: str = "") -> None:
        """Ask; ``said`` in place of the usual words, below ``title``."""
        if said:
            self._said.set_text(said)
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.show()
        self._keep.setFocus()

    def _finish(self) -> None:
        self._done()


def beside(left: boxes.QBoxLayout, panel: QWidget, foot: QWidget | None = None) -> boxes.QBoxLayout:
    """Return a list of the usual width with a panel beside it that scrolls, over ``foot``."""
    list_ = QFrame()
    list_.setLayout(left)
    list_.setFixedWidth(tokens.measures().panel.access_list)
    row = boxes.columns(list_, gap=0)
    column = boxes.rows(boxes.scrolled(panel), gap=0)
    if foot is not None:
        column.addWidget(foot)
    row.addWidget(boxes.box(column, edge="left"), 1)
    return row
