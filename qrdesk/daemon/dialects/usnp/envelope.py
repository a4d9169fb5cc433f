"""Refusals of usnp.me, which is a FastAPI service: ``detail`` is a sentence, or a list of findings (usnp.md, 3)."""

from typing import Any

from qrdesk.daemon.dialects.refused import Envelope, Refused

_JSON = "bad_request"  # what FastAPI finds in a body that is no JSON is a finding like others


def _status(refused: Refused) -> int:
    return 422 if refused.code == _JSON or refused.status == 415 else refused.status


def _body(refused: Refused) -> dict[str, Any]:
    if refused.code == "plan_limit_reached":
        return {"detail": refused.message, **refused.details}
    if refused.status == 429:
        return {"error": refused.message, "detail": refused.message}
    if _status(refused) == 422:
        return {"detail": _findings(refused)}
    return {"detail": refused.message}


def _findings(refused: Refused) -> list[dict[str, Any]]:
    found = refused.field_errors or {"": refused.message}
    return [
        {"loc": ["body", *filter(None, name.split("."))], "msg": said, "type": "value_error"}
        for name, said in found.items()
    ]


ENVELOPE = Envelope("usnp", _status, _body)
