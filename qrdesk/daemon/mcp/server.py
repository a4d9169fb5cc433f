"""The tools as a server of the official SDK, whatever carries it."""

import base64
import json
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from itertools import islice
from typing import Any

import mcp_types as types
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError

from qrdesk import __version__
from qrdesk.core.errors import Kind, QRDeskError, Unexpected
from qrdesk.core.schemas.base import quoted
from qrdesk.daemon.mcp.answers import short
from qrdesk.daemon.mcp.arguments import read, schema_of
from qrdesk.daemon.mcp.tool import Call, Found, Tool
from qrdesk.daemon.mcp.tools import ABOUT, BY_NAME, TOOLS

_log = logging.getLogger(__name__)

_FIELDS = 10  # of those that are wrong are named in a refusal
_NAME, _SENTENCE = 100, 500  # characters of each

Asked = ServerRequestContext[Any, Any]
Answer = types.CallToolResult
Away = Callable[[Callable[[], Answer]], Awaitable[Answer]]  # does work in a thread of its own


def build_server(call_of: Callable[[Asked], Call], away: Away) -> Server[Any]:
    """Return a server of all tools. ``call_of`` says how operations are run for whoever sent a request."""

    async def list_tools(_: Asked, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_told(tool) for tool in TOOLS])

    async def call_tool(asked: Asked, params: types.CallToolRequestParams) -> Answer:
        tool = BY_NAME.get(params.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, f"There is no tool “{quoted(params.name)}”.")
        return await away(partial(answer, tool, call_of(asked), params.arguments or {}))

    server: Server[Any] = Server(
        "qrdesk",
        version=__version__,
        title="QRDesk",
        instructions=ABOUT,
        get_tool_input_schema=lambda name: schema_of(BY_NAME[name]) if name in BY_NAME else None,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )
    server.middleware.clear()  # it would tell every call to whatever telemetry another library has set up
    return server


def answer(tool: Tool, call: Call, sent: Mapping[str, Any]) -> Answer:
    """Return what a tool has to say, or why it was not done. Faults of ours go to the log with an id."""
    try:
        return _found(tool(call, read(tool, sent)))
    except QRDeskError as error:
        if error.kind is Kind.INTERNAL and not isinstance(error, Unexpected):
            _log.exception("%s in the tool %s", error.code, tool.name)
        return _refused(error)
    except Exception:  # noqa: BLE001 - the last line of defence: the agent gets an id, the log the traceback
        fault_id = secrets.token_hex(4)
        _log.exception("fault %s in the tool %s", fault_id, tool.name)
        return _refused(Unexpected(fault_id))


def _told(tool: Tool) -> types.Tool:
    hints = types.ToolAnnotations(
        read_only_hint=tool.reads,
        destructive_hint=tool.destructive,
        idempotent_hint=tool.reads or tool.idempotent,
        open_world_hint=False,
    )
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=schema_of(tool),
        annotations=hints,
    )


def _found(found: Found) -> Answer:
    """Return what was found as text: each program reads that, and most would hand on both that and a second form."""
    text = json.dumps(found.fields, ensure_ascii=False, separators=(",", ":"))
    content: list[types.ContentBlock] = [types.TextContent(text=text)]
    if (picture := found.picture) is not None:
        data = base64.b64encode(picture.content).decode()
        content.insert(0, types.ImageContent(data=data, mime_type=picture.media_type))
    return Answer(content=content)


def _refused(error: QRDeskError) -> Answer:
    """Return a refusal: in words, and with its code for programs. It is short, whatever came: an agent reads all."""
    message = short(str(error), _SENTENCE)
    wrong = islice(error.field_errors.items(), _FIELDS)
    fields = {short(name, _NAME): short(said, _SENTENCE) for name, said in wrong}
    body: dict[str, Any] = {"code": error.code, "message": message}
    body |= {"field_errors": fields} if fields else {}
    body |= {"details": error.details} if error.details else {}
    told = {name for name, said in fields.items() if said in message and (name in message or len(fields) == 1)}
    lines = [message, *(f"{name}: {said}" for name, said in fields.items() if name not in told)]
    if (more := len(error.field_errors) - len(fields)) > 0:
        lines.append(f"There are {more:,} more like these.")
    return Answer(content=[types.TextContent(text="\n".join(lines))], structured_content={"error": body}, is_error=True)
