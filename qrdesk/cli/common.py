"""What all commands share: where the data is, how answers are printed, how errors are said."""

import json
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click
from click.core import ParameterSource
from pydantic import BaseModel

from qrdesk.cli.program import global_database, global_workspace
from qrdesk.cli.progress import tell_pause
from qrdesk.cli.told import told
from qrdesk.client import Client
from qrdesk.client.local import LocalTransport
from qrdesk.client.patience import telling
from qrdesk.core.errors import Forbidden, Invalid
from qrdesk.core.settings import Settings, default_database

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T", bound=BaseModel)
MADE = "A new, empty database was made at {}"
INVITED = "Name the server you were invited to: --server URL."


class _Named(Protocol):
    id: str
    uuid: str
    name: str


N = TypeVar("N", bound=_Named)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")


def where(command: F) -> F:
    """Add ``--database``, ``--workspace``, ``--server``, ``--key`` and ``--json``.

    The command gets ``client`` and ``as_json``.
    """
    return _where(command, keyed=True)


def where_without_key(command: F) -> F:
    """Do as ``where``, for who has no key yet, and no database either: none is made for them."""
    return _where(command, keyed=False)


def _where(command: F, *, keyed: bool) -> F:
    @click.option("--database", default="", metavar="URL", help="SQLite file or PostgreSQL URL. Default: your own.")
    @click.option("--workspace", default="", metavar="NAME_OR_ID", help="One of several. Default: the first.")
    @at_server
    @json_option
    @wraps(command)
    def wrapped(database: str, workspace: str, server: str, key: str, as_json: bool, **options: Any) -> Any:
        database, workspace = database or global_database(), workspace or global_workspace()
        with told(as_json, here=not server), telling(tell_pause(quiet=as_json)):
            file = None if server else missing_file(database)
            if server:
                check_server(database, workspace, key if keyed else "none")
            elif file is not None and not keyed:
                raise click.UsageError(f"There is no database at {file}. {INVITED}")
            with client_at(database, workspace, server, key) as client:
                if file is not None and not as_json:
                    click.echo(MADE.format(file), err=True)
                answer = command(client=client, as_json=as_json, **options)
                if file is not None and as_json:  # last: an error as JSON has standard error to itself
                    click.echo(MADE.format(file), err=True)
                return answer

    return wrapped  # pyright: ignore[reportReturnType] - click replaces the signature


def is_here() -> bool:
    """Say whether the command works on a database itself, and not on a server."""
    return not click.get_current_context().params.get("server")


def missing_file(database: str) -> Path | None:
    """Return the file that opening ``database`` would make; None where there is one, or it lies on a server."""
    file = file_of(database)
    return None if file is None or file.exists() else file


def file_of(database: str) -> Path | None:
    """Return the file of ``database``, by default your own; None for one that lies on a server."""
    url = (database or Settings.load().database or default_database()).removeprefix("sqlite:///")
    return None if "://" in url else Path(url).expanduser().absolute()


def at_server(command: F) -> F:
    """Add ``--server`` and ``--key``."""
    server = click.option(
        "--server", default="", metavar="URL", help="Work on a QRDesk server instead, with --key.", is_eager=True,
        callback=_named_server,
    )  # fmt: skip
    key = click.option(
        "--key", default="", envvar="QRDESK_KEY", metavar="KEY", callback=_key_of_server,
        help="For --server. QRDESK_KEY in the environment keeps it out of the list of processes.",
    )  # fmt: skip
    return server(key(command))


def _named_server(context: click.Context, option: click.Parameter, server: str) -> str:
    if not server and context.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE:
        raise click.UsageError("--server is empty: name one, or leave it out to work on the database here.")
    return server


def _key_of_server(context: click.Context, option: click.Parameter, key: str) -> str:
    """Refuse a key that nobody would ask for: who gives one does not mean to act as the owner of the database here."""
    typed = context.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE
    if typed and not context.params.get("server"):
        raise click.UsageError("--key is for a server: add --server URL. The database here is worked on without a key.")
    return key


