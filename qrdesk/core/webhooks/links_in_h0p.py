"""Links, and what changed in them, in the words of h0p; pure."""

import re
from collections.abc import Mapping
from typing import Any, cast

# h0p's names, where they are not ours in other letters
_NAMES = {"ends_at": "expiresAt", "hit_limit": "maxClicks", "host": "domain", "has_password": "isPasswordProtected"}
_TYPES = {"mailto": "email", "tel": "phone"}


def link_of(link: Mapping[str, Any], created_at: str | None) -> dict[str, Any]:
    """Return a link as its events hold it, key by key as the documents print it. Its id there is the UUID."""
    return {
        "id": link.get("uuid"),
        "slug": link.get("slug"),
        "shortUrl": link.get("short_url"),
        "destination": _destination(link.get("destination")),
        "createdAt": created_at,
    }


def changes_of(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return what changed: each field with its value before and after."""
    told: dict[str, Any] = {}
    for field, change in changes.items():
        both: Mapping[str, Any] = cast("dict[str, Any]", change) if isinstance(change, dict) else {}
        told[_NAMES.get(field, _camel(field))] = {side: _value(field, both.get(side)) for side in ("before", "after")}
    return told


def _destination(value: object) -> dict[str, Any] | None:
    if not isinstance(value, str):
        return None
    scheme, _, rest = value.partition(":")
    kind = _TYPES.get(scheme)
    return {"type": kind, "value": rest} if kind else {"type": "link", "value": value}


def _value(field: str, value: object) -> object:
    if field == "destination":
        return _destination(value)
    if field == "folder" and isinstance(value, dict):  # its id here is none that h0p knows
        return cast("dict[str, Any]", value).get("name")
    # that rules and the like changed is told; their shape is ours alone
    return None if isinstance(value, dict) or _has_parts(value) else value


def _has_parts(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(one, dict | list) for one in cast("list[object]", value))


def _camel(name: str) -> str:
    return re.sub("_([a-z])", lambda found: found[1].upper(), name)
