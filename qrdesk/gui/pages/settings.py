"""Settings: how it looks, whose links these are, what is kept of scans, backups, and where the data lies."""

from collections.abc import Generator, Sequence
from functools import partial

from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from qrdesk.client import ChangesView, PublicUrlDraft, WorkspacePatch, restoring
from qrdesk.client.meeting import Overtaken
from qrdesk.client.restoring import Changed
from qrdesk.core.errors import Forbidden
from qrdesk.core.schemas.access import DomainView, WorkspaceView
from qrdesk.gui import words, zones
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages import settings_address_words
from qrdesk.gui.pages.access_drafts import NEW, Drafts
from qrdesk.gui.pages.settings_associations import AssociationsCard
from qrdesk.gui.pages.settings_backups import BackupsPart
from qrdesk.gui.pages.settings_card import SettingsCard
from qrdesk.gui.pages.settings_computer import ComputerCard
from qrdesk.gui.pages.settings_facts import carry_address, facts
from qrdesk.gui.pages.settings_geo import GeoCard
from qrdesk.gui.pages.settings_import import ImportCard
from qrdesk.gui.pages.settings_language import LanguageCard
from qrdesk.gui.pages.settings_pictures import PicturesCard
from qrdesk.gui.pages.settings_places import PlacesCard
from qrdesk.gui.pages.settings_privacy import PrivacyCard
from qrdesk.gui.pages.settings_reach import ReachWords
from qrdesk.gui.pages.settings_sections import SectionList
from qrdesk.gui.pages.settings_text_size import TextSizeCard
from qrdesk.gui.pieces import whole
from qrdesk.gui.refusals import drafted, refuse_at
from qrdesk.gui.routes import Routes
from qrdesk.gui.server import Server
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import style
from qrdesk.gui.theme.style import LOOK
from qrdesk.gui.theme.style import Choice as Look
from qrdesk.gui.undoing import Undoing
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.boxes import Card
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.loading import LoadingBar
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.segment import Segment

_WIDTH = 640
Typed = tuple[str | None, str | None, str | None]  # name, time zone, address


