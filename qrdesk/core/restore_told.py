"""What is told of a restore: before it is done, and after."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qrdesk.core.restore_differences import Differences
from qrdesk.core.schemas.backups import Backup


@dataclass(frozen=True, slots=True)
class Preview:
    """What a restore would do. ``differences`` is None where there is no database now, or none that can be read."""

    backup: Backup
    newest_hit_at: datetime | None
    differences: Differences | None


@dataclass(frozen=True, slots=True)
class Restored:
    """A restore that was done. ``kept`` is what was there before; None where nothing was."""

    backup: Backup
    database: Path
    kept: Path | None
