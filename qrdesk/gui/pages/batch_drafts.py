"""Keeps what was chosen in Batch, and takes it up again: after the app was closed or killed it is as it was left."""

from pathlib import Path

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal

from qrdesk.core.code_titles import unsecret
from qrdesk.gui import words
from qrdesk.gui.drafts import Note
from qrdesk.gui.pages.batch_checking import Fixes
from qrdesk.gui.pages.batch_desk import BatchDesk
from qrdesk.gui.pages.batch_making import Order, Outcome
from qrdesk.gui.pages.batch_output import OutputForm
from qrdesk.gui.pages.batch_runner import BatchRunner
from qrdesk.gui.pages.batch_typed import Typed
from qrdesk.gui.shell.state import State

_KEY = "drafts/batch"


class BatchDrafts(QObject):
    """``begun`` tells where a run was on its way when the app ended, once its list is there again.

    ``other`` says that the list is another one by now, ``lost`` that it cannot be opened: title and sentence.
    """

    begun = Signal(object)  # Path
    other = Signal(str, str)
    lost = Signal(str, str)

    def __init__(self, desk: BatchDesk, output: OutputForm, runner: BatchRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._output = desk, output
        self._out = ""
        self._waits = False  # a run to go on with, for the rows to be checked
        self._made: Typed | None = None  # a finished run: nothing of it is unsaved
        self._seen: Typed | None = None
        desk.resumed.connect(self._resumed)
        desk.lost.connect(self._lost)
        desk.read.connect(self._another)
        desk.checked.connect(self._checked)
        runner.began.connect(self._began)
        runner.ended.connect(self._ended)

    def keep_in(self, state: State) -> Note:
        """Take up what was kept; return what remembers from now on how it stands."""
        typed = _read(state.read(_KEY, ""))
        self._desk.forget_pasted(but=Path(typed.path) if typed is not None else None)
        if typed is not None and self._desk.listed is None:
            self.take_up(typed)

        def note() -> None:
            typed = self._typed()
            if typed is None:  # no list yet, or that of before is not found: what is kept stays
                return
            if typed != self._seen:
                self._seen = typed
                state.write(_KEY, "" if typed == self._made else typed.model_dump_json())

        return note

    def take_up(self, typed: Typed) -> None:
        """Have a list there again, with all that was chosen for it."""
        self._output.put_choices(typed.output)
        self._desk.resume(typed)

    def now(self) -> Typed | None:
        """Return the list that is worked on, with all that is chosen for it; None while there is none."""
        return self._typed()

    def _typed(self) -> Typed | None:
        desk, listed = self._desk, self._desk.listed
        if listed is None:
            return None
        return Typed.model_construct(
            path=str(listed.path), has_names=listed.has_names, digest=listed.digest, header=listed.header,
            meanings=desk.meanings, fixes=_open_ones(desk.fixes), output=self._output.choices(), out=self._out,
        )  # fmt: skip

    def _another(self) -> None:
        self._out = ""

    def _began(self, order: Order, _pace: object) -> None:
        self._out, self._made, self._waits = str(order.out), None, False

    def _ended(self, outcome: Outcome) -> None:
        if outcome.report is not None:
            self._out = ""
            self._desk.close_pasted()
            self._made, self._seen = self._typed(), None

    def _resumed(self, typed: Typed, same: bool) -> None:
        if typed.out and same:
            self._out, self._waits = typed.out, True
        if typed.fixes and not same:
            one = self.tr("{count} row mended then is as it stands in the list now")
            many = self.tr("{count} rows mended then are as they stand in the list now")
            what = words.counted(len(typed.fixes), one, many)
            said = self.tr("What the columns mean and what is made of them is as you left it.")
            self.other.emit(self.tr("The list was changed since: {what}").format(what=what), said)

    def _checked(self) -> None:
        """How many codes there are to make is known by now."""
        if self._waits and self._out:
            self._waits = False
            self.begun.emit(Path(self._out))

    def _lost(self, file: str, why: str) -> None:
        title = self.tr("The list {file} cannot be opened again").format(file=file)
        said = self.tr("{why} What you chose for it is kept: bring the list again to go on.").format(why=why)
        self.lost.emit(title, said)


def _open_ones(fixes: Fixes) -> Fixes:
    """Return mended cells without those that have a password in them: it is nowhere written down."""
    plain = {place: {at: said for at, said in row.items() if unsecret(said) == said} for place, row in fixes.items()}
    return {place: row for place, row in plain.items() if row}


def _read(text: str) -> Typed | None:
    """Return what was kept; None where there is nothing, or it cannot be read any more."""
    try:
        return Typed.model_validate_json(text) if text else None
    except ValidationError:
        return None
