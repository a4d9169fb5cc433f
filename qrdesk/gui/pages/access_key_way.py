"""What a person does with a key or a code just made: the address that goes with it, and where both are entered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from qrdesk.gui import words
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button


class KeyWay(QFrame):
    """Stands below what is shown this one time; nothing where no address is known."""

    copy_wanted = Signal(str, str)  # text, what is said about it

    def __init__(self, said: str) -> None:
        """``said`` is where the address and what goes with it are entered."""
        super().__init__()
        self.said = labels.Paragraph(said)
        self.address = labels.Elided("", "body", middle=True)
        self.copy = Button(self.tr("Copy"), icon="copy", size="small")
        self.copy.setAccessibleName(self.tr("Copy the address"))
        self.copy.clicked.connect(self._copied)
        self.reach = labels.Paragraph(role="caption")
        row = boxes.columns(self.address, gap=8)
        row.setStretch(0, 1)
        row.addWidget(self.copy)
        self.setLayout(boxes.rows(self.said, row, self.reach, gap=6, margins=(12, 10, 12, 10)))
        style.restyle(self, card="sunken")
        self.hide()

    def show_address(self, address: str) -> None:
        """Show where QRDesk answers; empty for nothing."""
        self.address.setText(address)
        self.address.setToolTip(labels.tip(address))
        near = words.near_host(address)
        here, around = (
            self.tr("This address works on this computer only. Others need QRDesk on a server."),
            self.tr("This address works in this network only, and while QRDesk runs here."),
        )
        self.reach.set_text((here if words.only_here(near) else around) if near else "")
        self.reach.setVisible(bool(near))
        self.setVisible(bool(address))

    def _copied(self) -> None:
        self.copy_wanted.emit(self.address.text(), self.tr("The address is copied"))
