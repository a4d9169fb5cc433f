"""Keys: ways in for programs and members. A new key is shown once, in the panel, never in a dialog."""

from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QModelIndex, Signal

from qrdesk.client import Client, KeyDraft, KeyPatch, RotationDraft
from qrdesk.core.schemas.access import KeyView, NewKeyView, RotatedKeyView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.access_key_form import KeyFacts
from qrdesk.gui.pages.access_panel import KeyPanel
from qrdesk.gui.pages.access_part import ListPart
from qrdesk.gui.pages.access_scopes import scopes_in_words
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.plain_table import Line, PlainTableModel
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.cells import Plain, TwoLines
from qrdesk.gui.widgets.rows import Column, RowTable


class KeysPart(ListPart):
    """Keys at the left, the one chosen, or a new one, at the right."""

    counted = Signal(int)

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__(session, jobs, window, routes)
        self._keys: dict[str, KeyView] = {}
        self._making = False  # a new key was asked for: no other takes its place
        self.model = PlainTableModel(("", "", self.tr("Key"), self.tr("Last used"), ""))
        self.table = RowTable()
        self.panel = KeyPanel()
        self.new = Button(self.tr("New key"), "primary", "plus")
        self._build()
        panel = self.panel
        panel.create_wanted.connect(self._create)
        panel.change_wanted.connect(self._change)
        panel.rotate_wanted.connect(self._rotate)
        panel.revoke_wanted.connect(self._revoke)
        panel.copy_wanted.connect(self._copy)
        self.new.clicked.connect(self._new)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)

    def refresh(self) -> None:
        """Ask for the keys again."""
        self.ask(_facts, self._show, self.tr("The keys could not be loaded"))

    def forget(self) -> None:
        super().forget()
        self._keys, self._making = {}, False
        self.model.show([])
        self.panel.forget_all()

    def _build(self) -> None:
        self.table.setModel(self.model)
        self.table.set_columns([Column(24), Column(26), Column(0), Column(108, align="right"), Column(16)])
        said = self.tr("A key never reaches further than the person or the scopes it was made with.")
        self.lay_out(self.table, self.tr("Keys"), said, self.panel, self.panel.foot)

    def _show(self, facts: KeyFacts) -> None:
        self._keys = {key.id: key for key in facts.keys}
        self.counted.emit(sum(key.revoked_at is None for key in facts.keys))
        self.new.setEnabled("keys:create" in facts.me.scopes)
        live_first = sorted(facts.keys, key=lambda key: key.revoked_at is not None)
        self.model.show([self._line(key) for key in live_first])
        self.panel.show_facts(facts)
        if not self._making and not self.panel.shown_id() and live_first:
            self.panel.show_key(live_first[0])
        self._mark(self.panel.shown_id())

    def _line(self, key: KeyView) -> Line:
        now = datetime.now(UTC)
        used = words.lately(key.last_used_at, now) if key.last_used_at else self.tr("not used yet")
        over = key.revoked_at is not None
        if key.revoked_at is not None:
            used = self.tr("Revoked {day}").format(day=words.short_day(key.revoked_at))
        elif key.expires_at is not None:
            over = key.expires_at <= now
            said = self.tr("Ended {day}") if over else self.tr("Ends {day}")
            used = said.format(day=words.short_day(key.expires_at))
        detail = scopes_in_words(key.scopes)
        kind = self.tr("a member's") if key.kind == "user" else self.tr("a program's")
        cells = [
            Plain(""),
            Plain("", "tertiary" if over else "secondary", "user" if key.kind == "user" else "bot"),
            TwoLines(key.name, detail, strong=not over),
            Plain(used, "tertiary" if over else "secondary", align="right"),
            Plain(""),
        ]
        return Line(key.id, cells, f"{key.name}, {kind}, {detail}, {used}")

    def _mark(self, key_id: str) -> None:
        row = self.model.row_of(key_id)
        if row >= 0:
            self.table.selectRow(row)

    def _new(self) -> None:
        self._making = True
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())
        self.panel.show_new()
        self.panel.name.input.setFocus()

    def _chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        key = self._keys.get(self.model.key_at(index.row())) if index.isValid() else None
        if key is not None and self.panel.shown_id() != key.id:
            self._making = False
            self.panel.show_key(key)

    def _copy(self, text: str, said: str) -> None:
        self.routes.copy_text(text, said)

    def _create(self, draft: KeyDraft) -> None:
        self.change(lambda client: client.keys.create(draft), self._created, self.panel.refuse)

    def _created(self, key: NewKeyView) -> None:
        self.panel.show_new_key(key)
        self.window_.status.say(self.tr("Key {name} made").format(name=key.name))
        self.refresh()

    def _change(self, key_id: str, patch: KeyPatch) -> None:
        self.change(lambda client: client.keys.update(key_id, patch), self._changed, self.panel.refuse)

    def _changed(self, key: KeyView) -> None:
        self.panel.show_key(key)
        self.window_.status.say(self.tr("Saved: {name}").format(name=key.name))
        self.refresh()

    def _rotate(self, key_id: str, draft: RotationDraft) -> None:
        own = self.panel.is_own() and self.session.mode == "remote"
        self.change(lambda client: client.keys.rotate(key_id, draft), partial(self._rotated, own), self.panel.refuse)

    def _rotated(self, own: bool, key: RotatedKeyView) -> None:
        self.panel.show_new_key(key)
        self.window_.status.say(self.tr("Key {name} has a new text").format(name=key.name))
        if own:
            self.routes.renew_key(key.key)
        self.refresh()

    def _revoke(self, key_id: str) -> None:
        self.change(lambda client: client.keys.revoke(key_id), partial(self._revoked, key_id), self.panel.refuse)

    def _revoked(self, key_id: str, _nothing: None) -> None:
        name = self._keys[key_id].name if key_id in self._keys else ""
        self.panel.forget(key_id)
        self.window_.status.say(self.tr("Key {name} is revoked").format(name=name))
        self._new()
        self.refresh()


def _facts(client: Client) -> KeyFacts:
    me = client.me.get()
    members = client.members.list() if "members:read" in me.scopes else []
    return KeyFacts(client.keys.list(), me, client.plans.list(), members)
