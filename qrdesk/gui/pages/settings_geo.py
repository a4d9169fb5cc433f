"""Settings: the database that tells countries of scans, and choosing one of your own."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from qrdesk.client.geo import ATTRIBUTION, GeoFile
from qrdesk.gui import file_dialogs, words
from qrdesk.gui.error_details import details
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.settings_card import SettingsCard
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.note import Note

_FOLDER = "geo/folder"


class GeoCard(SettingsCard):
    """Which one, of which day, under which licence; one of your own is looked through before it is taken."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__(self.tr("Countries of scans"))
        self._session, self._jobs, self._window = session, jobs, window
        self.choose_path: Callable[[], Path | None] = self._ask_path  # tests answer themselves
        self.said = labels.Paragraph(role="body")
        self.licence = labels.Paragraph(role="caption")
        self.trouble = Note("danger")
        self.pick = Button(self.tr("Use another file…"), icon="file")
        self.bundled = Button(self.tr("Back to the one of QRDesk"))
        estimate = labels.Paragraph(
            self.tr("Where a scan came from is an estimate by its network; no address is kept for it."), "caption"
        )
        self.add(self.said, self.trouble, boxes.columns(self.pick, self.bundled, None, gap=8), estimate, self.licence)
        for part in (self.trouble, self.bundled):
            part.hide()
        self.pick.clicked.connect(self._pick)
        self.bundled.clicked.connect(self._use_bundled)
        session.connected.connect(self._leave)

    def refresh(self) -> None:
        """Show which database tells countries."""
        client, here = self._session.client, self._session.mode == "local"
        self.pick.setVisible(here)
        if client is not None and here:
            self._jobs.run(self, client.geo.get, self._session.here(self._show), self._session.here(self._failed))
        elif client is not None:
            self.bundled.hide()
            self.said.set_text(
                self.tr(
                    "The server has a database of its own. Whoever runs it names another one in QRDESK_GEO_DATABASE."
                )
            )
            self._show_licence()

    def take(self, path: Path) -> None:
        """Use a file from now on."""
        client = self._session.client
        if client is not None:
            self._set_busy(busy=True)
            self.trouble.hide()
            here = self._session.here
            self._jobs.run(self, partial(client.geo.choose, path), here(self._taken), here(self._failed))

    def _leave(self) -> None:
        """Other links are open: what is on its way is for nobody there."""
        self._set_busy(busy=False)
        self.trouble.hide()

    def _use_bundled(self) -> None:
        client = self._session.client
        if client is not None:
            self._set_busy(busy=True)
            here = self._session.here
            self._jobs.run(self, client.geo.choose_bundled, here(self._taken), here(self._failed))

    def _taken(self, found: GeoFile) -> None:
        self._show(found)
        self._window.status.say(self.tr("Scans from now on are told by {name}").format(name=found.name))

    def _about(self, found: GeoFile) -> str:
        """Return which database it is, of when, and what it tells: a sentence each."""
        said = {
            "bundled": self.tr("This is the database that comes with QRDesk."),
            "chosen": self.tr("This is your own database {name}."),
            "named": self.tr(
                "This is the database {name}, which the setting QRDESK_GEO_DATABASE of this computer names."
            ),
        }[found.source].format(name=found.name)
        tells = self.tr("It knows countries only.")
        if found.cities:
            tells = self.tr("It knows countries, regions and cities.")
        if found.built_at is None:
            return f"{said} {tells}"
        made = self.tr("It was made on {day}.").format(day=words.day(found.built_at))
        return f"{said} {made} {tells}"

    def _show(self, found: GeoFile) -> None:
        self._set_busy(busy=False)
        self.trouble.hide()
        self.said.set_text(self._about(found))
        self.pick.setVisible(found.source != "named")
        self.bundled.setVisible(found.source == "chosen")
        self._show_licence(own=found.source != "bundled")
        if found.trouble:
            self.trouble.show_words("danger", "", found.trouble)
            self.trouble.show()

    def _show_licence(self, *, own: bool = False) -> None:
        said = self.tr("Countries of scans: {source}, {licence}")
        if own:
            said = self.tr("What your own database does not know: {source}, {licence}")
        source = f"{ATTRIBUTION.text} ({ATTRIBUTION.url})"
        self.licence.set_text(said.format(source=source, licence=ATTRIBUTION.licence))

    def _failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self.trouble.show_trouble(words.failure(error), details(error))

    def _set_busy(self, *, busy: bool) -> None:
        for button in (self.pick, self.bundled):
            button.setEnabled(not busy)

    def _pick(self) -> None:
        path = self.choose_path()
        if path is not None:
            self.take(path)

    def _ask_path(self) -> Path | None:
        folder = self._window.state.read(_FOLDER, str(Path.home()))
        kinds = self.tr("Geo databases (*.mmdb);;All files (*)")
        chosen, _ = file_dialogs.open_name(self._window, self.tr("Choose a geo database"), folder, kinds)
        if chosen:
            self._window.state.write(_FOLDER, str(Path(chosen).parent))
        return Path(chosen) if chosen else None
