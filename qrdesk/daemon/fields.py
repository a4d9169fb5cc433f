"""Answers with some of their fields: ``?fields=id,slug`` wherever something is read."""

import inspect
from collections.abc import MutableMapping
from functools import cache
from typing import Any, get_args

import bottle
from pydantic import BaseModel
from pydantic_core import to_json

from qrdesk.core.errors import Invalid
from qrdesk.core.operations import Operation
from qrdesk.core.schemas.base import Page, quoted
from qrdesk.daemon.http import JSON

NAME = "fields"


def shown_by(row: Operation) -> type[BaseModel] | None:
    """Return the model of the answer, or of each of its rows; None for files and for no content."""
    returns = row.returns
    if row.paged:
        returns = returns.__pydantic_generic_metadata__["args"][0]
    elif get_args(returns):
        returns = get_args(returns)[0]
    return returns if inspect.isclass(returns) and issubclass(returns, BaseModel) else None


@cache
def names_of(row: Operation) -> tuple[str, ...]:
    """Return the fields that can be chosen from; none where nothing is read, or where that is a file."""
    shown = shown_by(row) if row.method == "GET" else None
    return () if shown is None else tuple(shown.model_fields)


def take(row: Operation, sent: MutableMapping[str, str]) -> tuple[str, ...]:
    """Take the parameter out of those that were sent, and return the fields that it names; none for all of them.

    Raises:
        Invalid: there is no such field, or none is named.
    """
    if NAME not in sent or not (known := names_of(row)):
        return ()
    named = [name.strip() for name in sent.pop(NAME).split(",")]
    unknown = list(dict.fromkeys(name for name in named if name not in known))
    if unknown == [""]:
        raise Invalid.field(NAME, "Name the fields you want, with commas between them, or leave this out.")
    if unknown:
        said = ", ".join(f"“{quoted(name)}”" for name in unknown)
        raise Invalid.field(NAME, f"There is no field {said} here. These are: {', '.join(known)}.")
    return tuple(dict.fromkeys(named))


def answer(row: Operation, result: Any, chosen: tuple[str, ...]) -> bottle.HTTPResponse:
    """Return the answer with nothing but the fields that were chosen, of each row where it is a list."""
    if isinstance(result, Page):
        body: dict[str, Any] = {"data": [_only(one, chosen) for one in result.data], "pagination": result.pagination}
    elif isinstance(result, list):
        body = {"data": [_only(one, chosen) for one in result]}
    else:
        body = {"data": _only(result, chosen)}
    return bottle.HTTPResponse(to_json(body), row.status, {"Content-Type": JSON})


def _only(shown: BaseModel, chosen: tuple[str, ...]) -> dict[str, Any]:
    return shown.model_dump(mode="json", include=set(chosen))
