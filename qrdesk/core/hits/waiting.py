"""How much waits in the spool: what somebody wants to know who watches a server."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from qrdesk.core.hits import rows

_NOTHING_READ: Mapping[str, int] = MappingProxyType({})


class Waiting(NamedTuple):
    """Spool files, and the bytes in them that are not in the database yet."""

    files: int
    bytes: int


def read_offsets() -> dict[str, int]:
    """Return how many bytes of each spool file are in the database.

    Raises:
        DatabaseUnreachable: or one of its kinds.
    """
    return dict(rows.ask('SELECT file, "offset" FROM spool_offset').fetchall())


def look(folder: Path, offsets: Mapping[str, int] = _NOTHING_READ) -> Waiting:
    """Return what waits in ``folder``, which another process may be writing to and clearing at the same time.

    Without ``offsets`` all that lies there is counted, what is stored already and not removed yet included.
    """
    files = size = 0
    for path in folder.glob("*.log"):
        try:
            found = path.stat().st_size
        except OSError:  # removed while we looked
            continue
        files += 1
        size += max(0, found - offsets.get(path.name, 0))
    return Waiting(files, size)
