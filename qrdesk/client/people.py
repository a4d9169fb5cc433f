"""Who may do what, and what they did: people, keys, workspaces, plans and the audit log, one typed line a call."""

from collections.abc import Iterator

from qrdesk.client.once import named
from qrdesk.client.resource import Fields, Resource, every, read
from qrdesk.core.schemas import (
    access,
    audit,
    changes,
    members,
    usage,
)
from qrdesk.core.schemas.base import Page, Stream
from qrdesk.core.services import audit_log as audit_service
from qrdesk.core.services import changes as change_service
from qrdesk.core.services import exporting_audit as audit_file_service
from qrdesk.core.services import invitations as invitation_service
from qrdesk.core.services import keys as key_service
from qrdesk.core.services import me as me_service
from qrdesk.core.services import members as member_service
from qrdesk.core.services import plans as plan_service
from qrdesk.core.services import usage as usage_service
from qrdesk.core.services import workspaces as workspace_service


class Me(Resource):
    """Who is asking."""

    def get(self) -> members.MeView:
        """Return whose key this is, its workspace, and how far it may go."""
        return self._call(me_service.get_me)


class Members(Resource):
    """The people in the workspace."""

    def list(self) -> "list[members.MemberView]":
        """Return the workspace's members, the longest there first."""
        return self._call(member_service.list_members)

    def get(self, member_id: str) -> members.MemberView:
        """Return a member by id."""
        return self._call(member_service.get_member, member_id)

    def update(self, member_id: str, patch: members.MemberPatch | Fields) -> members.MemberView:
        """Change a member's name or role."""
        return self._call(member_service.update_member, member_id, read(members.MemberPatch, patch))

    def remove(self, member_id: str) -> None:
        """Take a member out of the workspace; their key ends at once."""
        self._call(member_service.remove_member, member_id)

    def leave(self) -> None:
        """Leave the workspace; your key ends at once."""
        self._call(member_service.leave_workspace)


class Invitations(Resource):
    """Ways in for one more person each."""

    def create(
        self, draft: members.InvitationDraft | Fields, *, idempotency_key: str = ""
    ) -> members.NewInvitationView:
        """Make a code. The answer is the one time it can be seen."""
        with named(idempotency_key):
            return self._call(invitation_service.create_invitation, read(members.InvitationDraft, draft))

    def list(self) -> "list[members.InvitationView]":
        """Return the workspace's invitations, newest first."""
        return self._call(invitation_service.list_invitations)

    def get(self, invitation_id: str) -> members.InvitationView:
        """Return an invitation by id or UUID."""
        return self._call(invitation_service.get_invitation, invitation_id)

    def revoke(self, invitation_id: str) -> None:
        """Take an invitation back."""
        self._call(invitation_service.revoke_invitation, invitation_id)

    def accept(self, draft: members.AcceptDraft | Fields, *, idempotency_key: str = "") -> members.AcceptedView:
        """Come into a workspace with a code; no key is needed. The answer is the one time your key can be seen."""
        with named(idempotency_key):
            return self._call(invitation_service.accept_invitation, read(members.AcceptDraft, draft))


