"""What the owner of a domain makes in its DNS, or puts on its server, so that QRDesk knows it is theirs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from qrdesk.core.schemas.domains import PROOF_PATH, DomainStatus, DomainView
from qrdesk.gui.theme import fonts, style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton


class Copied(QWidget):
    """A name, a text in the fixed-width font, and a button that copies it."""

    copy_wanted = Signal(str)

    def __init__(self, name: str, tip: str) -> None:
        super().__init__()
        label = labels.text(name, "caption")
        label.setFixedWidth(48)
        self._text = labels.Elided("", "body", middle=True)
        self._text.setFont(fonts.fixed())
        self._text.setAccessibleName(name)
        copy = IconButton("copy", tip, 26)
        copy.clicked.connect(lambda: self.copy_wanted.emit(self._text.text()))
        row = boxes.columns(label, gap=8)
        row.addWidget(self._text, 1)
        row.addWidget(copy)
        self.setLayout(row)

    def show_text(self, text: str) -> None:
        """Show ``text``."""
        self._text.setText(text)

    def text(self) -> str:
        """Return what is shown."""
        return self._text.text()


class Proof(QWidget):
    """The DNS record with its copy buttons, the file as the other way, and Verify now."""

    verify_wanted = Signal()
    copy_wanted = Signal(str, str)  # text, what is said about it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sort = labels.text("", "label")
        self.name = Copied(self.tr("Name"), self.tr("Copy the record's name"))
        self.value = Copied(self.tr("Value"), self.tr("Copy the record's value"))
        self.file = Copied(self.tr("File"), self.tr("Copy the file's address"))
        self.content = Copied(self.tr("Text"), self.tr("Copy the file's text"))
        self.verify = Button(self.tr("Verify now"), icon="refresh-cw", size="small")
        self.verify.clicked.connect(self.verify_wanted)
        self._or: QLabel = labels.text(self.tr("Or a file on its web server, with this text in it"), "label")
        said = labels.Paragraph(self.tr("DNS may take an hour to be seen everywhere. It is checked daily."), "caption")
        column = boxes.rows(
            self._sort, self.name, self.value, 4, self._or, self.file, self.content, 4, gap=4, margins=(12, 10, 10, 10)
        )
        foot = boxes.columns(gap=8)
        foot.addWidget(said, 1)
        foot.addWidget(self.verify, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(foot)
        well = boxes.box(column)
        style.restyle(well, card="sunken")
        self.setLayout(boxes.rows(well, gap=0))
        for part in (self.name, self.value, self.file, self.content):
            part.copy_wanted.connect(self._copy)

    def _copy(self, text: str) -> None:
        self.copy_wanted.emit(text, self.tr("Copied"))

    def show_domain(self, domain: DomainView) -> None:
        """Show what proves that ``domain`` is theirs; hidden where nothing needs to."""
        record = domain.dns_record
        self.setVisible(record is not None)
        if record is None:
            return
        waiting = domain.status is not DomainStatus.SERVING
        made = self.tr("Make this {type} record") if waiting else self.tr("Keep this {type} record")
        self._sort.setText(made.format(type=record.type))
        self.name.show_text(record.name)
        self.value.show_text(record.value)
        self.file.show_text(domain.proof_url)
        self.content.show_text(domain.proof_url.rpartition(PROOF_PATH)[2])
