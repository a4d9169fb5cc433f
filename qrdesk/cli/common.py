"""What all commands share: where the data is, how answers are printed, how errors are said."""

import json
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click
from click.core import ParameterSource
from pydantic import BaseModel, ValidationError

from qrdesk.cli.noting import log_file, note
from qrdesk.cli.places import place, said_lines
from qrdesk.cli.progress import tell_pause
from qrdesk.cli.standard_output import cannot_be_written, is_of_output
from qrdesk.client import Client
from qrdesk.client.local import LocalTransport
from qrdesk.client.patience import telling
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
    Kind.INTERNAL: 70,  # EX_SOFTWARE
}
MADE = "A new, empty database was made at {}"
_EXIT_OTHER = 1
INVITED = "Name the server you were invited to: --server URL."
# what fields are called on the command line, where the command has that option
_TYPED = {
    "allowed_networks": "--from",
    "scopes": "--scopes",
    "expires_at": "--expires",
    "rate_limit": "--rate-limit",
    "member_id": "--for",
    "keep_hits_days": "--keep-hits-days",
    "keep_audit_days": "--keep-audit-days",
    "links_month": "--links-month",
    "hits_month": "--hits-month",
    "deliveries_month": "--deliveries-month",
    "scan_days": "--scan-days",
    "since": "--from",
    "until": "--to",
    "action": "--action",
    "surface": "--surface",
    "kinds": "--event",
    "kind": "--event",
    "folders": "--folder",
    "tags": "--tag",
    "links": "--only",
    "headers": "--header",
    "signature_header": "--signature-header",
    "signature_prefix": "--signature-prefix",
}


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
        file = None if server else missing_file(database)
        if server:
            check_server(database, workspace, key if keyed else "none")
        elif file is not None and not keyed:
            raise click.UsageError(f"There is no database at {file}. {INVITED}")
        at = (database, workspace, server, key)
        with told(as_json, here=not server), telling(tell_pause(quiet=as_json)), client_at(*at) as client:
            if file is not None and not as_json:
                click.echo(MADE.format(file), err=True)
            answer = command(client=client, as_json=as_json, **options)
            if file is not None and as_json:  # last: an error as JSON has standard error to itself
                click.echo(MADE.format(file), err=True)
            return answer

    return wrapped  # pyright: ignore[reportReturnType] - click replaces the signature


def global_database() -> str:
    """Return what ``--database`` said before the command; empty where it did not."""
    return _global("database")


def global_workspace() -> str:
    """Return what ``--workspace`` said before the command; empty where it did not."""
    return _global("workspace")


def _global(name: str) -> str:
    return str(click.get_current_context().find_root().params.get(name) or "")


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


@contextmanager
def told(as_json: bool = False, *, here: bool = True) -> Generator[None]:
    """Say errors as a person would, or as JSON, and end with an exit code. Nobody sees a traceback.

    ``here`` says that faults are noted on this computer, and not on a server.
    """
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
        raise  # the last one: whoever reads, such as head, has had enough; click ends quietly
    except ValidationError as fault:
        sys.exit(_told(from_validation(fault), as_json))
    except QRDeskError as error:
        if error.kind is Kind.INTERNAL and here:
            error.message = f"{error} The log is {log_file()}."
        sys.exit(_told(error, as_json))
    except Exception as fault:  # noqa: BLE001 - the last net: noted with an id, said in words
        if is_of_output(fault):
            sys.exit(_told(cannot_be_written(fault, "What was asked for was done."), as_json))
        said = f"Something went wrong here. It was noted as {note(fault)} in {log_file()}."
        sys.exit(_told(QRDeskError(said), as_json))


@contextmanager
def wrong_usage_told(context: click.Context, *, as_json: bool) -> Generator[None]:
    """Say as JSON, too, what is wrong with how a command was written; without ``as_json`` click says it."""
    try:
        yield
    except click.UsageError as fault:
        if not as_json or isinstance(fault, click.exceptions.NoArgsIsHelpError):
            raise
        said = fault.format_message()
        name = fault.param.name if isinstance(fault, click.BadParameter) and fault.param is not None else None
        _say("usage", said, {name: said} if name else {}, as_json)
        context.exit(fault.exit_code)


def _told(error: QRDeskError, as_json: bool) -> int:
    _say(error.code, str(error), error.field_errors, as_json)
    return _EXIT.get(error.kind, _EXIT_OTHER)


def _say(code: str, message: str, fields: dict[str, str], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"error": {"code": code, "message": message, "field_errors": fields}}), err=True)
        return
    for line in said_lines(message, fields, _typed):
        click.echo(f"Error: {line}", err=True)


def _typed(field: str) -> str:
    """Return a field as the running command calls it: by its option, where it has one."""
    option = _TYPED.get(field.partition(".")[0])
    context = click.get_current_context(silent=True)
    has = context is not None and any(option in one.opts for one in context.command.params)
    return option if option and has else place(field)


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
