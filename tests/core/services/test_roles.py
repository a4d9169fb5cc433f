"""Who may do what: the contract's table of roles (contracts/source/h0p-development.txt), and that it is what happens.

There short links, domains, keys, webhooks and stats are named; codes and files go as links do, and members, the audit
log and the workspace are for owners and admins.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.context import Actor
from qrdesk.core.errors import ScopeMissing
from qrdesk.core.models import Member
from qrdesk.core.operations import OPERATIONS, PREFIX
from qrdesk.core.schemas.access import KeyDraft, Role, Scope, scopes_of
from qrdesk.core.services import keys
from qrdesk.core.services.authenticating import authenticate
from tests.desks import Desk, context, desk

# C: create, R: read, U: update, D: delete
GOLDEN = """
              owner   admin   member
    links      CRUD    CRUD    CRUD
    codes      CRUD    CRUD    CRUD
    files      CRUD    CRUD    CRUD
    domains    CRUD    CRUD    CRU-
    stats      R       R       R
    keys       CRUD    CRUD    ----
    webhooks   CRUD    CRUD    ----
    members    CRUD    CRUD    ----
    audit      R       R       -
    workspace  RU      RU      --
"""
ACTIONS = {"C": "create", "R": "read", "U": "update", "D": "delete"}
every_role = pytest.mark.parametrize("role", Role)


def golden(role: Role) -> set[str]:
    """Return what the table says that a role may do."""
    heads, *lines = (line.split() for line in GOLDEN.strip().splitlines())
    column = heads.index(role.value) + 1
    return {f"{line[0]}:{ACTIONS[letter]}" for line in lines for letter in line[column] if letter != "-"}


@pytest.fixture
def api(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    with desk(database_url, tmp_path / "data") as found:
        yield found


def key_of(api: Desk, role: Role, scopes: tuple[str, ...] = ("all",)) -> str:
    """Return the key of a member in a role, who had these scopes as an owner."""
    ctx = context(api.opened)
    with database.scope():
        member = Member.create(workspace=ctx.actor.workspace_id, name="Anna", role="owner", created_at=ctx.now)
        draft = KeyDraft(name="Anna", member_id=member.public_id, scopes=scopes)  # type: ignore[arg-type]  # pydantic reads words as scopes
        key = keys.create_key(ctx, draft).key
        Member.update(role=role.value).where(Member.id == member.id).execute()
    return key


def allowed(actor: Actor) -> set[str]:
    """Return the scopes for which an actor is not refused."""
    found: set[str] = set()
    for scope in Scope:
        try:
            actor.require(scope)
        except ScopeMissing:
            continue
        found.add(str(scope))
    return found


@every_role
def test_a_role_may_do_what_the_table_says(role: Role) -> None:
    assert {str(scope) for scope in scopes_of(role)} == golden(role)


def test_the_table_has_every_scope_there_is() -> None:
    assert golden(Role.OWNER) == {str(scope) for scope in Scope}


@every_role
@pytest.mark.parametrize("scopes", [("all",), tuple(map(str, Scope))], ids=["all", "each"])
def test_a_member_with_every_scope_may_do_what_the_table_says(api: Desk, role: Role, scopes: tuple[str, ...]) -> None:
    with database.scope():
        actor = authenticate(key_of(api, role, scopes), context(api.opened).now)
    assert allowed(actor) == golden(role)


@every_role
@pytest.mark.parametrize("scope", ["links:read", "keys:read", "domains:delete"])
def test_a_role_gives_nothing_that_the_key_has_not(api: Desk, role: Role, scope: str) -> None:
    with database.scope():
        actor = authenticate(key_of(api, role, (scope,)), context(api.opened).now)
    assert allowed(actor) == {scope} & golden(role)


@every_role
def test_every_row_opens_to_the_roles_that_the_table_names(api: Desk, role: Role) -> None:
    key = key_of(api, role)
    for row in OPERATIONS:
        if row.scope is None:
            continue
        path = PREFIX + row.path.format(**dict.fromkeys(row.path_names, "nothing"))
        answer = api.ask(row.method, path, key=key)  # without what it needs: what is let in does nothing
        if row.scope in golden(role):
            assert answer.status not in {401, 403}, row.name
        else:
            assert (answer.status, answer.code) == (403, ScopeMissing.code), row.name
