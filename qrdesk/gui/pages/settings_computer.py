"""Settings: what holds of this computer alone, its port, its Wi-Fi, and the file with the links."""

from PySide6.QtGui import QIntValidator

from qrdesk.gui.folders import open_path
from qrdesk.gui.pages.access_drafts import NEW, Drafts
from qrdesk.gui.pages.settings_card import SettingsCard
from qrdesk.gui.seat import PORT, WIFI, lan_address, place_of, seat_of
from qrdesk.gui.server import Server
from qrdesk.gui.session import Session
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.state import State
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import TextField
from qrdesk.gui.widgets.switch import Switch

_PORT_LEAST, _PORT_MOST = 1024, 65535


class ComputerCard(SettingsCard):
    """Port and Wi-Fi are kept at once, and the server begins anew with them; a server far away has no such card."""

    def __init__(self, session: Session, state: State, server: Server) -> None:
        super().__init__("")
        self.title.setText(self.tr("This computer"))
        self._session, self._state, self._server = session, state, server
        self.wifi = Switch(self.tr("Phones on this Wi-Fi may scan"))
        self.port = TextField(self.tr("Port"))
        self.port.input.setValidator(QIntValidator(1, _PORT_MOST, self))
        self.port.setMaximumWidth(160)
        self.drafts = Drafts(self.port.text, self._put_port)  # of this computer, whatever is open
        self.move_port = Button(self.tr("Use this port"))
        self._folder = labels.Elided("", "body", middle=True)
        show = Button(self.tr("Open folder"), icon="folder-open", size="small")
        show.clicked.connect(self._open_folder)
        folder = boxes.columns(self._folder, show, gap=12)
        folder.setStretch(0, 1)
        beside = boxes.rows(22, self.move_port, None, gap=0)  # the input, below its label
        self.add(
            self.wifi, boxes.columns(self.port, beside, None, gap=8),
            labels.Paragraph(self.tr("Codes made so far carry the port they were made with."), "caption"),
            boxes.rows(8, labels.text(self.tr("Your links are in this file"), "label")), folder,
        )  # fmt: skip
        self.move_port.clicked.connect(self._save_port)
        self.port.input.returnPressed.connect(self._save_port)
        self.wifi.toggled.connect(self._wifi_toggled)

    def refresh(self) -> None:
        """Show what holds now."""
        if not self.drafts.is_touched():
            self._show_port(seat_of(self._state).port)
            self.drafts.begin(NEW)
        blocked = self.wifi.blockSignals(True)
        self.wifi.setChecked(self._state.read(WIFI, False))
        self.wifi.blockSignals(blocked)
        lan = lan_address()
        self.wifi.setEnabled(bool(lan) or self.wifi.isChecked())
        self.wifi.set_hint(self.tr("at {address}").format(address=lan) if lan else self.tr("on no network now"))
        client = self._session.client
        if client is not None:
            place = place_of(client)
            self.setVisible(place is not None)
            self._folder.setText(place.database if place else "")

    def ask_port(self) -> None:
        """Put the keyboard where the port is typed."""
        boxes.scroll_to(self.port)
        self.port.input.setFocus()
        self.port.input.selectAll()

    def _save_port(self) -> None:
        port = int(self.port.text() or 0)
        if not _PORT_LEAST <= port <= _PORT_MOST:
            said = self.tr("Choose a number from {least} to {most}.")
            self.port.show_error(said.format(least=_PORT_LEAST, most=_PORT_MOST))
            return
        if port != seat_of(self._state).port:
            self._state.write(PORT, port)
            self._show_port(port)
            self.drafts.drop(NEW)
            self.drafts.begin(NEW)
            self._server.restart(seat_of(self._state))
        elif self._server.port_refused and self._server.state is ServerState.STOPPED:  # it may be free by now
            self._server.start()

    def _wifi_toggled(self, on: bool) -> None:
        self._state.write(WIFI, on)
        self._server.restart(seat_of(self._state))

    def _show_port(self, port: int) -> None:
        self.port.set_text(str(port))
        self.port.clear_error()

    def _put_port(self, typed: str) -> None:
        if typed.isdecimal() and len(typed) <= len(str(_PORT_MOST)):
            self.port.set_text(typed)

    def _open_folder(self) -> None:
        client = self._session.client
        place = place_of(client) if client is not None else None
        if place is not None:
            open_path(place.data_dir.parent)
