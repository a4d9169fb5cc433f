"""One WSGI callable for everything: a known address is a redirect, the rest goes to pages or to the API."""

import logging
import secrets
import sys
from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from qrdesk.core.redirect.plan import State
from qrdesk.core.redirect.store import PlanStore
from qrdesk.core.slugs import RESERVED
from qrdesk.daemon import pages
from qrdesk.daemon.pages import Answer
from qrdesk.daemon.redirect import Redirects, address_of

_DAY = ("Cache-Control", "public, max-age=86400")
_NOTHING = Answer("404 Not Found", "text/plain; charset=utf-8", b"Not found\n", (_DAY,))
# Asked for by every browser and crawler: answered from here, so that they touch nothing. Previews of links in
# messengers obey robots.txt, so links stay allowed.
_SMALL = {
    "favicon.ico": Answer("204 No Content", "", b"", (_DAY,)),
    "robots.txt": Answer(
        "200 OK", "text/plain; charset=utf-8", b"User-agent: *\nDisallow: /api/\nDisallow: /docs\n", (_DAY,)
    ),
    ".well-known": _NOTHING,
    "apple-app-site-association": _NOTHING,
    "sitemap.xml": _NOTHING,
}
_METHODS = "GET, HEAD, OPTIONS"
_OPTIONS = Answer("204 No Content", "", b"", (("Allow", _METHODS),))

_log = logging.getLogger(__name__)


class Front:
    """Decides who answers. ``app`` gets the API and its documents, on every host."""

    def __init__(
        self, store: PlanStore, redirects: Redirects, app: WSGIApplication, health: Callable[[], Answer]
    ) -> None:
        self._store = store
        self._redirects = redirects
        self._app = app
        self._health = health

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request; nobody sees a traceback."""
        try:
            answer = self._redirects(environ, start_response)
            return self._other(environ, start_response) if answer is None else answer
        except Exception:  # noqa: BLE001 - the last line of defence: the visitor gets a page, the log the traceback
            fault_id = secrets.token_hex(4)
            _log.exception("Fault %s at %s %r", fault_id, environ.get("REQUEST_METHOD"), environ.get("PATH_INFO"))
            page = pages.page("fault", environ, fault_id=fault_id)
            return page.send(environ, start_response, failed=sys.exc_info())

    def _other(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path: str = environ["PATH_INFO"]
        first, slash, rest = path[1:].partition("/")
        first = first.casefold()
        if first in _SMALL:
            return _SMALL[first].send(environ, start_response)
        if first == "healthz" and not rest:
            return self._health().send(environ, start_response)
        if (first in RESERVED and first != "r") or (slash and rest == "qr" and first != "r"):
            return self._app(environ, start_response)
        return self._page(path, environ).send(environ, start_response)

    def _page(self, path: str, environ: WSGIEnvironment) -> Answer:
        method = environ["REQUEST_METHOD"]
        if method == "OPTIONS":
            return _OPTIONS
        if method not in {"GET", "HEAD"}:
            return pages.page("method", environ, headers=[("Allow", _METHODS)])
        if path in {"", "/"}:
            return pages.page("index", environ)
        site = self._store.site(environ.get("HTTP_HOST", ""))
        if site is None:
            return pages.page("no_site", environ)
        slug, _ = address_of(path)
        plan = site.find(slug) if slug else None
        if plan is None:
            return pages.page("not_found", environ)
        return pages.page("gone" if plan.state is State.GONE else "archived", environ)
