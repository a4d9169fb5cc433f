"""A PostgreSQL server for tests: one that ``QRDESK_TEST_POSTGRES`` names, else one of our own for the session.

The fixtures are there for every test: ``postgres`` is the server, ``postgres_database`` a database on it for one test
after the other, brought up to date and with no row but the plans that ship, ``postgres_own`` one that no other test
has or will have. Fixtures with ``BOTH`` kinds as parameters run each of their tests once more, on PostgreSQL.
"""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from qrdesk.core import database
from qrdesk.core.migrations.run import migrate
from qrdesk.core.models import ALL_MODELS

BOTH = ("sqlite", "postgres")
_INSTALLED = Path("/usr/lib/postgresql")
PARTS = b"SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'hit'::regclass"
_FOLDER = "qrdesk-pg-"  # before the number of the process whose it is
# It waits for the end of whoever holds its standard input, however that comes, and clears up.
# A frozen server would not hear that it is to stop.
_GUARD = 'read -r _; kill -CONT "$(head -n 1 "$0/data/postmaster.pid")"; "$@"; rm -rf -- "$0"'
# nothing outlives it: it need not keep what a crash would lose, nor tidy up, nor learn
_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c jit=off"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server's maintenance database; the test is skipped where there is no server to start."""
    pytest.importorskip("psycopg")
    if given := os.environ.get("QRDESK_TEST_POSTGRES"):
        yield given
        return
    programs = _newest_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed, and QRDESK_TEST_POSTGRES names no server")
    with _server(programs) as url:
        yield url


