"""What is said of an edit that met another: what somebody else made of the same fields, in the words of the pages.

Links have a panel of their own to choose in (``pages/link_conflict.py``), looks another (``pages/studio_meeting.py``).
"""

from typing import Any

from PySide6.QtCore import QCoreApplication

from qrdesk.client.meeting import Overtaken
from qrdesk.gui.pages.activity_words import field_name, value

_UNSAID = frozenset({"design", "content"})  # seen rather than read, and a password may be in there


def told(error: Overtaken) -> str:
    """Return a sentence for a person."""
    said = QCoreApplication.translate(
        "Meeting",
        "Somebody else changed the same meanwhile, so nothing was saved. Theirs: {fields}. What you typed stays: "
        "save again to put it in the place of theirs.",
    )
    return said.format(fields="; ".join(_said(name, one) for name, one in error.met.items()))


def _said(name: str, theirs: Any) -> str:
    return field_name(name) if name in _UNSAID else f"{field_name(name)}: {value(name, theirs)}"
