"""The codes that carry another address at the new place, as a table and as a file; and what to do about them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from qrdesk.client.moving import ChangedCode
from qrdesk.gui import file_dialogs, words
from qrdesk.gui.folders import documents
from qrdesk.gui.tables.plain_table import Line, PlainTableModel
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.boxes import Card
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.cells import Plain, TwoLines
from qrdesk.gui.widgets.fields import read_only
from qrdesk.gui.widgets.rows import Column, RowTable

_ROW, _ROWS, _HEAD = 52, 5, 36


class ChangesCard(Card):
    """Says which codes change; those on paper first."""

    save_wanted = Signal(object)  # Path
    copy_wanted = Signal(str, str)  # text, what is said about it

    def __init__(self) -> None:
        super().__init__()
        self.changes: Sequence[ChangedCode] = ()
        self.choose_file: Callable[[], Path | None] = self._ask_file  # tests answer themselves
        self._title = labels.text("", "section_title", wrap=True)
        self._advice = labels.Paragraph()
        self.model = PlainTableModel((self.tr("Code"), self.tr("Address now"), self.tr("Address there"), ""))
        self.table = RowTable(_ROW)
        self.table.setModel(self.model)
        self.table.set_columns([Column(0), Column(0), Column(0), Column(16)])
        self.table.setAccessibleName(self.tr("Codes whose address changes"))
        self.save = Button(self.tr("Save the list as CSV…"), icon="download", size="small")
        self.save.clicked.connect(self._save)
        self.fold = Button(self.tr("Details"), "quiet", size="small", trailing="chevron-down")
        self.fold.setCheckable(True)
        self.details = self._details()
        self.fold.toggled.connect(self.details.setVisible)
        for part in (self._title, self._advice, self.table):
            self.body.addWidget(part)
        self.body.addLayout(boxes.columns(self.save, self.fold, None))
        self.body.addWidget(self.details)

    def show_changes(self, changes: Sequence[ChangedCode]) -> None:
        """Show these codes."""
        self.changes = changes
        printed = sum(one.printed_at is not None for one in changes)
        one, many = (
            self.tr("{count} code carries another address there"),
            self.tr("{count} codes carry another address there"),
        )
        self._title.setText(
            words.counted(len(changes), one, many) if changes else self.tr("Every code keeps its address")
        )
        self._advice.set_text(self._advised(printed) if changes else self.tr("What is on paper goes on working."))
        self.model.show([self._line(change) for change in changes])
        rows = min(_ROWS, len(changes))
        self.table.setFixedHeight(_HEAD + rows * _ROW)
        for part in (self.table, self.save):
            part.setVisible(bool(changes))
        self.fold.setChecked(False)
        self.fold.setVisible(printed > 0)
        self.command.setText(command_of(changes[0].before) if changes else "")

    def _advised(self, printed: int) -> str:
        if not printed:
            return self.tr("None of them was printed. From now on they carry the new address by themselves.")
        said = words.counted(
            printed,
            self.tr("{count} of them was printed, and paper goes on saying the old address."),
            self.tr("{count} of them were printed, and paper goes on saying the old address."),
        )
        # an app that uses the new server serves nothing here: only to leave it open would not be enough
        keep = self.tr(
            "Print these again. Until then they work only while QRDesk runs on this computer and its links are open "
            "in it, as now. They go on leading where they lead now, whatever you change there."
        )
        return f"{said} {keep}"

    def _line(self, one: ChangedCode) -> Line:
        name = one.name or one.link
        printed = self.tr("Printed {day}").format(day=words.day(one.printed_at)) if one.printed_at else ""
        under = " · ".join(part for part in (one.link if one.name else "", printed) if part)
        cells = [TwoLines(name, under), _address(one.before), _address(one.after), Plain("")]
        said = self.tr("{name}, {detail}: {before} becomes {after}")
        return Line(one.code_id, cells, said.format(name=name, detail=under, before=one.before, after=one.after))

    def _details(self) -> QFrame:
        said = self.tr("To use the new server in the app meanwhile, let this line run in a terminal of this computer:")
        self.command = read_only("", said)
        copy = Button(self.tr("Copy"), icon="copy", size="small")
        copy.setAccessibleName(self.tr("Copy the line"))
        copy.clicked.connect(lambda: self.copy_wanted.emit(self.command.text(), self.tr("Copied")))
        well = boxes.box(boxes.columns(self.command, None, copy, gap=8, margins=(12, 6, 6, 6)))
        style.restyle(well, surface="sunken")
        made = boxes.box(boxes.rows(labels.Paragraph(said), well, gap=4))
        made.hide()
        return made

    def _save(self) -> None:
        path = self.choose_file()
        if path is not None:
            self.save_wanted.emit(path)

    def _ask_file(self) -> Path | None:
        start = str(documents() / "codes-to-print-again.csv")
        chosen, _ = file_dialogs.save_name(self, self.tr("Save the list"), start, self.tr("CSV (*.csv)"))
        return Path(chosen) if chosen else None


def _address(url: str) -> TwoLines:
    """Return an address with all of its host in sight: that is what changes."""
    parts = urlsplit(url)
    return TwoLines(parts.netloc, url.partition(parts.netloc)[2], strong=False, middle=True)


def command_of(url: str) -> str:
    """Return what serves codes with ``url`` without the app."""
    parts = urlsplit(url)
    near = words.near_host(url)
    host = " --host 0.0.0.0" if near and not words.only_here(near) else ""
    return f"qrdesk serve{host}" + (f" --port {parts.port}" if near and parts.port else "")
