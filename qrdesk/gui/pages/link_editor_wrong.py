"""What keeps a link from being saved: the editor goes from one wrong field to the next, and folded sections say it."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from qrdesk.gui.pages.link_editor_part import Part
from qrdesk.gui.pages.link_editor_parts import SaveBar
from qrdesk.gui.theme import motion
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.section import Section

_SETTLED_MS = 50  # after a section has unfolded


class WrongFields(QObject):
    """Knows the fields that need the person, in the order in which they stand."""

    def __init__(self, parent: QObject, parts: Mapping[str, Part], sections: Mapping[str, Section]) -> None:
        super().__init__(parent)
        self._parts, self._sections = parts, sections
        self._shown: QWidget | None = None  # the one the person was led to last
        for name in parts:
            sections[name].toggled.connect(self.mark)

    def say_in(self, bar: SaveBar) -> None:
        """Say how many there are, and go to the first."""
        bar.show_wrong(max(1, sum(part.wrong() for part in self._parts.values())))
        self.show_first()

    def mark(self) -> None:
        """Say on the head of each section whether something in it needs the person."""
        for name, part in self._parts.items():
            self._sections[name].set_marked(bool(part.wrong()))

    def show_first(self) -> None:
        """Open all sections with a wrong field, and go to the first of these."""
        for name, part in self._parts.items():
            if part.wrong():
                self._sections[name].set_open(True)
        self._shown = None
        self.show_next()

    def show_next(self) -> None:
        """Go to the field after the one gone to last; after the last of all comes the first."""
        found = [(name, field) for name, part in self._parts.items() for field in part.wrong_fields()]
        if not found:
            return
        fields = [field for _, field in found]
        name, field = found[(fields.index(self._shown) + 1) % len(found) if self._shown in fields else 0]
        self._shown = field
        self._sections[name].set_open(True)
        QTimer.singleShot(motion.slide_ms() + _SETTLED_MS, field, partial(_go_to, field))


def _go_to(field: QWidget) -> None:
    boxes.scroll_to(field)
    inside = (field, *field.findChildren(QWidget))
    takes = (one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisibleTo(field))
    if (editor := next(takes, None)) is not None:
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
