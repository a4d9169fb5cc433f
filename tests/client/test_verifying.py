"""Receivers in Python believe what QRDesk signed, in each format, and nothing else."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from email.message import Message
from http.client import HTTPMessage
from pathlib import Path
from typing import Any

import pytest

from qrdesk.client import QRDeskError, WebhookInvalid, verify_webhook
from qrdesk.core.schemas.webhooks import Format
from qrdesk.core.webhooks import bodies, signing
from tests.core.webhooks.told import AT, HIT, LINK, a_told

NEW, OLD, OTHER = (signing.mint_secret() for _ in range(3))
NOW = datetime(2026, 4, 24, 14, 13, tzinfo=UTC)
FORMATS: tuple[Format, ...] = ("native", "honopu", "h0p", "usnp")
OTHERS = FORMATS[1:]
BODIES = {format: bodies.render(format, a_told(data={"sku": "Größe 42"})) for format in FORMATS}


def signed(format: Format = "native", *secrets: str, at: datetime = NOW, **options: Any) -> dict[str, str]:
    """Return the headers of a request with this format's body."""
    body = options.pop("body", BODIES[format])
    return signing.sign(
        format, secrets=secrets or [NEW], message_id="evt_5", at_s=int(at.timestamp()), body=body, **options
    )


def test_an_event_is_read() -> None:
    event = verify_webhook(BODIES["native"], signed(), NEW, now=NOW)
    assert (event.id, event.type, event.created_at) == (a_told().event_id, "link.clicked", AT)
    assert event.data == {"link": LINK, "hit": HIT}
    assert (event.body["seq"], event.body["endpoint_data"]) == (7, {"sku": "Größe 42"})


@pytest.mark.parametrize(
    ("format", "event_id", "kind"),
    [
        ("honopu", "evt_5", "scan.created"),
        ("h0p", a_told().event_id, "link.clicked"),
        ("usnp", HIT["uuid"], "hit"),
    ],
)
def test_the_other_formats_are_read(format: Format, event_id: str, kind: str) -> None:
    event = verify_webhook(BODIES[format], signed(format), NEW, format=format)
    assert (event.id, event.type, event.created_at.replace(microsecond=0)) == (
        event_id,
        kind,
        AT.replace(microsecond=0),
    )
    assert event.body == json.loads(BODIES[format])
    assert event.data == (event.body if format == "usnp" else event.body["data"])


@pytest.mark.parametrize("format", FORMATS)
def test_the_kinds_that_a_format_tells_can_all_be_read(format: Format) -> None:
    for kind in bodies.KNOWN[format]:
        body = bodies.render(format, a_told(kind))
        assert verify_webhook(body, signed(format, body=body), NEW, format=format, now=NOW).type


def test_a_body_that_was_cut_can_be_read() -> None:
    body = bodies.render("native", a_told(body={"link": {**LINK, "note": "x" * bodies.MOST_BYTES}}))
    assert verify_webhook(body, signed(body=body), NEW, now=NOW).body["cut"] is True


@pytest.mark.parametrize("format", FORMATS)
def test_what_others_sign_or_change_is_not_believed(format: Format) -> None:
    good, body = signed(format), BODIES[format]
    (name,) = {"webhook-signature"} if format == "native" else good.keys() - {"webhook-id"}
    forged = {
        "another secret": (signed(format, OTHER), body),
        "a changed body": (good, body.replace(b"42", b"43")),
        "a shorter body": (good, body[:-1]),
        "an empty signature": (good | {name: ""}, body),
        "half a signature": (good | {name: good[name][:-2]}, body),
        "another spelling": (good | {name: good[name].swapcase()}, body),
        "no plain text": (good | {name: "ä\udcff"}, body),
        "half a character": (good | {name: "\ud800"}, body),
        "no signature": ({"webhook-id": "evt_5"}, body),
        "no headers": ({}, body),
    }
    for why, (headers, content) in forged.items():
        with pytest.raises(WebhookInvalid):
            pytest.fail(f"{why}: {verify_webhook(content, headers, NEW, format=format, now=NOW)}")


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook-id": "evt_6"},
        {"webhook-id": "evt_5\udcff"},
        {"webhook-id": "a b"},
        {"webhook-timestamp": str(int(NOW.timestamp()) - 1)},
        {"webhook-timestamp": "now"},
        {"webhook-timestamp": "²"},
        {"webhook-timestamp": "9" * 99},
        {"webhook-signature": signed()["webhook-signature"].replace("v1,", "v2,")},
    ],
)
def test_id_and_time_are_signed(changed: dict[str, str]) -> None:
    with pytest.raises(WebhookInvalid):
        verify_webhook(BODIES["native"], signed() | changed, NEW, now=NOW)


