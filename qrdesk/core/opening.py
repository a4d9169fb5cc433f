"""Opening a database: connect, migrate after a backup, find its secret key, make the first workspace."""

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from qrdesk.core import database, ids, journal, secrets
from qrdesk.core.context import Actor
from qrdesk.core.errors import CannotWrite, DatabaseLocked, DatabaseUnreachable
from qrdesk.core.hits import pending
from qrdesk.core.migrations.run import is_pending, migrate
from qrdesk.core.public_url import Address, parse, require_certifiable
from qrdesk.core.secrets import SecretKey
from qrdesk.core.services import domains, facts, workspaces
from qrdesk.core.services.sealing import FINGERPRINT
from qrdesk.core.settings import Settings, default_database

_ID = "database_id"


@dataclass(frozen=True, slots=True)
class Opened:
    """A database ready for use. ``path`` is None for PostgreSQL."""

    url: str = field(repr=False)  # may hold a password
    path: Path | None
    data_dir: Path
    database_id: str
    secret: SecretKey
    owner: Actor
    backup: Path | None = None  # made because this start migrated the database

    @property
    def secret_key(self) -> bytes:
        """What stored secrets are sealed with, and all else is derived from that only this database may know."""
        return self.secret.key

    @property
    def spool(self) -> Path:
        """The folder of recorded hits: one for each database, where several share a data folder."""
        return self.data_dir / "spool" / self.database_id

    @property
    def files(self) -> Path:
        """The folder of the bytes of files: one for each database, too. It is made with the first file."""
        return self.data_dir / "files" / self.database_id


def open_database(url: str = "", settings: Settings | None = None, first_names: Sequence[str] = ()) -> Opened:
    """Open, and on first use create, the database of this process.

    In a new one, the workspace and its owner are called ``first_names``; English where there are none.

    Nothing is written where nothing is missing and the public address stays the same, so that reading goes on while
    another process writes. Sums that an update left to be counted anew are counted where that takes seconds; of many
    hits the background process does it.

    Raises:
        DatabaseUnreachable: or one of its kinds: locked, damaged, written by a newer version, key missing.
        CannotWrite: the data folder, or the backup before an update, cannot be made.
        Invalid, Conflict: the public address in the settings cannot be used.
    """
    settings = settings or Settings.load()
    if settings.public_url:
        parse(settings.public_url)  # before anything is made
    url, path, data_dir = _places_of(url, settings)
    database.connect(str(path) if path else url, busy_timeout_ms=settings.busy_timeout_ms)
    with database.scope():
        backup = migrate(path)
        _make_folder(data_dir)
        found = _Places(url, path, data_dir, settings.secret_store, backup)
        opened = _find(found)
        if opened is None:
            with database.write():
                database.hold_edits()  # two computers may begin at once: one of them finds what the other one made
                opened = _find(found) or _begin(found, first_names)
    if settings.public_url and _is_anywhere(opened):
        set_public_url(opened, settings.public_url)
    with contextlib.suppress(DatabaseLocked):  # somebody else is at work, perhaps at this; it stays asked for
        pending.count_if_few()
    return opened


def open_existing(url: str = "", settings: Settings | None = None) -> Opened:
    """Open a database as it is, to look at it: nothing is made, migrated or told to it.

    Raises:
        DatabaseUnreachable: there is none, it has never been used, or this version would have to update it first.
    """
    settings = settings or Settings.load()
    url, path, data_dir = _places_of(url, settings)
    if path is not None and not (path.exists() and (path.is_dir() or path.stat().st_size)):
        raise DatabaseUnreachable(f"There is no database at {path}. Nothing was made there.")
    database.connect(str(path) if path else url, busy_timeout_ms=settings.busy_timeout_ms)
    with database.scope():
        if is_pending():
            raise DatabaseUnreachable(
                f"{path or 'The PostgreSQL database'} is not up to date with this version of QRDesk. "
                "Any other command updates it, after a backup. Nothing was changed."
            )
        opened = _find(_Places(url, path, data_dir, settings.secret_store), mend=False)
    if opened is None:
        raise DatabaseUnreachable(f"{path or 'The PostgreSQL database'} has never been used. Nothing was changed.")
    return opened


