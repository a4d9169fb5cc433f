"""The Links page: the table, its filter, many at once, and the editor at the right."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from qrdesk.core.errors import Kind, QRDeskError
from qrdesk.core.schemas.access import DomainView
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.importing import Importer, Outcome
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.link_editor import LinkEditor
from qrdesk.gui.pages.links_bulk import Bulk
from qrdesk.gui.pages.links_loading import LinkLoader, View, Wanted
from qrdesk.gui.pages.links_parts import BulkBar, FilterRow, FirstLink, Foot
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.link_table import HIDDEN_WHEN_NARROW, NARROW, SORTS, WIDE, LinkTableModel, Place
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button, LinkButton
from qrdesk.gui.widgets.empty import EmptyPage
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.loading import LoadingBar
from qrdesk.gui.widgets.rows import RowTable
from qrdesk.gui.widgets.tabs import Tabs

_WIDE_FROM = 880  # px of table width: below, destination, tags and day give way
_WHOLE_FROM = 1040  # px: below, the day it was made
_ROOMY_FROM = 600  # px: below, the first tag goes too
_FRESH_MS = 3_000
_NOT_LOADED = "links"  # what a note is about


class LinksPage(QWidget):
    """Lists links and edits one beside the list."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__()
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        self.model = LinkTableModel()
        self.loader = LinkLoader(session, jobs, self.model, self)
        self.importer = Importer(session, jobs, window)
        self.bulk = Bulk(session, jobs, window, self.loader, self.model)
        self.editor = LinkEditor(session, jobs, window, routes)
        self.table = RowTable()
        self.header = PageHeader(self.tr("Links"))
        self.tabs = Tabs(
            [("all", self.tr("All")), ("printed", self.tr("Printed")), ("archived", self.tr("Archived"))],
            name=self.tr("Lists of links"),
        )
        self.filter_row, self.bulk_bar, self.foot = FilterRow(), BulkBar(), Foot()
        self.notice = Notice()
        self._loading = LoadingBar()
        self._scrolled = 0
        self._listed: Wanted | None = None
        self._hidden: tuple[Place, ...] | None = None
        self._fresh = QTimer(self)
        self._fresh.setSingleShot(True)
        self._fresh.setInterval(_FRESH_MS)
        self._fresh.timeout.connect(self._refresh)
        self._build()
        self._connect()
        self._restore_sort()

    # doors for other pages

    def refresh(self) -> None:
        """Ask for everything again."""
        self.loader.reload()
        self.loader.count()
        client = self._session.client
        if client is not None:
            self._jobs.run(self, client.domains.list, self._domains_here, lambda _error: None)

    def open_link(self, link_id: str) -> None:
        """Open a link in the editor, wherever it stands in the list."""
        row = self.model.row_of(link_id)
        if row >= 0:
            self._edit(self.model.link_at(row))
            return
        client = self._session.client
        if client is not None:
            self._jobs.run(self, partial(client.links.get, link_id), self._edit, self._say_failure)

    def new_link(self, destination: str = "", _checked: bool = False) -> None:
        """Open the editor for a new link."""
        self.editor.show_new(destination)
        self._show_editor(shown=True)
        self.table.clearSelection()
        self.editor.focus_first()

    def hits_came(self, _hits: object = None) -> None:
        """Show new numbers soon; a burst of scans asks once."""
        if self.isVisible() and not self._fresh.isActive():
            self._fresh.start()

    def regions(self) -> Sequence[QWidget]:
        """Return what F6 walks."""
        return [part for part in (self.table, self.editor) if not part.isHidden()]

    def focus_first(self) -> None:
        """Put the focus into the table, or into the field of the empty page."""
        (self._first if self._stack.currentWidget() is self._empty else self.table).setFocus()

    # building

    def _build(self) -> None:
        self._import = Button(self.tr("Import"), icon="upload")
        self._new = Button(self.tr("New link"), "primary", "plus")
        self._new.setToolTip(self.tr("New link (Ctrl+N)"))
        self.header.add_action(self._import)
        self.header.add_action(self._new)
        self.bulk_bar.hide()
        self._dress_table()
        self._none = EmptyPage(
            "search", self.tr("Nothing by that name"), self.tr("Try fewer letters, or another list.")
        )
        self._stack = QStackedWidget()
        self._empty = self._empty_page()
        for page in (self.table, self._empty, self._none):
            self._stack.addWidget(page)
        tabs = boxes.box(boxes.columns(self.tabs, margins=(20, 0, 0, 0), gap=0))
        column = boxes.rows(self.header, tabs, self._loading, self.notice, self.filter_row, self.bulk_bar, gap=0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)
        left = QWidget()
        left.setLayout(column)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(left)
        self._split.addWidget(self.editor)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        left.setMinimumWidth(400)
        self.editor.hide()
        self.setLayout(boxes.rows(self._split, gap=0))

    def _empty_page(self) -> EmptyPage:
        self._first = FirstLink()
        self._first.wanted.connect(self._make_first)
        other = LinkButton(self.tr("Import a list from CSV"))
        other.clicked.connect(self.importer.choose)
        row = boxes.box(boxes.columns(None, other, None))
        return EmptyPage(
            "qr-code",
            self.tr("Print a code once, change its page whenever you like"),
            self.tr("Paste the page people should see. You get a short link and its code."),
            self._first,
            row,
        )

    def _make_first(self, destination: str) -> None:
        self.new_link(destination)
        if destination:
            self.editor.save()

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Links"))
        table.set_columns(WIDE)
        table.set_row_height(tokens.measures().table.row_two_line)
        table.setMinimumWidth(360)

    def _connect(self) -> None:
        self._import.clicked.connect(self.importer.choose)
        self._new.clicked.connect(partial(self.new_link, ""))
        self.tabs.chosen.connect(self._view_chosen)
        self.filter_row.changed.connect(self._filtered)
        self.filter_row.export_wanted.connect(self.bulk.export)
        self.model.checks_changed.connect(self._checks_changed)
        self.model.modelAboutToBeReset.connect(self._leave_place)
        self.model.modelReset.connect(self._find_place)
        self.table.clicked.connect(self._clicked)
        self.table.opened.connect(self._opened)
        self.table.action_clicked.connect(self._copy)
        self.table.checked_all.connect(self.model.check_all)
        self.table.sort_wanted.connect(self._sorted)
        self.table.selectionModel().currentRowChanged.connect(self._current_changed)
        self.loader.asking.connect(self._show_asking)
        self.loader.loaded.connect(self._loaded)
        self.loader.failed.connect(self._not_loaded)
        self.loader.counted.connect(self._counted)
        self.loader.totalled.connect(self.foot.show_hits)
        for wanted, action in (
            (self.bulk_bar.archive_wanted, self.bulk.archive),
            (self.bulk_bar.restore_wanted, self.bulk.restore),
            (self.bulk_bar.export_wanted, self.bulk.export),
            (self.bulk_bar.everything_wanted, self._take_everything),
            (self.bulk_bar.cleared, lambda: self.model.check_all(on=False)),
        ):
            wanted.connect(action)
        self.importer.finished.connect(self._imported)
        self.importer.failed.connect(partial(self.notice.say, "danger"))
        self.editor.closed.connect(lambda: self._show_editor(shown=False))
        self.editor.saved.connect(self._saved)
        self._session.connected.connect(self._connected)
        self._session.links_changed.connect(self.refresh)
        save = QShortcut(QKeySequence("Ctrl+S"), self)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        save.activated.connect(self.editor.save)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.filter_row.filter.setFocus)

    # the list

    def _view_chosen(self, view: str) -> None:
        self.model.check_all(on=False)
        self.loader.want(replace(self.loader.wanted, view=cast(View, view)))

    def _filtered(self, text: str) -> None:
        self.loader.want(replace(self.loader.wanted, search=text.strip()), soon=True)

    def _sorted(self, column: int, order: Qt.SortOrder) -> None:
        if column in SORTS:
            sort = ("-" if order is Qt.SortOrder.DescendingOrder else "") + SORTS[column]
            self._window.state.write("links/sort", sort)
            self.loader.want(replace(self.loader.wanted, sort=sort))

    def _copy(self, index: QModelIndex) -> None:
        self._routes.copy(self.model.link_at(index.row()).short_url)

    def _show_asking(self, asking: bool) -> None:
        (self._loading.start if asking else self._loading.stop)()

    def _restore_sort(self) -> None:
        sort = self._window.state.read("links/sort", "-created_at")
        places = {name: column for column, name in SORTS.items()}
        if sort.removeprefix("-") not in places:
            sort = "-created_at"
        down = sort.startswith("-")
        order = Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
        self.table.set_sort(places[sort.removeprefix("-")], order)
        self.loader.wanted = Wanted(sort=sort)

    def _refresh(self) -> None:
        if self.isVisible():
            self.loader.freshen()
            self.loader.count()

    def _connected(self) -> None:
        """The links of another place: nothing of the one before may stay in sight, or be written there."""
        self.loader.begin_anew()
        self.notice.clear()
        self.editor.begin_anew()
        self._show_editor(shown=False)
        self.refresh()

    def _leave_place(self) -> None:
        self._scrolled = self.table.verticalScrollBar().value()

    def _find_place(self) -> None:
        """Stand where one stood, unless something else is listed now."""
        same, self._listed = self.loader.wanted == self._listed, self.loader.wanted
        if same and self._scrolled:
            self.table.doItemsLayout()
            self.table.verticalScrollBar().setValue(self._scrolled)

    def _loaded(self, total: int) -> None:
        self.notice.over(_NOT_LOADED)
        wanted = self.loader.wanted
        nothing = not total and not wanted.search and wanted.view == "all"
        page = self._empty if nothing else self.table if total else self._none
        self._stack.setCurrentWidget(page)
        for part in (self.foot, self.tabs):
            part.setVisible(not nothing)
        self._place_bars()
        self.foot.show_count(total, bool(wanted.search))
        link = self.editor.link()
        if link is not None and not self.editor.isHidden():
            self._mark(link.id)
            row = self.model.row_of(link.id)
            if row >= 0:
                self.editor.refresh(self.model.link_at(row))

    def _not_loaded(self, error: Exception) -> None:
        away = isinstance(error, QRDeskError) and error.kind is Kind.UNAVAILABLE
        kept = self.tr("You see what was loaded before. What you type stays here until it can be saved.")
        title = str(error) if away else self.tr("The links could not be loaded")
        said, again = kept if away else words.failure(error), (self.tr("Try now"), self.refresh)
        self.notice.say("danger", title, said, [again], about=_NOT_LOADED)

    def _counted(self, counts: Mapping[str, int]) -> None:
        for view, count in counts.items():
            self.tabs.set_count(view, words.number(count) if count or view == "all" else "")
        self.header.set_count(words.number(counts["all"]))
        self.filter_row.show_total(counts[self.loader.wanted.view])
        self._window.set_badge("links", words.number(counts["all"]) if counts["all"] else "")

    # many at once

    def _checks_changed(self) -> None:
        checked, all_of_them = len(self.model.checked()), len(self.model.links())
        self.bulk.everything = False
        self.table.head.set_all(checked == all_of_them if checked in {0, all_of_them} and all_of_them else None)
        if not checked:
            self.table.head.set_all(False)
        more = self.loader.total if checked == all_of_them else 0
        self.bulk_bar.show_count(checked, archived=self.loader.wanted.view == "archived", more=more)
        self._place_bars()
        self.table.viewport().update()

    def _take_everything(self) -> None:
        self.bulk.everything = True
        self.bulk_bar.show_count(self.loader.total, archived=self.loader.wanted.view == "archived")

    def _place_bars(self) -> None:
        some = bool(self.model.checked())
        empty = self._stack.currentWidget() is self._empty
        self.bulk_bar.setVisible(some and not empty)
        self.filter_row.setVisible(not some and not empty)

    # the editor

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() != Place.CHECK:
            self._edit(self.model.link_at(index.row()))

    def _opened(self, index: QModelIndex) -> None:
        self._edit(self.model.link_at(index.row()))
        self.editor.focus_first()

    def _current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self.editor.isHidden() and self.table.hasFocus():
            link, shown = self.model.link_at(index.row()), self.editor.link()
            if shown is None or shown.id != link.id:
                self.editor.show_link(link)

    def _edit(self, link: LinkView) -> None:
        shown = self.editor.link()
        if self.editor.isHidden() or shown is None or shown.id != link.id:
            self.editor.show_link(link)
        self._show_editor(shown=True)
        self._mark(link.id)

    def _mark(self, link_id: str) -> None:
        row = self.model.row_of(link_id)
        if row >= 0 and self.table.currentIndex().row() != row:
            self.table.selectRow(row)

    def _saved(self, link_id: str) -> None:
        self._mark(link_id)

    def _show_editor(self, *, shown: bool) -> None:
        before = self.editor.isHidden()
        self.editor.setVisible(shown)
        if shown and before:
            panel = tokens.measures().panel
            wide = panel.links_editor if self.width() > 1000 else panel.links_editor_min
            self._split.setSizes([max(1, self.width() - wide), wide])
        elif not shown:
            self.table.setFocus()
        self._fit_columns()

    def _fit_columns(self) -> None:
        width = self.width() - (0 if self.editor.isHidden() else max(self.editor.width(), 400))
        narrow = width < _WIDE_FROM
        self.model.cramped = width < _ROOMY_FROM
        self._import.setVisible(self.editor.isHidden())
        hidden = HIDDEN_WHEN_NARROW if narrow else () if width >= _WHOLE_FROM else (Place.CREATED,)
        if self._hidden == hidden:
            return
        self._hidden, self.model.narrow = hidden, narrow
        self.table.set_columns(NARROW if narrow else WIDE)
        for place in HIDDEN_WHEN_NARROW:
            self.table.setColumnHidden(place, place in hidden)

    # what is said

    def _imported(self, outcome: Outcome) -> None:
        title, text = self.importer.in_words(outcome)
        if not outcome.left_out:
            self._window.toast(title, icon="upload")
        elif outcome.rest is None:
            choose = partial(self.importer.choose_folder, outcome)
            self.notice.say("warn", title, text, [(self.tr("Choose a folder…"), choose)])
        else:
            self.notice.say("warn", title, text)

    def _say_failure(self, error: Exception) -> None:
        self.notice.say("danger", words.failure(error))

    def _domains_here(self, domains: Sequence[DomainView]) -> None:
        self.editor.show_domains(domains)

    def resizeEvent(self, event: object) -> None:
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.model.checked():
            self.model.check_all(on=False)
        elif event.key() == Qt.Key.Key_Escape and not self.editor.isHidden():
            self.editor.close_panel()
        else:
            super().keyPressEvent(event)
