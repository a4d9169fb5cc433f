"""The way of a scan: path to slug, slug to plan, hit to the spool, then the 302. No database, no framework."""

import logging
import time
from collections.abc import Callable, Iterable
from typing import Protocol
from wsgiref.types import StartResponse, WSGIEnvironment

from qrdesk.core.hits.network import network_of
from qrdesk.core.hits.records import Visit
from qrdesk.core.redirect.plan import Plan, State
from qrdesk.core.redirect.store import PlanStore
from qrdesk.core.slugs import RESERVED

_SCAN_PATHS = frozenset({"/r/", "/R/"})  # /R/ keeps a symbol in alphanumeric mode
_LONGEST = 256  # of a slug as sent: 64 characters, taken apart; the time to fold grows faster than the length
_NO_BODY: list[bytes] = []
_COMPLAIN_EVERY_S = 60.0

_log = logging.getLogger(__name__)


class Recorder(Protocol):
    """What takes hits: a spool."""

    def record(self, *visit: *Visit) -> bool: ...


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
    if "/" in slug or len(slug) > _LONGEST or (source == "c" and slug.lower() in RESERVED):
        return "", source
    return slug, source


class Redirects:
    """Answers addresses that lead somewhere, and records who came."""

    def __init__(self, store: PlanStore, recorder: Recorder, *, clock_ns: Callable[[], int] = time.time_ns) -> None:
        self._store = store
        self._recorder = recorder
        self._clock_ns = clock_ns
        self.dropped_at: float | None = None  # time.monotonic() of the last hit that could not be recorded

    def leads(self, path: str, host: str) -> bool:
        """Say whether this address leads somewhere: such a request is answered without waiting for anything."""
        return self._plan(path, host)[0] is not None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes] | None:
        """Send the visitor on, or return None: not an address that leads somewhere, or no way to ask for one."""
        plan, source = self._plan(environ["PATH_INFO"], environ.get("HTTP_HOST", ""))
        if plan is None:
            return None
        method = environ["REQUEST_METHOD"]
        if method == "GET":
            if not _is_prefetch(environ):
                self._count(plan, source, environ)
        elif method != "HEAD":
            return None
        start_response("302 Found", plan.headers())
        return _NO_BODY

    def _plan(self, path: str, host: str) -> tuple[Plan | None, str]:
        slug, source = address_of(path)
        site = self._store.site(host) if slug else None
        plan = site.find(slug) if site is not None else None
        return (plan if plan is not None and plan.state is State.LIVE else None), source

    def _count(self, plan: Plan, source: str, environ: WSGIEnvironment) -> None:
        get = environ.get
        try:
            kept = self._recorder.record(
                self._clock_ns() // 1000,
                plan.workspace_id,
                plan.link_id,
                source,
                get("HTTP_USER_AGENT", ""),
                get("HTTP_ACCEPT_LANGUAGE", ""),
                get("HTTP_REFERER", ""),
                network_of(get("REMOTE_ADDR", "")),
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


def _is_prefetch(environ: WSGIEnvironment) -> bool:
    # A browser that looks ahead is not a visitor yet; it asks again, or shows what it has, without telling us.
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
