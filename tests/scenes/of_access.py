"""Scenes of the Access page: keys, members, invitations, workspaces, usage, plans, and the audit log."""

from datetime import UTC, datetime, timedelta

from PySide6.QtTest import QTest

from qrdesk.client import (
    BulkUpdate,
    Client,
    InvitationDraft,
    KeyDraft,
    LinkDraft,
    LinkPatch,
    LinkQuery,
    PlanChoiceDraft,
    PlanDraft,
    RotationDraft,
    WorkspaceDraft,
)
from qrdesk.core import database
from qrdesk.core.errors import LastOwner
from qrdesk.core.models import Key
from qrdesk.core.schemas.access import Role, Scope
from qrdesk.gui.desk import Desk
from tests.access import a_member, access, activity, choose_row
from tests.scenes.steps import SITE, Shot, to_the_end

_MADE = "Shop window"


def fill_access(client: Client) -> None:
    """Make keys, members and invitations of every kind, and plans that are nearly used up."""
    now = datetime.now(UTC)
    client.keys.create(KeyDraft(name="Till", scopes=(Scope.LINKS_READ, Scope.CODES_READ, Scope.STATS_READ)))
    ends = now + timedelta(days=40)
    client.keys.create(KeyDraft(name="Druckerei Hofmann", scopes=(Scope.CODES_READ,), expires_at=ends))
    old = client.keys.create(KeyDraft(name="Old website"))
    client.keys.revoke(old.id)
    site = client.keys.create(KeyDraft(name="Website", allowed_networks=("203.0.113.0/24", "2001:db8::/32")))
    client.keys.rotate(site.id, RotationDraft(grace_days=3))
    with database.scope(), database.write():
        used = {"last_used_from": "203.0.113.0/24", "last_used_agent": "kaffeehaus-website/2.1"}
        Key.update(last_used_at=now - timedelta(minutes=3), **used).where(Key.public_id == site.id).execute()
    for name, role in (("Mara Sommer", Role.ADMIN), ("Jonas Linde", Role.ADMIN), ("Ayla Demir", Role.MEMBER)):
        a_member(client, name, role)
    client.invitations.revoke(client.invitations.create(InvitationDraft(name="Barista from the fair")).id)
    client.invitations.create(InvitationDraft(name="Steuerbüro Hagenbeck-Wolters und Partner", days=14))
    client.plans.save("cafe", PlanDraft(links_month=300, hits_month=100_000, deliveries_month=1000, rate_limit=120))
    client.plans.choose(client.workspace.get().id, PlanChoiceDraft(plan="cafe"))
    client.workspaces.create(WorkspaceDraft(name="Linde Catering", url="https://catering.linde.example"))
    link = client.links.create(LinkDraft(destination=f"{SITE}/aushang", title="Notice board", slug="aushang"))
    client.links.update(link.id, LinkPatch(destination=f"{SITE}/aushang/winter", title="Notice board, winter"))


def _tab(tab: str) -> Shot:
    def shot(desk: Desk) -> None:
        access(desk, tab)

    return shot


def _key(desk: Desk) -> None:
    page = access(desk, "keys")
    choose_row(page.keys, "Website")


def _key_turned(desk: Desk) -> None:
    page = access(desk, "keys")
    choose_row(page.keys, "Website")
    page.keys.panel.rotate.click()


def _key_form(desk: Desk) -> None:
    page = access(desk, "keys")
    page.keys.new.click()
    page.keys.panel.name.set_text("Label printer")
    page.keys.panel.make.click()
    QTest.qWait(50)


def _key_wrong(desk: Desk) -> None:
    page = access(desk, "keys")
    page.keys.new.click()
    page.keys.panel.name.set_text("Label printer")
    page.keys.panel.reach.usual.button("read").click()
    page.keys.panel.form.networks.input.setText("the office")
    page.keys.panel.form.ends.set_instant(datetime.now(UTC) + timedelta(days=30))
    page.keys.panel.make.click()
    QTest.qWait(50)
    to_the_end(page.keys.panel)


def _key_made(desk: Desk) -> None:
    page = access(desk, "keys")
    with database.scope(), database.write():
        Key.delete().where(Key.name == _MADE).execute()  # of the picture before
    page.keys.refresh()
    page.keys.new.click()
    page.keys.panel.name.set_text(_MADE)
    page.keys.panel.reach.usual.button("figures").click()
    page.keys.panel.make.click()


def _key_not_copied(desk: Desk) -> None:
    _key_made(desk)
    desk.access.keys.panel.once.keep.click()


