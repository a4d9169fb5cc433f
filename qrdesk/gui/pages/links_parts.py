"""The rows around the table of links: filter or, in the same place, what to do with many; the foot below."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.gui import words
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton, LinkButton
from qrdesk.gui.widgets.fields import SearchField, TextField

_FILTER_ROW, _FOOT = 48, 33
_FILTER = 300


class FilterRow(QFrame):
    """48 px: the filter, and at the right what can be done with the whole list."""

    changed = Signal(str)
    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(_FILTER_ROW)
        self.filter = SearchField(self.tr("Filter links"))
        self.filter.setMinimumWidth(160)
        self.filter.setMaximumWidth(_FILTER)
        self.filter.changed.connect(self.changed)
        export = IconButton("download", self.tr("Export this list as CSV"), 32)
        export.clicked.connect(self.export_wanted)
        row = boxes.columns(gap=8, margins=(24, 0, 12, 0))
        row.addWidget(self.filter, 100)
        row.addStretch(1)
        row.addWidget(export)
        self.setLayout(row)

    def show_total(self, total: int) -> None:
        """Say how many there are to filter."""
        one, many = self.tr("Filter {count} link"), self.tr("Filter {count} links")
        self.filter.setPlaceholderText(words.counted(total, one, many))


class BulkBar(QFrame):
    """Takes the filter row's place while rows are ticked, so that nothing jumps."""

    archive_wanted = Signal()
    restore_wanted = Signal()
    export_wanted = Signal()
    everything_wanted = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "selected")
        self.setFixedHeight(_FILTER_ROW)
        self._count = labels.text("", "label", tabular=True)
        self._all = LinkButton("")
        self._all.clicked.connect(self.everything_wanted)
        self._archive = self._button(self.tr("Archive"), "archive", self.archive_wanted)
        self._restore = self._button(self.tr("Restore"), "archive-restore", self.restore_wanted)
        export = self._button(self.tr("Export CSV"), "download", self.export_wanted)
        hint = labels.text(self.tr("Esc clears"), "caption")
        clear = IconButton("x", self.tr("Clear the selection"), 26)
        clear.setProperty("on", "tint")
        clear.clicked.connect(self.cleared)
        row = boxes.columns(
            self._count, self._all, 8, self._archive, self._restore, export, None, hint, clear,
            gap=8, margins=(24, 0, 16, 0),
        )  # fmt: skip
        self.setLayout(row)

    def show_count(self, count: int, *, archived: bool, more: int = 0) -> None:
        """Say how many are ticked; ``more`` is how many there are where all that is loaded is ticked."""
        self._count.setText(self.tr("{count} selected").format(count=words.number(count)))
        self._all.setVisible(more > count)
        self._all.setText(self.tr("Select all {count}").format(count=words.number(more)))
        self._archive.setVisible(not archived)
        self._restore.setVisible(archived)

    def _button(self, text: str, icon: str, wanted: object) -> Button:
        made = Button(text, "quiet", icon)
        made.setProperty("on", "tint")
        made.clicked.connect(wanted)
        return made


class Foot(QFrame):
    """33 px below the table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "sunken")
        self.setProperty("edge", "top")
        self.setFixedHeight(_FOOT)
        self._left = labels.text("", "caption", tabular=True)
        self._right = labels.Elided("", "caption")
        self.setLayout(boxes.columns(self._left, None, self._right, gap=16, margins=(24, 0, 16, 0)))

    def show_count(self, shown: int, filtered: bool) -> None:
        """Say how many links the list has."""
        one, many = self.tr("{count} link"), self.tr("{count} links")
        if filtered:
            one, many = self.tr("{count} link found"), self.tr("{count} links found")
        self._left.setText(words.counted(shown, one, many))

    def show_hits(self, hits: int) -> None:
        """Say how many hits the last 30 days brought."""
        one, many = self.tr("{count} hit in 30 days"), self.tr("{count} hits in 30 days")
        said = words.counted(hits, one, many)
        self._right.setText(self.tr("{hits}, bots not counted").format(hits=said))


class FirstLink(QWidget):
    """The field of the empty page: paste, and the first code is there."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = TextField("", placeholder="https://", icon="link")
        self.field.input.setAccessibleName(self.tr("The page people should see"))
        self._button = Button(self.tr("Make the first code"), "primary")
        self._button.clicked.connect(self._go)
        self.field.input.returnPressed.connect(self._go)
        row = boxes.columns(gap=8)
        row.addWidget(self.field, 1)
        row.addWidget(self._button)
        self.setLayout(row)

    def _go(self) -> None:
        self.wanted.emit(self.field.text())
