"""A new secret key for a database, and all that is sealed in it sealed anew. Nothing is lost wherever this breaks off.

First the new key is kept beside the old one, then one transaction seals everything anew and says which key it is now.
Whoever opens the database before it ends finds the old key, and whoever does so afterwards the new one.
"""

import os
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from qrdesk.core import database, journal, secrets
from qrdesk.core.context import Origin
from qrdesk.core.errors import CannotWrite, Conflict, SecretKeyChanged
from qrdesk.core.hits.locking import DAEMON_LOCK, try_lock
from qrdesk.core.opening import Opened, open_existing
from qrdesk.core.services import audit, facts, sealing
from qrdesk.core.settings import Settings


@dataclass(frozen=True, slots=True)
class Rotated:
    """What came of it.

    Attributes:
        place: the file that holds the new key; None for the keyring.
        sealed: how many secrets were sealed anew.
        unreadable: how many could not be read with the key from before; they are as they were.
        said: why the key is not where it was to be; empty if it is.
    """

    place: Path | None
    sealed: int
    unreadable: int
    said: str = ""


def rotate_secret_key(url: str = "", settings: Settings | None = None, *, forget_older: bool = False) -> Rotated:
    """Replace the secret key of a database that nobody serves; with ``forget_older`` those before it are taken away.

    Raises:
        DatabaseUnreachable: there is none, or it cannot be written.
        Conflict: it is being served.
        CannotWrite: the new key cannot be kept. Nothing was changed.
    """
    settings = settings or Settings.load()
    data_dir = open_existing(url, settings).data_dir
    with _unserved(data_dir):
        rotated = _rotate(open_existing(url, settings), settings.secret_store)
        if forget_older:
            current = open_existing(url, settings).secret  # only what surely opens it may outlive the others
            secrets.forget_older(data_dir, current)
    return rotated


def _rotate(opened: Opened, store: str) -> Rotated:
    keys = (secrets.make(), opened.secret.key, *opened.secret.older)
    place = secrets.keep(opened.data_dir, keys, store)
    with database.scope(), database.write():
        if facts.find(sealing.FINGERPRINT) != opened.secret.fingerprint:
            raise SecretKeyChanged("Somebody else is replacing the secret key. Nothing was changed here.")
        sealed, unreadable = sealing.seal_anew(keys)
        _note(opened)
    said = secrets.why_no_keyring() if store == secrets.KEYRING and place is not None else ""
    return Rotated(place, sealed, unreadable, said)


def _note(opened: Opened) -> None:
    """Say it in the audit log of whoever sits at the database."""
    writer = audit.writer_of(replace(opened.owner, origin=Origin("cli")))
    now, workspace_id = datetime.now(UTC), opened.owner.workspace_id
    journal.write(workspace_id, "secret_key.rotated", {}, at=now, writer=writer, subject=journal.Subject())


@contextmanager
def _unserved(data_dir: Path) -> Generator[None]:
    """Hold what a daemon holds while it serves: its processes would go on with the key they began with."""
    try:
        fd = os.open(data_dir / DAEMON_LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as fault:
        raise CannotWrite(f"The folder {data_dir} cannot be written: {fault.strerror}.") from fault
    try:
        if not try_lock(fd):
            raise Conflict("QRDesk serves this database. Stop it first: it works with the key it began with.")
        yield
    finally:
        os.close(fd)
