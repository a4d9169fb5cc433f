"""Refusals of usnp.me, which is a FastAPI service: ``detail`` is a sentence, or a list of findings (usnp.md, 3)."""

from typing import Any

from qrdesk.core.errors import Invalid
from qrdesk.daemon.dialects.refused import Envelope, Refused

_JSON = "bad_request"  # what FastAPI finds in a body that is no JSON is a finding like others
_USED_UP = "Monthly link creation limit reached"  # as its documents print it
_PLACES = frozenset({"body", "query", "path"})


class Missing(Invalid):
    """A field that has to be there is not."""

    code = "missing"


_TYPES = {Missing.code: "missing", _JSON: "json_invalid"}


def _status(refused: Refused) -> int:
    return 422 if (refused.status, refused.code) == (400, _JSON) or refused.status == 415 else refused.status


def _body(refused: Refused) -> dict[str, Any]:
    if refused.code == "plan_limit_reached":
        return {"detail": _USED_UP, **refused.details}
    if refused.status == 429:
        return {"error": refused.message, "detail": refused.message}
    if _status(refused) == 422:
        return {"detail": _findings(refused)}
    return {"detail": refused.message}


def _findings(refused: Refused) -> list[dict[str, Any]]:
    found = refused.field_errors or {"": refused.message}
    kind = _TYPES.get(refused.code, "value_error")
    return [{"loc": _place(name), "msg": said, "type": kind} for name, said in found.items()]


def _place(name: str) -> list[str | int]:
    """Return where a field is: ``webhooks.0`` in the body, ``query.scale`` in the query string."""
    parts: list[str | int] = [int(part) if part.isdecimal() else part for part in name.split(".") if part]
    return parts if parts and parts[0] in _PLACES else ["body", *parts]


ENVELOPE = Envelope("usnp", _status, _body)
