"""Receivers know our requests by their signatures: those with official libraries, and those that read the documents."""

import hashlib
import hmac
import time
from collections.abc import Callable
from math import ceil

import pytest
from standardwebhooks.webhooks import Webhook as StandardWebhook
from svix.webhooks import Webhook as SvixWebhook
from svix.webhooks import WebhookVerificationError

from qrdesk.core.schemas.webhooks import Format
from qrdesk.core.webhooks import bodies
from qrdesk.core.webhooks.signing import check_secret, mint_secret, sign
from tests.core.webhooks.told import a_told

NEW, OLD = mint_secret(), mint_secret()
BODY = bodies.render("native", a_told())
Verifier = Callable[[str, bytes, dict[str, str]], object]


def _standard(secret: str, body: bytes, headers: dict[str, str]) -> object:
    return StandardWebhook(secret).verify(body, headers)


def _svix(secret: str, body: bytes, headers: dict[str, str]) -> object:
    return SvixWebhook(secret).verify(body, headers)


@pytest.fixture(params=[_standard, _svix])
def verify(request: pytest.FixtureRequest) -> Verifier:
    return request.param


def _native(at_s: int, *secrets: str) -> dict[str, str]:
    return sign("native", secrets=secrets, message_id="evt_5", at_s=at_s, body=BODY)


@pytest.mark.parametrize("known", [NEW, OLD], ids=["new", "old"])
def test_official_verifiers_accept_the_new_secret_and_the_old_one(verify: Verifier, known: str) -> None:
    headers = _native(int(time.time()), NEW, OLD)
    verify(known, BODY, headers)
    assert set(headers) == {"webhook-id", "webhook-timestamp", "webhook-signature"}


def test_official_verifiers_accept_a_timestamp_of_a_moment_ago_and_refuse_one_of_301_seconds(verify: Verifier) -> None:
    now = time.time()
    verify(NEW, BODY, _native(int(now) - 240, NEW))
    with pytest.raises(WebhookVerificationError, match="too old"):
        verify(NEW, BODY, _native(int(now) - 301, NEW))


def test_official_verifiers_refuse_a_timestamp_301_seconds_ahead(verify: Verifier) -> None:
    at_s = ceil(time.time()) + 301
    with pytest.raises(WebhookVerificationError, match="too new"):
        verify(NEW, BODY, _native(at_s, NEW))
    assert at_s - time.time() > 300  # the clock has not caught up with it meanwhile


def test_official_verifiers_refuse_a_changed_body_another_id_another_time_and_another_secret(verify: Verifier) -> None:
    headers = _native(int(time.time()), NEW)
    earlier = str(int(headers["webhook-timestamp"]) - 1)
    wrong = [
        (NEW, BODY.replace(b"Fall Menu", b"Fall Mend"), {}),
        (NEW, BODY, {"webhook-id": "evt_6"}),
        (NEW, BODY, {"webhook-timestamp": earlier}),
        (OLD, BODY, {}),
    ]
    for secret, body, changes in wrong:
        with pytest.raises(WebhookVerificationError, match="No matching signature"):
            verify(secret, body, headers | changes)
    verify(NEW, BODY, headers)
    assert wrong[0][1] != BODY


def test_the_native_signature_is_the_one_that_the_specification_prints() -> None:
    # the example of the libraries' own tests
    headers = sign(
        "native",
        secrets=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        at_s=1614265330,
        body=b'{"test": 2432232314}',
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    ("format", "header", "before"),
    [
        ("honopu", "X-Honopu-Signature", ""),  # lower-case hex, no prefix
        ("h0p", "X-H0p-Signature", ""),
        ("usnp", "X-Webhook-Signature", "sha256="),
    ],
)
def test_each_dialect_signs_the_raw_body_in_its_own_header(format: Format, header: str, before: str) -> None:
    body = bodies.render(format, a_told())
    headers = sign(format, secrets=["s3cret" * 4], message_id="evt_5", at_s=1, body=body)
    wanted = before + hmac.new(b"s3cret" * 4, body, hashlib.sha256).hexdigest()
    assert headers == {header: wanted, "webhook-id": "evt_5"}
    changed = sign(format, secrets=["s3cret" * 4], message_id="evt_5", at_s=1, body=body + b" ")
    assert changed[header] != wanted


def test_the_header_and_the_prefix_of_h0p_can_be_chosen_and_of_no_other() -> None:
    def signed(format: Format) -> dict[str, str]:
        return sign(
            format, secrets=[NEW], message_id="evt_5", at_s=1, body=BODY, header="X-Signature", prefix="sha256="
        )

    h0p = signed("h0p")
    assert h0p["X-Signature"] == "sha256=" + hmac.new(NEW.encode(), BODY, hashlib.sha256).hexdigest()
    assert set(signed("honopu")) == {"X-Honopu-Signature", "webhook-id"}


@pytest.mark.parametrize("format", ["honopu", "h0p", "usnp"])
def test_while_two_secrets_are_good_the_tries_of_a_dialect_take_turns(format: Format) -> None:
    def signed(turn: int, *secrets: str) -> dict[str, str]:
        return sign(format, secrets=secrets, message_id="evt_5", at_s=1, body=BODY, turn=turn)

    assert [signed(turn, NEW, OLD) for turn in (1, 2, 3)] == [signed(0, OLD), signed(0, NEW), signed(0, OLD)]
    assert [signed(turn, NEW) for turn in (1, 2)] == [signed(0, NEW)] * 2


def test_secrets_are_made_at_random_and_good_for_every_format() -> None:
    made = {mint_secret() for _ in range(50)}
    assert len(made) == 50
    formats: tuple[Format, ...] = ("native", "honopu", "h0p", "usnp")
    assert all(check_secret(format, secret) == secret for secret in made for format in formats)


@pytest.mark.parametrize(
    ("format", "secret", "words"),
    [
        ("native", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "begins with whsec_"),
        ("native", "whsec_not base64 at all, not at all", "no base64"),
        ("native", "whsec_" + "ü" * 40, "no base64"),
        ("native", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", "no base64"),  # a letter is missing
        ("native", "whsec_" + "QUJD" * 7, "this holds 21"),
        ("native", "whsec_" + "QUJD" * 22, "holds 66"),
        ("native", "whsec_", "holds 0"),
        ("usnp", "short", "16 to 200"),
        ("honopu", "a" * 201, "16 to 200"),
        ("h0p", "a secret with blanks in it", "no blanks"),
        ("h0p", "a-secret-with-\n-in-it", "no blanks"),
        ("usnp", "ein-schlüssel-mit-umlaut", "plain ASCII"),
    ],
)
def test_a_secret_that_no_receiver_could_use_is_refused(format: Format, secret: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        check_secret(format, secret)
    assert check_secret(format, NEW) == NEW


@pytest.mark.parametrize("format", ["native", "usnp"])
def test_nothing_is_sent_unsigned(format: Format) -> None:
    with pytest.raises(ValueError, match="without a secret"):
        sign(format, secrets=[], message_id="evt_5", at_s=1, body=BODY)
    assert sign(format, secrets=[NEW], message_id="evt_5", at_s=1, body=BODY)
