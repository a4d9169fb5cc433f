"""Shown alone once a server's folder is written: its first key, this one time, and the way to a running server."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.client.server_keys import Kept
from qrdesk.gui import words
from qrdesk.gui.pages.access_once import ShownOnce
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.setting_up import SetUp
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.boxes import Card
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import read_only

_WIDTH = 720
_ADDRESS = "203.0.113.10"  # an example that leads nowhere (RFC 5737)


class ServerSetup(QWidget):
    """What was written, and four steps, each with what to type."""

    copy_wanted = Signal(str, str)  # text, what is said about it
    folder_wanted = Signal(object)  # Path
    connect_wanted = Signal(str, str)  # address, key
    back_wanted = Signal()

    def __init__(self, found: SetUp) -> None:
        super().__init__()
        self._found = found
        made = found.made
        self.notice = Notice(0)
        self.once = ShownOnce(
            self.tr("The first key"), self.tr("The key is copied"), self._where_kept(),
            self.tr("Whoever has it may do everything on your server."),
        )  # fmt: skip
        self.once.copy_wanted.connect(self.copy_wanted)
        self.open = Button(self.tr("Open folder"), icon="folder-open", size="small")
        self.open.clicked.connect(lambda: self.folder_wanted.emit(made.folder))
        self.connect_button = Button(self.tr("Test and connect"), "primary")
        self.connect_button.clicked.connect(self._connect)
        self.back = Button(self.tr("Back"), "quiet", "arrow-left")
        self.back.clicked.connect(self.back_wanted)
        self._build()
        self.once.show_text(self.tr("Copy the key of {server} now").format(server=made.url), made.key)
        self.once.keep.hide()  # there is nothing to look at below it

    def show_refusal(self, error: Exception) -> None:
        """Say that the server does not let us in yet; everything stays in sight."""
        self.connect_button.setEnabled(True)
        said = self.tr("{reason} It may not be started yet, or the name may not lead there yet. The folder stays.")
        title, again = self.tr("Not connected yet"), (self.tr("Try again"), self._connect)
        self.notice.say("warn", title, said.format(reason=words.failure(error)), [again])
        boxes.scroll_to(self.notice)

    def focus_first(self) -> None:
        """Put the focus on Copy."""
        self.once.focus_copy()

    def _build(self) -> None:
        made = self._found.made
        title = labels.text(self.tr("The folder for your server is ready"), "page_title")
        where = boxes.columns(labels.Elided(str(made.folder), "supporting", middle=True), self.open, None, gap=12)
        column = boxes.rows(
            boxes.columns(self.back, None), title, where, self.notice, self.once, gap=12, margins=(24, 16, 24, 24)
        )
        if not made.has_package:
            said = self.tr("This app cannot pack QRDesk itself: put its package (qrdesk-….whl) into “packages” there.")
            column.addWidget(labels.Paragraph(said))
        column.addWidget(self._steps())
        column.addStretch(1)
        buttons = boxes.columns(None, self.connect_button, margins=(24, 12, 24, 12))  # in sight, however long the steps
        area = boxes.scrolled(boxes.in_the_middle(column, _WIDTH))
        self.setLayout(boxes.rows(area, boxes.line(), boxes.in_the_middle(buttons, _WIDTH), gap=0))

    def _steps(self) -> Card:
        made, record = self._found.made, self._found.record
        card = Card()
        card.body.setSpacing(12)
        points = self.tr("Where you bought the domain, point the name at the server:")
        line = self.tr("Name: {name}   Type: A   Value: the server's address, such as {address}")
        copy = self.tr("Copy this folder to the server, with a program for SFTP or with this line:")
        start = self.tr("On the server, in that folder, start it. Without containers, README.txt has the lines:")
        steps: tuple[tuple[str, str, str], ...] = (
            (points, line.format(name=record, address=_ADDRESS), record),
            (copy, *_twice(f'scp -r "{made.folder}" {self.tr("YOU@YOUR-SERVER")}:qrdesk-server')),
            (start, *_twice("sudo chown -R 10001:10001 data && docker compose up -d --build")),
        )
        for number, (said, shown, copied) in enumerate(steps, start=1):
            card.body.addLayout(self._step(number, said, shown, copied))
        last = self.tr("When {address} says “ok” in a browser, connect.").format(address=f"{made.url}/healthz")
        card.body.addLayout(self._step(len(steps) + 1, last, "", ""))
        return card

    def _step(self, number: int, said: str, shown: str, copied: str) -> boxes.QBoxLayout:
        right = boxes.rows(labels.Paragraph(said, "body"), gap=4)
        if shown:
            text = read_only(shown, said)
            text.setWordWrap(True)
            button = Button(self.tr("Copy"), icon="copy", size="small")
            button.setAccessibleName(self.tr("Copy step {number}").format(number=number))
            button.clicked.connect(partial(self._copy, copied))
            row = boxes.columns(gap=8, margins=(12, 6, 6, 6))
            row.addWidget(text, 1)
            row.addWidget(button)
            well = boxes.box(row)
            style.restyle(well, surface="sunken")
            right.addWidget(well)
        row = boxes.columns(gap=12)
        mark = labels.Paragraph(str(number), "label")
        row.addLayout(boxes.rows(mark, None, gap=0))
        row.addLayout(right, 1)
        return row

    def _copy(self, text: str, _checked: bool = False) -> None:
        self.copy_wanted.emit(text, self.tr("Copied"))

    def _connect(self) -> None:
        self.connect_button.setEnabled(False)
        self.notice.clear()
        self.connect_wanted.emit(self._found.made.url, self._found.made.key)

    def _where_kept(self) -> str:
        if self._found.kept is Kept.KEYRING:
            return self.tr("This is the one time you can see it. The app keeps it in the keyring of your system.")
        if self._found.kept is Kept.FILE:
            return self.tr("This is the one time you can see it. The app keeps it in a file of yours, encrypted.")
        return self.tr("This is the one time you can see it, and it cannot be kept on this computer.")


def _twice(line: str) -> tuple[str, str]:
    return line, line
