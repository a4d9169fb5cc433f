"""A whole server with two web processes: one limit for both, and a new start begins with nothing."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.models import Key
from qrdesk.core.opening import open_database
from tests.daemon.daemons import Daemon
from tests.desks import make_key

LIMIT = 20


@pytest.mark.slow
def test_two_web_processes_share_one_limit(path: Path, start: Callable[..., Daemon]) -> None:
    daemon = start(workers=2)
    key = make_key(open_database(str(path)))
    with database.scope():
        Key.update(rate_limit=LIMIT).execute()

    def ask(_: int) -> int:
        return daemon.ask("/api/v1/tags", headers={"x-api-key": key}).status

    with ThreadPoolExecutor(8) as visitors:
        given = Counter(visitors.map(ask, range(100)))
    assert given == {200: LIMIT, 429: 100 - LIMIT}
    assert list(daemon.data_dir.glob("pace-*.db"))
    daemon.stop()
    again = start(workers=1)
    assert again.ask("/api/v1/tags", headers={"x-api-key": key}).status == 200
    assert not list(again.data_dir.glob("pace-*"))


@pytest.mark.slow
def test_visits_have_a_ceiling_where_one_is_set(path: Path, start: Callable[..., Daemon]) -> None:
    daemon = start(QRDESK_VISITS_PER_MINUTE="10")
    with ThreadPoolExecutor(4) as visitors:
        given = Counter(visitors.map(lambda _: daemon.ask("/nothing").status, range(40)))
    assert given == {404: 10, 429: 30}
    assert daemon.ask("/healthz").status == 200
