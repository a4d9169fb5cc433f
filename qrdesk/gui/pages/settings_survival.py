"""Settings: a folder with which printed codes go on working when the server is gone."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from qrdesk.core.errors import CalledOff
from qrdesk.core.schemas.survival import KitRun
from qrdesk.gui import file_dialogs, language, words
from qrdesk.gui.folders import documents, open_path
from qrdesk.gui.jobs import Handle, JobRunner, Step
from qrdesk.gui.pages.settings_card import SettingsCard, heard, moment
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import fonts
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.note import Note

COMMAND = "qrdesk survive /backups/kit"
_FOLDER = "survival/folder"  # key under which the folder of the last kit is remembered


class SurvivalCard(SettingsCard):
    """One button, here; of a server far away, the command that does the same there."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, copy: Callable[[str], object]) -> None:
        super().__init__(self.tr("If the server is gone"))
        self._session, self._jobs, self._window = session, jobs, window
        self._last: KitRun | None = None
        self.choose_folder: Callable[[], Path | None] = self._ask_folder  # tests answer themselves
        self.go = Button(self.tr("Keep codes working without the server…"), icon="download")
        self.folder = Button(self.tr("Open folder"), icon="folder-open")
        self.said = labels.Paragraph(role="supporting")
        self.near = Note("warn", icon="wifi")
        self.near.hide()
        self.trouble = Note("danger")
        self.trouble.hide()
        self.why = labels.Paragraph(
            self.tr(
                "Your key is of one workspace, and the kit holds the links of the whole server. So it is made where "
                "the server runs, by whoever looks after it. In a terminal there:"
            ),
            "supporting",
        )
        self.copy_command = Button(self.tr("Copy"), icon="copy", size="small")
        self.copy_command.setAccessibleName(self.tr("Copy {command}").format(command=COMMAND))
        self.copy_command.clicked.connect(lambda: copy(COMMAND))
        self._there = QWidget()
        self._build()
        self.go.clicked.connect(self.ask)
        self.folder.clicked.connect(self._open_folder)

    def refresh(self) -> None:
        """Show whether it can be made here, and which one was made last."""
        client, here = self._session.client, self._session.mode == "local"
        self.go.setEnabled(here and not self._is_at_work)
        self.go.setAccessibleDescription("" if here else self.why.text())
        self._there.setVisible(not here)
        self.said.setVisible(here)
        if client is None or not here:
            self.folder.hide()
            self.near.hide()
            return
        asked = self._session.here
        self._jobs.run(self, client.survival_kit.last, asked(self.show_run), asked(self._not_made))

    def forget(self) -> None:
        """Of another place nothing is known yet."""
        self._last = None
        self.said.set_text("")
        for part in (self.trouble, self.near, self.folder):
            part.hide()

    def show_run(self, run: KitRun | None) -> None:
        """Show which kit was made last; None: none was."""
        self._last = run
        self.folder.setVisible(run is not None and run.folder.is_dir())
        hosts = [f"http://{host}" for host in run.hosts] if run is not None else []
        self.near.setVisible(bool(hosts) and all(map(words.near_host, hosts)))
        if run is None:
            self.said.set_text(self.tr("No kit was made yet."))
            return
        self.near.show_words(
            "warn",
            self.tr("No server can take over these addresses"),
            self.tr(
                "Your codes carry an address of this computer or network. "
                "A kit helps only codes with a name of your own."
            ),
            icon="wifi",
        )
        self.said.set_text(" ".join(self._sentences(run)))

    def ask(self) -> None:
        """Ask for a folder, and make the kit in it."""
        if self._session.client is None or not self.go.isEnabled() or self._session.mode != "local":
            return
        folder = self.choose_folder()
        if folder is not None:
            self.make(folder)

    def make(self, folder: Path) -> None:
        """Make the kit in a folder; a kit that is there is replaced, anything else stays."""
        client, spoken, handles = self._session.client, language.spoken(), list[Handle]()
        if client is None:
            return
        self._is_at_work = True
        self.go.setEnabled(False)
        self.trouble.hide()
        title = self.tr("Writing addresses into the survival kit")
        work = self._window.status.start(title, cancel=lambda: [handle.cancel() for handle in handles])
        shown, not_shown = self._session.here(self.show_run), self._session.here(self._not_made)

        def make(step: Step) -> KitRun:
            return client.survival_kit.create(folder, language=spoken, step=heard(step))

        def made(run: KitRun) -> None:
            work.finish(self.tr("The survival kit is in {folder}").format(folder=run.folder.name))
            self._over()
            shown(run)

        def failed(error: Exception) -> None:
            work.finish(words.failure(error))
            self._over()
            not_shown(error)

        handles.append(self._jobs.run_long(self, make, made, failed, work.progress))

    def _build(self) -> None:
        self._is_at_work = False
        what = labels.Paragraph(
            self.tr(
                "A survival kit is a folder that says where every link leads now. With it any web space, or nginx, "
                "Caddy or Cloudflare, answers your printed codes without QRDesk. README.txt in it says how."
            )
        )
        captions = (
            self.tr("Rules, limits and counting stay behind, and links with a password are not opened."),
            self.tr("Whoever has the folder can read where your links lead. Keep a copy where the server is not."),
            self.tr("Make it anew when links have changed: a kit that is in the folder you choose is replaced."),
        )
        told = boxes.rows(*(labels.Paragraph(said, "caption") for said in captions), gap=2)
        typed = labels.Elided(COMMAND, "body")
        typed.setFont(fonts.fixed())
        command = boxes.columns(typed, gap=12)
        command.setStretch(0, 1)
        command.addWidget(self.copy_command)
        self._there.setLayout(boxes.rows(self.why, command, gap=8))
        self._there.hide()
        self.add(what, told, self.trouble, boxes.columns(self.go, self.folder, None, gap=8))
        self.add(self.said, self.near, self._there)

    def _over(self) -> None:
        self._is_at_work = False
        self.go.setEnabled(self._session.mode == "local")

    def _sentences(self, run: KitRun) -> list[str]:
        addresses = words.counted(run.addresses, self.tr("{count} address"), self.tr("{count} addresses"))
        when = moment(run.at, datetime.now(UTC))
        if not run.folder.is_dir():
            gone = self.tr("Made {when} in {path}: {addresses}. That folder is not there any more.")
            return [gone.format(when=when, path=run.path, addresses=addresses)]
        told = [self.tr("Made {when} in {path}: {addresses}.").format(when=when, path=run.path, addresses=addresses)]
        if run.partly:
            one = self.tr("{count} is not kept in full: not-kept.csv in it says what is missing.")
            many = self.tr("{count} are not kept in full: not-kept.csv in it says what is missing.")
            told.append(words.counted(run.partly, one, many))
        elif run.addresses:
            told.append(self.tr("They lead there as they do here."))
        if run.left_out:
            left = self.tr("Left out, as they were never verified: {hosts}.")
            told.append(left.format(hosts=", ".join(run.left_out)))
        return told

    def _not_made(self, error: Exception) -> None:
        if not isinstance(error, CalledOff):
            self.trouble.show_trouble(words.failure(error))

    def _ask_folder(self) -> Path | None:
        before = self._window.state.read(_FOLDER, str(documents()))
        title = self.tr("Folder for the survival kit")
        chosen = file_dialogs.folder_name(self._window, title, before if Path(before).is_dir() else "")
        if not chosen:
            return None
        self._window.state.write(_FOLDER, chosen)
        return Path(chosen)

    def _open_folder(self) -> None:
        if self._last is not None:
            open_path(self._last.folder)
