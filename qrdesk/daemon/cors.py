"""Pages of other origins may use the API where the operator says so: ``QRDESK_CORS_ORIGINS``. Source: Fetch standard.

Nothing is sent along by a browser itself, neither cookies nor certificates: a page needs a key like everybody else.
"""

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from qrdesk.core.settings import ANY_ORIGIN, split_origins

_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE"
_TAKEN = (
    "Authorization, X-Api-Key, Content-Type, Accept, Accept-Language, Idempotency-Key, If-Match, If-None-Match, "
    "X-Request-Id, Mcp-Protocol-Version, Mcp-Session-Id, Last-Event-Id"
)
_SHOWN = (
    "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, RateLimit, RateLimit-Policy, Retry-After, ETag, "
    "Link, Idempotent-Replay, X-Request-Id, X-QRDesk-Report, Content-Disposition, Deprecation, Sunset, WWW-Authenticate"
)
_KEPT_S = 7200  # no browser keeps what a preflight said for longer
_Headers = list[tuple[str, str]]


def allowing(app: WSGIApplication, origins: str) -> WSGIApplication:
    """Return ``app`` for pages of these origins, too; just ``app`` where there are none."""
    known = frozenset(split_origins(origins))
    return _Shared(app, known) if known else app


class _Shared:
    def __init__(self, app: WSGIApplication, origins: frozenset[str]) -> None:
        self._app = app
        self._origins = origins

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        origin = environ.get("HTTP_ORIGIN", "")
        allowed = self._allowed(origin)
        if environ["REQUEST_METHOD"] == "OPTIONS" and origin and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in environ:
            start_response("204 No Content", self._preflight(allowed))
            return []

        def start(status: str, headers: _Headers, failed: Any = None) -> Callable[[bytes], object]:
            shared = [("Access-Control-Expose-Headers", _SHOWN)] if allowed else []
            whole = _varied(headers, "Origin") if self._varies else headers
            more = [*whole, *_origin(allowed), *shared]
            return start_response(status, more, failed) if failed else start_response(status, more)

        return self._app(environ, start)

    @property
    def _varies(self) -> bool:
        return ANY_ORIGIN not in self._origins

    def _allowed(self, origin: str) -> str:
        """Return the origin that an answer is for, as it is told; empty where it is for none but our own."""
        if not self._varies:
            return ANY_ORIGIN
        return origin if origin in self._origins else ""

    def _preflight(self, allowed: str) -> _Headers:
        told = [("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
        if self._varies:
            told.append(("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"))
        if allowed:
            told += [
                ("Access-Control-Allow-Methods", _METHODS),
                ("Access-Control-Allow-Headers", _TAKEN),
                ("Access-Control-Max-Age", str(_KEPT_S)),
            ]
        return [*told, *_origin(allowed)]


def _origin(allowed: str) -> _Headers:
    return [("Access-Control-Allow-Origin", allowed)] if allowed else []


def _varied(headers: _Headers, name: str) -> _Headers:
    said = [value for one, value in headers if one.lower() == "vary"]
    return [*((one, value) for one, value in headers if one.lower() != "vary"), ("Vary", ", ".join([*said, name]))]