def check_server(database: str, workspace: str, key: str) -> None:
    """Refuse what does not go together with ``--server``."""
    if database:
        raise click.UsageError("Give either --database or --server, not both.")
    if workspace:
        raise click.UsageError("On a server the key says which workspace it is. Leave out --workspace.")
    if not key:
        raise click.UsageError("--server needs --key (or QRDESK_KEY in the environment).")


def client_at(database: str, workspace: str, server: str, key: str, surface: str = "cli") -> Client:
    """Return a client of a server, or of a database here; the audit log says that changes came by ``surface``."""
    if server:
        return Client.remote(server, key, surface)
    transport = LocalTransport(database, workspace=workspace, surface=surface)
    if transport.opened.backup is not None:
        click.echo(f"The database was brought up to date. A copy from before is {transport.opened.backup}", err=True)
    return Client(transport)


def is_asked() -> bool:
    """Say whether somebody is there to answer a question."""
    return sys.stdin.isatty()


def confirm(question: str, yes: bool) -> None:
    """Ask before what cannot be undone, beside what is printed; ``yes`` is what --yes said.

    Raises:
        Abort: the answer is no, or nobody is there to answer.
    """
    if yes:
        return
    try:
        click.confirm(question, abort=True, err=True)
    except click.Abort:
        if not is_asked():
            click.echo("\nNothing was done. Where nobody can be asked, add --yes.", err=True)
        raise


def tell(one: T, as_json: bool, line: Callable[[T], str]) -> None:
    """Print an answer: as JSON, or the line that says it."""
    if as_json:
        show(one)
    else:
        click.echo(line(one))


def tell_all(found: Iterable[T], as_json: bool, line: Callable[[T], str]) -> None:
    """Print a list: as JSON, or a line for each."""
    if as_json:
        show(list(found))
        return
    for one in found:
        click.echo(line(one))


def tell_deleted(noun: str, name: str, as_json: bool, more: str = "") -> None:
    """Say that what was called ``name`` is no longer there; ``more`` is what became of what hung on it."""
    if as_json:
        show({noun: name, "deleted": True})
    else:
        click.echo(" ".join(filter(None, (f"The {noun} “{name}” is deleted.", more))))


def counted(number: int | None, noun: str) -> str:
    """Return a number with its noun, as “1 bot” and “2 bots”; a dash stands for a number that is not known."""
    return f"{'-' if number is None else f'{number:,}'} {noun}{'' if number == 1 else 's'}"


def show(answer: BaseModel | list[Any] | dict[str, Any]) -> None:
    """Print an answer as JSON."""
    plain: Any = answer
    if isinstance(answer, BaseModel):
        plain = answer.model_dump(mode="json")
    elif isinstance(answer, list):
        plain = [one.model_dump(mode="json") if isinstance(one, BaseModel) else one for one in answer]
    click.echo(json.dumps(plain, ensure_ascii=False, indent=2))


def aligned(rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Return rows as lines whose cells stand one below the other."""
    known = list(rows)
    widths = [max(map(len, cells)) for cells in zip(*known, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in known]


def id_of(list_all: Callable[[], Iterable[N]], name: str, noun: str, rank: Callable[[N], int] = lambda _: 0) -> str:
    """Return the id of the one that a person named; what names none goes to the server as it is, which says so.

    Args:
        list_all: what there is. Who may not see it may still name an id.
        name: what was typed.
        noun: what they are, in the singular.
        rank: of several with that name those of the lowest rank are meant; an id means any.

    Raises:
        Invalid: several have that name.
    """
    try:
        found = list(list_all())
    except Forbidden:
        return name
    if any(name in {one.id, one.uuid} for one in found):
        return name
    alike = [one for one in found if one.name.casefold() == name.strip().casefold()]
    meant = [one.id for one in alike if rank(one) == min(map(rank, alike))]
    if len(meant) > 1:
        raise Invalid.field(
            "name", f"{len(meant)} {noun}s are called “{name}”. Give the id of one: {', '.join(meant)}."
        )
    return meant[0] if meant else name
