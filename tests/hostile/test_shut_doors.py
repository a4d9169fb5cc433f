"""The whole operations table, asked with keys that open nothing, and for what belongs to another workspace.

Whoever may not hears so before anything is looked at: the answer is the same whatever is asked for. What belongs to
another workspace is looked for as what does not exist is, and answered with the same words.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.errors import KeyMistyped, KeyNotFromHere, KeyUnknown, QRDeskError, ScopeMissing, Unauthenticated
from qrdesk.core.key_texts import mint
from qrdesk.core.models import Key, Member
from qrdesk.core.operations import OPERATIONS, Operation
from qrdesk.core.schemas.access import KeyDraft, Role, RotationDraft, scopes_of
from qrdesk.core.services import authenticating, keys, members
from qrdesk.daemon import pacing
from qrdesk.daemon.http import status_of
from tests.desks import Answer, Desk, context
from tests.table import call, everything, things_of

KEYED = [row for row in OPERATIONS if not row.public]
# plans are the same for every workspace
NAMED = [row for row in KEYED if row.path_names and not row.operator and row.name != "get_plan"]


def none(_: Desk) -> str:
    return ""


def mistyped(api: Desk) -> str:
    return api.key[:-1] + ("a" if api.key[-1] != "a" else "b")


def unknown(_: Desk) -> str:
    return mint()


def revoked(api: Desk) -> str:
    made = keys.create_key(context(api.opened), KeyDraft(name="x"))
    keys.revoke_key(context(api.opened), made.id)
    return made.key


def expired(api: Desk) -> str:
    made, now = keys.create_key(context(api.opened), KeyDraft(name="x")), context(api.opened).now
    Key.update(expires_at=now - timedelta(seconds=1)).where(Key.public_id == made.id).execute()
    return made.key


def replaced(api: Desk) -> str:
    made = keys.create_key(context(api.opened), KeyDraft(name="x"))
    keys.rotate_key(context(api.opened), made.id, RotationDraft(grace_days=0))
    return made.key


def replaced_long_ago(api: Desk) -> str:
    made, now = keys.create_key(context(api.opened), KeyDraft(name="x")), context(api.opened).now
    keys.rotate_key(context(api.opened), made.id, RotationDraft(grace_days=7))
    Key.update(old_until=now - timedelta(seconds=1)).where(Key.public_id == made.id).execute()
    return made.key


def of_one_who_left(api: Desk) -> str:
    text, member = _members_key(api, Role.OWNER)
    members.remove_member(context(api.opened), member)
    return text


def from_elsewhere(api: Desk) -> str:
    return keys.create_key(context(api.opened), KeyDraft(name="x", allowed_networks=("192.0.2.0/24",))).key


def _members_key(api: Desk, role: Role) -> tuple[str, str]:
    ctx = context(api.opened)
    member = Member.create(workspace=ctx.actor.workspace_id, name="Eve", role=role.value, created_at=ctx.now)
    return keys.create_key(ctx, KeyDraft(name="Eve", member_id=member.public_id)).key, member.public_id


@pytest.mark.parametrize(
    ("made", "error"),
    [
        (none, Unauthenticated),
        (mistyped, KeyMistyped),
        (unknown, KeyUnknown),
        (revoked, KeyUnknown),
        (expired, KeyUnknown),
        (replaced, KeyUnknown),
        (replaced_long_ago, KeyUnknown),
        (of_one_who_left, KeyUnknown),
        (from_elsewhere, KeyNotFromHere),
    ],
)
def test_a_key_that_opens_nothing_is_answered_alike_whatever_it_is_asked_for(
    api: Desk, made: Callable[[Desk], str], error: type[QRDeskError]
) -> None:
    ids = things_of(api)
    with database.scope():
        key = made(api)
    before = everything()
    answers = {row: call(api, row, ids, key=key) for row in KEYED}
    assert {(one.status, one.code) for one in answers.values()} == {(status_of(error), error.code)}
    assert len({one.content for one in answers.values()}) == 1
    assert not any(key and key in str(one) for one in answers.values())
    assert everything() == before


def test_a_role_that_may_not_is_told_so_before_anything_is_looked_at(api: Desk) -> None:
    ids = things_of(api)
    with database.scope():
        key, _ = _members_key(api, Role.MEMBER)
    before = everything()
    for row in KEYED:
        if row.scope is not None and row.scope not in scopes_of(Role.MEMBER):
            answer, other = call(api, row, ids, key=key), call(api, row, _others(ids), key=key)
            assert (answer.status, answer.code) == (403, ScopeMissing.code), row.name
            assert answer.content == other.content, row.name
    assert everything() == before


@pytest.mark.parametrize("spelled", ["id", "uuid", "slug"])
def test_what_is_another_workspaces_is_looked_for_and_answered_like_what_is_not_there(
    api: Desk, neighbours_key: str, monkeypatch: pytest.MonkeyPatch, spelled: str
) -> None:
    ids = things_of(api)
    if spelled == "uuid":
        ids |= _uuids(api, ids)
    elif spelled == "slug":
        ids["link_id"] = "lunch"
    missing = _others(ids)
    monkeypatch.setattr(pacing, "_FRESH_S", 3600.0)  # what is looked up now and then would be in one of two answers
    monkeypatch.setattr(authenticating, "_USED_EVERY", 3600 * 1_000_000)
    asked = _statements(monkeypatch)
    before = everything()
    for row in NAMED:
        call(api, row, missing, key=neighbours_key)  # whatever is remembered from the first time on
        asked.clear()
        ours = call(api, row, ids, key=neighbours_key)
        statements, _ = list(asked), asked.clear()
        theirs = call(api, row, missing, key=neighbours_key)
        assert (ours.status, ours.code) == (404, "not_found"), row.name
        assert _plain(ours, row, ids) == _plain(theirs, row, missing), row.name
        assert statements == asked, row.name
        assert statements, row.name
    assert everything() == before


def _others(ids: dict[str, str]) -> dict[str, str]:
    """Return names of the same form that nothing has."""
    found = {name: one if name in {"plan", "code", "members_key"} else _other(one) for name, one in ids.items()}
    assert found["link_id"] != ids["link_id"]
    return found


def _other(name: str) -> str:
    if name.count("-") == 4:
        return name[:-4] + ("0000" if name[-4:] != "0000" else "1111")
    return name[:4] + name[4:][::-1] if "_" in name else name[::-1]


def _uuids(api: Desk, ids: dict[str, str]) -> dict[str, str]:
    shown = {
        "link_id": "links", "code_id": "qr-codes", "key_id": "keys", "domain_id": "domains", "file_id": "files",
        "folder_id": "folders", "tag_id": "tags", "view_id": "views", "preset_id": "utm-presets",
        "design_id": "designs", "member_id": "members", "invitation_id": "invitations", "endpoint_id": "webhooks",
        "delivery_id": f"webhooks/{ids['endpoint_id']}/deliveries",
    }  # fmt: skip
    assert {name for row in NAMED for name in row.path_names} == set(shown)
    found: dict[str, str] = {}
    for name, path in shown.items():
        (one,) = (one for one in api.ask("GET", f"/api/v1/{path}").data if one["id"] == ids[name])
        found[name] = one["uuid"]
    return found


def _plain(answer: Answer, row: Operation, ids: dict[str, str]) -> tuple[int, str, set[str]]:
    """Return an answer without the names that were asked for."""
    said = answer.content.decode()
    for name in row.path_names:
        said = said.replace(ids[name], f"<{name}>")
    return answer.status, said, set(answer.headers)


def _statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list to which every statement is added that goes to the database."""
    found: list[str] = []
    real = database.proxy.obj.execute_sql

    def noting(sql: str, *arguments: Any, **options: Any) -> Any:
        found.append(sql)
        return real(sql, *arguments, **options)

    monkeypatch.setattr(database.proxy.obj, "execute_sql", noting)
    return found
