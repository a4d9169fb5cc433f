"""Webhooks of a whole daemon: sent by its background process, counted, and let go of in time."""

import json
import logging
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from qrdesk.core import database, secrets
from qrdesk.core.models import Delivery, Endpoint
from qrdesk.core.opening import Opened, open_database
from qrdesk.core.settings import Settings
from qrdesk.core.webhooks import outbox, signing
from qrdesk.daemon import deliveries
from qrdesk.daemon.deliveries import Deliveries
from tests.core.webhooks.hearing import LOOPBACK, Receiver, receiving
from tests.daemon.asking import until
from tests.daemon.daemons import Daemon


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def opened(database_url: str) -> Iterator[Opened]:
    found = open_database(database_url, Settings())
    yield found
    database.close()


def listen(opened: Opened, receiver: Receiver) -> None:
    now = datetime.now(UTC)
    with database.write():
        Endpoint.create(
            workspace=opened.owner.workspace_id,
            name="Shop",
            url=receiver.url(),
            format="native",
            kinds="domain.failing",
            secret=secrets.seal(opened.secret_key, signing.mint_secret()),
            created_at=now,
            updated_at=now,
        )


def happen(opened: Opened) -> str:
    with database.write():
        return outbox.write(opened.owner.workspace_id, "domain.failing", {}, at=datetime.now(UTC))


def counted(daemon: Daemon) -> list[float]:
    text = daemon.get("/metrics")[2].decode()
    return [float(one) for one in re.findall(r"^qrdesk_webhooks_(?:delivered|failed)_total (\S+)$", text, re.MULTILINE)]


def test_the_background_process_sends_webhooks_and_counts_them(
    opened: Opened, receiver: Receiver, start_on_each: Callable[..., Daemon]
) -> None:
    daemon = start_on_each(QRDESK_WEBHOOK_ALLOWED_NETWORKS="127.0.0.0/8")
    listen(opened, receiver)
    told = happen(opened)
    until(lambda: receiver.ids() == [told])
    until(lambda: counted(daemon) == [1, 0])
    assert json.loads(receiver.heard[0].body)["type"] == "domain.failing"
    assert daemon.stop() == 0
    with database.scope():
        row = Delivery.get()
        assert (row.status, row.attempts) == ("delivered", 1)
        assert Endpoint.get().leased_by == ""


def test_it_ends_when_it_is_told_to(opened: Opened, receiver: Receiver) -> None:
    listen(opened, receiver)
    sending = Deliveries(LOOPBACK)
    sending.start(opened.secret_key)
    told = happen(opened)
    until(lambda: sending.counts.get("webhooks_sent") == 1)
    assert sending.stop()
    assert receiver.ids() == [told]
    assert sending.stop()  # once more does no harm


def test_one_that_never_began_has_nothing_to_end() -> None:
    sending = Deliveries(LOOPBACK)
    assert sending.counts == {}
    assert sending.stop()


def test_a_sender_that_breaks_says_so(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("torn")

    monkeypatch.setattr(deliveries.Sender, "run", broken)
    sending = Deliveries(LOOPBACK)
    with caplog.at_level(logging.ERROR):
        sending.start(opened.secret_key)
        assert sending.stop()
    assert "Webhooks are not sent any more before QRDesk is started anew." in caplog.text
