"""The operations table with something to send to every row: walked by the tests of doors and of hostile input."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from pydantic import BaseModel

from qrdesk.core import database
from qrdesk.core.models import ALL_MODELS, Delivery, Endpoint, Outbox
from qrdesk.core.operations import PREFIX, Operation
from qrdesk.core.schemas.access import (
    KeyDraft,
    KeyPatch,
    PublicUrlDraft,
    RotationDraft,
    WorkspacePatch,
)
from qrdesk.core.schemas.analytics import TopQuery
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.base import Upload
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
from qrdesk.core.services import endpoints, files, plans
from qrdesk.core.services.queries import tuples
from qrdesk.core.settings import Settings
from tests.desks import Answer, Desk, context
from tests.forms import LOGO, form, photo

PAGE = "https://example.com/"
# What is sent where a row needs more than its path; a new row that needs something fails until it stands here.
BODIES: dict[type[BaseModel], dict[str, Any]] = {
    LinkDraft: {"destination": PAGE},
    LinkPatch: {"title": "Changed"},
    AliasDraft: {"slug": "more"},
    LinkImport: {"rows": [{"row": 1, "destination": PAGE}]},
    NewSimulationDraft: {"visit": {"country": "DE"}, "link": {"destination": "https://example.com/menu"}},
    SimulationDraft: {"visit": {"country": "DE", "languages": "fr-CA"}},
    BulkCreate: {"links": [{"destination": PAGE}]},
    BulkUpdate: {"ids": ["lunch"], "action": "archive"},
    FileDraft: {"kind": "logo"},
    FolderDraft: {"name": "Autumn"},
    FolderPatch: {"name": "Changed"},
    TagDraft: {"name": "autumn"},
    TagPatch: {"name": "changed"},
    SavedViewDraft: {"name": "Autumn", "query": {"search": "soup"}},
    SavedViewPatch: {"name": "Changed"},
    UtmPresetDraft: {"name": "Autumn", "utm": {"source": "poster"}},
    UtmPresetPatch: {"name": "Changed"},
    CodeDraft: {"link_id": "{link_id}"},
    CodePatch: {"name": "Changed"},
    CodesOfLinksDraft: {"links": ["{link_id}"]},
    PrintedDraft: {"codes": ["{code_id}"]},
    PreviewDraft: {"link_id": "{link_id}"},
    DesignDraft: {"name": "Autumn", "design": {"ink": "#993300"}},
    DesignPatch: {"name": "Changed"},
    ApplyDraft: {"links": {"search": "lunch"}},
    StylingDraft: {"options": {"dotsOptions": {"type": "dots", "color": "#993300"}}},
    ExportDraft: {"format": "svg"},
    PublicUrlDraft: {"url": "https://changed.example"},
    DomainDraft: {"url": "https://changed.example"},
    DomainPatch: {"scheme": "https"},
    KeyDraft: {"name": "Changed"},
    KeyPatch: {"name": "Changed"},
    RotationDraft: {"grace_days": 1},
    WorkspacePatch: {"name": "Changed"},
    MemberPatch: {"name": "Changed"},
    InvitationDraft: {"name": "Changed"},
    AcceptDraft: {"code": "{code}"},
    WorkspaceDraft: {"name": "Changed", "url": "https://changed.example"},
    PlanDraft: {"links_month": 5},
    PlanChoiceDraft: {"plan": "pro"},
    EndpointDraft: {"url": "https://hooks.example.com/"},
    EndpointPatch: {"name": "Changed"},
    SecretDraft: {"grace_hours": 1},
    RecoverDraft: {"since": "2020-01-01T00:00:00Z"},
}
QUERIES: dict[type[BaseModel], dict[str, str]] = {
    SlugQuery: {"slug": "free"},
    DaysQuery: {"links": "{link_id}"},
    SparklineQuery: {"links": "{link_id}"},
    TopQuery: {"dimension": "country"},
}


def things_of(api: Desk) -> dict[str, str]:
    """Things of the first workspace, by the names that paths have for them."""
    # private addresses, which checks refuse without asking any other server
    link = api.ask("POST", f"{PREFIX}/links", {"destination": "http://10.0.0.1/", "slug": "lunch"}).data
    domain = api.ask("POST", f"{PREFIX}/domains", {"url": "http://10.0.0.2"}).data
    code = api.ask("POST", f"{PREFIX}/qr-codes", {"link_id": link["id"]}).data
    key = api.ask("POST", f"{PREFIX}/keys", {"name": "Till", "scopes": ["keys:update"]}).data
    workspace = api.ask("GET", f"{PREFIX}/workspace").data
    utm = {"source": "poster"}
    blue = {"name": "Blue", "design": {"ink": "#000099"}}
    made = {
        "design_id": api.ask("POST", f"{PREFIX}/designs", blue).data,
        "folder_id": api.ask("POST", f"{PREFIX}/folders", {"name": "Menus"}).data,
        "tag_id": api.ask("POST", f"{PREFIX}/tags", {"name": "summer"}).data,
        "view_id": api.ask("POST", f"{PREFIX}/views", {"name": "Soups", "query": {"search": "soup"}}).data,
        "preset_id": api.ask("POST", f"{PREFIX}/utm-presets", {"name": "Poster", "utm": utm}).data,
    }
    file = form(api, {"kind": "logo"}, LOGO).data
    with database.scope():  # past the API, whose processes for heavy work take seconds to start
        card = files.upload_file(context(api.opened), FileDraft(kind="preview"), Upload(photo(), "card.jpg"))
        made["delivery_id"], made["endpoint_id"] = _delivery(api)
        operator = context(api.opened, replace(api.opened.owner, operator=True))
        plan = plans.save_plan(operator, "agency", PlanDraft()).name
    made["picture_id"] = {"id": card.id}
    made |= {"link_id": link, "code_id": code, "key_id": key, "domain_id": domain, "file_id": file}
    anna, invited = (
        api.ask("POST", f"{PREFIX}/invitations", {"name": name, "role": "admin"}).data for name in ("Anna", "Ben")
    )
    joined = api.ask("POST", f"{PREFIX}/invitations/accept", {"code": anna["code"]}, key="").data
    made |= {"member_id": joined["member"], "invitation_id": invited}
    found = {"code": invited["code"], "members_key": joined["key"]["key"]}
    return {name: one["id"] for name, one in made.items()} | found | {"plan": plan, "workspace_id": workspace["id"]}


def _delivery(api: Desk) -> tuple[dict[str, str], dict[str, str]]:
    """Make a delivery that failed; where it went is refused today without asking anybody."""
    ctx = replace(context(api.opened), settings=Settings(webhook_allowed_networks="10.0.0.0/8"))
    endpoint = endpoints.create_endpoint(ctx, EndpointDraft(url="http://10.0.0.3/", name="Shop"))
    event = Outbox.create(
        event_id="evt_1", at=ctx.now, workspace_id=ctx.actor.workspace_id, kind="link.clicked", body="{}"
    )
    delivery = Delivery.create(
        endpoint=Endpoint.get(Endpoint.public_id == endpoint.id),
        workspace_id=event.workspace_id,
        event_id=event.event_id,
        kind=event.kind,
        event_at=ctx.now,
        seq=1,
        status="failed",
        created_at=ctx.now,
    )
    return {"id": delivery.public_id}, {"id": endpoint.id}


def call(api: Desk, row: Operation, ids: dict[str, str], *, key: str | None = None, **more: Any) -> Answer:
    """Send what a row needs, with ``more`` added to its query or its body."""
    query = {} if row.query is None else {**QUERIES.get(row.query[1], {}), **({} if row.body else more)}
    body = None if row.body is None else {**BODIES[row.body[1]], **more}
    if row.name == "leave_workspace" and key is None:  # the owner's key is a program's, which is no member
        key = ids["members_key"]
    path = PREFIX + row.path.format(**ids) + (f"?{urlencode(_filled(query, ids))}" if query else "")
    if row.upload is not None:
        return form(api, body or {}, LOGO, path, key=key)
    return api.ask(row.method, path, None if body is None else _filled(body, ids), key=key)


def _filled(sent: dict[str, Any], ids: dict[str, str]) -> dict[str, Any]:
    return {name: _named(value, ids) for name, value in sent.items()}


def _named(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_named(one, ids) for one in value]
    return value.format(**ids) if isinstance(value, str) else value


def as_stored(api: Desk) -> bytes:
    """Return all that the database holds as it lies there: the bytes of its files, or the rows of a server's."""
    if (path := api.opened.path) is None:
        return repr(everything()).encode()
    database.close()
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*") if file.is_file())


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, but for when a key was last used."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with database.scope():
        for model in ALL_MODELS:
            columns = [one for one in model._meta.sorted_fields if not one.name.startswith("last_used_")]
            found[model.__name__] = sorted(tuples(model.select(*columns)), key=repr)
    return found
