"""Who serves a database: one daemon at a time holds the lock in its data folder and says there where it answers."""

import contextlib
import json
import os
import time
from pathlib import Path
from typing import Any

from qrdesk.core.errors import CannotWrite, Kind, QRDeskError
from qrdesk.core.hits.locking import DAEMON_LOCK, try_lock

_NOTE = "daemon.json"
_AGAIN_S = 0.1


class AlreadyServing(QRDeskError):
    """Another daemon serves this database."""

    kind = Kind.CONFLICT
    code = "already_serving"

    def __init__(self, note: dict[str, Any] | None) -> None:
        where = f"at {note['url']} (process {note['pid']})" if note else "and is just starting"
        super().__init__(f"QRDesk already serves this database {where}. Use that one, or stop it first.")


class Claim:
    """The right to serve the database of one data folder. It ends with the process, however that ends."""

    def __init__(self, data_dir: Path, *, patience_s: float = 0) -> None:
        """Take the lock; where another daemon holds it, ask again for so long.

        Raises:
            AlreadyServing: another daemon holds it; the message says where it answers.
            CannotWrite: the folder cannot be written.
        """
        self._note = data_dir / _NOTE
        try:
            self._fd = os.open(data_dir / DAEMON_LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as fault:
            raise CannotWrite(f"The folder {data_dir} cannot be written: {fault.strerror}.") from fault
        give_up_at = time.monotonic() + patience_s
        while not try_lock(self._fd):
            if time.monotonic() >= give_up_at:
                os.close(self._fd)
                raise AlreadyServing(read_note(data_dir))
            time.sleep(_AGAIN_S)
        self.after_crash = self._note.exists()  # the last daemon had no time to take its note away

    def publish(self, note: dict[str, Any]) -> None:
        """Write where this daemon answers, whole or not at all."""
        new = self._note.with_suffix(".json.new")
        new.write_text(json.dumps(note), encoding="utf-8")
        new.replace(self._note)

    def release(self) -> None:
        """Take the note away and let go of the lock."""
        with contextlib.suppress(OSError):
            self._note.unlink(missing_ok=True)
        os.close(self._fd)


def read_note(data_dir: Path) -> dict[str, Any] | None:
    """Return what the daemon of this data folder wrote about itself; None where there is nothing to read.

    After a crash the note stays behind: whether the daemon answers is for its ``/healthz`` to say.
    """
    try:
        note = json.loads((data_dir / _NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return note if isinstance(note, dict) and {"url", "pid"} <= note.keys() else None
