"""What the doctor says of files: who may read them, how much room there is, and what waits in them."""

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from qrdesk.core.doctor import look_over, permissions, set_up, spool, storage
from qrdesk.core.doctor.finding import Verdict
from qrdesk.core.hits import locking
from qrdesk.core.opening import Opened
from qrdesk.core.settings import Settings
from qrdesk.core.settings_file import VARIABLE
from tests.core.doctor.cases import a_case

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights in files")
_NOBODY = 65_534
_MIB = 1 << 20


class _Usage(NamedTuple):
    total: int
    used: int
    free: int


@contextmanager
def as_nobody(folder: Path) -> Generator[None]:
    """Be an account that may do nothing special; root may do everything. ``folder`` can be reached."""
    if os.getuid():
        yield
        return
    above = [one for one in (folder, *folder.parents) if not one.stat().st_mode & 0o001]
    modes = [one.stat().st_mode for one in above]
    for one, mode in zip(above, modes, strict=True):
        one.chmod(mode | 0o011)
    os.setresuid(_NOBODY, _NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
        for one, mode in zip(above, modes, strict=True):
            one.chmod(mode)


@contextmanager
def reachable(folder: Path) -> Generator[None]:
    """Let every account through to ``folder``: pytest keeps its own shut."""
    above = [(one, one.stat().st_mode) for one in (folder, *folder.parents) if not one.stat().st_mode & 0o001]
    for one, mode in above:
        one.chmod(mode | 0o001)
    try:
        yield
    finally:
        for one, mode in above:
            one.chmod(mode)


def test_files_of_ones_own_that_nobody_else_can_read_are_good(opened: Opened) -> None:
    with reachable(opened.data_dir.parent):
        assert permissions.look_at_permissions(a_case(opened))[0] is Verdict.GOOD


@pytest.mark.parametrize(
    ("name", "mode"),
    [("qrdesk.db", 0o604), ("qrdesk.db.d/secret.key", 0o604), ("qrdesk.db", 0o602), ("qrdesk.db.d", 0o703)],
)
def test_a_file_that_every_account_can_read_is_named_with_what_to_do(
    opened: Opened, tmp_path: Path, name: str, mode: int
) -> None:
    file = tmp_path / name
    opened.data_dir.chmod(0o755)
    file.chmod(mode)
    assert permissions.look_at_permissions(a_case(opened))[0] is Verdict.GOOD  # a folder above is shut
    with reachable(tmp_path):
        verdict, said = permissions.look_at_permissions(a_case(opened))
    assert (verdict, said) == (
        Verdict.WARNING,
        f"Every account of this computer can read or change {file}. Keep the others out with “chmod o-rwx {file}”.",
    )


def test_a_spool_that_this_account_may_not_write_is_bad(opened: Opened, tmp_path: Path) -> None:
    opened.data_dir.chmod(0o500)
    try:
        with as_nobody(tmp_path):
            verdict, said = permissions.look_at_permissions(a_case(opened))
    finally:
        opened.data_dir.chmod(0o700)
    assert verdict is Verdict.BAD
    assert "may not read and write" in said
    assert "chown" in said


def test_why_a_database_cannot_be_opened_is_explained(opened: Opened, tmp_path: Path) -> None:
    assert opened.path is not None
    opened.path.chmod(0o000)
    try:
        with as_nobody(tmp_path):
            said = permissions.explain_refusal(opened.path)
    finally:
        opened.path.chmod(0o600)
    assert said is not None
    assert (said[0], f"may not read and write {opened.path}, which belongs to" in said[1]) == (Verdict.BAD, True)
    assert permissions.explain_refusal(opened.path) is None


@pytest.mark.skipif(os.name == "posix" and os.getuid() != 0, reason="only root gives files away")
def test_a_file_of_another_account_is_named(opened: Opened) -> None:
    lock = opened.data_dir / locking.DAEMON_LOCK
    lock.touch(mode=0o600)
    os.chown(lock, _NOBODY, -1)
    verdict, said = permissions.look_at_permissions(a_case(opened))
    assert (verdict, said.startswith(f"{lock} belongs to nobody, and {opened.path} to root:")) == (
        Verdict.WARNING,
        True,
    )
    assert said.endswith(f"“chown root {lock}”.")


def test_a_password_in_a_settings_file_that_others_can_read_is_named(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "own.toml"
    file.write_text("database = 'postgresql://u:hush@h/d'\n")
    file.chmod(0o644)
    monkeypatch.setenv(VARIABLE, str(file))
    with reachable(tmp_path):
        verdict, said = set_up.look_at_settings(a_case(opened))
        assert (verdict, f"can read the password in {file}" in said) == (Verdict.WARNING, True)
        file.write_text("threads = 8\n")
        verdict, said = set_up.look_at_settings(a_case(opened))
    assert (verdict, str(file) in said) == (Verdict.GOOD, True)
    monkeypatch.setenv("QRDESK_TRUSTED_PROXIES", "127.0.0.1")
    verdict, said = set_up.look_at_settings(a_case(opened))
    assert (verdict, "Write QRDESK_TRUSTED_PROXY if" in said) == (Verdict.WARNING, True)


def test_settings_that_are_wrong_are_a_finding_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QRDESK_THREADS", "many")
    (finding,) = look_over("nowhere.db")
    assert (finding.name, finding.verdict, "QRDESK_THREADS" in finding.said) == ("settings", Verdict.BAD, True)


@pytest.mark.parametrize(
    ("free", "verdict", "said"),
    [
        (19 * _MIB, Verdict.BAD, "make room"),
        (199 * _MIB, Verdict.WARNING, "delete"),
        (300 * _MIB, Verdict.GOOD, "300 MiB"),
    ],
)
def test_little_room_is_said_and_none_is_bad(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, free: int, verdict: Verdict, said: str
) -> None:
    # a disk cannot be filled in a test; what it says of itself can be stood in for
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage(free * 2, free, free))
    found = storage.look_at_disk(a_case(opened))
    assert (found[0], said in found[1]) == (verdict, True)


def test_a_file_system_without_room_for_names_is_said(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "_FEW_FILES", 1 << 62)
    verdict, said = storage.look_at_disk(a_case(opened))
    names = os.statvfs(opened.data_dir).f_files
    assert (verdict, "more files" in said) == ((Verdict.WARNING, True) if names else (Verdict.GOOD, False))


def test_hits_that_wait_too_long_are_said_and_those_of_this_moment_are_not(opened: Opened) -> None:
    opened.spool.mkdir(exist_ok=True)
    file = opened.spool / "a-1-1.log"
    file.write_bytes(b"\nhits\n")
    now = datetime.now(UTC)
    assert spool.look_at_spool(a_case(opened, now=now)) == (Verdict.GOOD, "6 bytes on their way into the database.")
    verdict, said = spool.look_at_spool(a_case(opened, now=now + timedelta(hours=3)))
    assert (verdict, said[:38]) == (Verdict.WARNING, "Hits have been waiting for 3 hours to ")
    assert "qrdesk serve" in said


def test_hits_that_the_database_refused_are_said(opened: Opened) -> None:
    opened.spool.mkdir(exist_ok=True)
    refused = opened.spool.parent / "refused.log"
    refused.write_bytes(b"x" * 1234)
    verdict, said = spool.look_at_spool(a_case(opened, settings=Settings()))
    assert (verdict, f"{refused} has hits" in said, "1,234 bytes" in said) == (Verdict.WARNING, True, True)
