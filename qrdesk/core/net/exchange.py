"""One request over the wire, and what its failures are in words."""

import re
from collections.abc import Mapping

import requests
from urllib3.exceptions import HTTPError, LocationParseError
from urllib3.util import parse_url

from qrdesk.core.net import wire
from qrdesk.core.net.answers import TIMED_OUT, Answer, Misleading, Refused, TimedOut, Unreachable
from qrdesk.core.net.networks import Networks

_CHUNK = 1 << 16  # bytes read at a time
_UNSEEN = re.compile(r"[\x00-\x20\x7f\\]")  # read differently by different programs, so by nobody


def send(
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
    """Do what ``guard.fetch`` says."""
    _check_shape(url)
    with wire.Watch(allow, deadline_s) as watch, wire.session(watch, ca_file=ca_file) as session:
        try:
            sent = {"Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close", **(headers or {})}
            response = session.request(
                method, url, headers=sent, data=content, stream=True, allow_redirects=False, timeout=watch.left_s
            )
            if watch.dead:  # a header that was cut in two looks like a good answer
                raise TimedOut(TIMED_OUT)
            body, whole = _read(response, max_body, watch)
        except (requests.RequestException, HTTPError, OSError) as fault:
            raise _explained(fault, watch) from fault
        except ValueError as fault:
            if isinstance(fault, Refused):
                raise
            raise Unreachable("The answer cannot be read.") from fault
        return Answer(response.status_code, response.headers, body, url, whole)


def _check_shape(url: str) -> None:
    """Refuse what one program reads as one host and another as another.

    Raises:
        Misleading: no http(s) address with a plain host.
    """
    try:
        parts = parse_url(url)
    except LocationParseError as fault:
        raise Misleading(url) from fault
    if _UNSEEN.search(url) or parts.scheme not in {"http", "https"} or not parts.host or parts.auth is not None:
        raise Misleading(url)


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
        return TimedOut(TIMED_OUT)
    if isinstance(fault, requests.exceptions.SSLError):
        return Unreachable("Its certificate is not good: browsers would warn.")
    if isinstance(fault, requests.exceptions.InvalidURL):
        return Misleading(str(fault))
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
