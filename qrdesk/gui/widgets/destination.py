"""Where something leads: the address, and what sort of thing it is."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.rules import DestinationType
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.web_address import AddressField, completed, fault, lacks_site

_KIND = 104  # px
_AROUND = 60  # px of the line that no letter stands in: its icon, its edges and the sign of an error
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
    """A line for the address with its error below, and a choice of its sort; beside it the end of a long address."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tr = QCoreApplication.translate
        self.field = AddressField(icon="link")
        self.field.input.setAccessibleName(name)
        self.setFocusProxy(self.field.input)
        self.end = labels.Elided("", "caption", before=True)
        self.sort = Choice(
            [
                (DestinationType.URL, tr("Destination", "Page")),
                (DestinationType.EMAIL, tr("Destination", "E-mail")),
                (DestinationType.PHONE, tr("Destination", "Phone")),
                (DestinationType.APP, tr("Destination", "App")),
            ],
            "small",
        )
        self.sort.setFixedWidth(_KIND)
        self.sort.setAccessibleName(tr("Destination", "Sort of destination"))
        below = boxes.columns(self.sort, gap=8)
        below.addWidget(self.end, 1)
        self.setLayout(boxes.rows(self.field, below, gap=6))
        self.sort.chosen.connect(self._chosen)
        self.field.changed.connect(self._edited)
        self.field.input.editingFinished.connect(self._left)
        self._dress()

    def kind(self) -> DestinationType:
        """Return what sort of thing it is."""
        return DestinationType(self.sort.key())

    def text(self) -> str:
        """Return the address, that of a page completed."""
        typed = self.field.text()
        return completed(typed) if self.kind() is DestinationType.URL else typed

    def put(self, text: str, kind: DestinationType = DestinationType.URL) -> None:
        """Show an address, without an error."""
        self.sort.choose(kind)
        self.field.set_text(text)
        self._dress()

    def _left(self) -> None:
        """Complete an address that was typed."""
        self.field.set_text(self.text())
        if self.kind() is DestinationType.URL and lacks_site(self.text()):
            self.field.show_error(fault(self.text()))

    def _chosen(self, _kind: str) -> None:
        self._dress()
        self._edited()

    def _edited(self, _text: str = "") -> None:
        if self.field.has_error():
            self.field.clear_error()
        self.field.input.setToolTip(labels.tip(self.field.text()))  # whole, where it is longer than its box
        self._say_end()
        self.changed.emit()

    def _dress(self) -> None:
        kind = self.kind()
        self.field.input.setPlaceholderText(_PLACEHOLDERS[kind])
        self.field.input.set_icon(_ICONS[kind])
        self._say_end()

    def _say_end(self) -> None:
        """Show how an address ends that is longer than its box: pages of one site differ there."""
        line = self.field.input
        wide = line.fontMetrics().horizontalAdvance(line.text()) > line.width() - _AROUND
        self.end.setText(line.text() if wide else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_end()
