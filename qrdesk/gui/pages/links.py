"""The Links page: the table, its filter, many at once, and the editor at the right."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from qrdesk.client import ChangesView
from qrdesk.core.errors import Kind, QRDeskError
from qrdesk.core.schemas.access import DomainView
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.error_details import details
from qrdesk.gui.importing import Outcome
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.links_frame import LinksFrame
from qrdesk.gui.pages.links_hidden import HiddenLink
from qrdesk.gui.pages.links_loading import View, Wanted
from qrdesk.gui.pages.links_naming import NamedAnew
from qrdesk.gui.pages.links_standing import Standing, stand, standing_of
from qrdesk.gui.pages.notice import ABOUT_SERVER
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.link_table import SORTS, Place

_FRESH_MS = 3_000
_NOT_LOADED = "links"  # what a note is about


class LinksPage(LinksFrame):
    """Lists links and edits one beside the list."""

    def _made(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> Generator[None]:
        yield from super()._made(session, jobs, window, routes)
        self._stood = Standing()
        self._listed: Wanted | None = None
        self._place = ""  # whose links are listed
        self.hidden = HiddenLink(window, self.loader, self.model, self._show_saved)
        self.anew = NamedAnew(session, jobs, self.bulk, self.naming)
        self._fresh = QTimer(self)
        self._fresh.setSingleShot(True)
        self._fresh.setInterval(_FRESH_MS)
        self._fresh.timeout.connect(self._refresh)
        self._connect()
        self._restore_sort()
        yield
        session.on_connecting(self._connected)

    # doors for other pages

    def refresh(self) -> None:
        """Ask for everything again."""
        self.loader.reload()
        self.loader.count()
        self.loader.ask_choices()
        self.editor.parts.load_choices()
        client = self._session.client
        if client is not None:
            self._jobs.run(self, client.domains.list, self._session.here(self._domains_here), lambda _error: None)

    def open_link(self, link_id: str) -> None:
        """Open a link in the editor, wherever it stands in the list."""
        row = self.model.row_of(link_id)
        if row >= 0:
            self._edit(self.model.link_at(row))
            return
        client = self._session.client
        if client is not None:
            here, work = self._session.here, partial(client.links.get, link_id)
            self._jobs.run(self, work, here(self._edit), here(self._say_failure))

    def new_link(self, destination: str = "", _checked: bool = False) -> None:
        """Open the editor for a new link."""
        self.editor.show_new(destination)
        self._show_editor(shown=True)
        self.table.clearSelection()
        self.editor.focus_first()

    def new_address(self, host: str, slug: str) -> None:
        """Open the editor for a new link with this address."""
        self.new_link()
        self.editor.parts.address.propose(host, slug)

    def open_list(self, view: str) -> None:
        """List one of the views, narrowed by nothing."""
        self._want(Wanted(cast(View, view), sort=self.loader.wanted.sort))

    def changed_elsewhere(self, found: ChangesView) -> None:
        """Show what others changed; what is chosen, typed and scrolled to stays."""
        self.loader.changed(found)
        self.editor.meeting.heard(found)

    def hits_came(self, _hits: object = None) -> None:
        """Show new numbers soon; a burst of scans asks once."""
        if self.isVisible() and not self._fresh.isActive():
            self._fresh.start()

    def regions(self) -> Sequence[QWidget]:
        """Return what F6 walks."""
        shown = self.side.shown()
        return [self.table] if shown is None else [self.table, shown]

    def focus_first(self) -> None:
        """Put the focus into the table, or into the field of the empty page."""
        (self._first if self._stack.currentWidget() is self._empty else self.table).setFocus()

    def _connect(self) -> None:
        self._first.wanted.connect(self._make_first)
        self._import.clicked.connect(self.side.open_import)
        self._new.clicked.connect(partial(self.new_link, ""))
        self._session.reach_changed.connect(self._show_reach)
        self._show_reach()
        self.tabs.view_chosen.connect(self._view_chosen)
        self.tabs.saved_chosen.connect(self.views.open_view)
        self.tabs.add_wanted.connect(self.views.ask)
        self.filter_row.changed.connect(self._filtered)
        self._connect_lists()
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
        self._connect_bulk()
        self.importer.finished.connect(self._imported)
        self.importer.failed.connect(self._import_failed)
        self.editor.closed.connect(self._close_side)
        self.side.changed.connect(self._fit_columns)
        self.side.duplicates.opened.connect(self.open_link)
        self.editor.saved.connect(self._saved)
        self._session.links_changed.connect(self.refresh)

    def _make_first(self, destination: str) -> None:
        self.new_link(destination)
        if destination:
            self.editor.save()

    def _connect_lists(self) -> None:
        row, views = self.filter_row, self.views
        row.wanted.connect(self._want)
        self.show_all.clicked.connect(self._clear_filter)
        row.export_wanted.connect(self.bulk.export)
        row.order_wanted.connect(self.side.open_order)
        row.duplicates_wanted.connect(self.side.open_duplicates)
        views.wanted.connect(self._want)
        views.changed.connect(self.loader.ask_choices)
        self.loader.views_counted.connect(self.tabs.show_counts)
        for takes in (row, views, self.tabs, self.bulk_bar, self.side):
            self.loader.chosen_from.connect(takes.show_choices)

    def _connect_bulk(self) -> None:
        bar, bulk = self.bulk_bar, self.bulk
        bar.act_wanted.connect(bulk.act)
        bar.tag_wanted.connect(bulk.tag)
        bar.move_wanted.connect(bulk.move)
        bar.export_wanted.connect(bulk.export)
        bar.artwork_wanted.connect(bulk.export_artwork)
        bar.everything_wanted.connect(self._take_everything)
        bar.cleared.connect(partial(self.model.check_all, on=False))
        bar.new_tag_wanted.connect(self.anew.ask_tag)
        bar.new_folder_wanted.connect(self.anew.ask_folder)

    # the list

    def _view_chosen(self, view: str) -> None:
        now = self.loader.wanted
        kept = Wanted(sort=now.sort) if now.saved else now  # what a saved view narrows by goes with it
        self._want(replace(kept, view=cast(View, view), state=""))

    def _filtered(self, text: str) -> None:
        self.loader.want(replace(self.loader.wanted, search=text.strip(), saved=""), soon=True)
        self._show_wanted()

    def _want(self, wanted: Wanted) -> None:
        """List something else, and show everywhere what."""
        self.model.check_all(on=False)
        self.loader.want(wanted)
        self._show_wanted()

    def _clear_filter(self) -> None:
        """List the whole view again."""
        self._want(Wanted(self.loader.wanted.view, sort=self.loader.wanted.sort))
        self.filter_row.filter.setFocus()

    def _show_wanted(self) -> None:
        for shows in (self.tabs, self.filter_row, self.views):
            shows.show_wanted(self.loader.wanted)

    def _sorted(self, column: int, order: Qt.SortOrder) -> None:
        if column in SORTS:
            sort = ("-" if order is Qt.SortOrder.DescendingOrder else "") + SORTS[column]
            self._window.state.write("links/sort", sort)
            self.loader.want(replace(self.loader.wanted, sort=sort))
            self._show_wanted()

    def copy_link(self, link: LinkView) -> None:
        """Copy the address of a link."""
        self._routes.copy(link.short_url)

    def _copy(self, index: QModelIndex) -> None:
        self.copy_link(self.model.link_at(index.row()))

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
        if self._session.whose != self._place:  # its folders and tags are others
            self._place = self._session.whose
            self.loader.wanted = Wanted(sort=self.loader.wanted.sort)
            self._show_wanted()
        self.notice.clear()
        self.editor.begin_anew()
        self._show_editor(shown=False)
        self.refresh()

    def _leave_place(self) -> None:
        self._stood = standing_of(self.table, [link.id for link in self.model.links()])

    def _find_place(self) -> None:
        """Stand where one stood, unless something else is listed now."""
        same, self._listed = self.loader.wanted == self._listed, self.loader.wanted
        if same:
            stand(self.table, self._stood, [link.id for link in self.model.links()])

    def _loaded(self, total: int) -> None:
        self.notice.over(_NOT_LOADED)
        wanted = self.loader.wanted
        nothing = not total and not wanted.narrowed() and wanted.view == "all"
        page = self._empty if nothing else self.table if total else self._none
        self._stack.setCurrentWidget(page)
        for part in (self.foot, self._tabs):
            part.setVisible(not nothing)
        self._place_bars()
        self.show_all.setVisible(wanted.narrowed())
        part = wanted.narrowed() or wanted.view != "all"
        self.foot.show_count(total, wanted.narrowed(), more_than=self.loader.is_more, part=part)
        link = self.editor.link()
        if link is not None and not self.editor.isHidden():
            self._mark(link.id)
            row = self.model.row_of(link.id)
            if row >= 0:
                self.editor.refresh(self.model.link_at(row))
            self.hidden.look(link)

    def _not_loaded(self, error: Exception) -> None:
        if self.notice.is_about(ABOUT_SERVER):  # all is said there, once
            return
        away = isinstance(error, QRDeskError) and error.kind is Kind.UNAVAILABLE
        kept = self.tr("You see what was loaded before. What you type stays here until it can be saved.")
        title = words.failure(error) if away else self.tr("The links could not be loaded")
        said, again = kept if away else words.failure(error), (self.tr("Try now"), self.refresh)
        self.notice.say("danger", title, said, [again], about=_NOT_LOADED, details=details(error))

    def _counted(self, counts: Mapping[str, int]) -> None:
        self.tabs.show_counts(counts)
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
        archived = self.loader.wanted.view == "archived"
        self.bulk_bar.show_count(checked, archived=archived, more=more, more_than=self.loader.is_more)
        self._place_bars()
        self.table.viewport().update()

    def _take_everything(self) -> None:
        self.bulk.everything = True
        archived = self.loader.wanted.view == "archived"
        self.bulk_bar.show_count(self.loader.total, archived=archived, more_than=self.loader.is_more)

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
        self.hidden.saved(link_id)

    def _show_saved(self, link_id: str) -> None:
        self._want(Wanted(sort=self.loader.wanted.sort))
        self.open_link(link_id)

    def _show_editor(self, *, shown: bool) -> None:
        if shown:
            self.side.show(self.editor)
        else:
            self._close_side()

    def _close_side(self) -> None:
        self.side.close()
        if self.isVisible():  # else it would be taken from the page in sight
            self.table.setFocus()

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

    def _import_failed(self, title: str, said: str) -> None:
        if self.side.importing.isHidden():  # else it is said there
            self.notice.say("danger", title, said)

    def _say_failure(self, error: Exception) -> None:
        self.notice.say("danger", words.failure(error), details=details(error))

    def _domains_here(self, domains: Sequence[DomainView]) -> None:
        self.editor.show_domains(domains)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.model.checked():
            self.model.check_all(on=False)
        elif event.key() == Qt.Key.Key_Escape and not self.editor.isHidden():
            self.editor.close_panel()
        elif event.key() == Qt.Key.Key_Escape and self.side.shown() is not None:
            self._close_side()
        else:
            super().keyPressEvent(event)
