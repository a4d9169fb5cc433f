"""The secret key beside the database: made once, private, never remade."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken

from qrdesk.core import secrets
from qrdesk.core.errors import CannotWrite, SecretKeyMissing


def test_a_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    key, fingerprint = secrets.load(tmp_path / "data", None)
    file = tmp_path / "data" / secrets.FILE_NAME
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert secrets.load(tmp_path / "data", None) == secrets.load(tmp_path / "data", fingerprint) == (key, fingerprint)
    assert [one.name for one in file.parent.iterdir()] == [secrets.FILE_NAME]
    assert key.decode() not in fingerprint


def test_two_that_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(lambda _: secrets.load(tmp_path, None), range(8)))
    assert len(found) == 1


def test_a_key_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    _, fingerprint = secrets.load(tmp_path, None)
    (tmp_path / secrets.FILE_NAME).unlink()
    with pytest.raises(SecretKeyMissing, match="Put it back from a backup"):
        secrets.load(tmp_path, fingerprint)
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


def test_the_key_of_another_database_is_refused(tmp_path: Path) -> None:
    _, fingerprint = secrets.load(tmp_path / "one", None)
    secrets.load(tmp_path / "two", None)
    with pytest.raises(SecretKeyMissing, match="belongs to another database"):
        secrets.load(tmp_path / "two", fingerprint)


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xff" * 44])
def test_a_damaged_key_is_told_apart(tmp_path: Path, content: bytes) -> None:
    (tmp_path / secrets.FILE_NAME).write_bytes(content)
    with pytest.raises(SecretKeyMissing, match="damaged"):
        secrets.load(tmp_path, None)
    assert (tmp_path / secrets.FILE_NAME).read_bytes() == content


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotWrite, match="file"):
        secrets.load(tmp_path / "file" / "data", None)


def test_a_sealed_secret_opens_with_its_own_key_only(tmp_path: Path) -> None:
    one, _ = secrets.load(tmp_path / "one", None)
    two, _ = secrets.load(tmp_path / "two", None)
    sealed = secrets.seal(one, "whsec_ä")
    assert "whsec" not in sealed
    assert Fernet(one).decrypt(sealed).decode() == "whsec_ä"
    with pytest.raises(InvalidToken):
        Fernet(two).decrypt(sealed)
