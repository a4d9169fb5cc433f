"""Settings: the pictures one brought, each with what uses it; bringing more, and deleting those that nothing uses."""

import contextlib
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client, FileQuery, bringing_back
from qrdesk.client.restoring import Changed
from qrdesk.core.errors import QRDeskError
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.files import FileKind, FileUses, FileView
from qrdesk.gui import pictures, words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.settings_picture_line import PictureLine
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.undoing import Undoing
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.within_reach import gate

_FIRST = 6  # twice as many each time: what is below them is to be found
_MOST = 1000  # in one answer, and in a workspace
_AT_ONCE = 8  # pictures that are fetched before they are shown


class PicturesCard(boxes.Card):
    """One line for each picture, newest first."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__()
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        self._undoing = Undoing(self, session, jobs, window, self.refresh)
        self._wanted = _FIRST
        self._turn = 0  # an answer of another place is not shown
        self._seen: dict[str, QImage] = {}  # by digest
        self.lines: list[PictureLine] = []
        self.choose_path: Callable[[FileKind], Path | None] = partial(pictures.ask_path, window, window.state)
        self.count = labels.text("", "caption", tabular=True)
        self.none = labels.Paragraph(
            self.tr("None yet. A preview is what networks and messengers show of a link; a logo stands in codes.")
        )
        self.trouble = Note("danger")
        self.trouble.hide()
        self.more = Button(self.tr("Show more"), size="small")
        self.more.hide()
        self.add_preview = Button(self.tr("Add a preview…"), icon="upload", size="small")
        self.add_logo = Button(self.tr("Add a logo…"), icon="upload", size="small")
        self._rows = boxes.rows(gap=0)
        self._build()
        self.more.clicked.connect(self._show_more)
        self.add_preview.clicked.connect(partial(self._choose, "preview"))
        self.add_logo.clicked.connect(partial(self._choose, "logo"))
        gate(session, [Scope.FILES_CREATE], self.tr("Your key may not add pictures."), self.add_preview, self.add_logo)

    def refresh(self) -> None:
        """Show what there is now."""
        client, may = self._session.client, self._session.may(Scope.FILES_READ)
        if not may:
            self.none.set_text(self.tr("Your key may not see pictures."))
            self.none.show()
        if client is not None and may:
            work = partial(client.files.list, FileQuery(limit=self._wanted))
            self._jobs.run(self, work, partial(self._show, self._turn), partial(self._not_shown, self._turn))

    def forget(self) -> None:
        """Of another place nothing is known yet."""
        self._turn += 1
        self._wanted, self._seen = _FIRST, {}
        self._list([])
        self.count.setText("")
        for part in (self.more, self.none, self.trouble):
            part.hide()
        self._set_busy(busy=False)

    def bring(self, kind: FileKind, path: Path) -> None:
        """Bring a picture from the disk."""
        client = self._session.client
        if client is None or not self.add_preview.isEnabled():
            return
        self._set_busy(busy=True)
        self.trouble.hide()
        self._window.status.say(self.tr("Uploading {name}").format(name=path.name))
        work = partial(pictures.bring, client, path, kind)
        self._jobs.run(self, work, partial(self._brought, self._turn), partial(self._not_brought, self._turn))

    def _build(self) -> None:
        head = boxes.columns(labels.text(self.tr("Pictures"), "section_title"), self.count, None, gap=8)
        for button in (self.add_logo, self.add_preview):
            head.addWidget(button)
        self.body.addLayout(head)
        self.body.addSpacing(4)
        for part in (self.none, self.trouble):
            self.body.addWidget(part)
        self.body.addLayout(self._rows)
        self.body.addLayout(boxes.columns(self.more, None))

    def _show(self, turn: int, page: Page[FileView]) -> None:
        if turn != self._turn:
            return
        self.trouble.hide()
        self._list(page.data)
        self._look()
        total = page.pagination.total or len(self.lines)
        self.none.setVisible(not self.lines)
        self.more.setVisible(len(self.lines) < min(total, _MOST))
        said = words.counted(total, self.tr("{count} picture"), self.tr("{count} pictures"))
        self.count.setText(said if self.lines else "")

    def _look(self) -> None:
        """Fetch some of the pictures that were not seen yet, and then the others."""
        client = self._session.client
        unseen = {line.file.digest: line.file for line in self.lines if line.file.digest not in self._seen}
        if client is not None and unseen:
            work = partial(_small, client, list(unseen.values())[:_AT_ONCE])
            self._jobs.run(self, work, partial(self._see, self._turn), lambda _error: None)

    def _see(self, turn: int, found: dict[str, QImage]) -> None:
        if turn != self._turn:
            return
        self._seen.update(found)
        for line in self.lines:
            if line.file.digest in found:
                line.thumb.show_picture(found[line.file.digest])
        self._look()

    def _list(self, files: list[FileView]) -> None:
        """Show a line for each; one that asks something, or shows the same already, stays as it is."""
        now = {file.id: file for file in files}
        staying = {line.file.id: line for line in self.lines if line.is_asking() or line.file == now.get(line.file.id)}
        kept = [staying.get(file.id) for file in files]
        for line in self.lines:
            self._rows.removeWidget(line)
            if line not in kept:
                line.hide()
                line.deleteLater()
        self.lines = [line or self._line(file) for line, file in zip(kept, files, strict=True)]
        for line in self.lines:
            self._rows.addWidget(line)
        # what was made last Tab would come to last, after all other cards
        order = [stop for line in self.lines for stop in line.stops()]
        for before, stop in pairwise((self.add_logo, self.add_preview, *order, self.more)):
            QWidget.setTabOrder(before, stop)

    def _line(self, file: FileView) -> PictureLine:
        made = PictureLine(file, self._seen.get(file.digest, QImage()), used_by(file.used_by))
        made.copy_wanted.connect(self._copy)
        made.delete_wanted.connect(partial(self._delete, made))
        return made

    def _copy(self, address: str) -> None:
        self._routes.copy_text(address, self.tr("The address of the picture is copied"))

    def _show_more(self) -> None:
        self._wanted = min(self._wanted * 2, _MOST)
        self.refresh()

    def _choose(self, kind: FileKind, _checked: bool = False) -> None:
        path = self.choose_path(kind)
        if path is not None:
            self.bring(kind, path)

    def _brought(self, turn: int, made: FileView) -> None:
        self._window.status.say(self.tr("{name} is uploaded").format(name=made.name))
        if turn == self._turn:
            self._set_busy(busy=False)
            self.refresh()

    def _not_brought(self, turn: int, error: Exception) -> None:
        said = words.failure(error)
        self._window.status.say(said)
        if turn == self._turn:
            self._set_busy(busy=False)
            self.trouble.show_words("danger", "", said)
            self.trouble.show()

    def _delete(self, line: PictureLine) -> None:
        client = self._session.client
        if client is not None:
            work, here = partial(bringing_back.delete_picture, line.file.id, client), self._session.here
            self._jobs.run(self, work, here(self._deleted), here(partial(self._not_deleted, line)))

    def _not_deleted(self, line: PictureLine, error: Exception) -> None:
        if line in self.lines:
            line.refuse(words.failure(error))
        else:
            self._window.status.say(words.failure(error))

    def _deleted(self, gone: Changed) -> None:
        self._undoing.tell(self.tr("{name} is deleted").format(name=gone.view.name), gone.back, "trash-2")
        self.refresh()
        self.add_preview.setFocus()  # the line that had it is gone

    def _set_busy(self, *, busy: bool) -> None:
        for button in (self.add_preview, self.add_logo):
            button.setEnabled(not busy)

    def _not_shown(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self.trouble.show_trouble(words.failure(error))


def used_by(uses: FileUses) -> str:
    """Return what has a picture, such as "3 links, 1 code"; empty for nothing."""
    return ", ".join(
        words.counted(count, one, many)
        for count, one, many in (
            (uses.links, _tr("{count} link"), _tr("{count} links")),
            (uses.codes, _tr("{count} code"), _tr("{count} codes")),
            (uses.domains, _tr("{count} domain"), _tr("{count} domains")),
            (uses.designs, _tr("{count} design"), _tr("{count} designs")),
        )
        if count
    )


def _small(client: Client, files: Sequence[FileView]) -> dict[str, QImage]:
    """Return pictures as they are shown, by their digests. Those that cannot be had are shown by the icon."""
    found: dict[str, QImage] = {}
    for file in files:
        found[file.digest] = QImage()
        with contextlib.suppress(QRDeskError):
            found[file.digest] = pictures.small(client.files.download(file.id).content, file.media_type)
    return found


def _tr(words_: str) -> str:
    return QCoreApplication.translate("PicturesCard", words_)
