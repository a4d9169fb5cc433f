"""The name by which a creation is known when it is sent again: an ``Idempotency-Key``."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

from qrdesk.core.errors import Invalid

_LONGEST = 255  # characters
_name: ContextVar[str] = ContextVar("idempotency_key", default="")


@contextmanager
def named(idempotency_key: str) -> Generator[None]:
    """Let the creation of the body be known by this name, for 24 hours; empty: by one of its own.

    Raises:
        Invalid: no header can carry it.
    """
    if len(idempotency_key) > _LONGEST or not (idempotency_key.isascii() and idempotency_key.isprintable()):
        raise Invalid.field(
            "idempotency_key", f"A name has {_LONGEST} characters at most: letters, digits and signs of plain ASCII."
        )
    token = _name.set(idempotency_key)
    try:
        yield
    finally:
        _name.reset(token)


def current() -> str:
    """Return the name that the creation made now was given; empty for none."""
    return _name.get()
