"""Tools for agents in process: arguments and answers, two workspaces side by side, and a server without the extra."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from jsonschema import Draft202012Validator
from mcp.client.client import Client as Agent
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult
from mcp_types.version import LATEST_MODERN_VERSION as MODERN

from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.analytics import TimelineView
from qrdesk.core.services import links
from qrdesk.daemon.mcp import answers
from qrdesk.daemon.mcp.arguments import read, schema_of
from qrdesk.daemon.mcp.once import performed
from qrdesk.daemon.mcp.server import answer
from qrdesk.daemon.mcp.tool import Tool
from qrdesk.daemon.mcp.tools import BY_NAME, TOOLS
from tests.daemon.mcp_walk import found
from tests.desks import Desk, context, make_key, served

_ROOT = Path(__file__).resolve().parents[2]
_PING = {"jsonrpc": "2.0", "id": 1, "method": "ping"}


@pytest.fixture
def address(api: Desk) -> Iterator[str]:
    """Where the application answers, served by our own server."""
    with served(api.app) as where:
        yield where


def called(address: str, key: str, *calls: tuple[str, dict[str, Any]]) -> list[CallToolResult]:
    """Return what tools answer one agent."""

    async def ask() -> list[CallToolResult]:
        async with (
            httpx2.AsyncClient(headers={"x-api-key": key}, timeout=60) as session,
            Agent(streamable_http_client(f"{address}/mcp", http_client=session), mode=MODERN) as agent,
        ):
            return [await agent.call_tool(name, arguments) for name, arguments in calls]

    return anyio.run(ask)


def test_two_workspaces_never_see_each_other(api: Desk, address: str, neighbours_key: str) -> None:
    made = {"destination": "https://example.com/", "slug": "mine", "tags": ["ours"]}
    (mine,) = called(address, api.key, ("create_link", made))
    link = {"link_id": found(mine)["id"]}
    names = ("get_link", "edit_link", "delete_link", "make_artwork", "get_link_summary", "pause_link")
    listed, tags, top, *refused = called(
        address,
        neighbours_key,
        ("find_links", {}),
        ("list_tags", {}),
        ("get_top_links", {}),
        *((n, link) for n in names),
    )
    assert (found(listed)["links"], found(tags)["tags"]) == ([], [])
    assert found(top)["rows"] == []
    assert [one.structured_content["error"]["code"] for one in refused] == ["not_found"] * len(names)
    (still,) = called(address, api.key, ("get_link", link))
    assert found(still)["state"] == "live"


def test_a_key_does_by_tools_what_its_scopes_say(api: Desk, address: str) -> None:
    link = {"link_id": "scoped"}
    called(address, api.key, ("create_link", {"destination": "https://example.com/", "slug": "scoped"}))
    reader = make_key(api.opened, "links:read", "codes:read")
    names = {"delete_link": "links:delete", "pause_link": "links:update", "make_artwork": "codes:create"}
    seen, *refused = called(address, reader, ("get_link", link), *((name, link) for name in names))
    assert found(seen)["state"] == "live"
    for one, scope in zip(refused, names.values(), strict=True):
        assert (one.is_error, one.structured_content["error"]["code"]) == (True, "scope_missing")
        assert f"It needs the scope “{scope}”." in str(one.content)
    (still,) = called(address, api.key, ("get_link", link))
    assert found(still)["state"] == "live"


def test_a_server_without_the_extra_says_what_to_install(
    api: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "a2wsgi", None)
    monkeypatch.delitem(sys.modules, "qrdesk.daemon.mcp.bridge", raising=False)
    headers = {"Host": "localhost", "Accept": "application/json"}
    refused = api.ask("POST", "/mcp", _PING, headers=headers)
    assert (refused.status, refused.code) == (501, "not_installed")
    assert "pip install 'qrdesk[mcp]'" in refused.json["error"]["message"]
    assert "a2wsgi" in caplog.text
    assert api.ask("POST", "/mcp", _PING, key="", headers=headers).status == 401
    monkeypatch.undo()
    assert api.ask("POST", "/mcp", _PING, headers=headers).json["result"] == {}


def test_a_request_of_more_than_a_mebibyte_is_refused(api: Desk) -> None:
    headers = {"Host": "localhost", "Accept": "application/json", "Content-Type": "application/json"}
    said = json.dumps({**_PING, "params": {"_meta": {"x": ""}}})
    for size, status in ((1 << 20, 200), ((1 << 20) + 1, 413)):
        content = said.replace('""', f'"{"x" * (size - len(said))}"').encode()
        assert len(content) == size
        assert api.ask("POST", "/mcp", content=content, headers=headers).status == status


def test_a_server_starts_without_the_extra() -> None:
    code = (
        "import sys; sys.modules['mcp'] = sys.modules['mcp_types'] = sys.modules['a2wsgi'] = None; "
        "import qrdesk.daemon.worker, qrdesk.daemon.api, qrdesk.daemon.mcp.tools; print('loaded')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=_ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.stdout, done.stderr) == ("loaded\n", "")


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_a_schema_says_what_is_taken_and_no_more(tool: Tool) -> None:
    schema = schema_of(tool)
    Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    assert set(schema.get("required", ())) <= set(schema["properties"])
    whole = json.dumps(schema)
    assert all(f'"#/$defs/{name}"' in whole for name in schema.get("$defs", {}))
    assert len(whole) < 12_000
    with pytest.raises(Invalid):
        read(tool, {**dict.fromkeys(schema.get("required", ()), "x"), "drop": 1})


def test_agents_are_warned_of_what_takes_something_away() -> None:
    destructive = {tool.name for tool in TOOLS if tool.destructive}
    assert destructive == {"edit_link", "set_link_rules", "pause_link", "archive_link", "delete_link"}
    reading = {tool.name for tool in TOOLS if tool.reads}
    assert reading == {
        tool.name for tool in TOOLS if tool.name.startswith(("get_", "find_", "list_", "check_", "recent_"))
    }
    assert len(BY_NAME) == len(TOOLS)


def refusal(name: str, **sent: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        read(BY_NAME[name], sent)
    return refused.value.field_errors


def test_arguments_that_cannot_be_used_are_named() -> None:
    assert refusal("create_link") == {"destination": "This is needed."}
    assert refusal("create_link", destination="https://a.example", url="x") == {"url": "There is no such argument."}
    assert refusal("get_link") == {"link_id": "link_id: This is needed."}
    assert (
        refusal("get_link", link_id=7)
        == refusal("get_link", link_id="\ud800")
        == {"link_id": "link_id: This must be text."}
    )
    assert refusal("set_link_rules", link_id="a") == {"rules": "This is needed."}
    assert list(refusal("find_links", limit=51)) == list(refusal("list_tags", limit=0)) == ["limit"]
    assert list(refusal("find_links", limit="many")) == ["limit"]
    assert list(refusal("edit_link", link_id="a", title=None)) == ["title"]
    assert list(refusal("get_top", dimension="colour")) == ["dimension"]


def test_null_is_what_is_left_out_and_takes_away_in_a_change() -> None:
    made = read(BY_NAME["create_link"], {"destination": "https://a.example", "title": None, "slug": None})
    assert made["draft"].model_fields_set == {"destination"}
    changed = read(BY_NAME["edit_link"], {"link_id": "a", "folder": None})
    assert (changed["patch"].model_fields_set, changed["patch"].folder) == ({"folder"}, None)
    assert read(BY_NAME["find_links"], {"limit": None})["query"].limit == 20


def test_a_fault_of_ours_is_noted_with_an_id(caplog: pytest.LogCaptureFixture) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("not for agents")

    with caplog.at_level(logging.ERROR):
        said = answer(BY_NAME["get_link"], broken, {"link_id": "a"})
    (noted,) = caplog.records
    assert (said.is_error, "not for agents" in str(said)) == (True, False)
    assert str(noted.args[0]) in said.structured_content["error"]["message"]  # type: ignore[index]  # a tuple here
    assert "not for agents" in caplog.text


def test_a_timeline_leaves_out_steps_without_hits_and_refuses_too_many() -> None:
    def view(hits: int) -> TimelineView:
        points = [
            {"at": f"2026-01-01T00:{n // 60:02}:{n % 60:02}Z", "scans": n < hits, "clicks": 0, "bots": 0}
            for n in range(150)
        ]
        days = {"start": "2026-01-01", "end": "2026-03-01", "exact_from": None, "step": "hour"}
        return TimelineView.model_validate({**days, "points": points})

    assert len(answers.timeline(view(100), {}).fields["points"]) == 100
    with pytest.raises(Invalid, match="101 steps"):
        answers.timeline(view(101), {})


def test_rows_of_a_list_that_comes_whole_go_on_at_the_cursor(api: Desk, address: str) -> None:
    words = [f"word {n:02}" for n in range(25)]
    called(address, api.key, ("create_link", {"destination": "https://example.com/", "tags": words}))
    (first,) = called(address, api.key, ("list_tags", {}))
    (rest,) = called(address, api.key, ("list_tags", {"cursor": found(first)["next_cursor"]}))
    names = [one["name"] for page in (first, rest) for one in found(page)["tags"]]
    assert (names, len(found(first)["tags"]), "next_cursor" in found(rest)) == (words, 20, False)
    (wrong,) = called(address, api.key, ("list_tags", {"cursor": "x"}))
    assert list(wrong.structured_content["error"]["field_errors"]) == ["cursor"]


def test_nothing_that_an_agent_sends_is_a_fault_of_ours(api: Desk) -> None:
    def call(operation: Any, *given: Any, **named: str) -> Any:
        return performed(context(api.opened), operation, *given, **named)

    made = answer(BY_NAME["create_link"], call, {"destination": "https://example.com/", "slug": "here"})
    assert not made.is_error
    usable = {"link_id": "here", "destination": "https://example.com/", "slug": "new", "name": "New", "dimension": "os"}
    nested: Any = "deep"
    for _ in range(200):
        nested = [{"conditions": nested}]
    hostile = ["\ud800", "\0", "%00", "' OR 1=1 --", "x" * 5000, -1, 10**400, 1e308, True, [], {}, [None], nested]
    for tool in TOOLS:
        for name in schema_of(tool)["properties"]:
            for value in hostile:
                needed = {one: usable.get(one, []) for one in schema_of(tool).get("required", ())}
                said = answer(tool, call, {**needed, name: value})
                refused = (said.structured_content or {"error": {"code": ""}})["error"]
                assert "internal" not in refused["code"], (tool.name, name, value)
                said.model_dump_json()  # it can be sent
        said = answer(tool, call, {"\ud800": 1})
        assert said.is_error
        said.model_dump_json()


def test_a_tool_is_a_row_of_the_table() -> None:
    assert BY_NAME["create_link"].row.call is links.create_link
    stray = Tool("stray", "Stray", "None.", read, answers.whole)
    with pytest.raises(LookupError):
        _ = stray.row
