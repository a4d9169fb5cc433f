"""The third way to begin: a folder for a server of one's own. The address of its codes is typed here."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.client.server_place import check_host, record_of
from qrdesk.core.errors import Invalid
from qrdesk.gui import file_dialogs, words
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import TextField
from qrdesk.gui.widgets.glyph import Glyph

_EXAMPLE = "go.example.com"


class DnsLines(QWidget):
    """What to do where the domain was bought, in four lines."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = [labels.Paragraph(role="body") for _ in range(4)]
        inside = boxes.rows(labels.text(self.tr("Where you bought the domain:"), "caption"), gap=4)
        for number, line in enumerate(self._lines, start=1):
            row = boxes.columns(gap=8)
            row.addLayout(boxes.rows(labels.Paragraph(str(number), "body", "tertiary"), None, gap=0))
            row.addWidget(line, 1)
            inside.addLayout(row)
        inside.setContentsMargins(12, 8, 12, 8)
        well = boxes.box(inside)
        style.restyle(well, card="sunken")
        self.setLayout(boxes.rows(well, gap=0))
        self.show_record("go")

    def show_record(self, record: str) -> None:
        """Name the record as it is entered there."""
        first = self.tr("Add a record for {name}")
        said = (
            first.format(name=f"<b>{record}</b>"),
            self.tr("Type {kind}, value: the server's address").format(kind="<b>A</b>"),
            self.tr("With IPv6, one of type {kind} as well").format(kind="<b>AAAA</b>"),
            self.tr("Save it: that takes minutes, or hours"),
        )
        for line, markup in zip(self._lines, said, strict=True):
            line.set_markup(markup)


class SetupForm(QWidget):
    """The address of the codes, and the button that asks where the folder goes. What is technical is folded away."""

    wanted = Signal(str, object)  # host, Path

    def __init__(self) -> None:
        super().__init__()
        self.host = TextField(
            self.tr("Address of your codes"),
            self.tr("Something short, a dot, then the name of your website."),
            _EXAMPLE,
            "globe",
        )
        self.host.input.setMaxLength(253)
        self.dns = DnsLines()
        self.details = Button(self.tr("For whoever looks after the server"), "quiet", "chevron-right", "small")
        self.details.setCheckable(True)
        self.button = Button(self.tr("Choose a folder…"), icon="folder", size="large")
        self.choose_folder = self._ask_folder  # tests answer themselves
        whole = boxes.rows(gap=8)
        for icon, said in (
            ("folder", self.tr("Writes a folder that says each step")),
            ("server", self.tr("You copy it to a rented server and start it")),
        ):
            row = boxes.columns(Glyph(icon, "secondary", 16, 20), gap=10)
            row.addWidget(labels.text(said, wrap=True), 1)
            whole.addLayout(row)
        self._inside = boxes.box(
            boxes.rows(labels.Paragraph(self.tr("In it: containers, Caddy, a unit, a first key")), self.dns, gap=8)
        )
        whole.addSpacing(4)
        whole.addWidget(self.host)
        whole.addWidget(self.details, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self._inside)
        whole.addStretch(1)
        whole.addWidget(self.button)
        self.setLayout(whole)
        self._fold(open_now=False)
        self.details.toggled.connect(self._fold)
        self.host.changed.connect(self._typed)
        self.host.input.returnPressed.connect(self._go)
        self.button.clicked.connect(self._go)

    def _fold(self, open_now: bool) -> None:
        self.details.set_icon("chevron-down" if open_now else "chevron-right")
        self._inside.setVisible(open_now)

    def _typed(self) -> None:
        self.host.clear_error()
        try:
            self.dns.show_record(record_of(check_host(self.host.text())))
        except Invalid:
            self.dns.show_record("go")

    def _go(self) -> None:
        try:
            host = check_host(self.host.text())
        except Invalid as fault:
            self.host.show_error(words.failure(fault))
            self.host.input.setFocus()
            return
        folder = self.choose_folder()
        if folder is not None:
            self.wanted.emit(host, folder)

    def _ask_folder(self) -> Path | None:
        title = self.tr("Where the server's folder goes")
        chosen = file_dialogs.folder_name(self, title, str(Path.home()))
        return Path(chosen) if chosen else None
