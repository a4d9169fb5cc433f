"""What all commands share: where the data is, how answers are printed, how errors are said."""

import json
import logging
import logging.handlers
import secrets
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click
import platformdirs
from pydantic import BaseModel, ValidationError

from qrdesk.cli.places import said_lines
from qrdesk.client import Client
from qrdesk.client.local import LocalTransport
from qrdesk.core.errors import Forbidden, Invalid, Kind, QRDeskError
from qrdesk.core.settings import Settings, default_database
from qrdesk.core.validation import from_validation

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T", bound=BaseModel)
_EXIT = {
    Kind.NOT_FOUND: 3,
    Kind.CONFLICT: 4,
    Kind.UNAUTHENTICATED: 5,
    Kind.FORBIDDEN: 5,
    Kind.UNAVAILABLE: 6,
    Kind.LIMITED: 6,  # the same: later it may work
}
_MADE = "A new, empty database was made at {}"
_EXIT_OTHER = 1
_EXIT_FAULT = 70  # EX_SOFTWARE


class _Named(Protocol):
    id: str
    uuid: str
    name: str


N = TypeVar("N", bound=_Named)


def where(command: F) -> F:
    """Add ``--database``, ``--workspace``, ``--server``, ``--key`` and ``--json``.

    The command gets ``client`` and ``as_json``.
    """
    return _where(command, keyed=True)


def where_without_key(command: F) -> F:
    """Do as ``where``, for a command that works on a server without a key, too."""
    return _where(command, keyed=False)


def _where(command: F, *, keyed: bool) -> F:
    @click.option("--database", default="", metavar="URL", help="SQLite file or PostgreSQL URL. Default: your own.")
    @click.option("--workspace", default="", metavar="NAME_OR_ID", help="One of several. Default: the first.")
    @at_server
    @click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
    @wraps(command)
    def wrapped(database: str, workspace: str, server: str, key: str, as_json: bool, **options: Any) -> Any:
        database = database or global_database()
        file = None if server else missing_file(database)
        if server:
            _check_server(database, workspace, key if keyed else "none")
        with told(as_json), _client(database, workspace, server, key) as client:
            if file is not None and not as_json:
                click.echo(_MADE.format(file), err=True)
            answer = command(client=client, as_json=as_json, **options)
            if file is not None and as_json:  # last: an error as JSON has standard error to itself
                click.echo(_MADE.format(file), err=True)
            return answer

    return wrapped  # pyright: ignore[reportReturnType] - click replaces the signature


def global_database() -> str:
    """Return what ``--database`` said before the command; empty where it did not."""
    return str(click.get_current_context().find_root().params.get("database") or "")


def missing_file(database: str) -> Path | None:
    """Return the file that opening ``database`` would make; None where there is one, or it lies on a server."""
    url = (database or Settings.load().database or default_database()).removeprefix("sqlite:///")
    if "://" in url:
        return None
    file = Path(url).expanduser().absolute()
    return None if file.exists() else file


def at_server(command: F) -> F:
    """Add ``--server`` and ``--key``."""
    server = click.option("--server", default="", metavar="URL", help="Work on a QRDesk server instead, with --key.")
    key = click.option("--key", default="", envvar="QRDESK_KEY", metavar="KEY", help="For --server (or QRDESK_KEY).")
    return server(key(command))


def _check_server(database: str, workspace: str, key: str) -> None:
    if database:
        raise click.UsageError("Give either --database or --server, not both.")
    if workspace:
        raise click.UsageError("On a server the key says which workspace it is. Leave out --workspace.")
    if not key:
        raise click.UsageError("--server needs --key (or QRDESK_KEY in the environment).")


def _client(database: str, workspace: str, server: str, key: str) -> Client:
    if server:
        return Client.remote(server, key)
    transport = LocalTransport(database, workspace=workspace, surface="cli")
    if transport.opened.backup is not None:
        click.echo(f"The database was brought up to date. A copy from before is {transport.opened.backup}", err=True)
    return Client(transport)


@contextmanager
def told(as_json: bool = False) -> Generator[None]:
    """Say errors as a person would, or as JSON, and end with an exit code. Nobody sees a traceback."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
        raise  # the last one: whoever reads, such as head, has had enough; click ends quietly
    except ValidationError as fault:
        sys.exit(_told(from_validation(fault), as_json))
    except QRDeskError as error:
        sys.exit(_told(error, as_json))
    except Exception as fault:  # noqa: BLE001 - the last net: noted with an id, said in words
        fault_id = _note(fault)
        _say("internal", f"Something went wrong here. It was noted as {fault_id} in {log_file()}.", {}, as_json)
        sys.exit(_EXIT_FAULT)


def _told(error: QRDeskError, as_json: bool) -> int:
    _say(error.code, str(error), error.field_errors, as_json)
    return _EXIT.get(error.kind, _EXIT_OTHER)


def _say(code: str, message: str, fields: dict[str, str], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"error": {"code": code, "message": message, "field_errors": fields}}), err=True)
        return
    for line in said_lines(message, fields):
        click.echo(f"Error: {line}", err=True)


def log_file() -> Path:
    """Return the file that faults of the command line are noted in."""
    return Path(platformdirs.user_log_dir("qrdesk", appauthor=False)) / "qrdesk.log"


def _note(error: Exception) -> str:
    fault_id = secrets.token_hex(4)
    try:
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(log_file(), maxBytes=1 << 20, backupCount=3, encoding="utf-8")
    except OSError:
        return fault_id  # nowhere to write: the id at least tells one report from another
    log = logging.Logger("qrdesk.cli")  # noqa: LOG001 - on its own: nothing of it may reach the terminal
    log.addHandler(handler)
    log.error("fault %s", fault_id, exc_info=error)
    handler.close()
    return fault_id


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


def id_of(list_all: Callable[[], Iterable[N]], name: str, noun: str, good: Callable[[N], bool] = lambda _: True) -> str:
    """Return the id of the one that a person named; what names none goes to the server as it is, which says so.

    Args:
        list_all: what there is. Who may not see it may still name an id.
        name: what was typed.
        noun: what they are, in the singular.
        good: which of them a name alone may mean; an id means any.

    Raises:
        Invalid: several have that name.
    """
    try:
        found = list(list_all())
    except Forbidden:
        return name
    if any(name in {one.id, one.uuid} for one in found):
        return name
    alike = [one.id for one in found if good(one) and one.name.casefold() == name.strip().casefold()]
    if len(alike) > 1:
        raise Invalid.field(
            "name", f"{len(alike)} {noun}s are called “{name}”. Give the id of one: {', '.join(alike)}."
        )
    return alike[0] if alike else name
