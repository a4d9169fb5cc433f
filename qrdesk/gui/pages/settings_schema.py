"""Settings: how up to date the database is, and the copies from before it was brought up to date."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QLocale

from qrdesk import __version__
from qrdesk.client.backups import SchemaState
from qrdesk.gui import words
from qrdesk.gui.folders import open_path
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.settings_card import SettingsCard, moment
from qrdesk.gui.session import Session
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button


class SchemaCard(SettingsCard):
    """A new QRDesk brings the database up to date when it opens it, and keeps a copy first."""

    def __init__(self, session: Session, jobs: JobRunner, restore: Callable[[Path], object]) -> None:
        super().__init__(self.tr("Updates of the database"))
        self._session, self._jobs, self._restore = session, jobs, restore
        self._copy: Path | None = None
        self.said = labels.Paragraph(role="body")
        self.copy = labels.Paragraph(role="supporting")
        self.folder = Button(self.tr("Open folder"), icon="folder-open", size="small")
        self.back = Button(self.tr("Restore that copy…"), icon="archive-restore", size="small")
        told = labels.Paragraph(
            self.tr(
                "When a new QRDesk needs another form of the database, it keeps a copy first and then changes it. "
                "Should that fail, the database stays as it was."
            ),
            "caption",
        )
        self._buttons = boxes.box(boxes.columns(self.folder, self.back, None, gap=8))
        self.add(self.said, self.copy, self._buttons, told)
        self.folder.clicked.connect(self._open)
        self.back.clicked.connect(self._go_back)

    def refresh(self) -> None:
        """Ask how it stands."""
        client = self._session.client
        if client is not None and self._session.mode == "local":
            asked = self._session.here
            self._jobs.run(self, client.backups.schema, asked(self._show), asked(self._not_shown))

    def _show(self, state: SchemaState) -> None:
        now = datetime.now(UTC)
        said = self.tr("Up to date for QRDesk {version}.").format(version=__version__)
        if state.updated_at is not None:
            said = self.tr("Up to date for QRDesk {version}, last changed {when}.")
            said = said.format(version=__version__, when=moment(state.updated_at, now))
        self.said.set_text(said)
        newest = next(iter(state.copies), None)
        self._copy = newest.path if newest else None
        self._buttons.setVisible(newest is not None)
        self.copy.setVisible(newest is not None)
        if newest is not None:
            said = self.tr("What it was before, {when}: {path} ({size})")
            size = QLocale().formattedDataSize(newest.bytes, 1)
            self.copy.set_text(said.format(when=moment(newest.made_at, now), path=newest.path, size=size))

    def _not_shown(self, error: Exception) -> None:
        self.said.set_text(words.failure(error))

    def _open(self) -> None:
        if self._copy is not None:
            open_path(self._copy.parent)

    def _go_back(self) -> None:
        if self._copy is not None:
            self._restore(self._copy)
