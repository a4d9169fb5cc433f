"""Where the command line notes faults: in a file, and never on the terminal."""

import logging
import logging.handlers
import secrets
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

_MOST_BYTES = 1 << 20


def log_file() -> Path:
    """Return the file that faults of the command line are noted in."""
    return Path(platformdirs.user_log_dir("qrdesk", appauthor=False)) / "qrdesk.log"


class _QuietFile(logging.handlers.RotatingFileHandler):
    """Makes the file with its first line; one that cannot be written keeps the fault to itself."""

    def __init__(self) -> None:
        super().__init__(log_file(), maxBytes=_MOST_BYTES, backupCount=3, encoding="utf-8", delay=True)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        try:
            Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return  # nowhere to write: the id that is said at least tells one report from another
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging calls it so
        """Do nothing: logging would print a traceback."""


@contextmanager
def noted() -> Generator[None]:
    """Have what QRDesk logs meanwhile written to the file, and nothing of it to the terminal."""
    log, handler = logging.getLogger("qrdesk"), _QuietFile()
    went_on = log.propagate
    log.addHandler(handler)
    log.propagate = False  # with no handler at all, Python prints warnings, tracebacks and all
    try:
        yield
    finally:
        log.propagate = went_on
        log.removeHandler(handler)
        handler.close()


def note(fault: Exception) -> str:
    """Note a fault in the file; return the id it has there."""
    fault_id = secrets.token_hex(4)
    with noted():
        logging.getLogger("qrdesk.cli").error("fault %s", fault_id, exc_info=fault)
    return fault_id
