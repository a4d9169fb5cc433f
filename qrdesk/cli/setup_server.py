"""qrdesk setup-server"""

from pathlib import Path

import click

from qrdesk.cli.common import json_option, show
from qrdesk.cli.standard_output import shown_once
from qrdesk.cli.told import told
from qrdesk.client.server_folder import LANGUAGES, write_server_folder
from qrdesk.client.server_place import ServerFolder, record_of


@click.command("setup-server")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--host", required=True, metavar="NAME", help="The name that its codes carry, such as go.example.com.")
@click.option("--language", default="en", show_default=True, type=click.Choice(LANGUAGES), help="Of its README.txt.")
@json_option
def setup_server(folder: Path, host: str, language: str, as_json: bool) -> None:
    """Write a folder with all that a server needs: containers, Caddy, a systemd unit, a database with a first key.

    FOLDER is new or empty; nothing is ever written over. The key is shown this one time. README.txt in the folder has
    each step.
    """
    with told(as_json):
        made = write_server_folder(folder, host, language)
        lost = f"The folder {made.folder} was written all the same. README.txt says how another key is made."
        with shown_once(lost):
            _tell(made, as_json)


def _tell(made: ServerFolder, as_json: bool) -> None:
    name = made.url.partition("://")[2]
    if as_json:
        about = {"folder": str(made.folder), "url": made.url, "files": list(made.files), "key": made.key}
        show(about | {"record": record_of(name), "has_package": made.has_package})
        return
    click.echo(made.key)
    click.echo("This key lets you in. Copy it now: this is the one time you can see it.", err=True)
    click.echo(f"The folder {made.folder} is ready. README.txt in it has each step.", err=True)
    click.echo(f"The first one: in the DNS, a record {record_of(name)} of type A with your server's address.", err=True)
    if not made.has_package:
        click.echo("This QRDesk cannot pack itself: put its package (qrdesk-….whl) into packages.", err=True)
