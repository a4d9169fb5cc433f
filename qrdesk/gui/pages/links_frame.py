"""How the Links page is put together: what stands where, and what gives way where it is narrow."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from qrdesk.gui.importing import Importer
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.link_editor import LinkEditor
from qrdesk.gui.pages.links_bulk import Bulk
from qrdesk.gui.pages.links_filters import FilterRow
from qrdesk.gui.pages.links_loading import LinkLoader
from qrdesk.gui.pages.links_parts import BulkBar, FirstLink, Foot
from qrdesk.gui.pages.links_side import LinkSide
from qrdesk.gui.pages.links_views import Views
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.link_table import HIDDEN_WHEN_NARROW, NARROW, WIDE, LinkTableModel, Place
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button, LinkButton
from qrdesk.gui.widgets.empty import EmptyPage
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.loading import LoadingBar
from qrdesk.gui.widgets.rows import RowTable
from qrdesk.gui.widgets.side import NameLine
from qrdesk.gui.widgets.tabs import Tabs

_WIDE_FROM = 880  # px of table width: below, destination, tags and day give way
_WHOLE_FROM = 1040  # px: below, the day it was made
_ROOMY_FROM = 600  # px: below, the first tag goes too


class LinksFrame(QWidget):
    """The widgets of the Links page, in their places."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__()
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        self.model = LinkTableModel()
        self.loader = LinkLoader(session, jobs, self.model, self)
        self.importer = Importer(session, jobs, window)
        self.bulk = Bulk(session, jobs, window, self.loader, self.model)
        self.editor = LinkEditor(session, jobs, window, routes)
        self.side = LinkSide(session, jobs, window, self.editor, self.importer)
        self.views = Views(session, jobs, window)
        self.table = RowTable()
        self.header = PageHeader(self.tr("Links"))
        self.tabs = Tabs(
            [
                ("all", self.tr("All")),
                ("printed", self.tr("Printed")),
                ("attention", self.tr("Page down")),
                ("archived", self.tr("Archived")),
            ],
            name=self.tr("Lists of links"),
        )
        self.filter_row, self.bulk_bar, self.foot = FilterRow(), BulkBar(), Foot()
        self.naming = NameLine(self.tr("Make"), self.tr("Make nothing"), 50, 24)  # a new tag or folder for those ticked
        self.notice = Notice()
        self._loading = LoadingBar()
        self._hidden: tuple[Place, ...] | None = None
        self._build()

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
        tabs = boxes.columns(self.tabs, margins=(20, 0, 0, 0), gap=0)
        tabs.setStretch(0, 1)
        tabs.addWidget(_lined(self.views.button))
        self._tabs = boxes.box(tabs)
        column = boxes.rows(self.header, self._tabs, self._loading, self.notice, gap=0)
        for part in (self.views.naming, self.naming, self.filter_row, self.bulk_bar):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        column.addWidget(self.foot)
        left = QWidget()
        left.setLayout(column)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self.setLayout(boxes.rows(self._split, gap=0))  # first: what comes into it is then dressed once
        self._split.addWidget(left)
        self._split.setStretchFactor(0, 1)
        left.setMinimumWidth(400)
        self.side.put_into(self._split)

    def _empty_page(self) -> EmptyPage:
        self._first = FirstLink()
        other = LinkButton(self.tr("Import a list from CSV"))
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
        hidden = HIDDEN_WHEN_NARROW if narrow else () if width >= _WHOLE_FROM else (Place.CREATED,)
        if self._hidden == hidden:
            return
        self._hidden, self.model.narrow = hidden, narrow
        self.table.set_columns(NARROW if narrow else WIDE)
        for place in HIDDEN_WHEN_NARROW:
            self.table.setColumnHidden(place, place in hidden)

    def resizeEvent(self, event: object) -> None:
        self._fit_columns()


def _lined(button: QWidget) -> QWidget:
    """Return ``button`` above the line that runs under the tabs."""
    made = boxes.box(boxes.columns(button, margins=(0, 0, 12, 2)), edge="bottom")
    made.setFixedHeight(36)
    return made
