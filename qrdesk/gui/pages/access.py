"""Access: keys for programs. A new key is shown once, in the panel, never in a dialog."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFrame, QWidget

from qrdesk.client import KeyDraft
from qrdesk.core.schemas.access import KeyView, NewKeyView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.access_panel import KeyPanel
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.plain_table import Line, PlainTableModel
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.cells import Plain, TwoLines
from qrdesk.gui.widgets.header import PageHeader
from qrdesk.gui.widgets.rows import Column, RowTable


class AccessPage(QWidget):
    """Keys at the left, the one chosen, or a new one, at the right."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__()
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        self._keys: dict[str, KeyView] = {}
        self.model = PlainTableModel(("", self.tr("Key"), self.tr("Last used"), ""))
        self.table = RowTable()
        self.notice = Notice()
        self.panel = KeyPanel()
        self._header = PageHeader(self.tr("Access"))
        self._build()
        self.panel.create_wanted.connect(self._create)
        self.panel.revoke_wanted.connect(self._revoke)
        self.panel.copy_wanted.connect(self._copy)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)

    def refresh(self) -> None:
        """Ask for the keys again."""
        client = self._session.client
        if client is not None:
            self._jobs.run(self, client.keys.list, self._show, self._not_shown)

    def focus_first(self) -> None:
        """Put the focus into the table."""
        self.table.setFocus()

    def regions(self) -> Sequence[QWidget]:
        """Return what F6 walks."""
        return [self.table, self.panel]

    def _build(self) -> None:
        new = Button(self.tr("New key"), "primary", "plus")
        new.clicked.connect(self._new)
        self._header.add_action(new)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Keys"))
        self.table.set_columns([Column(24), Column(0), Column(132, align="right"), Column(16)])
        said = self.tr("A key never reaches further than what it was made for.")
        foot = boxes.box(boxes.rows(labels.Paragraph(said), margins=(24, 12, 24, 12)), edge="top")
        column = boxes.rows(self._header, boxes.line("h"), self.notice, gap=0)
        column.addWidget(self.table, 1)
        column.addWidget(foot)
        left = QFrame()
        left.setLayout(column)
        left.setFixedWidth(tokens.measures().panel.access_list)
        right = boxes.box(boxes.rows(boxes.scrolled(self.panel), gap=0), edge="left")
        row = boxes.columns(left, gap=0)
        row.addWidget(right, 1)
        self.setLayout(row)

    def _show(self, keys: Sequence[KeyView]) -> None:
        self.notice.clear()
        self._keys = {key.id: key for key in keys}
        good = sum(key.revoked_at is None for key in keys)
        self._header.set_count(words.number(good))
        shown = self.model.key_at(self.table.currentIndex().row())
        self.model.show([self._line(key) for key in keys])
        if shown in self._keys:
            self.table.selectRow(self.model.row_of(shown))

    def _line(self, key: KeyView) -> Line:
        used = words.day(key.last_used_at) if key.last_used_at else self.tr("not yet")
        if key.revoked_at is not None:
            used = self.tr("Revoked {day}").format(day=words.day(key.revoked_at))
        detail = self.panel.scopes_in_words(key.scopes)
        ink = "tertiary" if key.revoked_at is not None else "secondary"
        cells = [
            Plain(""),
            TwoLines(key.name, detail, strong=key.revoked_at is None),
            Plain(used, ink, align="right"),
            Plain(""),
        ]
        return Line(key.id, cells, f"{key.name}, {detail}, {used}")

    def _new(self) -> None:
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())
        self.panel.show_new()

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        key = self._keys.get(self.model.key_at(index.row())) if index.isValid() else None
        if key is not None and not self.panel.shows_new_key(key.id):
            self.panel.show_key(key)

    def _copy(self, text: str, said: str) -> None:
        self._routes.copy_text(text, said)

    def _create(self, draft: KeyDraft) -> None:
        client = self._session.client
        if client is not None:
            self._jobs.run(self, partial(client.keys.create, draft), self._created, self._not_done)

    def _created(self, key: NewKeyView) -> None:
        self.panel.show_new_key(key)
        self._window.status.say(self.tr("Key {name} made").format(name=key.name))
        self.refresh()
        self.table.selectRow(self.model.row_of(key.id))

    def _revoke(self, key_id: str) -> None:
        client = self._session.client
        if client is not None:
            self._jobs.run(self, partial(client.keys.revoke, key_id), partial(self._revoked, key_id), self._not_done)

    def _revoked(self, key_id: str, _nothing: None) -> None:
        name = self._keys[key_id].name if key_id in self._keys else ""
        self.panel.forget(key_id)
        self._window.status.say(self.tr("Key {name} is revoked").format(name=name))
        self.panel.show_new()
        self._new()
        self.refresh()

    def _not_done(self, error: Exception) -> None:
        self.panel.show_trouble(words.failure(error))

    def _not_shown(self, error: Exception) -> None:
        again = (self.tr("Try now"), self.refresh)
        self.notice.say("danger", self.tr("The keys could not be loaded"), words.failure(error), [again])
