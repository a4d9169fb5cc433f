"""The way of a scan: path to slug, slug to plan, hit to the spool, then the 302. No database, no framework.

How an address is read, whoever wrote or typed it:

=====================  ==============================================================================================
what was asked for     what it means
=====================  ==============================================================================================
``/Menü``, ``/MENÜ``   one address, in NFC or NFD and in any letter case; on a domain made case-sensitive, two
``/☕``, ``/%E2%98%95``  the same: slugs are UTF-8 in percent signs, as browsers send them; other bytes are no slug
``/menu/``             ``/menu``; one slash at the end is nothing
``//menu``             ``/menu``; several slashes in front are one, as Waitress reads them
``/r//menu``           no address (404), as any other slash inside a slug
``/r/menu``            the address as a code carries it: a scan. ``/R/`` is the same
``/menu%2e``           ``/menu.``: a dot is a dot however it was sent; ``/%2e%2e`` is no way up, and no address
``/menu?a=b``          ``/menu``; what follows the question mark goes along where the link says so, however long
``/menu+``             a look at where ``/menu`` leads, for people (``daemon.between``)
HEAD                   the headers of GET; not counted
OPTIONS                204 and ``Allow``; not counted
prefetch, prerender    the answer of GET; not counted (``Sec-Purpose``, ``Purpose``, ``X-Moz``)
``DNT``, ``Sec-GPC``   a visitor who asks not to be tracked is sent on, and only counted (``daemon.hits``)
an unknown slug        a page, or where its domain says; noted apart from hits, as is ``/``, the bare host
a link that is shut    paused, ended, used up, deleted, in a circle: a page, or where its domain says; noted apart, too
other methods          405; only a link with a password takes POST
an unknown host        never a link of anybody: a 404 page for people, 421 for programs that ask for JSON
=====================  ==============================================================================================
"""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from qrdesk.core.redirect.locations import is_own
from qrdesk.core.redirect.plan import State
from qrdesk.core.redirect.store import PlanStore, Site
from qrdesk.core.slugs import MAX_LENGTH, RESERVED, fold
from qrdesk.daemon.hits import Found, Hits, is_prefetch

DOMAIN = "qrdesk.domain"  # in environ: row number of the domain that the host names; 0 for none
FOUND = "qrdesk.found"  # in environ: what the address names, where the server has looked already
_SCAN_PATHS = frozenset({"/r/", "/R/"})  # /R/ keeps a symbol in alphanumeric mode
_LONGEST = 256  # of a slug as sent: 64 characters, taken apart; the time to fold grows faster than the length
_NO_BODY: list[bytes] = []


def address_of(path: str) -> tuple[str, str]:
    """Return the slug that a WSGI path names, and "s" for a scan or "c" for a click; an empty slug for no address."""
    if path[:3] in _SCAN_PATHS:
        source, slug = "s", path[3:]
    else:
        source, slug = "c", path[1:]
    if slug[-1:] == "/":
        slug = slug[:-1]
    if not slug.isascii():
        slug = _utf8(slug)
    if "/" in slug:
        return address_of("/" + path.lstrip("/")) if path[:2] == "//" else ("", source)
    if len(slug) > _LONGEST or (source == "c" and slug.lower() in RESERVED):
        return "", source
    return slug, source


def missed_slug(path: str, site: Site) -> str:
    """Return the address that a WSGI path names as ``site`` would have looked it up; "" for one to say nothing about.

    It names no link. What can be no slug at all, such as ``/blog/wp-login.php``, is returned as it was asked for.
    """
    asked = address_of(path)[0]
    if not asked:
        text = path[3:] if path[:3] in _SCAN_PATHS else path[1:]
        asked = text[:_LONGEST].encode("latin-1", "replace").decode("utf-8", "replace")
    asked = fold(asked[:MAX_LENGTH], case_sensitive=site.case_sensitive)
    return "".join(filter(str.isprintable, asked))[:MAX_LENGTH] if asked.lower() not in RESERVED else ""


class Redirects:
    """Finds what an address names, and answers the plain ones: those that always lead to one page."""

    def __init__(self, store: PlanStore, hits: Hits) -> None:
        self._store = store
        self.hits = hits

    @property
    def dropped_at(self) -> float | None:
        """When, on the monotonic clock, the last hit was lost; None for never."""
        return self.hits.dropped_at

    def leads(self, path: str, host: str) -> bool:
        """Say whether this address is answered without waiting for anything: no hash, no database."""
        return self.find_leading(path, host) is not None

    def find_leading(self, path: str, host: str) -> Found | None:
        """Return what an address names if it is answered without waiting for anything; else None."""
        found = self.find(path, host)
        if found is None or found.plan.state is not State.LIVE:
            return None
        route = found.plan.route
        return found if route is None or not route.waits else None

    def find(self, path: str, host: str) -> Found | None:
        """Return what an address names, whether or not it leads anywhere now; None for an unknown one."""
        slug, source = address_of(path)
        site = self._store.site(host) if slug else None
        if site is None:
            return None
        plan = site.find(slug)
        return None if plan is None else Found(plan, site, source)

    def __call__(self, found: Found, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes] | None:
        """Send the visitor of a plain link on, or return None: it leads nowhere now, or there is no way to ask so."""
        plan = found.plan
        if plan.state is not State.LIVE or is_own(plan.destination, self._store.own_hosts):
            return None
        method = environ["REQUEST_METHOD"]
        if method == "GET":
            if not is_prefetch(environ):
                self.hits.count(found, environ)
        elif method != "HEAD":
            return None
        start_response("302 Found", plan.headers())
        return _NO_BODY

    def shut(self, found: Found, environ: WSGIEnvironment) -> None:
        """Record that somebody came to a link that does not lead on: no hit, and not lost."""
        self.hits.miss(found.site, "shut", missed_slug(environ["PATH_INFO"], found.site), environ)


def is_secure(environ: WSGIEnvironment) -> bool:
    """Say whether the visitor came by https, as far as we can tell: a trusted proxy says so."""
    return environ.get("wsgi.url_scheme") == "https"


def _utf8(text: str) -> str:
    """Return a WSGI string (bytes spelled as Latin-1) as the UTF-8 that browsers send; empty when it is none."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return ""
