"""One row of the table of operations: what its function and signature say about how it is reached."""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, get_type_hints

from pydantic import BaseModel

from qrdesk.core.audited import AUDITED
from qrdesk.core.errors import QRDeskError
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.base import Draft, Page, Patch, Query, Upload
from qrdesk.core.services.audit import Audited


@dataclass(frozen=True, slots=True)
class Deprecated:
    """An operation that will go: since when that is known, when it does (aware), and where people read what to use."""

    since: datetime
    sunset: datetime
    link: str


@dataclass(frozen=True)
class Operation:
    """One thing a caller may do."""

    method: str
    path: str  # below PREFIX
    call: Callable[..., Any]
    scope: Scope | None  # None: everybody with a key
    status: int = 200
    raises: tuple[type[QRDeskError], ...] = field(default=())
    audited: Audited | None = None  # how a change goes into the audit log
    idempotent: bool = False  # a creation: with an Idempotency-Key it is done once, however often it is sent
    public: bool = False  # for people without a key
    media_types: tuple[str, ...] = ()  # of a Blob, where it is no artwork
    deprecated: Deprecated | None = None
    operator: bool = False  # at the computer with the database only: over HTTP everybody is refused

    @property
    def name(self) -> str:
        """The function's name, such as ``create_link``."""
        return self.call.__name__

    @cached_property
    def hints(self) -> dict[str, Any]:
        """Types of the parameters after ``ctx``, and ``return``."""
        found = get_type_hints(self.call)
        found.pop("ctx")
        return found

    @property
    def returns(self) -> Any:
        """Type of the answer."""
        return self.hints["return"]

    @property
    def paged(self) -> bool:
        """Whether the answer is a page of a list."""
        return inspect.isclass(self.returns) and issubclass(self.returns, Page)

    @cached_property
    def path_names(self) -> tuple[str, ...]:
        """Parameters that stand in the path."""
        return tuple(re.findall(r"{(\w+)}", self.path))

    @cached_property
    def body(self) -> tuple[str, type[BaseModel]] | None:
        """Name and model of the parameter that is the request's body."""
        return self._model((Draft, Patch, ExportDraft))

    @cached_property
    def query(self) -> tuple[str, type[BaseModel]] | None:
        """Name and model of the parameter that is the query string."""
        return self._model((Query,))

    @cached_property
    def upload(self) -> str | None:
        """Name of the parameter that is a file; body and file then come together, as a form does."""
        return next((name for name, hint in self.hints.items() if hint is Upload), None)

    def _model(self, kinds: tuple[type[BaseModel], ...]) -> tuple[str, type[BaseModel]] | None:
        for name, hint in self.hints.items():
            if name != "return" and inspect.isclass(hint) and issubclass(hint, kinds):
                return name, hint
        return None


def _row(method: str) -> Callable[..., Operation]:
    def row(path: str, call: Callable[..., Any], **options: Any) -> Operation:
        return Operation(method, path, call, audited=AUDITED.get(call), **options)

    return row


get, post, put, patch, delete = (_row(method) for method in ("GET", "POST", "PUT", "PATCH", "DELETE"))
