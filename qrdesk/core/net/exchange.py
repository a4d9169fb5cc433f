"""One request over the wire, and what its failures are in words."""

import errno
import re
import socket
import ssl
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import NamedTuple

import h11

from qrdesk.core.net import wire
from qrdesk.core.net.answers import TIMED_OUT, Answer, Misleading, Refused, TimedOut, Unreachable
from qrdesk.core.net.networks import Networks
from qrdesk.core.net.reading import Reader
from qrdesk.core.net.trust import trusted

_UNSEEN = re.compile(r"[\x00-\x20\x7f\\]")  # read differently by different programs, so by nobody
_OURS = frozenset({"host", "content-length", "transfer-encoding"})  # two answers to these are an attack
_USUAL = {"Accept": "*/*", "Accept-Encoding": "identity", "User-Agent": "QRDesk"}
_UNSENT = "One of the headers cannot be sent."
_PORTS = {"http": 80, "https": 443}


class Target(NamedTuple):
    """An address, taken apart."""

    origin: wire.Origin
    authority: str  # for the Host header
    path: str


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
    target = read_target(url)
    request = render(method, target, {"Connection": "close", **(headers or {})}, content)
    with wire.Deadline(deadline_s) as deadline:
        try:
            line = wire.open_line(target.origin, deadline, allow, partial(trusted, ca_file))
            try:
                return ask(line, Reader(line, method), deadline, request, url, max_body)[0]
            finally:
                deadline.release()
                line.close()
        except (OSError, ValueError) as fault:
            raise explained(fault, deadline) from fault


@lru_cache(1024)
def read_target(url: str) -> Target:
    """Take an address apart, once it is sure that every program reads it alike.

    Raises:
        Misleading: no http(s) address with a plain host.
    """
    from urllib3.exceptions import LocationParseError  # noqa: PLC0415 - 50 ms that most processes never need
    from urllib3.util import parse_url  # noqa: PLC0415

    try:
        parts = parse_url(url)
    except LocationParseError as fault:
        raise Misleading(url) from fault
    if _UNSEEN.search(url) or parts.scheme not in _PORTS or not parts.host or parts.auth is not None or parts.port == 0:
        raise Misleading(url)
    usual = _PORTS[parts.scheme]
    port = parts.port or usual
    host = parts.host.strip("[]")
    plain = parts.host.partition("%")[0].rstrip(".") + ("]" if "%" in parts.host else "")
    origin = wire.Origin(parts.scheme == "https", host, port)
    return Target(origin, plain if port == usual else f"{plain}:{port}", parts.request_uri)


def render(method: str, target: Target, headers: Mapping[str, str], content: bytes | None) -> bytes:
    """Return a whole request. Headers are UTF-8.

    Raises:
        ValueError: a header that cannot be sent, or that says how long the request is or whom it is for.
    """
    given = {name.lower() for name in headers}
    if given & _OURS:
        raise ValueError(_UNSENT)
    told = {"Host": target.authority, **{name: one for name, one in _USUAL.items() if name.lower() not in given}}
    told |= headers
    if content is not None:
        told["Content-Length"] = str(len(content))
    try:
        fields = [(name.encode("ascii"), value.strip(" \t").encode()) for name, value in told.items()]
        request = h11.Request(method=method, target=target.path, headers=fields)
        return h11.Connection(h11.CLIENT).send(request) + (content or b"")
    except (h11.LocalProtocolError, UnicodeEncodeError):
        raise ValueError(_UNSENT) from None  # its own words hold the value, which may be a secret


def ask(
    line: wire.Line, reader: Reader, deadline: wire.Deadline, request: bytes, url: str, max_body: int
) -> tuple[Answer, bool]:
    """Send a whole request over an open line; return the answer, and whether the line is good for another request.

    A body that is cut short leaves the status standing; a head that is cut short is no answer at all.

    Raises:
        TimedOut, Unreadable: no answer, or none that can be believed.
        OSError: the line broke off.
    """
    line.be_patient(deadline)
    stays = True
    try:
        line.send(request)
    except (BrokenPipeError, ConnectionResetError):  # it may have answered before it hung up: too long, for example
        stays = False
    head = reader.head()
    if deadline.dead:  # a head that was cut in two looks like a good one
        raise TimedOut(TIMED_OUT)
    body, whole = reader.body(max_body)
    whole = whole and not deadline.dead
    return Answer(head.status, head.fields, body, url, whole), stays and whole and reader.clean


def explained(fault: Exception, deadline: wire.Deadline) -> Exception:
    """Return our error for one of the system's, in words for a person."""
    if isinstance(fault, Refused):
        return fault
    if deadline.dead or isinstance(fault, TimeoutError):
        return TimedOut(TIMED_OUT)
    if isinstance(fault, ssl.SSLCertVerificationError):
        return Unreachable("Its certificate is not good: browsers would warn.")
    if isinstance(fault, ssl.SSLError):
        return Unreachable("No encrypted connection could be made.")
    if isinstance(fault, socket.gaierror):
        return Unreachable("There is no such host name, or it has no address.")
    if isinstance(fault, OSError):
        return Unreachable(_WORDS.get(fault.errno or 0, "The connection broke off."))
    return Unreachable("The answer cannot be read.")


_WORDS = {
    errno.ECONNREFUSED: "Nothing answers there.",
    errno.ENETUNREACH: "There is no way there.",
    errno.EHOSTUNREACH: "There is no way there.",
}
