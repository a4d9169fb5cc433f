"""The reference: ``/openapi.json`` for programs, ``/docs`` (Swagger UI from our own files) for people."""

from functools import cache, partial
from pathlib import PurePosixPath

import bottle

from qrdesk.core import resources
from qrdesk.core.errors import NotFound
from qrdesk.daemon import http, openapi

_FOLDER = "docs/swagger"
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
}
# No other host, no script in the page. Swagger UI sets style attributes itself, and draws its arrows as data: images.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def mount(app: bottle.Bottle) -> None:
    """Let ``app`` answer at /openapi.json and /docs; both need no key."""
    app.route("/openapi.json", "GET", http.guarded(_openapi))
    for path in ("/docs", "/docs/"):
        app.route(path, "GET", http.guarded(partial(_page, "index.html")))
    app.route("/docs/<name>", "GET", http.guarded(_page))


def _openapi() -> bottle.HTTPResponse:
    return bottle.HTTPResponse(openapi.document_json(), 200, {"Content-Type": http.JSON})


def _page(name: str) -> bottle.HTTPResponse:
    content, headers = page(name)
    return bottle.HTTPResponse(content, 200, headers)


def page(name: str) -> tuple[bytes, dict[str, str]]:
    """Return one of the files that Swagger UI is made of, and the headers it goes with.

    Raises:
        NotFound: there is none of that name.
    """
    kind = _KINDS.get(PurePosixPath(name).suffix)
    if kind is None:
        raise NotFound.of("page", name)
    headers = {
        "Content-Type": kind,
        "Content-Security-Policy": _POLICY,
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-cache" if kind == _KINDS[".html"] else "public, max-age=3600",
    }
    return _content(name), headers


@cache
def _content(name: str) -> bytes:
    try:
        return resources.path(f"{_FOLDER}/{name}").read_bytes()
    except resources.ResourceMissing as fault:
        if name == "index.html":
            raise
        raise NotFound.of("page", name) from fault
