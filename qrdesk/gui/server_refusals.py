"""Why our daemon did not start, in the words of the app: it says so for those who typed a command."""

import json
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

HELD = "already_serving"
PASSING = frozenset({"port_in_use", HELD})  # a daemon that is ending holds on for a moment
_OF_THE_SYSTEM = 1024  # ports below
_FOR_A_TERMINAL = frozenset({"start_failed", "usage"})


def refusal(lines: Iterable[str]) -> tuple[str, str]:
    """Return the code and the words of the error that a daemon wrote last; empty where it wrote none."""
    found = "", ""
    for line in lines:
        try:
            error = json.loads(line)["error"]
            found = str(error["code"]), str(error["message"])
        except (ValueError, TypeError, KeyError):
            continue  # what else it writes there
    return found


def in_words(code: str, said: str, kept: str) -> str:
    """Return what to say of it beneath the title; ``kept`` where it said nothing that a person could use."""
    return kept if not said or code in _FOR_A_TERMINAL else said


def taken(port: int) -> tuple[str, str]:
    """Return that another program holds the port."""
    title = _tr("Port {port} is used by another program").format(port=port)
    text = _tr(
        "Your links are kept. Close the other program and try again, or use another port. Codes that carry port {port} "
        "need this one."
    )
    return title, text.format(port=port)


def held() -> tuple[str, str]:
    """Return that another daemon has the database and does not let go of it; another port would not help."""
    title = _tr("Another QRDesk holds your links and does not answer")
    return title, _tr("Your links are kept. Close the other one, or start this computer anew, and try again.")


def not_allowed(port: int) -> tuple[str, str]:
    """Return that this account, or this computer, cannot serve there."""
    title = _tr("QRDesk cannot use port {port} on this computer").format(port=port)
    if port < _OF_THE_SYSTEM:
        return title, _tr("Your links are kept. Use another port, such as 8765: ports below 1024 belong to the system.")
    return title, _tr("Your links are kept. Use another port: this one is kept for something else on this computer.")


def _tr(said: str) -> str:
    return QCoreApplication.translate("ServerRefusals", said)
