"""After a rotation, where there is room for one signature: whichever secret the receiver has, it gets what happens."""

import hashlib
import hmac
from datetime import timedelta

from qrdesk.core import database
from qrdesk.core.models import Endpoint
from tests.core.webhooks.hearing import Desk, Heard, deliveries, fresh
from tests.core.webhooks.listeners import NOW, happen

OLD, NEW = "the-secret-from-before", "the-secret-from-now-on"


def checking(desk: Desk, secret: str) -> list[Heard]:
    """Have the receiver refuse what is signed otherwise; return what it refused."""
    refused: list[Heard] = []

    def answer(heard: Heard) -> tuple[int, dict[str, str]]:
        wanted = hmac.new(secret.encode(), heard.body, hashlib.sha256).hexdigest()
        if heard.headers["x-honopu-signature"] == wanted:
            return 204, {}
        refused.append(heard)
        return 401, {}

    desk.receiver.answers = answer
    return refused


def rotated(desk: Desk) -> Endpoint:
    old, until = desk.sealed(OLD), NOW + timedelta(days=1)
    what = {"format": "honopu", "kinds": "link.deleted"}
    return desk.listen("/hook", secret=NEW, old_secret=old, old_until=until, old_signs=True, **what)


def burst(desk: Desk) -> None:
    happen(desk.workspace_id, 20, "link.deleted")
    desk.send_all()


def arrived(shop: Endpoint) -> int:
    return sum(row.status == "delivered" for row in deliveries(shop))


def test_a_receiver_that_has_the_old_one_refuses_nothing(desk: Desk) -> None:
    shop = rotated(desk)
    refused = checking(desk, OLD)
    burst(desk)
    assert (arrived(shop), refused) == (20, [])
    assert fresh(shop).old_signs


def test_a_receiver_that_changes_over_gets_a_burst_within_minutes_and_refuses_nothing_afterwards(desk: Desk) -> None:
    shop = rotated(desk)
    refused = checking(desk, NEW)
    burst(desk)
    for _ in range(7):
        desk.later(minutes=1)
        desk.send_all()
    assert arrived(shop) == 20
    assert not fresh(shop).old_signs
    refused.clear()
    burst(desk)
    assert (arrived(shop), refused) == (40, [])


def test_once_the_grace_is_over_the_new_one_signs_alone(desk: Desk) -> None:
    shop = rotated(desk)
    with database.scope(), database.write():
        Endpoint.update(old_until=NOW - timedelta(seconds=1)).execute()
    refused = checking(desk, NEW)
    burst(desk)
    assert (arrived(shop), refused) == (20, [])
