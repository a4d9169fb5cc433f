"""What helps somebody to help, shown before it is copied."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from qrdesk.gui import diagnostics, words
from qrdesk.gui.error_details import details
from qrdesk.gui.faults import Faults
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.webhooks_text import HttpText
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.loading import LoadingBar
from qrdesk.gui.widgets.note import Note


class Diagnostics(QWidget):
    """The text, and a button that copies exactly what is to be read."""

    log_wanted = Signal()
    left = Signal()

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, faults: Faults) -> None:
        super().__init__()
        self._session, self._jobs, self._window, self._faults = session, jobs, window, faults
        self.loading = LoadingBar()
        self.text = HttpText(self.tr("Diagnostics"))
        self.trouble = Note("danger")
        self.copy = Button(self.tr("Copy diagnostics"), "primary", "copy")
        self.log = Button(self.tr("Open log"), icon="file-text")
        self.back = Button(self.tr("Back to the manual"), "quiet", "arrow-left")
        self.copy.clicked.connect(self._copy)
        self.log.clicked.connect(self.log_wanted)
        self.back.clicked.connect(self.left)
        said = self.tr(
            "This is all that is copied: versions, what was checked, and where the last faults were. "
            "Keys, passwords, links and addresses of visitors are not in it."
        )
        title = labels.text(self.tr("Diagnostics"), "section_title")
        column = boxes.rows(title, labels.Paragraph(said), gap=8, margins=(24, 14, 24, 16))
        column.addWidget(self.text, 1)
        column.addWidget(self.trouble)
        column.addLayout(boxes.columns(self.copy, self.log, None, self.back, gap=8))
        whole = boxes.rows(self.loading, gap=0)
        whole.addLayout(column, 1)
        self.setLayout(whole)
        self.trouble.hide()

    def look(self) -> None:
        """Put the text together anew."""
        self.trouble.hide()
        self.copy.setEnabled(False)
        self.text.show_text(self.tr("Looking at versions, the database and the last faults…"))
        self.loading.start()
        around = diagnostics.Surroundings.of(self._session.mode, self._faults.known())
        work = partial(diagnostics.text, around, self._session.client)
        self._jobs.run(self, work, self._show, self._failed)

    def _show(self, said: str) -> None:
        self.loading.stop()
        self.text.show_text(said)
        self.copy.setEnabled(True)

    def _failed(self, error: Exception) -> None:
        self.loading.stop()
        self.text.show_text("")
        self.trouble.show_trouble(words.failure(error), details(error))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._window.status.say(self.tr("The diagnostics are copied"))
