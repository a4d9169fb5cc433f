"""The command ``qrdesk``: opens the app, starts the daemon, and does from a terminal what both can."""

import os
import re
import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from qrdesk import __version__
from qrdesk.cli import opened
from qrdesk.cli.loading import LoadedGroup
from qrdesk.cli.noting import noted
from qrdesk.cli.program import PROGRAM, global_database, is_asked_by_a_shell
from qrdesk.cli.told import told, wrong_usage_told
from qrdesk.core import settings_file
from qrdesk.core.errors import Invalid
from qrdesk.core.settings import DEFAULT_PORT, HTTP_SERVERS, Settings, variable

if TYPE_CHECKING:
    from qrdesk.cli.mcp import Serve

_EXIT_CODES = """\b
Exit codes:
  0    done
  1    what was sent cannot be used, or any other error
  2    the command was not written correctly
  3    there is no such thing
  4    it conflicts with what is there
  5    the key is not good, or key or role may not do it
  6    not now: try again later
  70   a fault of QRDesk's own; it is noted in a file
  130  stopped with Ctrl+C
"""
_WHOLE = ("serve", "backup", "restore", "survive", "doctor", "secrets")  # at work on the whole database
_TEXTS = ("QRDESK_KEY", "QRDESK_WORKSPACE")
_AS_JSON, _SAID = "qrdesk.as_json", "qrdesk.said"  # in what belongs to a run
_HALF = re.compile("[\ud800-\udfff]")  # what Python makes of bytes that are not UTF-8


