"""qrdesk survive"""

from pathlib import Path

import click

from qrdesk.cli.common import counted, json_option, show
from qrdesk.cli.program import global_database
from qrdesk.cli.progress import progress
from qrdesk.cli.told import told
from qrdesk.client.survival import count_addresses, write_kit
from qrdesk.core.survival.kit import FORMATS, Kit, summary
from qrdesk.core.survival.said import LANGUAGES


@click.command()
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False))
@click.option("--database", default="", metavar="URL", help="SQLite file or PostgreSQL URL. Default: your own.")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Only this one; may be given several times."
)
@click.option("--language", default="en", show_default=True, type=click.Choice(LANGUAGES), help="Of README.txt.")
@json_option
def survive(folder: Path, database: str, formats: tuple[str, ...], language: str, as_json: bool) -> None:
    """Write where all links lead to FOLDER, so that printed codes work without QRDesk.

    As pages for any static host, and for nginx, Caddy and Cloudflare Workers; README.txt in it says how to put each up,
    and what is not kept. A kit that is there is replaced, anything else stays.

    It needs the database itself: run it on the computer of the server, which may go on meanwhile. A key is not enough:
    addresses of deleted links and of other workspaces are part of it. For many links leave out the pages, which take
    most of the time and room: --format nginx. The audit log says that it was made.
    """
    with told(as_json):
        url = database or global_database()
        with progress(count_addresses(url), "Addresses", quiet=as_json) as step:
            kit = write_kit(folder, url, formats or FORMATS, language=language, step=step, surface="cli")
        show({"folder": str(kit.folder), **summary(kit)}) if as_json else _say(kit)


def _say(kit: Kit) -> None:
    total, domains = sum(kit.addresses.values()), counted(len(kit.sites), "domain")
    addresses = "1 address" if total == 1 else f"{total:,} addresses"
    click.echo(f"{addresses} of {domains} in {kit.folder}")
    click.echo(f"{kit.simple:,} answer there as they do here.")
    for what, count in kit.not_kept.items():
        click.echo(f"{count:>9,}  {what}")
    if kit.not_kept:
        click.echo("What is not kept of these, not-kept.csv says link by link. README.txt says the rest.")
    click.echo("Keep a copy in another place than the server, and make it anew when links have changed.")
