"""Calling off what a call asks for while it is being answered."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar

from qrdesk.core.context import never

_cancelled: ContextVar[Callable[[], bool]] = ContextVar("cancelled", default=never)


@contextmanager
def cancelled_by(asked: Callable[[], bool]) -> Generator[None]:
    """Let calls of the body that take seconds end with ``CalledOff`` soon after ``asked`` says so, in this thread.

    With a server far away the connection is closed, and the server stops counting within a second.
    """
    token = _cancelled.set(asked)
    try:
        yield
    finally:
        _cancelled.reset(token)


def current() -> Callable[[], bool]:
    """Return what says whether a call made now has been called off."""
    return _cancelled.get()
