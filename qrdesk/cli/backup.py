"""qrdesk backup ..."""

import signal
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import click

from qrdesk.cli.common import global_database, json_option, show, told
from qrdesk.core import backup_words
from qrdesk.core.backup import create_backup
from qrdesk.core.backup_reading import read_backup
from qrdesk.core.schemas.backups import Backup


@click.group()
def backup() -> None:
    """Keep copies of the database and its pictures."""


@backup.command()
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--database", default="", metavar="FILE", help="The SQLite file. Default: your own.")
@click.option("--with-secret-key", is_flag=True, help="Put the secret key in: whoever has FILE reads all secrets.")
@click.option("--force", is_flag=True, help="Write over a backup that is there; without it, it stays.")
@json_option
def create(path: Path, database: str, with_secret_key: bool, force: bool, as_json: bool) -> None:
    """Write the database and its pictures to FILE, a zip archive. The server may run meanwhile.

    Says what is in it and what is not. The secret key is not, unless you ask for it: keep that in another place.
    """
    with told(as_json), _ended_in_order():
        made = create_backup(path, database or global_database(), with_secret_key=with_secret_key, force=force)
        key_place = "" if made.key_place is None else str(made.key_place)
        _tell(made.path, made.backup, key_place, as_json)


@backup.command("show")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@json_option
def show_backup(path: Path, as_json: bool) -> None:
    """Say what is in a backup and what is not. Exits 1 if it is damaged; nothing is unpacked."""
    with told(as_json):
        _tell(path, read_backup(path), "", as_json)


@contextmanager
def _ended_in_order() -> Generator[None]:
    """Let a request to end clear away what is half done: copies of the database must not lie about."""

    def end(number: int, _frame: object) -> None:
        for one in before:
            signal.signal(one, signal.SIG_IGN)  # it is ending; a second request must not break off the clearing
        sys.exit(128 + number)

    names = ("SIGTERM", "SIGHUP")  # the second one comes where a terminal is closed; nohup ignores it
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {one: found for one in numbers if (found := signal.getsignal(one)) != signal.SIG_IGN}
    for one in before:
        signal.signal(one, end)
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _tell(path: Path, found: Backup, key_place: str, as_json: bool) -> None:
    held, left_out = backup_words.held(found), backup_words.left_out(found, key_place)
    if as_json:
        show({"file": str(path), **found.model_dump(mode="json"), "held": held, "left_out": left_out})
        return
    click.echo(
        f"{path} is whole. It was made {backup_words.moment(found)} by QRDesk {found.qrdesk_version} "
        f"(database {found.schema_version})."
    )
    for title, said in (("It holds:", held), ("It does not hold:", left_out)):
        click.echo(title)
        for one in said:
            click.echo(f"  - {one}")
