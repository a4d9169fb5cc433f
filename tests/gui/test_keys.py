"""The keys of servers far away: in the keyring, else sealed in a file, and nowhere in the clear."""

import os
import stat
from pathlib import Path

import pytest

from qrdesk.gui.keys import FILE_NAME, Kept, recall, remember
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
