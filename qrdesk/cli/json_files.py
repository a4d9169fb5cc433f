"""Files of JSON that an option names."""

import json
from pathlib import Path
from typing import Any, cast

from qrdesk.core.errors import CannotRead
from qrdesk.core.live_files import refuse_reading

_NONE = "none"


def json_in(path: str) -> Any:
    """Return what is in a file of JSON; None for the word “none”, given in place of one.

    Raises:
        CannotRead: there is no such file, or something else is in it.
    """
    if path == _NONE:
        return None
    refuse_reading(Path(path))
    try:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as fault:
        raise CannotRead(f"{path} cannot be read: {fault.strerror}.") from fault
    except (ValueError, RecursionError) as fault:
        raise CannotRead(f"{path} is not JSON. Nothing was changed.") from fault


def object_in(path: str) -> dict[str, Any]:
    """Return the object in a file of JSON.

    Raises:
        CannotRead: there is no such file, or something else is in it.
    """
    found = json_in(path)
    if not isinstance(found, dict):
        raise CannotRead(f"{path} has no JSON object in it: nothing between braces. Nothing was changed.")
    return cast("dict[str, Any]", found)
