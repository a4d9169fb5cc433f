"""Where something leads: what sort of thing it is, and the address."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.rules import DestinationType
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import TextField

_KIND = 104  # px
_PLACEHOLDERS: Mapping[DestinationType, str] = {
    DestinationType.URL: "https://",
    DestinationType.EMAIL: "name@example.com",
    DestinationType.PHONE: "+49 30 1234567",
    DestinationType.APP: "myapp://open",
}
_ICONS: Mapping[DestinationType, str] = {
    DestinationType.URL: "link",
    DestinationType.EMAIL: "mail",
    DestinationType.PHONE: "phone",
    DestinationType.APP: "smartphone",
}


class Destination(QWidget):
    """A choice of its sort, and a line for the address with its error below."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = QCoreApplication.translate
        self.sort = Choice(
            [
                (DestinationType.URL, tr("Destination", "Page")),
                (DestinationType.EMAIL, tr("Destination", "E-mail")),
                (DestinationType.PHONE, tr("Destination", "Phone")),
                (DestinationType.APP, tr("Destination", "App")),
            ]
        )
        self.sort.setFixedWidth(_KIND)
        self.sort.setAccessibleName(tr("Destination", "Sort of destination"))
        self.field = TextField("", icon="link")
        self.field.input.setAccessibleName(name)
        self.setFocusProxy(self.field.input)
        row = boxes.columns(gap=8)
        row.addWidget(self.sort, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.field, 1)
        self.setLayout(row)
        self.sort.chosen.connect(self._chosen)
        self.field.changed.connect(self._edited)
        self._dress()

    def kind(self) -> DestinationType:
        """Return what sort of thing it is."""
        return DestinationType(self.sort.key())

    def text(self) -> str:
        """Return the address."""
        return self.field.text()

    def put(self, text: str, kind: DestinationType = DestinationType.URL) -> None:
        """Show an address, without an error."""
        self.sort.choose(kind)
        self.field.set_text(text)
        if not self.field.input.hasFocus():
            self.field.input.setCursorPosition(0)  # an address is known by its beginning
        self._dress()

    def _chosen(self, _kind: str) -> None:
        self._dress()
        self._edited()

    def _edited(self, _text: str = "") -> None:
        if self.field.has_error():
            self.field.clear_error()
        self.changed.emit()

    def _dress(self) -> None:
        kind = self.kind()
        self.field.input.setPlaceholderText(_PLACEHOLDERS[kind])
        self.field.input.set_icon(_ICONS[kind])