class _Commands(LoadedGroup):
    """The commands; Ctrl+C in one of them ends the program with 130, where click alone ends it with 1, as any error."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given = [(f"“{_HALF.sub('�', word)}”", word) for word in args]
        given += [(name, os.environ.get(name, "")) for name in _TEXTS]
        with wrong_usage_told(ctx, as_json="--json" in args):
            for name, word in given:
                if _HALF.search(word):
                    raise click.UsageError(f"{name} has bytes in it that are no text (UTF-8). Nothing was done.", ctx)
            ctx.meta[_AS_JSON] = "--json" in args
            ctx.meta[_SAID] = said = opened.read(args)
            args = args[: len(args) - len(said)]
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with wrong_usage_told(ctx, as_json=ctx.meta[_AS_JSON]):
                return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nAborted!", err=True)
            ctx.exit(130)


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EXIT_CODES,
)
@click.version_option(__version__, prog_name="qrdesk")
@click.option("--database", default="", metavar="URL", help="The database the app opens. Default: your own.")
@click.option("--workspace", default="", metavar="NAME_OR_ID", help="One of several in it. Default: the first.")
@click.option("--config-file", default="", metavar="FILE", help="The settings file (TOML). See: qrdesk config")
@click.pass_context
def cli(context: click.Context, database: str, workspace: str, config_file: str) -> None:
    """Print a QR code once and decide for ever where it leads. Without a command: opens the app.

    It can be opened with a list (CSV, XLSX), or with a link such as qrdesk://new?url=https://example.com.
    """
    command = context.invoked_subcommand  # looks for these two here where it has none of its own
    if command in _WHOLE and workspace:
        raise click.UsageError(f"“{command}” works on the whole database. Leave out --workspace.", context)
    context.with_resource(settings_file.named(config_file))
    if command == "serve":
        context.default_map = {command: _served()}
    if command is not None:
        if command != "serve":  # which has a log of its own
            context.with_resource(noted())
        return
    if workspace:
        os.environ[variable("workspace")] = workspace  # where the app, and the server it starts, look for it
    with told():
        context.exit(_open_app(database, context.meta[_SAID]))


def _served() -> dict[str, Any]:
    """Return how ``serve`` serves unless told otherwise; where the settings are wrong, it is the one to say so."""
    try:
        settings = Settings.load()
    except Invalid:
        return {}
    where = {"host": settings.listen_host, "port": settings.listen_port}
    return {**where, "server": settings.http_server, "workers": settings.workers}


def _open_app(database: str, said: Sequence[str]) -> int:
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        click.echo("There is no display here, so the app cannot open. The server needs none: qrdesk serve", err=True)
        return 1
    if "postgres" not in (database or Settings.load().database).lower():
        # None means that there is none: nobody on a file of their own waits a fifth of a second for its driver
        sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type] # typeshed knows modules alone
    try:
        from qrdesk.gui import app
    except ImportError as missing:
        if (missing.name or "").partition(".")[0] not in {"PySide6", "pyqtgraph", "keyring", "shiboken6"}:
            raise
        click.echo(
            "The app needs its window library: pip install 'qrdesk[desktop]'. The server runs without it.", err=True
        )
        return 1
    return app.main(sys.argv[:1], database=database, said=said)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 is everywhere.")
@click.option("--port", default=DEFAULT_PORT, show_default=True, type=click.IntRange(0, 65535), help="0: any free one.")
@click.option("--database", default="", metavar="URL", help="SQLite file or PostgreSQL URL. Default: your own.")
@click.option("--public-url", default="", metavar="URL", help="The address that printed codes carry. Remembered.")
@click.option(
    "--server",
    type=click.Choice(HTTP_SERVERS),
    default="waitress",
    show_default=True,
    help="What speaks HTTP; granian is the faster one.",
)
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that answer scans."
)
@click.option("--with-parent", is_flag=True, hidden=True, help="End when whatever started this has ended.")
def serve(host: str, port: int, database: str, public_url: str, server: str, workers: int, with_parent: bool) -> None:
    """Serve scans, the REST API and its documentation until stopped."""
    from qrdesk.daemon.serve import serve as run

    with told(as_json=with_parent):  # the app reads it, and says it in its own words
        database = database or global_database()
        where = partial(run, host=host, port=port, database_url=database, public_url=public_url)
        sys.exit(where(server=server, workers=workers, with_parent=with_parent))


def _mcp() -> click.Command:
    from qrdesk.cli.mcp import mcp_command

    def tools() -> "Serve":
        from qrdesk.daemon.mcp.stdio import serve as serve_tools

        return serve_tools

    return mcp_command(tools)


_COMMANDS = {
    "link": "links:link",
    "folder": "folders:folder",
    "tag": "tags:tag",
    "view": "saved_views:view",
    "preset": "presets:preset",
    "design": "designs:design",
    "code": "codes:code",
    "batch": "batch:batch",
    "file": "files:file_commands",
    "slug": "slugs:slug",
    "domain": "domains:domain",
    "key": "keys:key",
    "webhook": "webhooks:webhook",
    "audit": "audit:audit",
    "stats": "stats:stats",
    "me": "members:me",
    "member": "members:member",
    "invitation": "members:invitation",
    "workspace": "workspace:workspace",
    "usage": "usage:usage",
    "plan": "usage:plan",
    "import": "importing:import_command",
    "export": "exporting:export",
    "move": "move:move",
    "setup-server": "setup_server:setup_server",
    "events": "checks:events",
    "doctor": "doctor:doctor",
    "config": "config:config",
    "backup": "backup:backup",
    "restore": "backup:restore_command",
    "survive": "surviving:survive",
    "secrets": "secrets:secrets",
    "completion": "completing:completion",
    "desktop": "desktop:desktop",
}
_INSIDE = {
    "code": ("check:check_code",),
    "link": ("simulating:simulate", "checks:check", "bulk:bulk_create", "bulk:bulk_update", "bulk:duplicates"),
    "webhook": tuple(f"webhook_deliveries:{name}" for name in "deliveries delivery redeliver recover replay".split()),
}
for _name, _where in _COMMANDS.items():
    cli.add_later(_name, f"qrdesk.cli.{_where}", [f"qrdesk.cli.{one}" for one in _INSIDE.get(_name, ())])
cli.add_made("mcp", _mcp)


def main() -> None:
    """Run the command line, or answer a shell that asks how to complete a line of it."""
    if is_asked_by_a_shell():
        from qrdesk.cli.completing import answer

        answer(cli)
    cli(prog_name=PROGRAM)
