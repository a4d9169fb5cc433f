"""What is kept of a visit, written on its way: to the spool, then the answer goes out.

Of most visits: when, which link, scan or click, the user agent, language and referrer as they came, the network (/24 or
/48, never the address), the visitor's id of the day, which way of the link was taken, where its owner's plan leads,
the utm_ parameters of the short address, and which alias of the link it was. Of the rest of the query: nothing.

Some are only counted: those of a link that only counts (``count_only``), and where the workspace honours it (the
default) those of visitors who ask not to be tracked, with ``DNT: 1`` or ``Sec-GPC: 1``. Of them: when, which link, scan
or click; and the user agent, which the drain asks whether it was a program, and drops. Rules may look at such a visitor
all the same, in memory and in this request alone.

Of visits that were led nowhere, because no link has the address: when, which domain, the address as it was typed (64
characters), the user agent for the same question. The same of visits of a link that leads nowhere now, whatever else
they were shown: paused, not begun, ended, used up, archived, deleted, blocked, or in a circle. Where they come in
floods, only how many there were (``core.hits.misses``). A link that cannot be opened for want of a database is none of
these: nothing is noted.
"""

import logging
import time
from collections.abc import Callable
from typing import NamedTuple, Protocol
from wsgiref.types import WSGIEnvironment

from qrdesk.core.hits.network import network_of
from qrdesk.core.hits.records import QUIET, HitFields, Miss
from qrdesk.core.redirect.plan import Plan
from qrdesk.core.redirect.queries import campaign_of
from qrdesk.core.redirect.route import Choice
from qrdesk.core.redirect.store import PlanStore, Site

_COMPLAIN_EVERY_S = 60.0
_PURPOSES = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_MOZ")

_log = logging.getLogger(__name__)


class Recorder(Protocol):
    """What takes hits and misses: a spool."""

    def record(self, *hit: *HitFields) -> bool: ...

    def record_miss(self, miss: Miss) -> None: ...


class Visitors(Protocol):
    """What tells one visitor from another for a day."""

    def id(self, workspace_id: int, now_s: float, address: str, user_agent: str, /) -> str: ...

    def day(self, workspace_id: int, now_s: float, /) -> int: ...


class Found(NamedTuple):
    """What an address names: a link of a domain, and "s" for a scan or "c" for a click."""

    plan: Plan
    site: Site
    source: str


class Hits:
    """Records who came. Whatever goes wrong with a record, the visitor is sent on."""

    def __init__(
        self,
        store: PlanStore,
        recorder: Recorder,
        visitors: Visitors | None = None,
        *,
        clock_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        self._store = store
        self._recorder = recorder
        self._visitors = visitors
        self._clock_ns = clock_ns
        self.dropped_at: float | None = None  # time.monotonic() of the last hit that could not be recorded

    def count(self, found: Found, environ: WSGIEnvironment, choice: Choice | None = None) -> None:
        """Record one hit. A plain link, which always leads to its destination, has no ``choice``."""
        plan, _, source = found
        get = environ.get
        try:
            at_us = self._clock_ns() // 1000
            workspace_id, agent = plan.workspace_id, get("HTTP_USER_AGENT", "")
            said = "HTTP_DNT" in environ or "HTTP_SEC_GPC" in environ
            if plan.count_only or (said and self.asks_to_be_left_alone(found, environ)):
                kept = self._recorder.record(
                    at_us, workspace_id, plan.link_id, source, agent, "", "", "", "", "", "", "", "", "", "", QUIET
                )
            else:
                address, query, visitors = get("REMOTE_ADDR", ""), get("QUERY_STRING", ""), self._visitors
                kept = self._recorder.record(
                    at_us,
                    workspace_id,
                    plan.link_id,
                    source,
                    agent,
                    get("HTTP_ACCEPT_LANGUAGE", ""),
                    get("HTTP_REFERER", ""),
                    network_of(address),
                    visitors.id(workspace_id, at_us / 1e6, address, agent) if visitors is not None else "",
                    choice.rule if choice is not None else "",
                    choice.variant if choice is not None else "",
                    get("qrdesk.geo", ""),
                    choice.destination if choice is not None else plan.destination,
                    campaign_of(query) if "utm_" in query else "",
                    plan.slug,
                    "",
                )
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with the record, the visitor is sent on
            self._dropped(repr(fault))
        else:
            if not kept:
                self._dropped("the disk refused the record")

    def is_quiet(self, found: Found, environ: WSGIEnvironment) -> bool:
        """Say whether of this visit only the hit is counted."""
        return found.plan.count_only or self.asks_to_be_left_alone(found, environ)

    def asks_to_be_left_alone(self, found: Found, environ: WSGIEnvironment) -> bool:
        """Say whether this visitor asks not to be tracked, in a workspace that honours that."""
        # by their first letter: what two proxies have both added is "1, 1"
        asks = environ.get("HTTP_DNT", "")[:1] == "1" or environ.get("HTTP_SEC_GPC", "")[:1] == "1"
        return asks and self._store.honours_dnt(found.plan.workspace_id)

    def miss(self, site: Site, kind: str, slug: str, environ: WSGIEnvironment) -> None:
        """Record that somebody was led nowhere: ``kind`` is "miss", "index" for a bare host, "shut" for a link."""
        if environ["REQUEST_METHOD"] == "HEAD" or is_prefetch(environ):
            return
        agent = environ.get("HTTP_USER_AGENT", "")
        try:
            at_us = self._clock_ns() // 1000
            self._recorder.record_miss(Miss(at_us, site.workspace_id, site.domain_id, kind, slug, agent, 1))
        except Exception:  # noqa: BLE001 - as above, and for less
            _log.debug("A visit that was led nowhere was not recorded.", exc_info=True)

    def _dropped(self, reason: str) -> None:
        now = time.monotonic()
        if self.dropped_at is None or now - self.dropped_at > _COMPLAIN_EVERY_S:
            _log.error("Hits are not recorded: %s. Redirects go on.", reason)
        self.dropped_at = now


def is_prefetch(environ: WSGIEnvironment) -> bool:
    """Say whether a browser only looks ahead: it is no visitor yet, and if it comes it may not even ask again."""
    if "HTTP_SEC_PURPOSE" in environ or "HTTP_PURPOSE" in environ or "HTTP_X_MOZ" in environ:
        return any("prefetch" in environ.get(name, "").lower() for name in _PURPOSES)
    return False
