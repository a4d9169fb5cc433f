"""The command ``qrdesk``: opens the app, starts the daemon, and does from a terminal what both can."""

import os
import re
import sys
from typing import Any

import click

from qrdesk import __version__
from qrdesk.cli import completing
from qrdesk.cli.audit import audit
from qrdesk.cli.backup import backup
from qrdesk.cli.batch import batch
from qrdesk.cli.bulk import bulk_create, bulk_update, duplicates
from qrdesk.cli.check import check_code
from qrdesk.cli.checks import check, events
from qrdesk.cli.codes import code
from qrdesk.cli.common import global_database, told, wrong_usage_told
from qrdesk.cli.designs import design
from qrdesk.cli.doctor import doctor
from qrdesk.cli.domains import domain
from qrdesk.cli.exporting import export
from qrdesk.cli.files import file_commands
from qrdesk.cli.folders import folder
from qrdesk.cli.importing import import_command
from qrdesk.cli.keys import key
from qrdesk.cli.links import link
from qrdesk.cli.mcp import Serve, mcp_command
from qrdesk.cli.members import invitation, me, member
from qrdesk.cli.noting import noted
from qrdesk.cli.presets import preset
from qrdesk.cli.saved_views import view
from qrdesk.cli.secrets import secrets
from qrdesk.cli.simulating import simulate
from qrdesk.cli.slugs import slug
from qrdesk.cli.stats import stats
from qrdesk.cli.tags import tag
from qrdesk.cli.usage import plan, usage
from qrdesk.cli.webhook_deliveries import deliveries, delivery, recover, redeliver, replay
from qrdesk.cli.webhooks import webhook
from qrdesk.cli.workspace import workspace
from qrdesk.core.settings import DEFAULT_PORT, variable

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
_WHOLE = ("serve", "backup", "doctor", "secrets")  # at work on the whole database
_TEXTS = ("QRDESK_KEY", "QRDESK_WORKSPACE")
_AS_JSON = "qrdesk.as_json"  # in what belongs to a run
_HALF = re.compile("[\ud800-\udfff]")  # what Python makes of bytes that are not UTF-8


class _Commands(click.Group):
    """The commands; Ctrl+C in one of them ends the program with 130, where click alone ends it with 1, as any error."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given = [(f"“{_HALF.sub('�', word)}”", word) for word in args]
        given += [(name, os.environ.get(name, "")) for name in _TEXTS]
        with wrong_usage_told(ctx, as_json="--json" in args):
            for name, word in given:
                if _HALF.search(word):
                    raise click.UsageError(f"{name} has bytes in it that are no text (UTF-8). Nothing was done.", ctx)
            ctx.meta[_AS_JSON] = "--json" in args
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
@click.pass_context
def cli(context: click.Context, database: str, workspace: str) -> None:
    """Print a QR code once and decide for ever where it leads. Without a command: opens the app."""
    command = context.invoked_subcommand  # looks for these two here where it has none of its own
    if command in _WHOLE and workspace:
        raise click.UsageError(f"“{command}” works on the whole database. Leave out --workspace.", context)
    if command is not None:
        if command != "serve":  # which has a log of its own
            context.with_resource(noted())
        return
    if workspace:
        os.environ[variable("workspace")] = workspace  # where the app, and the server it starts, look for it
    with told():
        context.exit(_open_app(database))


def _open_app(database: str) -> int:
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        click.echo("There is no display here, so the app cannot open. The server needs none: qrdesk serve", err=True)
        return 1
    try:
        from qrdesk.gui import app
    except ImportError as missing:
        if (missing.name or "").partition(".")[0] not in {"PySide6", "pyqtgraph", "keyring", "shiboken6"}:
            raise
        click.echo(
            "The app needs its window library: pip install 'qrdesk[desktop]'. The server runs without it.", err=True
        )
        return 1
    return app.main(sys.argv[:1], database=database)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 is everywhere.")
@click.option("--port", default=DEFAULT_PORT, show_default=True, type=click.IntRange(0, 65535), help="0: any free one.")
@click.option("--database", default="", metavar="URL", help="SQLite file or PostgreSQL URL. Default: your own.")
@click.option("--public-url", default="", metavar="URL", help="The address that printed codes carry. Remembered.")
@click.option(
    "--server",
    type=click.Choice(["waitress"]),
    default="waitress",
    show_default=True,
    expose_value=False,  # there is one so far
    help="What speaks HTTP.",
)
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that answer scans."
)
def serve(host: str, port: int, database: str, public_url: str, workers: int) -> None:
    """Serve scans, the REST API and its documentation until stopped."""
    from qrdesk.daemon.serve import serve as run

    with told():
        database = database or global_database()
        sys.exit(run(host=host, port=port, database_url=database, public_url=public_url, workers=workers))


def _tools() -> Serve:
    from qrdesk.daemon.mcp.stdio import serve as serve_tools

    return serve_tools


for command in (
    link,
    folder,
    tag,
    view,
    preset,
    design,
    code,
    batch,
    file_commands,
    slug,
    domain,
    key,
    webhook,
    audit,
    stats,
    me,
    member,
    invitation,
    workspace,
    usage,
    plan,
    import_command,
    export,
    events,
    doctor,
    backup,
    secrets,
    mcp_command(_tools),
    completing.completion,
):
    cli.add_command(command)
code.add_command(check_code)
link.add_command(simulate)
link.add_command(check)
link.add_command(bulk_create)
link.add_command(bulk_update)
link.add_command(duplicates)
for command in (deliveries, delivery, redeliver, recover, replay):
    webhook.add_command(command)


def main() -> None:
    """Run the command line, or answer a shell that asks how to complete a line of it."""
    if completing.is_asked_by_a_shell():
        completing.answer(cli)
    cli(prog_name=completing.PROGRAM)
