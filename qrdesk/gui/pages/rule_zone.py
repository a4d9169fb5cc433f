"""By whose clock a rule goes: said in plain words where days and hours are asked for, and changed there."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from qrdesk.gui import words, zones
from qrdesk.gui.widgets import boxes, labels, popups
from qrdesk.gui.widgets.buttons import LinkButton
from qrdesk.gui.widgets.fields import TextField

_ABOVE = 6  # px, besides the gap below the words
_OFTEN_MS = 20_000  # the time beside the zone is right to the minute


class RuleZone(boxes.Flowing):
    """``typed`` brings a zone's name, empty for that of the workspace; it holds for all rules of the link."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = ""  # of the workspace
        self.said = labels.Paragraph(role="caption")
        self.change = LinkButton(self.tr("Change the time zone"))
        self.here = LinkButton("")
        self.field = TextField(self.tr("Time zone"))
        self.field.setContentsMargins(0, _ABOVE, 0, 0)
        self.field.input.setAccessibleName(self.tr("Time zone of the rules"))
        complete(self.field.input)
        buttons = boxes.columns(self.change, self.here, None, gap=12)
        self.setLayout(boxes.rows(self.said, buttons, self.field, gap=2))
        self.field.hide()
        self._minute = QTimer(self)
        self._minute.setInterval(_OFTEN_MS)
        self._minute.timeout.connect(self._say)
        self.change.clicked.connect(self._open)
        self.here.clicked.connect(lambda: self.field.set_text(zones.here()))
        self.field.changed.connect(self._changed)

    def show_zone(self, own: str, usual: str) -> None:
        """Show the zone of the link's rules, and that of the workspace, which holds where they have none."""
        self._usual = usual
        self.field.input.setPlaceholderText(as_workspace(usual))
        blocked = self.field.blockSignals(True)
        self.field.set_text(own)
        self.field.blockSignals(blocked)
        self._say()

    def _say(self) -> None:
        name = self.field.text() or self._usual
        near = zones.here()
        self.here.setText(self.tr("Use {zone}").format(zone=zones.place(near)))
        self.here.setVisible(zones.is_utc(name) and not zones.is_utc(near))
        if not name:
            said = self.tr("Times are those of the workspace.")
        elif zones.known(name):
            said = self.tr("Times are those of {zone}. There it is {time} now.")
            if zones.is_utc(name):
                said = self.tr("Times are UTC: it is {time} by that clock, which may not be yours.")
            said = said.format(
                zone=zones.place(name), time=words.time_text(datetime.now(UTC).astimezone(ZoneInfo(name)))
            )
        else:
            said = self.tr("Choose a time zone from the list, such as Europe/Berlin.")
        self.said.set_text(said)

    def _open(self) -> None:
        self.change.hide()
        self.field.show()
        self.field.input.setFocus()
        self.field.input.selectAll()

    def _changed(self, text: str) -> None:
        self._say()
        self.typed.emit(text.strip())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say()
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minute.stop()


def as_workspace(usual: str) -> str:
    """Return what stands where a link has no zone of its own; ``usual`` is the workspace's, empty while unknown."""
    if not zones.known(usual):
        return QCoreApplication.translate("RuleZone", "As the workspace")
    said = QCoreApplication.translate("RuleZone", "As the workspace: {zone}")
    return said.format(zone=zones.place_and_time(usual))


def complete(edit: QLineEdit) -> None:
    """Offer the zones while somebody types into ``edit``; a city alone is enough."""
    made = QCompleter(zones.names(), edit)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchContains)  # a city is all that most people know of it
    edit.setCompleter(made)
    edit.textEdited.connect(lambda: popups.dress(made, edit))  # its list is made by then, which most fields never need
    edit.editingFinished.connect(lambda: edit.setText(zones.meant(edit.text())))
