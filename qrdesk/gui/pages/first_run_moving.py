"""Below the three ways to begin: for those who bring links along, in a backup or from another program."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button


class MovingIn(QWidget):
    """One quiet line with two ways; both begin on this computer."""

    restore_wanted = Signal()
    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.restore = Button(self.tr("Restore a backup"), "link")
        self.bring = Button(self.tr("import from Bitly, YOURLS, Kutt, Shlink or CSV"), "link")
        self.restore.setToolTip(self.tr("It becomes the links of this computer"))
        self.bring.setToolTip(self.tr("Begins on this computer, without the sample"))
        self.restore.clicked.connect(self.restore_wanted)
        self.bring.clicked.connect(self.import_wanted)
        moving, either = labels.text(self.tr("Moving in?"), "supporting"), labels.text(self.tr("or"), "supporting")
        row = boxes.columns(None, moving, 4, self.restore, either, self.bring, None, gap=6)
        self.setLayout(row)

    def set_busy(self, *, busy: bool) -> None:
        """Show that something is being tried."""
        for button in (self.restore, self.bring):
            button.setEnabled(not busy)
