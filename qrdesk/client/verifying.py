"""Whether a request that came to you is a webhook of QRDesk, and what it tells.

event = verify_webhook(body, request.headers, os.environ["WEBHOOK_SECRET"])
"""

import hmac
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol, cast

from qrdesk.core.errors import Kind, QRDeskError
from qrdesk.core.schemas.webhooks import Format
from qrdesk.core.webhooks import signing

TOLERANCE_S = 300
_ID, _AT, _SIGNATURES = "webhook-id", "webhook-timestamp", "webhook-signature"
_SECONDS = re.compile(r"[0-9]{1,11}")
_NAME = re.compile(r"[\x21-\x7e]{1,255}")
# What each format calls an event's id, its kind, and when it happened. Honopu's bodies have no id.
_WORDS: Mapping[Format, tuple[str | None, str, str]] = {
    "native": ("id", "type", "occurred_at"),
    "honopu": (None, "event", "createdAt"),
    "h0p": ("id", "type", "createdAt"),
    "usnp": ("hit_id", "event", "hit_at"),
}


class WebhookInvalid(QRDeskError):
    """A request that is no webhook of ours, was changed on its way, or comes too late. Answer it with 401."""

    kind = Kind.INVALID
    code = "webhook_invalid"


class Headers(Protocol):
    """The headers of a request, as any framework has them."""

    def items(self) -> Iterable[tuple[str, str]]:
        """Return names and values; how names are capitalised does not matter."""
        ...


@dataclass(frozen=True, slots=True)
class WebhookEvent:
    """What happened. One that comes twice has the same ``id``: do each once."""

    id: str
    type: str
    created_at: datetime  # when it happened, aware
    data: dict[str, Any]  # what it is about; in the format usnp the body itself
    body: dict[str, Any]  # all of what was sent


def verify_webhook(
    content: bytes,
    headers: Headers,
    secret: str | Sequence[str],
    *,
    format: Format = "native",
    tolerance_s: int = TOLERANCE_S,
    now: datetime | None = None,
    signature_header: str = "",
    signature_prefix: str = "",
) -> WebhookEvent:
    """Return what a webhook tells, once it is proven that QRDesk sent it.

    Args:
        content: the body as it came, byte for byte. Parsed and written anew it is another text.
        headers: of the request.
        secret: of the endpoint; several while one takes the place of another: any of them is good.
        format: as the endpoint was made. The time is signed in ``native`` alone: requests of the others can come again.
        tolerance_s: how far the time of sending may be from now, in seconds, for ``native``.
        now: an aware time; left out: the clock's.
        signature_header: for ``h0p``, as the endpoint was made; left out: the usual one.
        signature_prefix: the same.

    Raises:
        WebhookInvalid: no secret made this signature, it is too old or too new, or the body cannot be read.
        ValueError: a secret is empty or none of this format, or ``now`` is naive.
    """
    secrets = [signing.check_secret(format, one) for one in ([secret] if isinstance(secret, str) else secret)]
    if not secrets:
        raise ValueError("Nothing can be proven without a secret.")
    sent = {name.lower(): value for name, value in reversed(list(headers.items()))}
    if format == "native":
        _check_native(content, sent, secrets, tolerance_s, _seconds(now))
    else:
        _check_other(format, content, sent, secrets, (signature_header, signature_prefix))
    return _event(format, _read(content), sent.get(_ID, ""))


def _check_native(
    content: bytes, sent: Mapping[str, str], secrets: Sequence[str], tolerance_s: int, now_s: float
) -> None:
    message_id, at, offered = (_header(sent, name) for name in (_ID, _AT, _SIGNATURES))
    if not (_SECONDS.fullmatch(at) and _NAME.fullmatch(message_id)):
        raise WebhookInvalid(f"The headers {_ID} and {_AT} are not as QRDesk sends them.")
    signed = signing.sign("native", secrets=secrets, message_id=message_id, at_s=int(at), body=content)
    _check(signed[_SIGNATURES].split(" "), offered.split(" "))
    if abs(now_s - int(at)) > tolerance_s:  # looked at last: only who knows the secret learns of our clock
        raise WebhookInvalid(f"This was sent more than {tolerance_s} seconds from now. Is the clock here right?")


def _check_other(
    format: Format, content: bytes, sent: Mapping[str, str], secrets: Sequence[str], where: tuple[str, str]
) -> None:
    header, prefix = where
    expected: list[str] = []
    name = ""
    for secret in secrets:
        signed = signing.sign(
            format, secrets=[secret], message_id="", at_s=0, body=content, header=header, prefix=prefix
        )
        name, signature = next((name, value) for name, value in signed.items() if name != _ID)
        expected.append(signature)
    _check(expected, [_header(sent, name.lower())])


def _check(expected: Sequence[str], offered: Sequence[str]) -> None:
    """Compare each with each, which takes the same time whatever is in them."""
    good = False
    for one in offered:
        for other in expected:
            good |= hmac.compare_digest(other.encode(), one.encode("utf-8", "surrogatepass"))
    if not good:
        raise WebhookInvalid("The signature is not that of the secret: somebody else sent this, or it was changed.")


def _header(sent: Mapping[str, str], name: str) -> str:
    if not sent.get(name):
        raise WebhookInvalid(f"The header {name} is missing.")
    return sent[name]


def _read(content: bytes) -> dict[str, Any]:
    try:
        body: object = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise WebhookInvalid("The body is no JSON.") from fault
    if not isinstance(body, dict):
        raise WebhookInvalid("The body is no JSON object.")
    return cast("dict[str, Any]", body)


def _event(format: Format, body: dict[str, Any], message_id: str) -> WebhookEvent:
    name, kind, at = _WORDS[format]
    data = body if format == "usnp" else body.get("data")
    event_id = (body.get(name) if name else None) or message_id  # in the body it is signed, in most headers not
    try:
        created_at = datetime.fromisoformat(str(body[at]))
        if not (isinstance(data, dict) and isinstance(body[kind], str) and created_at.tzinfo):
            raise ValueError("another shape")
    except (KeyError, ValueError) as fault:
        raise WebhookInvalid(f"The body is none of the format {format}.") from fault
    return WebhookEvent(str(event_id), body[kind], created_at, cast("dict[str, Any]", data), body)


def _seconds(now: datetime | None) -> float:
    moment = now or datetime.now(UTC)
    if moment.tzinfo is None:
        raise ValueError("now has no time zone: write datetime.now(UTC).")
    return moment.timestamp()
