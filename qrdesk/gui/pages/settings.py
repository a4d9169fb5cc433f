"""Settings: how it looks, whose links these are, which address codes carry, and where the data lies."""

from functools import partial

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QIntValidator
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client, PublicUrlDraft, WorkspacePatch
from qrdesk.core.geo import ATTRIBUTION
from qrdesk.core.schemas.access import DomainView, WorkspaceView
from qrdesk.gui import words, zones
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.settings_pictures import PicturesCard
from qrdesk.gui.pages.settings_privacy import PrivacyCard
from qrdesk.gui.refusals import drafted, refuse_at
from qrdesk.gui.routes import Routes
from qrdesk.gui.seat import PORT, WIFI, lan_address, place_of, seat_of
from qrdesk.gui.server import Server
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import style
from qrdesk.gui.theme.style import Choice as Look
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.boxes import Card
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.segment import Segment
from qrdesk.gui.widgets.switch import Switch

_WIDTH = 640
LOOK = "appearance"
_PORT_LEAST, _PORT_MOST = 1024, 65535


class SettingsPage(QWidget):
    """Cards in one column; each saves for itself."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, server: Server) -> None:
        super().__init__()
        self._session, self._jobs, self._window, self._routes, self._server = session, jobs, window, routes, server
        self.look: Segment = Segment(
            [("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))],
            name=self.tr("Appearance"),
        )
        self.name = TextField(self.tr("Name"))
        self.zone = Choice([(zone, zone.replace("_", " ")) for zone in zones.names()])
        self.zone_field = Field(
            self.tr("Time zone"), self.zone, self.tr("Days in Analytics and hours in rules go by it")
        )
        self.address = TextField(self.tr("Public address"), placeholder="https://go.example.com", icon="globe")
        self.address_note = Note("warn", icon="wifi")
        self.port = TextField(self.tr("Port"))
        self.wifi = Switch(self.tr("Phones on this Wi-Fi may scan"))
        self.privacy = PrivacyCard(session, jobs, window)
        self.pictures = PicturesCard(session, jobs, window, routes)
        self._folder = labels.Elided("", "body", middle=True)
        self._fields: dict[str, Field] = {"name": self.name, "time_zone": self.zone_field}
        self._shown = ("", "", "")  # name, time zone and address as they are kept
        self._build()
        self._connect()
        session.on_connecting(self._connected)

    def refresh(self) -> None:
        """Show what holds now."""
        state = self._window.state
        self.look.choose(state.read(LOOK, "system"))
        self._show_port(seat_of(state).port)
        blocked = self.wifi.blockSignals(True)
        self.wifi.setChecked(state.read(WIFI, False))
        self.wifi.blockSignals(blocked)
        lan = lan_address()
        self.wifi.setEnabled(bool(lan) or self.wifi.isChecked())
        self.wifi.set_hint(self.tr("at {address}").format(address=lan) if lan else self.tr("on no network now"))
        client = self._session.client
        if client is not None:
            self._jobs.run(self, partial(_facts, client), self._show, self._not_shown)
            self.pictures.refresh()
            place = place_of(client)
            self._here.setVisible(place is not None)
            self._folder.setText(place.database if place else "")

    def _connected(self) -> None:
        """Of another place nothing is known yet: what is shown of the one before must not be saved there."""
        self._shown = ("", "", "")
        for field in (self.name, self.address):
            field.set_text("")
            field.clear_error()
        self._save.setEnabled(False)
        self.privacy.forget()
        self.pictures.forget()

    def show_pictures(self) -> None:
        """Let the pictures be seen."""
        QTimer.singleShot(0, self.pictures, partial(boxes.scroll_to, self.pictures))  # once the page is laid out

    def focus_first(self) -> None:
        """Put the focus on the first control."""
        self.look.button(self.look.key()).setFocus()

    def _build(self) -> None:
        self.name.input.setMaxLength(120)
        self.port.input.setValidator(QIntValidator(1, _PORT_MOST, self))
        self.port.setMaximumWidth(160)
        self._save = Button(self.tr("Save"))
        self._save.setEnabled(False)  # until name and zone are known
        self._use = Button(self.tr("Use this address"))
        self._move = Button(self.tr("Use this port"))
        self._here = self._this_computer()
        column = boxes.rows(*self._cards(), self._attribution(), None, gap=16, margins=(24, 4, 24, 24))
        inside = boxes.in_one_column(column, _WIDTH + 48)
        self.setLayout(boxes.rows(PageHeader(self.tr("Settings")), boxes.scrolled(inside), gap=0))

    def _this_computer(self) -> Card:
        open_folder = Button(self.tr("Open folder"), icon="folder-open", size="small")
        open_folder.clicked.connect(self._open_folder)
        return self._card(
            self.tr("This computer"), self.wifi, boxes.columns(self.port, self._aligned(self._move), None, gap=8),
            labels.text(self.tr("Your links lie here"), "label"), boxes.columns(self._folder, open_folder, gap=12),
        )  # fmt: skip

    def _cards(self) -> tuple[Card, ...]:
        elsewhere = Button(self.tr("Connect elsewhere…"), icon="server")
        elsewhere.clicked.connect(lambda: self._routes.show_page("first_run"))
        said = self.tr("Links made from now on carry it. Those made before keep their address, and it goes on working.")
        return (
            self._card(self.tr("Appearance"), boxes.columns(self.look, None)),
            self._card(self.tr("Workspace"), self.name, self.zone_field, boxes.columns(None, self._save)),
            self.privacy,
            self.pictures,
            self._card(
                self.tr("The address codes carry"), labels.Paragraph(said), self.address, self.address_note,
                boxes.columns(None, self._use),
            ),
            self._here,
            self._card(self.tr("Where your links live"), boxes.columns(elsewhere, None)),
        )  # fmt: skip

    def _attribution(self) -> labels.Paragraph:
        words = self.tr("Countries of hits: {source}, {licence}")
        source = f"{ATTRIBUTION.text} ({ATTRIBUTION.url})"
        return labels.Paragraph(words.format(source=source, licence=ATTRIBUTION.licence), "caption")

    def _connect(self) -> None:
        self.look.chosen.connect(self._look_chosen)
        self._save.clicked.connect(self._save_workspace)
        self.name.changed.connect(self.name.clear_error)
        self.zone.chosen.connect(self.zone_field.clear_error)
        self._use.clicked.connect(self._save_address)
        self.address.input.returnPressed.connect(self._save_address)
        self.address.changed.connect(self.address.clear_error)
        self._move.clicked.connect(self._save_port)
        self.port.input.returnPressed.connect(self._save_port)
        self.wifi.toggled.connect(self._wifi_toggled)
        self.privacy.log.clicked.connect(lambda: self._routes.open_access("workspace"))

    def _card(self, title: str, *parts: "QWidget | boxes.QBoxLayout") -> Card:
        card = Card()
        card.body.addWidget(labels.text(title, "section_title"))
        card.body.addSpacing(4)
        for part in parts:
            card.body.addWidget(part) if isinstance(part, QWidget) else card.body.addLayout(part)
        return card

    def _aligned(self, button: Button) -> "boxes.QBoxLayout":
        return boxes.rows(26, button, None, gap=0)  # beside the input, below its label

    def _show(self, facts: tuple[WorkspaceView, DomainView | None]) -> None:
        workspace, domain = facts
        shown, self._shown = self._shown, (workspace.name, workspace.time_zone, domain.url if domain else "")
        # what was typed and not saved stays
        if self.name.text() == shown[0]:
            self.name.set_text(workspace.name)
        if self.zone.key() == shown[1] or not shown[1]:
            self.zone.choose(workspace.time_zone)
        self._save.setEnabled(True)
        self.privacy.show_workspace(workspace)
        if domain is not None:
            if self.address.text() == shown[2]:
                self.address.set_text(domain.url)
            self._say_reach(domain)

    def _say_reach(self, domain: DomainView) -> None:
        self.address_note.setVisible(not domain.fit_for_print)
        said = self.tr("{host} is this computer or this network only. Codes that carry it are not for print.")
        self.address_note.show_words("warn", "", said.format(host=domain.host), icon="wifi")

    def _look_chosen(self, key: str) -> None:
        looks: dict[str, Look] = {"light": "light", "dark": "dark", "system": "system"}
        self._window.state.write(LOOK, key)
        style.appearance().choose(looks[key])

    def _save_workspace(self) -> None:
        client = self._session.client
        if not self.name.text():
            self.name.show_error(self.tr("A workspace needs a name."))
            return
        values = {"name": self.name.text(), "time_zone": self.zone.key()}
        patch = drafted(WorkspacePatch.model_validate, values, self._fields)
        if client is not None and patch is not None:
            self._jobs.run(self, partial(client.workspace.update, patch), self._workspace_saved, self._not_saved)

    def _workspace_saved(self, workspace: WorkspaceView) -> None:
        self._shown = (workspace.name, workspace.time_zone, self._shown[2])
        self._session.workspace_changed.emit()
        self._window.status.say(self.tr("Saved: {name}").format(name=workspace.name))

    def _save_address(self) -> None:
        client = self._session.client
        if client is None or not self.address.text():
            return
        draft = drafted(PublicUrlDraft.model_validate, {"url": self.address.text()}, {"url": self.address})
        if draft is not None:
            self._jobs.run(self, partial(client.domains.set_public_url, draft), self._address_saved, self._refused)

    def _address_saved(self, domain: DomainView) -> None:
        self._shown = (*self._shown[:2], domain.url)
        self.address.set_text(domain.url)
        self._say_reach(domain)
        self._window.status.say(self.tr("New codes carry {host}").format(host=domain.host))
        self._server.look()
        self._session.links_changed.emit()

    def _not_saved(self, error: Exception) -> None:
        if not refuse_at(self._fields, error):
            self.name.show_error(words.failure(error))

    def _refused(self, error: Exception) -> None:
        self.address.show_error(next(iter(words.by_field(error).values()), words.failure(error)))

    def _save_port(self) -> None:
        port = int(self.port.text() or 0)
        if not _PORT_LEAST <= port <= _PORT_MOST:
            said = self.tr("Choose a number from {least} to {most}.")
            self.port.show_error(said.format(least=_PORT_LEAST, most=_PORT_MOST))
            return
        if port != seat_of(self._window.state).port:
            self._window.state.write(PORT, port)
            self._show_port(port)
            self._server.restart(seat_of(self._window.state))

    def _wifi_toggled(self, on: bool) -> None:
        self._window.state.write(WIFI, on)
        self._server.restart(seat_of(self._window.state))

    def _show_port(self, port: int) -> None:
        self.port.set_text(str(port))
        self.port.clear_error()
        self.port.set_hint(self.tr("Codes made so far carry the port they were made with."))

    def _open_folder(self) -> None:
        client = self._session.client
        place = place_of(client) if client is not None else None
        if place is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(place.data_dir.parent)))

    def _not_shown(self, error: Exception) -> None:
        self._window.status.say(words.failure(error))


def _facts(client: Client) -> tuple[WorkspaceView, DomainView | None]:
    domain = next((domain for domain in client.domains.list() if domain.is_default), None)
    return client.workspace.get(), domain
