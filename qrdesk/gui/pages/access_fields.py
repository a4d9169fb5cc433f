"""What is wrong with something typed, said at its field: found here before it is sent, or by the server."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from qrdesk.core.errors import QRDeskError
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
        for one in error.errors():
            name = str(one["loc"][0]) if one["loc"] else ""
            said = told.get(name, one["msg"].removeprefix("Value error, "))
            fields.get(name, next(iter(fields.values()))).show_error(said)
        return None


def refuse_at(fields: Mapping[str, Field], error: Exception) -> bool:
    """Say at the fields why nothing was done; False where it is about none of them."""
    told = error.field_errors if isinstance(error, QRDeskError) else {}
    known = {name.partition(".")[0]: said for name, said in told.items() if name.partition(".")[0] in fields}
    for name, said in known.items():
        fields[name].show_error(said)
    return bool(known)
