"""Two servers, each with a folder of its own, on one PostgreSQL: what is counted is counted for both."""

import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.models import Key
from qrdesk.core.opening import open_database
from qrdesk.core.settings import Settings
from tests.daemon.daemons import Daemon
from tests.desks import make_key

MOST = 10  # requests a minute
FIRST = 7


@pytest.mark.wide
def test_two_servers_count_the_requests_of_a_key_together(postgres_own: str, tmp_path: Path) -> None:
    key = make_key(open_database(postgres_own, Settings(data_dir=str(tmp_path / "here"))))
    with database.scope():
        Key.update(rate_limit=MOST).execute()
    database.close()
    (tmp_path / "there").mkdir(mode=0o700)
    shutil.copy(tmp_path / "here" / "secret.key", tmp_path / "there")
    with ExitStack() as stack:
        here, there = (Daemon(postgres_own, QRDESK_DATA_DIR=str(tmp_path / name)) for name in ("here", "there"))
        for node in (here, there):
            stack.callback(node.stop)
        bearer = {"Authorization": f"Bearer {key}"}
        first = [here.ask("/api/v1/links", headers=bearer).status for _ in range(FIRST)]
        then = [there.ask("/api/v1/links", headers=bearer).status for _ in range(MOST)]
    assert first == [200] * FIRST
    assert then == [200] * (MOST - FIRST) + [429] * FIRST
