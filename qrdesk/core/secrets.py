"""The secret key beside the database: made once, never remade, and proven to belong to it."""

import contextlib
import hashlib
import hmac
import os
import secrets as randomness
from pathlib import Path

from cryptography.fernet import Fernet

from qrdesk.core.errors import CannotWrite, SecretKeyMissing

FILE_NAME = "secret.key"


def load(data_dir: Path, fingerprint: str | None) -> tuple[bytes, str]:
    """Return the key and its fingerprint; a database without a fingerprint gets a new key.

    Raises:
        SecretKeyMissing: the database expects a key, and the file is missing or another one.
        CannotWrite: the data folder cannot be written.
    """
    path = data_dir / FILE_NAME
    if fingerprint is None and not path.exists():
        _create(path)
    try:
        key = path.read_bytes().strip()
    except OSError as fault:
        raise SecretKeyMissing(
            f"The secret key {path} cannot be read. Put it back from a backup; without it stored secrets are lost."
        ) from fault
    try:
        Fernet(key)
    except ValueError as fault:
        raise SecretKeyMissing(f"The secret key {path} is damaged. Put it back from a backup.") from fault
    found = hashlib.sha256(b"qrdesk secret key\0" + key).hexdigest()
    if fingerprint is not None and found != fingerprint:
        raise SecretKeyMissing(f"The secret key {path} belongs to another database. Put the right one back.")
    return key, found


def _create(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{path.name}.{randomness.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(Fernet.generate_key())
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):  # another process was first: its key holds
            os.link(draft, path)
        draft.unlink()
    except OSError as fault:
        raise CannotWrite(f"The folder {path.parent} cannot be written: {fault.strerror}.") from fault


def derive(key: bytes, label: str) -> bytes:
    """Return a key of 32 bytes for the one purpose that ``label`` names; it says nothing about others, nor ``key``."""
    return hmac.digest(key, f"qrdesk {label}".encode(), "sha256")


def seal(key: bytes, secret: str) -> str:
    """Return ``secret`` encrypted for the database."""
    return Fernet(key).encrypt(secret.encode()).decode("ascii")
