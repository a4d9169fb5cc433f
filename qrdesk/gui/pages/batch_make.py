"""The button that makes everything: how many codes, or why it makes none now."""

from qrdesk.gui import words
from qrdesk.gui.widgets.buttons import Button


class MakeButton(Button):
    """The foremost on the page, unless the run bar offers the way on."""

    def __init__(self) -> None:
        super().__init__("", "primary")

    def show_codes(self, codes: int, *, busy: bool, why_not: str, foremost: bool) -> None:
        """Say how many it makes; ``why_not`` it cannot be pressed, empty: it can, if there are some."""
        said = words.counted(codes, self.tr("Make {count} code…"), self.tr("Make {count} codes…"))
        if not codes:
            said = self.tr("Make codes…")
        self.setText(self.tr("Running…") if busy else said)
        self.setEnabled(not busy and codes > 0 and not why_not)
        self.setToolTip("" if busy else why_not)
        self.set_kind("primary" if foremost else "secondary")  # one way on is the foremost
        self.updateGeometry()
