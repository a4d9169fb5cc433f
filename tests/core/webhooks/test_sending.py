"""One attempt: what is sent, what is shown of it, and what answers mean in words."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet

from qrdesk.core import secrets
from qrdesk.core.models import Delivery, Endpoint, Outbox
from qrdesk.core.net.answers import Answer, Misleading, Refused, TimedOut, Unreachable
from qrdesk.core.webhooks import signing
from qrdesk.core.webhooks.sending import KEPT_BYTES, Request, prepare, send
from tests.core.webhooks.listeners import NOW
from tests.core.webhooks.told import HIT, LINK

KEY = Fernet.generate_key()
NEW, OLD, KEYS = (signing.mint_secret() for _ in range(3))
REQUEST = Request("https://shop.example/hook", {"X": "y"}, {}, b"{}")


def an_endpoint(**changes: Any) -> Endpoint:
    values = {"url": "https://shop.example/hook", "format": "native", "secret": secrets.seal(KEY, NEW), **changes}
    return Endpoint(**values)


def prepared(endpoint: Endpoint, *, attempt: int = 1, **more: Any) -> Request:
    delivery = Delivery(event_id="evt_1", kind="link.clicked", seq=7, attempts=attempt)
    event = Outbox(event_id="evt_1", at=NOW, kind="link.clicked", body=json.dumps({"link": LINK, "hit": HIT}))
    return prepare(endpoint, delivery, event, secret_key=KEY, now=NOW, workspace_id="wsp_1", **more)


def signed(format: Any, body: bytes, *by: str) -> dict[str, str]:
    return signing.sign(format, secrets=by, message_id="evt_1", at_s=int(NOW.timestamp()), body=body)


def test_the_secret_before_signs_too_until_its_time_is_over() -> None:
    endpoint = an_endpoint(old_secret=secrets.seal(KEY, OLD), old_until=NOW + timedelta(hours=1))
    request = prepared(endpoint)
    assert request.headers.items() >= signed("native", request.body, NEW, OLD).items()
    endpoint.old_until = NOW
    request = prepared(endpoint)
    assert request.headers.items() >= signed("native", request.body, NEW).items()


def test_formats_with_room_for_one_signature_have_attempts_take_turns() -> None:
    until = NOW + timedelta(hours=1)
    endpoint = an_endpoint(format="honopu", old_secret=secrets.seal(KEY, OLD), old_until=until)
    assert prepared(endpoint).headers.items() >= signed("honopu", prepared(endpoint).body, NEW).items()
    endpoint.old_signs = True  # it arrived last
    assert prepared(endpoint).headers.items() >= signed("honopu", prepared(endpoint).body, OLD).items()
    endpoint.failures = 1
    first, second = prepared(endpoint, attempt=2), prepared(endpoint, attempt=3)
    assert first.headers.items() >= signed("honopu", first.body, OLD).items()
    assert second.headers.items() >= signed("honopu", second.body, NEW).items()


def test_the_key_that_owns_it_signs_what_it_made() -> None:
    request = prepared(an_endpoint(format="usnp"), key_secret=secrets.seal(KEY, KEYS))
    assert request.headers.items() >= signed("usnp", request.body, KEYS).items()
    assert request.deadline_s == 10


def test_headers_of_their_own_go_along_but_take_the_place_of_none_of_ours_and_are_not_shown() -> None:
    own = {
        "Authorization": "Bearer s3cret",
        "User-Agent": "evil",
        "WEBHOOK-ID": "evil",
        "host": "evil.example",
        "Transfer-Encoding": "chunked",
        "Content-Length": "0",
    }
    request = prepared(an_endpoint(headers=secrets.seal(KEY, json.dumps(own))))
    assert request.headers["Authorization"] == "Bearer s3cret"
    assert "evil" not in "".join(request.headers.values())
    assert not {"host", "transfer-encoding", "content-length"} & {name.lower() for name in request.headers}
    assert request.shown_headers == {**request.headers, "Authorization": "•••"}
    assert "s3cret" not in repr(request)


def test_json_of_its_own_goes_along() -> None:
    body = json.loads(prepared(an_endpoint(told='{"sku": "WIDGET-42"}')).body)
    assert body["endpoint_data"] == {"sku": "WIDGET-42"}
    assert (body["id"], body["seq"], body["workspace_id"]) == ("evt_1", 7, "wsp_1")


class Answers:
    """Stands in for the network: it answers, or raises."""

    def __init__(self, what: Answer | Exception) -> None:
        self.what = what

    def post(self, url: str, **_: Any) -> Answer:
        if isinstance(self.what, Exception):
            raise self.what
        return self.what


def an_answer(status: int = 200, body: bytes = b"", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, named, body, REQUEST.url, True)


@pytest.mark.parametrize(
    ("status", "outcome", "error"),
    [
        (200, "delivered", ""),
        (299, "delivered", ""),
        (
            302,
            "refused",
            "It answered with a redirect (302); webhooks follow none. Enter the address that it leads to.",
        ),
        (404, "refused", "It answered 404 (Not Found)."),
        (410, "refused", "It answered that it is gone for ever (410), so nothing more is sent there."),
        (799, "refused", "It answered 799."),
    ],
)
def test_only_2xx_is_an_arrival(status: int, outcome: str, error: str) -> None:
    result = send(Answers(an_answer(status)), REQUEST)
    assert (result.outcome, result.error, result.status_code) == (outcome, error, status)
    assert (result.arrived, result.gone) == (outcome == "delivered", status == 410)


@pytest.mark.parametrize(
    ("fault", "outcome", "busy", "words"),
    [
        (TimedOut("It did not answer in time."), "timed_out", True, "It did not answer in time."),
        (Unreachable("Nothing answers there."), "unreachable", False, "Nothing answers there."),
        (Misleading("x"), "blocked", False, "write it plainly"),
        (Refused("10.1.2.3", "10.1.2.3"), "blocked", False, "with QRDESK_WEBHOOK_ALLOWED_NETWORKS=10.0.0.0/8."),
        (Refused("crm.lan", "192.168.7.9"), "blocked", False, "crm.lan is in a private network"),
        (Refused("crm.lan"), "blocked", False, "with the setting QRDESK_WEBHOOK_ALLOWED_NETWORKS."),
        (ValueError("header of Bearer s3cret"), "blocked", False, "One of its headers cannot be sent."),
    ],
)
def test_what_goes_wrong_is_said_in_words(fault: Exception, outcome: str, busy: bool, words: str) -> None:
    result = send(Answers(fault), REQUEST)
    assert (result.outcome, result.busy, result.status_code) == (outcome, busy, None)
    assert words in result.error
    assert "192.168.7.9" not in result.error
    assert "s3cret" not in result.error


def test_what_was_answered_is_kept_as_far_as_every_database_can() -> None:
    result = send(
        Answers(replace(an_answer(503, b"\x00\xff" + b"x" * 40_000, Retry_After="120"), whole=False)), REQUEST
    )
    assert (result.body[:3], len(result.body), result.cut) == ("\ufffd\ufffdx", KEPT_BYTES, True)
    assert (result.retry_after, result.headers) == ("120", {"Retry-After": "120"})
    many = Answer(200, {f"X-{number}": "y" * 1000 for number in range(100)}, b"", REQUEST.url, True)
    assert len(json.dumps(dict(send(Answers(many), REQUEST).headers))) < KEPT_BYTES + 1000


@pytest.mark.parametrize(("status", "busy"), [(429, True), (502, True), (504, True), (500, False), (503, False)])
def test_some_answers_say_that_it_has_too_much_to_do(status: int, busy: bool) -> None:
    assert send(Answers(an_answer(status)), REQUEST).busy is busy
