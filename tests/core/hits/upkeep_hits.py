"""Hits for tests of what is done with them once they are stored."""

import itertools
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.context import ALL, Actor, Context
from qrdesk.core.hits import rollups
from qrdesk.core.hits.hit_row import Agent, HitRow, Origin
from qrdesk.core.hits.ingest import store_hits
from qrdesk.core.models import RollupDay
from tests.core.hits.places import Place

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY = (NOON.date() - datetime(1970, 1, 1, tzinfo=UTC).date()).days  # of NOON
_ids = itertools.count()


def a_hit(place: Place, at: datetime = NOON, *, link_id: int = 0, visitor: str = "v", **more: Any) -> HitRow:
    said: dict[str, Any] = {"agent": Agent(device="mobile"), "origin": Origin(referrer_host="a.example"), **more}
    return HitRow(
        hit_id=f"t{next(_ids)}",
        at=int(at.timestamp() * 1e6),
        workspace_id=place.workspace_id,
        link_id=link_id or place.link_id,
        scan=said.pop("scan", True),
        bot=said.pop("bot", False),
        visitor=visitor,
        **said,
    )


def store(hits: Iterable[HitRow]) -> None:
    hits = list(hits)
    with database.write():
        assert len(store_hits(hits)) == len(hits)


def context(place: Place, now: datetime = NOON) -> Context:
    return Context(Actor(place.workspace_id, frozenset({ALL})), now, b"")


def sums(scope: str, owner_id: int) -> dict[int, tuple[int, int]]:
    """Return scans and visitors of an owner by day."""
    mine = (RollupDay.scope == scope) & (RollupDay.owner_id == owner_id)
    return {row.day: (row.scans, row.visitors) for row in RollupDay.select().where(mine)}


@contextmanager
def failing_put(monkeypatch: pytest.MonkeyPatch, call: int) -> Generator[None]:
    """Let the ``call``-th of the writes of sums fail with ``ZeroDivisionError``, as if the process ended there."""
    real, left = rollups.put, call

    def dying(found: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise ZeroDivisionError
        real(found)

    with monkeypatch.context() as patch:
        patch.setattr(rollups, "put", dying)
        yield
