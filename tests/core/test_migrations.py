"""The schema, step by step: forward under a lock after a backup, and never over a newer one."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from peewee import PostgresqlDatabase
from playhouse.migrations import Runner
from playhouse.schema_diff import SchemaDiff, diff_models

from qrdesk.core import copying, database
from qrdesk.core.errors import CannotWrite, DatabaseNewer, DatabaseUnreachable
from qrdesk.core.migrations import run
from qrdesk.core.models import ALL_MODELS, GivenAnswer, Hit, VisitorSalt, Workspace
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings

ADD = """
def up(migrator, db):
    db.execute_sql("ALTER TABLE workspace ADD COLUMN motto TEXT")


def down(migrator, db):
    db.execute_sql("ALTER TABLE workspace DROP COLUMN motto")
"""
FAIL = """
def up(migrator, db):
    db.execute_sql("ALTER TABLE workspace ADD COLUMN motto TEXT")
    db.execute_sql("ALTER TABLE nothing ADD COLUMN motto TEXT")
"""


@pytest.fixture(params=["sqlite", "postgres"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path | None]:
    """Connect to a database that is up to date; hand out its file if it is one."""
    if request.param == "sqlite":
        file = tmp_path / "qrdesk.db"
        database.connect(str(file))
    else:
        file = None
        database.connect(request.getfixturevalue("postgres_database"))
    with database.scope():
        run.migrate(file)
        yield file
        runner().up()
    database.close()


def runner(folder: Path = run.FOLDER) -> Runner:
    return Runner(database.proxy.obj, str(folder))


def later(tmp_path: Path, text: str) -> Path:
    """Return a folder of migrations with one more than ours."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in run.FOLDER.glob("[0-9]*.py"):
        shutil.copy(file, folder)
    (folder / "9000_later.py").write_text(text)
    return folder


def differences() -> SchemaDiff:
    """Return where tables and models differ. The indexes of a partitioned table are not told, so we look ourselves."""
    models = list(ALL_MODELS)
    if isinstance(database.proxy.obj, PostgresqlDatabase):
        models.remove(Hit)
        assert set(columns("hit")) == set(Hit._meta.columns)
        sql = "SELECT indexname FROM pg_indexes WHERE tablename = 'hit' ORDER BY 1"
        found = [name for (name,) in database.proxy.execute_sql(sql)]
        assert found == ["hit_hit_id_at", "hit_link_id_at", "hit_pkey", "hit_workspace_id_at"]
    return diff_models(database.proxy.obj, models)


def columns(table: str) -> list[str]:
    return [column.name for column in database.proxy.get_columns(table)]


def test_the_tables_are_what_the_models_say(path: Path | None) -> None:
    assert not differences()
    assert run.migrate(path) is None


def test_each_step_leads_back_and_forth_again(path: Path | None) -> None:
    steps = [step.name for step in runner().migrations()]
    assert runner().down(steps[0]) == steps[::-1]
    assert set(database.proxy.get_tables()) - {"sqlite_sequence"} == {"schema_migration"}  # SQLite's own stays
    assert runner().up() == steps
    assert not differences()


def test_a_step_is_taken_once_and_after_a_backup(path: Path | None, tmp_path: Path) -> None:
    Workspace.create(name="Kept", created_at=datetime.now(UTC))
    folder = later(tmp_path, ADD)
    backup = run.migrate(path, folder)
    assert "motto" in columns("workspace")
    assert run.migrate(path, folder) is None
    if path is None:
        assert backup is None
    else:
        assert backup is not None
        assert backup.name.startswith("qrdesk.db.before-update-")
        with closing(sqlite3.connect(backup)) as copy:
            assert copy.execute("SELECT name FROM workspace").fetchall() == [("Kept",)]
            assert "motto" not in [row[1] for row in copy.execute("PRAGMA table_info(workspace)")]
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    runner(folder).down("9000_later")


def test_a_newer_database_is_refused_and_left_alone(path: Path | None, tmp_path: Path) -> None:
    folder = later(tmp_path, ADD)
    run.migrate(path, folder)
    with pytest.raises(DatabaseNewer, match=r"newer QRDesk \(9000_later\)\. Update QRDesk; nothing was changed"):
        run.migrate(path)
    assert "motto" in columns("workspace")
    runner(folder).down("9000_later")


def test_a_step_that_fails_leaves_everything_as_it_was(path: Path | None, tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable, match="as it was before"):
        run.migrate(path, later(tmp_path, FAIL))
    assert "motto" not in columns("workspace")
    assert "9000_later" not in runner().applied()
    assert not differences()


