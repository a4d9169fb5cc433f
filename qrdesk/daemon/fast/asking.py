"""What granian read of a request, as a WSGI environment; what it takes and Waitress would not is refused here.

It differs in what nothing here can see: a line may end in a lone LF, raw bytes may stand in a path, and a repeated
Content-Length counts when both say the same. Each is one request to it, and none is left to be read as a second one.
"""

import re
import sys
from io import BytesIO
from typing import Any

from qrdesk.daemon.parsing import FORWARDING, PROXIED

CHUNKED = "qrdesk.chunked"  # in environ: a body comes whose length nobody knows
_UNREADABLE = "?"  # in place of a header's value that is not ASCII: granian drops it
_NO_BYTES = "\ufffd"  # in a path: granian puts it where bytes are no UTF-8
_DROPPED = "qrdesk.dropped"  # where headers go that two names could mean: "X-A" and "X_A" are one in an environment
_RAW = re.compile(rb"[\x80-\xff]")
_PROXIES = frozenset(f"HTTP_{name}" for name in FORWARDING)
_PLACES = ("HTTP_CF_", "HTTP_CLOUDFRONT_", "HTTP_X_VERCEL_")  # of what says where a visitor is: better nothing than "?"
_BARE = {"CONTENT_TYPE", "CONTENT_LENGTH"}
_ONCE = frozenset({"HTTP_HOST", "HTTP_TRANSFER_ENCODING", "CONTENT_LENGTH"})  # twice, they could mean two things
_USUAL = frozenset({"GET", "HEAD", "POST"})
# What browsers and proxies send: these names are looked up, others worked out. Both come to the same.
_COMMON = (
    "accept accept-encoding accept-language cache-control connection content-length content-type cookie dnt host "
    "pragma priority referer sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform sec-fetch-dest sec-fetch-mode "
    "sec-fetch-site sec-fetch-user sec-gpc sec-purpose te upgrade-insecure-requests user-agent via x-forwarded-for "
    "x-forwarded-host x-forwarded-proto x-real-ip"
)
NO_BODY = BytesIO()
_KEPT: dict[str, Any] = {
    "SCRIPT_NAME": "",
    "SERVER_SOFTWARE": None,
    "wsgi.errors": sys.stderr,
    "wsgi.input": NO_BODY,
    "wsgi.input_terminated": True,
    "wsgi.multiprocess": False,
    "wsgi.multithread": True,
    "wsgi.run_once": False,
    "wsgi.url_scheme": "http",
    "wsgi.version": (1, 0),
}


class NotRead(Exception):
    """What came is no request that we take; ``status`` says why."""

    def __init__(self, status: int, path: str) -> None:
        super().__init__(status)
        self.status = status
        self.path = path


def environ_of(scope: Any) -> dict[str, Any]:
    """Return the environment of a request.

    Raises:
        NotRead: two servers in a row could read it differently, or it asks for what is not spoken here.
    """
    address, _, port = scope.client.rpartition(":")
    if address[:1] == "[":
        address = address[1:-1]
    method, path, query = scope.method, scope.path, scope.query_string
    environ = {
        **_KEPT,
        "REQUEST_METHOD": method,
        "PATH_INFO": path if path.isascii() and path[:1] == "/" and path[:2] != "//" else _path(path),
        "QUERY_STRING": query if query.isascii() else _RAW.sub(_percent, query.encode()).decode("ascii"),
        "REMOTE_ADDR": address,
        "REMOTE_HOST": address,
        "REMOTE_PORT": port,
    }
    repeated = _add_headers(environ, scope.headers)
    version = scope.http_version
    environ["SERVER_PROTOCOL"] = "HTTP/1.1" if version == "1.1" else "HTTP/1.0"
    if (
        (repeated and not repeated.isdisjoint(_ONCE))
        or (version == "1.1" and "HTTP_HOST" not in environ)
        or (method not in _USUAL and (method == "CONNECT" or method != method.upper()))
    ):
        raise NotRead(400, environ["PATH_INFO"])
    if "HTTP_TRANSFER_ENCODING" in environ:
        _note_chunks(environ)
    if not environ.keys().isdisjoint(_PROXIES):  # those of strangers are dropped without a word
        environ[PROXIED] = "1"
    return environ


def _add_headers(environ: dict[str, Any], headers: Any) -> set[str]:
    """Put headers into ``environ`` as Waitress does; return those that came more than once."""
    repeated: set[str] = set()
    sent = headers.items()
    again = 0
    for name, value in sent:
        key = _KEYS.get(name) or _key(name)
        if key in environ:
            environ[key] += f", {value}"
            repeated.add(key)
            again += 1
        else:
            environ[key] = value
    if len(headers) != len(sent) - again:  # names, however often each came
        _add_unreadable(environ, headers)
    environ.pop(_DROPPED, None)
    return repeated


def _add_unreadable(environ: dict[str, Any], headers: Any) -> None:
    for name in headers.keys():  # noqa: SIM118 - granian's own mapping, which cannot be iterated
        key = _key(name)
        if key not in environ and not key.startswith(_PLACES):
            environ[key] = _UNREADABLE


def _note_chunks(environ: dict[str, Any]) -> None:
    coding = environ.pop("HTTP_TRANSFER_ENCODING")
    if "CONTENT_LENGTH" in environ or environ["SERVER_PROTOCOL"] != "HTTP/1.1":
        raise NotRead(400, environ["PATH_INFO"])
    if coding.strip().lower() != "chunked":
        raise NotRead(501, environ["PATH_INFO"])
    environ[CHUNKED] = True


def _path(path: str) -> str:
    spelled = path.encode().decode("latin-1").replace(_NO_BYTES.encode().decode("latin-1"), "\xff")
    return "/" + spelled.lstrip("/") if spelled[:1] in {"/", ""} else spelled


def _percent(found: re.Match[bytes]) -> bytes:
    return b"%%%02X" % found[0][0]


def _key(name: str) -> str:
    if "_" in name:
        return _DROPPED
    key = name.upper().replace("-", "_")
    return key if key in _BARE else f"HTTP_{key}"


_KEYS = {name: _key(name) for name in _COMMON.split()}