class SettingsPage(QWidget):
    """Parts, listed at the left, of cards in one column; each card saves for itself."""

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        window: MainWindow,
        routes: Routes,
        server: Server,
        *,
        at_once: bool = True,
    ) -> None:
        """Not ``at_once``: it is made by its ``steps``, and of no use before they are done."""
        super().__init__()
        self._session, self._jobs, self._window, self._routes, self._server = session, jobs, window, routes, server
        self.steps = self._made(session, jobs, window, routes, server)
        if at_once:
            whole(self.steps)

    def _made(
        self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, server: Server
    ) -> Generator[None]:
        self.look: Segment = Segment(
            [("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))],
            name=self.tr("Appearance"),
        )
        self.language = LanguageCard(window.state)
        self.text_size = TextSizeCard(window.state)
        self.name = TextField(self.tr("Name"))
        self.zone = Choice([(zone, zone.replace("_", " ")) for zone in zones.names()])
        self.zone_field = Field(
            self.tr("Time zone"), self.zone, self.tr("Days in Analytics and hours in rules go by it")
        )
        self.address = TextField(self.tr("Public address"), placeholder="https://go.example.com", icon="globe")
        self.address_note = Note("warn", icon="wifi")
        self.carried = labels.Paragraph()  # what becomes of links made so far
        yield
        self.here = ComputerCard(session, window.state, server)
        self.opens = AssociationsCard(jobs, window)
        yield
        self.privacy = PrivacyCard(session, jobs, window)
        yield
        self.places = PlacesCard(session, jobs, window, routes)
        self.pictures = PicturesCard(session, jobs, window, routes)
        yield
        self.geo = GeoCard(session, jobs, window)
        yield
        self.bring = ImportCard(routes)
        yield
        self.backups = BackupsPart(session, jobs, window, routes, server, self._mark_backups)
        yield
        self._fields: dict[str, Field] = {"name": self.name, "time_zone": self.zone_field}
        self._undoing = Undoing(self, session, jobs, window, self._taken_back)
        self._shown = ("", "", "")  # name, time zone and address as they are kept
        self.drafts = Drafts(self._typed, self._put)
        yield from self._build()
        self._connect()
        yield
        session.on_connecting(self._connected)
        session.reach_changed.connect(self._show_reach)
        self._show_reach()

    def refresh(self) -> None:
        """Show what holds now."""
        self.look.choose(self._window.state.read(LOOK, "system"))
        self.text_size.refresh()
        self.language.refresh()
        self.here.refresh()
        self.opens.refresh()
        self.places.refresh()
        client = self._session.client
        if client is not None:
            self._ask()
            self.pictures.refresh()
            self.geo.refresh()
            self.backups.refresh()
            self._move_away.setVisible(self._session.mode != "remote")

    def changed_elsewhere(self, found: ChangesView) -> None:
        """Show what others made of workspace, address and pictures; what is typed stays."""
        kinds = {one.kind for one in found.changes}
        if found.everything or kinds & {"workspace", "domain"}:
            self._ask()
        if found.everything or "file" in kinds:
            self.pictures.refresh()

    def _ask(self) -> None:
        client, here = self._session.client, self._session.here
        if client is not None:
            answers = self.loading.wait_for(here(self._show), here(self._not_shown))
            self._jobs.run(self, partial(facts, client), *answers)

    def _connected(self) -> None:
        """Of another place nothing is known yet: what is shown of the one before must not be saved there."""
        self.drafts.leave()
        self.drafts.go_to(self._session.whose)
        self._shown = ("", "", "")
        for field in (self.name, self.address):
            field.set_text("")
            field.clear_error()
        self._save.setEnabled(False)
        self.privacy.forget()
        self.pictures.forget()
        self.backups.forget()

    def _show_reach(self) -> None:
        self._why.show_on((self.name, self.zone_field), self._save, (self.address, self._use))

    def show_part(self, key: str) -> None:
        """Show one of the parts: general, scans, pictures, backups, import, address, here."""
        if self._stack.currentWidget() is self._areas["scans"] and key != "scans" and self.privacy.is_unsaved():
            self._window.status.say(self.tr("Not saved yet: how long single scans are kept. What you entered stays."))
        self.parts.choose(key)
        focused = QApplication.focusWidget()
        inside = focused is not None and self._stack.isAncestorOf(focused)
        self._stack.setCurrentWidget(self._areas[key])
        if inside:  # Qt would put it on the first control of the part, where a key could change what is deleted
            self.parts.focus_first()

    def show_pictures(self) -> None:
        """Let the pictures be seen."""
        self.show_part("pictures")

    def part(self) -> str:
        """Return the part in sight."""
        return self.parts.key()

    def ask_port(self) -> None:
        """Let another port be chosen."""
        self.show_part("here")
        self.here.ask_port()

    def focus_first(self) -> None:
        """Put the focus on the first control, or on the part that is shown."""
        if self.parts.key() == "general":
            self.look.button(self.look.key()).setFocus()
        else:
            self.parts.focus_first()

    def regions(self) -> Sequence[QWidget]:
        """Return what F6 walks."""
        return [self.parts, self._areas[self.parts.key()]]

    def _mark_backups(self, trouble: bool) -> None:
        self.parts.set_alarm("backups", "1" if trouble else "")

    def _build(self) -> Generator[None]:
        self.name.input.setMaxLength(120)
        self._save = Button(self.tr("Save"))
        self._save.setEnabled(False)  # until name and zone are known
        self._use = Button(self.tr("Use this address"))
        self._why = ReachWords(self._session, self)
        named = (
            ("general", self.tr("General"), "sliders-horizontal"),
            ("address", self.tr("Address of codes"), "globe"),
            ("scans", self.tr("Scans and privacy"), "eye-off"),
            ("pictures", self.tr("Pictures"), "image"),
            ("backups", self.tr("Backups"), "save"),
            ("import", self.tr("Import"), "upload"),
            ("here", self.tr("Where your links live"), "server"),
        )
        self.parts = SectionList(named, self.tr("Parts of Settings"))
        self._stack = QStackedWidget()
        both = boxes.columns(self.parts, gap=0)
        both.addWidget(self._stack, 1)
        self.loading = LoadingBar()
        self.setLayout(boxes.rows(PageHeader(self.tr("Settings")), self.loading, both, gap=0))
        yield
        cards, self._areas = self._cards(), dict[str, QWidget]()
        yield
        for key, _words, _icon in named:
            column = boxes.rows(*cards[key], None, gap=16, margins=(8, 4, 24, 24))
            self._areas[key] = boxes.scrolled(boxes.in_one_column(column, _WIDTH + 32))
            self._stack.addWidget(self._areas[key])
            yield
        self.parts.chosen.connect(self.show_part)
        self.show_part("general")

    def _cards(self) -> dict[str, tuple[QWidget, ...]]:
        address = self._card(
            self.tr("The address codes carry"), self.address_note, self.carried, self.address,
            self._why.address,
            boxes.columns(None, self._use),
        )  # fmt: skip
        save = boxes.columns(None, self._save)
        return {
            "general": (
                self._card(self.tr("Appearance"), boxes.columns(self.look, None)),
                self.text_size,
                self.language,
                self._card(self.tr("Workspace"), self.name, self.zone_field, self._why.workspace, save),
            ),
            "address": (address, self._way_to_an_address()),
            "scans": (self.privacy, self.geo),
            "pictures": (self.pictures,),
            "backups": (self.backups,),
            "import": (self.bring,),
            "here": (self.here, self.opens, self.places),
        }

    def _way_to_an_address(self) -> Card:
        server = Button(self.tr("Set up a server…"), icon="server")
        server.clicked.connect(lambda: self._routes.show_page("first_run"))
        move = Button(self.tr("Move to a server…"))
        move.clicked.connect(lambda: self._routes.show_page("move"))
        self._move_away = move
        own = Button(self.tr("Domains"), "quiet")
        own.clicked.connect(lambda: self._routes.show_page("domains"))
        return self._card(
            self.tr("How to get a public address"), *map(labels.Paragraph, settings_address_words.way()),
            boxes.columns(server, move, own, None, gap=8),
        )  # fmt: skip

    def _connect(self) -> None:
        self.look.chosen.connect(self._look_chosen)
        self._save.clicked.connect(self._save_workspace)
        for edited, field in ((self.name.changed, self.name), (self.zone.chosen, self.zone_field)):
            edited.connect(field.clear_error)
            edited.connect(self._offer_save)
        self._use.clicked.connect(self._save_address)
        self.address.input.returnPressed.connect(self._save_address)
        self.address.changed.connect(self.address.clear_error)
        self.privacy.log.clicked.connect(lambda: self._routes.open_access("workspace"))

    def _card(self, title: str, *parts: "QWidget | boxes.QBoxLayout") -> Card:
        card = SettingsCard(title)
        card.add(*parts)
        return card

    def _show(self, found: tuple[WorkspaceView, DomainView | None]) -> None:
        workspace, domain = found
        shown, name, zone = self._shown, self.name.text(), self.zone.key()
        # what was typed and not saved stays, and is saved over nothing that was not seen
        keeps_name = name not in {shown[0], workspace.name}
        keeps_zone = shown[1] != "" and zone not in {shown[1], workspace.time_zone}
        if not keeps_name and name != workspace.name:
            self.name.set_text(workspace.name)
        if not keeps_zone:
            self.zone.choose(workspace.time_zone)
        self._shown = (
            shown[0] if keeps_name else workspace.name,
            shown[1] if keeps_zone else workspace.time_zone,
            domain.url if domain else "",
        )
        self._offer_save()
        self.privacy.show_workspace(workspace)
        if domain is not None:
            if self.address.text() in {"", shown[2]}:
                self.address.set_text(domain.url if not words.near_host(domain.url) else "")
            self._say_reach(domain)
        if not self.drafts.is_begun():
            self.drafts.begin(NEW)

    def _typed(self) -> Typed:
        """Return what is typed and not saved of name, time zone and address; None for what is as it is kept."""
        name, zone, address = self._shown
        url = self.address.text()
        return (
            self.name.text() if name and self.name.text() != name else None,
            self.zone.key() if zone and self.zone.key() != zone else None,
            url if url not in {"", address} else None,
        )

    def _offer_save(self) -> None:
        name, zone, _address = self._typed()
        self._save.setEnabled(name is not None or zone is not None)

    def _put(self, typed: Typed) -> None:
        name, zone, address = typed
        if name is not None:
            self.name.set_text(name)
        if zone is not None:
            self.zone.choose(zone)
        if address is not None:
            self.address.set_text(address)

    def _say_reach(self, domain: DomainView) -> None:
        self.carried.set_text(settings_address_words.carried(domain))
        self.address_note.setVisible(not domain.fit_for_print)
        said = self.tr("New codes carry {host} now: this computer or this network only. They are not for print.")
        self.address_note.show_words("warn", "", said.format(host=domain.host), icon="wifi")

    def _look_chosen(self, key: str) -> None:
        looks: dict[str, Look] = {"light": "light", "dark": "dark", "system": "system"}
        self._window.state.write(LOOK, key)
        style.appearance().turn_to(looks[key])

    def _save_workspace(self) -> None:
        client = self._session.client
        if not self.name.text():
            self.name.show_error(self.tr("A workspace needs a name."))
            return
        was = {"name": self._shown[0], "time_zone": self._shown[1]}
        typed = {"name": self.name.text(), "time_zone": self.zone.key()}
        values = {name: said for name, said in typed.items() if said != was[name]}
        patch = drafted(WorkspacePatch.model_validate, values, self._fields)
        if client is not None and patch is not None:
            base = WorkspacePatch.model_construct(None, **was)
            work = partial(restoring.workspace_changed, patch, client, base=base)
            here = self._session.here
            self._jobs.run(self, work, here(self._workspace_saved), here(self._not_saved))

    def _workspace_saved(self, changed: Changed) -> None:
        workspace: WorkspaceView = changed.view
        self._shown = (workspace.name, workspace.time_zone, self._shown[2])
        self._offer_save()
        self._session.workspace_changed.emit()
        self._undoing.tell(self.tr("Saved: {name}").format(name=workspace.name), changed.back)

    def _taken_back(self) -> None:
        self._session.workspace_changed.emit()
        self._session.links_changed.emit()
        self.refresh()

    def _save_address(self) -> None:
        client = self._session.client
        if client is None or not self.address.text():
            return
        draft = drafted(PublicUrlDraft.model_validate, {"url": self.address.text()}, {"url": self.address})
        if draft is not None:
            here = self._session.here
            self._jobs.run(self, partial(carry_address, draft, client), here(self._address_saved), here(self._refused))

    def _address_saved(self, changed: Changed) -> None:
        domain: DomainView = changed.view
        self._shown = (*self._shown[:2], domain.url)
        self.address.set_text(domain.url if not words.near_host(domain.url) else "")
        self._say_reach(domain)
        self._undoing.tell(self.tr("New codes carry {host}").format(host=domain.host), changed.back)
        self._server.look()
        self._session.links_changed.emit()

    def _not_saved(self, error: Exception) -> None:
        if isinstance(error, Overtaken):  # saved again, it goes over theirs
            self._shown = (error.now.name, error.now.time_zone, self._shown[2])
        if not refuse_at(self._fields, error):
            self.name.show_error(words.failure(error))

    def _refused(self, error: Exception) -> None:
        self.address.show_error(next(iter(words.by_field(error).values()), words.failure(error)))

    def _not_shown(self, error: Exception) -> None:
        if isinstance(error, Forbidden):  # the page says so
            return
        self._window.status.say(words.failure(error))
