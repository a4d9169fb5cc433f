"""Settings: backups that are made by themselves, how many are kept, and how the last one went."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from qrdesk.client.backups import BackupState
from qrdesk.core.errors import CalledOff
from qrdesk.core.schemas.backups import BackupRun, BackupSchedule
from qrdesk.gui import file_dialogs, words
from qrdesk.gui.folders import show_in_folder
from qrdesk.gui.jobs import Handle, JobRunner, Step
from qrdesk.gui.pages.settings_card import SettingsCard, heard, moment
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.numbers import Whole
from qrdesk.gui.widgets.segment import Segment

_MOST_KEPT = 365


class ScheduleCard(SettingsCard):
    """Each choice holds at once; the server of this database makes the backups."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, changed: Callable[[], object]) -> None:
        super().__init__(self.tr("Automatic backups"))
        self._session, self._jobs, self._window, self._changed = session, jobs, window, changed
        self._state: BackupState | None = None
        self.choose_folder: Callable[[Path], Path | None] = self._ask_folder  # tests answer themselves
        self.every: Segment = Segment(
            [("off", self.tr("Off")), ("daily", self.tr("Every day")), ("weekly", self.tr("Every week"))],
            name=self.tr("How often backups are made"),
        )
        self.hour = Choice([(str(hour), words.time_text(time(hour))) for hour in range(24)])
        self.keep = Whole(1, _MOST_KEPT, 7)
        self.folder = labels.Elided("", "body", middle=True)
        self.change = Button(self.tr("Change…"), icon="folder", size="small")
        self.usual = Button(self.tr("Use the usual folder"), size="small")
        self.open = Button(self.tr("Open folder"), icon="folder-open", size="small")
        self.last = labels.Paragraph(role="supporting")
        self.note = Note("danger")
        self.again = self.note.add_action(self.tr("Try now"), self._make, "refresh-cw")
        self.note.add_action(self.tr("Change folder…"), self._change_folder, "folder")
        self.note.hide()
        self._more = QWidget()
        self._build()
        for signal in (self.every.chosen, self.hour.chosen, self.keep.valueChanged):
            signal.connect(self._chosen)
        self.change.clicked.connect(self._change_folder)
        self.usual.clicked.connect(lambda: self._save(folder=""))
        self.open.clicked.connect(self._open_folder)

    def show_state(self, state: BackupState) -> None:
        """Show when backups are made and how the last one went."""
        self._state = state
        schedule = state.schedule
        self.every.choose(schedule.every)
        self.hour.choose(str(schedule.hour))
        blocked = self.keep.blockSignals(True)
        self.keep.setValue(schedule.keep)
        self.keep.blockSignals(blocked)
        self._more.setVisible(schedule.every != "off")
        self.folder.setText(str(state.folder))
        self.usual.setVisible(bool(schedule.folder))
        self._say_last(state)

    def _say_last(self, state: BackupState) -> None:
        now = datetime.now(UTC)
        made, on = state.made, state.schedule.every != "off"
        if made is None:
            said = self.tr("The first one is made within a minute of serving.") if on else ""
        else:
            links = words.counted(made.links, self.tr("{count} link"), self.tr("{count} links"))
            said = self.tr("Last backup: {when}, {links}, verified.")
            said = said.format(when=moment(made.at, now), links=links)
        self.last.set_text(said)
        self.last.setVisible(bool(said))
        self.note.setVisible(bool(trouble_of(state)))
        if said := trouble_of(state):
            self.note.show_words("danger", self.tr("A backup is missing"), said)

    def _build(self) -> None:
        self.keep.setFixedWidth(130)
        self.hour.setFixedWidth(130)
        hour, keep = Field(self.tr("At"), self.hour), Field(self.tr("Keep the newest"), self.keep)
        told = labels.Paragraph(
            self.tr(
                "Made while QRDesk serves, also when no window is open. One that was missed is made as soon as it "
                "serves again. The oldest goes once a new one was made and read back. A folder on another disk is the "
                "safest."
            ),
            "caption",
        )
        row = boxes.columns(self.folder, gap=8)
        row.setStretch(0, 1)
        for button in (self.change, self.usual, self.open):
            row.addWidget(button)
        self._more.setLayout(
            boxes.rows(
                boxes.columns(hour, keep, None, gap=16), labels.text(self.tr("They are in this folder"), "label"), row
            )
        )
        self.add(boxes.columns(self.every, None), self.note, self.last, self._more, told)

    def _chosen(self, _what: object) -> None:
        self._save()

    def _save(self, folder: str | None = None) -> None:
        client, state = self._session.client, self._state
        if client is None or state is None:
            return
        schedule = BackupSchedule.model_validate(
            {
                "every": self.every.key(),
                "hour": int(self.hour.key() or 3),
                "keep": self.keep.value(),
                "folder": state.schedule.folder if folder is None else folder,
            }
        )
        here, work = self._session.here, partial(client.backups.keep_schedule, schedule)
        self._jobs.run(self, work, here(self._saved), here(self._not_saved))

    def _saved(self, schedule: BackupSchedule) -> None:
        said = {
            "off": self.tr("Saved: no backups by themselves"),
            "daily": self.tr("Saved: a backup every day"),
            "weekly": self.tr("Saved: a backup every Monday"),
        }[schedule.every]
        self._window.status.say(said)
        self._changed()

    def _not_saved(self, error: Exception) -> None:
        if self._state is not None:
            self.show_state(self._state)
        fields = words.by_field(error)
        self.note.show_trouble(fields.get("folder", words.failure(error)))

    def _make(self) -> None:
        """Make the backup that is missing now."""
        client, handles = self._session.client, list[Handle]()
        if client is None:
            return
        self.again.setEnabled(False)
        title = self.tr("Backing up")
        work = self._window.status.start(title, lambda: [one.cancel() for one in handles], in_percent=True)

        def make(step: Step) -> BackupRun:
            return client.backups.make_scheduled(heard(step))

        def over(run: BackupRun) -> None:
            said = self.tr("Backed up to {file}, verified").format(file=Path(run.path).name)
            work.finish(said if run.made else words.told(run.fault))
            self.again.setEnabled(True)
            self._changed()

        def failed(error: Exception) -> None:
            work.finish(words.failure(error))
            self.again.setEnabled(True)
            if not isinstance(error, CalledOff):
                self.note.show_trouble(words.failure(error))

        handles.append(self._jobs.run_long(self, make, over, failed, work.progress))

    def _change_folder(self) -> None:
        if self._state is not None and (chosen := self.choose_folder(self._state.folder)) is not None:
            self._save(folder=str(chosen))

    def _ask_folder(self, before: Path) -> Path | None:
        title = self.tr("A folder for backups")
        chosen = file_dialogs.folder_name(self._window, title, str(before))
        return Path(chosen) if chosen else None

    def _open_folder(self) -> None:
        if self._state is not None:
            show_in_folder(self._state.folder)


def trouble_of(state: BackupState) -> str:
    """Return what is wrong with the backups by schedule, for a person to see to; empty for nothing."""
    if state.schedule.every == "off":
        return ""
    if state.last is not None and not state.last.made:
        return words.told(state.last.fault)
    late = QCoreApplication.translate("ScheduleCard", "None was made for days: QRDesk did not serve at that time.")
    return late if state.overdue else ""