def test_opening_says_which_backup_it_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = str(tmp_path / "qrdesk.db")
    assert open_database(url, Settings()).backup is None
    folder = later(tmp_path, ADD)
    monkeypatch.setattr(run.migrate, "__defaults__", (folder,))
    backup = open_database(url, Settings()).backup
    assert backup is not None
    assert backup.parent == tmp_path
    assert open_database(url, Settings()).backup is None
    database.close()


def test_a_backup_is_not_written_over_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "qrdesk.db"
    database.connect(str(file))
    with database.scope():
        run.migrate(file)
        folder = later(tmp_path, ADD)
        made: list[Path | None] = []
        for _ in range(2):
            made.append(run.migrate(file, folder))
            runner(folder).down("9000_later")
    assert len(set(made)) == 2
    database.close()


@pytest.mark.parametrize("fault", [sqlite3.OperationalError("disk I/O error"), OSError(28, "No space left on device")])
def test_without_a_backup_nothing_is_changed_and_no_half_of_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    file = tmp_path / "qrdesk.db"
    database.connect(str(file))
    with database.scope():
        run.migrate(file)
        folder = later(tmp_path, ADD)
        before = sorted(one.name for one in tmp_path.iterdir())

        class Full(sqlite3.Connection):
            def close(self) -> None:
                super().close()
                raise fault

        monkeypatch.setattr(run.sqlite3, "connect", lambda path: sqlite3.Connection.__new__(Full) and Full(path))
        with pytest.raises(CannotWrite, match=r"backup .*before-update-.* cannot be written .*Nothing was changed"):
            run.migrate(file, folder)
        assert "motto" not in columns("workspace")
    assert sorted(one.name for one in tmp_path.iterdir()) == before
    database.close()


def test_a_backup_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    file = tmp_path / "qrdesk.db"
    database.connect(str(file))
    with database.scope():
        run.migrate(file)
        with pytest.raises(CannotWrite, match="No such file or directory"):
            run.migrate(tmp_path / "gone" / "qrdesk.db", later(tmp_path, ADD))
        assert "motto" not in columns("workspace")
    database.close()


def test_a_backup_is_as_private_as_the_database(tmp_path: Path) -> None:
    file = tmp_path / "qrdesk.db"
    database.connect(str(file))
    with database.scope():
        run.migrate(file)
        backup = run.migrate(file, later(tmp_path, ADD))
    database.close()
    assert backup is not None
    assert (backup.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o600, 0o600)


def test_a_backup_lacks_what_is_forgotten_within_days_and_no_half_of_one_stays(tmp_path: Path) -> None:
    file = tmp_path / "qrdesk.db"
    old, new = (tmp_path / f".qrdesk.db.before-update-20260101-000000.{number}" for number in (1, 2))
    for left in (old, new):
        left.write_bytes(b"SQLite format 3")
    os.utime(old, (1_767_225_600, 1_767_225_600))
    database.connect(str(file))
    with database.scope():
        run.migrate(file)
        VisitorSalt.create(day=20_000, salt="5a17" * 16)
        GivenAnswer.create(key_id=1, name="once", body=b"sealed" * 20, at=datetime.now(UTC))
        backup = run.migrate(file, later(tmp_path, ADD))
        assert (VisitorSalt.select().count(), GivenAnswer.select().count()) == (1, 1)
    database.close()
    assert backup is not None
    assert [one for one in (b"5a175a17", b"sealedsealed") if one in backup.read_bytes()] == []
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = [copy.execute(f"SELECT COUNT(*) FROM {table}").fetchone() for table in ("visitor_salt", "given_answer")]
    assert found == [(0,), (0,)]
    left_over = {one.name for one in tmp_path.glob("*before-update*")}
    assert left_over == {backup.name, new.name}  # the other one has just been begun


def test_a_database_from_before_there_was_anything_to_forget_is_backed_up(tmp_path: Path) -> None:
    file, folder = tmp_path / "qrdesk.db", tmp_path / "steps"
    folder.mkdir()
    shutil.copy(run.FOLDER / "0001_initial.py", folder)
    database.connect(str(file))
    with database.scope():
        assert run.migrate(file, folder) is None
        backup = run.migrate(file)
    database.close()
    assert backup is not None
    assert not set(copying.FORGOTTEN) <= set(_tables(backup))
    assert set(copying.FORGOTTEN) <= set(_tables(file))


def _tables(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as found:
        return [name for (name,) in found.execute("SELECT name FROM sqlite_master")]
