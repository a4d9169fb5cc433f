"""Help: the manual that ships with the app, searched as a whole and within a chapter, and the diagnostics."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from qrdesk.core.manual import chapters
from qrdesk.core.manual.chapters import Chapter, Found
from qrdesk.gui import language, words
from qrdesk.gui.faults import Faults
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.help_diagnostics import Diagnostics
from qrdesk.gui.pages.help_text import ManualText
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.plain_table import Line, PlainTableModel
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.cells import Plain, TwoLines
from qrdesk.gui.widgets.empty import EmptyPage
from qrdesk.gui.widgets.fields import SearchField
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.rows import Column, RowTable

_LIST = 320  # px
_LAST = "help/chapter"
_OF_PAGES = {
    "home": "start", "links": "links", "studio": "studio", "batch": "batch", "analytics": "analytics",
    "domains": "domains", "webhooks": "programs", "access": "access", "activity": "working", "settings": "backup",
    "first_run": "start",
    # the parts of Settings
    "settings/general": "start", "settings/address": "server", "settings/scans": "privacy",
    "settings/pictures": "studio", "settings/backups": "backup", "settings/import": "links",
    "settings/here": "working",
}  # fmt: skip

Place = tuple[str, str]  # a chapter, and a heading in it


class HelpPage(QWidget):
    """Chapters or hits at the left, the chapter chosen at the right; Alt+Left goes back to the one before."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, faults: Faults) -> None:
        super().__init__()
        self._window, self._routes, self._jobs = window, routes, jobs
        self._before: list[Place] = []
        self._after: list[Place] = []
        self._shown: Place = ("", "")
        self._turn = 0
        self.search = SearchField(self.tr("Search the manual"), "search")
        self.model = PlainTableModel(("", self.tr("Chapters")))
        self.list = RowTable(36)
        self.text = ManualText()
        self.diagnostics = Diagnostics(session, jobs, window, faults)
        self.back = IconButton("arrow-left", self.tr("Back"), 32)
        self.forward = IconButton("arrow-right", self.tr("Forward"), 32)
        self.find_field = SearchField(self.tr("Find in this chapter"), "search")
        self.nowhere = labels.text("", "caption")
        self.show_diagnostics_ = Button(self.tr("Diagnostics"), icon="activity")
        self.none = EmptyPage("search", self.tr("Nothing in the manual is like that"), self.tr("Try fewer words."))
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self._list_chapters()
        self.open(window.state.read(_LAST, ""))

    # what is shown

    def open(self, name: str, anchor: str = "") -> None:
        """Show a chapter; the first one where there is none of that name."""
        if self._shown[0]:
            self._before.append(self._shown)
            self._after.clear()
        self._go(name, anchor)

    def open_for(self, page: str) -> None:
        """Show the chapter about a page of the app, or about a part of it: ``settings/address``."""
        self.search.clear()
        self.open(_OF_PAGES.get(page) or _OF_PAGES.get(page.partition("/")[0], ""))

    def show_diagnostics(self) -> None:
        """Show what can be copied for somebody who helps."""
        self._stack.setCurrentWidget(self.diagnostics)
        self.diagnostics.look()

    def focus_first(self) -> None:
        """Put the focus into the chapter: it is there to be read."""
        self.text.setFocus()

    def regions(self) -> Sequence[QWidget]:
        """Return what F6 walks."""
        return [self.search, self.list, self._stack]

    def go_back(self) -> None:
        """Show the chapter before."""
        if self._before:
            self._after.append(self._shown)
            self._go(*self._before.pop())

    def go_forward(self) -> None:
        """Show the chapter that one went back from."""
        if self._after:
            self._before.append(self._shown)
            self._go(*self._after.pop())

    def find_here(self) -> None:
        """Begin to look for words in the chapter."""
        self._stack.setCurrentWidget(self._chapter)
        self.find_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_field.selectAll()

    # inside

    def _build(self) -> None:
        header = PageHeader(self.tr("Help"))
        header.add_action(self.show_diagnostics_)
        self.back.name(self.tr("Back"), "Alt+Left")
        self.forward.name(self.tr("Forward"), "Alt+Right")
        self.list.setModel(self.model)
        self.list.setAccessibleName(self.tr("Chapters"))
        self.list.horizontalHeader().hide()
        self.list.set_columns([Column(16), Column(0)])
        left = QFrame()
        search = boxes.columns(self.search, margins=(16, 10, 12, 10))
        column = boxes.rows(search, gap=0)
        column.addWidget(self.list, 1)
        column.addWidget(self.none, 1)
        self.none.hide()
        left.setLayout(column)
        left.setFixedWidth(_LIST)
        self.find_field.setMaximumWidth(260)
        bar = boxes.columns(self.back, self.forward, None, self.nowhere, self.find_field, gap=4, margins=(16, 8, 16, 8))
        bar.setStretchFactor(self.find_field, 10)
        self._chapter = QWidget()
        self._chapter.setLayout(boxes.rows(boxes.box(bar, edge="bottom"), self.text, gap=0))
        for part in (self._chapter, self.diagnostics):
            self._stack.addWidget(part)
        row = boxes.columns(gap=0)
        row.addWidget(left)
        row.addWidget(boxes.box(boxes.rows(self._stack, gap=0), edge="left"), 1)
        whole = boxes.rows(header, boxes.line("h"), gap=0)
        whole.addLayout(row, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.search.changed.connect(self._search)
        self.search.returnPressed.connect(self.list.setFocus)
        self.list.selectionModel().currentRowChanged.connect(self._chosen)
        self.list.opened.connect(self._read)
        self.text.chapter_wanted.connect(self.open)
        self.text.place_wanted.connect(self._routes.show_page)
        self.text.web_wanted.connect(_open_web)
        self.text.copied.connect(lambda: self._window.status.say(self.tr("The code is copied")))
        self.back.clicked.connect(self.go_back)
        self.forward.clicked.connect(self.go_forward)
        self.find_field.changed.connect(self._find_typed)
        self.find_field.returnPressed.connect(partial(self._find, next_one=True))
        self.show_diagnostics_.clicked.connect(self.show_diagnostics)
        self.diagnostics.left.connect(lambda: self._stack.setCurrentWidget(self._chapter))
        self.diagnostics.log_wanted.connect(self._routes.open_log)

    def _go(self, name: str, anchor: str) -> None:
        here = language.spoken()
        chapter = chapters.find(name, here) or next(iter(chapters.chapters(here)), None)
        if chapter is None:
            return
        self._shown = chapter.name, anchor
        self._stack.setCurrentWidget(self._chapter)
        self.text.show_chapter(chapter, anchor)
        self.text.mark("")
        self._window.state.write(_LAST, chapter.name)
        self.back.setEnabled(bool(self._before))
        self.forward.setEnabled(bool(self._after))
        if not self.search.text():
            self._mark(chapter.name)
        if self.find_field.text():
            self._find()

    def _mark(self, key: str) -> None:
        row = self.model.row_of(key)
        if row >= 0 and row != self.list.currentIndex().row():
            blocked = self.list.selectionModel().blockSignals(True)
            self.list.selectRow(row)
            self.list.selectionModel().blockSignals(blocked)
            self.list.viewport().update()
        self._show_marked()

    def _show_marked(self) -> None:
        """Bring the chapter chosen into sight."""
        if self.list.currentIndex().isValid():
            self.list.scrollTo(self.list.currentIndex())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._show_marked)  # once the list has its height

    def _list_chapters(self) -> None:
        self.none.hide()
        self.list.show()
        self.list.set_row_height(36)
        self.model.show([_chapter_line(one) for one in chapters.chapters(language.spoken())])
        self._mark(self._shown[0])

    def _search(self, said: str) -> None:
        self._turn += 1
        if not said.strip():
            self._list_chapters()
            return
        work = partial(chapters.search, said, language.spoken())
        self._jobs.run(self, work, partial(self._found, self._turn))

    def _found(self, turn: int, found: Sequence[Found]) -> None:
        if turn != self._turn:
            return
        self.list.set_row_height(52)
        self.model.show([line for one in found for line in self._hit_lines(one)])
        self.list.setVisible(bool(found))
        self.none.setVisible(not found)

    def _hit_lines(self, found: Found) -> list[Line]:
        one, many = self.tr("{count} place"), self.tr("{count} places")
        made: list[Line] = []
        for snippet in found.snippets:
            key = f"{found.chapter.name}#{snippet.anchor}"
            said = snippet.said
            if snippet.heading != found.chapter.title:  # its first words will do: what was found needs the room
                short = found.chapter.title.partition(":")[0]
                said = self.tr("{chapter}: {words}").format(chapter=short, words=said)
            sentence = self.tr("{heading}: {words} {places}").format(
                heading=snippet.heading, words=said, places=words.counted(found.count, one, many)
            )
            made.append(Line(key, [Plain(""), TwoLines(snippet.heading, said)], sentence))
        return made

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        key = self.model.key_at(index.row()) if index.isValid() else ""
        name, _, anchor = key.partition("#")
        if name and (name != self._shown[0] or anchor):
            self.open(name, anchor)
            if anchor:
                self.text.find_below(self.search.text())
                self.text.mark(self.search.text())

    def _read(self, _index: QModelIndex) -> None:
        self.text.setFocus()

    def _find_typed(self, _words: str) -> None:
        self._find()

    def _find(self, *, next_one: bool = False) -> None:
        if not next_one:  # from where the one shown begins
            cursor = self.text.textCursor()
            cursor.setPosition(cursor.selectionStart())
            self.text.setTextCursor(cursor)
        there = self.text.find_words(self.find_field.text())
        self.nowhere.setText("" if there else self.tr("Not in this chapter"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._stack.currentWidget() is self.diagnostics:
            self._stack.setCurrentWidget(self._chapter)
            self.text.setFocus()
        else:
            super().keyPressEvent(event)


def _chapter_line(one: Chapter) -> Line:
    return Line(one.name, [Plain(""), Plain(one.title, "primary")], one.title)


def _open_web(where: str) -> None:
    QDesktopServices.openUrl(QUrl(where))
