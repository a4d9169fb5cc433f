"""Tools for agents, by the official client: over HTTP from a real daemon, and over stdio from a real process."""

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from mcp.client.client import Client as Agent
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult
from mcp_types.version import LATEST_HANDSHAKE_VERSION as OLDER
from mcp_types.version import LATEST_MODERN_VERSION as MODERN

from qrdesk.client import Client
from qrdesk.core.schemas.audit import AuditQuery
from qrdesk.daemon.mcp.tools import BY_NAME
from tests.daemon.mcp_walk import PHONE, found, walk
from tests.dialects.conftest import House

_ROOT = Path(__file__).resolve().parents[2]
_WE = {"name": "test", "version": "1"}
_PING = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
_SENT = {"Content-Type": "application/json", "Accept": "application/json"}


@asynccontextmanager
async def over_http(house: House, key: str = "", mode: str = MODERN) -> AsyncGenerator[Agent]:
    """An agent that uses the daemon, with the owner's key unless told otherwise."""
    headers = {"Authorization": f"Bearer {key or house.key}"}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=60) as session,
        Agent(streamable_http_client(f"{house.url}/mcp", http_client=session), mode=mode) as agent,
    ):
        yield agent


@asynccontextmanager
async def over_stdio(*words: str, **environ: str) -> AsyncGenerator[Agent]:
    """An agent that starts us on this computer."""
    env = {**os.environ, "PYTHONPATH": str(_ROOT), **environ}
    server = StdioServerParameters(command=sys.executable, args=["-m", "qrdesk", "mcp", *words], env=env)
    async with Agent(stdio_client(server), mode=MODERN) as agent:
        yield agent


def called(house: House, name: str, key: str = "", /, **arguments: Any) -> CallToolResult:
    """Return what a tool answers, by an agent of its own."""

    async def ask() -> CallToolResult:
        async with over_http(house, key) as agent:
            return await agent.call_tool(name, arguments)

    return anyio.run(ask)


def scanning(house: House) -> Callable[[str], int]:
    """Return what scans a code as a phone does, and says the status of the answer."""
    return lambda path: house.daemon.ask(path, headers={"Host": "go.example.com", "User-Agent": PHONE}).status


def sent(house: House, body: Any = _PING, method: str = "POST", **headers: str) -> tuple[int, Mapping[str, str], Any]:
    """Send one request with these headers alone, and return its status, headers and JSON."""
    with closing(http.client.HTTPConnection("127.0.0.1", house.daemon.port, timeout=60)) as connection:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        connection.request(method, "/mcp", content if method == "POST" else None, {**_SENT, **named})
        answer = connection.getresponse()
        text = answer.read()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, json.loads(text or "null")


def keyed(house: House) -> dict[str, str]:
    return {"Authorization": f"Bearer {house.key}"}


async def names_told(agent: Agent) -> set[str]:
    return {tool.name for tool in (await agent.list_tools()).tools}


def test_every_tool_does_over_http_what_the_api_says_it_did(house: House) -> None:
    async def story() -> tuple[set[str], set[str]]:
        async with over_http(house) as agent:
            return await names_told(agent), await walk(agent, rest, "hypertext", scanning(house))

    with Client.remote(house.url, house.key) as rest:
        told, done = anyio.run(story)
        entries = rest.audit.list(AuditQuery(surface="mcp")).data
    assert told == done == set(BY_NAME)
    assert {"link.created", "link.updated", "link.deleted", "folder.created"} <= {one.action for one in entries}


def test_every_tool_does_over_stdio_what_the_api_says_it_did(house: House) -> None:
    async def story() -> tuple[set[str], set[str]]:
        data_dir = str(house.daemon.data_dir)
        async with over_stdio("--database", house.database, QRDESK_DATA_DIR=data_dir) as agent:
            return await names_told(agent), await walk(agent, rest, "stdio", scanning(house))

    with Client.remote(house.url, house.key) as rest:
        told, done = anyio.run(story)
        entries = rest.audit.list(AuditQuery(surface="mcp", subject="stdio-menu")).data
    assert told == done == set(BY_NAME)
    assert {one.key_id for one in entries} == {None}  # nobody's key: it was done at the computer with the database


