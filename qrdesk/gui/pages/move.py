"""Everything copied to a server, in three steps on one page: where to, what will be copied, and how it went.

Shown alone: nothing is edited while it is copied. Nothing is taken away here, and what was copied is not copied again.
"""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from qrdesk.client import Client, moving, server_keys
from qrdesk.client.addresses import address_of
from qrdesk.client.moving import Kind as Kinds
from qrdesk.client.moving import Report, Survey, Verified
from qrdesk.client.patience import Tell, telling
from qrdesk.core.errors import CalledOff, Kind, QRDeskError, Unauthenticated
from qrdesk.gui import far, words
from qrdesk.gui.jobs import Cancelled, Handle, JobRunner, Step
from qrdesk.gui.pages.move_changes import ChangesCard
from qrdesk.gui.pages.move_plan import MovePlan
from qrdesk.gui.pages.move_result import MoveResult, MoveSecrets
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.status import AtClose, Work
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.boxes import Card
from qrdesk.gui.widgets.buttons import Button, LinkButton
from qrdesk.gui.widgets.fields import TextField

_WIDTH = 880
_TARGET = "moving/server"  # key under which the server is remembered, for when a move goes on
_OF_KEYS = frozenset({Kind.UNAUTHENTICATED, Kind.FORBIDDEN})


@dataclass(frozen=True, slots=True)
class Seen:
    """What a server that answered to the key would take."""

    survey: Survey
    server: str
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Moved:
    """How a move went, and what a look at both places found then."""

    report: Report
    found: Verified


