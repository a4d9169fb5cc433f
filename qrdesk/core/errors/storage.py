"""Files and databases that cannot be used."""

from qrdesk.core.errors.base import Kind, QRDeskError


class FilesUnreachable(QRDeskError):
    """The folder of files cannot be written: its disk is full, or somebody changed whose it is."""

    kind = Kind.UNAVAILABLE
    code = "files_unreachable"


class CannotWrite(QRDeskError):
    """A file or folder on this computer cannot be written."""

    kind = Kind.INVALID
    code = "cannot_write"


class CannotRead(QRDeskError):
    """A file on this computer cannot be read, or is not what it should be."""

    kind = Kind.INVALID
    code = "cannot_read"


class DatabaseUnreachable(QRDeskError):
    """The database cannot be opened or reached."""

    kind = Kind.UNAVAILABLE
    code = "database_unreachable"


class DatabaseLocked(DatabaseUnreachable):
    """Another program holds the database longer than we wait."""

    code = "database_locked"


class DatabaseCorrupt(DatabaseUnreachable):
    """The file is damaged, or is no database."""

    code = "database_corrupt"


class DatabaseNewer(DatabaseUnreachable):
    """The database was last written by a later version of QRDesk."""

    code = "database_newer"


class SecretKeyMissing(DatabaseUnreachable):
    """The secret key file beside the database is missing or belongs to another database."""

    code = "secret_key_missing"


class SecretKeyChanged(DatabaseUnreachable):
    """Another process gave the database a new secret key, and this one began with the key before it."""

    code = "secret_key_changed"
