"""Faults of ours, whatever thread or slot they come from: to the log under a number, remembered, said, never shown."""

import contextlib
import logging
import secrets
import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

LOG = "desktop.log"  # in the folder of what the window remembers
_KEPT = 20
_NUMBER = "fault_id"  # of a record of the log
_QUIET = ("propagateSizeHints", "This plugin does not support")  # what offscreen screens say of themselves
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

_log = logging.getLogger(__name__)
_of_qt = logging.getLogger("qrdesk.qt")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault without its words, which may hold what somebody typed: its number, its kind and where it was."""

    number: str
    at: datetime
    kind: str
    where: str


class Faults(QObject):
    """Remembers what went wrong; ``noted`` says each on the thread of the app."""

    noted = Signal(str)  # its number

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: deque[Fault] = deque(maxlen=_KEPT)
        self._lock = threading.Lock()
        self._listener = _Listener(self._remember)
        logging.getLogger("qrdesk").addHandler(self._listener)

    def known(self) -> list[Fault]:
        """Return the last ones, oldest first."""
        with self._lock:
            return list(self._known)

    def close(self) -> None:
        """Listen no longer."""
        logging.getLogger("qrdesk").removeHandler(self._listener)

    def _remember(self, record: logging.LogRecord) -> None:
        fault = _fault(record)
        if fault is None:
            return
        with self._lock:
            told = any(known.where == fault.where and known.kind == fault.kind for known in self._known)
            self._known.append(fault)
        if not told:  # what happens again and again is said once
            self.noted.emit(fault.number)


class _Listener(logging.Handler):
    """Hands on what is logged as an error with its trace; a fault in here does no harm."""

    def __init__(self, heard: Callable[[logging.LogRecord], None]) -> None:
        super().__init__(logging.ERROR)
        self._heard = heard
        self._busy = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info is None or getattr(self._busy, "now", False):
            return
        self._busy.now = True
        with contextlib.suppress(Exception):  # a fault in telling of a fault: the log has the first one
            self._heard(record)
        self._busy.now = False


def catch() -> Callable[[], None]:
    """From now on no fault of a slot, a thread or an ending object is shown as a traceback; return what ends that."""
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    sys.excepthook, threading.excepthook, sys.unraisablehook = _caught, _caught_in_thread, _caught_ending
    said_before: Any = qInstallMessageHandler(_said_by_qt)

    def release() -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before
        qInstallMessageHandler(said_before)

    return release


def _caught(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    _note(kind, fault, trace)


def _caught_in_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        _note(told.exc_type, told.exc_value, told.exc_traceback)


def _caught_ending(told: Any) -> None:
    if told.exc_value is not None:
        _note(told.exc_type, told.exc_value, told.exc_traceback)


def _note(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    number = secrets.token_hex(4)
    with contextlib.suppress(Exception):  # the log itself is broken: there is nobody left to tell
        _log.error("fault %s", number, exc_info=(kind, fault, trace), extra={_NUMBER: number})


def _said_by_qt(kind: QtMsgType, context: QMessageLogContext, said: str | None) -> None:
    if said and not any(quiet in said for quiet in _QUIET):
        _of_qt.log(_LEVELS.get(kind, logging.WARNING), "%s", said[:2000])


def _fault(record: logging.LogRecord) -> Fault | None:
    if record.exc_info is None or record.exc_info[0] is None:
        return None
    kind, _, trace = record.exc_info
    number = str(getattr(record, _NUMBER, "")) or secrets.token_hex(4)
    return Fault(number, datetime.now(UTC), kind.__name__, _where(trace))


def _where(trace: TracebackType | None) -> str:
    """Return the last place of ours that a fault went through, as ``pages/links.py:120``."""
    places = [f"{_ours(step.filename)}:{step.lineno}" for step in extract_tb(trace) if _ours(step.filename)]
    return places[-1] if places else ""


def _ours(path: str) -> str:
    parts = Path(path).parts
    return "/".join(parts[parts.index("qrdesk") + 1 :]) if "qrdesk" in parts else ""
