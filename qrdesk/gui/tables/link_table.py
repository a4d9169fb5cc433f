"""Links as rows: what has been fetched so far, with their codes and small charts as those come in."""

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage

from qrdesk.core.artwork import symbol
from qrdesk.core.schemas.design import ErrorCorrection
from qrdesk.core.schemas.links import LinkSummary, LinkView
from qrdesk.gui import words
from qrdesk.gui.tables.link_states import state_of
from qrdesk.gui.widgets import cells
from qrdesk.gui.widgets.cells import CELL_ROLE, Cell, Check, Chips, Number, Plain, Spark, Thumb, TwoLines
from qrdesk.gui.widgets.rows import Column

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Place(IntEnum):
    """The columns, from left to right."""

    CHECK = 0
    CODE = 1
    TITLE = 2
    LEADS = 3
    TAGS = 4
    SPARK = 5
    HITS = 6
    STATUS = 7
    CREATED = 8


WIDE: tuple[Column, ...] = (
    Column(40, check=True),
    Column(60),
    Column(0, sortable=True),
    Column(184),
    Column(180),
    Column(92),
    Column(56, align="right", sortable=True),
    Column(132, inset=20),
    Column(98, sortable=True),
)
NARROW: tuple[Column, ...] = (*WIDE[:7], Column(132, inset=20), WIDE[8])
HIDDEN_WHEN_NARROW = (Place.LEADS, Place.TAGS, Place.CREATED)
HIDDEN_WHEN_CRAMPED = (*HIDDEN_WHEN_NARROW, Place.SPARK)  # titles are what one looks for
SORTS: Mapping[int, str] = {Place.TITLE: "title", Place.HITS: "hit_count", Place.CREATED: "created_at"}


