"""The secret key of a database: made once, private, never remade, and found where it is."""

import logging
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken

from qrdesk.core import secrets
from qrdesk.core.errors import CannotWrite, SecretKeyMissing
from tests.keyrings import ForgetfulKeyring, MemoryKeyring, using

posix = pytest.mark.skipif(os.name != "posix", reason="such files have no bits for others")


@pytest.fixture
def ring() -> Iterator[MemoryKeyring]:
    """A keyring that works."""
    ring = MemoryKeyring()
    with using(ring):
        yield ring


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    made = secrets.load(tmp_path / "data", None)
    file = tmp_path / "data" / secrets.FILE_NAME
    assert (mode(file), mode(file.parent)) == (0o600, 0o700)
    assert secrets.load(tmp_path / "data", None) == secrets.load(tmp_path / "data", made.fingerprint) == made
    assert [one.name for one in file.parent.iterdir()] == [secrets.FILE_NAME]
    assert made.key.decode() not in made.fingerprint + repr(made)
    assert (made.place, made.said, made.older) == (file, "", ())


def test_two_that_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        found = set(threads.map(lambda _: secrets.load(tmp_path, None), range(8)))
    assert len(found) == 1


@pytest.mark.parametrize("store", secrets.STORES)
def test_a_key_that_is_gone_is_not_made_anew(tmp_path: Path, store: str) -> None:
    fingerprint = secrets.load(tmp_path, None).fingerprint
    (tmp_path / secrets.FILE_NAME).unlink()
    with pytest.raises(SecretKeyMissing, match="Put it back from a backup"):
        secrets.load(tmp_path, fingerprint, store)
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


def test_the_key_of_another_database_is_refused(tmp_path: Path) -> None:
    fingerprint = secrets.load(tmp_path / "one", None).fingerprint
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


@posix
def test_a_key_that_others_could_read_is_made_private_and_that_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = secrets.load(tmp_path, None)
    file = tmp_path / secrets.FILE_NAME
    file.chmod(0o644)
    assert "chmod 600" in secrets.load(tmp_path, made.fingerprint, mend=False).said
    assert mode(file) == 0o644
    with caplog.at_level(logging.WARNING):
        assert secrets.load(tmp_path, made.fingerprint).said == ""
        assert secrets.load(tmp_path, made.fingerprint) == made  # and not said again
    assert mode(file) == 0o600
    (said,) = caplog.messages
    assert ("could read the secret key" in said, made.key.decode() in said) == (True, False)


def test_a_new_key_goes_into_the_keyring_when_asked_to(tmp_path: Path, ring: MemoryKeyring) -> None:
    made = secrets.load(tmp_path / "data", None, "keyring")
    assert made.place is None
    assert not (tmp_path / "data").exists()
    assert list(ring.kept.values()) == [made.key.decode()]
    assert secrets.load(tmp_path / "data", made.fingerprint, "keyring") == made
    assert secrets.load(tmp_path / "data", made.fingerprint, "file") == made  # wherever it was asked for


@pytest.mark.parametrize("backend", [None, ForgetfulKeyring()])
def test_without_a_keyring_that_works_it_goes_into_the_file_and_that_is_said(
    tmp_path: Path, backend: ForgetfulKeyring | None
) -> None:
    with using(backend):
        made = secrets.load(tmp_path, None, "keyring")
        again = secrets.load(tmp_path, made.fingerprint, "keyring")
    assert made == again
    assert made.place == tmp_path / secrets.FILE_NAME
    assert "though QRDESK_SECRET_STORE asks for the keyring" in made.said
    assert backend is not None or "no keyring that works" in made.said


def test_a_wrong_key_in_the_keyring_is_not_used(tmp_path: Path, ring: MemoryKeyring) -> None:
    made = secrets.load(tmp_path, None, "keyring")
    for name in ring.kept:
        ring.kept[name] = Fernet.generate_key().decode()
    with pytest.raises(SecretKeyMissing):
        secrets.load(tmp_path, made.fingerprint, "keyring")


