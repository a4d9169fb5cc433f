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

from qrdesk.core.errors import (
    ArtworkUnreadable,
    BadDestination,
    BadSlug,
    Busy,
    Conflict,
    Invalid,
    NotFound,
    QRDeskError,
    QueryTooLong,
    SlugReserved,
    SlugTaken,
)
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.base import Draft, Page, Patch, Query
from qrdesk.core.services import (
    analytics,
    bulk,
    checks,
    codes,
    domains,
    duplicates,
    erasing,
    events,
    exporting_hits,
    folders,
    hit_feed,
    keys,
    leaders,
    links,
    misses,
    presets,
    saved_views,
    simulator,
    slugs,
    summaries,
    tags,
    transfer,
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

    def _model(self, kinds: tuple[type[BaseModel], ...]) -> tuple[str, type[BaseModel]] | None:
        for name, hint in self.hints.items():
            if name != "return" and inspect.isclass(hint) and issubclass(hint, kinds):
                return name, hint
        return None


def _row(method: str) -> Callable[..., Operation]:
    def row(path: str, call: Callable[..., Any], **options: Any) -> Operation:
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
        raises=(BadDestination, Invalid, *_SLUG, NotFound, Busy),
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
        raises=(Invalid, BadDestination, Conflict),
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
    post("/keys", keys.create_key, scope=Scope.KEYS_CREATE, status=201, idempotent=True, raises=(Conflict,)),
    get("/keys", keys.list_keys, scope=Scope.KEYS_READ),
    delete("/keys/{key_id}", keys.revoke_key, scope=Scope.KEYS_DELETE, status=204, raises=(NotFound,)),
    get("/workspace", workspaces.get_workspace, scope=Scope.WORKSPACE_READ),
    patch("/workspace", workspaces.update_workspace, scope=Scope.WORKSPACE_UPDATE, raises=(Invalid,)),
)

_BY_CALL = {operation.call: operation for operation in OPERATIONS}


def find_operation(call: Callable[..., Any]) -> Operation | None:
    """Return the row of a service function."""
    return _BY_CALL.get(call)
