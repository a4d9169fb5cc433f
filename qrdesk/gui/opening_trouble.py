"""Why links could not be opened, in words for a person; what a driver said of it folds out."""

import re

from PySide6.QtCore import QCoreApplication

from qrdesk.core.errors import DatabaseCorrupt, DatabaseNewer, DatabaseUnreachable, Kind, QRDeskError
from qrdesk.gui import error_details, words

_ASIDE = re.compile(r"^([^/\\]*?) \((.*)\)\.(?=\s|$)", re.DOTALL)  # at a sentence's end; paths keep their brackets
_NO_ANSWER = "The database does not answer ("


def may_pass(error: Exception) -> bool:
    """Whether it is worth trying again by itself: a damaged file or one of a newer QRDesk stays what it is."""
    waits = isinstance(error, QRDeskError) and error.kind is Kind.UNAVAILABLE
    return waits and not isinstance(error, DatabaseNewer | DatabaseCorrupt)


def reason(error: Exception) -> str:
    """Return what happened, what was kept and what to do."""
    said = words.failure(error)
    if not isinstance(error, DatabaseUnreachable):
        return said
    plain = _ASIDE.sub(r"\1.", said)
    return f"{plain} {_nothing_changed()}" if str(error).startswith(_NO_ANSWER) else plain


def details(error: Exception) -> str:
    """Return what helps somebody to help, with what the driver said as it said it."""
    aside = _ASIDE.match(str(error)) if isinstance(error, DatabaseUnreachable) else None
    known = error_details.details(error)
    return f"{known}\n{aside[2]}" if aside is not None else known


def _nothing_changed() -> str:
    return QCoreApplication.translate(
        "OpeningTrouble",
        "Nothing was changed. See whether the computer it runs on is on and in reach: your links open as soon as it "
        "answers.",
    )
