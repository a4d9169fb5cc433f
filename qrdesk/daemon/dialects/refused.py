"""A refusal, before a dialect words it: nothing of HTTP's framework, so that the server itself can use it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


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
