"""Invitations: a code that lets one more person in, shown once, in the panel."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from qrdesk.client import Client, InvitationDraft
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.members import InvitationView, MeView, NewInvitationView
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages.access_drafts import NEW
from qrdesk.gui.pages.access_invitation_panel import InvitationPanel
from qrdesk.gui.pages.access_keys import own_address
from qrdesk.gui.pages.access_part import MakingPart
from qrdesk.gui.pages.access_roles import role_name
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.tables.plain_table import Line
from qrdesk.gui.widgets.cells import Plain, TwoLines
from qrdesk.gui.widgets.rows import Column
from qrdesk.gui.within_reach import gate

_Facts = tuple[Sequence[InvitationView], MeView, str]  # the last is the address that people come in by


class InvitationsPart(MakingPart):
    """Invitations at the left, the one chosen, or a new one, at the right."""

    counted = Signal(int)

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, panel: InvitationPanel
    ) -> None:
        super().__init__(session, jobs, window, routes)
        self._known: dict[str, InvitationView] = {}
        columns = [Column(24), Column(0, spills=True), Column(140, align="right"), Column(16)]
        self.begin(("", self.tr("Invitation"), self.tr("Status"), ""), columns, self.tr("New invitation"))
        self.panel = panel
        self._build()
        self.panel.create_wanted.connect(self._create)
        self.panel.revoke_wanted.connect(self._revoke)
        self.panel.copy_wanted.connect(self._copy)
        self.panel.begin.clicked.connect(self.show_new)
        self.forget()

    def refresh(self) -> None:
        """Ask for the invitations again."""
        server = self.session.place if self.session.mode == "remote" else ""
        self.ask(partial(_facts, server), self._show, self.tr("The invitations could not be loaded"))

    def forget(self) -> None:
        super().forget()
        self._known = {}
        self.panel.forget_all()

    def show_new(self) -> None:
        """Offer to invite somebody."""
        super().show_new()
        self.panel.show_new()
        self.panel.name.input.setFocus()

    def _build(self) -> None:
        gate(self.session, [Scope.MEMBERS_CREATE], self.tr("Your key may not invite people."), self.panel.make)
        said = self.tr("A code lets in one person, once. Withdraw it for as long as nobody has joined with it.")
        self.lay_out(self.table, self.tr("Invitations"), said, self.panel)

    def _show(self, facts: _Facts) -> None:
        invitations, me, address = facts
        self._known = {one.id: one for one in invitations}
        self.counted.emit(sum(one.status == "open" for one in invitations))
        self.new.setVisible("members:create" in me.scopes)
        open_first = sorted(invitations, key=lambda one: one.status != "open")
        self.model.show([self._line(one) for one in open_first])
        shown = self.panel.shown_id()
        if not shown and not self.making and open_first:
            shown = next((one.id for one in open_first if self.panel.holds(one.id)), open_first[0].id)
        self.panel.show_facts(me, self._known.get(shown), address)
        if not invitations and not self.making and not self.new.isHidden():
            self.panel.show_empty()
            self.new.set_kind("secondary")  # the filled button is that of the empty page
        self.mark(shown)

    def _line(self, one: InvitationView) -> Line:
        is_open = one.status == "open"
        said = self.panel.status_words(one)
        role = role_name(one.role)
        cells = [
            Plain(""),
            TwoLines(one.name, role, strong=is_open),
            Plain(said, "secondary" if is_open else "tertiary", align="right"),
            Plain(""),
        ]
        return Line(one.id, cells, f"{one.name}, {role}, {said}")

    def chosen(self, key: str) -> None:
        """Show an invitation made before."""
        if key in self._known and key != self.panel.shown_id():
            self.making = False
            self.panel.show_invitation(self._known[key])

    def _copy(self, text: str, said: str) -> None:
        self.routes.copy_text(text, said)

    def _create(self, draft: InvitationDraft) -> None:
        refused = partial(self.refused, self.panel, NEW)
        self.make_secret(lambda client: client.invitations.create(draft), self._created, refused, self.panel.keep)

    def _created(self, made: NewInvitationView) -> None:
        self.panel.show_code(made)
        self.window_.status.say(self.tr("Invitation for {name} made").format(name=made.name))
        self.refresh()

    def _revoke(self, invitation_id: str) -> None:
        done = partial(self._revoked, invitation_id)
        self.change(lambda client: client.invitations.revoke(invitation_id), done, self.panel.say_trouble)

    def _revoked(self, invitation_id: str, _nothing: None) -> None:
        name = self._known[invitation_id].name if invitation_id in self._known else ""
        self.window_.status.say(self.tr("The invitation for {name} is withdrawn").format(name=name))
        self.panel.forget(invitation_id)
        self.show_new()
        self.refresh()


def _facts(server: str, client: Client) -> _Facts:
    me = client.me.get()
    address = server or (own_address(client) if "domains:read" in me.scopes else "")
    return client.invitations.list(), me, address
