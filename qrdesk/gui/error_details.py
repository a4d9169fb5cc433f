"""What helps somebody to help with one failure, for the fold of its note: names and numbers, no words of a person."""

import re
from datetime import UTC, datetime

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication

from qrdesk.core.errors import QRDeskError

_FIELD = re.compile(r"[A-Za-z0-9_.\[\]-]{1,80}")  # as programs spell one; what else a server says is not repeated
_MOST_FIELDS = 8


def _tr(words: str) -> str:
    return QCoreApplication.translate("ErrorDetails", words)


def details(error: Exception) -> str:
    """Return code, fields, request and time of ``error``, a line each; of one that no one foresaw, its kind."""
    if not isinstance(error, QRDeskError):
        code, fields, request = type(error).__name__, _typed(error), ""
    else:
        code, fields, request = error.code, list(error.field_errors), error.request_id
    lines = [_tr("Error: {code}").format(code=code)]
    lines += [_tr("Field: {name}").format(name=name) for name in fields[:_MOST_FIELDS] if _FIELD.fullmatch(name)]
    if request:
        lines.append(_tr("Request: {number}").format(number=request))
    lines.append(_tr("Time: {time} UTC").format(time=f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}"))
    return "\n".join(lines)


def _typed(error: Exception) -> list[str]:
    if not isinstance(error, ValidationError):
        return []
    return [".".join(map(str, one["loc"])) for one in error.errors(include_input=False, include_context=False)]
