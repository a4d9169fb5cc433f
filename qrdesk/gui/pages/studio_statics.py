"""The static codes of the place that is open: found, opened, renamed, deleted and brought back."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client, CodePatch
from qrdesk.client.meeting import Overtaken, save_over
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.codes import CodeView
from qrdesk.gui import words
from qrdesk.gui.error_details import details
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.look_assets import LookAssets
from qrdesk.gui.pages import studio_static
from qrdesk.gui.pages.studio_code_list import CodeList
from qrdesk.gui.pages.studio_kinds import content_title
from qrdesk.gui.pages.studio_small import drawings
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.fields import SearchField
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.side import NameLine

_SHOWN = 40  # at first, and so many more each time: each is drawn


class StaticsPanel(QWidget):
    """The list with its search, and what can be done with the code that is open."""

    picked = Signal(str)
    rename_begun = Signal()
    rename_wanted = Signal(str)
    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes: tuple[CodeView, ...] = ()
        self._chosen = ""
        self._room = _SHOWN
        self.search = SearchField(self.tr("Filter by name or content"))
        self.codes = CodeList()
        self.codes.picked.connect(self.picked)
        self.none = labels.Paragraph(role="supporting")
        self.newest = labels.Paragraph(role="caption")
        self.newest.setContentsMargins(16, 4, 16, 8)
        self.newest.hide()
        self.more = Button(self.tr("Show more"), size="small")
        self.more.clicked.connect(self._show_more)
        self.trouble = Note("danger", "")
        self.trouble.hide()
        self.naming = NameLine(self.tr("Keep"), self.tr("Keep the name"), most=120, side=16)
        self.naming.named.connect(self.rename_wanted)
        inside = QWidget()
        none = boxes.rows(self.none, gap=0, margins=(16, 8, 16, 8))
        more = boxes.columns(16, self.more, None, gap=0)
        inside.setLayout(boxes.rows(none, self.codes, more, self.newest, None, gap=0))
        search = boxes.rows(self.trouble, self.search, gap=8, margins=(16, 10, 16, 6))
        self.setLayout(boxes.rows(search, self.naming, boxes.scrolled(inside), self._foot(), gap=0))
        self.search.changed.connect(self._searched)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.codes.redraw_wanted.emit()  # while it was out of sight nothing was drawn

    def show_codes(self, codes: Sequence[CodeView], chosen: str) -> None:
        """Show what there is; ``chosen`` is the one that is open."""
        self._codes, self._chosen = tuple(codes), chosen
        found = self._found()
        self.codes.show_codes(found[: self._room], chosen or "-")
        self.more.setVisible(len(found) > self._room)
        said = self.tr("Listed are the newest {count}. Older ones are not looked through here.")
        self.newest.set_text(said.format(count=words.number(studio_static.LISTED)))
        self.newest.setVisible(len(codes) >= studio_static.LISTED and len(found) <= self._room)
        self.none.set_text(self._nothing())
        self.none.setHidden(bool(found))
        open_one = next((code for code in codes if code.id == chosen), None)
        self._open.setVisible(open_one is not None)
        if open_one is not None:
            self._name.setText(_called(open_one))

    def _foot(self) -> QWidget:
        self._name = labels.Elided("", "label")
        self.rename = IconButton("pencil", self.tr("Rename this code…"))
        self.rename.clicked.connect(self._ask)
        self.delete = IconButton("trash-2", self.tr("Delete this code"))
        self.delete.clicked.connect(self.delete_wanted)
        row = boxes.columns(self._name, self.rename, self.delete, gap=2, margins=(16, 8, 12, 8))
        row.setStretchFactor(self._name, 1)
        self._open = boxes.box(row, edge="top")
        self._open.hide()
        return self._open

    def _found(self) -> list[CodeView]:
        wanted = self.search.text().strip().casefold()
        return [code for code in self._codes if wanted in f"{_called(code)}\n{code.text}".casefold()]

    def _nothing(self) -> str:
        if self._codes:
            return self.tr("Nothing found. The filter looks at names and at what the codes say.")
        return self.tr("No static codes yet. Choose what a code is to say under Content, and save it.")

    def _searched(self, _text: str) -> None:
        self._room = _SHOWN
        self.show_codes(self._codes, self._chosen)
        self.codes.redraw_wanted.emit()

    def _show_more(self) -> None:
        self._room += _SHOWN
        self.show_codes(self._codes, self._chosen)
        self.codes.redraw_wanted.emit()

    def _ask(self) -> None:
        self.naming.ask(self.tr("Another name"))
        self.naming.field.set_text(self._name.text())
        self.naming.field.input.selectAll()
        self.rename_begun.emit()


class Statics(QObject):
    """Serves the list. ``opened`` brings a code to work on, ``gone`` the id of one that was deleted."""

    opened = Signal(object)  # CodeView
    listed = Signal()  # what there is was read anew
    gone = Signal(str)

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, panel: StaticsPanel, assets: LookAssets
    ) -> None:
        super().__init__(panel)
        self._session, self._jobs, self._window, self._panel, self._assets = session, jobs, window, panel, assets
        self._codes: tuple[CodeView, ...] = ()
        self._chosen = ""
        self._asked = 0
        self._base: CodeView | None = None  # the code that is renamed, as it was when that began
        panel.picked.connect(self._pick)
        panel.rename_begun.connect(self._begin_rename)
        panel.rename_wanted.connect(self._rename)
        panel.delete_wanted.connect(self._delete)
        panel.codes.redraw_wanted.connect(self._draw)

    def read(self) -> None:
        """Ask for the codes again; what is in sight stays meanwhile."""
        client = self._session.client
        if client is not None:
            self._asked += 1
            listed = partial(self._listed, self._asked)
            self._jobs.run(self, partial(studio_static.list_statics, client), listed, self._failed)

    def forget(self) -> None:
        """Another place is open."""
        self._asked += 1
        self._codes, self._chosen = (), ""
        self._panel.show_codes((), "")

    def choose(self, code_id: str) -> None:
        """Mark the code that is being worked on; empty for none."""
        self._chosen = code_id
        self._panel.show_codes(self._codes, code_id)
        self._draw()

    def find(self, code_id: str) -> CodeView | None:
        """Return a code of the list."""
        return next((code for code in self._codes if code.id == code_id), None)

    def look_for(self, code_id: str) -> None:
        """Ask whether a code that is not in the list is there; ``gone`` tells where it is not."""
        client = self._session.client
        if client is not None:
            work = partial(client.codes.get, code_id)
            self._jobs.run(self, work, lambda _code: None, partial(self._not_there, code_id))

    def _not_there(self, code_id: str, error: Exception) -> None:
        if isinstance(error, NotFound):  # anything else says nothing about the code
            said = self.tr("This code was deleted elsewhere. What it says stays here, as a code that is not made yet.")
            self._window.toast(said, icon="trash-2")
            self.gone.emit(code_id)

    def _listed(self, asked: int, codes: tuple[CodeView, ...]) -> None:
        if asked != self._asked:
            return
        self._codes = codes
        self._panel.trouble.hide()
        self.choose(self._chosen)
        self.listed.emit()

    def _draw(self) -> None:
        undrawn = self._panel.codes.undrawn()
        if undrawn and self._panel.isVisible():
            self._jobs.run(self, partial(drawings, undrawn, self._assets.of), self._panel.codes.show_drawings)

    def _pick(self, code_id: str) -> None:
        code = self.find(code_id)
        if code is not None:
            self.opened.emit(code)

    def _begin_rename(self) -> None:
        self._base = self.find(self._chosen)

    def _rename(self, name: str) -> None:
        if self._base is not None:
            self._do(partial(_rename, self._base, name), self._renamed, self._not_renamed)

    def _renamed(self, code: CodeView) -> None:
        self._panel.naming.hide()
        self._window.status.say(self.tr("It is called {name} now").format(name=code.name))
        self.read()

    def _not_renamed(self, error: Exception) -> None:
        self._panel.naming.refuse(words.failure(error))
        if isinstance(error, Overtaken):  # saved again, it goes over theirs
            self._base = error.now

    def _delete(self) -> None:
        code = self.find(self._chosen)
        if code is not None:
            self._do(partial(_delete, code.id), partial(self._deleted, code))

    def _deleted(self, code: CodeView, _nothing: None) -> None:
        name = _called(code)
        said = self.tr("{name} is deleted; what is on paper goes on working").format(name=name)
        self._window.toast(said, partial(self._bring_back, code), "trash-2")
        self.gone.emit(code.id)
        self.read()

    def _bring_back(self, code: CodeView) -> None:
        self._do(partial(_bring_back, code), self._read_again)

    def _read_again(self, _code: CodeView) -> None:
        self.read()

    def _do(
        self,
        work: Callable[[Client], object],
        done: Callable[..., object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        self._session.ask(self._jobs, self, work, done, failed or self._failed)

    def _failed(self, error: Exception) -> None:
        self._panel.trouble.show_trouble(words.failure(error), details(error))


def _called(code: CodeView) -> str:
    return code.name or (content_title(code.content) if code.content is not None else code.id)


def _rename(base: CodeView, name: str, client: Client) -> CodeView:
    get, update = partial(client.codes.get, base.id), partial(client.codes.update, base.id)
    return save_over(client, get, update, base, CodePatch(name=name))


def _delete(code_id: str, client: Client) -> None:
    client.codes.delete(code_id)


def _bring_back(code: CodeView, client: Client) -> CodeView:
    return studio_static.bring_back(client, code)
