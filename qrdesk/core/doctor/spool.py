"""Hits on their way into the database: how many wait, and for how long."""

import contextlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from qrdesk.core.doctor.finding import Case, Said, good, spell, warning
from qrdesk.core.hits import waiting
from qrdesk.core.hits.ingest import REFUSED

_MUCH = 50 * 1024 * 1024  # bytes: about 200,000 hits that nobody has read
_LONG = timedelta(minutes=2)  # the drain comes by several times a second


def look_at_spool(case: Case) -> Said:
    """Look at what is in the files and not in the database."""
    folder, offsets = case.opened.spool, waiting.read_offsets()
    lying = waiting.look(folder, offsets)
    if lying.bytes > _MUCH:
        return warning(
            f"{lying.bytes:,} bytes of hits wait to be counted. Is the daemon running? Its log daemon.log says what "
            "keeps it."
        )
    oldest = _oldest(folder, offsets)
    if oldest is not None and case.now - oldest > _LONG:
        return warning(
            f"Hits have been waiting for {spell(case.now - oldest)} to be counted. They are safe, and counted once "
            "qrdesk serve runs on this database; if it does, its log daemon.log says what keeps it."
        )
    refused = folder.parent / REFUSED
    if refused.exists():
        return warning(
            f"{refused} has hits that the database did not take, {refused.stat().st_size:,} bytes of them. They are "
            "not counted: keep the file, and report it with the log."
        )
    return good(f"{lying.bytes:,} bytes on their way into the database.")


def _oldest(folder: Path, offsets: dict[str, int]) -> datetime | None:
    """Return when the longest untouched file was written last that has hits nobody has read."""
    found: list[float] = []
    for path in folder.glob("*.log"):
        with contextlib.suppress(OSError):  # removed while we looked
            status = path.stat()
            if status.st_size > offsets.get(path.name, 0):
                found.append(status.st_mtime)
    return datetime.fromtimestamp(min(found), UTC) if found else None