@pytest.mark.parametrize(("seconds", "good"), [(-301, False), (-300, True), (0, True), (300, True), (301, False)])
def test_old_requests_and_those_of_the_future_are_refused(seconds: int, good: bool) -> None:
    headers = signed(at=NOW + timedelta(seconds=seconds))
    if good:
        assert verify_webhook(BODIES["native"], headers, NEW, now=NOW)
        return
    with pytest.raises(WebhookInvalid, match="more than 300 seconds"):
        verify_webhook(BODIES["native"], headers, NEW, now=NOW)
    assert verify_webhook(BODIES["native"], headers, NEW, now=NOW, tolerance_s=301)


def test_the_clock_is_looked_at_where_no_time_is_given() -> None:
    assert verify_webhook(BODIES["native"], signed(at=datetime.now(UTC)), NEW)
    with pytest.raises(WebhookInvalid, match="clock"):
        verify_webhook(BODIES["native"], signed(at=datetime.now(UTC) - timedelta(hours=1)), NEW)
    with pytest.raises(ValueError, match="time zone"):
        verify_webhook(BODIES["native"], signed(), NEW, now=NOW.replace(tzinfo=None))


@pytest.mark.parametrize("format", FORMATS)
def test_while_a_secret_takes_the_place_of_another_both_are_good(format: Format) -> None:
    for turn in (0, 1):
        headers = signed(format, NEW, OLD, turn=turn)
        assert verify_webhook(BODIES[format], headers, [OTHER, OLD, NEW], format=format, now=NOW)
        ours = NEW if turn == 0 or format == "native" else OLD
        assert verify_webhook(BODIES[format], headers, ours, format=format, now=NOW)


def test_the_headers_may_be_those_of_any_framework() -> None:
    shouted = {name.upper(): value for name, value in signed().items()}
    message = HTTPMessage()
    for name, value in signed().items():
        message[name.title()] = value
    for headers in (shouted, message):
        assert isinstance(headers, dict | Message)
        assert verify_webhook(BODIES["native"], headers, NEW, now=NOW).id


def test_h0p_may_have_a_header_and_a_prefix_of_its_own() -> None:
    headers = signed("h0p", header="X-Shop", prefix="v=")
    options: dict[str, Any] = {"signature_header": "X-Shop", "signature_prefix": "v="}
    assert verify_webhook(BODIES["h0p"], headers, NEW, format="h0p", **options)
    wrongs: list[dict[str, Any]] = [{}, options | {"signature_prefix": ""}, options | {"signature_header": ""}]
    for wrong in wrongs:
        with pytest.raises(WebhookInvalid):
            verify_webhook(BODIES["h0p"], headers, NEW, format="h0p", **wrong)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("secret", ["", [], ["short"], [NEW, ""]], ids=["empty", "none", "short", "one empty"])
def test_a_secret_that_is_none_is_a_mistake_of_the_program(format: Format, secret: str | list[str]) -> None:
    with pytest.raises(ValueError, match="secret") as mistake:
        verify_webhook(BODIES[format], signed(format), secret, format=format, now=NOW)
    assert not isinstance(mistake.value, QRDeskError)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"x"', b"\xff", b"{}", b"[" * 100_000])
@pytest.mark.parametrize("format", FORMATS)
def test_a_signed_body_of_another_shape_is_refused(format: Format, body: bytes) -> None:
    with pytest.raises(WebhookInvalid, match="body"):
        verify_webhook(body, signed(format, body=body), NEW, format=format, now=NOW)


def test_a_receiver_waits_for_no_table_and_no_http() -> None:
    program = "import sys; from qrdesk.client import verify_webhook; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True,
        timeout=60,
    )  # fmt: skip
    loaded = set(done.stdout.split())
    assert "qrdesk.client.verifying" in loaded
    assert not {"peewee", "sqlite3", "requests", "bottle", "PySide6", "qrdesk.core.operations"} & loaded
