"""Refusals of Honopu. No error body is printed anywhere: this one serves most clients (contracts/honopu.md, 3)."""

from typing import Any

from qrdesk.daemon.dialects.refused import Envelope, Refused


def _status(refused: Refused) -> int:
    return 400 if refused.status == 422 else refused.status


def _body(refused: Refused) -> dict[str, Any]:
    body: dict[str, Any] = {"error": refused.message, "message": refused.message, "code": refused.code}
    return {**body, "fields": dict(refused.field_errors)} if refused.field_errors else body


ENVELOPE = Envelope("honopu", _status, _body)
