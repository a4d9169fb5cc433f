"""One WSGI callable for everything: a known address is a redirect, the rest goes to pages or to the API."""

import logging
import secrets
import sys
from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from qrdesk.core.redirect.choose import choose
from qrdesk.core.redirect.store import PlanStore, Site
from qrdesk.core.redirect.visit import Visit
from qrdesk.core.slugs import RESERVED
from qrdesk.daemon import pages
from qrdesk.daemon.health import ready
from qrdesk.daemon.hits import Found
from qrdesk.daemon.pages import Answer
from qrdesk.daemon.redirect import DOMAIN, FOUND, Redirects, address_of, missed_slug
from qrdesk.daemon.tally import Tally
from qrdesk.daemon.ways import Ways, elsewhere
from qrdesk.daemon.well_known import WellKnown

_METHODS = "GET, HEAD, OPTIONS"
_OPTIONS = Answer("204 No Content", "", b"", (("Allow", _METHODS),))
_OF_A_LINK = frozenset({"qr", "webhooks/status"})  # behind a slug: the picture of its code, and a path of usnp
_LOOK = "+"  # no slug ends in it
_HEALTH, _READY = "/healthz", "/readyz"
_ABOUT_US = frozenset({_HEALTH, _READY})

_log = logging.getLogger(__name__)


class Front:
    """Decides who answers. ``app`` gets the API and its documents, on every host.

    ``ways`` answers links that have rules, locks or pages; without it they are told that they cannot be opened.
    ``ceiling`` says for how many seconds a visitor has to wait, if there is a ceiling for visitors at all.
    """

    def __init__(
        self,
        store: PlanStore,
        redirects: Redirects,
        app: WSGIApplication,
        health: Callable[[], Answer],
        *,
        ways: Ways | None = None,
        trusted_proxy: str = "",
        tally: Tally | None = None,
        ceiling: Callable[[WSGIEnvironment], int] | None = None,
    ) -> None:
        self._store = store
        self._redirects = redirects
        self._ways = ways
        self._app = app
        self._health = health
        self._tally = tally or Tally()
        self._ceiling = ceiling
        self._well_known = WellKnown(store, trusted_proxy=trusted_proxy)

    def is_quick(self, path: str, host: str) -> Found | bool:
        """Say whether a request is answered without waiting for anything; of a link, by what the address names.

        How the server is doing is such a thing: it is asked for when all threads wait for a database that hangs.
        """
        return self._redirects.find_leading(path, host) or path in _ABOUT_US

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request; nobody sees a traceback."""
        try:
            answer: Iterable[bytes] | None = None
            found: Found | None = environ.get(FOUND)
            if found is None:
                found = self._redirects.find(environ["PATH_INFO"], environ.get("HTTP_HOST", ""))
            if found is not None:
                route = found.plan.route
                if self._ceiling is not None and (refused := self._refused(environ)):
                    return refused.send(environ, start_response)
                if route is None:
                    answer = self._redirects(found, environ, start_response)
                elif self._ways is not None:
                    answer = self._ways(found, route, environ, start_response)
            return self._other(environ, start_response) if answer is None else answer
        except Exception:  # noqa: BLE001 - the last line of defence: the visitor gets a page, the log the traceback
            fault_id = secrets.token_hex(4)
            _log.exception("Fault %s at %s %r", fault_id, environ.get("REQUEST_METHOD"), environ.get("PATH_INFO"))
            page = pages.page("fault", environ, fault_id=fault_id)
            return page.send(environ, start_response, failed=sys.exc_info())

    def _other(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path: str = environ["PATH_INFO"]
        if found := self._well_known.find(path, environ):
            self._tally.add("other")
            return found.send(environ, start_response)
        if (plain := path.casefold().removesuffix("/")) in _ABOUT_US:
            self._tally.add("other")
            said = self._health() if plain == _HEALTH else ready(self._store)
            return said.send(environ, start_response)
        first, slash, rest = path[1:].partition("/")
        first = first.casefold()
        of_a_link = bool(slash) and rest.removesuffix("/") in _OF_A_LINK and first != "r"
        if of_a_link:
            site = self._store.site(environ.get("HTTP_HOST", ""))
            environ[DOMAIN] = 0 if site is None else site.domain_id
        if of_a_link or (first in RESERVED and first != "r"):
            self._tally.add("other" if first == "metrics" else "api")
            return self._app(environ, start_response)
        self._tally.add("pages")
        # a link that is known was counted before it came here
        known = self._ceiling is None or self._redirects.find(path, environ.get("HTTP_HOST", "")) is not None
        answer = None if known else self._refused(environ)
        return (answer or self._page(path, environ)).send(environ, start_response)

    def _refused(self, environ: WSGIEnvironment) -> Answer | None:
        """Return what a visitor above the ceiling is told; None for everybody else."""
        wait_s = 0 if self._ceiling is None else self._ceiling(environ)
        if not wait_s:
            return None
        said = str(wait_s)
        return pages.page("too_fast", environ, said={"wait_s": said}, headers=[("Retry-After", said)])

    def _page(self, path: str, environ: WSGIEnvironment) -> Answer:
        method = environ["REQUEST_METHOD"]
        if method == "OPTIONS":
            return _OPTIONS
        if method not in {"GET", "HEAD"}:
            return pages.page("method", environ, headers=[("Allow", _METHODS)])
        host = environ.get("HTTP_HOST", "")
        site = self._store.site(host)
        if not path.strip("/"):
            return self._index(site, environ) or pages.page("index", environ)
        if site is None:
            return pages.page("no_site", environ)
        found = self._redirects.find(path, host)
        if found is not None:
            return self._state(found, environ)
        looked_at = self._looked_at(path, host)
        if looked_at is not None and self._ways is not None:
            return self._ways.look(looked_at, environ)
        if slug := missed_slug(path, site):
            self._redirects.hits.miss(site, "miss", slug, environ)
        return elsewhere(site.fallback, self._store.own_hosts) or pages.page("not_found", environ)

    def _index(self, site: Site | None, environ: WSGIEnvironment) -> Answer | None:
        if site is None:
            return None
        self._redirects.hits.miss(site, "index", "", environ)
        return elsewhere(site.index, self._store.own_hosts)

    def _state(self, found: Found, environ: WSGIEnvironment) -> Answer:
        """Say why a link that is known does not lead anywhere."""
        choice = choose(found.plan, Visit(own_hosts=self._store.own_hosts))
        if choice.location:  # it does; what opens it is away
            return pages.page("unreachable", environ)
        self._redirects.shut(found, environ)
        return pages.page(choice.kind.value, environ)

    def _looked_at(self, path: str, host: str) -> Found | None:
        slug, _ = address_of(path)
        return self._redirects.find(path.rstrip("/").removesuffix(_LOOK), host) if slug.endswith(_LOOK) else None
