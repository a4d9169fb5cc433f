"""SQLite reads a file of any name, on any disk and share, and makes none where there is none."""

import sqlite3
from contextlib import closing
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from qrdesk.core import sqlite_address


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (PurePosixPath("/srv/my shop/q?.db"), "file:///srv/my%20shop/q%3F.db?mode=ro"),
        (PureWindowsPath(r"C:\shop\50% #1.db"), "file:///C:/shop/50%25%20%231.db?mode=ro"),
        (PureWindowsPath(r"\\server\share\my shop\q.db"), "file:////server/share/my%20shop/q.db?mode=ro"),
    ],
)
def test_sqlite_takes_the_address_of_any_file(path: PurePath, address: str) -> None:
    assert sqlite_address._address(path, "mode=ro") == address
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):  # it is not there, but could be
        sqlite3.connect(address, uri=True)


@pytest.mark.parametrize("name", ["50% off.db", "a#b.db", "what?.db", "a%20b.db", "q.db?mode=rw", "münze & co.db"])
def test_a_file_is_read_whatever_it_is_called(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "shop"
    folder.mkdir()
    with closing(sqlite3.connect(folder / name)) as made, made:
        made.execute("CREATE TABLE shop (name)")
    monkeypatch.chdir(folder)
    for address in (sqlite_address.read_only(Path(name)), sqlite_address.as_it_lies(folder / name)):
        with closing(sqlite3.connect(address, uri=True)) as read:
            assert read.execute("SELECT name FROM sqlite_master").fetchall() == [("shop",)]
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                read.execute("DROP TABLE shop")
    assert [one.name for one in folder.iterdir()] == [name]


def test_a_look_makes_no_file(tmp_path: Path) -> None:
    missing = tmp_path / "shop" / "q.db"
    missing.parent.mkdir()
    for address in (sqlite_address.read_only(missing), sqlite_address.as_it_lies(missing)):
        with pytest.raises(sqlite3.OperationalError, match="unable to open"):
            sqlite3.connect(address, uri=True)
    assert list(missing.parent.iterdir()) == []
