"""qrdesk secrets ..."""

import click

from qrdesk.cli.common import confirm, is_asked, json_option, show
from qrdesk.cli.program import global_database
from qrdesk.cli.told import told
from qrdesk.core.rotating import Rotated, rotate_secret_key


@click.group()
def secrets() -> None:
    """The secret key that stored secrets are sealed with."""


@secrets.command()
@click.option("--database", default="", metavar="URL", help="SQLite file or PostgreSQL URL. Default: your own.")
@click.option("--forget-older", is_flag=True, help="Take older keys away: earlier backups do not open any more then.")
@click.option("--yes", is_flag=True, help="Do not ask. Scripts are only asked with --forget-older.")
@json_option
def rotate(database: str, forget_older: bool, yes: bool, as_json: bool) -> None:
    """Make a new secret key, and seal anew all that is sealed. Stop the server first.

    The key goes where QRDESK_SECRET_STORE says: into the data folder, or into the keyring. Visitors type the passwords
    of links once more; keys, webhooks and links stay as they are.
    """
    older = "Backups and copies made before will not open any more. " if forget_older else ""
    # a script is not stopped for what can be taken back: the key until now is kept
    confirm(f"{older}Put a new secret key in the place of the one there is?", yes or not (forget_older or is_asked()))
    with told(as_json):
        rotated = rotate_secret_key(database or global_database(), forget_older=forget_older)
        if as_json:
            show(_as_json(rotated))
        for line in () if as_json else _lines(rotated, forget_older):
            click.echo(line)


def _as_json(rotated: Rotated) -> dict[str, object]:
    place = "keyring" if rotated.place is None else str(rotated.place)
    return {"place": place, "sealed": rotated.sealed, "unreadable": rotated.unreadable, "said": rotated.said}


def _lines(rotated: Rotated, forgot: bool) -> list[str]:
    where = rotated.place or "the keyring of this account"
    lines = [f"The new secret key is in {where}. Sealed anew with it: {rotated.sealed:,}."]
    if rotated.said:
        lines.append(f"It is not in the keyring: {rotated.said}.")
    if rotated.unreadable:
        lines.append(f"The key before did not open {rotated.unreadable:,} of them; they are as they were.")
    lines.append(
        "Older keys are gone: backups made before do not open any more."
        if forgot
        else "The key before is kept with it, for backups made until now."
    )
    return lines
