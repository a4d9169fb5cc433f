"""The codes that carry another address at the new place, as a table and as a file; and what to do about them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from qrdesk.client.moving import ChangedCode
from qrdesk.gui import file_dialogs, words
from qrdesk.gui.folders import documents
from qrdesk.gui.tables.plain_table import Line, PlainTableModel
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.boxes import Card
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.cells import Plain, TwoLines
from qrdesk.gui.widgets.rows import Column, RowTable

_ROW, _ROWS, _HEAD = 52, 5, 36


class ChangesCard(Card):
    """Says which codes change; those on paper first."""

    save_wanted = Signal(object)  # Path

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
        for part in (self._title, self._advice, self.table):
            self.body.addWidget(part)
        self.body.addLayout(boxes.columns(self.save, None))

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

    def _advised(self, printed: int) -> str:
        if not printed:
            return self.tr("None of them was printed. From now on they carry the new address by themselves.")
        said = words.counted(
            printed,
            self.tr("{count} of them was printed, and paper goes on saying the old address."),
            self.tr("{count} of them were printed, and paper goes on saying the old address."),
        )
        keep = self.tr(
            "Print these again. Until then keep the old place running, here with “qrdesk serve”: it goes on leading "
            "where it leads now, and does not hear of what you change there."
        )
        return f"{said} {keep}"

    def _line(self, one: ChangedCode) -> Line:
        name = one.name or one.link
        printed = self.tr("Printed {day}").format(day=words.day(one.printed_at)) if one.printed_at else ""
        under = " · ".join(part for part in (one.link if one.name else "", printed) if part)
        cells = [TwoLines(name, under), Plain(one.before, middle=True), Plain(one.after, middle=True), Plain("")]
        said = self.tr("{name}, {detail}: {before} becomes {after}")
        return Line(one.code_id, cells, said.format(name=name, detail=under, before=one.before, after=one.after))

    def _save(self) -> None:
        path = self.choose_file()
        if path is not None:
            self.save_wanted.emit(path)

    def _ask_file(self) -> Path | None:
        start = str(documents() / "codes-to-print-again.csv")
        chosen, _ = file_dialogs.save_name(self, self.tr("Save the list"), start, self.tr("CSV (*.csv)"))
        return Path(chosen) if chosen else None
