"""The sections of the link editor below each other, as one form."""

from collections.abc import Generator, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client, bringing_back
from qrdesk.client.restoring import Changed
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
from qrdesk.gui.pages.link_editor_dock import SimulatorDock
from qrdesk.gui.pages.link_editor_fields import DestinationFields
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.link_editor_history import HistoryView
from qrdesk.gui.pages.link_editor_limits import LimitFields
from qrdesk.gui.pages.link_editor_part import Part
from qrdesk.gui.pages.link_editor_privacy import PrivacyFields
from qrdesk.gui.pages.link_editor_rules import Begun, RuleFields
from qrdesk.gui.pages.link_editor_simulator import Simulator
from qrdesk.gui.pages.link_editor_state import StateView
from qrdesk.gui.pages.link_editor_wrong import WrongFields
from qrdesk.gui.pages.rule_typed import RuleTyped
from qrdesk.gui.pieces import whole
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import motion
from qrdesk.gui.undoing import Undoing
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.section import Section

_SETTLED_MS = 50  # after a section has unfolded
_KNOWN = ("state", "codes", "history")  # say something about links that are there only


class Sections(QWidget):
    """Fills, reads and checks all sections; ``changed`` tells of every edit by the person."""

    changed = Signal()

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, *, at_once: bool = True
    ) -> None:
        """Not ``at_once``: it is made by its ``steps``, and of no use before they are done."""
        super().__init__()
        self._session, self._jobs, self._window = session, jobs, window
        self._undoing = Undoing(self, session, jobs, window, self.load_choices)
        self.steps = self._made(session, jobs, window, routes)
        if at_once:
            whole(self.steps)

    def _made(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> Generator[None]:
        self.fields = DestinationFields()
        yield
        self.campaign = CampaignFields()
        self.campaign.copy_wanted.connect(routes.copy)
        yield
        self.address = AddressFields(session, jobs)
        yield
        self.rules = RuleFields()
        yield
        self.limits = LimitFields()
        yield
        self.privacy = PrivacyFields()
        self.apps = AppFields()
        self.social = SocialFields(session, jobs, window)
        yield
        self.simulator = Simulator(session, jobs)
        self.simulator.clock, self.simulator.rules = self.rules.clock, self.rules.rules
        yield
        self.state = StateView()
        self.codes = CodeList(session, jobs, window, routes)
        self.history = HistoryView(session, jobs, window)
        yield
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
        yield from self._lay_out()
        self._connect(session, window)

    def _lay_out(self) -> Generator[None]:
        self.sections: dict[str, Section] = {}
        column = boxes.rows(gap=0)
        self.setLayout(column)
        for name, title, part in self._named():
            self.sections[name] = Section(title, part, is_open=name == "destination")
            column.addWidget(self.sections[name])
            yield
        self.wrongs = WrongFields(self, self.parts, self.sections)
        self.dock = SimulatorDock(self.simulator, self._window.state)
        self.sections["simulator"] = self.dock.section
        yield
        column.addStretch(1)

    def _connect(self, session: Session, window: MainWindow) -> None:
        for section in self.sections.values():
            if section is self.dock.section:
                continue  # always in view
            section.pressed.connect(partial(self._pressed, section))
        for part in self.parts.values():
            part.changed.connect(self.changed)
            part.changed.connect(self.simulator.edited)
        self.simulator.answered.connect(self._show_outcomes)
        self.codes.said.connect(self.sections["codes"].set_summary)
        self.codes.told.connect(window.status.say)
        self.history.said.connect(self.sections["history"].set_summary)
        self.sections["history"].toggled.connect(self.history.opened)
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

    def bring_back(self, begun: Begun | RuleTyped | None) -> None:
        """Show the form of a rule that was begun, where there is one."""
        if isinstance(begun, RuleTyped):
            begun = self.rules.revived(begun)
        if begun is not None:
            self.sections["rules"].set_open(True)
            self.rules.bring_back(begun)

    def unfinished(self) -> bool:
        """Whether a rule is begun that is none yet."""
        return self.rules.form is not None

    def show_error(self, name: str, message: str) -> bool:
        """Say what is wrong with the field sent as ``name``, in its section; whether there is such a field."""
        for key, part in self.parts.items():
            if part.show_error(name, message):
                self.open_part(key)
                return True
        return False

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
        self.wrongs.mark()

    def begin_at_top(self, link: LinkView | None) -> None:
        """``link`` is about to be shown, None for a new one: it begins where forms begin."""
        boxes.scroll_to(self)
        self.dock.begin_at_top(link)

    def open_part(self, name: str) -> None:
        """Open one section, and let it be seen."""
        self.sections[name].set_open(True)
        self._let_see(self.sections[name])

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
        client, here = self._session.client, self._session.here
        if client is not None:
            self._jobs.run(self, client.folders.list, here(self.fields.show_folders), lambda _error: None)
            self._jobs.run(self, client.presets.list, here(self.campaign.show_presets), lambda _error: None)
            self._jobs.run(self, client.workspace.get, here(self.rules.show_workspace), lambda _error: None)

    def _keep_preset(self, name: str) -> None:
        client, utm = self._session.client, self.campaign.read()["utm"]
        if client is not None:
            work, here = partial(_make_preset, client, name, utm), self._session.here
            self._jobs.run(self, work, here(self._preset_made), here(self._preset_refused))

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
            work, here = partial(bringing_back.delete_preset, preset_id, client), self._session.here
            self._jobs.run(self, work, here(self._preset_gone), here(partial(_say_failure, self._window)))

    def _preset_gone(self, gone: Changed) -> None:
        said = self.tr("Preset {name} is deleted; links keep what they have of it").format(name=gone.view.name)
        self._undoing.tell(said, gone.back, "trash-2")
        self.load_choices()

    def _named(self) -> Sequence[tuple[str, str, QWidget]]:
        return (
            ("destination", self.tr("Destination"), self.fields),
            ("campaign", self.tr("Campaign"), self.campaign),
            ("address", self.tr("Address"), self.address),
            ("rules", self.tr("Rules"), self.rules),
            ("limits", self.tr("Limits"), self.limits),
            ("privacy", self.tr("Privacy"), self.privacy),
            ("apps", self.tr("Apps"), self.apps),
            ("social", self.tr("Social preview"), self.social),
            ("state", self.tr("State"), self.state),
            ("codes", self.tr("Codes"), self.codes),
            ("history", self.tr("History"), self.history),
        )


def _make_preset(client: Client, name: str, utm: Utm) -> UtmPresetView:
    return client.presets.create(UtmPresetDraft.model_validate({"name": name, "utm": utm.model_dump()}))


def _say_failure(window: MainWindow, error: Exception) -> None:
    window.status.say(words.failure(error))
