"""qrdesk move --to DATABASE: the whole of it, and not one workspace."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from qrdesk.cli.common import counted, missing_file, show
from qrdesk.cli.program import global_database, global_workspace
from qrdesk.cli.progress import progress
from qrdesk.cli.told import told
from qrdesk.core.moving.databases import Moved, count_rows, move_database

F = TypeVar("F", bound=Callable[..., Any])
_TYPED = ParameterSource.COMMANDLINE
_BEGINS = ("postgres://", "postgresql://", "sqlite:///")


def or_to_database(command: F) -> F:
    """Have the command look after servers only: a move to a database goes another way."""

    @wraps(command)
    def wrapped(**options: Any) -> Any:
        address = str(options["address"])
        if not (address.startswith(_BEGINS) or ("://" not in address and address.endswith(".db"))):
            return command(**options)
        _check(options)
        with told(options["as_json"]):
            _move(options["database"] or global_database(), address, options["dry_run"], options["as_json"])

    return wrapped  # pyright: ignore[reportReturnType] - click replaces the signature


def _check(options: dict[str, Any]) -> None:
    if options["server"]:
        raise click.UsageError("The database of a server is moved at that server. Leave out --server.")
    if options["workspace"] or global_workspace():
        raise click.UsageError("A database moves with all its workspaces. Leave out --workspace.")
    if options["changed"] is not None:
        raise click.UsageError("Every code keeps its address. Leave out --changed.")
    if options["to_key"] and click.get_current_context().get_parameter_source("to_key") is _TYPED:
        raise click.UsageError("--to-key is for a server. A database is opened without one.")
    file: Path | None = missing_file(options["database"] or global_database())
    if file is not None:
        raise click.UsageError(f"There is no database at {file}. Nothing was done.")


def _move(source: str, target: str, dry_run: bool, as_json: bool) -> None:
    counts = count_rows(source, target)
    if dry_run:
        show({"rows": counts}) if as_json else _say_plan(counts)
        return
    before = 0
    with progress(2 * sum(counts.values()), "Copying and comparing", quiet=as_json) as bar:

        def step(done: int, _total: int) -> None:
            nonlocal before
            bar(done - before)
            before = done

        moved = move_database(source, target, step=step)
    show(_as_json(moved)) if as_json else _say(moved)


def _say_plan(counts: dict[str, int]) -> None:
    for table, rows in counts.items():
        if rows:
            click.echo(f"  {rows:>9,}  {table}")
    click.echo(f"{counted(sum(counts.values()), 'row')} would be copied. There is nothing at the new place yet.")


def _say(moved: Moved) -> None:
    rows = sum(one.rows for one in moved.tables.values())
    if moved.hits:
        click.echo(f"{counted(moved.hits, 'hit')} that waited in files stored first.")
    click.echo(
        f"{counted(rows, 'row')} of {counted(len(moved.tables), 'table')} copied, with "
        f"{counted(moved.pictures, 'picture')}. Counts and checksums of each table are the same in both."
    )
    if moved.damaged:
        click.echo(f"{counted(moved.damaged, 'picture')} missing or damaged here already, and not copied.", err=True)
    click.echo(f"The secret key and the pictures of the new database are in {moved.data_dir}")
    click.echo("The old database is as it was. Serve the new one from now on, and never both.")


def _as_json(moved: Moved) -> dict[str, Any]:
    return {
        "tables": {name: {"rows": one.rows, "checksum": str(one)} for name, one in moved.tables.items()},
        "hits": moved.hits,
        "pictures": moved.pictures,
        "damaged": moved.damaged,
        "data_dir": str(moved.data_dir),
    }
