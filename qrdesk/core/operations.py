"""The whole product on one page: everything a caller may do, and how it is reached over HTTP.

From this table and the signatures of the functions come the REST routes, OpenAPI, the SDK's transport and
the permission check. A path's ``{name}`` is a parameter of that name; a parameter whose type is a Query comes
from the query string, a Draft or a Patch from the body.
"""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, get_type_hints

from pydantic import BaseModel

from qrdesk.core.audited import AUDITED
from qrdesk.core.errors import (
    ArtworkUnreadable,
    BadDestination,
    BadPicture,
    BadSlug,
    Busy,
    Conflict,
    FeatureNotAvailable,
    FilesUnreachable,
    Forbidden,
    Invalid,
    InvitationOver,
    LastOwner,
    NotFound,
    PlanLimitReached,
    QRDeskError,
    QueryTooLong,
    SlugReserved,
    SlugTaken,
)
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.base import Draft, Page, Patch, Query, Upload
from qrdesk.core.schemas.files import MEDIA_TYPES
from qrdesk.core.services import (
    analytics,
    audit_log,
    bulk,
    checks,
    codes,
    domains,
    duplicates,
    erasing,
    events,
    exporting_audit,
    exporting_hits,
    files,
    folders,
    hit_feed,
    invitations,
    keys,
    leaders,
    links,
    me,
    members,
    misses,
    plans,
    presets,
    saved_views,
    simulator,
    slugs,
    summaries,
    tags,
    transfer,
    usage,
    verification,
    workspaces,
)
from qrdesk.core.services.audit import Audited

PREFIX = "/api/v1"
MAX_BODY_BYTES = 1 << 20  # of one request


@dataclass(frozen=True)
class Operation:
    """One thing a caller may do."""

    method: str
    path: str  # below PREFIX
    call: Callable[..., Any]
    scope: Scope | None  # None: everybody with a key
    status: int = 200
    raises: tuple[type[QRDeskError], ...] = field(default=())
    audited: Audited | None = None  # how a change goes into the audit log
    idempotent: bool = False  # a creation: with an Idempotency-Key it is done once, however often it is sent
    public: bool = False  # for people without a key
    media_types: tuple[str, ...] = ()  # of a Blob, where it is no artwork
    operator: bool = False  # at the computer with the database only: over HTTP everybody is refused

    @property
    def name(self) -> str:
        """The function's name, such as ``create_link``."""
        return self.call.__name__

    @cached_property
    def hints(self) -> dict[str, Any]:
        """Types of the parameters after ``ctx``, and ``return``."""
        found = get_type_hints(self.call)
        found.pop("ctx")
        return found

    @property
    def returns(self) -> Any:
        """Type of the answer."""
        return self.hints["return"]

    @property
    def paged(self) -> bool:
        """Whether the answer is a page of a list."""
        return inspect.isclass(self.returns) and issubclass(self.returns, Page)

    @cached_property
    def path_names(self) -> tuple[str, ...]:
        """Parameters that stand in the path."""
        return tuple(re.findall(r"{(\w+)}", self.path))

    @cached_property
    def body(self) -> tuple[str, type[BaseModel]] | None:
        """Name and model of the parameter that is the request's body."""
        return self._model((Draft, Patch, ExportDraft))

    @cached_property
    def query(self) -> tuple[str, type[BaseModel]] | None:
        """Name and model of the parameter that is the query string."""
        return self._model((Query,))

    @cached_property
    def upload(self) -> str | None:
        """Name of the parameter that is a file; body and file then come together, as a form does."""
        return next((name for name, hint in self.hints.items() if hint is Upload), None)

    def _model(self, kinds: tuple[type[BaseModel], ...]) -> tuple[str, type[BaseModel]] | None:
        for name, hint in self.hints.items():
            if name != "return" and inspect.isclass(hint) and issubclass(hint, kinds):
                return name, hint
        return None


def _row(method: str) -> Callable[..., Operation]:
    def row(path: str, call: Callable[..., Any], **options: Any) -> Operation:
        options.setdefault("audited", AUDITED.get(call))
        return Operation(method, path, call, **options)

    return row


get, post, put, patch, delete = (_row(method) for method in ("GET", "POST", "PUT", "PATCH", "DELETE"))
_SLUG = (BadSlug, SlugReserved, SlugTaken)
_ASKED = (NotFound, Invalid, QueryTooLong, Busy)

