"""qrdesk mcp: tools for agents over standard input and output, and what the agents' programs have to be told."""

import json
import logging
import os
import shutil
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import click

from qrdesk.cli.common import (
    MADE,
    at_server,
    check_server,
    client_at,
    global_database,
    global_workspace,
    missing_file,
    told,
)
from qrdesk.client.addresses import address_of
from qrdesk.client.once import named
from qrdesk.core.settings import Settings

Serve = Callable[[Callable[..., Any]], None]  # is handed what runs an operation, such as a client's transport does

_FILES = {
    "claude-desktop": "claude_desktop_config.json (in Claude Desktop: Settings, Developer, Edit Config)",
    "claude-code": ".mcp.json in the folder of your project",
    "cursor": "~/.cursor/mcp.json",
    "windsurf": "~/.codeium/windsurf/mcp_config.json",
}
_NO_KEY = "YOUR_KEY"
_MISSING = "Tools for agents need one more part: pip install 'qrdesk[mcp]'."


def mcp_command(load: Callable[[], Serve]) -> click.Command:
    """Return the command; ``load`` is called when there is something to serve, and may find the extra missing."""

    @click.command("mcp")
    @click.option("--database", default="", metavar="URL", help="SQLite file or PostgreSQL URL. Default: your own.")
    @click.option("--workspace", default="", metavar="NAME_OR_ID", help="One of several. Default: the first.")
    @at_server
    @click.option(
        "--print-config",
        "program",
        default=None,
        type=click.Choice(list(_FILES)),
        help="Print what this program has to be told, and serve nothing.",
    )
    def mcp(database: str, workspace: str, server: str, key: str, program: str | None) -> None:
        """Let an AI agent work with your links: serve it tools (MCP) over standard input and output.

        The agent's program starts this by itself, once it is told to: see --print-config.
        """
        database, workspace = database or global_database(), workspace or global_workspace()
        if server:
            check_server(database, workspace, key or (_NO_KEY if program else ""))
        if program is not None:
            if not server:  # the agent's program starts us in an environment of its own
                with told():
                    settings = Settings.load()
                database, workspace = database or settings.database, workspace or settings.workspace
            _print_config(program, database, workspace, server, key or _NO_KEY)
            return
        with told(here=not server), _logged():
            _serve(load, (database, workspace, server, key))

    return mcp


def _serve(load: Callable[[], Serve], at: tuple[str, str, str, str]) -> None:
    try:
        serve = load()
    except ImportError as missing:
        raise click.ClickException(_MISSING) from missing
    file = None if at[2] else missing_file(at[0])
    with client_at(*at, "mcp") as client:
        if file is not None:
            click.echo(MADE.format(file), err=True)
        client.me.get()  # a key that opens nothing is said now, and not by every tool
        serve(partial(_called, client.transport.call))


def _called(call: Callable[..., Any], operation: Callable[..., Any], *given: Any, idempotency_key: str = "") -> Any:
    with named(idempotency_key):
        return call(operation, *given)


@contextmanager
def _logged() -> Generator[None]:
    """Have what goes wrong told on standard error, which programs of agents keep; standard output is the protocol's."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    log = logging.getLogger("qrdesk")
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)


def _print_config(program: str, database: str, workspace: str, server: str, key: str) -> None:
    config = {"mcpServers": {"qrdesk": _entry(program, database, workspace, server, key)}}
    click.echo(json.dumps(config, ensure_ascii=False, indent=2))
    click.echo(f"Put this into {_FILES[program]}, and start the program anew.", err=True)
    if server and key == _NO_KEY:
        click.echo(f"Write a key in place of {_NO_KEY}: qrdesk key create --name Agent", err=True)


def _entry(program: str, database: str, workspace: str, server: str, key: str) -> dict[str, Any]:
    """Return how a program reaches us: by our address where it can, else by starting this command."""
    if server and program != "claude-desktop":
        url, headers = f"{address_of(server).url}/mcp", {"Authorization": f"Bearer {key}"}
        if program == "windsurf":
            return {"serverUrl": url, "headers": headers}
        return {**({"type": "http"} if program == "claude-code" else {}), "url": url, "headers": headers}
    given = {"--database": _whole_path(database), "--workspace": workspace, "--server": server}
    command, *arguments = _our_command()
    arguments += ["mcp", *(word for name, value in given.items() if value for word in (name, value))]
    return {"command": command, "args": arguments, **({"env": {"QRDESK_KEY": key}} if server else {})}


def _whole_path(database: str) -> str:
    """Return a database as it is named in any folder: agents' programs start us in one of theirs."""
    return database if not database or "://" in database else str(Path(database).expanduser().absolute())


def _our_command() -> list[str]:
    """Return how this program is started from anywhere."""
    program = Path(sys.argv[0])
    if program.suffix == ".py":
        return [sys.executable, "-P", "-m", "qrdesk"]  # the folder may be one of a stranger's project
    found = program if os.sep in sys.argv[0] else shutil.which(sys.argv[0])
    return [str(Path(found or sys.executable).absolute())]
