"""The audit log: who changed what, when and by which door; newest first, more of it as one scrolls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.client import Client
from qrdesk.core.schemas.access import Role
from qrdesk.core.schemas.audit import AuditQuery, AuditView
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.members import MeView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.access_audit_export import AuditExport
from qrdesk.gui.pages.access_audit_filters import AuditFilters, Known
from qrdesk.gui.pages.access_audit_panel import EntryPanel, door_words
from qrdesk.gui.pages.access_part import AccessPart
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.plain_table import Line, PlainTableModel
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, LinkButton
from qrdesk.gui.widgets.cells import Plain, TwoLines
from qrdesk.gui.widgets.empty import EmptyPage
from qrdesk.gui.widgets.menus import Menu
from qrdesk.gui.widgets.rows import Column, RowTable

_AT_ONCE = 100
_PAUSE_MS = 150
_PANEL = 340  # px
_SOON = 400  # px before the end more is asked for


@dataclass(frozen=True, slots=True)
class Found:
    """A page of entries, who they can be narrowed to, and who is asking."""

    page: Page[AuditView]
    known: Known
    me: MeView


class AuditPart(AccessPart):
    """Filters above, the list at the left, the entry chosen at the right."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__(session, jobs, window, routes)
        self._entries: dict[str, AuditView] = {}
        self._cursor: str | None = None
        self._waiting = False
        self.filters = AuditFilters()
        self.model = PlainTableModel(("", self.tr("What was done"), self.tr("When"), ""))
        self.table = RowTable(44)
        self.panel = EntryPanel()
        self.all = Button(self.tr("Show all changes"))
        self.all.clicked.connect(self._show_all)
        self.empty = EmptyPage(
            "activity",
            self.tr("Nothing was changed so far"),
            self.tr("Changes stand here with who made them, and how."),
            other=boxes.box(boxes.columns(None, self.all, None)),
        )
        self.kept = labels.text("", "caption")
        self.change_kept = LinkButton(self.tr("Change"))
        self.change_kept.setAccessibleName(self.tr("Change for how long entries are kept"))
        self.change_kept.clicked.connect(lambda: self.routes.open_access("workspace"))
        self.exporting = AuditExport(session, jobs, window)
        self.export = Button(self.tr("Export"), icon="download", trailing="chevron-down")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self._build()

    def refresh(self) -> None:
        """Ask for the newest entries again."""
        self._pause.stop()
        self._waiting = False
        work = partial(_found, self.filters.asked())
        self.ask(work, self._show, self.tr("The audit log could not be loaded"))

    def forget(self) -> None:
        super().forget()
        self._entries, self._cursor = {}, None
        self.model.show([])
        self.filters.forget()
        self._foot.hide()
        self.panel.show_entry(None)

    def regions(self) -> Sequence[QWidget]:
        return [self.filters, self.table, self.panel]

    def focus_first(self) -> None:
        self.table.setFocus()

    def more(self) -> None:
        """Ask for older entries, if there are any."""
        if self._cursor is None or self._waiting:
            return
        self._waiting = True
        asked: dict[str, Any] = {**self.filters.asked(), "limit": _AT_ONCE, "cursor": self._cursor}
        trouble = self.tr("Older entries could not be loaded")
        self.ask(lambda client: client.audit.list(AuditQuery(**asked)), self._append, trouble)

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Audit log"))
        self.table.set_columns([Column(24), Column(0), Column(112, align="right"), Column(16)])
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.filters.changed.connect(self._pause.start)
        self.panel.open_wanted.connect(self._open)
        menu = Menu(self.export)
        menu.add(self.tr("As CSV…"), partial(self._export, "csv"))
        menu.add(self.tr("As JSON lines…"), partial(self._export, "jsonl"))
        self.export.clicked.connect(lambda: menu.popup(self.export.mapToGlobal(self.export.rect().bottomLeft())))
        left = QFrame()
        column = boxes.rows(gap=0)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        foot = boxes.columns(self.kept, self.change_kept, None, gap=8, margins=(24, 3, 16, 3))
        self._foot = boxes.box(foot, edge="top")
        column.addWidget(self._foot)
        for part in (self.empty, self._foot):
            part.hide()
        left.setLayout(column)
        self._right = boxes.box(boxes.rows(boxes.scrolled(self.panel), gap=0), edge="left")
        self._right.setFixedWidth(_PANEL)
        row = boxes.columns(gap=0)
        row.addWidget(left, 1)
        row.addWidget(self._right)
        whole = boxes.rows(self.filters, boxes.line("h"), self.notice, gap=0)
        whole.addLayout(row, 1)
        self.setLayout(whole)

    def _show(self, found: Found) -> None:
        self.filters.offer(found.known)
        self._say_kept(found.me)
        kept = self.panel.shown_id()
        self._entries = {one.id: one for one in found.page.data}
        self._cursor = found.page.pagination.next_cursor
        self.model.show([self._line(one) for one in found.page.data])
        self.table.setVisible(bool(self._entries))
        self._right.setVisible(bool(self._entries))
        self.empty.setVisible(not self._entries)
        narrowed = self.filters.narrowed()
        self.empty.sentence.setVisible(not narrowed)
        self.all.setVisible(narrowed)
        self.empty.promise.setText(
            self.tr("No change is like that") if narrowed else self.tr("Nothing was changed so far")
        )
        self.filters.count.setText(self._counted(found.page.pagination.total))
        row = self.model.row_of(kept)
        if self._entries:
            self.table.selectRow(max(0, row))
        self.panel.show_entry(self._entries.get(kept) or next(iter(self._entries.values()), None))

    def _append(self, page: Page[AuditView]) -> None:
        self._waiting = False
        self._entries |= {one.id: one for one in page.data}
        self._cursor = page.pagination.next_cursor
        self.model.append([self._line(one) for one in page.data])

    def _show_all(self) -> None:
        self.filters.forget()
        self.filters.search.setFocus()
        self.refresh()

    def _say_kept(self, me: MeView) -> None:
        days = me.workspace.keep_audit_days
        said = self.tr("Entries are kept for ever.")
        if days is not None:
            said = self.tr("Entries are kept for {count} days.").format(count=words.number(days))
        self.kept.setText(said)
        self.change_kept.setVisible(me.role is Role.OWNER)
        self._foot.show()

    def _counted(self, total: int | None) -> str:
        if total is None:
            return self.tr("Many changes")
        return words.counted(total, self.tr("{count} change"), self.tr("{count} changes"))

    def _line(self, one: AuditView) -> Line:
        now = datetime.now(UTC)
        day = words.lately(one.at, now)
        when = day if day == words.clock(one.at) else f"{words.short_day(one.at)}, {words.clock(one.at)}"
        door = door_words(one)
        cells = [
            Plain(""),
            TwoLines(one.sentence, door, strong=False),
            Plain(when, "secondary", align="right"),
            Plain(""),
        ]
        return Line(one.id, cells, f"{one.sentence} {door}, {when}")

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        one = self._entries.get(self.model.key_at(index.row())) if index.isValid() else None
        if one is not None:
            self.panel.show_entry(one)

    def _scrolled(self, value: int) -> None:
        if value >= self.table.verticalScrollBar().maximum() - _SOON:
            self.more()

    def _open(self, link_id: str) -> None:
        self.routes.open_link(link_id)

    def _export(self, form: str) -> None:
        self.exporting.choose(self.filters.asked(), "jsonl" if form == "jsonl" else "csv")


def _found(asked: dict[str, Any], client: Client) -> Found:
    """Return the newest entries, and whom they can be narrowed to as far as the caller may know."""
    page = client.audit.list(AuditQuery(**asked, limit=_AT_ONCE))
    me = client.me.get()
    members = client.members.list() if "members:read" in me.scopes else []
    keys = client.keys.list() if "keys:read" in me.scopes else []
    return Found(page, Known(members, keys), me)
