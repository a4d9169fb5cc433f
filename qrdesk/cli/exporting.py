"""qrdesk export"""

from functools import partial
from typing import Literal

import click

from qrdesk.cli import completing
from qrdesk.cli.common import show, where
from qrdesk.cli.link_listing import STATES, check_folder
from qrdesk.cli.outputs import Output, to_file
from qrdesk.cli.progress import progress
from qrdesk.client import Client, LinkQuery, exporting
from qrdesk.client.patience import patiently


@click.group()
def export() -> None:
    """Write what is in QRDesk to files."""


@export.command()
@click.option("--format", "file_format", default=None, type=click.Choice(["csv", "json"]), help="Else as FILE ends.")
@click.option("--state", default="any", show_default=True, type=click.Choice(STATES), help="any: all but deleted ones.")
@click.option("--tag", default="", help="Only links with this tag.", shell_complete=completing.tags)
@click.option("--folder", default="", help="Only links in this folder.", shell_complete=completing.folders)
@click.option("--daily", is_flag=True, help="With the hits of each day. Takes longer.")
@where
@to_file
def links(
    client: Client,
    as_json: bool,
    file_format: Literal["csv", "json"] | None,
    output: Output,
    state: str,
    tag: str,
    folder: str,
    daily: bool,
) -> None:
    """Write links with all their fields. As JSON they come in again, with qrdesk import, as they were.

    What does not travel: passwords (such links come in paused), codes and that they were printed, hits by rule, and
    the ids of links, rules and variants.
    """
    if folder:
        patiently(partial(check_folder, client, folder))
    asked = LinkQuery.model_validate({"state": state, "tag": tag, "folder": folder, "sort": "created_at"})
    chosen = file_format or ("json" if output.ending == ".json" else "csv")
    total = patiently(partial(client.links.list, asked.model_copy(update={"limit": 1}))).pagination.total
    with progress(total or 0, "Links", quiet=as_json) as step:
        count = exporting.export_links(client, output.target, chosen, asked, daily=daily, step=lambda _: step(1))
    if as_json:
        show({"links": count, "file": str(output)})
    else:
        output.say(f"{count:,} links are in {output}")
