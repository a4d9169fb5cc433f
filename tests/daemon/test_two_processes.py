"""Two web processes on one database: what ends or lessens a key by one of them holds at the other's next request."""

import http.client
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.limits import shared
from qrdesk.core.opening import open_database
from qrdesk.core.operations import PREFIX
from qrdesk.core.settings import Settings
from tests.desks import make_key
from tests.faults.processes import Process, free_port
from tests.postgres import BOTH, database_of

if sys.platform != "linux":
    pytest.skip("finds processes in /proc", allow_module_level=True)


@dataclass(frozen=True)
class Door:
    """A web process of its own. Its connection stays open, as a program's does."""

    connection: http.client.HTTPConnection

    def ask(self, method: str, path: str, key: str, body: Any = None) -> tuple[int, Any]:
        """Return the status, and what the answer says."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        if body is not None:
            headers["Content-Type"] = "application/json"
        self.connection.request(method, PREFIX + path, None if body is None else json.dumps(body), headers)
        answer = self.connection.getresponse()
        content = answer.read()
        return answer.status, json.loads(content) if content else None

    def status(self, method: str, path: str, key: str, body: Any = None) -> int:
        return self.ask(method, path, key, body)[0]


@pytest.fixture(scope="module", params=BOTH)
def doors(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Door, Door, str]]:
    """Two web processes, and the key of whoever runs the place."""
    folder = tmp_path_factory.mktemp("doors")
    with ExitStack() as stack:
        url = stack.enter_context(database_of(request, folder))
        opened = open_database(url, Settings(data_dir=str(folder / "data")))
        stack.callback(shared.clear, opened.data_dir, opened.database_id)
        owner = make_key(opened)
        database.close()
        environ = {"QRDESK_DATABASE": url, "QRDESK_DATA_DIR": str(folder / "data")}
        ports = [free_port(), free_port()]
        started = [_started(port, folder, environ) for port in ports]
        for process in started:
            stack.callback(process.close)
        for process in started:
            process.wait_said("ready")
        first, second = (
            stack.enter_context(closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30))) for port in ports
        )
        yield Door(first), Door(second), owner


def _started(port: int, folder: Path, environ: dict[str, str]) -> Process:
    words = ("-m", "qrdesk.daemon.worker", "--port", str(port), "--shared", "--name", f"web-{port}")
    return Process(*words, log=folder / f"log{port}.txt", environ=environ)


def _join(door: Door, owner: str, role: str) -> tuple[str, str]:
    """Let one more person in; return the member's id and key."""
    code = door.ask("POST", "/invitations", owner, {"name": "Anna", "role": role})[1]["data"]["code"]
    joined = door.ask("POST", "/invitations/accept", "", {"code": code})[1]["data"]
    return joined["member"]["id"], joined["key"]["key"]


# Each looks by the second process, so that it knows the key, changes it by the first, and looks again at once: what is
# decided anew for every request needs no second in which to get about.


@pytest.mark.parametrize("who", ["somebody else", "the key itself"])
def test_a_revoked_key_is_refused_by_the_other(doors: tuple[Door, Door, str], who: str) -> None:
    here, there, owner = doors
    made = here.ask("POST", "/keys", owner, {"name": "Till", "scopes": ["links:read", "keys:delete"]})[1]["data"]
    assert here.status("GET", "/links", made["key"]) == there.status("GET", "/links", made["key"]) == 200
    ends = owner if who == "somebody else" else made["key"]
    assert here.status("DELETE", f"/keys/{made['id']}", ends) == 204
    status, said = there.ask("GET", "/links", made["key"])
    assert (status, said["error"]["code"]) == (401, "key_unknown")


def test_a_key_that_was_replaced_is_refused_by_the_other(doors: tuple[Door, Door, str]) -> None:
    here, there, owner = doors
    old = here.ask("POST", "/keys", owner, {"name": "Till"})[1]["data"]["key"]
    assert there.status("GET", "/links", old) == 200
    new = here.ask("POST", "/keys/rotate-own", old, {"grace_days": 0})[1]["data"]["key"]
    assert (there.status("GET", "/links", old), there.status("GET", "/links", new)) == (401, 200)


@pytest.mark.parametrize("how", ["removed", "leaves"])
def test_the_key_of_a_member_who_goes_is_refused_by_the_other(doors: tuple[Door, Door, str], how: str) -> None:
    here, there, owner = doors
    member, key = _join(here, owner, "admin")
    assert there.status("GET", "/links", key) == 200
    if how == "removed":
        assert here.status("DELETE", f"/members/{member}", owner) == 204
    else:
        assert here.status("POST", "/members/leave", key) == 204
    assert there.status("GET", "/links", key) == 401


def test_a_role_made_less_holds_at_the_other(doors: tuple[Door, Door, str]) -> None:
    here, there, owner = doors
    member, key = _join(here, owner, "admin")
    assert there.status("GET", "/audit", key) == 200
    assert here.status("PATCH", f"/members/{member}", owner, {"role": "member"}) == 200
    assert there.status("GET", "/audit", key) == 403
    assert there.status("PATCH", "/workspace", key, {"name": "Mine"}) == 403
    assert there.status("GET", "/links", key) == 200


def test_scopes_made_less_hold_at_the_other(doors: tuple[Door, Door, str]) -> None:
    here, there, owner = doors
    made = here.ask("POST", "/keys", owner, {"name": "Till", "scopes": ["links:read", "stats:read"]})[1]["data"]
    assert there.status("GET", "/links", made["key"]) == 200
    assert here.status("PATCH", f"/keys/{made['id']}", owner, {"scopes": ["stats:read"]}) == 200
    assert there.status("GET", "/links", made["key"]) == 403
