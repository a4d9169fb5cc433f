"""What the daemon logs, and where."""

import logging
import logging.handlers
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from qrdesk.core.settings import Settings

_BYTES = 5 << 20
_FILES = 3

_log = logging.getLogger(__name__)
# At DEBUG it logs each statement with its values: the salts of visitors, and all else that goes into the database.
logging.getLogger("peewee").setLevel(logging.INFO)


def level_of(settings: Settings) -> int:
    """Return the level the settings name; INFO for a word that is none."""
    return logging.getLevelNamesMapping().get(settings.log_level.upper(), logging.INFO)


@contextmanager
def logging_to(data_dir: Path, level: int) -> Generator[None]:
    """Log to standard error and to ``daemon.log`` in the data folder, as long as the daemon runs."""
    logger = logging.getLogger("qrdesk")
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    try:
        file = data_dir / "daemon.log"
        handlers.append(
            logging.handlers.RotatingFileHandler(file, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8")
        )
    except OSError as fault:
        _log.warning("There will be no daemon.log: %s.", fault.strerror)
    for handler in handlers:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
    before = logger.level
    logger.setLevel(level)
    try:
        yield
    finally:
        logger.setLevel(before)
        for handler in handlers:
            logger.removeHandler(handler)
            handler.close()