OPERATIONS: tuple[Operation, ...] = (
    post(
        "/links",
        links.create_link,
        scope=Scope.LINKS_CREATE,
        status=201,
        idempotent=True,
        raises=(BadDestination, Invalid, *_SLUG, NotFound, PlanLimitReached, Busy),
    ),
    get("/links", links.list_links, scope=Scope.LINKS_READ, raises=(Invalid,)),
    post("/links/import", transfer.import_links, scope=Scope.LINKS_CREATE, idempotent=True, raises=(NotFound,)),
    post("/links/bulk", bulk.create_links, scope=Scope.LINKS_CREATE, idempotent=True, raises=(Invalid,)),
    post("/links/bulk-update", bulk.update_links, scope=Scope.LINKS_UPDATE, raises=(Invalid,)),
    get("/links/duplicates", duplicates.list_duplicates, scope=Scope.LINKS_READ),
    get("/links/days", transfer.list_days, scope=Scope.STATS_READ, raises=(Invalid,)),
    get("/links/check-slug", slugs.check_slug, scope=Scope.LINKS_READ, raises=(NotFound,)),
    get("/links/summaries", summaries.list_summaries, scope=Scope.STATS_READ, raises=(Invalid,)),
    get("/links/{link_id}", links.get_link, scope=Scope.LINKS_READ, raises=(NotFound,)),
    patch(
        "/links/{link_id}",
        links.update_link,
        scope=Scope.LINKS_UPDATE,
        raises=(BadDestination, Invalid, *_SLUG, NotFound, Busy),
    ),
    delete("/links/{link_id}", links.delete_link, scope=Scope.LINKS_DELETE, status=204, raises=(NotFound,)),
    post("/links/{link_id}/archive", links.archive_link, scope=Scope.LINKS_UPDATE, raises=(NotFound,)),
    post("/links/{link_id}/restore", links.restore_link, scope=Scope.LINKS_UPDATE, raises=(NotFound,)),
    post("/links/{link_id}/pause", links.pause_link, scope=Scope.LINKS_UPDATE, raises=(NotFound,)),
    post("/links/{link_id}/resume", links.resume_link, scope=Scope.LINKS_UPDATE, raises=(NotFound,)),
    post("/links/{link_id}/reset-hits", links.reset_hits, scope=Scope.LINKS_UPDATE, raises=(NotFound,)),
    delete("/links/{link_id}/hits", erasing.erase_hits, scope=Scope.LINKS_DELETE, raises=(NotFound,)),
    post(
        "/links/{link_id}/aliases",
        links.add_alias,
        scope=Scope.LINKS_UPDATE,
        status=201,
        idempotent=True,
        raises=(*_SLUG, Conflict, NotFound),
    ),
    post(
        "/links/{link_id}/simulate",
        simulator.simulate_link,
        scope=Scope.LINKS_READ,
        raises=(NotFound, BadDestination, Invalid),
    ),
    post(
        "/links/{link_id}/check-target",
        checks.check_target,
        scope=Scope.LINKS_UPDATE,
        raises=(NotFound, Conflict, Busy),
    ),
    get("/links/{link_id}/summary", summaries.get_summary, scope=Scope.STATS_READ, raises=(NotFound,)),
    post(
        "/folders",
        folders.create_folder,
        scope=Scope.LINKS_UPDATE,
        status=201,
        idempotent=True,
        raises=(Invalid, Conflict),
    ),
    get("/folders", folders.list_folders, scope=Scope.LINKS_READ),
    patch(
        "/folders/{folder_id}",
        folders.update_folder,
        scope=Scope.LINKS_UPDATE,
        raises=(Invalid, NotFound, Conflict),
    ),
    delete("/folders/{folder_id}", folders.delete_folder, scope=Scope.LINKS_UPDATE, status=204, raises=(NotFound,)),
    post("/tags", tags.create_tag, scope=Scope.LINKS_UPDATE, status=201, idempotent=True, raises=(Conflict,)),
    get("/tags", tags.list_tags, scope=Scope.LINKS_READ),
    patch("/tags/{tag_id}", tags.update_tag, scope=Scope.LINKS_UPDATE, raises=(NotFound,)),
    delete("/tags/{tag_id}", tags.delete_tag, scope=Scope.LINKS_UPDATE, status=204, raises=(NotFound,)),
    post("/views", saved_views.create_view, scope=Scope.LINKS_UPDATE, status=201, idempotent=True, raises=(Conflict,)),
    get("/views", saved_views.list_views, scope=Scope.LINKS_READ),
    patch("/views/{view_id}", saved_views.update_view, scope=Scope.LINKS_UPDATE, raises=(NotFound, Conflict)),
    delete("/views/{view_id}", saved_views.delete_view, scope=Scope.LINKS_UPDATE, status=204, raises=(NotFound,)),
    post(
        "/utm-presets", presets.create_preset, scope=Scope.LINKS_UPDATE, status=201, idempotent=True, raises=(Conflict,)
    ),
    get("/utm-presets", presets.list_presets, scope=Scope.LINKS_READ),
    patch("/utm-presets/{preset_id}", presets.update_preset, scope=Scope.LINKS_UPDATE, raises=(NotFound, Conflict)),
    delete("/utm-presets/{preset_id}", presets.delete_preset, scope=Scope.LINKS_UPDATE, status=204, raises=(NotFound,)),
    post(
        "/qr-codes",
        codes.create_code,
        scope=Scope.CODES_CREATE,
        status=201,
        idempotent=True,
        raises=(*_SLUG, NotFound, Invalid, Conflict),
    ),
    get("/qr-codes", codes.list_codes, scope=Scope.CODES_READ, raises=(NotFound, Invalid)),
    get("/qr-codes/{code_id}", codes.get_code, scope=Scope.CODES_READ, raises=(NotFound,)),
    patch(
        "/qr-codes/{code_id}",
        codes.update_code,
        scope=Scope.CODES_UPDATE,
        raises=(*_SLUG, NotFound, Invalid, Conflict),
    ),
    post(
        "/qr-codes/{code_id}/export",
        codes.export_code,
        scope=Scope.CODES_READ,
        raises=(NotFound, ArtworkUnreadable),
    ),
    post(
        "/files",
        files.upload_file,
        scope=Scope.FILES_CREATE,
        status=201,
        idempotent=True,
        raises=(BadPicture, Conflict, FilesUnreachable, Busy),
    ),
    get("/files", files.list_files, scope=Scope.FILES_READ, raises=(Invalid,)),
    get("/files/{file_id}", files.get_file, scope=Scope.FILES_READ, raises=(NotFound,)),
    get(
        "/files/{file_id}/content",
        files.download_file,
        scope=Scope.FILES_READ,
        raises=(NotFound,),
        media_types=MEDIA_TYPES,
    ),
    delete("/files/{file_id}", files.delete_file, scope=Scope.FILES_DELETE, status=204, raises=(NotFound, Conflict)),
    get("/analytics/totals", analytics.get_totals, scope=Scope.STATS_READ, raises=_ASKED),
    get("/analytics/timeline", analytics.get_timeline, scope=Scope.STATS_READ, raises=_ASKED),
    get("/analytics/top", analytics.get_top, scope=Scope.STATS_READ, raises=_ASKED),
    get("/analytics/heatmap", analytics.get_heatmap, scope=Scope.STATS_READ, raises=_ASKED),
    get("/analytics/links", leaders.list_leaders, scope=Scope.STATS_READ, raises=_ASKED),
    get("/analytics/misses", misses.list_misses, scope=Scope.STATS_READ, raises=(NotFound, Invalid)),
    get("/hits", hit_feed.list_hits, scope=Scope.STATS_READ, raises=(NotFound, Invalid)),
    get("/hits/export", exporting_hits.export_hits, scope=Scope.STATS_READ, raises=(NotFound, Invalid, Busy)),
    get("/events", events.list_events, scope=Scope.LINKS_READ, raises=(NotFound, Invalid)),
    get("/domains", domains.list_domains, scope=Scope.DOMAINS_READ),
    put("/domains/default", domains.set_public_url, scope=Scope.DOMAINS_UPDATE, raises=(Invalid, Conflict)),
    post(
        "/domains",
        domains.create_domain,
        scope=Scope.DOMAINS_CREATE,
        status=201,
        idempotent=True,
        raises=(Invalid, BadDestination, Conflict, FeatureNotAvailable),
    ),
    get("/domains/{domain_id}", domains.get_domain, scope=Scope.DOMAINS_READ, raises=(NotFound,)),
    patch(
        "/domains/{domain_id}",
        domains.update_domain,
        scope=Scope.DOMAINS_UPDATE,
        raises=(NotFound, BadDestination, Invalid),
    ),
    delete(
        "/domains/{domain_id}",
        domains.delete_domain,
        scope=Scope.DOMAINS_DELETE,
        status=204,
        raises=(NotFound, Conflict),
    ),
    post(
        "/domains/{domain_id}/verify",
        verification.verify_domain,
        scope=Scope.DOMAINS_UPDATE,
        raises=(NotFound, Busy),
    ),
    post(
        "/keys",
        keys.create_key,
        scope=Scope.KEYS_CREATE,
        status=201,
        idempotent=True,
        raises=(Conflict, NotFound, Invalid),
        audited=Audited("key.created"),
    ),
    get("/keys", keys.list_keys, scope=Scope.KEYS_READ),
    post(
        "/keys/rotate-own",
        keys.rotate_own_key,
        scope=None,
        idempotent=True,
        raises=(Conflict,),
        audited=Audited("key.rotated", look=keys.find_own_key),
    ),
    get("/keys/{key_id}", keys.get_key, scope=Scope.KEYS_READ, raises=(NotFound,)),
    patch(
        "/keys/{key_id}",
        keys.update_key,
        scope=Scope.KEYS_UPDATE,
        raises=(NotFound, Conflict, Invalid),
        audited=Audited("key.updated", look=keys.get_key),
    ),
    post(
        "/keys/{key_id}/rotate",
        keys.rotate_key,
        scope=Scope.KEYS_UPDATE,
        idempotent=True,
        raises=(NotFound, Conflict),
        audited=Audited("key.rotated", look=keys.get_key),
    ),
    delete(
        "/keys/{key_id}",
        keys.revoke_key,
        scope=Scope.KEYS_DELETE,
        status=204,
        raises=(NotFound,),
        audited=Audited("key.revoked", look=keys.get_key),
    ),
    get("/audit", audit_log.list_entries, scope=Scope.AUDIT_READ, raises=(Invalid,)),
    get("/audit/export", exporting_audit.export_entries, scope=Scope.AUDIT_READ, raises=(Busy,)),
    get("/usage", usage.get_usage, scope=None),
    get("/plans", plans.list_plans, scope=None),
    put(
        "/plans/{plan}",
        plans.save_plan,
        scope=None,
        operator=True,
        raises=(Forbidden, Invalid, Conflict),
        audited=Audited("plan.saved", look=plans.find_plan),
    ),
    delete(
        "/plans/{plan}",
        plans.delete_plan,
        scope=None,
        operator=True,
        status=204,
        raises=(Forbidden, NotFound, Conflict),
        audited=Audited("plan.deleted", look=plans.find_plan),
    ),
    put(
        "/workspaces/{workspace_id}/plan",
        plans.choose_plan,
        scope=None,
        operator=True,
        raises=(Forbidden, NotFound, Invalid),
        audited=Audited("workspace.plan_chosen", itself=True),
    ),
    get("/me", me.get_me, scope=None),
    get("/members", members.list_members, scope=Scope.MEMBERS_READ),
    post(
        "/members/leave",
        members.leave_workspace,
        scope=None,
        status=204,
        raises=(Forbidden, LastOwner),
        audited=Audited("member.left", look=members.look_at_self),
    ),
    get("/members/{member_id}", members.get_member, scope=Scope.MEMBERS_READ, raises=(NotFound,)),
    patch(
        "/members/{member_id}",
        members.update_member,
        scope=Scope.MEMBERS_UPDATE,
        raises=(NotFound, Forbidden, LastOwner),
        audited=Audited("member.updated", look=members.get_member),
    ),
    delete(
        "/members/{member_id}",
        members.remove_member,
        scope=Scope.MEMBERS_DELETE,
        status=204,
        raises=(NotFound, Forbidden, LastOwner),
        audited=Audited("member.removed", look=members.get_member),
    ),
    post(
        "/invitations",
        invitations.create_invitation,
        scope=Scope.MEMBERS_CREATE,
        status=201,
        idempotent=True,
        raises=(Forbidden,),
        audited=Audited("invitation.created"),
    ),
    get("/invitations", invitations.list_invitations, scope=Scope.MEMBERS_READ),
    post(
        "/invitations/accept",
        invitations.accept_invitation,
        scope=None,
        status=201,
        public=True,
        raises=(NotFound, InvitationOver),
        audited=Audited("invitation.accepted", itself=True),
    ),
    delete(
        "/invitations/{invitation_id}",
        invitations.revoke_invitation,
        scope=Scope.MEMBERS_DELETE,
        status=204,
        raises=(NotFound, Forbidden, Conflict),
        audited=Audited("invitation.revoked", look=invitations.get_invitation),
    ),
    get("/workspaces", workspaces.list_workspaces, scope=None, operator=True, raises=(Forbidden,)),
    post(
        "/workspaces",
        workspaces.create_workspace,
        scope=None,
        status=201,
        operator=True,
        raises=(Forbidden, Invalid, Conflict),
        audited=Audited("workspace.created", itself=True),
    ),
    get("/workspace", workspaces.get_workspace, scope=Scope.WORKSPACE_READ),
    patch("/workspace", workspaces.update_workspace, scope=Scope.WORKSPACE_UPDATE, raises=(Invalid,)),
)

_BY_CALL = {operation.call: operation for operation in OPERATIONS}


def find_operation(call: Callable[..., Any]) -> Operation | None:
    """Return the row of a service function."""
    return _BY_CALL.get(call)
