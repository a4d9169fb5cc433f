"""What the sections of the link editor have in common: some fields, their errors, their value in a few words."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.widgets.fields import Field


class Part(QWidget):
    """A section's fields. ``changed`` tells of every edit by the person."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.places: dict[str, Field] = {}  # by the name of what is sent, as errors name it

    def fill(self, values: Values, link: LinkView | None) -> None:
        """Show ``values``, without errors; ``link`` is None for a new one."""
        raise NotImplementedError

    def read(self) -> dict[str, Any]:
        """Return what stands in the fields, by the names of ``Values``."""
        raise NotImplementedError

    def check(self) -> bool:
        """Say what is wrong as far as that shows without asking; whether nothing is."""
        self.clear_errors()  # what was refused before may be right by now
        return True

    def summary(self) -> str:
        """Return the value in a few words, for the closed section."""
        return ""

    def show_error(self, name: str, message: str) -> bool:
        """Say what is wrong with the field sent as ``name``, or with a part of it; whether it is one of these."""
        while name and name not in self.places:
            name = name.rpartition(".")[0]
        if name:
            self.places[name].show_error(message)
        return bool(name)

    def wrong(self) -> int:
        """Return how many fields show an error."""
        return len(self.wrong_fields())

    def wrong_fields(self) -> list[QWidget]:
        """Return what shows an error, in the order in which it stands."""
        return [field for field in dict.fromkeys(self.places.values()) if field.has_error()]

    def clear_errors(self) -> None:
        """Nothing is known against any field."""
        for field in self.places.values():
            field.clear_error()

    def _edited(self, *_said: object) -> None:
        sender = self.sender()
        if isinstance(sender, Field) and sender.has_error():
            sender.clear_error()
        self.changed.emit()
