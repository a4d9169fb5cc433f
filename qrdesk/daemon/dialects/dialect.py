"""What the dialects share: a route, one request to it, and what a route's function may answer."""

import hashlib
import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import parse_qsl

from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.operations import find_operation
from qrdesk.core.performing import perform
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.base import Upload
from qrdesk.daemon import guards, multipart
from qrdesk.daemon.http import BadRequest
from qrdesk.daemon.pacing import Surface

P = ParamSpec("P")
R = TypeVar("R")
_MOST_PARAMETERS = 200  # lists of ids come as one parameter each


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that is not just JSON with the route's status."""

    body: Any = None  # bytes go out as they are, anything else as JSON
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Route:
    """One path of a dialect, and the function that answers there.

    ``fields`` says how the dialect calls our fields, for what is refused. A route that ``creates`` takes an
    Idempotency-Key. ``scope`` is asked for before anything is read; a ``public`` route needs no key.
    """

    method: str
    path: str
    answer: "Callable[[Ask], Any]"
    scope: Scope | None = None
    status: int = 200
    surface: Surface | None = None  # where it is not paced as the whole dialect is
    creates: bool = False
    public: bool = False
    fields: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Dialect:
    """One API: its name in the audit log, its pace, its routes."""

    name: str
    surface: Surface
    routes: tuple[Route, ...]


@dataclass(frozen=True)
class Ask:
    """One request, as the function of a route sees it."""

    ctx: Context
    environ: Mapping[str, Any]
    path: Mapping[str, str]

    def do(self, call: Callable[Concatenate[Context, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do one operation of the table for whoever asks: scope, audit log and limits are as everywhere.

        Raises:
            QRDeskError: as the operation does.
        """
        row = find_operation(call)
        assert row is not None, call
        given = _signature(call).bind(self.ctx, *args, **kwargs).arguments
        return perform(self.ctx, row, {name: value for name, value in given.items() if name != "ctx"})

    @cached_property
    def json(self) -> dict[str, Any]:
        """The body: a JSON object.

        Raises:
            WrongMediaType, TooLarge, BadRequest: it cannot be read.
            Invalid: it is JSON, but no object.
        """
        found = guards.read_json(self.environ)
        if not isinstance(found, dict):
            raise Invalid.field("body", "This must be an object with named fields.")
        return found

    @property
    def json_if_any(self) -> dict[str, Any]:
        """The body; empty where none was sent."""
        announced = str(self.environ.get("CONTENT_LENGTH") or "0")
        return {} if announced == "0" and "HTTP_TRANSFER_ENCODING" not in self.environ else self.json

    @cached_property
    def form(self) -> tuple[dict[str, str], Upload]:
        """The fields and the file of a form.

        Raises:
            WrongMediaType, TooLarge, BadRequest, Invalid: it cannot be read, or has no file.
        """
        return multipart.read_form(self.environ, guards.read_body(self.environ))

    @cached_property
    def query(self) -> dict[str, list[str]]:
        """The query string: all that was sent under each name, in order; ``name[]`` is ``name``.

        Raises:
            BadRequest: it is not UTF-8, or there is no end to it.
        """
        sent = str(self.environ.get("QUERY_STRING", ""))
        try:
            pairs = parse_qsl(sent, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
        except UnicodeDecodeError as fault:
            raise BadRequest("The query string is not UTF-8.") from fault
        except ValueError as fault:
            raise BadRequest(f"The query string has more than {_MOST_PARAMETERS} parameters.") from fault
        found: dict[str, list[str]] = {}
        for name, value in pairs:
            found.setdefault(name.removesuffix("[]"), []).append(value)
        return found

    def word(self, *names: str) -> str:
        """Return what the query string has under the first of these names that it has; empty where it has none."""
        return next((self.query[name][-1] for name in names if name in self.query), "")

    def words(self, *names: str) -> list[str]:
        """Return a list from the query string: repeated names, commas, or a JSON array, all of them as texts."""
        found: list[str] = []
        for value in (value for name in names for value in self.query.get(name, ())):
            found += _listed(value)
        return found

    def number(self, *names: str, default: int, least: int, most: int) -> int:
        """Return a whole number from the query string.

        Raises:
            Invalid: it is none, or out of bounds.
        """
        text = self.word(*names).strip()
        if not text:
            return default
        if not (text.removeprefix("-").isascii() and text.removeprefix("-").isdecimal() and len(text) < 12):
            raise Invalid.field(names[0], "This must be a whole number.")
        if not least <= int(text) <= most:
            raise Invalid.field(names[0], f"This must be from {least} to {most:,}.")
        return int(text)

    def fingerprint(self, route: Route) -> str:
        """Return what tells this request from another: method, path and body, however they were spelled."""
        media_type = str(self.environ.get("CONTENT_TYPE", ""))
        if media_type.lower().startswith(multipart.FORM):
            fields, file = self.form
            body: Any = [fields, file.file_name, hashlib.sha256(file.content).hexdigest()]
        else:
            body = self.json_if_any
        said = json.dumps([route.method, route.path, dict(self.path), body], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()


@lru_cache(256)
def _signature(call: Callable[..., Any]) -> inspect.Signature:
    return inspect.signature(call)


def _listed(value: str) -> list[str]:
    if value.startswith("["):
        try:
            found = json.loads(value)
        except (ValueError, RecursionError):  # no JSON, or brackets without end
            found = None
        if isinstance(found, list):
            return [str(one) for one in found]
    return [part for part in (part.strip() for part in value.split(",")) if part]


def text_of(sent: Mapping[str, Any], *names: str) -> str | None:
    """Return the text in a body under the first of these names that it has; None where there is none, or null.

    Raises:
        Invalid: it is no text.
    """
    found = value_of(sent, *names)
    if found is not None and not isinstance(found, str):
        raise Invalid.field(names[0], "This must be text.")
    return found


def value_of(sent: Mapping[str, Any], *names: str) -> Any:
    """Return what a body has under the first of these names that it has; None where it has none."""
    return next((sent[name] for name in names if name in sent), None)


def seconds(at: datetime | None) -> str | None:
    """Return a time as ``2026-05-15T14:21:03Z``."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def milliseconds(at: datetime | None) -> str | None:
    """Return a time as ``2026-04-24T14:12:03.441Z``."""
    return None if at is None else at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
