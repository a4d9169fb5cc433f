"""The button in the status line that takes back the newest thing, and says which that is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qrdesk.gui.shell.shortcuts import native
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets.buttons import LinkButton


class UndoButton(LinkButton):
    """In sight while something can be taken back, and nothing else needs its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setText(self.tr("Undo ({keys})").format(keys=native("Ctrl+Z")))
        self.setProperty("extent", "line")
        self.setFixedHeight(tokens.measures().frame.status_line)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where the work is
        self._what, self._has_room = "", True
        self.hide()

    def offer(self, what: str) -> None:
        """Offer to take ``what`` back; nothing: there is nothing to take back."""
        self._what = what
        said = self.tr("Undo: {what}").format(what=what)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self._fit()

    def make_room(self, *, busy: bool) -> None:
        """Leave the line to long work."""
        self._has_room = not busy
        self._fit()

    def _fit(self) -> None:
        self.setVisible(self._has_room and bool(self._what))
