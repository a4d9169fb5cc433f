"""Keys: ways in for programs and members. A new key is shown once, in the panel, never in a dialog."""

from collections.abc import Generator
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Signal

from qrdesk.client import Client, KeyDraft, KeyPatch, RotationDraft, restoring
from qrdesk.client.restoring import Changed
from qrdesk.core.schemas.access import KeyView, NewKeyView, RotatedKeyView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.access_drafts import NEW
from qrdesk.gui.pages.access_key_form import KeyFacts, KeyForm
from qrdesk.gui.pages.access_panel import KeyPanel
from qrdesk.gui.pages.access_part import MakingPart
from qrdesk.gui.pages.access_scopes import scopes_in_words
from qrdesk.gui.pieces import whole
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.plain_table import Line
from qrdesk.gui.widgets.cells import Plain, TwoLines
from qrdesk.gui.widgets.rows import Column


class KeysPart(MakingPart):
    """Keys at the left, the one chosen, or a new one, at the right."""

    counted = Signal(int)

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, *, at_once: bool = True
    ) -> None:
        """Not ``at_once``: it is made by its ``steps``, and of no use before they are done."""
        super().__init__(session, jobs, window, routes)
        self.steps = self._made()
        if at_once:
            whole(self.steps)

    def _made(self) -> Generator[None]:
        self._keys: dict[str, KeyView] = {}
        columns = [Column(24), Column(26), Column(0, spills=True), Column(144, align="right"), Column(16)]
        self.begin(("", "", self.tr("Key"), self.tr("Last used"), ""), columns, self.tr("New key"))
        yield
        form = KeyForm()
        yield
        self.panel = KeyPanel(form)
        yield
        self._build()
        yield
        panel = self.panel
        panel.create_wanted.connect(self._create)
        panel.change_wanted.connect(self._change)
        panel.rotate_wanted.connect(self._rotate)
        panel.revoke_wanted.connect(self._revoke)
        panel.copy_wanted.connect(self._copy)
        panel.begin.clicked.connect(self.show_new)
        self.forget()

    def refresh(self) -> None:
        """Ask for the keys again."""
        self.ask(
            partial(_facts, self.session.place if self.session.mode == "remote" else ""),
            self._show,
            self.tr("The keys could not be loaded"),
        )

    def forget(self) -> None:
        super().forget()
        self._keys = {}
        self.panel.forget_all()

    def _build(self) -> None:
        said = self.tr("A key never reaches further than the person or the scopes it was made with.")
        self.lay_out(self.table, self.tr("Keys"), said, self.panel, self.panel.foot)

    def _show(self, facts: KeyFacts) -> None:
        self._keys = {key.id: key for key in facts.keys}
        self.counted.emit(sum(key.revoked_at is None for key in facts.keys))
        self.new.setVisible("keys:create" in facts.me.scopes)
        live_first = sorted(facts.keys, key=lambda key: key.revoked_at is not None)
        self.model.show([self._line(key) for key in live_first])
        is_empty = not self.making and not live_first and not self.new.isHidden()
        self.panel.show_facts(facts, more_follows=is_empty or (not self.making and bool(live_first)))
        if not self.making and not self.panel.shown_id() and live_first:
            self.panel.show_key(next((key for key in live_first if self.panel.holds(key.id)), live_first[0]))
        if is_empty:
            self.panel.show_empty()
            self.new.set_kind("secondary")  # the filled button is that of the empty page
        self.mark(self.panel.shown_id())

    def _line(self, key: KeyView) -> Line:
        now = datetime.now(UTC)
        used = words.lately(key.last_used_at, now) if key.last_used_at else self.tr("not used yet")
        over = key.revoked_at is not None
        if key.revoked_at is not None:
            used = self.tr("Revoked {day}").format(day=words.day(key.revoked_at))
        elif key.expires_at is not None:
            over = key.expires_at <= now
            said = self.tr("Ended {day}") if over else self.tr("Ends {day}")
            used = said.format(day=words.day(key.expires_at))
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

    def show_new(self) -> None:
        """Offer to make a key."""
        super().show_new()
        self.panel.show_new()
        self.panel.name.input.setFocus()

    def chosen(self, key: str) -> None:
        """Show a key made before."""
        if key in self._keys and self.panel.shown_id() != key:
            self.making = False
            self.panel.show_key(self._keys[key])

    def _copy(self, text: str, said: str) -> None:
        self.routes.copy_text(text, said)

    def _create(self, draft: KeyDraft) -> None:
        refused = partial(self.refused, self.panel, NEW)
        self.make_secret(lambda client: client.keys.create(draft), self._created, refused, self.panel.keep)

    def _created(self, key: NewKeyView) -> None:
        self.panel.show_new_key(key)
        self.window_.status.say(self.tr("Key {name} made").format(name=key.name))
        self.refresh()

    def _change(self, key_id: str, patch: KeyPatch) -> None:
        refused = partial(self.refused, self.panel, key_id)
        base = self.panel.base() if key_id == self.panel.shown_id() else None
        work = partial(restoring.changed, "key", key_id, patch, base=base)
        self.change(work, self._changed, refused)

    def _changed(self, changed: Changed) -> None:
        self.panel.show_saved(changed.view)
        self.undoing.tell(self.tr("Saved: {name}").format(name=changed.view.name), changed.back)
        self.refresh()

    def _rotate(self, key_id: str, draft: RotationDraft) -> None:
        own = self.panel.is_own() and self.session.mode == "remote"
        keep = partial(self._keep_rotated, self.session.place if own else "")
        rotated = partial(self._rotated, own)
        self.make_secret(lambda client: client.keys.rotate(key_id, draft), rotated, self.panel.say_trouble, keep)

    def _keep_rotated(self, place: str, key: RotatedKeyView) -> str:
        """Keep a text that came late; ``place`` is where this app itself uses the key."""
        if place:
            self.routes.renew_key(key.key, place)
        return self.panel.keep(key)

    def _rotated(self, own: bool, key: RotatedKeyView) -> None:
        self.panel.show_new_key(key)
        self.window_.status.say(self.tr("Key {name} has a new text").format(name=key.name))
        if own:
            self.routes.renew_key(key.key, self.session.place)
        self.refresh()

    def _revoke(self, key_id: str) -> None:
        own = self.panel.is_own() and self.session.mode == "remote"
        revoked = partial(self._revoked, own, key_id)
        self.change(lambda client: client.keys.revoke(key_id), revoked, self.panel.say_trouble)

    def _revoked(self, own: bool, key_id: str, _nothing: None) -> None:
        name = self._keys[key_id].name if key_id in self._keys else ""
        if own:
            self.routes.left(self.tr("The key {name}, which this app used, is revoked").format(name=name))
            return
        self.panel.forget(key_id)
        self.window_.status.say(self.tr("Key {name} is revoked").format(name=name))
        self.show_new()
        self.refresh()


def _facts(server: str, client: Client) -> KeyFacts:
    me = client.me.get()
    members = client.members.list() if "members:read" in me.scopes else []
    address = server or (own_address(client) if "domains:read" in me.scopes else "")
    return KeyFacts(client.keys.list(), me, client.plans.list(), members, address)


def own_address(client: Client) -> str:
    """Return where a database of this computer is served for others; empty where it is not known."""
    return next((domain.url for domain in client.domains.list() if domain.is_default), "")
