"""The picture of a link's preview: its address, or one from the disk, which is brought to where the links are."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client
from qrdesk.core.schemas.files import FileView
from qrdesk.gui import pictures, words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pictures import Thumb
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import TextField

_OWN = re.compile(r"https?://[^/?#]+/api/v1/pictures/(fil_[0-9A-Za-z]{10})")


class PictureField(QWidget):
    """The field, the button below it, and the picture small where it is one of ours: no other server is asked."""

    changed = Signal()

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window = session, jobs, window
        self._link = ""  # id; empty for a new one
        self._turn = 0  # a picture that was sent for another link is not put into this one
        self._seen = ""  # id of the picture that is shown small
        self.choose_path: Callable[[], Path | None] = partial(pictures.ask_path, window, window.state, "preview")
        self.field = TextField(self.tr("Picture"), placeholder="https://", icon="image")
        self.choose = Button(self.tr("Choose a picture…"), icon="upload", size="small")
        self.choose.setToolTip(self.tr("PNG, JPEG or WebP, 1 MB at most; 1200 × 630 px suits most networks"))
        self.remove = Button(self.tr("Remove"), "quiet", "trash-2", "small")
        self.remove.setToolTip(self.tr("Remove the picture"))
        self.own = labels.Paragraph(self.tr("One of your own, as shown below."))
        self.refusal = labels.Paragraph(role="body", tone="danger")
        self.thumb = Thumb(96, 50)
        ways = boxes.columns(self.choose, self.remove, None, gap=6)
        self.setLayout(boxes.rows(self.field, self.own, ways, self.refusal, gap=6))
        for part in (self.own, self.remove, self.refusal):
            part.hide()
        self.field.changed.connect(self._edited)
        self.choose.clicked.connect(self._choose)
        self.remove.clicked.connect(self._remove)
        session.connected.connect(self._begin)

    def fill(self, address: str, link_id: str) -> None:
        """Show the address of a link's picture; an empty ``link_id`` is a new link's."""
        if link_id != self._link:
            self._link = link_id
            self._begin()
        self._put(address)
        self._look()

    def text(self) -> str:
        """Return the address in the field."""
        return self.field.text()

    def bring(self, path: Path) -> None:
        """Bring a picture from the disk, and put its address into the field."""
        client = self._session.client
        if client is None or not self.choose.isEnabled():
            return
        self.choose.setEnabled(False)
        self.field.clear_error()
        self._say_refused("")
        self.field.show_state(self.tr("Uploading"), "busy")
        work = partial(pictures.bring, client, path, "preview")
        refused = partial(self._refused, self._turn, path.name)
        self._jobs.run(self, work, partial(self._here, self._turn), refused)

    def _begin(self) -> None:
        self._turn += 1
        self._seen = ""
        self.thumb.show_picture(QImage())
        self.choose.setEnabled(True)
        self.field.show_state("")
        self._say_refused("")

    def _remove(self) -> None:
        self.field.input.clear()
        self.choose.setFocus()

    def _choose(self) -> None:
        path = self.choose_path()
        if path is not None:
            self.bring(path)

    def _here(self, turn: int, made: FileView) -> None:
        if turn != self._turn:  # another link is edited by now
            said = self.tr("{name} is uploaded: it is in Settings, under Pictures")
            self._window.status.say(said.format(name=made.name))
            return
        self._begin()
        if made.url is None:
            self.field.show_error(self.tr("It is uploaded, but there is no public address yet. Enter one in Settings."))
            return
        self._put(made.url)
        self._window.status.say(self.tr("{name} is uploaded. Save the link to show it.").format(name=made.name))

    def _put(self, address: str) -> None:
        if address != self.field.input.text():
            self.field.set_text(address)
            self.field.input.setCursorPosition(0)  # its beginning is in sight, as in all other fields

    def _refused(self, turn: int, name: str, error: Exception) -> None:
        """Say so below: of the picture that stands there nothing is wrong, and it stays."""
        said = words.failure(error)
        if turn != self._turn:
            self._window.status.say(said)
            return
        self._begin()
        self._look()
        why = words.by_field(error).get("file", said)
        stays = self.tr("{file} was not used. {why} The picture before stays.")
        told = stays if self.field.text() else self.tr("{file} was not used. {why}")
        self._say_refused(told.format(file=name, why=why))

    def _say_refused(self, said: str) -> None:
        self.refusal.set_text(said)
        self.refusal.setAccessibleName(said)
        boxes.show_part(self.refusal, bool(said))

    def _edited(self, _text: str) -> None:
        if self.field.has_error():
            self.field.clear_error()
        self._say_refused("")
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        """Show the picture small, and say where networks cannot fetch it."""
        own = _OWN.fullmatch(self.field.text())
        here = own is not None and words.only_here(self.field.text().split("/")[2])
        self.field.set_hint(self.tr("Networks cannot fetch it from this computer's own address.") if here else "")
        boxes.show_part(self.field.input, own is None)  # an address that nobody typed says nothing to anybody
        boxes.show_part(self.own, own is not None)
        boxes.show_part(self.remove, bool(self.field.text()))
        picture, client = own[1] if own else "", self._session.client
        if picture == self._seen or client is None:
            return
        self._seen = picture
        self.thumb.show_picture(QImage())
        if picture:
            work = partial(_fetched, client, picture)
            self._jobs.run(self, work, partial(self._show, picture), lambda _error: None)  # the icon stays

    def _show(self, picture: str, image: QImage) -> None:
        if picture == self._seen:
            self.thumb.show_picture(image)


def _fetched(client: Client, picture: str) -> QImage:
    found = client.files.show_picture(picture)
    return pictures.small(found.content, found.media_type)
