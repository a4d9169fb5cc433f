"""A served database moved to PostgreSQL and back: visitors, programs and people get the answers they got before."""

import os
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from qrdesk.client import Client, KeyDraft, LinkDraft
from qrdesk.core import database
from qrdesk.core.hits import waiting
from qrdesk.core.moving.databases import move_database
from qrdesk.core.opening import open_existing
from qrdesk.core.schemas.links import LinkQuery
from qrdesk.core.settings import Settings
from tests.client.test_moving import everything, fill
from tests.daemon.asking import until
from tests.daemon.daemons import Daemon, alive

SLUGS = ("lunch", "r/lunch", "mittag", "r/poster", "old", "resting", "past", "gone", "secret", "nowhere", "LUNCH")
VISITS = 7  # of each
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1"


def answers(daemon: Daemon, key: str) -> dict[str, Any]:
    """Return what visitors get, and a program with a key from before."""
    agents = ({"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/127.0"}, {"User-Agent": PHONE})
    visits: dict[Any, Any] = {}
    for slug in SLUGS:
        for number, agent in enumerate(agents):
            got = daemon.ask(f"/{slug}", method="HEAD", headers=agent)  # which is answered and not counted
            visits[slug, number] = got.status, got.headers.get("location")
    bearer = {"Authorization": f"Bearer {key}"}
    for path in ("links/lunch/summary", "links?limit=100", "analytics/totals", "qr-codes", "audit"):
        assert daemon.ask(f"/api/v1/{path}", headers=bearer).status == 200, path
    return visits


def people(url: str) -> tuple[dict[str, Any], list[Any]]:
    """Return what the app shows."""
    with Client.local(url, Settings(webhook_allowed_networks="127.0.0.0/8")) as client:
        links = [one.model_dump(mode="json") for one in client.links.each(LinkQuery(state="any"))]
        return everything(client), links


def visit(daemon: Daemon) -> None:
    for number in range(VISITS):
        assert daemon.ask("/r/lunch", headers={"User-Agent": PHONE}).status == 302
        assert daemon.ask("/ab", headers={"User-Agent": f"Mozilla/5.0 Firefox/{120 + number}.0"}).status == 302


def kill(daemon: Daemon) -> None:
    """Kill a server so that its hits wait in files: whoever outlives its parent stores them first."""
    os.kill(daemon.process.pid, signal.SIGSTOP)
    family = list(daemon.children())
    for pid in (*family, daemon.process.pid):
        os.kill(pid, signal.SIGKILL)
    until(lambda: not any(map(alive, family)))


@pytest.mark.wide
def test_answers_are_the_same_before_and_after(postgres_own: str, tmp_path: Path) -> None:
    path, back = tmp_path / "here.db", tmp_path / "back.db"
    with Client.local(str(path), Settings(webhook_allowed_networks="127.0.0.0/8")) as here:
        fill(here)
        key = here.keys.create(KeyDraft(name="till")).key
    daemon = Daemon(path, QRDESK_HITS_DRAIN_MS="60000")
    try:
        visit(daemon)
        before = answers(daemon, key)
        kill(daemon)
    finally:
        daemon.stop()
    spool = open_existing(str(path), Settings()).spool
    database.close()
    assert waiting.look(spool).bytes
    moved = move_database(str(path), postgres_own)
    assert moved.hits == 2 * VISITS
    assert not waiting.look(spool).files
    for number, url in enumerate((postgres_own, str(back))):
        if number:
            move_database(postgres_own, url)
        assert people(url) == people(str(path))
        served = Daemon(url, QRDESK_DATA_DIR=str(moved.data_dir if not number else f"{back}.d"))
        try:
            assert answers(served, key) == before
        finally:
            served.stop()
        with Client.local(url, Settings()) as client:
            made = client.links.create(LinkDraft(destination="https://example.com/new", slug=f"new-{number}"))
            assert made.created_at <= datetime.now(UTC)
            client.links.delete(made.id)
        with Client.local(str(path), Settings()) as client:  # so that both have it
            client.links.delete(
                client.links.create(LinkDraft(destination="https://example.com/n", slug=f"new-{number}")).id
            )
