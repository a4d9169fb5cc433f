"""What is sent with a change besides: the name by which a creation is known again, and the tag of what was read."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

from qrdesk.core import edits
from qrdesk.core.errors import Invalid
from qrdesk.core.operations import Operation

_LONGEST = 255  # characters
_TAG = re.compile(r'"[0-9a-f-]{1,100}"')
_name: ContextVar[str] = ContextVar("idempotency_key", default="")
_tag: ContextVar[str] = ContextVar("etag", default="")


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


@contextmanager
def heeded(etag: str) -> Generator[None]:
    """Let the changes of the body be made only if the thing is still as it was when it had this tag.

    Raises:
        Invalid: it is no tag of a thing.
    """
    plain = etag.removeprefix("W/")  # so a proxy marks the tag of an answer that it packed
    if not _TAG.fullmatch(plain):
        raise Invalid.field("etag", "This is no tag. Take that of a thing, as client.etag has it after a call.")
    token = _tag.set(plain)
    try:
        yield
    finally:
        _tag.reset(token)


def tag_for(row: Operation) -> str:
    """Return the tag that an operation made now must heed; empty for none.

    Raises:
        Invalid: it is a change that heeds none, and would be made whatever was changed meanwhile.
    """
    tag = "" if row.method == "GET" else _tag.get()
    if tag and edits.thing_of(row) is None:
        raise Invalid.field("etag", "This changes no single thing that has a tag. Call it outside of if_match.")
    return tag
