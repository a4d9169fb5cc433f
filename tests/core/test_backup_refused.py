"""A backup that is damaged, or was made by somebody who means harm, is refused; nothing of it is unpacked."""

import io
import json
import os
import stat
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qrdesk.core.backup_reading import read_backup
from qrdesk.core.errors import CannotRead
from qrdesk.core.opening import Opened
from qrdesk.core.schemas import backups
from qrdesk.core.services import file_bytes
from tests.core.backups import file, make, opened

__all__ = ["file", "opened"]

Change = Callable[[zipfile.ZipInfo, bytes], list[tuple[zipfile.ZipInfo, bytes]]]


def test_whatever_bytes_are_changed_it_is_refused_or_says_the_same(opened: Opened, file: Path, tmp_path: Path) -> None:
    made = make(opened, file)
    whole, spoilt = file.read_bytes(), tmp_path / "spoilt.zip"
    refused = 0
    places = [*range(0, len(whole), max(1, len(whole) // 150)), *range(len(whole) - 120, len(whole))]
    for place in places:
        spoilt.write_bytes(whole[:place] + bytes([whole[place] ^ 0x15]) + whole[place + 1 :])
        try:
            assert read_backup(spoilt) == made
        except CannotRead:
            refused += 1
    assert refused > len(places) // 2
    for length in (0, 1, len(whole) // 2, len(whole) - 1):
        spoilt.write_bytes(whole[:length])
        with pytest.raises(CannotRead):
            read_backup(spoilt)


def rewritten(file: Path, change: Change) -> None:
    """Write the archive anew, with what ``change`` makes of each file in it."""
    with zipfile.ZipFile(file) as archive:
        found = [(entry, archive.read(entry)) for entry in archive.infolist()]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # names that come twice
        with zipfile.ZipFile(file, "w") as archive:
            for entry, content in found:
                for changed, bytes_ in change(entry, content):
                    archive.writestr(changed, bytes_, zipfile.ZIP_DEFLATED)


def entry(name: str, mode: int = stat.S_IFREG | 0o600) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.create_system, made.external_attr = 3, mode << 16
    return made


def added(name: str, content: bytes = b"", mode: int = stat.S_IFREG | 0o600) -> Change:
    """Add a file, and name it in the list as if it belonged there."""

    def change(one: zipfile.ZipInfo, found: bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
        if one.filename != backups.MANIFEST:
            return [(one, found)]
        said = json.loads(found)
        digest = file_bytes.digest_of(content)
        said["parts"].append({"name": name, "bytes": len(content), "sha256": digest})
        return [(entry(name, mode), content), (one, json.dumps(said).encode())]

    return change


def said(**fields: object) -> Change:
    """Have the list say something else."""

    def change(one: zipfile.ZipInfo, found: bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
        return [
            (one, json.dumps({**json.loads(found), **fields}).encode() if one.filename == backups.MANIFEST else found)
        ]

    return change


def replaced(name: str, *contents: bytes) -> Change:
    """Put other bytes in the place of a file; none: leave it out."""
    return lambda one, found: [(one, new) for new in contents] if one.filename == name else [(one, found)]


PICTURE = f"qrdesk.db.d/files/01a200d8-25e7-7de3-817a-7a95b4d171d6/aa/{'a' * 64}"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (added("../../evil"), "no backup of QRDesk has"),
        (added("/etc/passwd"), "no backup of QRDesk has"),
        (added("qrdesk.db.d/../../evil"), "no backup of QRDesk has"),
        (added("qrdesk.db.d\\evil"), "no backup of QRDesk has"),
        (added("qrdesk.db"), "no backup of QRDesk has"),
        (added("qrdesk.db.d/secret.key/"), "no backup of QRDesk has"),
        (added("qrdesk.db.d/secret.key", b"/etc/passwd", stat.S_IFLNK | 0o777), "no backup of QRDesk has"),
        (added(PICTURE, b"", stat.S_IFIFO | 0o600), "no backup of QRDesk has"),
        (added(PICTURE, bytes(40 << 20)), "far more than it can hold"),
        (replaced("qrdesk.db", b"SQLite format 3"), "qrdesk.db in it is damaged"),
        (replaced("qrdesk.db"), "what its list says"),
        (replaced(backups.MANIFEST), "It is no backup"),
        (replaced(backups.MANIFEST, b"[" * 200_000), "cannot be read"),
        (replaced(backups.MANIFEST, b"{}"), "cannot be read"),
        (said(format_version=2), "A newer QRDesk"),
        (said(format="zip"), "cannot be read"),
        (said(qrdesk_version="\x1b[2J"), "cannot be read"),
        (said(missing_files=["fil_1\n"]), "cannot be read"),
        (said(parts=[]), "what its list says"),
    ],
)
def test_what_would_do_harm_is_refused(opened: Opened, file: Path, change: Change, reason: str) -> None:
    make(opened, file)
    rewritten(file, change)
    with pytest.raises(CannotRead, match=reason):
        read_backup(file)


def test_files_that_share_their_bytes_are_refused(opened: Opened, file: Path) -> None:
    """As a small archive unpacks to a huge one where each of many names leads to the same bytes."""
    make(opened, file)
    names = [PICTURE[:-1] + letter for letter in "0123456789"]
    content = os.urandom(200_000)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr(entry(names[0]), content)
        first = archive.infolist()[0]
        for name in names[1:]:
            twin = entry(name)
            twin.CRC, twin.file_size, twin.compress_size = first.CRC, first.file_size, first.compress_size
            twin.header_offset = first.header_offset
            archive.filelist.append(twin)
            archive.NameToInfo[name] = twin
    file.write_bytes(whole.getvalue())
    with pytest.raises(CannotRead, match=r"far more than it can hold|is damaged"):
        read_backup(file)


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"PK\x05\x06" + bytes(18)])
def test_other_files_are_told_apart(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(CannotRead, match="no backup of QRDesk"):
        read_backup(file)
    with pytest.raises(CannotRead, match="There is no file"):
        read_backup(file.parent)
