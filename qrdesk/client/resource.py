"""What every part of the SDK stands on."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from qrdesk.client.patience import patiently
from qrdesk.client.transport import Transport
from qrdesk.core.schemas.base import Page, PageQuery
from qrdesk.core.validation import from_validation

Fields = Mapping[str, Any]  # a draft, patch or query as its fields by name, as JSON would have them
M = TypeVar("M", bound=BaseModel)
Q = TypeVar("Q", bound=PageQuery)
T = TypeVar("T")
_AT_ONCE = 500  # rows of a page, where who asks does not say


class Resource:
    """Methods over a transport."""

    def __init__(self, transport: Transport) -> None:
        self._call = transport.call


def read(model: type[M], sent: M | Fields | None) -> M:
    """Return what a caller sends, which may be its fields alone; nothing at all is an empty one.

    Raises:
        Invalid: a field cannot be used, or there is none of that name; ``field_errors`` has each of them.
    """
    if isinstance(sent, model):
        return sent
    try:
        return model.model_validate(dict(sent) if isinstance(sent, Mapping) else sent or {})
    except ValidationError as fault:
        raise from_validation(fault) from fault


def every(ask: Callable[[Q], Page[T]], query: Q) -> Iterator[T]:
    """Yield every row that matches, asking for a page when it is needed. Waits where the server wants a pause.

    Cursors are followed, so rows that come or go meanwhile shift nothing; a query that begins at a page begins there.
    """
    asked = query if "limit" in query.model_fields_set else query.model_copy(update={"limit": _AT_ONCE})
    while True:
        page = patiently(partial(ask, asked))
        yield from page.data
        if page.pagination.next_cursor is None:
            return
        asked = asked.model_copy(update={"cursor": page.pagination.next_cursor, "page": None})
