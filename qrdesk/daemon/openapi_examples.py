"""Examples for the reference: what is sent is written here, what is answered follows from the schemas. Tests send them.

A field's own examples win; then what is known by its name; else whatever its type allows.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from qrdesk.core.operations import Operation
from qrdesk.core.schemas.access import KeyDraft, KeyPatch, PublicUrlDraft, RotationDraft, WorkspacePatch
from qrdesk.core.schemas.analytics import TopQuery
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.bulk import BulkCreate, BulkUpdate
from qrdesk.core.schemas.codes import CodeDraft, CodePatch, PreviewDraft
from qrdesk.core.schemas.codes_bulk import CodesOfLinksDraft, PrintedDraft
from qrdesk.core.schemas.designs import ApplyDraft, DesignDraft, DesignPatch, StylingDraft
from qrdesk.core.schemas.domains import DomainDraft, DomainPatch
from qrdesk.core.schemas.files import FileDraft
from qrdesk.core.schemas.folders import FolderDraft, FolderPatch
from qrdesk.core.schemas.links import AliasDraft, LinkDraft, LinkPatch, SlugQuery, SparklineQuery
from qrdesk.core.schemas.members import AcceptDraft, InvitationDraft, MemberPatch, WorkspaceDraft
from qrdesk.core.schemas.presets import UtmPresetDraft, UtmPresetPatch
from qrdesk.core.schemas.saved_views import SavedViewDraft, SavedViewPatch
from qrdesk.core.schemas.simulation import NewSimulationDraft, SimulationDraft
from qrdesk.core.schemas.tags import TagDraft, TagPatch
from qrdesk.core.schemas.transfer import DaysQuery, LinkImport
from qrdesk.core.schemas.usage import PlanChoiceDraft, PlanDraft
from qrdesk.core.schemas.webhooks import EndpointDraft, EndpointPatch, RecoverDraft, SecretDraft

_LINK, _CODE, _PAGE = "lnk_8X3k9pLMw7", "qri_4bF9…", "https://example.com/menu"
# What stands in paths, and in bodies that name something that is there.
IDS: Mapping[str, str] = {
    "link_id": _LINK,
    "folder_id": "fld_2Rt6vQmK9x",
    "tag_id": "tag_5Hn1cYwB3d",
    "view_id": "viw_7Jk4sPzD8f",
    "preset_id": "utm_9Lq2gXvN6h",
    "code_id": "qrc_3Wb7tMcR5j",
    "design_id": "dsn_6Kf2xVbT9m",
    "file_id": "fil_6Zd8nKyT1p",
    "picture_id": "fil_1Vs5rHxG4m",
    "domain_id": "dom_4Cf9wJbL2q",
    "key_id": "key_8Pg3yDnS7t",
    "endpoint_id": "whk_4Qm8ZtW2xN",
    "delivery_id": "dlv_2Tx6kFrV9b",
    "member_id": "mbr_7Nw1mCzH5s",
    "invitation_id": "inv_5Yk9qGdJ3v",
    "workspace_id": "wsp_9Bh4xRtP6c",
    "plan": "agency",
    "code": _CODE,
}
SENT: Mapping[type[BaseModel], dict[str, Any]] = {
    LinkDraft: {"destination": _PAGE, "slug": "spring-menu", "title": "Menu", "tags": ["spring"]},
    LinkPatch: {"title": "Menu of the week", "destination": "https://example.com/week"},
    AliasDraft: {"slug": "carte"},
    LinkImport: {"rows": [{"row": 1, "destination": _PAGE, "slug": "winter-menu", "tags": "menu, winter"}]},
    BulkCreate: {"links": [{"destination": _PAGE}, {"destination": "https://example.com/wine", "slug": "wine"}]},
    BulkUpdate: {"ids": [_LINK], "changes": {"title": "Menu"}, "add_tags": ["printed"]},
    SimulationDraft: {"visit": {"country": "DE", "languages": "fr-CA, en;q=0.8", "device": "mobile"}},
    NewSimulationDraft: {"visit": {"country": "DE"}, "link": {"destination": _PAGE}},
    FileDraft: {"kind": "logo", "name": "Our sign"},
    FolderDraft: {"name": "Autumn", "colour": "#1e8a52"},
    FolderPatch: {"name": "Winter"},
    TagDraft: {"name": "terrace", "colour": "#b87503"},
    TagPatch: {"colour": "#2579b0"},
    SavedViewDraft: {"name": "Most scanned", "query": {"tag": "menu", "sort": "-hit_count"}},
    SavedViewPatch: {"name": "Scanned most"},
    UtmPresetDraft: {"name": "Flyer", "utm": {"source": "flyer", "medium": "print"}},
    UtmPresetPatch: {"utm": {"source": "flyer", "medium": "print", "campaign": "spring"}},
    CodeDraft: {"link_id": _LINK, "name": "Table tent", "design": {"ink": "#1a3c34"}},
    CodePatch: {"name": "Poster at the door"},
    CodesOfLinksDraft: {"links": [_LINK]},
    PrintedDraft: {"codes": ["qrc_3Wb7tMcR5j"], "format": "pdf", "size_mm": 25},
    PreviewDraft: {"content": {"type": "url", "url": _PAGE}, "design": {"body": {"shape": "rounded"}}},
    DesignDraft: {"name": "House style", "design": {"ink": "#1a3c34", "body": {"shape": "rounded"}}},
    DesignPatch: {"design": {"ink": "#1a3c34", "body": {"shape": "dots", "size": 0.9}}},
    ApplyDraft: {"links": {"tag": "menu"}},
    StylingDraft: {"options": {"dotsOptions": {"type": "rounded", "color": "#1a3c34"}, "margin": 10}},
    ExportDraft: {"format": "svg", "size_mm": 30},
    PublicUrlDraft: {"url": "https://go.example.com"},
    DomainDraft: {"url": "https://qr.example.com", "fallback_url": "https://example.com/"},
    DomainPatch: {"fallback_url": "https://example.com/"},
    KeyDraft: {"name": "Till", "scopes": ["links:read", "links:create"], "rate_limit": 60},
    KeyPatch: {"name": "Till at the bar"},
    RotationDraft: {"grace_days": 1},
    WorkspacePatch: {"time_zone": "Europe/Berlin", "keep_hits_days": 365},
    MemberPatch: {"name": "Anna Berg"},
    InvitationDraft: {"name": "Dora", "role": "member", "days": 7},
    AcceptDraft: {"code": _CODE, "name": "Dora Lind"},
    WorkspaceDraft: {"name": "Second shop", "url": "https://go.two.example"},
    PlanDraft: {"links_month": 100, "own_domains": False},
    PlanChoiceDraft: {"plan": "agency"},
    EndpointDraft: {"url": "https://shop.example.com/hooks/qrdesk", "kinds": ["link.clicked"]},
    EndpointPatch: {"name": "Shop", "kinds": ["link.clicked", "link.updated"]},
    SecretDraft: {"grace_hours": 24},
    RecoverDraft: {"since": "2026-05-04T08:00:00Z"},
}
ASKED: Mapping[type[BaseModel], Mapping[str, str]] = {
    SlugQuery: {"slug": "menu"},
    DaysQuery: {"links": _LINK},
    SparklineQuery: {"links": _LINK},
    TopQuery: {"dimension": "country"},
}
_PREFIX = {"HitView": "hit_", "EventView": "evt_", "AuditView": "aud_", "FolderBrief": "fld_", "UsedView": "wsp_"}
_OWN = {
    **{f"{name}View": f"{name.lower()}_id" for name in ("Link", "Design", "File", "Domain", "Key", "Workspace")},
    **dict.fromkeys(("NewKeyView", "RotatedKeyView", "MeKeyView"), "key_id"),
    "SecretView": "endpoint_id",
    "PlanChoiceView": "workspace_id",
}
_BY_NAME: Mapping[str, Any] = {
    **IDS,
    "uuid": "0198c5a1-7d3b-7c54-a6e0-8d1c2f4b9a77",
    "name": "Menu",
    "title": "Menu",
    "slug": "menu",
    "aliases": ["carte"],
    "host": "go.example.com",
    "url": "https://go.example.com",
    "code_url": "https://go.example.com/r/menu",
    "destination": _PAGE,
    "final_url": _PAGE,
    "location": _PAGE,
    "tags": ["menu"],
    "rules": [],
    "colour": "#4150d4",
    "time_zone": "Europe/Berlin",
    "hits_used": 0,
    "suspended_reason": "",
    "warnings": [],
    "note": "",
    "expired_destination": "",
    "fallback_destination": "",
    "plan": "unlimited",
    "scopes": ["links:read", "links:create"],
    "key": "qrd_8X3k9pLMw7Tb4cVn6sQz1yHd5fRj2mGa0Kx7Lw7a",
    "webhook_secret": "whsec_ojQm1xYhLk3vTn8rWb5sZc7dFg2pJq4u",
    "secret": "whsec_ojQm1xYhLk3vTn8rWb5sZc7dFg2pJq4u",
    "country": "DE",
    "label": "Germany",
    "value": "DE",
    "next_cursor": None,
    "page": None,
    "limit": 50,
    "total": 1,
}


def path_example(name: str) -> str:
    """Return what may stand in a path under this name."""
    return IDS.get(name, "x")


def sent(row: Operation) -> dict[str, Any] | None:
    """Return an example of the body that a row takes; None where it takes none."""
    return None if row.body is None else SENT.get(row.body[1])


def asked(query: type[BaseModel], name: str) -> str | None:
    """Return an example of a parameter; None where it need not be sent."""
    return ASKED.get(query, {}).get(name)


def answered(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:
    """Return an example of what a schema describes; ``schemas`` are those that it may refer to, by name."""
    return _example(schema, schemas, "", "")


def _example(schema: Mapping[str, Any], schemas: Mapping[str, Any], name: str, owner: str) -> Any:
    if "$ref" in schema:
        owner = str(schema["$ref"]).rpartition("/")[2]
        return _example(schemas[owner], schemas, name, owner)
    for given in ("examples", "enum"):
        if schema.get(given):
            return schema[given][0]
    if "const" in schema:
        return schema["const"]
    if "properties" in schema:
        fields = schema["properties"].items()
        return {field: _field(one, schemas, field, owner) for field, one in fields}
    branches = schema.get("anyOf") or schema.get("oneOf")
    if branches:
        return _example(branches[0], schemas, name, owner)
    return _plain(schema, schemas, name, owner)


def _field(schema: Mapping[str, Any], schemas: Mapping[str, Any], name: str, owner: str) -> Any:
    if "examples" not in schema and name == "id":
        own = IDS.get(_OWN.get(owner, ""))
        return own or f"{_PREFIX.get(owner, '')}8X3k9pLMw7"
    is_open = not ({"examples", "enum", "const", "$ref"} & set(schema))
    if is_open and name in _BY_NAME and _fits(_BY_NAME[name], schema):
        return _BY_NAME[name]
    if is_open and {"type": "null"} in schema.get("anyOf", ()) and "examples" not in schema:
        return None
    return _example(schema, schemas, name, owner)


def _fits(value: Any, schema: Mapping[str, Any]) -> bool:
    kinds = {str: "string", int: "integer", list: "array", type(None): "null"}
    branches = schema.get("anyOf", [schema])
    return any(one.get("type") == kinds[type(value)] for one in branches)


def _plain(schema: Mapping[str, Any], schemas: Mapping[str, Any], name: str, owner: str) -> Any:
    match schema.get("type"):
        case "array":
            count = schema.get("minItems", 1)
            return [_example(schema.get("items", {}), schemas, name, owner)] * max(1, count)
        case "object":
            return {}
        case "boolean":
            return False
        case "integer" | "number":
            return schema.get("minimum", 12)
        case "null":
            return None
        case _:
            return _text(schema)


def _text(schema: Mapping[str, Any]) -> str:
    shaped = {"date-time": "2026-05-04T09:30:00Z", "date": "2026-05-04"}
    return shaped.get(schema.get("format", ""), "")
