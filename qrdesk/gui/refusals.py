"""What is wrong with something typed, said at its field: found here before it is sent, or by the server."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from qrdesk.gui import words
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.fields import Field

M = TypeVar("M", bound=BaseModel)
_IN_OTHER_WORDS: Mapping[str, str] = {}


def drafted(
    make: Callable[[dict[str, Any]], M],
    values: dict[str, Any],
    fields: Mapping[str, Field],
    told: Mapping[str, str] = _IN_OTHER_WORDS,
) -> M | None:
    """Return what is to be sent; None after saying at its field what is wrong, in the words of ``told`` if it has any.

    What is wrong with a name that has no field is said at the first one.
    """
    try:
        return make(values)
    except ValidationError as error:
        for name, said in _by_head(error).items():
            fields.get(name, next(iter(fields.values()))).show_error(told.get(name, said))
        _show_first(fields)
        return None


def refuse_at(fields: Mapping[str, Field], error: Exception) -> bool:
    """Say at the fields why nothing was done; False where it is about none of them."""
    known = {name: said for name, said in _by_head(error).items() if name in fields}
    for name, said in known.items():
        fields[name].show_error(said)
    if known:
        _show_first(fields)
    return bool(known)


def _show_first(fields: Mapping[str, Field]) -> None:
    """Bring the first field with something wrong into sight: a form may be longer than the window."""
    boxes.scroll_to(next(field for field in fields.values() if field.has_error()))


def _by_head(error: Exception) -> Mapping[str, str]:
    """Return the first thing that is wrong with each field, by the beginning of its dotted name."""
    found: dict[str, str] = {}
    for name, said in words.by_field(error).items():
        found.setdefault(name.partition(".")[0], said)
    return found
