"""Codes whose address works nearby only are a trial: that is asked once before they are made, and stands on them."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame

from qrdesk.core.schemas.batch import BatchDraft, BatchForm
from qrdesk.gui import words
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.note import Note


def _tr(text: str) -> str:
    return QCoreApplication.translate("Batch", text)


def marked(draft: BatchDraft, near: str) -> BatchDraft:
    """Return what is made of a trial whose codes lead to the host ``near``: pages say so, and names of files."""
    if draft.form in {BatchForm.FILES, BatchForm.ZIP}:
        return draft.model_copy(update={"name": trial_name(draft.name)})
    here = _tr("leads only to this computer") if words.only_here(near) else _tr("works in this network only")
    return draft.model_copy(update={"mark": (_tr("TRIAL"), here, _tr("not for use"))})


def trial_name(name: str) -> str:
    """Return what a file of a trial is called that would be called ``name``."""
    return _tr("trial-{name}").replace("{name}", name)  # which has braces of its own


class TrialQuestion(QFrame):
    """Stands above the steps, once for each list and address."""

    address_wanted = Signal()  # a public one
    opened = Signal(bool)  # or put away

    def __init__(self) -> None:
        super().__init__()
        self.note = Note("warn")
        self.make = self.note.add_action(self.tr("Make a trial"), self._go_on)
        self.make.set_kind("primary")
        self.set_address = self.note.add_action(self.tr("Set a public address"), self._leave)
        self.not_now = self.note.add_action(self.tr("Not now"), self._put_away)
        self.setLayout(boxes.rows(self.note, margins=(16, 8, 16, 8)))
        self.near = ""
        self._answered = False
        self._then: Callable[[], object] = lambda: None
        self.hide()

    def forget(self) -> None:
        """There is another list: of that it is asked anew."""
        self._answered = False
        self._put_away()

    def lead_to(self, near: str) -> None:
        """Note the host that the codes lead to, where it works nearby only; else empty."""
        if near != self.near:
            self.forget()
        self.near = near

    def before(self, then: Callable[[], object], *, trial: bool) -> None:
        """Go on with ``then``; of a ``trial`` only after it was asked."""
        if self._answered or not self.near or not trial:
            then()
            return
        self._then = then
        title = self.tr("These codes are a trial: they lead nowhere outside of this network")
        if words.only_here(self.near):
            title = self.tr("These codes are a trial: they lead nowhere outside of this computer")
        said = self.tr(
            "They carry {address}. A phone elsewhere finds nothing there, and what is printed cannot be mended later. "
            "A trial shows how labels come out: its pages say so, or the names of its files."
        )
        self.note.show_words("warn", title, said.format(address=self.near), icon="wifi")
        self.show()
        self.opened.emit(True)
        self.make.setFocus()

    def _put_away(self) -> None:
        if not self.isHidden():
            self.hide()
            self.opened.emit(False)

    def _go_on(self) -> None:
        self._answered = True
        self._put_away()
        self._then()

    def _leave(self) -> None:
        self._put_away()
        self.address_wanted.emit()
