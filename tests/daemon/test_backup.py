"""A backup while a whole server answers visitors, and what is restored from it."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from qrdesk.core import database, secrets
from qrdesk.core.backup_reading import read_backup
from qrdesk.core.doctor import look_over
from qrdesk.core.models import Hit, Key
from qrdesk.core.opening import open_database
from qrdesk.core.schemas.base import Upload
from qrdesk.core.schemas.files import FileDraft
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.core.services import files, links
from tests.daemon.daemons import Daemon
from tests.desks import context, make_key
from tests.faults.processes import wait_for
from tests.forms import LOGO

_ROOT = Path(__file__).resolve().parents[2]
BACKUPS = 2


def qrdesk(*words: str) -> str:
    """Run a command as a process of its own."""
    environ = {**os.environ, "PYTHONPATH": str(_ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "qrdesk", *words], env=environ, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class Visitors:
    """Scan a code, one after the other, until the block ends."""

    def __init__(self, daemon: Daemon) -> None:
        self._daemon = daemon
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._scan)

    def __enter__(self) -> "Visitors":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _scan(self) -> None:
        while not self._stop.is_set():
            assert self._daemon.get("/r/menu")[0] == 302


@pytest.fixture
def key(path: Path, start: Callable[..., Daemon]) -> str:
    """A key for a database with a link and a picture."""
    assert start
    opened = open_database(str(path))
    with database.scope():
        links.create_link(context(opened), LinkDraft(destination="https://example.com/menu", slug="menu"))
        files.upload_file(context(opened), FileDraft(), Upload(LOGO, "logo.svg"))
    return make_key(opened)


def stored() -> int:
    with database.scope():
        return Hit.select().count()


def sealed(path: Path) -> list[str]:
    opened = open_database(str(path))
    with database.scope():
        return [secrets.unseal(opened.secret_key, row.webhook_secret) for row in Key.select()]


@pytest.mark.slow
def test_a_backup_under_load_restores_to_a_server_that_answers_the_same(
    path: Path, key: str, start: Callable[..., Daemon], tmp_path: Path
) -> None:
    shown, lost = sealed(path), tmp_path / "lost.db.d"
    daemon = start(workers=2)
    backups = [tmp_path / f"{number}.zip" for number in range(BACKUPS)]
    with Visitors(daemon):
        for file in backups:
            before = stored()
            wait_for(lambda before=before: stored() > before + 20, "nobody was answered")
            least = stored()
            told = json.loads(qrdesk("backup", "create", str(file), "--database", str(path), "--json"))
            assert least <= told["counts"]["hits"] <= stored()
    assert daemon.stop() == 0
    database.close()
    path.rename(tmp_path / "lost.db")
    shutil.move(f"{path}.d", lost)
    for file in backups:
        counts = read_backup(file).counts
        shutil.unpack_archive(file, file.with_suffix(""))
        restored = file.with_suffix("") / "qrdesk.db"
        shutil.copy(lost / "secret.key", f"{restored}.d")
        assert sealed(restored) == shown
        assert stored() == counts.hits > 20
        found = {one.name: one.verdict.value for one in look_over(str(restored))}
        assert {found[name] for name in ("database", "secret key", "sums", "pictures")} == {"good"}
    database.close()
    again = start(backups[-1].with_suffix("") / "qrdesk.db", workers=2)
    assert again.get("/r/menu")[:2] == (302, "https://example.com/menu")
    (picture,) = json.loads(again.ask("/api/v1/files", headers={"x-api-key": key}).body)["data"]
    answer = again.ask(f"/api/v1/files/{picture['id']}/content", headers={"x-api-key": key})
    assert (answer.status, b"<path" in answer.body) == (200, True)


@pytest.mark.wide
@pytest.mark.usefixtures("key")
def test_without_its_secret_key_what_was_restored_is_not_served(
    path: Path, start: Callable[..., Daemon], tmp_path: Path
) -> None:
    qrdesk("backup", "create", str(tmp_path / "b.zip"), "--database", str(path))
    shutil.unpack_archive(tmp_path / "b.zip", tmp_path / "new")
    refused = start(tmp_path / "new" / "qrdesk.db")
    assert (refused.stop(), refused.line) == (1, "")
    assert "secret_key_missing" in "".join(refused.log)
    assert not (tmp_path / "new" / "qrdesk.db.d" / "secret.key").exists()
