"""qrdesk backup ..."""

import signal
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import click

from qrdesk.cli.common import json_option, show
from qrdesk.cli.program import global_database
from qrdesk.cli.told import told
from qrdesk.client import closed
from qrdesk.core import backup_schedule, backup_words
from qrdesk.core.backup_reading import read_backup
from qrdesk.core.opening import open_existing
from qrdesk.core.restore import preview_backup, restore_backup
from qrdesk.core.schemas.backups import Backup, BackupSchedule


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
        url = database or global_database()
        made = closed.create_backup(path, url, with_secret_key=with_secret_key, force=force, surface="cli")
        key_place = "" if made.key_place is None else str(made.key_place)
        _tell(made.path, made.backup, key_place, as_json)


@backup.command("show")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@json_option
def show_backup(path: Path, as_json: bool) -> None:
    """Say what is in a backup and what is not. Exits 1 if it is damaged; nothing is unpacked."""
    with told(as_json):
        _tell(path, read_backup(path), "", as_json)


@backup.command("restore")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--database", default="", metavar="FILE", help="The SQLite file to restore to. Default: your own.")
@click.option("--yes", is_flag=True, help="Do not ask, after saying what will be different.")
@json_option
def restore_command(path: Path, database: str, yes: bool, as_json: bool) -> None:
    """Put what is in FILE in the place of the database. Stop the server before.

    FILE is looked through first, and what would be different is said. What is there now is kept: the last line says
    where. A secret key that is not in FILE must be on this computer.
    """
    if as_json and not yes:
        raise click.UsageError("With --json nobody is asked. Add --yes to restore.")
    with told(as_json), _ended_in_order():
        url = database or global_database()
        preview = preview_backup(path, url)
        if not as_json:
            for line in backup_words.what_changes(preview):
                click.echo(line)
        if not yes:
            click.confirm("Restore it?", abort=True)
        done = restore_backup(path, url)
        kept = "" if done.kept is None else str(done.kept)
        if as_json:
            told_of = {"file": str(path), "database": str(done.database), "kept": kept}
            show({**told_of, **done.backup.model_dump(mode="json")})
            return
        click.echo(f"{done.database} is as it was {backup_words.moment(done.backup)}.")
        if kept:
            click.echo(f"What was there before is in {kept}.")


@backup.command("schedule")
@click.argument("every", required=False, type=click.Choice(["off", "daily", "weekly"]))
@click.option("--hour", type=click.IntRange(0, 23), help="Of the day, by the clock of this computer. Default: 3.")
@click.option("--keep", type=click.IntRange(1, 1000), help="How many are kept. Default: 7.")
@click.option("--folder", metavar="DIR", help="Where they go. Empty: the folder backups beside the secret key.")
@click.option("--database", default="", metavar="FILE", help="The SQLite file. Default: your own.")
@json_option
def schedule_command(
    every: str | None, hour: int | None, keep: int | None, folder: str | None, database: str, as_json: bool
) -> None:
    """Have the server make backups by itself, or say when it does and how the last one went.

    Each is read back; then the oldest go. One that was missed is made as soon as the server runs.
    """
    with told(as_json):
        opened = open_existing(database or global_database())
        given = {"every": every, "hour": hour, "keep": keep, "folder": _absolute(folder)}
        changes = {name: value for name, value in given.items() if value is not None}
        schedule = backup_schedule.read_schedule(opened.data_dir)
        if changes:
            schedule = BackupSchedule.model_validate({**schedule.model_dump(), **changes})
            backup_schedule.keep_schedule(opened, schedule)
        last = backup_schedule.last_run(opened.data_dir)
        where = backup_schedule.folder_of(opened.data_dir, schedule)
        if as_json:
            last_told = None if last is None else last.model_dump(mode="json")
            show({**schedule.model_dump(), "folder": str(where), "last": last_told})
            return
        for line in backup_words.scheduled(schedule, str(where), last):
            click.echo(line)


def _absolute(folder: str | None) -> str | None:
    return str(Path(folder).expanduser().absolute()) if folder else folder


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
