"""Activity, the audit log: who changed what, when and by which door; newest first, more of it as one scrolls."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.client import ChangesView, Client, restoring
from qrdesk.client.restoring import Restore
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.access import Role
from qrdesk.core.schemas.audit import AuditQuery, AuditView
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.members import MeView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.access_part import AccessPart
from qrdesk.gui.pages.activity_entry import PLACES, EntryPanel, door_words
from qrdesk.gui.pages.activity_export import AuditExport
from qrdesk.gui.pages.activity_filters import AuditFilters, Known
from qrdesk.gui.pages.links_standing import Stays
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.plain_table import Line, PlainTableModel
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, LinkButton
from qrdesk.gui.widgets.cells import Plain, TwoLines
from qrdesk.gui.widgets.empty import EmptyPage
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.loading import LoadingBar
from qrdesk.gui.widgets.menus import Menu
from qrdesk.gui.widgets.rows import Column, RowTable

T = TypeVar("T")

_AT_ONCE = 100
_PAUSE_MS = 150
_PANEL = 340  # px
_TABS = frozenset({"keys", "members", "invitations", "workspace", "plans"})  # of Access
_SOON = 400  # px before the end more is asked for


@dataclass(frozen=True, slots=True)
class Found:
    """A page of entries, who they can be narrowed to, and who is asking."""

    page: Page[AuditView]
    known: Known
    me: MeView


class ActivityPage(AccessPart):
    """Filters above, the list at the left, the entry chosen at the right."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__(session, jobs, window, routes)
        self._entries: dict[str, AuditView] = {}
        self._cursor: str | None = None
        self._waiting = False
        self._listing = False  # another list was asked for
        self.header = PageHeader(self.tr("Activity"))
        self.loading = LoadingBar()
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
        session.on_connecting(self.forget)

    def refresh(self) -> None:
        """Ask for the newest entries again."""
        self._pause.stop()
        self._waiting, self._listing = False, True
        self.loading.start()
        work = partial(_found, self.filters.asked())
        self.ask(work, self._show, self.tr("The audit log could not be loaded"))

    def changed_elsewhere(self, _news: ChangesView) -> None:
        """Put what is new above what is listed, however far one has scrolled."""
        if self._listing or self._pause.isActive():  # what is listed is about to be something else
            self.refresh()
        else:
            work = partial(_found, self.filters.asked())
            self.ask(work, self._put_above, self.tr("The audit log could not be loaded"))

    def show_subject(self, subject: str) -> None:
        """List the changes of one thing alone: its id, or a part of its name."""
        self.filters.only(subject)
        self.refresh()

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
        Stays(self.table, self.model)
        self.table.setAccessibleName(self.tr("Audit log"))
        self.table.set_columns([Column(24), Column(0), Column(112, align="right"), Column(16)])
        self.window_.state.keep_columns("activity", self.table)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.filters.changed.connect(self._pause.start)
        self.panel.open_wanted.connect(self._open)
        self.panel.restore_wanted.connect(self._restore)
        self.panel.only_wanted.connect(self.show_subject)
        self.panel.titles_wanted.connect(self._name_links)
        self.table.opened.connect(self._row_opened)
        self.header.add_action(self.export)
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
        head = boxes.rows(self.header, self.loading, self.filters, boxes.line("h"), gap=0)
        whole = boxes.rows(head, self.notice, gap=0)
        whole.addLayout(row, 1)
        self.setLayout(whole)

    def _show(self, found: Found) -> None:
        self._listing = False
        self._know(found)
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
            self.tr("Nothing matches these filters") if narrowed else self.tr("Nothing was changed so far")
        )
        self.filters.count.setText(self._counted(found.page.pagination.total))
        row = self.model.row_of(kept)
        if self._entries:
            self.table.selectRow(max(0, row))
        self.panel.show_entry(self._entries.get(kept) or next(iter(self._entries.values()), None))

    def _put_above(self, found: Found) -> None:
        """Show the newest entries, and below them those that were scrolled to; asked anew where there is a gap."""
        newest, listed, older = found.page.data, self._entries, self._cursor
        if not listed or not any(one.id in listed for one in newest):
            self._show(found)
            return
        self._know(found)
        self._entries = {one.id: one for one in newest} | listed
        self.model.show([self._line(one) for one in self._entries.values()])
        self._cursor, self._waiting = older, False
        self.filters.count.setText(self._counted(found.page.pagination.total))

    def _know(self, found: Found) -> None:
        """Call keys and the thing that was asked for by their names."""
        self.filters.offer(found.known)
        self.filters.name_one({one.subject_id: one.subject_name for one in reversed(found.page.data)})
        self.panel.name_keys({key.id: key.name for key in found.known.keys})

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
        when = words.moment(one.at, now=datetime.now(UTC))
        door = door_words(one)
        cells = [
            Plain(""),
            TwoLines(words.told(one.sentence), door, strong=False),
            Plain(when, "secondary", align="right"),
            Plain(""),
        ]
        return Line(one.id, cells, f"{words.told(one.sentence)} {door}, {when}")

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        one = self._entries.get(self.model.key_at(index.row())) if index.isValid() else None
        if one is not None:
            self.panel.show_entry(one)

    def _name_links(self, ids: Sequence[str]) -> None:
        # without titles their ids stand there: no reason to trouble anyone
        self.change(lambda client: _titles(client, ids), self.panel.name_links, lambda _error: None)

    def _scrolled(self, value: int) -> None:
        if value >= self.table.verticalScrollBar().maximum() - _SOON:
            self.more()

    def _here(self, turn: int, shown: Callable[[T], object], answer: T) -> None:
        self.loading.stop()
        super()._here(turn, shown, answer)

    def _away(self, turn: int, trouble: str, error: Exception) -> None:
        self.loading.stop()
        self._waiting = False
        super()._away(turn, trouble, error)

    def _open(self, one: AuditView) -> None:
        noun = one.action.partition(".")[0]
        place = PLACES.get(noun, "")
        if noun == "link" and one.subject_id:
            self.routes.open_link(one.subject_id)
        elif noun == "endpoint" and one.subject_id:
            self.routes.open_endpoint(one.subject_id)
        elif noun == "file":
            self.routes.open_pictures()
        elif noun in {"backup", "survival_kit"}:
            self.routes.open_settings(place)
        elif place in _TABS:
            self.routes.open_access(place)
        elif place:
            self.routes.show_page(place)

    def _row_opened(self, _index: QModelIndex) -> None:
        self.panel.open.click()

    def _restore(self, one: AuditView) -> None:
        restore = restoring.of_entry(one)
        if restore is not None:
            self.panel.set_busy(busy=True)
            done = partial(self._restored, one)
            self.change(restore, done, partial(self._not_restored, one))

    def _restored(self, one: AuditView, back: Restore | None) -> None:
        said = self.tr("{name} is as it was before that change").format(name=one.subject_name or one.subject_id)
        undo = None if back is None else partial(self._take_back, one, back)
        self.panel.mark_used(one, used=True)
        self.window_.toast(said, undo, "undo-2")
        self._changed()

    def _take_back(self, one: AuditView, back: Restore) -> None:
        self.change(back, partial(self._taken_back, one), self._not_taken_back)

    def _taken_back(self, one: AuditView, _again: Restore | None) -> None:
        self.panel.mark_used(one, used=False)
        self.window_.status.say(self.tr("The change holds again"))
        self._changed()

    def _changed(self) -> None:
        self.panel.set_busy(busy=False)
        self.session.links_changed.emit()
        self.refresh()

    def _not_restored(self, one: AuditView, error: Exception) -> None:
        if self.panel.shown_id() == one.id:
            self.panel.refuse(self.tr("Nothing was put back. {reason}").format(reason=words.failure(error)))

    def _not_taken_back(self, error: Exception) -> None:
        self.window_.status.say(words.failure(error))

    def _export(self, form: str) -> None:
        self.exporting.choose(self.filters.asked(), "jsonl" if form == "jsonl" else "csv")


def _found(asked: dict[str, Any], client: Client) -> Found:
    """Return the newest entries, and whom they can be narrowed to as far as the caller may know."""
    page = client.audit.list(AuditQuery(**asked, limit=_AT_ONCE))
    me = client.me.get()
    members = client.members.list() if "members:read" in me.scopes else []
    keys = client.keys.list() if "keys:read" in me.scopes else []
    return Found(page, Known(members, keys), me)


def _titles(client: Client, ids: Sequence[str]) -> dict[str, str]:
    """Return what links are called, by their ids; of those that are gone nothing."""
    found: dict[str, str] = {}
    for link_id in ids:
        try:
            link = client.links.get(link_id)
        except NotFound:
            found[link_id] = ""
        else:
            found[link_id] = link.title or link.slug
    return found
