"""The sections of the link editor below each other, as one form."""

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.schemas.presets import UtmPresetDraft, UtmPresetView
from qrdesk.core.schemas.rules import Utm
from qrdesk.core.schemas.simulation import SimulationView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.link_editor_address import AddressFields
from qrdesk.gui.pages.link_editor_apps import AppFields, SocialFields
from qrdesk.gui.pages.link_editor_campaign import CampaignFields
from qrdesk.gui.pages.link_editor_codes import CodeList
from qrdesk.gui.pages.link_editor_fields import DestinationFields
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.link_editor_limits import LimitFields
from qrdesk.gui.pages.link_editor_part import Part
from qrdesk.gui.pages.link_editor_privacy import PrivacyFields
from qrdesk.gui.pages.link_editor_rules import RuleFields
from qrdesk.gui.pages.link_editor_simulator import Simulator
from qrdesk.gui.pages.link_editor_state import StateView
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import motion
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.section import Section

_SETTLED_MS = 50  # after a section has unfolded
_KNOWN = ("simulator", "state", "codes")  # say something about links that are there only


class Sections(QWidget):
    """Fills, reads and checks all sections; ``changed`` tells of every edit by the person."""

    changed = Signal()

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__()
        self._session, self._jobs, self._window = session, jobs, window
        self.fields = DestinationFields()
        self.campaign = CampaignFields()
        self.address = AddressFields(session, jobs)
        self.rules = RuleFields()
        self.limits = LimitFields()
        self.privacy = PrivacyFields()
        self.apps = AppFields()
        self.social = SocialFields(session, jobs, window)
        self.simulator = Simulator(session, jobs)
        self.state = StateView()
        self.codes = CodeList(session, jobs, routes)
        self.parts: dict[str, Part] = {
            "destination": self.fields,
            "campaign": self.campaign,
            "address": self.address,
            "rules": self.rules,
            "limits": self.limits,
            "privacy": self.privacy,
            "apps": self.apps,
            "social": self.social,
        }
        self.sections = self._built()
        self.setLayout(boxes.rows(*self.sections.values(), None, gap=0))
        for section in self.sections.values():
            section.pressed.connect(partial(self._pressed, section))
        for part in self.parts.values():
            part.changed.connect(self.changed)
            part.changed.connect(self.simulator.edited)
        self.simulator.answered.connect(self._show_outcomes)
        self.codes.said.connect(self.sections["codes"].set_summary)
        self.codes.told.connect(window.status.say)
        self.campaign.preset_wanted.connect(self._keep_preset)
        self.campaign.preset_gone.connect(self._drop_preset)
        session.connected.connect(self.load_choices)

    def fill(self, values: Values, link: LinkView | None) -> None:
        """Show ``values`` of ``link``; None for a new one."""
        for part in self.parts.values():
            part.fill(values, link)
        self.simulator.show_link(link)

    def values(self) -> Values:
        """Return what stands in the fields."""
        read: dict[str, Any] = {}
        for part in self.parts.values():
            read.update(part.read())
        return Values(**read)

    def check(self) -> bool:
        """Say what is wrong as far as that shows without asking, opening the sections; whether nothing is."""
        bad = [name for name, part in self.parts.items() if not part.check()]
        for name in bad:
            self.sections[name].set_open(True)
        if bad:
            begun = self.rules.form if bad[0] == "rules" else None
            self._let_see(begun or self.sections[bad[0]])
        return not bad

    def unfinished(self) -> bool:
        """Whether a rule is begun that is none yet."""
        return self.rules.form is not None

    def show_error(self, name: str, message: str) -> bool:
        """Say what is wrong with the field sent as ``name``, in its section; whether there is such a field."""
        for key, part in self.parts.items():
            if part.show_error(name, message):
                self.sections[key].set_open(True)
                self._pressed(self.sections[key], True)
                return True
        return False

    def wrong(self) -> int:
        """Return how many fields show an error."""
        return sum(part.wrong() for part in self.parts.values())

    def show_known(self, *, known: bool) -> None:
        """Show what a new link has no use for, or hide it; open what one starts with."""
        for name in _KNOWN:
            self.sections[name].setVisible(known)
        self.sections["destination"].set_open(True)
        if not known:
            self.sections["address"].set_open(True)

    def say(self) -> None:
        """Say in the heads what stands in the sections."""
        for name, part in self.parts.items():
            self.sections[name].set_summary(part.summary(), always=name == "rules")
        self.sections["state"].set_summary(self.state.summary())
        self.campaign.show_final(self.fields.leads.text(), self.fields.leads.kind())

    def _pressed(self, section: Section, opened: bool) -> None:
        """Let what was opened be seen, once it has unfolded."""
        if opened:
            self._let_see(section)

    def _let_see(self, part: QWidget) -> None:
        QTimer.singleShot(motion.slide_ms() + _SETTLED_MS, part, partial(boxes.scroll_to, part))

    def _show_outcomes(self, answer: SimulationView | None) -> None:
        """Mark on the cards of the rules which one wins."""
        traces = answer.rules if answer is not None else []
        wins = (self.tr("wins"), "accent")
        self.rules.show_outcomes({place: wins for place, trace in enumerate(traces) if trace.wins})

    def load_choices(self) -> None:
        """Ask for the folders and presets one can choose."""
        client = self._session.client
        if client is not None:
            self._jobs.run(self, client.folders.list, self.fields.show_folders, lambda _error: None)
            self._jobs.run(self, client.presets.list, self.campaign.show_presets, lambda _error: None)

    def _keep_preset(self, name: str) -> None:
        client, utm = self._session.client, self.campaign.read()["utm"]
        if client is not None:
            self._jobs.run(self, partial(_make_preset, client, name, utm), self._preset_made, self._preset_refused)

    def _preset_made(self, preset: UtmPresetView) -> None:
        self.campaign.naming.hide()
        self._window.status.say(self.tr("Preset {name} is kept").format(name=preset.name))
        self.load_choices()

    def _preset_refused(self, error: Exception) -> None:
        fields = words.by_field(error)
        known = [self.show_error(name, said) for name, said in fields.items() if name != "name"]
        if "name" in fields or not any(known):
            self.campaign.naming.refuse(fields.get("name") or words.failure(error))

    def _drop_preset(self, preset_id: str) -> None:
        client = self._session.client
        if client is not None:
            failed = partial(_say_failure, self._window)
            self._jobs.run(self, partial(client.presets.delete, preset_id), self._preset_gone, failed)

    def _preset_gone(self, _nothing: None) -> None:
        self._window.status.say(self.tr("The preset is deleted; links filled from it keep what they have"))
        self.load_choices()

    def _built(self) -> dict[str, Section]:
        shut = partial(Section, is_open=False)
        return {
            "destination": Section(self.tr("Destination"), self.fields),
            "campaign": shut(self.tr("Campaign"), self.campaign),
            "address": shut(self.tr("Address"), self.address),
            "rules": shut(self.tr("Rules"), self.rules),
            "limits": shut(self.tr("Limits"), self.limits),
            "privacy": shut(self.tr("Privacy"), self.privacy),
            "apps": shut(self.tr("Apps"), self.apps),
            "social": shut(self.tr("Social preview"), self.social),
            "simulator": shut(self.tr("Simulator"), self.simulator),
            "state": shut(self.tr("State"), self.state),
            "codes": shut(self.tr("Codes"), self.codes),
        }


def _make_preset(client: Client, name: str, utm: Utm) -> UtmPresetView:
    return client.presets.create(UtmPresetDraft.model_validate({"name": name, "utm": utm.model_dump()}))


def _say_failure(window: MainWindow, error: Exception) -> None:
    window.status.say(words.failure(error))
