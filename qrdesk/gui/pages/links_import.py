"""Importing a list of links, in a panel: from which program, what would become of each row, then the import."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from qrdesk.client import formats
from qrdesk.client.formats.lists import AUTO
from qrdesk.gui import words
from qrdesk.gui.importing import Asked, Importer, Rehearsal
from qrdesk.gui.pages.access_drafts import NEW, Drafts
from qrdesk.gui.pages.links_loading import Choices
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field
from qrdesk.gui.widgets.note import Note
from qrdesk.gui.widgets.side import SidePanel

Typed = tuple[str, str, str]  # the file, the program that wrote it, the folder
_SHOWN = 100  # problems in sight; the file of what is left has all of them


class ImportPanel(SidePanel):
    """A file is first looked through: nothing is made before the person says so."""

    def __init__(self, importer: Importer) -> None:
        super().__init__(QCoreApplication.translate("ImportPanel", "Import links"))
        self._importer = importer
        self._asked: Asked | None = None
        self._folder = ""  # chosen before the folders there are were known
        self.choose_path: Callable[[], Path | None] = importer.ask_path  # tests pass the system's dialog by
        self.source = Choice(
            [(AUTO, self.tr("Tell from the file")), *((one.name, words.told(one.title)) for one in formats.FORMATS)]
        )
        self.folder = Choice([("", self.tr("No folder"))], icon="folder")
        self.file = labels.Elided(self.tr("CSV or JSON, as the other program exports it"), "supporting", middle=True)
        self.pick = Button(self.tr("Choose a file…"), icon="folder-open")
        self.outcome = Note("info")
        self.problems = boxes.rows(gap=6)
        self.go = Button("", "primary", "upload")
        self.trouble = Note("danger")
        self.drafts = Drafts(self._typed, self._put)
        for note in (self.outcome, self.trouble):
            note.hide()
        self._build()
        self.pick.clicked.connect(self._pick)
        self.source.chosen.connect(self._again)
        self.folder.chosen.connect(self._again)
        self.go.clicked.connect(self._go)
        importer.rehearsed.connect(self._show)
        importer.failed.connect(self._failed)
        importer.finished.connect(self._finished)

    def show_choices(self, choices: Choices) -> None:
        """Offer the folders there are."""
        self.folder.set_options([("", self.tr("No folder")), *((one.name, one.name) for one in choices.folders)])
        if self._folder:
            self.folder.choose(self._folder)
            self._folder = ""

    def go_to(self, place: str) -> None:
        """The links of a place are open: a list that was chosen elsewhere is not for them."""
        self.drafts.leave()
        self.drafts.go_to(place)
        self.begin()

    def open(self) -> None:
        """Ask for a list; one that was chosen before the app ended is looked through again."""
        self.begin()
        self.drafts.begin(NEW)

    def _typed(self) -> Typed:
        path = str(self._asked.path) if self._asked is not None else ""
        return path, self.source.key(), self._folder or self.folder.key()

    def _put(self, typed: Typed) -> None:
        path, source, self._folder = typed
        self.source.choose(source)
        self.folder.choose(self._folder)
        if path:
            found = partial(self._look_again, Path(path))
            QTimer.singleShot(0, self, partial(self._importer.look_for, Path(path), found))

    def _look_again(self, path: Path) -> None:
        if self._asked is None:  # unless another list was brought meanwhile
            self.look_through(path)

    def begin(self) -> None:
        """Show nothing of a file looked through before."""
        self._asked = None
        self.file.setText(self.tr("CSV or JSON, as the other program exports it"))
        self._clear()

    def look_through(self, path: Path) -> None:
        """Tell what would become of the rows of a file."""
        if self._importer.is_busy():
            return
        self._clear()
        self._asked = Asked(path, self.source.key(), self.folder.key())
        self.file.setText(path.name)
        self.pick.setEnabled(False)
        self._importer.rehearse(self._asked)

    def _build(self) -> None:
        where = Field(self.tr("Links without a folder go into"), self.folder)
        row = boxes.columns(self.pick, gap=12)
        row.addWidget(self.file, 1)
        said = labels.Paragraph(self.tr("It is looked through first: nothing is made before you have seen it."))
        for part in (Field(self.tr("Exported by"), self.source), where):
            self.body.addWidget(part)
        self.body.addLayout(row)
        for part in (said, self.trouble, self.outcome):
            self.body.addWidget(part)
        self.body.addLayout(self.problems)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(self.go)

    def _pick(self) -> None:
        path = self.choose_path()
        if path is not None:
            self.look_through(path)

    def _again(self, _key: str) -> None:
        if self._asked is not None:
            self.look_through(self._asked.path)

    def _go(self) -> None:
        if self._asked is not None:
            self.go.setEnabled(False)
            self._importer.start(self._asked.path, self._asked.source, self._asked.folder)

    def _show(self, rehearsal: Rehearsal) -> None:
        self.pick.setEnabled(True)
        tally, total = rehearsal.tally, len(rehearsal.tally.source.rows)
        rows = words.counted(total, self.tr("{count} row"), self.tr("{count} rows"))
        made = self.tr("{count} of {rows} can be imported").format(count=words.number(tally.made), rows=rows)
        said = [self.tr("Read as: {program}.").format(program=words.told(rehearsal.title))]
        if tally.there:
            said.append(
                words.counted(tally.there, self.tr("{count} is here already."), self.tr("{count} are here already."))
            )
        if tally.refused:
            left = self.tr("{count} row cannot be imported."), self.tr("{count} rows cannot be imported.")
            said.append(words.counted(len(tally.refused), *left))
        if tally.foreign_hosts:
            hosts = self.tr("{hosts} is no domain here: those links get the default domain.")
            said.append(hosts.format(hosts=", ".join(sorted(tally.foreign_hosts)[:3])))
        if tally.undated:
            bring = self.tr("{count} row brings hits without days."), self.tr("{count} rows bring hits without days.")
            said.append(words.counted(len(tally.undated), *bring))
            said.append(self.tr("They count on the day the link was made, today where the list names none."))
        if not tally.made:
            made = self.tr("Nothing to import")
        tone = "warn" if tally.refused else "success" if tally.made else "info"
        self.outcome.show_words(tone, made, " ".join(said))
        self.outcome.show()
        lines = [(one.row, words.told(one.reason), "triangle-alert") for one in tally.refused]
        self._list(lines, [(one.row, words.told(one.notice)) for one in tally.notices])
        self.go.setText(words.counted(tally.made, self.tr("Import {count} link"), self.tr("Import {count} links")))
        self.go.setEnabled(True)
        self.show_foot(shown=bool(tally.made))

    def _list(self, problems: Sequence[tuple[int, str, str]], notices: Sequence[tuple[int, str]]) -> None:
        if problems:
            self.problems.addWidget(labels.text(self.tr("Cannot be imported"), "label"))
        for row, reason, _ in problems[:_SHOWN]:
            self.problems.addWidget(labels.Paragraph(self.tr("Row {row}: {reason}").format(row=row, reason=reason)))
        if len(problems) > _SHOWN:
            more = self.tr("and {count} more").format(count=words.number(len(problems) - _SHOWN))
            self.problems.addWidget(labels.text(more, "caption"))
        if notices:
            self.problems.addWidget(labels.text(self.tr("To know"), "label"))
        for row, notice in notices[:_SHOWN]:
            self.problems.addWidget(labels.Paragraph(self.tr("Row {row}: {reason}").format(row=row, reason=notice)))

    def _failed(self, title: str, said: str) -> None:
        self.pick.setEnabled(True)
        self.go.setEnabled(True)
        if self.isVisible():
            self.trouble.show_words("danger", title, said)
            self.trouble.show()

    def _finished(self, _outcome: object) -> None:
        self.begin()
        self.closed.emit()

    def _clear(self) -> None:
        for note in (self.outcome, self.trouble):
            note.hide()
        self.show_foot(shown=False)
        while (item := self.problems.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self.pick.setEnabled(not self._importer.is_busy())
