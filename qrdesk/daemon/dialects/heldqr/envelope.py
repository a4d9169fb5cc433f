"""Refusals of Heldqr: one object, lists of sentences by field, and those only where a body fails (heldqr.md, 3)."""

from typing import Any

from qrdesk.daemon.dialects.refused import Envelope, Refused

_CODES = {401: "unauthorized", 404: "not_found", 422: "validation_failed", 429: "rate_limited", 500: "internal_error"}


def _is_about_fields(refused: Refused) -> bool:
    return refused.status == 422 or (refused.status == 409 and bool(refused.field_errors))


def _status(refused: Refused) -> int:
    return 422 if _is_about_fields(refused) else refused.status


def _body(refused: Refused) -> dict[str, Any]:
    status = _status(refused)
    error: dict[str, Any] = {"code": _CODES.get(status, refused.code), "message": refused.message}
    if _is_about_fields(refused):
        error["field_errors"] = {name: [said] for name, said in refused.field_errors.items()}
    return {"error": error}


ENVELOPE = Envelope("heldqr", _status, _body)
