"""The secret key of a database: made once, never remade unasked, and proven to belong to it.

It lies in a file of the data folder, or in the keyring of the account, with those it took the place of: a backup of the
database from before opens with the key of its time, which is found by the fingerprint that the database keeps.
"""

import contextlib
import hashlib
import hmac
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from qrdesk.core import keyring, live_files, secret_files
from qrdesk.core.errors import CannotRead, CannotWrite, SecretKeyMissing
from qrdesk.core.settings import STORES

FILE_NAME = "secret.key"
FILE, KEYRING = STORES
_REPLACE = "If one of them may have read it, make a new one: qrdesk secrets rotate."
_MOST_BESIDE = 100_000  # bytes of a file of keys
_MOST_KEPT = 20  # Windows keeps no longer texts
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SecretKey:
    """A secret key, and where it was found: in the file ``place``, or in the keyring.

    ``older`` are keys it took the place of. ``said`` is what a person should know of the place; empty if all is well.
    """

    key: bytes = field(repr=False)
    fingerprint: str
    place: Path | None
    older: tuple[bytes, ...] = field(default=(), repr=False)
    said: str = ""


def load(data_dir: Path, fingerprint: str | None, store: str = FILE, *, mend: bool = True) -> SecretKey:
    """Return the secret key of a database; one without a fingerprint gets a new key.

    Args:
        data_dir: the folder with the file, if it is in one.
        fingerprint: what the database keeps of its key.
        store: where a new key goes, and where it is looked for first.
        mend: whether a file that others can read is made private.

    Raises:
        SecretKeyMissing: the database expects a key, and there is none or another one.
        CannotWrite: the data folder cannot be written.
    """
    path = data_dir / FILE_NAME
    if fingerprint is None and not path.exists():
        if store == KEYRING and (made := _in_keyring_anew()):
            return made
        secret_files.create(path, Fernet.generate_key())
    if store == KEYRING and fingerprint and (found := _find_in_keyring(fingerprint)):
        return found
    try:
        key, older = _read(path, fingerprint)
    except SecretKeyMissing:
        if store == FILE and fingerprint and (found := _find_in_keyring(fingerprint)):
            return found
        raise
    return SecretKey(key, fingerprint_of(key), path, older, _what_to_say(path, store, mend=mend))


def fingerprint_of(key: bytes) -> str:
    """Return what a database keeps of its key: enough to know it again, and no more."""
    return hashlib.sha256(b"qrdesk secret key\0" + key).hexdigest()


def make() -> bytes:
    """Return a new key."""
    return Fernet.generate_key()


def keep(data_dir: Path, keys: Sequence[bytes], store: str) -> Path | None:
    """Keep a new key with those it is to take the place of; return the file, or None for the keyring.

    Raises:
        CannotWrite: the file cannot be written. Nothing has changed.
    """
    if store == KEYRING and _put_into_keyring(keys[:_MOST_KEPT]):
        return None
    path = data_dir / FILE_NAME
    for left in data_dir.glob(f".{FILE_NAME}.*"):  # by one that was killed as it wrote
        left.unlink(missing_ok=True)
    there = _keys_in(path) if path.exists() else []
    kept = [*keys, *(key for key in there if key not in keys)]
    secret_files.replace(path, b"\n".join(kept) + b"\n")
    return path


def save_copy(secret: SecretKey, path: Path) -> None:
    """Write a key, with the older ones, to a file of the owner's alone: for a restore on another computer.

    Raises:
        CannotWrite: it cannot be written, is a file of the open database, or holds the key of another one; it is as it
            was.
    """
    live_files.refuse_writing(path)
    ours, there = (secret.key, *secret.older), _keys_in_file(path)
    if there and not set(ours) & set(there):
        raise CannotWrite(f"{path.name} holds the key of another database, and stays as it is. Choose another name.")
    secret_files.replace(path, b"\n".join(dict.fromkeys((*ours, *there))) + b"\n")


def beside(path: Path) -> list[bytes]:
    """Return the keys saved beside a backup: in a file of its name with ``.key``, or in ``secret.key``."""
    found: list[bytes] = []
    for place in (path.with_suffix(".key"), path.with_name(FILE_NAME)):
        with contextlib.suppress(CannotRead, OSError):
            found += _keys_in_file(place)
    return found


def _keys_in_file(path: Path) -> list[bytes]:
    # what is no file, such as a pipe, may be waited for without end
    return _keys_of(live_files.read(path, _MOST_BESIDE)) if path.is_file() else []


def is_in_keyring(key: bytes) -> bool:
    """Say whether the keyring has this key under its own name."""
    return _find_in_keyring(fingerprint_of(key)) is not None


