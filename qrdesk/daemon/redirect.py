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
other methods          405; only a link with a password takes POST
an unknown host        never a link of anybody: a 404 page for people, 421 for programs that ask for JSON
=====================  ==============================================================================================
"""

import logging
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol
from wsgiref.types import StartResponse, WSGIEnvironment

from qrdesk.core.hits.network import network_of
from qrdesk.core.hits.records import HitFields
from qrdesk.core.redirect.locations import is_own
from qrdesk.core.redirect.plan import Plan, State
from qrdesk.core.redirect.store import PlanStore, Site
from qrdesk.core.slugs import RESERVED

_SCAN_PATHS = frozenset({"/r/", "/R/"})  # /R/ keeps a symbol in alphanumeric mode
_LONGEST = 256  # of a slug as sent: 64 characters, taken apart; the time to fold grows faster than the length
_NO_BODY: list[bytes] = []
_COMPLAIN_EVERY_S = 60.0

_log = logging.getLogger(__name__)


class Recorder(Protocol):
    """What takes hits: a spool."""

    def record(self, *hit: *HitFields) -> bool: ...


class Visitors(Protocol):
    """What tells one visitor from another for a day."""

    def id(self, workspace_id: int, now_s: float, address: str, user_agent: str, /) -> str: ...

    def day(self, workspace_id: int, now_s: float, /) -> int: ...


class Found(NamedTuple):
    """What an address names: a link of a domain, and "s" for a scan or "c" for a click."""

    plan: Plan
    site: Site
    source: str


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


class Hits:
    """Records who came. Whatever goes wrong with a record, the visitor is sent on."""

    def __init__(
        self, recorder: Recorder, visitors: Visitors | None = None, *, clock_ns: Callable[[], int] = time.time_ns
    ) -> None:
        self._recorder = recorder
        self._visitors = visitors
        self._clock_ns = clock_ns
        self.dropped_at: float | None = None  # time.monotonic() of the last hit that could not be recorded

    def count(self, found: Found, environ: WSGIEnvironment, rule: str = "", variant: str = "") -> None:
        """Record one hit. ``rule`` and ``variant`` are those of the choice."""
        plan, _, source = found
        get = environ.get
        try:
            at_us = self._clock_ns() // 1000
            agent, address = get("HTTP_USER_AGENT", ""), get("REMOTE_ADDR", "")
            visitors = self._visitors
            visitor = visitors.id(plan.workspace_id, at_us / 1e6, address, agent) if visitors is not None else ""
            kept = self._recorder.record(
                at_us,
                plan.workspace_id,
                plan.link_id,
                source,
                agent,
                get("HTTP_ACCEPT_LANGUAGE", ""),
                get("HTTP_REFERER", ""),
                network_of(address),
                visitor,
                rule,
                variant,
                get("qrdesk.geo", ""),
            )
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with the record, the visitor is sent on
            self._dropped(repr(fault))
        else:
            if not kept:
                self._dropped("the disk refused the record")

    def _dropped(self, reason: str) -> None:
        now = time.monotonic()
        if self.dropped_at is None or now - self.dropped_at > _COMPLAIN_EVERY_S:
            _log.error("Hits are not recorded: %s. Redirects go on.", reason)
        self.dropped_at = now


class Redirects:
    """Finds what an address names, and answers the plain ones: those that always lead to one page."""

    def __init__(
        self,
        store: PlanStore,
        recorder: Recorder,
        visitors: Visitors | None = None,
        *,
        clock_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        self._store = store
        self.hits = Hits(recorder, visitors, clock_ns=clock_ns)

    @property
    def dropped_at(self) -> float | None:
        """When, on the monotonic clock, the last hit was lost; None for never."""
        return self.hits.dropped_at

    def leads(self, path: str, host: str) -> bool:
        """Say whether this address is answered without waiting for anything: no hash, no database."""
        found = self.find(path, host)
        if found is None or found.plan.state is not State.LIVE:
            return False
        route = found.plan.route
        return route is None or not route.waits

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


def is_secure(environ: WSGIEnvironment) -> bool:
    """Say whether the visitor came by https, as far as we can tell: a trusted proxy says so."""
    return environ.get("wsgi.url_scheme") == "https"


def is_prefetch(environ: WSGIEnvironment) -> bool:
    """Say whether a browser only looks ahead: it is no visitor yet, and if it comes it may not even ask again."""
    if "HTTP_SEC_PURPOSE" in environ or "HTTP_PURPOSE" in environ or "HTTP_X_MOZ" in environ:
        said = (environ.get(name, "") for name in ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ"))
        return any("prefetch" in purpose.lower() for purpose in said)
    return False


def _utf8(text: str) -> str:
    """Return a WSGI string (bytes spelled as Latin-1) as the UTF-8 that browsers send; empty when it is none."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return ""
