"""Members, invitations and workspaces as callers write and see them."""

from typing import Annotated, Literal

from pydantic import Field

from qrdesk.core.schemas.access import Name, NewKeyView, Role, WorkspaceView
from qrdesk.core.schemas.base import Draft, Instant, Patch, View
from qrdesk.core.schemas.lines import OneLine

MOST_DAYS = 30  # that an invitation may lie about
CODE_CHARS = 100


class MemberView(View):
    """A person in the workspace."""

    id: str = Field(examples=["mbr_8X3k9pLMw7"])
    uuid: str
    name: str
    role: Role
    key_hint: str | None = Field(description="First and last characters of their key; null: they have none.")
    last_used_at: Instant | None = Field(description="When their key was last used.")
    created_at: Instant


class MemberPatch(Patch):
    """Changes to a member."""

    name: Name | None = None
    role: Role | None = Field(default=None, description="Only owners make, or change, owners.")


class InvitationDraft(Draft):
    """An invitation. The key that somebody gets by it is bound as the one that made it."""

    name: Name = Field(description="Whom it is for.")
    role: Role = Field(default=Role.MEMBER, description="What they will be. Only owners invite owners.")
    days: int = Field(default=7, ge=1, le=MOST_DAYS, description="For how long the code is good.")


class InvitationView(View):
    """An invitation, without its code."""

    id: str = Field(examples=["inv_8X3k9pLMw7"])
    uuid: str
    name: str
    role: Role
    status: Literal["open", "accepted", "revoked", "expired"]
    created_at: Instant
    expires_at: Instant
    accepted_at: Instant | None
    member_id: str | None = Field(description="Who came by it.")


class NewInvitationView(InvitationView):
    """An invitation just made. The one time that ``code`` can be seen."""

    code: str = Field(examples=["qri_4bF9…"])


class AcceptDraft(Draft):
    """What somebody who was invited sends."""

    code: Annotated[OneLine, Field(min_length=1, max_length=CODE_CHARS)]
    name: Name | None = Field(default=None, description="What they want to be called; left out: as they were invited.")


class AcceptedView(View):
    """The workspace that somebody has come into, and their key: the one time that it can be seen."""

    workspace: WorkspaceView
    member: MemberView
    key: NewKeyView


class MeKeyView(View):
    """The key that asks."""

    id: str
    name: str
    hint: str = Field(examples=["qrd_8X3k…Lw7a"])
    plan: str
    expires_at: Instant | None


class MeView(View):
    """Who is asking, and how far they may go."""

    workspace: WorkspaceView
    plan: str = Field(description="The workspace's plan.")
    member: MemberView | None = Field(description="Null for the key of a program.")
    role: Role = Field(description="Of the member; of a program admin, as no scope lets it do what only owners may.")
    scopes: list[str] = Field(description="All that this caller may do, the role of its member included.")
    key: MeKeyView | None = Field(description="Null at the computer with the database.")


class WorkspaceDraft(Draft):
    """A workspace for one more business."""

    name: Name
    url: str = Field(
        max_length=300, description="The address that its codes carry.", examples=["https://go.two.example"]
    )
    time_zone: str | None = Field(default=None, max_length=64, description="Left out: that of this computer.")
    owner: Name = Field(default="Owner", description="What its first owner is called.")