@pytest.mark.wide
def test_stdio_reaches_a_server_far_away_and_ends_with_ctrl_c(house: House) -> None:
    made = {"destination": "https://example.com/far", "slug": "far-away", "idempotency_key": "far"}
    create = {"method": "tools/call", "params": {"name": "create_link", "arguments": made}}
    hello = {"protocolVersion": OLDER, "capabilities": {}, "clientInfo": _WE}
    asked = [
        {"id": 1, "method": "initialize", "params": hello},
        {"method": "notifications/initialized"},
        {"id": 2, **create},
        {"id": 3, **create},
    ]
    command = [sys.executable, "-m", "qrdesk", "mcp", "--server", house.url]
    env = {**os.environ, "PYTHONPATH": str(_ROOT), "QRDESK_KEY": house.key}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=env) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.writelines(json.dumps({"jsonrpc": "2.0", **one}) + "\n" for one in asked)
        process.stdin.flush()
        answers = {one["id"]: one for one in (json.loads(process.stdout.readline()) for _ in range(3))}
        process.send_signal(signal.SIGINT)  # its input stays open
        ended = process.wait(60)
        assert (ended, process.stdout.read(), process.stderr.read()) == (0, "", "")
    first, again = (json.loads(answers[one]["result"]["content"][0]["text"]) for one in (2, 3))
    with Client.remote(house.url, house.key) as api:
        assert api.links.get("far-away").id == first["id"] == again["id"]


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_agents_of_every_age_are_answered_over_http(house: House, mode: str) -> None:
    async def story() -> tuple[set[str], CallToolResult]:
        async with over_http(house, mode=mode) as agent:
            return await names_told(agent), await agent.call_tool("list_domains", {})

    told, domains = anyio.run(story)
    assert (told, found(domains)["domains"][0]["host"]) == (set(BY_NAME), "go.example.com")


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "HEAD", "OPTIONS"])
def test_other_methods_are_refused_with_the_one_that_there_is(house: House, method: str) -> None:
    status, headers, _ = sent(house, method=method, **keyed(house))
    assert (status, headers["allow"]) == (405, "POST")


def test_without_a_good_key_nothing_is_parsed(house: House) -> None:
    for headers, code in (({}, "unauthenticated"), ({"Authorization": "Bearer qrd_no"}, "key_mistyped")):
        status, answered, body = sent(house, b"{", **headers)
        assert (status, body["error"]["code"], answered["content-type"]) == (401, code, "application/json")
        assert answered["www-authenticate"].startswith("Bearer")


def test_the_other_header_does_as_well_and_a_request_counts_like_any_other(house: House) -> None:
    key = house.new_key(rate_limit=2)["key"]
    status, headers, body = sent(house, x_api_key=key)
    assert (status, body["result"], headers["x-ratelimit-remaining"]) == (200, {}, "1")
    assert not {"connection", "keep-alive", "transfer-encoding"} & set(headers)
    sent(house, x_api_key=key)
    status, headers, body = sent(house, x_api_key=key)
    assert (status, body["error"]["code"], "retry-after" in headers) == (429, "rate_limited", True)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "go.example.com"}, 200),
        ({"Host": "GO.example.com:443", "Origin": "https://go.example.com"}, 200),
        ({"Host": "localhost:8765", "Origin": "http://127.0.0.1:3000"}, 200),
        ({"Host": "evil.example"}, 421),
        ({"Host": "go.example.com.evil.example"}, 421),
        ({"Host": "192.168.0.1"}, 421),
        ({"Host": ""}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://go.example.com.evil.example"}, 403),
        ({"Origin": "chrome-extension://go.example.com"}, 403),
    ],
)
def test_only_names_of_this_server_are_answered(house: House, headers: dict[str, str], status: int) -> None:
    answered, _, body = sent(house, **headers, **keyed(house))
    assert answered == status
    assert ("error" in body) == (status != 200)


def test_what_is_no_request_is_refused_in_json(house: House) -> None:
    status, _, body = sent(house, b"{", **keyed(house))
    assert (status, body["error"]["code"]) == (400, -32700)
    status, _, body = sent(house, [_PING, _PING], **keyed(house))
    assert (status, body["error"]["code"] < -32000) == (400, True)
    status, _, body = sent(house, **{**keyed(house), "Content-Type": "text/plain"})
    assert (status, "error" in body) == (400, True)
    status, _, body = sent(house, **{**keyed(house), "Accept": "text/html"})
    assert (status, "error" in body) == (406, True)


def test_a_tool_that_is_not_there_is_an_error_of_the_protocol(house: House) -> None:
    async def story() -> str:
        async with over_http(house) as agent:
            with pytest.raises(MCPError) as refused:
                await agent.call_tool("drop_tables", {})
            return refused.value.message

    assert anyio.run(story) == "There is no tool “drop_tables”."