def _key_revoked(desk: Desk) -> None:
    page = access(desk, "keys")
    choose_row(page.keys, "Till")
    page.keys.panel.revoke.click()


def _member(desk: Desk) -> None:
    page = access(desk, "members")
    page.members.table.selectRow(1)
    page.members.panel.remove.click()


def _member_last(desk: Desk) -> None:
    page = access(desk, "members")
    panel = page.members.panel
    panel.role.choose("member")
    panel.role.chosen.emit("member")
    why = "“Owner” is the only owner, and somebody must be. Nothing was changed. Make another member owner first."
    panel.refuse(LastOwner(why))


def _invitation_made(desk: Desk) -> None:
    page = access(desk, "invitations")
    page.invitations.show_new()
    page.invitations.panel.name.set_text("Noor")
    page.invitations.panel.make.click()


def _workspace_kept(desk: Desk) -> None:
    page = access(desk, "workspace")
    page.workspace.panel.kept.log.for_ever.setChecked(False)
    page.workspace.panel.kept.log.days.setValue(90)


def _workspace_other(desk: Desk) -> None:
    page = access(desk, "workspace")
    choose_row(page.workspace, "Linde Catering")


def _workspace_wrong(desk: Desk) -> None:
    page = access(desk, "workspace")
    page.workspace.new.click()
    form = page.workspace.panel.form
    form.name.set_text("Linde Eisdiele")
    form.url.set_text("https://linde.example")
    form.make.click()


def _workspace_made(desk: Desk) -> None:
    page = access(desk, "workspace")
    made = page.workspace.session.the_client().workspaces.list()[-1]
    page.workspace._created(made)


def _workspace_far(desk: Desk) -> None:
    page = access(desk, "workspace")
    page.workspace.panel.show_server("https://go.kaffeehaus-linde.example")
    page.workspace.panel.show_own()
    page.workspace.panel.sign_out.click()


def _plan(desk: Desk) -> None:
    page = access(desk, "plans")
    choose_row(page.plans, "Business")
    page.plans.panel.delete.click()


def _plan_new(desk: Desk) -> None:
    page = access(desk, "plans")
    page.plans.new.click()
    page.plans.panel.name.set_text("cafe")
    page.plans.panel.numbers["links_month"].setValue(500)
    page.plans.panel.save.click()


def _audit(desk: Desk) -> None:
    activity(desk)


def _audit_change(desk: Desk) -> None:
    page = activity(desk)
    page.filters.what.choose("link")
    page.filters.search.setText("Notice board")
    QTest.qWait(300)


def _audit_many(desk: Desk) -> None:
    client = desk.session.the_client()
    query = LinkQuery.model_validate({"state": "live", "limit": 15})
    ids = tuple(one.id for one in client.links.list(query).data)
    for action in ("pause", "resume"):
        client.links.update_many(BulkUpdate.model_validate({"ids": ids, "action": action}))
    activity(desk)
    QTest.qWait(100)


def _audit_none(desk: Desk) -> None:
    page = activity(desk)
    page.filters.search.setText("nothing is called so")
    QTest.qWait(300)


SCENES: dict[str, Shot] = {
    "access": _tab("keys"),
    "access-key": _key,
    "access-key-turn": _key_turned,
    "access-key-form": _key_form,
    "access-key-wrong": _key_wrong,
    "access-key-revoke": _key_revoked,
    "access-members": _tab("members"),
    "access-member-remove": _member,
    "access-member-role": _member_last,
    "access-invitations": _tab("invitations"),
    "access-workspace": _tab("workspace"),
    "access-workspace-kept": _workspace_kept,
    "access-workspace-other": _workspace_other,
    "access-workspace-wrong": _workspace_wrong,
    "access-workspace-made": _workspace_made,
    "access-workspace-sign-out": _workspace_far,
    "access-usage": _tab("usage"),
    "access-plans": _tab("plans"),
    "access-plan-delete": _plan,
    "access-plan-new": _plan_new,
    "activity": _audit,
    "activity-change": _audit_change,
    "activity-none": _audit_none,
    "activity-many": _audit_many,  # these make something
    "access-invitation-made": _invitation_made,
    "access-new-key": _key_made,
    "access-new-key-sure": _key_not_copied,
}

EMPTY: dict[str, Shot] = {
    "empty-access": _tab("keys"),
    "empty-access-members": _tab("members"),
    "empty-access-invitations": _tab("invitations"),
    "empty-access-workspace": _tab("workspace"),
    "empty-access-usage": _tab("usage"),
    "empty-access-plans": _tab("plans"),
    "empty-activity": _audit,
}
