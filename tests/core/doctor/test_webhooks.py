"""What the doctor says of webhooks: what waits too long, and those to which nothing is sent."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qrdesk.client import Client
from qrdesk.client.local import LocalTransport
from qrdesk.core import database
from qrdesk.core.doctor.finding import Verdict
from qrdesk.core.doctor.webhooks import look_at_webhooks
from qrdesk.core.models import Delivery, Endpoint, Outbox
from qrdesk.core.opening import Opened
from qrdesk.core.schemas.webhooks import EndpointDraft
from qrdesk.core.settings import Settings
from tests.core.doctor.cases import a_case
from tests.webhook_rows import told

HOUR = timedelta(hours=1)


@pytest.fixture(params=["sqlite", "postgres"])
def client(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Client]:
    postgres = request.param == "postgres"
    url = request.getfixturevalue("postgres_database") if postgres else str(tmp_path / "desk.db")
    with Client(LocalTransport(url, settings=Settings(data_dir=str(tmp_path / "data")))) as made, database.scope():
        yield made


def opened_by(client: Client) -> Opened:
    assert isinstance(client.transport, LocalTransport)
    return client.transport.opened


def endpoint(client: Client, name: str) -> str:
    return client.webhooks.create(EndpointDraft(name=name, url="https://till.example.com/hooks")).id


def test_nothing_waiting_is_good_and_what_is_sent_in_time_too(client: Client) -> None:
    opened = opened_by(client)
    assert look_at_webhooks(a_case(opened)) == (Verdict.GOOD, "Whatever is due was sent.")
    till = endpoint(client, "Till")
    told(client, till, [], at=datetime.now(UTC))
    told(client, till, [("refused", 503, 4)], at=datetime.now(UTC), next_in=HOUR)  # to be tried again, later
    assert look_at_webhooks(a_case(opened)) == (Verdict.GOOD, "Whatever is due was sent.")


def test_what_should_have_been_sent_long_ago_is_counted(client: Client) -> None:
    opened, till = opened_by(client), endpoint(client, "Till")
    for _ in range(2):
        told(client, till, [], at=datetime.now(UTC))
    later = a_case(opened, now=datetime.now(UTC) + 3 * HOUR)
    verdict, said = look_at_webhooks(later)
    assert (verdict, said[:68]) == (
        Verdict.WARNING,
        "Webhooks wait to be sent: 2, the oldest of them for 3 hours. The ser",
    )
    with database.write():  # rests: its receiver is down, and that is no fault of ours
        Endpoint.update(rest_until=later.now + HOUR).execute()
    assert look_at_webhooks(later)[0] is Verdict.GOOD


def test_events_that_nobody_spread_are_counted(client: Client) -> None:
    opened, till = opened_by(client), endpoint(client, "Till")
    told(client, till, [("delivered", 200, 4)], at=datetime.now(UTC) - HOUR * 5)
    with database.write():
        Outbox.update(pending=True).where(Outbox.kind == "link.clicked").execute()
    verdict, said = look_at_webhooks(a_case(opened))
    assert (verdict, "1, the oldest of them for 5 hours" in said) == (Verdict.WARNING, True)


def test_paused_and_switched_off_ones_are_named_with_what_waits(client: Client) -> None:
    opened, bar = opened_by(client), endpoint(client, "Bar")
    endpoint(client, "Quiet")
    off = endpoint(client, "Off")
    client.webhooks.pause(bar)
    told(client, bar, [("delivered", 200, 4)], at=datetime.now(UTC) - HOUR * 99)
    told(client, bar, [], at=datetime.now(UTC) - HOUR * 48)
    with database.write():
        Endpoint.update(disabled_at=datetime.now(UTC), disabled_why="failing").where(
            Endpoint.public_id == off
        ).execute()
    verdict, said = look_at_webhooks(a_case(opened))
    assert verdict is Verdict.WARNING
    assert "The webhook “Bar” is paused, and 1 wait for it, the oldest for 2 days. qrdesk webhook resume sends" in said
    assert "The webhook “Off” was switched off" in said
    assert "Quiet" not in said
    with database.write():
        Delivery.delete().execute()
        Endpoint.update(disabled_at=None).execute()
    assert look_at_webhooks(a_case(opened)) == (
        Verdict.GOOD,
        "Whatever is due was sent. Paused, with nothing waiting: 1.",
    )