class Keys(Resource):
    """Ways in for programs."""

    def create(self, draft: access.KeyDraft | Fields, *, idempotency_key: str = "") -> access.NewKeyView:
        """Make a key. The answer is the one time it can be seen."""
        with named(idempotency_key):
            return self._call(key_service.create_key, read(access.KeyDraft, draft))

    def list(self) -> "list[access.KeyView]":
        """Return the workspace's keys."""
        return self._call(key_service.list_keys)

    def get(self, key_id: str) -> access.KeyView:
        """Return a key by id."""
        return self._call(key_service.get_key, key_id)

    def update(self, key_id: str, patch: access.KeyPatch | Fields) -> access.KeyView:
        """Change a key: its name, scopes, networks, limit, plan or end."""
        return self._call(key_service.update_key, key_id, read(access.KeyPatch, patch))

    def rotate(
        self, key_id: str, draft: access.RotationDraft | Fields | None = None, *, idempotency_key: str = ""
    ) -> access.RotatedKeyView:
        """Give a key a new text, at once unless days of grace are given."""
        with named(idempotency_key):
            return self._call(key_service.rotate_key, key_id, read(access.RotationDraft, draft))

    def rotate_own(
        self, draft: access.RotationDraft | Fields | None = None, *, idempotency_key: str = ""
    ) -> access.RotatedKeyView:
        """Give the key that is used here a new text; this client goes on with the old one."""
        with named(idempotency_key):
            return self._call(key_service.rotate_own_key, read(access.RotationDraft, draft))

    def revoke(self, key_id: str) -> None:
        """End a key."""
        self._call(key_service.revoke_key, key_id)


class Workspace(Resource):
    """The workspace the key belongs to."""

    def get(self) -> access.WorkspaceView:
        """Return it."""
        return self._call(workspace_service.get_workspace)

    def update(self, patch: access.WorkspacePatch | Fields) -> access.WorkspaceView:
        """Change its name or time zone."""
        return self._call(workspace_service.update_workspace, read(access.WorkspacePatch, patch))


class Workspaces(Resource):
    """All workspaces of a database on this computer; a key sees its own alone."""

    def list(self) -> "list[access.WorkspaceView]":
        """Return them, the first one first."""
        return self._call(workspace_service.list_workspaces)

    def create(self, draft: members.WorkspaceDraft | Fields) -> access.WorkspaceView:
        """Make one more, with an owner and an address of its own."""
        return self._call(workspace_service.create_workspace, read(members.WorkspaceDraft, draft))


class Plans(Resource):
    """What may be used in a month."""

    def list(self) -> "list[usage.PlanView]":
        """Return all plans by name."""
        return self._call(plan_service.list_plans)

    def get(self, name: str) -> usage.PlanView:
        """Return a plan."""
        return self._call(plan_service.get_plan, name)

    def save(self, name: str, draft: usage.PlanDraft | Fields) -> usage.PlanView:
        """Make a plan, or change one for all who have it; for the operator alone."""
        return self._call(plan_service.save_plan, name, read(usage.PlanDraft, draft))

    def delete(self, name: str) -> None:
        """Delete a plan that nobody has; for the operator alone."""
        self._call(plan_service.delete_plan, name)

    def choose(self, workspace_id: str, draft: usage.PlanChoiceDraft | Fields) -> usage.PlanChoiceView:
        """Give a workspace a plan; for the operator alone."""
        return self._call(plan_service.choose_plan, workspace_id, read(usage.PlanChoiceDraft, draft))


class Usage(Resource):
    """What was used of them."""

    def get(self) -> usage.UsageView:
        """Return what the workspace, and the key that asks, used in this month."""
        return self._call(usage_service.get_usage)


class Audit(Resource):
    """Who changed what."""

    def list(self, query: audit.AuditQuery | Fields | None = None) -> Page[audit.AuditView]:
        """Return a page of the audit log, newest first."""
        return self._call(audit_service.list_entries, read(audit.AuditQuery, query))

    def each(self, query: audit.AuditQuery | Fields | None = None) -> Iterator[audit.AuditView]:
        """Yield every entry that matches, newest first, page after page."""
        return every(self.list, read(audit.AuditQuery, query))

    def changes(self, query: changes.ChangesQuery | Fields | None = None) -> changes.ChangesView:
        """Return which things were changed since a mark; may be asked for every second."""
        return self._call(change_service.list_changes, read(changes.ChangesQuery, query))

    def export(self, query: audit.AuditExportQuery | Fields | None = None) -> Stream:
        """Return all entries that match as a file, the oldest first."""
        return self._call(audit_file_service.export_entries, read(audit.AuditExportQuery, query))
