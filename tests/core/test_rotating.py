"""A new secret key: all that is sealed opens with it afterwards, and nothing is lost where that breaks off."""

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from peewee import BlobField

from qrdesk.core import database, rotating, secrets
from qrdesk.core.context import Context
from qrdesk.core.doctor import Verdict, look_over
from qrdesk.core.errors import CannotWrite, Conflict, DatabaseUnreachable, SecretKeyChanged, SecretKeyMissing
from qrdesk.core.hits import hit_ids
from qrdesk.core.hits.locking import DAEMON_LOCK, try_lock
from qrdesk.core.models import ALL_MODELS, Key
from qrdesk.core.models.base import Sealed
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.rotating import Rotated, rotate_secret_key
from qrdesk.core.schemas.access import KeyDraft
from qrdesk.core.services import given_answers, hit_marks, keys
from qrdesk.core.services.given_answers import Answer
from qrdesk.core.settings import Settings
from tests.desks import context
from tests.faults.processes import wait_for
from tests.keyrings import MemoryKeyring, using

ANSWER = Answer(201, {"Location": "/x"}, b'{"key": "qrd_shown_once"}')


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A data folder of this test's own."""
    return Settings(data_dir=str(tmp_path / "data"), busy_timeout_ms=50)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    yield str(tmp_path / "q.db") if request.param == "sqlite" else request.getfixturevalue("postgres_database")
    database.close()


@pytest.fixture
def file(tmp_path: Path) -> Iterator[str]:
    """An empty database in a file."""
    yield str(tmp_path / "q.db")
    database.close()


def asking(opened: Opened) -> Context:
    """Return what a service function is handed for somebody with a key."""
    ctx = context(opened)
    return replace(ctx, actor=replace(ctx.actor, key_id=7))


def fill(opened: Opened) -> str:
    """Seal something of each kind, and return the one that was shown."""
    with database.scope():
        made = keys.create_key(context(opened), KeyDraft(name="Till"))
        given_answers.answer_once(asking(opened), "once", "request", lambda: ANSWER)
    return made.webhook_secret


def secrets_of(opened: Opened) -> list[str]:
    with database.scope():
        return [secrets.unseal(opened.secret_key, row.webhook_secret) for row in Key.select()]


def answer_of(opened: Opened) -> Answer:
    with database.scope():
        return given_answers.answer_once(asking(opened), "once", "request", never_made)[0]


def never_made() -> Answer:
    raise AssertionError("it was made again")


def ids_of(opened: Opened) -> str:
    return hit_ids.id_of(hit_marks.key_of_ids(opened.secret_key), "a hit", 7)


def test_all_that_is_sealed_is_sealed_anew(url: str, settings: Settings) -> None:
    before = open_database(url, settings)
    shown, ids = fill(before), ids_of(before)
    assert rotate_secret_key(url, settings) == Rotated(before.data_dir / "secret.key", sealed=2, unreadable=0)
    after = open_database(url, settings)
    assert after.secret_key != before.secret_key
    assert (secrets_of(after), answer_of(after), ids_of(after)) == ([shown], ANSWER, ids)
    with pytest.raises(SecretKeyMissing):
        secrets_of(before)
    rotate_secret_key(url, settings, forget_older=True)
    last = open_database(url, settings)
    assert (secrets_of(last), answer_of(last), ids_of(last)) == ([shown], ANSWER, ids)
    assert (last.data_dir / "secret.key").read_bytes().split() == [last.secret_key]


def test_every_column_whose_name_speaks_of_a_secret_is_marked_as_sealed() -> None:
    fields = [field for model in ALL_MODELS for field in model._meta.sorted_fields]
    named = {field for field in fields if "secret" in field.name}
    assert named
    assert all(isinstance(field, Sealed) for field in named)
    assert any(isinstance(field, Sealed) and isinstance(field, BlobField) for field in fields)


