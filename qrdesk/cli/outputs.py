"""Where commands write their files: ``-o``."""

import os
import stat
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import click

from qrdesk.core.errors import CannotWrite

F = TypeVar("F", bound=Callable[..., Any])
_STANDARD = {"-", "/dev/stdout"}
_HELP = "File to write; - is standard output."


class Output:
    """What ``-o`` names: a file, or standard output."""

    def __init__(self, named: str) -> None:
        self.path = Path(named)
        self.is_standard = named in _STANDARD

    def __str__(self) -> str:
        return "standard output" if self.is_standard else str(self.path)

    @property
    def target(self) -> Path | BinaryIO:
        """What to write to."""
        return sys.stdout.buffer if self.is_standard else self.path

    @property
    def ending(self) -> str:
        """How the file's name ends, such as ".csv"; "" for none."""
        return "" if self.is_standard else self.path.suffix.lower()

    def say(self, line: str) -> None:
        """Say what was written, beside it."""
        click.echo(line, err=self.is_standard)


def to_file(command: F) -> F:
    """Add ``-o`` and ``--force``; the command gets ``output``, and a file that is there is not written over unasked.

    To stand below ``where``, which says what this refuses.
    """

    @_output(_HELP)
    @click.option("--force", is_flag=True, help="Write over a file that is there; without it, the file stays.")
    @wraps(command)
    def wrapped(output: Output, force: bool, **options: Any) -> Any:
        if not force and _is_there(output):
            raise CannotWrite(f"{output} is there already, and stays as it is. Choose another name, or add --force.")
        return command(output=output, **options)

    return wrapped  # pyright: ignore[reportReturnType] - click replaces the signature


def over_file(command: F) -> F:
    """Add ``-o``; the command gets ``output``, and a file that is there is written over, as scripts rely on."""
    return _output(f"{_HELP} One that is there is written over.")(command)


def refuse_on_terminal(what: str, output: Output) -> None:
    """Do nothing if standard output is not what is written to, or not a terminal.

    Raises:
        UsageError: bytes would go to a terminal.
    """
    if output.is_standard and sys.stdout.isatty():
        raise click.UsageError(f"{what} is not for a terminal. Name a file with -o, or add “> FILE”.")


def _output(words: str) -> Callable[[F], F]:
    def add(command: F) -> F:
        @click.option(
            "-o", "--output", "named", required=True, type=click.Path(dir_okay=False, allow_dash=True), metavar="FILE",
            help=words,
        )  # fmt: skip
        @wraps(command)
        def wrapped(named: str, as_json: bool, **options: Any) -> Any:
            output = Output(named)
            if as_json and output.is_standard:
                raise click.UsageError("--json and -o - both write to standard output. Leave one of them out.")
            return command(output=output, as_json=as_json, **options)

        return wrapped  # pyright: ignore[reportReturnType] - click replaces the signature

    return add


def _is_there(output: Output) -> bool:
    """Whether a file would be written over, or a link to nothing; a pipe or a device is there to be written to."""
    if output.is_standard:
        return False
    try:
        return stat.S_ISREG(output.path.stat().st_mode)
    except OSError:
        return os.path.lexists(output.path)
