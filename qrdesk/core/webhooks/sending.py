"""One attempt: the request that is made of an event, and what came of sending it."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Protocol, cast

from qrdesk import __version__
from qrdesk.core.models import Delivery, Endpoint, Outbox
from qrdesk.core.net.answers import Answer, Misleading, Refused, TimedOut, Unreachable
from qrdesk.core.net.networks import network_of
from qrdesk.core.schemas.events import TEST
from qrdesk.core.schemas.webhooks import Format, Outcome
from qrdesk.core.secrets import unseal
from qrdesk.core.settings import variable
from qrdesk.core.webhooks import bodies, signing

DEADLINE_S = 15.0  # from the look-up of the name to the last byte
KEPT_BYTES = 16 * 1024  # of an answer, and of its headers
BUSY = frozenset({429, 502, 504})
HIDDEN = "•••"
_DEADLINES_S: Mapping[str, float] = {"usnp": 10.0}  # as its contract says
_CHARS = 300  # of the words about an attempt
_GONE = 410
_AGENT = f"QRDesk/{__version__}"
# What belongs to the connection or to us, whoever asks for it. The service refuses these; old rows may hold them.
_OURS = frozenset(
    "host content-length content-type content-encoding user-agent connection keep-alive proxy-connection "
    "proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade expect".split()
)


class Post(Protocol):
    """What sends: ``core.net.courier.Courier``."""

    def post(
        self, url: str, *, headers: Mapping[str, str], content: bytes, deadline_s: float, max_body: int
    ) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent. ``shown_headers`` are for the log: values that somebody gave us are not in it."""

    url: str
    headers: Mapping[str, str] = field(repr=False)
    shown_headers: Mapping[str, str]
    body: bytes
    deadline_s: float = DEADLINE_S
    old_signed: bool = False  # with the secret from before a rotation, if that is still good and there is room for one
    test: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it. ``error`` is for people, empty where it arrived; ``took_ms`` is all of the time it took."""

    outcome: Outcome
    took_ms: int = 0
    status_code: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: str = ""
    cut: bool = False
    error: str = ""
    retry_after: str = ""  # the header as it came
    unsent: bool = False  # for certain: nothing of it has left this computer

    @property
    def arrived(self) -> bool:
        return self.outcome == "delivered"

    @property
    def ours(self) -> bool:
        """Whether we failed, so that it says nothing about the receiver."""
        return self.outcome == "own_fault"

    @property
    def gone(self) -> bool:
        """Whether the receiver asked us to stop."""
        return self.status_code == _GONE

    @property
    def busy(self) -> bool:
        """Whether the receiver is better left alone for a while."""
        return self.outcome == "timed_out" or self.status_code in BUSY


def prepare(
    endpoint: Endpoint,
    delivery: Delivery,
    event: Outbox,
    *,
    secret_key: bytes,
    now: datetime,
    workspace_id: str,
    key_secret: str | None = None,
) -> Request:
    """Return the request of the next attempt, whose number is ``delivery.attempts``.

    ``key_secret`` is the sealed secret of the key that the endpoint belongs to: it signs instead of the endpoint's own.

    Raises:
        SecretKeyMissing: the secrets were sealed with another key.
    """
    format = cast("Format", endpoint.format)
    body = bodies.render(format, _told(endpoint, delivery, event, workspace_id))
    old_signs = _old_signs(endpoint, delivery)
    signed = signing.sign(
        format,
        secrets=_secrets(endpoint, secret_key, now, key_secret),
        message_id=delivery.event_id,
        at_s=int(now.timestamp()),
        body=body,
        turn=int(old_signs),
        header=endpoint.signature_header,
        prefix=endpoint.signature_prefix,
    )
    ours = {"Content-Type": "application/json", "User-Agent": _AGENT, **signed}
    own = _own_headers(endpoint, secret_key, ours)
    shown = {**dict.fromkeys(own, HIDDEN), **ours}
    deadline_s, test = _DEADLINES_S.get(format, DEADLINE_S), delivery.kind == TEST
    return Request(endpoint.url, {**own, **ours}, shown, body, deadline_s, old_signs, test)


def send(courier: Post, request: Request) -> Result:
    """Send a request and say what came of it. Only a whole status line of 2xx in time is an arrival."""
    began_s = time.monotonic()
    try:
        answer = courier.post(
            request.url,
            headers=request.headers,
            content=request.body,
            deadline_s=request.deadline_s,
            max_body=KEPT_BYTES,
        )
    except Misleading:
        return _failed("blocked", "The address is not one that every program reads alike; write it plainly.", began_s)
    except Refused as fault:
        return _failed("blocked", _blocked(fault), began_s)
    except TimedOut as fault:
        return _failed("timed_out", str(fault), began_s)
    except Unreachable as fault:
        return _failed("unreachable", str(fault), began_s)
    except ValueError:  # its words may hold a token
        return _failed("blocked", "One of its headers cannot be sent. Enter the headers anew.", began_s)
    return _judged(answer, _since(began_s))


def own_fault(error: str, *, unsent: bool) -> Result:
    """Return the result of an attempt that failed because of us.

    Without ``unsent`` the receiver may have heard it: such an attempt counts as one, so that what trips us up at each
    answer is not sent for ever.
    """
    return Result("own_fault", error=error[:_CHARS], unsent=unsent)


def _told(endpoint: Endpoint, delivery: Delivery, event: Outbox, workspace_id: str) -> bodies.Told:
    return bodies.Told(
        event_id=delivery.event_id,
        kind=delivery.kind,
        at=event.at,
        seq=delivery.seq,
        workspace_id=workspace_id,
        body=_object(event.body),
        data=_object(endpoint.told) if endpoint.told else None,
    )


def _object(text: str) -> dict[str, Any]:
    found: object = json.loads(text)
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _secrets(endpoint: Endpoint, key: bytes, now: datetime, key_secret: str | None) -> list[str]:
    """Return what may sign at this moment, newest first."""
    if key_secret is not None:
        return [_opened(key, key_secret)]
    found = [_opened(key, endpoint.secret)]
    if endpoint.old_secret is not None and endpoint.old_until is not None and now < endpoint.old_until:
        found.append(_opened(key, endpoint.old_secret))
    return found


@lru_cache(1024)  # of few endpoints, again and again
def _opened(key: bytes, sealed: str) -> str:
    return unseal(key, sealed)


def _old_signs(endpoint: Endpoint, delivery: Delivery) -> bool:
    """Say which secret has its turn, after a rotation, where there is room for one signature.

    The one that arrived last. While nothing arrives, those that are sent next to each other take one each.
    """
    return (delivery.attempts + delivery.seq) % 2 == 1 if endpoint.failures else endpoint.old_signs


def _own_headers(endpoint: Endpoint, key: bytes, ours: Mapping[str, str]) -> dict[str, str]:
    if not endpoint.headers:
        return {}
    taken = _OURS | {name.lower() for name in ours}
    given = _object(_opened(key, endpoint.headers))
    return {str(name): str(value) for name, value in given.items() if str(name).lower() not in taken}


def _failed(outcome: Outcome, error: str, began_s: float) -> Result:
    return Result(outcome, _since(began_s), error=error[:_CHARS])


def _since(began_s: float) -> int:
    return round((time.monotonic() - began_s) * 1000)


def _judged(answer: Answer, took_ms: int) -> Result:
    arrived = 200 <= answer.status < 300
    return Result(
        "delivered" if arrived else "refused",
        took_ms,
        answer.status,
        _kept(answer.headers),
        _text(answer.body),
        not answer.whole,
        "" if arrived else _words(answer.status),
        answer.headers.get("Retry-After", "")[:100],
    )


def _words(status: int) -> str:
    if 300 <= status < 400:
        return f"It answered with a redirect ({status}); webhooks follow none. Enter the address that it leads to."
    if status == _GONE:
        return "It answered that it is gone for ever (410), so nothing more is sent there."
    try:
        return f"It answered {status} ({HTTPStatus(status).phrase})."
    except ValueError:
        return f"It answered {status}."


def _kept(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of an answer, as many as the log has room for."""
    kept: dict[str, str] = {}
    room = KEPT_BYTES
    for name, value in headers.items():
        room -= len(name) + len(value)
        if room < 0:
            break
        kept[name] = value
    return kept


def _text(body: bytes) -> str:
    """Return an answer as a text that every database keeps."""
    return body[:KEPT_BYTES].decode("utf-8", "replace").replace("\x00", "\ufffd")


def _blocked(fault: Refused) -> str:
    """Return which setting would let the request through; of the address behind a name it tells no more than that."""
    setting = variable("webhook_allowed_networks")
    network = network_of(fault.address)
    allowed = f"{setting}={network}" if network else f"the setting {setting}"
    return (
        f"{fault.host[:60]} is in a private network, so nothing was sent. "
        f"Whoever runs QRDesk can allow that network with {allowed}."
    )
