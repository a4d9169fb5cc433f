"""Every row of the operations table: in the SDK, shut without a key, shut to a wrong scope, shut to the neighbours."""

import inspect
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, get_type_hints
from urllib.parse import urlencode

import pytest
from pydantic import BaseModel

from qrdesk.client import Client
from qrdesk.core import database
from qrdesk.core.errors import ScopeMissing, Unauthenticated
from qrdesk.core.models import ALL_MODELS
from qrdesk.core.operations import OPERATIONS, PREFIX, Operation
from qrdesk.core.schemas.access import (
    KeyDraft,
    KeyPatch,
    PublicUrlDraft,
    Role,
    RotationDraft,
    Scope,
    WorkspacePatch,
    scopes_of,
)
from qrdesk.core.schemas.analytics import TopQuery
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.base import Upload
from qrdesk.core.schemas.bulk import BulkCreate, BulkUpdate
from qrdesk.core.schemas.codes import CodeDraft, CodePatch
from qrdesk.core.schemas.domains import DomainDraft, DomainPatch
from qrdesk.core.schemas.files import FileDraft
from qrdesk.core.schemas.folders import FolderDraft, FolderPatch
from qrdesk.core.schemas.links import AliasDraft, LinkDraft, LinkPatch, SlugQuery, SparklineQuery
from qrdesk.core.schemas.members import AcceptDraft, InvitationDraft, MemberPatch, WorkspaceDraft
from qrdesk.core.schemas.presets import UtmPresetDraft, UtmPresetPatch
from qrdesk.core.schemas.saved_views import SavedViewDraft, SavedViewPatch
from qrdesk.core.schemas.simulation import SimulationDraft
from qrdesk.core.schemas.tags import TagDraft, TagPatch
from qrdesk.core.schemas.transfer import DaysQuery, LinkImport
from qrdesk.core.schemas.usage import PlanChoiceDraft, PlanDraft
from qrdesk.core.services.queries import tuples
from qrdesk.daemon import openapi
from tests.desks import Answer, Desk, make_key
from tests.forms import LOGO, form

PAGE = "https://example.com/"
# What is sent where a row needs more than its path; a new row that needs something fails until it stands here.
BODIES: dict[type[BaseModel], dict[str, Any]] = {
    LinkDraft: {"destination": PAGE},
    LinkPatch: {"title": "Changed"},
    AliasDraft: {"slug": "more"},
    LinkImport: {"rows": [{"row": 1, "destination": PAGE}]},
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
}
QUERIES: dict[type[BaseModel], dict[str, str]] = {
    SlugQuery: {"slug": "free"},
    DaysQuery: {"links": "{link_id}"},
    SparklineQuery: {"links": "{link_id}"},
    TopQuery: {"dimension": "country"},
}
every_row = pytest.mark.parametrize("row", OPERATIONS, ids=lambda row: row.name)
every_keyed_row = pytest.mark.parametrize(
    "row", [row for row in OPERATIONS if not row.public], ids=lambda row: row.name
)
every_scoped_row = pytest.mark.parametrize("row", [row for row in OPERATIONS if row.scope], ids=lambda row: row.name)


