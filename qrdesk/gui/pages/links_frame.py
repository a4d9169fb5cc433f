"""How the Links page is put together: what stands where, and what gives way where it is narrow."""

from collections.abc import Generator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from qrdesk.core.schemas.access import Scope
from qrdesk.gui.importing import Importer
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.link_editor import LinkEditor
from qrdesk.gui.pages.links_bulk import Bulk
from qrdesk.gui.pages.links_carry import RowCarrying
from qrdesk.gui.pages.links_columns import ColumnChoice
from qrdesk.gui.pages.links_filters import FilterRow
from qrdesk.gui.pages.links_loading import LinkLoader
from qrdesk.gui.pages.links_parts import BulkBar, FirstLink, Foot
from qrdesk.gui.pages.links_side import LinkSide
from qrdesk.gui.pages.links_tabs import LinkTabs
from qrdesk.gui.pages.links_views import Views
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.pages.sample_note import SampleStrip
from qrdesk.gui.pieces import whole
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.link_table import (
    HIDDEN_WHEN_CRAMPED,
    HIDDEN_WHEN_NARROW,
    NARROW,
    WIDE,
    LinkTableModel,
    Place,
)
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button, LinkButton
from qrdesk.gui.widgets.empty import EmptyPage
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.loading import LoadingBar
from qrdesk.gui.widgets.rows import RowTable
from qrdesk.gui.widgets.side import NameLine

_WIDE_FROM = 880  # px of table width: below, destination, tags and day give way
_WHOLE_FROM = 1040  # px: below, the day it was made
_TOASTS = 4  # px kept free under a toast
_ROOMY_FROM = 600  # px: below, the first tag and the small chart go too


class LinksFrame(QWidget):
    """The widgets of the Links page, in their places."""

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, *, at_once: bool = True
    ) -> None:
        """Not ``at_once``: it is made by its ``steps``, and of no use before they are done."""
        super().__init__()
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        self.steps = self._made(session, jobs, window, routes)
        if at_once:
            whole(self.steps)

    def _made(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> Generator[None]:
        self.model = LinkTableModel()
        self.loader = LinkLoader(session, jobs, self.model, self)
        self.importer = Importer(session, jobs, window)
        self.bulk = Bulk(session, jobs, window, self.loader, self.model)
        self.bulk.codes_wanted.connect(routes.make_codes)
        self.editor = LinkEditor(session, jobs, window, routes, at_once=False)
        self.side = LinkSide(session, jobs, window, self.editor, self.importer)
        yield
        self.views = Views(session, jobs, window)
        self.table = RowTable()
        self.rows = RowCarrying(session, jobs, window, routes, self.table, self.model)
        self.header = PageHeader(self.tr("Links"))
        self.tabs = LinkTabs()
        self.filter_row, self.bulk_bar, self.foot = FilterRow(), BulkBar(), Foot()
        self.columns = ColumnChoice(session, window.state, self.table, self.filter_row.columns)
        self.naming = NameLine(self.tr("Make"), self.tr("Make nothing"), 50, 24)  # a new tag or folder for those ticked
        self.notice = Notice()
        self.sample = SampleStrip(session, jobs, window)
        self._loading = LoadingBar()
        self._hidden: tuple[Place, ...] | None = None
        yield
        yield from self._build()
        yield from self.editor.steps

    def _build(self) -> Generator[None]:
        self._import = Button(self.tr("Import"), icon="upload")
        self._new = Button(self.tr("New link"), "primary", "plus")
        self._new.setToolTip(self.tr("New link (Ctrl+N)"))
        self.header.add_action(self._import)
        self.header.add_action(self._new)
        self.bulk_bar.hide()
        self.foot.setProperty("toasts_above", _TOASTS)  # not over the editor: a late click would hit a rule there
        self._dress_table()
        self.show_all = Button(self.tr("Clear the filter"), icon="x")
        title, said = self.tr("Nothing by that name"), self.tr("Try fewer letters, or another list.")
        self._none = EmptyPage("search", title, said, boxes.box(boxes.columns(None, self.show_all, None)))
        self._stack = QStackedWidget()
        self._empty = self._empty_page()
        yield
        for page in (self.table, self._empty, self._none):
            self._stack.addWidget(page)
        tabs = boxes.columns(gap=0, margins=(20, 0, 0, 0))
        tabs.addWidget(self.tabs, 1)
        tabs.addWidget(_lined(self.views.button))
        self._tabs = boxes.box(tabs)
        column = boxes.rows(self.header, self._tabs, self._loading, self.notice, self.sample, gap=0)
        for part in (self.views.naming, self.views.renaming, self.naming, self.filter_row, self.bulk_bar):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)
        left = QWidget()
        left.setLayout(column)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self.setLayout(boxes.rows(self._split, gap=0))  # first: what comes into it is then dressed once
        yield
        self._split.addWidget(left)
        self._split.setStretchFactor(0, 1)
        left.setMinimumWidth(400)
        yield
        yield from self.side.put_into(self._split)

    def _show_reach(self) -> None:
        """Offer what makes links only to a key that may make them, and say why not."""
        may = self._session.may(Scope.LINKS_CREATE)
        why = self.tr("Your key may not make links.")
        self._new.setToolTip(self.tr("New link (Ctrl+N)") if may else why)
        self._import.setToolTip("" if may else why)
        for part in (self._new, self._import, self._first, self._other):
            part.setEnabled(may)
        change, codes = (self._session.may(scope) for scope in (Scope.LINKS_UPDATE, Scope.CODES_READ))
        self.bulk_bar.show_reach(change=change, codes=codes)

    def _empty_page(self) -> EmptyPage:
        self._first = FirstLink()
        self._other = other = LinkButton(self.tr("Import from Bitly, YOURLS, Kutt, Shlink or CSV"))
        other.clicked.connect(self.side.open_import)
        row = boxes.box(boxes.columns(None, other, None))
        return EmptyPage(
            "qr-code",
            self.tr("Print a code once, change its page whenever you like"),
            self.tr("Paste the page people should see. You get a short link and its code."),
            self._first,
            row,
        )

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Links"))
        table.set_columns(WIDE)
        self._window.state.keep_columns("links", table)
        table.set_row_height(tokens.measures().table.row_two_line)
        table.setMinimumWidth(360)

    def _place_bars(self) -> None:
        some = bool(self.model.checked())
        empty = self._stack.currentWidget() is self._empty
        self.bulk_bar.setVisible(some and not empty)
        self.filter_row.setVisible(not some and not empty)

    def _fit_columns(self) -> None:
        width = self.width() - self.side.width()
        narrow = width < _WIDE_FROM
        self.model.cramped = width < _ROOMY_FROM
        self._import.setVisible(self.side.shown() is None)
        given = HIDDEN_WHEN_CRAMPED if self.model.cramped else HIDDEN_WHEN_NARROW
        hidden = given if narrow else () if width >= _WHOLE_FROM else (Place.CREATED,)
        if self._hidden == hidden:
            return
        self._hidden, self.model.narrow = hidden, narrow
        self.table.set_columns(NARROW if narrow else WIDE)
        self.columns.fit(hidden)

    def resizeEvent(self, event: object) -> None:
        self._fit_columns()


def _lined(button: QWidget) -> QWidget:
    """Return ``button`` above the line that runs under the tabs."""
    made = boxes.box(boxes.columns(button, margins=(0, 0, 12, 2)), edge="bottom")
    made.setFixedHeight(36)
    return made
