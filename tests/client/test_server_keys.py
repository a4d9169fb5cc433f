"""The keys of servers far away: in the keyring, else sealed in a file, and nowhere in the clear."""

import os
import stat
from pathlib import Path

import pytest
from keyring.errors import PasswordSetError

from qrdesk.client.server_keys import FILE_NAME, Kept, forget, recall, remember
from tests.keyrings import MemoryKeyring, using

SERVER, OTHER = "https://go.example", "https://other.example"


def test_without_a_keyring_keys_are_sealed_in_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    assert [remember(folder, SERVER, "qrd_one"), remember(folder, OTHER, "qrd_two")] == [Kept.FILE, Kept.FILE]
    assert (recall(folder, SERVER), recall(folder, OTHER), recall(folder, "https://third.example")) == (
        "qrd_one",
        "qrd_two",
        "",
    )
    for file in folder.iterdir():
        assert "qrd_" not in file.read_text(encoding="utf-8")
        assert os.name != "posix" or stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_keyring_that_works_is_preferred_and_the_file_forgets(tmp_path: Path) -> None:
    remember(tmp_path, SERVER, "qrd_one")
    with using(MemoryKeyring()):
        assert recall(tmp_path, SERVER) == "qrd_one"
        assert remember(tmp_path, SERVER, "qrd_new") is Kept.KEYRING
        assert recall(tmp_path, SERVER) == "qrd_new"
    assert recall(tmp_path, SERVER) == ""


@pytest.mark.parametrize("content", ["", "[]", '{"https://go.example": 7}', '{"https://go.example": "x ä"}', "\0"])
def test_a_damaged_file_is_as_none_and_can_be_written_again(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content, encoding="utf-8")
    assert recall(tmp_path, SERVER) == ""
    assert remember(tmp_path, SERVER, "qrd_one") is Kept.FILE
    assert recall(tmp_path, SERVER) == "qrd_one"


def test_where_nothing_can_be_written_the_key_is_not_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert remember(tmp_path / "file", SERVER, "qrd_one") is Kept.NOWHERE
    assert recall(tmp_path / "file", SERVER) == ""


def test_a_key_is_forgotten_wherever_it_is_and_no_other_with_it(tmp_path: Path) -> None:
    for server, key in ((SERVER, "qrd_one"), (OTHER, "qrd_two")):
        remember(tmp_path, server, key)
    with using(MemoryKeyring()):
        remember(tmp_path, SERVER, "qrd_one")
        forget(tmp_path, SERVER)
        forget(tmp_path, "https://third.example")
        assert recall(tmp_path, SERVER) == ""
        assert recall(tmp_path, OTHER) == "qrd_two"
    forget(tmp_path, OTHER)
    assert recall(tmp_path, OTHER) == ""
    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8") == "{}"


class _FullKeyring(MemoryKeyring):
    """Gives out what it has, and takes nothing any more."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError(username)


def test_a_key_that_went_to_the_file_is_not_hidden_by_an_older_one_in_the_keyring(tmp_path: Path) -> None:
    full = _FullKeyring()
    full.kept[f"QRDesk {SERVER}"] = "qrd_old"
    with using(full):
        assert remember(tmp_path, SERVER, "qrd_new") is Kept.FILE
        assert recall(tmp_path, SERVER) == "qrd_new"
