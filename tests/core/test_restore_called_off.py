"""A restore that is called off, or has to wait for too long, leaves everything as it was."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from qrdesk.core import database, restore, restore_swapping, secrets
from qrdesk.core.errors import (
    CalledOff,
    DatabaseLocked,
)
from qrdesk.core.hits.locking import DAEMON_LOCK
from qrdesk.core.models import File
from qrdesk.core.opening import Opened
from qrdesk.core.restore_swapping import WrittenMeanwhile
from tests.core.backups import SETTINGS, add, file, left_over, make, opened, slugs
from tests.keyrings import MemoryKeyring, using

__all__ = ["file", "opened"]


def test_called_off_it_changes_nothing(opened: Opened, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Off(Exception):
        pass

    def step(done: int, _all: int) -> None:
        if done >= 85:
            raise Off

    monkeypatch.setattr(restore_swapping, "_PAGES", 3)
    add(opened, "kept")
    make(opened, file)
    add(opened, "later")
    with pytest.raises(Off):
        restore.restore_over(file, opened, SETTINGS, step)
    assert (slugs(), left_over(opened)) == ({"menu", "kept", "later"}, [])


@pytest.mark.parametrize("stop_at", [10, 60, 70, 80, 85, 95])
@pytest.mark.parametrize("again", [False, True])
def test_called_off_at_any_step_the_folder_is_as_it_was(
    opened: Opened, file: Path, monkeypatch: pytest.MonkeyPatch, stop_at: int, *, again: bool
) -> None:
    make(opened, file, with_secret_key=True)
    for picture in (opened.data_dir / "files").rglob("??/*"):
        picture.unlink()  # so that the backup brings it
    with database.scope():
        File.delete().execute()
    secret = opened.data_dir / secrets.FILE_NAME
    secret.write_bytes(b"\n".join([Fernet.generate_key(), secret.read_bytes()]))
    monkeypatch.setattr(restore_swapping, "_PAGES", 3)
    rounds = [0 if again else 1]  # the round that is called off: the second one, where somebody writes in the first

    def step(done: int, _all: int) -> None:
        if done > 80 and not rounds[0]:
            rounds[0] = 1
            raise WrittenMeanwhile
        if rounds[0] and done >= stop_at:
            raise CalledOff("Enough.")

    before = _contents(opened)
    with pytest.raises(CalledOff):
        restore.restore_over(file, opened, SETTINGS, step)
    assert (rounds, _contents(opened)) == ([1], before)


@pytest.mark.parametrize("known", [False, True])
def test_called_off_the_keyring_is_as_it_was(
    opened: Opened, file: Path, monkeypatch: pytest.MonkeyPatch, *, known: bool
) -> None:
    make(opened, file, with_secret_key=True)
    (opened.data_dir / secrets.FILE_NAME).write_bytes(Fernet.generate_key())  # that of the backup is not here
    ring, settings = MemoryKeyring(), replace(SETTINGS, secret_store="keyring")
    monkeypatch.setattr(restore_swapping, "_PAGES", 3)
    seen: list[int] = []

    def step(done: int, _all: int) -> None:
        if done > 85:
            seen.append(len(ring.kept))
            raise CalledOff("Enough.")

    with using(ring):
        if known:
            secrets.keep(opened.data_dir, [opened.secret.key, secrets.make()], "keyring")
        before = dict(ring.kept)
        with pytest.raises(CalledOff):
            restore.restore_over(file, opened, settings, step)
        assert seen == [1], "the key was there by then"
        assert ring.kept == before
        restore.restore_over(file, opened, settings)
        assert secrets.is_in_keyring(opened.secret.key)


def _contents(opened: Opened) -> dict[str, str]:
    """Return the files of the data folder, each with a hash; the database's own ones as what is in them."""
    assert opened.path is not None
    found = {
        str(one.relative_to(opened.data_dir)): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in opened.data_dir.rglob("*")
        if one.is_file() and not one.name.startswith(opened.path.name) and one.name != DAEMON_LOCK
    }
    with closing(sqlite3.connect(opened.path)) as now:
        return {**found, "database": hashlib.sha256("\n".join(now.iterdump()).encode()).hexdigest()}


def test_somebody_who_writes_all_the_time_is_waited_for_and_then_told(
    opened: Opened, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(opened, file)
    monkeypatch.setattr(restore_swapping, "_PATIENCE_S", 0.2)
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, timeout=0.1))  # each try waits for that long, too
    with closing(sqlite3.connect(opened.url, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseLocked, match="did not finish"):
            restore.restore_over(file, opened, SETTINGS)
        writer.execute("ROLLBACK")
    restore.restore_over(file, opened, SETTINGS)
    assert slugs() == {"menu"}