def test_older_keys_are_found_by_their_fingerprint(tmp_path: Path) -> None:
    first = secrets.load(tmp_path, None)
    keys = (secrets.make(), first.key)
    (tmp_path / ".secret.key.left").write_bytes(secrets.make())  # by one that was killed as it wrote
    assert secrets.keep(tmp_path, keys, "file") == first.place
    assert not (tmp_path / ".secret.key.left").exists()
    new = secrets.load(tmp_path, secrets.fingerprint_of(keys[0]))
    old = secrets.load(tmp_path, first.fingerprint)
    assert (new.key, new.older, old.key) == (keys[0], (first.key,), first.key)
    assert mode(tmp_path / secrets.FILE_NAME) == 0o600
    third = (secrets.make(), first.key)  # by somebody who knew nothing of the second
    secrets.keep(tmp_path, third, "file")
    assert secrets.load(tmp_path, new.fingerprint).key == new.key
    secrets.forget_older(tmp_path, secrets.load(tmp_path, secrets.fingerprint_of(third[0])))
    assert (tmp_path / secrets.FILE_NAME).read_bytes().split() == [third[0]]


def test_a_key_can_go_from_the_file_into_the_keyring(tmp_path: Path, ring: MemoryKeyring) -> None:
    first = secrets.load(tmp_path, None)
    keys = (secrets.make(), first.key)
    assert secrets.keep(tmp_path, keys, "keyring") is None
    new = secrets.load(tmp_path, secrets.fingerprint_of(keys[0]), "keyring")
    assert (new.key, new.place, new.older) == (keys[0], None, (first.key,))
    assert secrets.load(tmp_path, first.fingerprint, "keyring").key == first.key
    secrets.forget_older(tmp_path, new)
    assert not (tmp_path / secrets.FILE_NAME).exists()
    assert list(ring.kept.values()) == [new.key.decode()]


@posix
def test_a_link_to_the_key_stays_one_when_the_key_is_replaced(tmp_path: Path) -> None:
    first = secrets.load(tmp_path / "far", None)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / secrets.FILE_NAME).symlink_to(tmp_path / "far" / secrets.FILE_NAME)
    secrets.keep(tmp_path / "data", (secrets.make(), first.key), "file")
    assert (tmp_path / "data" / secrets.FILE_NAME).is_symlink()
    assert secrets.load(tmp_path / "far", first.fingerprint).older != ()


def test_a_sealed_secret_opens_with_its_own_key_only(tmp_path: Path) -> None:
    one, two = (secrets.load(tmp_path / name, None).key for name in ("one", "two"))
    sealed = secrets.seal(one, "whsec_ä")
    assert "whsec" not in sealed
    assert secrets.unseal(one, sealed) == "whsec_ä"
    with pytest.raises(SecretKeyMissing):
        secrets.unseal(two, sealed)
    anew = secrets.reseal([two, one], sealed.encode())
    assert anew is not None
    assert secrets.unseal(two, anew.decode()) == "whsec_ä"
    assert secrets.reseal([two], sealed.encode()) is None
    with pytest.raises(InvalidToken):
        Fernet(one).decrypt(anew)


@pytest.mark.skipif(os.name != "posix", reason="other systems have no pipes among their files")
def test_a_pipe_beside_a_backup_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "backup.key")
    (tmp_path / "secret.key").write_bytes(b"no key\n" + (key := secrets.make()))
    command = "import pathlib, sys; from qrdesk.core import secrets; print(secrets.beside(pathlib.Path(sys.argv[1])))"
    said = subprocess.run(
        [sys.executable, "-c", command, str(tmp_path / "backup.zip")], capture_output=True, timeout=60, check=True
    )
    assert said.stdout.decode().strip() == str([key])


def test_a_copy_keeps_the_keys_that_lie_there_and_takes_no_other_ones_place(tmp_path: Path) -> None:
    ours, theirs = Fernet.generate_key(), Fernet.generate_key()
    mine = secrets.SecretKey(ours, secrets.fingerprint_of(ours), None)
    (tmp_path / "theirs.key").write_bytes(theirs + b"\n")
    with pytest.raises(CannotWrite, match="another database"):
        secrets.save_copy(mine, tmp_path / "theirs.key")
    assert (tmp_path / "theirs.key").read_bytes() == theirs + b"\n"
    (tmp_path / "both.key").write_bytes(ours + b"\n" + theirs + b"\n")
    secrets.save_copy(mine, tmp_path / "both.key")
    assert (tmp_path / "both.key").read_bytes().split() == [ours, theirs]
