"""What "Put back" puts back, in words: the value itself where it is one, all of it in the tooltip."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from qrdesk.client import restoring
from qrdesk.core.schemas.audit import AuditView
from qrdesk.gui.pages import activity_words

_HEAD, _TAIL = 8, 15  # letters that stay of a long value: addresses differ at their end
_BY_ID = frozenset({"folder", "folders", "links", "default_design"})  # nobody knows a thing by that


def button_words(entry: AuditView, usual: str) -> str:
    """Return what the button says: the value that returns, shortened; ``usual`` where it is no single short one."""
    values = _values(entry)
    if len(values) != 1:
        return usual
    [(name, value)] = values.items()
    if name in _BY_ID or not isinstance(value, str | int | None) or isinstance(value, bool):
        return usual
    shown = activity_words.value(name, value)
    if shown == activity_words.NOTHING:
        return _tr("Make it empty again")
    return usual if "\n" in shown else _tr("Put back “{value}”").format(value=_short(shown))


def whole(entry: AuditView) -> str:
    """Return every field that returns, with its value; empty where an action is undone and no field."""
    said = _tr("{field}: {value}")
    return "\n".join(
        said.format(field=activity_words.field_name(name), value=activity_words.value(name, value))
        for name, value in _values(entry).items()
    )


def _values(entry: AuditView) -> Mapping[str, Any]:
    known = restoring.fields_of(entry)
    return {name: values[0] for name, values in entry.changes.items() if name in known and values}


def _short(value: str) -> str:
    return value if len(value) <= _HEAD + _TAIL + 1 else f"{value[:_HEAD]}…{value[-_TAIL:]}"


def _tr(said: str) -> str:
    return QCoreApplication.translate("ActivityBack", said)
