"""The sample of the first start: pages that list or count it say so, until it is removed."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.client import Client
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.sample import SAMPLE, remove_sample
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import fonts, style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import LinkButton
from qrdesk.gui.widgets.glyph import Glyph


class Sample(QObject):
    """The sample, as long as it is there; ``changed`` says that it came or went."""

    changed = Signal()

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window = session, jobs, window
        self.link: LinkView | None = None
        session.links_changed.connect(self.look)
        session.on_connecting(self._begin)

    def look(self) -> None:
        """Ask whether it is still there."""
        client, link_id = self._session.client, self._window.state.read(SAMPLE, "")
        if client is None or not link_id:
            self._answered(None)
            return
        self._jobs.run(self, partial(_found, client, link_id), self._session.here(self._answered), lambda _error: None)

    def remove(self) -> None:
        """Delete it with its scans."""
        client, link = self._session.client, self.link
        if client is not None and link is not None:
            self._jobs.run(self, partial(remove_sample, client, link.id), self._removed, self._not_removed)

    def _begin(self) -> None:
        """Another place is open, which need not have it."""
        self._answered(None)
        self.look()

    def _answered(self, link: LinkView | None) -> None:
        if link != self.link:
            self.link = link
            self.changed.emit()

    def _removed(self, _nothing: None) -> None:
        self._window.state.write(SAMPLE, "")
        self._answered(None)
        self._window.status.say(self.tr("The sample is gone"))
        self._session.links_changed.emit()

    def _not_removed(self, error: Exception) -> None:
        self._window.status.say(words.failure(error))


class SampleStrip(QWidget):
    """One quiet line at the head of a page; hidden where there is no sample."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__()
        self.sample = Sample(session, jobs, window, self)
        self._said = labels.Paragraph()
        self.remove = LinkButton(self.tr("Remove the sample"))
        self.remove.clicked.connect(self.sample.remove)
        self._line = QFrame()
        style.restyle(self._line, note="info")
        row = boxes.columns(gap=10, margins=(11, 5, 11, 5))
        row.addWidget(Glyph("info", "info", 16, fonts.line_height()), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._said, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignVCenter)
        self._line.setLayout(row)
        self.setLayout(boxes.rows(self._line, gap=0, margins=(16, 8, 16, 4)))
        self.sample.changed.connect(self._show)
        self._show()

    def said(self) -> str:
        """Return what it says, for screen readers."""
        return self._line.accessibleName()

    def _show(self) -> None:
        link = self.sample.link
        if link is not None:
            said = self.tr("{name} is a sample. Its scans are made up and stay in these figures until you remove it.")
            self._said.set_text(said.format(name=link.title))
            self._line.setAccessibleName(said.format(name=link.title))
        boxes.show_part(self, link is not None)


def _found(client: Client, link_id: str) -> LinkView | None:
    try:
        return client.links.get(link_id)
    except NotFound:
        return None
