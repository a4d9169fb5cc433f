"""Settings: whether links and lists open with QRDesk when they are clicked elsewhere on this computer."""

from collections.abc import Callable
from functools import partial

from qrdesk.client.associations import registration
from qrdesk.client.associations.standing import Registration, Standing
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.settings_card import SettingsCard
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.switch import Switch


class AssociationsCard(SettingsCard):
    """The switch holds at once; what it shows is read from the system each time."""

    def __init__(self, jobs: JobRunner, window: MainWindow) -> None:
        super().__init__("")
        self.title.setText(self.tr("Opening from elsewhere"))
        self._jobs, self._window = jobs, window
        self.system: Callable[[], Registration] = registration  # tests and pictures bring their own
        self.switch = Switch(self.tr("Open links to QRDesk, and lists, with this app"))
        self._on = False  # as far as is known
        self.state = labels.Paragraph(role="supporting")
        self.note = Note("danger")
        self.note.hide()
        told = labels.Paragraph(
            self.tr(
                "A link in a mail then leads straight to its page here. For lists (CSV, XLSX) QRDesk is one of the "
                "programs to choose from; the one that opens them now stays."
            ),
            "caption",
        )
        self.add(self.switch, self.state, self.note, told)
        self.switch.setEnabled(False)  # until it is known
        self.switch.toggled.connect(self._toggled)

    def refresh(self) -> None:
        """Ask the system how it stands."""
        self._jobs.run(self, partial(_standing, self.system), self._show, self._failed)

    def _toggled(self, on: bool) -> None:
        self.switch.setEnabled(False)
        self._jobs.run(self, partial(_turned, self.system, on), self._turned, self._failed)

    def _turned(self, standing: Standing) -> None:
        self._show(standing)
        self._window.status.say(self._words(standing))

    def _show(self, standing: Standing) -> None:
        self.note.hide()
        self._on = standing.kind == "on"
        blocked = self.switch.blockSignals(True)
        self.switch.setChecked(self._on)
        self.switch.blockSignals(blocked)
        self.switch.setEnabled(True)
        boxes.show_part(self.switch, standing.kind != "packaged")
        self.state.set_text(self._words(standing))

    def _words(self, standing: Standing) -> str:
        if standing.kind == "on":
            return self.tr("Links to QRDesk open with this app.")
        if standing.kind == "packaged":
            return self.tr("The app tells macOS itself, once it lies in Applications. There is nothing to switch.")
        if standing.kind == "other":
            said = self.tr("Links to QRDesk open with another program now: {program}")
            return said.format(program=standing.program)
        return self.tr("No program opens links to QRDesk at the moment.")

    def _failed(self, error: Exception) -> None:
        blocked = self.switch.blockSignals(True)
        self.switch.setChecked(self._on)  # nothing has changed
        self.switch.blockSignals(blocked)
        self.switch.setEnabled(True)
        self.note.show_trouble(words.failure(error))


def _standing(system: Callable[[], Registration]) -> Standing:
    return system().standing()


def _turned(system: Callable[[], Registration], on: bool) -> Standing:
    here = system()
    (here.register if on else here.unregister)()
    return here.standing()
