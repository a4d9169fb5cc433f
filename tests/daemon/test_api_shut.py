"""Every row of the operations table is shut: without a key, to a wrong scope, to the neighbours.

Nothing comes of what is refused, so all tests of this file ask one desk; each looks at every table before and after.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from qrdesk.core.errors import ScopeMissing, Unauthenticated
from qrdesk.core.operations import OPERATIONS, Operation
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.base import Poster
from qrdesk.core.schemas.codes import CodeDraft
from tests.desks import Desk, desk, from_everywhere, make_key, second_workspace
from tests.postgres import BOTH, database_of
from tests.table import call, everything, things_of

every_keyed_row = pytest.mark.parametrize(
    "row", [row for row in OPERATIONS if not row.public], ids=lambda row: row.name
)
every_scoped_row = pytest.mark.parametrize("row", [row for row in OPERATIONS if row.scope], ids=lambda row: row.name)


@pytest.fixture(scope="module", params=BOTH)
def api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A QRDesk and its owner's key, for all tests of this file."""
    folder = tmp_path_factory.mktemp("shut")
    with database_of(request, folder) as url, desk(url, folder / "data") as found:
        yield replace(found, app=from_everywhere(found.app))  # one network has only so many wrong tries


@pytest.fixture(scope="module")
def ids(api: Desk) -> dict[str, str]:
    """Things of the first workspace, by the names that paths have for them."""
    return things_of(api)


@pytest.fixture(scope="module")
def neighbours_key(api: Desk) -> str:
    """The key of another workspace on the same server, good for everything there."""
    return make_key(api.opened, actor=second_workspace())


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


@pytest.mark.parametrize(
    "row",
    [
        row
        for row in OPERATIONS
        if not row.operator
        and row.returns is not Poster
        and row.name != "get_plan"  # plans are the same for every workspace
        and (row.path_names or (row.body and row.body[1] is CodeDraft))
    ],
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
    shared = {"plan"} if row.name == "list_plans" else set[str]()  # plans are the same for every workspace
    for ours in (*(one for name, one in ids.items() if name not in shared), "lunch", "localhost:8765"):
        assert ours not in answer.content.decode()
