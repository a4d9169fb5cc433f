"""How errors are said in a terminal: in words or as JSON, with an exit code of their own."""

import json
import sys
from collections.abc import Generator
from contextlib import contextmanager

import click
from pydantic import ValidationError

from qrdesk.cli.noting import log_file, note
from qrdesk.cli.places import place, said_lines
from qrdesk.cli.standard_output import cannot_be_written, is_of_output
from qrdesk.core.errors import Kind, QRDeskError
from qrdesk.core.validation import from_validation

_EXIT = {
    Kind.NOT_FOUND: 3,
    Kind.CONFLICT: 4,
    Kind.UNAUTHENTICATED: 5,
    Kind.FORBIDDEN: 5,
    Kind.UNAVAILABLE: 6,
    Kind.LIMITED: 6,  # the same: later it may work
    Kind.INTERNAL: 70,  # EX_SOFTWARE
}
_EXIT_OTHER = 1
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
