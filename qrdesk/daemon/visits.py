"""What a link's rules ask about a visitor, and nothing beyond that: found out from the request at hand."""

import random
import re
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit
from wsgiref.types import WSGIEnvironment

from qrdesk.core.hits.network import place_of
from qrdesk.core.hits.records import USER_AGENT_CHARS
from qrdesk.core.redirect.route import Route
from qrdesk.core.redirect.store import PlanStore
from qrdesk.core.redirect.visit import AGENT, DRAW, GEO, HITS, SEEN, TURN, VISITOR, Visit
from qrdesk.daemon.hits import Found, Visitors

YEAR_S = 365 * 86_400
_COOKIE_CHARS = 16_384  # a site around this domain may have set many of its own
_LANGUAGE_CHARS = 500
_REFERRER_CHARS = 512  # cut before they are remembered: headers may have 32,768
_OURS = re.compile(r"[A-Za-z0-9_-]{22}")  # 16 random bytes


class Agent(NamedTuple):
    """What a user agent says, in the words of ``schemas.rules``; ``browser`` as ``hits.agents`` names it."""

    os: str = ""
    device: str = ""
    browser: str = ""


class Known(NamedTuple):
    """One visit, and the id of a cookie that is to be set; "" for none."""

    visit: Visit
    new_cookie: str


_NOBODY = Agent()


def _no_agent(_: str) -> Agent:
    return _NOBODY


def _no_place(_: str) -> tuple[str, str]:
    return "", ""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a visit's facts come from: what costs time or memory is made by whoever starts the process."""

    agents: Callable[[str], Agent] = _no_agent  # of a user agent
    places: Callable[[str], tuple[str, str]] = _no_place  # country and region of an address
    visitors: Visitors | None = None
    draw: Callable[[], float] = random.random
    now_s: Callable[[], float] = time.time


class Visits:
    """Makes the visit that ``choose`` looks at."""

    def __init__(self, store: PlanStore, sources: Sources | None = None) -> None:
        self._store = store
        self._sources = sources or Sources()
        self._turns: dict[int, int] = {}  # by link
        self._turning = threading.Lock()

    def of(self, found: Found, route: Route, environ: WSGIEnvironment, *, counted: bool, marked: bool = True) -> Known:
        """Return the visit of one request. Whether a visitor without a cookie has been here is not known yet.

        One that is not ``counted`` only looks: the turn that it sees is still there for the next visitor. One that
        may not be ``marked`` gets no cookie, none that is there is read, and is a new one each time; the same variant
        is drawn for a day, as that is worked out and not kept.

        A cookie of ours makes the visitor a returning one. It is set for one link alone: it tells that link who came
        back, and nobody who went from link to link.
        """
        needs, sources, get = route.needs, self._sources, environ.get
        now_s, agent, address = sources.now_s(), _NOBODY, get("REMOTE_ADDR", "")
        if needs & AGENT:
            agent = sources.agents(get("HTTP_USER_AGENT", "")[:USER_AGENT_CHARS])
        country, region = self._place(environ, address) if needs & GEO else ("", "")
        link_id, new_cookie = found.plan.link_id, ""
        visitor = _cookie_visitor(environ, link_id) if route.cookie and marked else ""
        returning = bool(visitor)
        if route.cookie and marked and not visitor:
            visitor = new_cookie = secrets.token_urlsafe(16)
        elif not visitor and needs & (VISITOR | SEEN) and sources.visitors is not None:
            visitor = sources.visitors.id(found.plan.workspace_id, now_s, address, get("HTTP_USER_AGENT", ""))
        visit = Visit(
            now_s,
            country,
            region,
            get("HTTP_ACCEPT_LANGUAGE", "")[:_LANGUAGE_CHARS],
            agent.os,
            agent.device,
            agent.browser,
            get("QUERY_STRING", ""),
            referrer_host(get("HTTP_REFERER", "")[:_REFERRER_CHARS]),
            visitor,
            returning,
            self._store.hits(link_id) if needs & HITS else 0,
            sources.draw() if needs & DRAW else 0.0,
            self._turn(link_id, counted=counted) if needs & TURN else 0,
            self._store.own_hosts,
        )  # by place, as it is on the way of every scan of such a link
        return Known(visit, new_cookie)

    def take_turn(self, found: Found, route: Route, visit: Visit) -> Visit:
        """Return the visit of somebody who only looked, and has now been let in, with a turn of its own."""
        return visit._replace(turn=self._turn(found.plan.link_id, counted=True)) if route.needs & TURN else visit

    def plain(self) -> Visit:
        """Return what is known of everybody."""
        return Visit(now_s=self._sources.now_s(), own_hosts=self._store.own_hosts)

    def day(self, found: Found, now_s: float) -> int:
        """Return the day that a visitor is new or returning on."""
        visitors = self._sources.visitors
        return visitors.day(found.plan.workspace_id, now_s) if visitors is not None else int(now_s // 86_400)

    def _place(self, environ: WSGIEnvironment, address: str) -> tuple[str, str]:
        country, region, _ = place_of(environ.get("qrdesk.geo", ""))
        return (country, region) if country else self._sources.places(address)

    def _turn(self, link_id: int, *, counted: bool) -> int:
        with self._turning:
            turn = self._turns.get(link_id, 0)
            if counted:
                self._turns[link_id] = turn + 1
            return turn


def visitor_cookie(link_id: int, visitor: str, *, secure: bool) -> tuple[str, str]:
    """Return the header that has a browser remember, for a year, that it was here."""
    return set_cookie(_cookie_name(link_id), visitor, max_age_s=YEAR_S, secure=secure)


def set_cookie(name: str, value: str, *, max_age_s: int, secure: bool) -> tuple[str, str]:
    """Return a Set-Cookie header for both addresses of a link, ``/slug`` and ``/r/slug``."""
    safe = "; Secure" if secure else ""
    return "Set-Cookie", f"{name}={value}; Max-Age={max_age_s}; Path=/; HttpOnly; SameSite=Lax{safe}"


def cookie(environ: WSGIEnvironment, name: str) -> str:
    """Return the value of a cookie that came; "" for none, and for an endless header."""
    sent = environ.get("HTTP_COOKIE", "")
    if name not in sent or len(sent) > _COOKIE_CHARS:
        return ""
    pairs = (part.strip().partition("=") for part in sent.split(";"))  # one that cannot be read hides no other
    return next((value for key, _, value in pairs if key == name), "")


@lru_cache(4096)
def referrer_host(referrer: str) -> str:
    """Return the host of the page a visitor came from, lower case, without a port; "" when there is none."""
    if not referrer:
        return ""
    try:
        return (urlsplit(referrer).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _cookie_visitor(environ: WSGIEnvironment, link_id: int) -> str:
    value = cookie(environ, _cookie_name(link_id))
    return value if _OURS.fullmatch(value) else ""


def _cookie_name(link_id: int) -> str:
    return f"qrdesk_v{link_id}"
