"""Settings: making a backup now, and where the last one is."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from qrdesk.client.backups import BackupState
from qrdesk.core.errors import CalledOff
from qrdesk.core.schemas.backups import BackupRun
from qrdesk.gui import file_dialogs, words
from qrdesk.gui.folders import documents, open_path
from qrdesk.gui.jobs import Handle, JobRunner, Step
from qrdesk.gui.pages.settings_card import SettingsCard, heard, moment
from qrdesk.gui.restoring_closed import FOLDER
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.switch import Switch


class BackupCard(SettingsCard):
    """One button; the file is read back before it is said that there is a backup."""

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        window: MainWindow,
        changed: Callable[[], object],
        copy: Callable[[str], object],
    ) -> None:
        super().__init__(self.tr("Back up now"))
        self._session, self._jobs, self._window, self._changed = session, jobs, window, changed
        self._last: BackupRun | None = None
        self.choose_path: Callable[[str], Path | None] = self._ask_path  # tests answer themselves
        anywhere = self.tr("Then it can be restored on any computer. Keep it as safe as a password.")
        self.with_key = Switch(self.tr("With the secret key"), anywhere)
        self.key_place = labels.Elided("", "supporting", middle=True)
        self.copy_key_place = Button(self.tr("Copy the path"), icon="copy", size="small")
        self.copy_key_place.clicked.connect(lambda: copy(self.key_place.text()))
        self.key_kept = labels.Paragraph(role="caption")
        self.save_key = Button(self.tr("Save the key…"), icon="key", size="small")
        self.save_key.clicked.connect(self._ask_key_path)
        self._key_row = QWidget()
        self.fold = Button(self.tr("Details"), "quiet", size="small", trailing="chevron-down")
        self.fold.setCheckable(True)
        self.said = labels.Paragraph(role="supporting")
        self.file = labels.Elided("", "supporting", middle=True)
        self.trouble = Note("danger")
        self.trouble.hide()
        self.key_note = Note("warn")
        self.key_note.add_action(self.tr("Save the key…"), self._ask_key_path, "key")
        self.key_note.hide()
        self.go = Button(self.tr("Back up now…"), "primary", "save")
        self.folder = Button(self.tr("Open folder"), icon="folder-open", size="small")
        self._build()
        self.go.clicked.connect(self.ask)
        self.folder.clicked.connect(self._open_folder)

    def show_state(self, state: BackupState) -> None:
        """Show which backup was made last."""
        self._say_key(state.secret_key)
        self._last = state.by_hand
        for part in (self.file, self.folder):
            part.setVisible(self._last is not None)
        if self._last is None:
            self.said.set_text(self.tr("No backup was made by hand yet."))
            return
        there = Path(self._last.path).is_file()
        said = (
            self.tr("Backed up {when}: {links}, verified.")
            if there
            else self.tr("Backed up {when}: {links}. That file is not there any more.")
        )
        links = words.counted(self._last.links, self.tr("{count} link"), self.tr("{count} links"))
        when = moment(self._last.at, datetime.now(UTC))
        self.said.set_text(said.format(when=when, links=links))
        self.file.setText(Path(self._last.path).name)

    def _say_key(self, place: Path | None) -> None:
        self.key_place.setText("" if place is None else str(place))
        self._show_key()
        file = self.tr("The key is in this file. Keep a copy of it where the backup is not.")
        keyring = self.tr("The key is in the keyring of your account. Keep a copy of it where the backup is not.")
        self.key_kept.set_text(keyring if place is None else file)

    def ask(self) -> None:
        """Ask where the backup goes, and make it."""
        client = self._session.client
        if client is None or not self.go.isEnabled() or self._session.mode != "local":
            return
        path = self.choose_path(self._name())
        if path is not None:
            self.make(path)

    def make(self, path: Path) -> None:
        """Make a backup in a file; one that is there was chosen on purpose."""
        client = self._session.client
        if client is None:
            return
        with_key, handles = self.with_key.isChecked(), list[Handle]()
        self.go.setEnabled(False)
        self.trouble.hide()
        self._tell_of_key(needed=False)
        title = self.tr("Backing up")
        work = self._window.status.start(title, lambda: [handle.cancel() for handle in handles], in_percent=True)

        def make(step: Step) -> BackupRun:
            return client.backups.create(path, with_secret_key=with_key, force=True, step=heard(step))

        def made(run: BackupRun) -> None:
            work.finish(self.tr("Backed up to {file}, verified").format(file=Path(run.path).name))
            self._over()
            self._tell_of_key(needed=not with_key)

        def failed(error: Exception) -> None:
            work.finish(words.failure(error))
            self._not_made(error)

        handles.append(self._jobs.run_long(self, make, made, failed, work.progress))

    def keep_key(self, path: Path) -> None:
        """Write a copy of the key to a file."""
        client = self._session.client
        if client is None:
            return

        def kept(_nothing: None) -> None:
            self._tell_of_key(needed=False)
            said = self.tr("The key is in {file}. Keep it where the backup is not.").format(file=path.name)
            self._window.toast(said, icon="key")

        work = partial(client.backups.save_secret_key, path)
        self._jobs.run(self, work, kept, lambda error: self.trouble.show_trouble(words.failure(error)))

    def _tell_of_key(self, *, needed: bool) -> None:
        """Say after a backup without the key what it lacks on another computer."""
        self.key_note.setVisible(needed)
        self._show_key()
        self.key_note.show_words(
            "warn",
            self.tr("On another computer this backup needs the key, too"),
            self.tr("Save the key on a stick, for example. There, put it beside the backup under the same name."),
            icon="key",
        )

    def _build(self) -> None:
        what = labels.Paragraph(
            self.tr("Everything in one file: links, codes, scans and pictures. You can go on working meanwhile.")
        )
        key = (
            self.tr("Some things are locked in the backup, such as the secrets of webhooks. The key opens them."),
            self.tr("On: the backup can be restored on any computer. Keep the file as safe as a password."),
            self.tr("Off: it can be restored on this computer. On another one you also need a copy of the key."),
        )
        told = boxes.rows(*(labels.Paragraph(said, "caption") for said in key), gap=2)
        row = boxes.columns(self.key_place, self.copy_key_place, gap=8)
        row.setStretch(0, 1)
        self._key_row.setLayout(row)
        self._folded = boxes.box(boxes.rows(told, self.key_kept, self._key_row, gap=4))
        self._folded.hide()
        for signal in (self.fold.toggled, self.with_key.toggled):
            signal.connect(self._show_key)
        file = boxes.columns(self.file, self.folder, gap=8)
        file.setStretch(0, 1)
        self.add(what, boxes.columns(self.go, None), self.trouble, self.said, file, self.key_note, boxes.line("h"))
        self.add(self.with_key, boxes.columns(self.save_key, self.fold, None, gap=8), self._folded)

    def _show_key(self) -> None:
        """Say more of the key where that is wanted, and offer a copy of it where a backup lacks it."""
        kept_apart = not self.with_key.isChecked()
        self._folded.setVisible(self.fold.isChecked())
        self.key_kept.setVisible(kept_apart)
        self._key_row.setVisible(kept_apart and bool(self.key_place.text()))
        self.save_key.setVisible(kept_apart and self.key_note.isHidden())  # the note has the same button

    def _over(self) -> None:
        self.go.setEnabled(True)
        self._changed()

    def _not_made(self, error: Exception) -> None:
        self.go.setEnabled(True)
        if not isinstance(error, CalledOff):
            self.trouble.show_trouble(words.failure(error))

    def _name(self) -> str:
        workspace = re.sub(r"[^\w-]+", "-", self._window.top.workspace.text().strip()).strip("-").lower()
        day = datetime.now().astimezone().strftime("%Y-%m-%d")
        return "-".join(part for part in ("qrdesk", workspace[:40], day) if part) + ".zip"

    def _ask_path(self, name: str) -> Path | None:
        folder = Path(self._window.state.read(FOLDER, str(documents())))
        kinds = self.tr("Backups (*.zip)")
        title = self.tr("Save the backup")
        chosen, _ = file_dialogs.save_name(self._window, title, str(folder / name), kinds)
        if not chosen:
            return None
        path = Path(chosen) if chosen.lower().endswith(".zip") else Path(f"{chosen}.zip")
        self._window.state.write(FOLDER, str(path.parent))
        return path

    def _ask_key_path(self) -> None:
        made = Path(self._last.path) if self._last is not None else documents() / self._name()
        title, kinds = self.tr("Save the key"), self.tr("Keys (*.key)")
        chosen, _ = file_dialogs.save_name(self._window, title, str(made.with_suffix(".key")), kinds)
        if chosen:
            self.keep_key(Path(chosen) if chosen.lower().endswith(".key") else Path(f"{chosen}.key"))

    def _open_folder(self) -> None:
        if self._last is not None:
            open_path(Path(self._last.path).parent)
