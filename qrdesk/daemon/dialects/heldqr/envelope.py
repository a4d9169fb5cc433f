"""Refusals of Heldqr: one object, lists of sentences by field, and those only where a body fails (heldqr.md, 3)."""

from typing import Any

from qrdesk.daemon.dialects.refused import Envelope, Refused

_BY_STATUS = {
    401: "unauthorized",
    404: "not_found",
    422: "validation_failed",
    429: "rate_limited",
    500: "internal_error",
}
_BY_CODE = {"scope_missing": "forbidden"}
# What its documents print; other sentences are ours.
_PRINTED = {
    "unauthorized": "Missing or invalid bearer token.",
    "rate_limited": "Too many requests.",
    "idempotency_key_conflict": "Idempotency-Key was reused with a different request body.",
}


def _is_about_fields(refused: Refused) -> bool:
    return refused.status == 422 or (refused.status == 409 and bool(refused.field_errors))


def _status(refused: Refused) -> int:
    return 422 if _is_about_fields(refused) else refused.status


def _body(refused: Refused) -> dict[str, Any]:
    status = _status(refused)
    code = _BY_STATUS.get(status) or _BY_CODE.get(refused.code, refused.code)
    error: dict[str, Any] = {"code": code, "message": _PRINTED.get(code, refused.message)}
    if _is_about_fields(refused):
        error["field_errors"] = {name: [said] for name, said in refused.field_errors.items()}
    return {"error": error}


ENVELOPE = Envelope("heldqr", _status, _body)