@contextmanager
def fresh_database(server: str, *, like: str = "template1") -> Generator[str]:
    """Make a database, empty or ``like`` one that nobody is connected to; hand out its URL, and drop it."""
    name = f"qrdesk_test_{os.getpid()}_{secrets.token_hex(4)}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE {like}")
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        _run(server, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def database_of(request: pytest.FixtureRequest, folder: Path) -> Generator[str]:
    """Hand out an empty database of the kind in ``BOTH`` that a fixture has as its parameter: a new file, or a URL.

    Its own for as long as the fixture lives; what lies beside it belongs into ``folder`` too.
    """
    if request.param == "sqlite":
        yield str(folder / "q.db")
        return
    server, template = (request.getfixturevalue(name) for name in ("postgres", "postgres_template"))
    with fresh_database(server, like=template) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> Iterator[str]:
    """The name of a database that was brought up to date, to be copied: the steps take four times as long."""
    with fresh_database(postgres) as url:
        database.connect(url)
        with database.scope():
            migrate(None)
            database.proxy.execute_sql("CREATE SCHEMA shipped")
            database.proxy.execute_sql("CREATE TABLE shipped.plan AS TABLE plan")
        database.close()
        yield urlsplit(url).path.removeprefix("/")


@pytest.fixture(scope="session")
def migrated_database(postgres: str, postgres_template: str) -> Iterator[str]:
    """The URL of a database for the session, brought up to date; tests ask for ``postgres_database``."""
    with fresh_database(postgres, like=postgres_template) as url:
        yield url


@pytest.fixture
def postgres_partless(postgres_database: str) -> str:
    """The URL of a PostgreSQL database that has no part for hits yet, either."""
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(postgres_database) as connection:
        for (part,) in connection.execute(PARTS).fetchall():
            connection.execute(f"DROP TABLE {part}".encode())
    return postgres_database


@pytest.fixture
def postgres_own(postgres: str, postgres_template: str) -> Iterator[str]:
    """The URL of a database of this test's own, brought up to date."""
    with fresh_database(postgres, like=postgres_template) as url:
        yield url


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind: a file that is not there yet, and a URL where there is a server."""
    return str(tmp_path / "q.db") if request.param == "sqlite" else request.getfixturevalue("postgres_database")


@pytest.fixture
def postgres_database(migrated_database: str) -> str:
    """The URL of a database that nobody has used yet."""
    import psycopg

    tables = [str(model._meta.table_name) for model in ALL_MODELS]  # what is pointed at stands before what points
    with psycopg.connect(migrated_database) as connection:
        connection.execute(b"TRUNCATE audit_entry")  # whose rows a trigger keeps from being deleted
        for table in reversed(tables):
            connection.execute(f"DELETE FROM {table}".encode())
        connection.execute(b"INSERT INTO change_epoch (id, value) VALUES (1, 0)")
        connection.execute(b"INSERT INTO plan SELECT * FROM shipped.plan")
    return migrated_database


def _newest_programs() -> Path | None:
    found = [folder for folder in _INSTALLED.glob("*/bin") if (folder / "initdb").exists()]
    return max(found, key=lambda folder: float(folder.parent.name), default=None)


@dataclass(frozen=True)
class Server:
    """A PostgreSQL of our own, which a test may take away and give back."""

    folder: Path
    control: tuple[str, ...]
    options: str

    @property
    def url(self) -> str:
        """The URL of its maintenance database."""
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        log = str(self.folder / "log")
        subprocess.run([*self.control, "-l", log, "-o", self.options, "start"], check=True, cwd="/", timeout=60)

    def crash(self) -> None:
        """End it as a loss of power would, but for what the system has written for it already."""
        subprocess.run([*self.control, "-m", "immediate", "stop"], check=True, capture_output=True, cwd="/", timeout=60)

    def freeze(self) -> None:
        """Let it take connections and questions, and answer nothing."""
        first = _server_of(self.folder)
        assert first
        os.kill(first, signal.SIGSTOP)  # it first: it starts the others
        for child in _children_of(first):
            _signal(child, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on where it was; nothing is done to one that is not frozen."""
        first = _server_of(self.folder)
        for process in [*_children_of(first), first] if first else []:
            _signal(process, signal.SIGCONT)


@contextmanager
def own_server(more: str = "") -> Generator[Server]:
    """Start a server that is gone afterwards; ``more`` are options of it. Skipped where there is none to start."""
    pytest.importorskip("psycopg")
    programs = _newest_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with _started(programs, f"{_QUICK} {more}") as server:
        try:
            yield server
        finally:
            server.thaw()


@contextmanager
def _server(programs: Path) -> Generator[str]:
    with _started(programs, _QUICK) as server:
        yield server.url


@contextmanager
def _started(programs: Path, settings: str) -> Generator[Server]:
    _clear_up()
    # not pytest's own: another user must get in
    folder = Path(tempfile.mkdtemp(prefix=f"{_FOLDER}{os.getpid()}-"))
    as_user: list[str] = []
    if os.geteuid() == 0:  # which the server refuses to run as
        shutil.chown(folder, "postgres", "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    control = (*as_user, str(programs / "pg_ctl"), "-D", str(folder / "data"), "-w")
    with _ended_with_us(folder, *control, "-m", "immediate", "stop"):
        init = [*as_user, str(programs / "initdb"), "-D", str(folder / "data"), "-A", "trust", "-U", "postgres", "-N"]
        subprocess.run(init, check=True, capture_output=True, cwd="/", timeout=60)
        options = f"-c listen_addresses= -c unix_socket_directories={folder} {settings} -c max_connections=50"
        server = Server(folder, control, options)
        server.start()
        yield server


@contextmanager
def _ended_with_us(folder: Path, *stop: str) -> Generator[None]:
    """Run ``stop`` and remove ``folder`` after the body, and also where this process is killed in the middle of it."""
    guard = ["sh", "-c", _GUARD, str(folder), *stop]
    silent = subprocess.DEVNULL
    # in a session of its own: what kills all of ours does not reach it
    with subprocess.Popen(
        guard, stdin=subprocess.PIPE, stdout=silent, stderr=silent, cwd="/", start_new_session=True
    ) as waiting:
        yield
    assert waiting.returncode == 0
    assert not folder.exists()


def _clear_up() -> None:
    """Remove what processes that are gone have left behind, unless a server still works in it."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*-*"):
        owner = folder.name.removeprefix(_FOLDER).partition("-")[0]
        if owner.isdecimal() and not _runs(int(owner)) and not _runs(_server_of(folder)):
            shutil.rmtree(folder, ignore_errors=True)  # its own guard, or another session, may be at it, too


def _server_of(folder: Path) -> int:
    """Return the number of the process that says it works in ``folder``; 0 for none."""
    try:
        return int((folder / "data" / "postmaster.pid").read_text().partition("\n")[0])
    except (OSError, ValueError):
        return 0


def _children_of(parent: int) -> list[int]:
    found: list[int] = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(folder.name))
    return found


def _signal(process: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, number)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return process > 0


def _run(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())  # bytes: psycopg takes text as a literal only