def look_again(opened: Opened, settings: Settings) -> Opened:
    """Return the database that this process has open once more: all in it was replaced, as by a restore.

    Raises:
        DatabaseUnreachable: or one of its kinds: its secret key is missing, it has never been used.
    """
    with database.scope():
        found = _find(_Places(opened.url, opened.path, opened.data_dir, settings.secret_store, opened.backup))
    if found is None:
        raise DatabaseUnreachable(f"{opened.path or 'The PostgreSQL database'} has never been used.")
    return found


def _is_anywhere(opened: Opened) -> bool:
    """Say whether codes carry no address yet that others can reach.

    One that they do carry is changed on purpose only: by ``serve`` or in the app, never by a variable that was set
    while somebody looked at a link.
    """
    with database.scope():
        present = domains.find_default(opened.owner.workspace_id)
        return present is None or Address(present.scheme, present.host).local


def set_public_url(opened: Opened, text: str) -> None:
    """Make ``text`` the address that new codes carry. Empty, or the present address: nothing is written.

    Raises:
        Invalid: it is no http(s) address, has a path, or a name that nobody gives a certificate to.
        Conflict: it belongs to another workspace, or links lead there.
    """
    if not text:
        return
    address = parse(text)
    with database.scope():
        workspace_id, now = opened.owner.workspace_id, datetime.now(UTC)
        if not domains.is_default(workspace_id, address):
            require_certifiable(address)
            with database.write():
                before = domains.find_default(workspace_id)
                told = {"url": (before and Address(before.scheme, before.host).url, address.url)}
                made = domains.make_default(workspace_id, address, now)
                subject = journal.Subject(made.public_id, made.host)
                journal.write(workspace_id, "domain.made_default", told, at=now, subject=subject)


def _places_of(url: str, settings: Settings) -> tuple[str, Path | None, Path]:
    url = url or settings.database or default_database()
    path = None if database.is_postgres(url) else database.sqlite_path(url).absolute()
    return url, path, data_dir_of(url, settings)


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a database and what belongs to it lies."""

    url: str
    path: Path | None
    data_dir: Path
    secret_store: str
    backup: Path | None = None


def _find(at: _Places, *, mend: bool = True) -> Opened | None:
    """Return the database if it has been in use; None where something is still to be made."""
    if (fingerprint := facts.find(FINGERPRINT)) is None or (database_id := facts.find(_ID)) is None:
        return None
    if (owner := workspaces.find_owner()) is None:
        return None
    secret = secrets.load(at.data_dir, fingerprint, at.secret_store, mend=mend)
    return Opened(at.url, at.path, at.data_dir, database_id, secret, owner, at.backup)


def _begin(at: _Places, first_names: Sequence[str]) -> Opened:
    secret = secrets.load(at.data_dir, facts.find(FINGERPRINT), at.secret_store)
    facts.remember(FINGERPRINT, secret.fingerprint)
    database_id = facts.find(_ID) or facts.remember(_ID, ids.mint_uuid())
    owner = workspaces.find_owner() or workspaces.make_owner(*first_names)
    return Opened(at.url, at.path, at.data_dir, database_id, secret, owner, at.backup)


def data_dir_of(url: str, settings: Settings) -> Path:
    """Return the folder of spool, files and secret key: beside the database file unless set otherwise."""
    if settings.data_dir:
        return Path(settings.data_dir).expanduser().absolute()
    if not database.is_postgres(url):
        path = database.sqlite_path(url).absolute()
        return path.with_name(path.name + ".d")
    name = hashlib.sha256(url.rpartition("@")[2].encode()).hexdigest()[:12]
    return Path(platformdirs.user_data_dir("qrdesk", appauthor=False)) / f"postgresql-{name}.d"


def _make_folder(data_dir: Path) -> None:
    try:
        for folder in (data_dir, data_dir / "spool"):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as fault:
        raise CannotWrite(f"The folder {data_dir} cannot be made: {fault.strerror}.") from fault