def forget_in_keyring(key: bytes) -> None:
    """Take a key out of the keyring, with those that are kept with it."""
    keyring.forget(_name(fingerprint_of(key)))


def forget_older(data_dir: Path, current: SecretKey) -> None:
    """Take away the keys that ``current`` took the place of, wherever they are. What they sealed is lost.

    Raises:
        CannotWrite: the file cannot be written.
    """
    path = data_dir / FILE_NAME
    if current.place is not None:
        secret_files.replace(path, current.key + b"\n")
    else:
        _put_into_keyring([current.key])
        try:
            path.unlink(missing_ok=True)
        except OSError as fault:
            raise CannotWrite(f"{path} cannot be removed: {fault.strerror}.") from fault
    for older in current.older:
        keyring.forget(_name(fingerprint_of(older)))


def why_no_keyring() -> str:
    """Return why a key did not go into the keyring, as the end of a sentence."""
    return keyring.why_not() or "the keyring did not take it"


def derive(key: bytes, label: str) -> bytes:
    """Return a key of 32 bytes for the one purpose that ``label`` names; it says nothing about others, nor ``key``."""
    return hmac.digest(key, f"qrdesk {label}".encode(), "sha256")


def seal(key: bytes, secret: str) -> str:
    """Return ``secret`` encrypted for the database."""
    return Fernet(key).encrypt(secret.encode()).decode("ascii")


def unseal(key: bytes, sealed: str) -> str:
    """Return what was sealed with this key.

    Raises:
        SecretKeyMissing: it was sealed with another one, or is damaged.
    """
    try:
        return Fernet(key).decrypt(sealed.encode("ascii", "replace")).decode()
    except InvalidToken as fault:
        raise SecretKeyMissing("A stored secret was sealed with another secret key, or is damaged.") from fault


def reseal(keys: Sequence[bytes], sealed: bytes) -> bytes | None:
    """Return ``sealed`` sealed with the first of ``keys``; None if none of them opens it."""
    try:
        return MultiFernet([Fernet(key) for key in keys]).rotate(sealed)
    except InvalidToken:
        return None


def _read(path: Path, fingerprint: str | None) -> tuple[bytes, tuple[bytes, ...]]:
    """Return the key of this fingerprint in the file, and the other ones in it; without a fingerprint the first."""
    try:
        keys = _keys_in(path)
    except OSError as fault:
        raise SecretKeyMissing(
            f"The secret key {path} cannot be read, and it is not in the keyring of this account. "
            "Put it back from a backup, or copy it from another computer that serves this database; "
            "without it stored secrets are lost."
        ) from fault
    if not keys:
        raise SecretKeyMissing(f"The secret key {path} is damaged. Put it back from a backup.")
    fitting = [key for key in keys if fingerprint in (None, fingerprint_of(key))]
    if not fitting:
        raise SecretKeyMissing(f"The secret key {path} belongs to another database. Put the right one back.")
    return fitting[0], tuple(key for key in keys if key != fitting[0])


def _keys_in(path: Path) -> list[bytes]:
    return _keys_of(path.read_bytes())


def _keys_of(content: bytes) -> list[bytes]:
    return [line for line in content.split() if _is_key(line)]


def _is_key(line: bytes) -> bool:
    try:
        Fernet(line)
    except ValueError:
        return False
    return True


def _name(fingerprint: str) -> str:
    return f"secret key {fingerprint[:16]}"


def _find_in_keyring(fingerprint: str) -> SecretKey | None:
    kept = keyring.recall(_name(fingerprint)).encode().split()
    if not kept or fingerprint_of(kept[0]) != fingerprint:
        return None
    return SecretKey(kept[0], fingerprint, None, tuple(kept[1:]))


def _in_keyring_anew() -> SecretKey | None:
    key = make()
    return SecretKey(key, fingerprint_of(key), None) if _put_into_keyring([key]) else None


def _put_into_keyring(keys: Sequence[bytes]) -> bool:
    return keyring.remember(_name(fingerprint_of(keys[0])), b"\n".join(keys).decode("ascii"))


def _what_to_say(path: Path, store: str, *, mend: bool) -> str:
    said: list[str] = []
    if store == KEYRING:
        said.append(f"The secret key is in {path}, though QRDESK_SECRET_STORE asks for the keyring: {_why()}.")
    if not secret_files.is_private(path):
        if mend and secret_files.make_private(path):
            _log.warning("Others at this computer could read the secret key %s, and now cannot. %s", path, _REPLACE)
        else:
            said.append(f"Others at this computer can read the secret key {path}: chmod 600 it. {_REPLACE}")
    return " ".join(said)


def _why() -> str:
    return keyring.why_not() or "it was there before. qrdesk secrets rotate puts a new one into the keyring"
