"""A refusal, before a dialect words it: nothing of HTTP's framework, so that the server itself can use it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from qrdesk.core.errors import QRDeskError


@dataclass(frozen=True, slots=True)
class Refused:
    """What went wrong: our own code and status, the sentence, and the fields as the caller calls them."""

    status: int
    code: str
    message: str
    field_errors: Mapping[str, str] = field(default_factory=dict[str, str])
    details: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class Envelope:
    """How one API words refusals."""

    name: str
    status: Callable[[Refused], int]
    body: Callable[[Refused], Mapping[str, Any]]


def rename(error: QRDeskError, name_of: Callable[[str], str]) -> None:
    """Give the fields of a refusal other names, in its sentence, too, where that begins with one."""
    first = next(iter(error.field_errors), "")
    if first and error.message.startswith(f"{first}: "):
        error.message = name_of(first) + error.message.removeprefix(first)
    error.field_errors = {name_of(name): said for name, said in error.field_errors.items()}
