"""Where the spool may lie: a file lock and an append are only whole on a disk of this computer."""

import os
import re
import sys
from pathlib import Path

from qrdesk.core.errors import CannotWrite

_NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs"})
_ESCAPE = re.compile(r"\\([0-7]{3})")  # how a blank in a path is written there


class NetworkDisk(CannotWrite):
    """The data folder is on a network disk."""

    code = "network_disk"


def check_local(folder: Path, mounts: Path = Path("/proc/mounts")) -> None:
    """Do nothing unless ``folder`` is known to be on a network disk; only Linux tells.

    Raises:
        NetworkDisk: recorded hits could be lost or counted twice there.
    """
    if sys.platform != "linux":
        return
    kind = _kind_of(folder.resolve(), mounts)
    if kind in _NETWORK:
        raise NetworkDisk(
            f"The folder {folder} is on a network disk ({kind}), where hits could get lost. Nothing was started. "
            "Set QRDESK_DATA_DIR to a folder on a disk of this computer."
        )


def _kind_of(folder: Path, mounts: Path) -> str:
    """Return the file system that ``folder`` is on, "" where that cannot be read. Source: proc_pid_mounts(5)."""
    kind, longest = "", -1
    try:
        lines = os.fsdecode(mounts.read_bytes()).splitlines()
    except OSError:
        return ""
    for line in lines:
        _, place, found, *_ = line.split(" ")
        place = _ESCAPE.sub(lambda octal: chr(int(octal[1], 8)), place)
        if folder.is_relative_to(place) and len(place) >= longest:  # of two on one place the later one counts
            kind, longest = found, len(place)
    return kind
