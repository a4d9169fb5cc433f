"""What is done where standard output cannot be written, as on a full disk."""

import contextlib
import errno
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager

import click

from qrdesk.core.errors import CannotWrite


def is_of_output(fault: Exception) -> bool:
    """Say whether a fault comes from printing, and not from what was to be printed."""
    place = fault.__traceback__
    if not isinstance(fault, OSError) or place is None:
        return False
    while place.tb_next is not None:
        place = place.tb_next
    return place.tb_frame.f_code is click.echo.__code__


def cannot_be_written(fault: Exception, said: str) -> CannotWrite:
    """Return the error for printing that failed; ``said`` is what became of the rest."""
    _let_go()
    reason = getattr(fault, "strerror", None) or "it is closed"
    return CannotWrite(f"Standard output cannot be written: {reason}. {said}")


@contextmanager
def shown_once(lost: str) -> Generator[None]:
    """Say ``lost`` where that which is shown this one time cannot be written, or nobody reads it.

    Raises:
        CannotWrite: that is so.
    """
    try:
        if getattr(sys, "stdout", None) is None:  # whoever started us closed it: click would print to nowhere
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        yield
    except OSError as fault:
        raise cannot_be_written(fault, lost) from fault


def _let_go() -> None:
    """Have the end of the program write nowhere what is still waiting, rather than fail once more."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        number, nowhere = sys.stdout.fileno(), os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)
