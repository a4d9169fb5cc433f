"""Keyrings as tests use them. That of whoever runs the tests is never touched."""

import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import keyring
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import PasswordDeleteError


class MemoryKeyring(KeyringBackend):
    """Keeps secrets as long as the test lasts."""

    priority = 1  # type: ignore[assignment] - the base class computes it

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[f"{service} {username}"] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop(f"{service} {username}", None) is None:
            raise PasswordDeleteError(username)


class FileKeyring(MemoryKeyring):
    """A keyring that several processes have in common: its file is named by the environment."""

    def __init__(self) -> None:
        super().__init__()
        self.file = Path(os.environ["QRDESK_TEST_KEYRING"])
        if self.file.exists():
            self.kept = json.loads(self.file.read_text())

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password)
        self.file.write_text(json.dumps(self.kept))

    def delete_password(self, service: str, username: str) -> None:
        super().delete_password(service, username)
        self.file.write_text(json.dumps(self.kept))


class ForgetfulKeyring(MemoryKeyring):
    """Takes everything and keeps nothing, as keyring's own ``null`` does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Do nothing."""


@contextmanager
def using(backend: KeyringBackend | None = None) -> Generator[None]:
    """Let this process have another keyring; None: none that works."""
    before = keyring.get_keyring()
    keyring.set_keyring(backend or fail.Keyring())
    try:
        yield
    finally:
        keyring.set_keyring(before)
