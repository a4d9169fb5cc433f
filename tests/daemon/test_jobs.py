"""The jobs beside the drain, on a real database and with destinations on this computer."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from peewee import OperationalError

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.models import Domain, Link, TargetCheck
from qrdesk.core.schemas.domains import DomainDraft
from qrdesk.core.schemas.links import LinkState, TargetStatus
from qrdesk.core.services import domains, links, verification
from qrdesk.core.settings import Settings
from qrdesk.daemon import jobs as jobs_module
from qrdesk.daemon.jobs import Jobs
from tests.core.net.name_server import name_server
from tests.core.net.receivers import answering, receiver, silent
from tests.core.services.places import START, a_link, kinds, workspace

LOOPBACK = Settings(check_allowed_networks="127.0.0.0/8")
LONG_S = 60.0


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", LOOPBACK) as found:
        yield found


def go(settings: Settings, now: datetime = START) -> None:
    """Do rounds, as the background process does, until there is nothing more to do at ``now``."""
    jobs = Jobs(settings)
    more = True
    while more:
        jobs.tick(now)
        assert jobs.wait(LONG_S)
        more = jobs.resting_s == 0
    assert jobs.stop()


def test_destinations_are_looked_at_and_a_dead_one_sends_visitors_elsewhere(ctx: Context) -> None:
    shown = [b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"]

    def talk(connection: Any, _: Any) -> None:
        connection.sendall(shown[0])

    with receiver(talk) as host:
        link = a_link(ctx, f"http://{host}/", fallback_destination="https://example.com/else")
        for minutes in (0, 15, 30):
            go(LOOPBACK, START + timedelta(minutes=minutes))
        target = links.get_link(ctx, link.id).target
        assert (target.status, target.on_fallback, target.http_status) == (TargetStatus.DOWN, True, 404)
        shown[0] = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
        go(LOOPBACK, START + timedelta(minutes=31))
        assert links.get_link(ctx, link.id).target.status is TargetStatus.DOWN  # not looked at so soon
        go(LOOPBACK, START + timedelta(hours=2))
    target = links.get_link(ctx, link.id).target
    assert (target.status, target.on_fallback) == (TargetStatus.UP, False)
    assert kinds() == ["link.destination_down", "link.destination_up"]


def test_many_links_are_all_looked_at(ctx: Context) -> None:
    with receiver(answering(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) as host:
        for number in range(60):
            a_link(ctx, f"http://{host}/{number % 2}", f"n{number}")
        go(LOOPBACK)
    assert TargetCheck.select().where(TargetCheck.status == "up").count() == 60


def test_nothing_is_looked_at_where_that_is_switched_off(ctx: Context) -> None:
    a_link(ctx, "http://10.0.0.1/")
    go(replace(LOOPBACK, target_check_hours=0))
    assert TargetCheck.select().count() == 0


def test_domains_are_looked_at_daily(ctx: Context) -> None:
    texts: dict[str, list[str]] = {}
    with name_server(texts) as server:
        settings = replace(LOOPBACK, dns_servers=server)
        for number in range(25):  # more than one round
            made = domains.create_domain(ctx, DomainDraft(url=f"d{number}.invalid"))
            assert made.dns_record is not None
            texts[made.dns_record.name] = [made.dns_record.value]
        go(settings)
        verified = Domain.verified_at.is_null(False) & (Domain.verify_token != "")
        assert Domain.select().where(verified).count() == 25
        texts.clear()
        go(settings, START + timedelta(hours=1))
        assert kinds() == ["domain.verified"] * 25
        assert not verification.find_due_domains(START + timedelta(hours=1), 50)
        go(settings, START + timedelta(hours=25))
        assert kinds()[25:] == ["domain.failing"] * 25
        assert Domain.select().where(verified).count() == 25


def test_the_blocklist_is_held_against_all_links_and_again_when_it_changes(ctx: Context, tmp_path: Path) -> None:
    file = tmp_path / "list"
    settings = Settings(blocklist=str(file), target_check_hours=0)
    link = a_link(ctx, "https://bad.example/")
    go(settings)
    assert links.get_link(ctx, link.id).state is LinkState.LIVE
    jobs = Jobs(settings)
    file.write_text("bad.example\n")
    jobs.tick(START)
    assert jobs.wait(LONG_S)
    assert links.get_link(ctx, link.id).state is LinkState.SUSPENDED
    other = a_link(ctx, "https://bad.example/", "other")
    for now, state in (
        (START + timedelta(hours=23), LinkState.LIVE),
        (START + timedelta(hours=24), LinkState.SUSPENDED),
    ):
        jobs.rest_no_more()
        jobs.tick(now)
        assert jobs.wait(LONG_S)
        assert links.get_link(ctx, other.id).state is state
    file.write_text("nobody.example\n")
    jobs.rest_no_more()
    jobs.tick(START + timedelta(hours=25))
    assert jobs.wait(LONG_S)
    assert links.get_link(ctx, other.id).state is LinkState.LIVE


def test_a_tick_never_waits_and_the_end_waits_for_no_answer(ctx: Context) -> None:
    asked = threading.Event()

    def talk(connection: Any, over: threading.Event) -> None:
        asked.set()
        silent(connection, over)

    with receiver(talk) as host:
        link = a_link(ctx, f"http://{host}/")
        jobs = Jobs(LOOPBACK)
        jobs.tick(START)
        assert asked.wait(LONG_S)
        for _ in range(100):
            jobs.tick(START)
        assert len([one for one in threading.enumerate() if one.name == "jobs"]) == 1
        assert jobs.stop(LONG_S)
        jobs.tick(START)
        assert not [one for one in threading.enumerate() if one.name == "jobs"]
    assert links.get_link(ctx, link.id).target.checked_at is None
    assert Link.get().on_fallback is False


def test_trouble_with_one_job_does_not_end_the_others(
    ctx: Context, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    def broken(*_: object) -> Any:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(jobs_module.checks, "take_due", broken)
    monkeypatch.setattr(jobs_module.verification, "find_due_domains", broken)
    (tmp_path / "list").write_text("bad.example\n")
    link = a_link(ctx, "https://bad.example/")
    jobs = Jobs(Settings(blocklist=str(tmp_path / "list")))
    for _ in range(2):
        jobs.tick(datetime.now(UTC))
        assert jobs.wait(LONG_S)
        assert jobs.resting_s > 1
        jobs.rest_no_more()
    assert links.get_link(ctx, link.id).state is LinkState.SUSPENDED
    assert [record.getMessage() for record in caplog.records] == [
        "Work beside the drain failed and is tried again. RuntimeError: a fault of ours"
    ]


def test_a_database_that_is_away_is_tried_again(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> Any:
        with database.translated():
            raise OperationalError("database is locked")

    monkeypatch.setattr(jobs_module.checks, "enlist", away)
    jobs = Jobs(LOOPBACK)
    jobs.tick(START)
    assert jobs.wait(LONG_S)
    assert jobs.resting_s > 1
    monkeypatch.undo()
    link = a_link(ctx, "http://10.0.0.1/")
    jobs.rest_no_more()
    jobs.tick(START)
    assert jobs.wait(LONG_S)
    assert links.get_link(ctx, link.id).target.checked_at == START
