"""Refusals of H0p: its codes are printed, its body is not; this one has both likely shapes (h0p.md, 3)."""

from typing import Any

from qrdesk.daemon.dialects.refused import Envelope, Refused

_BY_CODE = {
    "scope_missing": "ACTION_NOT_ALLOWED",
    "plan_limit_reached": "PLAN_LIMIT_REACHED",
    "feature_not_available": "FEATURE_NOT_AVAILABLE",
}
_BY_STATUS = {
    400: "VALIDATION_ERROR",
    401: "UNAUTHORIZED",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    409: "ALREADY_EXIST",
    413: "PAYLOAD_TOO_LARGE",
    415: "UNSUPPORTED_MEDIA_TYPE",
    429: "TOO_MANY_REQUESTS",
    503: "SERVICE_UNAVAILABLE",
}


def _status(refused: Refused) -> int:
    return 400 if refused.status == 422 else refused.status


def _body(refused: Refused) -> dict[str, Any]:
    status = _status(refused)
    code = _BY_CODE.get(refused.code) or _BY_STATUS.get(status, "INTERNAL_SERVER_ERROR")
    said: dict[str, Any] = {"code": code, "message": refused.message}
    if refused.field_errors:
        said["fields"] = dict(refused.field_errors)
    return {**said, "error": said, "statusCode": status}


ENVELOPE = Envelope("h0p", _status, _body)