@dataclass
class Recorder:
    """A transport that goes nowhere and remembers what it was asked for."""

    asked: list[Callable[..., Any]] = field(default_factory=list[Callable[..., Any]])

    def call(self, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        inspect.signature(operation).bind(None, *args, **kwargs)
        self.asked.append(operation)

    def close(self) -> None: ...


def test_every_row_is_one_method_of_the_sdk() -> None:
    recorder = Recorder()
    client = Client(recorder)
    for resource in vars(client).values():
        for name, method in inspect.getmembers(resource, inspect.ismethod):
            if resource is not recorder and not name.startswith("_") and name != "each":  # which is many calls of list
                method(**{name: _any(hint) for name, hint in get_type_hints(method).items() if name != "return"})
    assert sorted(call.__name__ for call in recorder.asked) == sorted(row.name for row in OPERATIONS)
    assert set(recorder.asked) == {row.call for row in OPERATIONS}


def _any(hint: Any) -> Any:
    if hint is str:
        return "x"
    if inspect.isclass(hint) and issubclass(hint, BaseModel):
        return hint.model_validate(BODIES.get(hint) or QUERIES[hint])
    if hint is Upload:
        return Upload(LOGO, "logo.svg")
    return [] if getattr(hint, "__origin__", None) is list else None


@pytest.fixture
def ids(api: Desk) -> dict[str, str]:
    """Things of the first workspace, by the names that paths have for them."""
    # private addresses, which checks refuse without asking any other server
    link = api.ask("POST", f"{PREFIX}/links", {"destination": "http://10.0.0.1/", "slug": "lunch"}).data
    domain = api.ask("POST", f"{PREFIX}/domains", {"url": "http://10.0.0.2"}).data
    code = api.ask("POST", f"{PREFIX}/qr-codes", {"link_id": link["id"]}).data
    key = api.ask("POST", f"{PREFIX}/keys", {"name": "Till", "scopes": ["keys:update"]}).data
    workspace = api.ask("GET", f"{PREFIX}/workspace").data
    utm = {"source": "poster"}
    made = {
        "folder_id": api.ask("POST", f"{PREFIX}/folders", {"name": "Menus"}).data,
        "tag_id": api.ask("POST", f"{PREFIX}/tags", {"name": "summer"}).data,
        "view_id": api.ask("POST", f"{PREFIX}/views", {"name": "Soups", "query": {"search": "soup"}}).data,
        "preset_id": api.ask("POST", f"{PREFIX}/utm-presets", {"name": "Poster", "utm": utm}).data,
    }
    file = form(api, {"kind": "logo"}, LOGO).data
    made |= {"link_id": link, "code_id": code, "key_id": key, "domain_id": domain, "file_id": file}
    anna, invited = (
        api.ask("POST", f"{PREFIX}/invitations", {"name": name, "role": "admin"}).data for name in ("Anna", "Ben")
    )
    joined = api.ask("POST", f"{PREFIX}/invitations/accept", {"code": anna["code"]}, key="").data
    made |= {"member_id": joined["member"], "invitation_id": invited}
    found = {"code": invited["code"], "members_key": joined["key"]["key"]}
    return {name: one["id"] for name, one in made.items()} | found | {"plan": "agency", "workspace_id": workspace["id"]}


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
    return {name: value.format(**ids) if isinstance(value, str) else value for name, value in sent.items()}


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, but for when a key was last used."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with database.scope():
        for model in ALL_MODELS:
            columns = [one for one in model._meta.sorted_fields if not one.name.startswith("last_used_")]
            found[model.__name__] = sorted(tuples(model.select(*columns)), key=repr)
    return found


@every_row
def test_every_row_works_for_its_owner(api: Desk, ids: dict[str, str], row: Operation) -> None:
    answer = call(api, row, ids)
    assert answer.status == (403 if row.operator else row.status), answer.content
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Request-Id"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@every_keyed_row
def test_every_row_is_shut_without_a_key(api: Desk, ids: dict[str, str], row: Operation) -> None:
    before = everything()
    answer = call(api, row, ids, key="")
    assert (answer.status, answer.code) == (401, Unauthenticated.code)
    assert answer.headers["Www-Authenticate"] == 'Bearer realm="qrdesk"'
    assert everything() == before


@every_scoped_row
def test_every_row_is_shut_to_a_key_with_every_scope_but_its_own(
    api: Desk, ids: dict[str, str], row: Operation
) -> None:
    key = make_key(api.opened, *(scope for scope in Scope if scope is not row.scope))
    before = everything()
    answer = call(api, row, ids, key=key)
    assert (answer.status, answer.code) == (403, ScopeMissing.code)
    assert str(row.scope) in answer.json["error"]["message"]
    assert everything() == before


@every_scoped_row
def test_every_row_opens_to_a_key_with_just_its_scope(api: Desk, ids: dict[str, str], row: Operation) -> None:
    more = {"scopes": [str(row.scope)]} if row.body and row.body[1] is KeyDraft else {}
    given = scopes_of(Role.MEMBER) if row.name == "create_invitation" else ()  # nobody gives what they have not
    assert call(api, row, ids, key=make_key(api.opened, str(row.scope), *given), **more).status == row.status


@pytest.mark.parametrize(
    "row",
    [row for row in OPERATIONS if not row.operator and (row.path_names or (row.body and row.body[1] is CodeDraft))],
    ids=lambda r: r.name,
)
def test_the_neighbours_do_not_find_what_is_ours(
    api: Desk, ids: dict[str, str], neighbours_key: str, row: Operation
) -> None:
    before = everything()
    answer = call(api, row, ids, key=neighbours_key)
    assert (answer.status, answer.code) == (404, "not_found")
    assert everything() == before


GROUPS = {"folder": "folder_id", "tag": "tag_id", "domain": "domain_id"}  # what a question about hits is narrowed by
NAMED_BESIDE = [
    (row, name)
    for row in OPERATIONS
    for name in ("link_id", "host", *(GROUPS if row.path.startswith(("/analytics", "/hits")) else ()))
    if (taken := row.body or row.query) and name in taken[1].model_fields and name not in row.path_names
]


@pytest.mark.parametrize(("row", "name"), NAMED_BESIDE, ids=lambda one: one if isinstance(one, str) else one.name)
def test_the_neighbours_cannot_name_what_is_ours_beside_the_path(
    api: Desk, ids: dict[str, str], neighbours_key: str, row: Operation, name: str
) -> None:
    ours = "localhost:8765" if name == "host" else ids[GROUPS.get(name, name)]
    before = everything()
    answer = call(api, row, ids, key=neighbours_key, **{name: ours})
    if row.name == "list_links":  # a filter: nothing matches
        assert answer.data == []
    else:
        assert (answer.status, answer.code) == (404, "not_found")
    assert everything() == before


@pytest.mark.parametrize(
    "row", [row for row in OPERATIONS if row.method == "GET" and not row.path_names and not row.operator]
)
def test_the_neighbours_lists_hold_nothing_of_ours(
    api: Desk, ids: dict[str, str], neighbours_key: str, row: Operation
) -> None:
    answer = call(api, row, ids, key=neighbours_key)
    assert answer.status == 200
    for ours in (*ids.values(), "lunch", "localhost:8765"):
        assert ours not in answer.content.decode()


@every_row
def test_every_answer_is_in_the_reference(api: Desk, ids: dict[str, str], neighbours_key: str, row: Operation) -> None:
    documented = json.loads(openapi.document_json())["paths"][PREFIX + row.path][row.method.lower()]["responses"]
    for key in (None, "", neighbours_key, make_key(api.opened, Scope.WORKSPACE_READ)):
        assert str(call(api, row, ids, key=key).status) in documented
    assert str(api.ask(row.method, PREFIX + row.path.format(**ids) + "?nonsense=1").status) in {*documented, "422"}


def test_a_neighbour_cannot_take_the_address_of_our_domain(api: Desk, neighbours_key: str) -> None:
    answer = api.ask("PUT", f"{PREFIX}/domains/default", {"url": "http://localhost:8765"}, key=neighbours_key)
    assert (answer.status, answer.code) == (409, "conflict")


def test_a_key_cannot_make_one_that_reaches_further(api: Desk) -> None:
    key = make_key(api.opened, Scope.KEYS_CREATE, Scope.LINKS_READ)
    for scopes in (["all"], ["links:read", "links:delete"]):
        answer = api.ask("POST", f"{PREFIX}/keys", {"name": "x", "scopes": scopes}, key=key)
        assert (answer.status, answer.code) == (403, "scope_missing")
    assert api.ask("POST", f"{PREFIX}/keys", {"name": "x", "scopes": ["links:read"]}, key=key).status == 201
