"""Every row of the operations table: in the SDK, working for its owner and for a key with its scope, documented."""

import inspect
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from types import UnionType
from typing import Any, get_args, get_type_hints

import pytest
from pydantic import BaseModel

from qrdesk.client import Client
from qrdesk.core.operations import OPERATIONS, PREFIX, Operation
from qrdesk.core.schemas.access import (
    KeyDraft,
    Role,
    Scope,
    scopes_of,
)
from qrdesk.core.schemas.base import Poster, Upload
from qrdesk.core.surface import UPLOADS
from qrdesk.daemon import openapi
from qrdesk.daemon.http import POSTER_CACHE
from tests.desks import Desk, make_key
from tests.forms import LOGO
from tests.table import BODIES, QUERIES, call

every_row = pytest.mark.parametrize("row", OPERATIONS, ids=lambda row: row.name)
every_scoped_row = pytest.mark.parametrize("row", [row for row in OPERATIONS if row.scope], ids=lambda row: row.name)


@dataclass
class Recorder:
    """A transport that goes nowhere and remembers what it was asked for."""

    asked: list[Callable[..., Any]] = field(default_factory=list[Callable[..., Any]])
    etag: str = ""

    def call(self, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        inspect.signature(operation).bind(None, *args, **kwargs)
        self.asked.append(operation)

    def close(self) -> None: ...


def test_who_takes_in_bodies_knows_which_rows_bring_files() -> None:
    assert {(row.method, PREFIX + row.path) for row in OPERATIONS if row.upload} == UPLOADS


def test_every_row_is_one_method_of_the_sdk() -> None:
    recorder = Recorder()
    client = Client(recorder)
    here = (recorder, client.backups, client.geo, client.survival_kit)  # no rows: they work on this computer's files
    for resource in vars(client).values():
        if resource in here:
            continue
        for name, method in inspect.getmembers(resource, inspect.ismethod):
            if not name.startswith(("_", "each")):  # which are many calls of a list
                method(**{name: _any(hint) for name, hint in get_type_hints(method).items() if name != "return"})
    assert sorted(call.__name__ for call in recorder.asked) == sorted(row.name for row in OPERATIONS)
    assert set(recorder.asked) == {row.call for row in OPERATIONS}


def _any(hint: Any) -> Any:
    if hint is str:
        return "x"
    if isinstance(hint, UnionType):  # a draft or its fields; where nothing need be sent, nothing is
        return None if type(None) in get_args(hint) else _any(get_args(hint)[0])
    if inspect.isclass(hint) and issubclass(hint, BaseModel):
        return hint.model_validate(BODIES.get(hint) or QUERIES[hint])
    if hint is Upload:
        return Upload(LOGO, "logo.svg")
    return [] if getattr(hint, "__origin__", None) is list else None


@every_row
def test_every_row_works_for_its_owner(api: Desk, ids: dict[str, str], row: Operation) -> None:
    answer = call(api, row, ids)
    assert answer.status == (403 if row.operator else row.status), answer.content
    assert answer.headers["Cache-Control"] == (POSTER_CACHE if row.returns is Poster else "no-store")
    assert answer.headers["X-Request-Id"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@every_scoped_row
@pytest.mark.fast_cases(40)
def test_every_row_opens_to_a_key_with_just_its_scope(api: Desk, ids: dict[str, str], row: Operation) -> None:
    more = {"scopes": [str(row.scope)]} if row.body and row.body[1] is KeyDraft else {}
    # nobody gives what they have not, nor ends a key that may do more, nor puts out a member who may
    given = {
        "create_invitation": scopes_of(Role.MEMBER),
        "revoke_key": {Scope.KEYS_UPDATE},
        "remove_member": scopes_of(Role.ADMIN),
    }.get(row.name, ())
    assert call(api, row, ids, key=make_key(api.opened, str(row.scope), *given), **more).status == row.status


@every_row
@pytest.mark.fast_cases(40)
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