class MovePage(QWidget):
    """Asks for a server, shows what would be copied, copies it, and says how it went."""

    back_wanted = Signal()
    go_wanted = Signal(str, str)  # address, key: the app is to use this server
    copy_wanted = Signal(str, str)  # text, what is said about it

    def __init__(self, session: Session, state: State, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__()
        self._session, self._state, self._jobs, self._window = session, state, jobs, window
        self._work: Work | None = None
        self._handle: Handle | None = None
        self._report = Report()
        self._server = self._key = ""
        self.notice = Notice(0)
        self.address = TextField(self.tr("Address of the server"), placeholder="https://go.example.com", icon="globe")
        hint = self.tr("An owner's or admin's key of the new server. Left empty: the one this computer keeps for it.")
        self.key = TextField(self.tr("Key"), hint=hint, placeholder="qrd_…", icon="key")
        self.key.input.setEchoMode(QLineEdit.EchoMode.Password)
        self.look = Button(self.tr("See what will be copied"), "primary")
        self.plan, self.changes, self.result, self.secrets = MovePlan(), ChangesCard(), MoveResult(), MoveSecrets()
        self.copy = Button("", "primary", "upload")
        self.cancel = Button(self.tr("Cancel"))
        self.again = Button(self.tr("Copy again"))
        self.go = Button(self.tr("Use the new server"), "primary", "server")
        self.back = LinkButton(self.tr("Back"), "arrow-left")  # in line with the title: it has no edge
        self._build()
        self._connect()
        self._show_only()
        self.address.set_text(state.read(_TARGET, ""))

    def focus_first(self) -> None:
        """Put the focus on the address."""
        self.address.input.setFocus()

    def show_refusal(self, error: Exception) -> None:
        """Say why the app could not begin to use the new server; everything is copied all the same."""
        self.go.setEnabled(True)
        self.notice.say("danger", self.tr("The new server could not be used"), words.failure(error))

    # what is shown

    def _build(self) -> None:
        title = labels.text(self.tr("Move to your server"), "page_title")
        under = labels.Paragraph(
            self.tr(
                "Copies everything of this workspace. Nothing is taken away here, and you can stop and go on later."
            )
        )
        self._where = Card()
        for one in (self.address, self.key):
            self._where.body.addWidget(one)
        self._where.body.addLayout(boxes.columns(None, self.look))
        column = boxes.rows(
            boxes.columns(self.back, None), title, under, self.notice, self._where, self.result, self.secrets,
            self.result.hand, self.plan, self.changes, self.result.counts, None, gap=12, margins=(24, 16, 24, 24),
        )  # fmt: skip
        buttons = boxes.columns(None, self.cancel, self.again, self.copy, self.go, gap=8, margins=(24, 12, 24, 12))
        self._foot = boxes.in_the_middle(buttons, _WIDTH)
        self._line = boxes.line()
        area = boxes.scrolled(boxes.in_the_middle(column, _WIDTH))
        self.setLayout(boxes.rows(area, self._line, self._foot, gap=0))

    def _connect(self) -> None:
        for one in (self.address, self.key):
            one.changed.connect(one.clear_error)
            one.input.returnPressed.connect(self._look)
        self.look.clicked.connect(self._look)
        self.copy.clicked.connect(self._copy)
        self.again.clicked.connect(self._copy)
        self.cancel.clicked.connect(self._cancel)
        self.back.clicked.connect(self._back)
        self.go.clicked.connect(self._go)
        self.secrets.copy_wanted.connect(self.copy_wanted)
        self.changes.copy_wanted.connect(self.copy_wanted)
        self.changes.save_wanted.connect(self._save)

    def _show_only(self, *parts: QWidget) -> None:
        for part in (self.plan, self.changes, self.copy, self.cancel, self.again, self.go):
            part.setVisible(part in parts)
        self.result.show_all(shown=self.result in parts)
        for part in (self._line, self._foot):
            part.setVisible(bool(parts))
        self._where.setVisible(not parts)

    # where to

    def _look(self) -> None:
        if not self.address.text():
            self.address.show_error(self.tr("Enter where the server answers."))
            return
        self.look.setEnabled(False)
        self.notice.clear()
        self._work = self._window.status.start(self.tr("Looking at what there is to copy"), None, AtClose.LET_GO)
        work = partial(_survey, self._session.the_client(), self._state.folder, self.address.text(), self.key.text())
        self._jobs.run(self, work, self._seen, self._not_seen)

    def _seen(self, found: Seen) -> None:
        self._looked()
        seen, self._server, self._key = found.survey, found.server, found.key
        self._state.write(_TARGET, self._server)
        self.plan.show_survey(seen)
        self.changes.show_changes(seen.changes)
        self.copy.setText(self.tr("Copy everything"))
        self._show_only(self.plan, self.changes, self.copy)
        self.copy.setFocus()

    def _looked(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.finish()
        self.look.setEnabled(True)

    def _not_seen(self, error: Exception) -> None:
        self._looked()
        of_key = isinstance(error, QRDeskError) and error.kind in _OF_KEYS
        (self.key if of_key else self.address).show_error(words.failure(error))

    # copying

    def _copy(self) -> None:
        self.notice.clear()
        self._show_only(self.plan, self.changes, self.cancel)
        self.back.setEnabled(False)
        self._report = Report()
        self._work = shown = self._window.status.start(self.tr("Copying to the new server"), self._cancel, AtClose.SEEN)
        source = self._session.the_client()
        work = partial(_move, source, self._server, self._key, self._report, shown.paused.emit)
        self._handle = self._jobs.run_long(self, work, self._copied, self._not_copied, shown.progress)
        self.cancel.setFocus()

    def _copied(self, moved: Moved) -> None:
        good = moved.found.good
        self._end(self.tr("Everything is copied") if good else self.tr("Not all of it is there as it was"))
        self.result.show_result(moved.report, moved.found)
        self._show_only(self.result, self.changes, self.go, *(() if good else (self.again,)))
        self.go.set_kind("primary" if good else "secondary")  # one filled button: what comes next
        self.again.set_kind("primary")
        (self.go if good else self.again).setFocus()
        boxes.scroll_to(self.result)

    def _not_copied(self, error: Exception) -> None:
        stopped = isinstance(error, Cancelled | CalledOff)
        said = self.tr("What was copied stays there. Go on whenever you like: nothing is made twice.")
        if not stopped:
            said = f"{words.failure(error)} {said}"
        title = self.tr("Stopped half-way") if stopped else self.tr("The copying ended half-way")
        self._end(title)
        self.notice.say("warn" if stopped else "danger", title, said)
        self.copy.setText(self.tr("Go on copying"))
        self._show_only(self.plan, self.changes, self.copy)
        self.copy.setFocus()
        boxes.scroll_to(self.notice)

    def _cancel(self) -> None:
        if self._handle is not None:
            self.cancel.setEnabled(False)
            self._handle.cancel()

    def _end(self, said: str) -> None:
        """The copying is over; secrets made in it are shown however it ended, for nobody sees them again."""
        work, self._work, self._handle = self._work, None, None
        if work is not None:
            work.finish(said)
        self.back.setEnabled(True)
        self.cancel.setEnabled(True)
        self.secrets.add(self._report.secrets)

    # afterwards

    def _back(self) -> None:
        self._looked()  # nobody waits for it any more
        if not self._where.isHidden() or not self.result.isHidden():
            self.back_wanted.emit()
            return
        self.notice.clear()
        self._show_only()
        self.focus_first()

    def _go(self) -> None:
        self.go.setEnabled(False)
        self.notice.clear()
        self.go_wanted.emit(self._server, self._key)

    def _save(self, path: Path) -> None:
        done = self.tr("Written: {file}").format(file=path)
        self._jobs.run(
            self,
            partial(moving.write_changes, path, self.changes.changes),
            lambda _none: self._window.status.say(done),
            lambda error: self._window.status.say(words.failure(error)),
        )


def _survey(source: Client, folder: Path, typed: str, key: str) -> Seen:
    server = address_of(typed).url
    used = key or server_keys.recall(folder, server)
    if not used:
        raise Unauthenticated(QCoreApplication.translate("MovePage", "Enter the key that you were given."))
    with far.client_of(server, used) as target:
        return Seen(moving.survey(source, target), server, used)


def _move(source: Client, server: str, key: str, report: Report, tell: Tell, step: Step) -> Moved:
    """Copy, and then ask the new server for each link: both count as work to be done."""
    links = 0

    def copied(done: int, total: int) -> None:
        nonlocal links
        links = report.counts[Kinds.LINKS].found
        step(done, total + links)

    def asked(done: int, _total: int) -> None:
        before = sum(one.found for one in report.counts.values())
        step(before + done, before + max(links, done))

    # pauses end with Cancel, calls do not: the secret of an endpoint comes with the answer that made it
    with Client.remote(server, key, "app") as target, telling(tell, step.is_cancelled):
        moving.move(source, target, copied, report)
        return Moved(report, moving.verify(source, target, asked))