@pytest.mark.parametrize("broken", ["seal_anew", "after"])
def test_wherever_it_breaks_off_the_database_opens_and_all_can_be_read(
    file: str, settings: Settings, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    before = open_database(file, settings)
    shown, ids = fill(before), ids_of(before)
    real = rotating.sealing.seal_anew

    def breaks_off(keys: tuple[bytes, ...]) -> tuple[int, int]:
        if broken == "after":
            real(keys)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(rotating.sealing, "seal_anew", breaks_off)
        with pytest.raises(KeyboardInterrupt):
            rotate_secret_key(file, settings)
    still = open_database(file, settings)
    assert (still.secret_key, secrets_of(still), ids_of(still)) == (before.secret_key, [shown], ids)
    rotate_secret_key(file, settings)
    after = open_database(file, settings)
    assert (after.secret_key != before.secret_key, secrets_of(after)) == (True, [shown])


def test_a_backup_from_before_opens_with_the_key_of_its_time(file: str, settings: Settings, tmp_path: Path) -> None:
    before = open_database(file, settings)
    shown = fill(before)
    database.close()
    shutil.copy(file, tmp_path / "backup.db")
    rotate_secret_key(file, settings)
    backup = open_database(str(tmp_path / "backup.db"), settings)
    assert (backup.secret_key, secrets_of(backup)) == (before.secret_key, [shown])
    rotate_secret_key(file, settings, forget_older=True)
    with pytest.raises(SecretKeyMissing, match="another database"):
        open_database(str(tmp_path / "backup.db"), settings)


def test_a_database_that_is_served_keeps_its_key(file: str, settings: Settings) -> None:
    opened = open_database(file, settings)
    fd = os.open(opened.data_dir / DAEMON_LOCK, os.O_RDWR | os.O_CREAT)
    try:
        assert try_lock(fd)
        with pytest.raises(Conflict, match="Stop it first"):
            rotate_secret_key(file, settings)
    finally:
        os.close(fd)
    assert open_database(file, settings).secret_key == opened.secret_key
    assert len((opened.data_dir / "secret.key").read_bytes().split()) == 1


def test_who_had_it_open_seals_nothing_with_the_old_key(url: str, settings: Settings) -> None:
    stale = open_database(url, settings)
    fill(stale)
    rotate_secret_key(url, settings)
    with database.scope():
        with pytest.raises(SecretKeyChanged):
            keys.create_key(context(stale), KeyDraft(name="Second"))
        with pytest.raises(SecretKeyChanged):
            given_answers.answer_once(asking(stale), "twice", "request", lambda: ANSWER)
        assert Key.select().count() == 1


def test_what_cannot_be_read_stays_and_is_counted(file: str, settings: Settings) -> None:
    opened = open_database(file, settings)
    fill(opened)
    with database.scope(), database.write():
        Key.update(webhook_secret="damaged ä").execute()
    found = {one.name: one for one in look_over(file, settings)}
    key = found["secret key"]
    assert (key.verdict, "such as those of webhooks: 1." in key.said) == (Verdict.WARNING, True)
    rotated = rotate_secret_key(file, settings)
    assert (rotated.sealed, rotated.unreadable) == (1, 1)
    with database.scope():
        assert Key.get().webhook_secret == "damaged ä"


def test_the_keyring_gets_the_new_key_where_it_is_asked_for(file: str, settings: Settings) -> None:
    in_keyring = replace(settings, secret_store="keyring")
    shown = fill(open_database(file, settings))
    with using():
        rotated = rotate_secret_key(file, in_keyring)
        assert (rotated.place is None, rotated.said) == (False, "this account has no keyring that works")
    with using(MemoryKeyring()):
        assert rotate_secret_key(file, in_keyring).place is None
        opened = open_database(file, in_keyring)
        assert (opened.secret.place, opened.secret.said, secrets_of(opened)) == (None, "", [shown])
        rotate_secret_key(file, in_keyring, forget_older=True)
        assert not (opened.data_dir / "secret.key").exists()
        assert secrets_of(open_database(file, settings)) == [shown]
    with using(), pytest.raises(SecretKeyMissing):
        open_database(file, in_keyring)


def test_no_database_is_made_and_a_key_that_cannot_be_kept_changes_nothing(
    file: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DatabaseUnreachable, match="Nothing was made"):
        rotate_secret_key(file, settings)
    assert not Path(file).exists()
    before = open_database(file, settings)

    def refuses(*_: object) -> None:
        raise CannotWrite("The disk is full.")

    monkeypatch.setattr(secrets.secret_files, "replace", refuses)
    with pytest.raises(CannotWrite):
        rotate_secret_key(file, settings)
    assert open_database(file, settings).secret == before.secret


def test_who_seals_while_the_key_is_replaced_waits_and_is_told(
    postgres_database: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = open_database(postgres_database, settings)
    fill(stale)
    told: list[Exception] = []

    def make_a_key() -> None:
        try:
            with database.scope():
                keys.create_key(context(stale), KeyDraft(name="Second"))
        except SecretKeyChanged as changed:
            told.append(changed)

    other = threading.Thread(target=make_a_key)
    real = rotating.sealing.hit_marks.keep_ids

    def keep_ids(keys: tuple[bytes, ...]) -> None:
        other.start()
        wait_for(lambda: waiting() == 1, "the other one to wait")
        real(keys)

    monkeypatch.setattr(rotating.sealing.hit_marks, "keep_ids", keep_ids)
    rotate_secret_key(postgres_database, settings)
    other.join(20)
    assert len(told) == 1
    with database.scope():
        assert Key.select().count() == 1
    database.close()


def waiting() -> int:
    sql = "SELECT count(*) FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = "
    return database.proxy.execute_sql(f"{sql}current_database())").fetchone()[0]