class LinkTableModel(QAbstractTableModel):
    """Shows links already fetched; near its end it says that more is wanted, and never asks for it by itself."""

    more_wanted = Signal()
    checks_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._links: list[LinkView] = []
        self._summaries: dict[str, LinkSummary] = {}
        self._old_summaries: set[str] = set()
        self._thumbs: dict[str, QImage] = {}
        self._checked: dict[str, LinkView] = {}
        self._more = False
        self._asked = False
        self.narrow = False
        self.cramped = False

    def show(self, links: Sequence[LinkView], *, more: bool) -> None:
        """Show ``links`` alone; what is known of links shown before is kept, checks only of those still here."""
        self._more, self._asked = more, False
        here = {link.id: link for link in links}
        if list(here) == [link.id for link in self._links]:  # the same rows: nothing needs to move
            self._links = list(links)
            self._redraw(Place.CHECK, Place.CREATED)
        else:
            self.beginResetModel()
            self._links = list(links)
            self.endResetModel()
        self._checked = {link_id: here[link_id] for link_id in self._checked if link_id in here}
        self.checks_changed.emit()

    def extend(self, links: Sequence[LinkView], *, more: bool) -> None:
        """Add ``links`` at the end."""
        known = {link.id for link in self._links}
        fresh = [link for link in links if link.id not in known]  # rows may have moved since the page before
        self._more, self._asked = more, False
        if fresh:
            self.beginInsertRows(_NOWHERE, len(self._links), len(self._links) + len(fresh) - 1)
            self._links += fresh
            self.endInsertRows()

    def put_summaries(self, summaries: Iterable[LinkSummary]) -> None:
        """Take in the numbers of some links."""
        fresh = {one.link_id: one for one in summaries}
        self._summaries.update(fresh)
        self._old_summaries.difference_update(fresh)
        self._redraw(Place.SPARK, Place.HITS)

    def put_thumbs(self, thumbs: Mapping[str, QImage]) -> None:
        """Take in the codes of some links, by what they carry."""
        self._thumbs.update(thumbs)
        self._redraw(Place.CODE, Place.CODE)

    def without_thumb(self, first: int = 0) -> list[str]:
        """Return what the codes carry that still have no picture, from row ``first`` on."""
        return [link.code_url for link in self._links[first:] if link.code_url not in self._thumbs]

    def without_summary(self) -> list[str]:
        """Return the ids of links whose numbers are not known, or old."""
        known = self._summaries.keys() - self._old_summaries
        return [link.id for link in self._links if link.id not in known]

    def forget_summaries(self) -> None:
        """Numbers change all the time: let them be asked for again, and show the old ones meanwhile."""
        self._old_summaries = set(self._summaries)

    def replace(self, link: LinkView) -> None:
        """Show a changed link in its old place."""
        row = self.row_of(link.id)
        if row >= 0:
            self._links[row] = link
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Place) - 1))

    def links(self) -> Sequence[LinkView]:
        """Return the links shown."""
        return self._links

    def link_at(self, row: int) -> LinkView:
        """Return the link of a row."""
        return self._links[row]

    def row_of(self, link_id: str) -> int:
        """Return the row of a link; -1 where it is not shown."""
        return next((row for row, link in enumerate(self._links) if link.id == link_id), -1)

    def thumb(self, code_url: str) -> QImage | None:
        """Return the picture of a code, if it was made."""
        return self._thumbs.get(code_url)

    def checked(self) -> list[LinkView]:
        """Return the links ticked."""
        return list(self._checked.values())

    def check_all(self, on: bool) -> None:
        """Tick every row, or none."""
        self._checked = {link.id: link for link in self._links} if on else {}
        self._redraw(Place.CHECK, Place.CREATED)
        self.checks_changed.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._links)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Place)

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not self._asked and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _heads()[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return words.about_hits() if section in {Place.HITS, Place.SPARK} else None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        known = super().flags(index)
        return known | Qt.ItemFlag.ItemIsUserCheckable if index.column() == Place.CHECK else known

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        link = self._links[index.row()]
        if role == CELL_ROLE:
            return self._cell(link, index.column())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == Place.CHECK:
            return Qt.CheckState.Checked if link.id in self._checked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(link, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return {Place.TITLE: f"{link.title}\n{link.short_url}".strip(), Place.LEADS: link.destination}.get(
                Place(index.column())
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._sentence(link) if index.column() == Place.TITLE else self._text(link, index.column())
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != Place.CHECK:
            return False
        link = self._links[index.row()]
        if value in {Qt.CheckState.Checked, Qt.CheckState.Checked.value}:
            self._checked[link.id] = link
        else:
            self._checked.pop(link.id, None)
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), len(Place) - 1))
        self.checks_changed.emit()
        return True

    def _redraw(self, first: Place, last: Place) -> None:
        if self._links:
            self.dataChanged.emit(self.index(0, first), self.index(len(self._links) - 1, last))

    def _cell(self, link: LinkView, column: int) -> Cell:
        made: Cell
        match column:
            case Place.CHECK:
                made = Check(link.id in self._checked)
            case Place.CODE:
                made = Thumb(self._thumbs.get(link.code_url))
            case Place.TITLE:
                made = self._title(link)
            case Place.LEADS:
                made = _leads(link)
            case Place.TAGS:
                made = Chips(link.folder.name if link.folder else "", link.tags)
            case Place.SPARK:
                made = Spark(self._daily(link))
            case Place.HITS:
                made = Number(words.number(link.hit_count))
            case Place.STATUS:
                made = state_of(link).cell
            case _:
                made = Plain(words.day(link.created_at))
        return made

    def _title(self, link: LinkView) -> Cell:
        detail = words.address(link)
        if self.narrow and not self.cramped and (link.folder or link.tags):
            detail = f"{detail} · {link.folder.name if link.folder else link.tags[0]}"
        copy = QCoreApplication.translate("LinkTable", "Copy")
        return TwoLines(link.title or f"/{link.slug}", detail, copy, middle=True)

    def _daily(self, link: LinkView) -> Sequence[float]:
        known = self._summaries.get(link.id)
        return known.daily if known else ()

    def _text(self, link: LinkView, column: int) -> str:
        known = self._summaries.get(link.id)
        days = QCoreApplication.translate("LinkTable", "{count} hits in 30 days")
        return {
            Place.CHECK: "",
            Place.CODE: "",
            Place.TITLE: link.title or words.address(link),
            Place.LEADS: link.destination,
            Place.TAGS: ", ".join([*([link.folder.name] if link.folder else []), *link.tags]),
            Place.SPARK: days.format(count=words.number(known.last_30_days)) if known else "",
            Place.HITS: words.number(link.hit_count),
            Place.STATUS: state_of(link).words,
            Place.CREATED: words.day(link.created_at),
        }[Place(column)]

    def _sentence(self, link: LinkView) -> str:
        return QCoreApplication.translate(
            "LinkTable", "{title}, {address}, leads to {destination}, {hits} hits, {state}"
        ).format(
            title=link.title or link.slug,
            address=words.address(link),
            destination=link.destination,
            hits=words.number(link.hit_count),
            state=state_of(link).words,
        )


def thumb_of(code_url: str) -> QImage:
    """Return the code that carries ``code_url``, one pixel per module."""
    return cells.code_image(symbol.encode(code_url, ErrorCorrection.M).rows)


def thumbs_of(code_urls: Sequence[str]) -> dict[str, QImage]:
    """Return the codes of many links, by what they carry."""
    return {url: thumb_of(url) for url in code_urls}


def _leads(link: LinkView) -> Cell:
    parts = urlsplit(link.destination)
    path = (
        unquote(parts.path)
        + (f"?{parts.query}" if parts.query else "")
        + (f"#{parts.fragment}" if parts.fragment else "")
    )
    if path in {"", "/"}:
        return TwoLines(parts.netloc, strong=False)
    return TwoLines(path, parts.netloc, strong=False, middle=True)


def _heads() -> tuple[str, ...]:
    tr = QCoreApplication.translate
    return (
        "",
        "",
        tr("LinkTable", "Title and short link"),
        tr("LinkTable", "Leads to"),
        tr("LinkTable", "Folder and tags"),
        tr("LinkTable", "Last 30 days"),
        tr("LinkTable", "Hits"),
        tr("LinkTable", "Status"),
        tr("LinkTable", "Created"),
    )
