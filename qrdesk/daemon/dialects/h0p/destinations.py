"""Where links and rules lead, as H0p says it: ``{type, value, threatTypes}``."""

from typing import Any

from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.rules import DestinationType

_TYPES = {
    "link": DestinationType.URL,
    "url": DestinationType.URL,
    "email": DestinationType.EMAIL,
    "mail": DestinationType.EMAIL,
    "phone": DestinationType.PHONE,
    "tel": DestinationType.PHONE,
}
_SCHEMES = {DestinationType.EMAIL: ("email", "mailto:"), DestinationType.PHONE: ("phone", "tel:")}


def shown(stored: str, kind: DestinationType) -> dict[str, Any]:
    """Return a destination as H0p has it. An app's own address is a link there; threats are refused, never kept."""
    name, scheme = _SCHEMES.get(kind, ("link", ""))
    return {"type": name, "value": stored.removeprefix(scheme), "threatTypes": None}


def read(sent: Any, field: str, before: dict[str, Any] | None = None) -> tuple[str, DestinationType] | None:
    """Return a destination and its type; None where it is the one ``before``, as it was shown.

    Raises:
        Invalid: it is none.
    """
    said = {"value": sent} if isinstance(sent, str) else sent
    if not isinstance(said, dict):
        raise Invalid.field(field, "This must be an object with “type” and “value”.")
    name, value = said.get("type") or "link", said.get("value")
    if not isinstance(name, str) or (kind := _TYPES.get(name.lower())) is None:
        raise Invalid.field(f"{field}.type", "This must be “link”, “email” or “phone”.")
    if not isinstance(value, str):
        raise Invalid.field(f"{field}.value", "This is needed: the address that it leads to.")
    same = before is not None and (name.lower(), value) == (before["type"], before["value"])
    return None if same else (value, kind)
