"""The keys of servers far away: in the keyring of the system, and where there is none that works, sealed in a file."""

import json
from enum import Enum
from pathlib import Path
from typing import cast

from qrdesk.core import keyring, secret_files, secrets
from qrdesk.core.errors import QRDeskError

FILE_NAME = "server-keys.json"  # server -> its key, sealed with the secret key beside it


class Kept(Enum):
    """Where a key is for the next start."""

    KEYRING = "keyring"
    FILE = "file"
    NOWHERE = "nowhere"


def remember(folder: Path, server: str, key: str) -> Kept:
    """Keep the key for the next start, in ``folder`` where there is no keyring. May wait for a person."""
    in_keyring = keyring.remember(server, key)
    if not in_keyring:
        keyring.forget(server)  # one of before, which would be found first
    sealed = _read(folder)
    try:
        if in_keyring:
            if sealed.pop(server, None) is not None:  # of a time without a keyring
                _write(folder, sealed)
            return Kept.KEYRING
        sealed[server] = secrets.seal(secrets.load(folder, None).key, key)
        _write(folder, sealed)
    except QRDeskError:
        return Kept.KEYRING if in_keyring else Kept.NOWHERE
    return Kept.FILE


def recall(folder: Path, server: str) -> str:
    """Return the key kept for ``server``; empty where there is none. May wait for a person."""
    if key := keyring.recall(server):
        return key
    sealed = _read(folder).get(server, "")
    try:
        return secrets.unseal(secrets.load(folder, None).key, sealed) if sealed else ""
    except QRDeskError:
        return ""


def forget(folder: Path, server: str) -> None:
    """Take the key for ``server`` off this computer, wherever it is kept. May wait for a person.

    Raises:
        CannotWrite: it is in the file, which cannot be written.
    """
    keyring.forget(server)
    sealed = _read(folder)
    if sealed.pop(server, None) is not None:
        _write(folder, sealed)


def _read(folder: Path) -> dict[str, str]:
    try:
        found: object = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    known = cast(dict[str, object], found) if isinstance(found, dict) else {}
    return {server: sealed for server, sealed in known.items() if isinstance(sealed, str)}


def _write(folder: Path, sealed: dict[str, str]) -> None:
    secret_files.replace(folder / FILE_NAME, json.dumps(sealed, indent=1).encode())
