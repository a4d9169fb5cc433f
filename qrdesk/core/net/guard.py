"""Requests to addresses that somebody typed: bounded in where they go, how long they take and how much they bring."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

import requests
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.util import parse_url

from qrdesk.core.net import wire
from qrdesk.core.net.networks import Networks
from qrdesk.core.net.wire import Refused

__all__ = ["Answer", "Refused", "TimedOut", "Unreachable", "fetch", "follow"]

MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 1 << 16  # bytes read at a time
_UNSEEN = re.compile(r"[\x00-\x20\x7f\\]")  # read differently by different programs, so by nobody


class Unreachable(Exception):
    """No answer came; the message says why, for a person."""


class TimedOut(Unreachable):
    """No answer came in time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``body`` is what was sent, packed or not, and ends where ``max_body`` does."""

    status: int
    headers: Mapping[str, str]  # names in any case
    body: bytes
    url: str  # the one that gave this answer
    whole: bool  # False: the body was cut off by time or size

    @property
    def leads_to(self) -> str:
        """The absolute address that this redirects to; empty when it does not."""
        # a header is read as Latin-1, and servers write UTF-8
        told = self.headers.get("Location", "").encode("latin-1", "replace").decode("utf-8", "replace").strip()
        if self.status not in _REDIRECTS or not told:
            return ""
        try:
            return urljoin(self.url, told)
        except ValueError:
            return ""


def fetch(
    method: str,
    url: str,
    *,
    deadline_s: float,
    max_body: int,
    allow: Networks = (),
    headers: Mapping[str, str] | None = None,
    content: bytes | None = None,
    ca_file: str = "",
) -> Answer:
    """Send one request and return its answer, redirects included: they are not followed.

    ``deadline_s`` is for all of it, from the look-up of the name to the last byte; ``max_body`` is in bytes as sent, so
    that a packed answer stays packed. ``allow`` are networks beside the public internet.

    Raises:
        Refused: the address is none that may be reached, or is written to mislead.
        TimedOut, Unreachable: no answer.
    """
    _check_shape(url)
    with wire.Watch(allow, deadline_s) as watch, wire.session(watch, ca_file=ca_file) as session:
        try:
            sent = {"Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close", **(headers or {})}
            response = session.request(
                method, url, headers=sent, data=content, stream=True, allow_redirects=False, timeout=watch.left_s
            )
            if watch.dead:  # a header that was cut in two looks like a good answer
                raise TimedOut(_TIMED_OUT)
            body, whole = _read(response, max_body, watch)
        except (requests.RequestException, HTTPError, OSError) as fault:
            raise _explained(fault, watch) from fault
        except ValueError as fault:
            if isinstance(fault, Refused):
                raise
            raise Unreachable("The answer cannot be read.") from fault
        return Answer(response.status_code, response.headers, body, url, whole)


def follow(
    method: str,
    url: str,
    *,
    deadline_s: float,
    max_body: int = 0,
    allow: Networks = (),
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Send a request and follow up to 5 redirects, each through the guard; ``deadline_s`` is for each step.

    The last answer is a redirect itself when there are more of them, or when it leads to no web page.

    Raises:
        Refused, TimedOut, Unreachable: as for ``fetch``, of any step.
    """
    answer = fetch(method, url, deadline_s=deadline_s, max_body=max_body, allow=allow, headers=headers)
    for _ in range(MAX_REDIRECTS):
        target = answer.leads_to
        if not target.lower().startswith(("http://", "https://")):
            break
        answer = fetch(method, target, deadline_s=deadline_s, max_body=max_body, allow=allow, headers=headers)
    return answer


_TIMED_OUT = "It did not answer in time."


def _check_shape(url: str) -> None:
    """Refuse what one program reads as one host and another as another.

    Raises:
        Refused: no http(s) address with a plain host.
    """
    try:
        parts = parse_url(url)
    except LocationParseError as fault:
        raise Refused(url) from fault
    if _UNSEEN.search(url) or parts.scheme not in {"http", "https"} or not parts.host or parts.auth is not None:
        raise Refused(url)


def _read(response: requests.Response, max_body: int, watch: wire.Watch) -> tuple[bytes, bool]:
    """Return the body as it is sent and whether that is all of it. Cut short, the status still stands."""
    body = bytearray()
    try:
        while len(body) < max_body:
            chunk = response.raw.read(min(_CHUNK, max_body - len(body)), decode_content=False)
            if not chunk:
                return bytes(body), not watch.dead
            body += chunk
    except (HTTPError, OSError):
        return bytes(body), False
    return bytes(body), False


def _explained(fault: Exception, watch: wire.Watch) -> Exception:
    """Return our error for one of requests or urllib3, in words for a person."""
    said = repr(fault)
    if watch.dead or isinstance(fault, requests.Timeout) or "timed out" in said:
        return TimedOut(_TIMED_OUT)
    if isinstance(fault, requests.exceptions.SSLError):
        return Unreachable("Its certificate is not good: browsers would warn.")
    if isinstance(fault, requests.exceptions.InvalidURL):
        return Refused(str(fault))
    for sign, words in _SIGNS.items():
        if sign in said:
            return Unreachable(words)
    return Unreachable("The connection broke off.")


_SIGNS = {
    "NameResolutionError": "There is no such host name, or it has no address.",
    "Connection refused": "Nothing answers there.",
    "unreachable": "There is no way there.",
    "No route to host": "There is no way there.",
}
