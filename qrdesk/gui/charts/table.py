"""The same numbers as a table, newest first."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from qrdesk.gui.charts import theme
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.charts.theme import Line
from qrdesk.gui.theme import fonts

Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NOWHERE = QModelIndex()


class TimelineModel(QAbstractTableModel):
    """One row per step that anything is known of."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data = Timeline()

    def show_timeline(self, data: Timeline) -> None:
        """Show other numbers."""
        self.beginResetModel()
        self._data = data
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else max(0, len(self._data.scans) - self._data.known_from)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1 + len(self._data.lines()) + bool(self._data.visitors)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        step = len(self._data.scans) - 1 - index.row()
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return _RIGHT
        if role == Qt.ItemDataRole.FontRole and index.column():
            return fonts.font("body", tabular=True)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.column() == 0:
            return self._name(step)
        place, lines = index.column() - 1, self._data.lines()
        value = self._data.value(lines[place], step) if place < len(lines) else self._data.visitors[step]
        return "" if value is None else theme.number_text(value)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return self._step_name()
        lines = self._data.lines()
        return self.line_name(lines[section - 1]) if section <= len(lines) else self.tr("Visitors")

    def line_name(self, line: Line) -> str:
        """Return what a line is called, where it stands alone."""
        names = {
            "scans": self.tr("Scans"),
            "clicks": self.tr("Clicks"),
            "previous": self._previous_name(),
            "bots": self.tr("Bots"),
        }
        return names[line]

    def _previous_name(self) -> str:
        """Return what is compared, too: ``Scans, 30 days before``."""
        when = self._data.previous_name
        line = {"scans": self.tr("Scans"), "clicks": self.tr("Clicks")}[self._data.compared]
        return self.tr("{line}, {when}").format(line=line, when=when[:1].lower() + when[1:]) if when else ""

    def _step_name(self) -> str:
        names = {"hour": self.tr("Hour"), "day": self.tr("Day"), "week": self.tr("Week"), "month": self.tr("Month")}
        return names[self._data.step]

    def _name(self, step: int) -> str:
        years = self._data.crosses_years()
        name = theme.step_text(self._data.starts[step], self._data.step, weekday=True, year=years)
        if self._data.unfinished and step == len(self._data.scans) - 1:
            return self.tr("{day}, so far").format(day=name)
        return name


class TimelineTable(QTableView):
    """Read it, select it, copy it."""

    def __init__(self, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(self.tr("Hits over time, as a table"))
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(28)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        head.setFixedHeight(28)
        self.setTabKeyNavigation(False)
