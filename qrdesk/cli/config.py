"""qrdesk config"""

import os
from dataclasses import asdict
from typing import Any

import click

from qrdesk.cli.common import aligned, json_option, show
from qrdesk.cli.program import global_database, global_workspace
from qrdesk.cli.told import told
from qrdesk.core import settings_file
from qrdesk.core.settings import HTTP_SERVERS
from qrdesk.core.settings_told import Source, ToldSetting, list_misspelt, list_settings

_SOURCES = {
    Source.OPTION: "option {}",
    Source.ENVIRONMENT: "environment",
    Source.FILE: "file {}",
    Source.DEFAULT: "default",
}
# options of serve, by the settings that they win over
_OPTIONS = {
    "database": "--database",
    "workspace": "--workspace",
    "public_url": "--public-url",
    "listen_host": "--host",
    "listen_port": "--port",
    "http_server": "--server",
    "workers": "--workers",
}


@click.command("config")
@click.option("--database", metavar="URL", help="As other commands take it; so are the next ones.")
@click.option("--workspace", metavar="NAME_OR_ID")
@click.option("--public-url", metavar="URL")
@click.option("--host", "listen_host", metavar="ADDRESS")
@click.option("--port", "listen_port", type=click.IntRange(0, 65535))
@click.option("--server", "http_server", type=click.Choice(HTTP_SERVERS))
@click.option("--workers", type=click.IntRange(1, 64))
@json_option
def config(as_json: bool, **options: Any) -> None:
    """Show every setting, its value, and where that comes from: an option, the environment, or a file.

    With options of other commands it shows what would hold there. Nothing is changed, and passwords are hidden.
    """
    options["database"] = options["database"] or global_database() or None
    options["workspace"] = options["workspace"] or global_workspace() or None
    given = {name: (_OPTIONS[name], value) for name, value in options.items() if value is not None}
    with told(as_json):
        settings, misspelt, files = list_settings(given), list_misspelt(), settings_file.places(os.environ)
        if as_json:
            read = [{"path": str(file), "there": file.exists()} for file in files]
            wrong = [{"variable": name, "meant": meant} for name, meant in misspelt]
            show({"settings": [asdict(one) for one in settings], "files": read, "misspelt": wrong})
            return
        click.echo("\n".join(aligned([("setting", "value", "from", "variable"), *map(_row, settings)])))
        for file in files:
            click.echo(f"Settings file: {file}{'' if file.exists() else ' (not there)'}", err=True)
        for name, meant in misspelt:
            click.echo(f"{name} is no setting, so it does nothing. Did you mean {meant}?", err=True)


def _row(one: ToldSetting) -> tuple[str, ...]:
    value = "-" if one.value == "" else f"{one.value} {one.unit}".strip()
    return one.name, value, _SOURCES[one.source].format(one.where), one.variable
