"""Links with more than one way, a lock, or a page in between: everything that ``daemon.redirect`` leaves.

Two lanes. What only reads the request is answered where it came in. What has to work out a hash or ask the database
(``Route.waits``) comes on a thread that may wait, and takes these steps, so that nothing is used up in vain:

1. A link that is paused, not begun, ended or in a circle says so; nobody is asked for a password for that.
2. A program that makes link previews gets a card, and uses up nothing.
3. The password, if any. Only who knows it is a visit: the form is not counted.
4. Whether this visitor was here before, where a rule asks and no cookie tells.
5. The way is chosen, and one hit of the limit is taken. HEAD and prefetch look, and take none.

Where the database does not answer, a limited link is not opened (a free pass would break its promise) and says that it
cannot be for the moment; a visitor counts as a new one; a password is checked all the same, against what was last read.
"""

import logging
import time
from collections.abc import Iterable
from typing import NamedTuple
from wsgiref.types import StartResponse, WSGIEnvironment

from peewee import PeeweeException

from qrdesk.core.errors import QRDeskError
from qrdesk.core.redirect import locations
from qrdesk.core.redirect.choose import choose, used_up
from qrdesk.core.redirect.plan import Plan
from qrdesk.core.redirect.route import Choice, Kind, Route
from qrdesk.core.redirect.visit import SEEN, Visit
from qrdesk.daemon import between, pages
from qrdesk.daemon.hits import Found, is_prefetch
from qrdesk.daemon.ledger import Ledger
from qrdesk.daemon.pages import Answer
from qrdesk.daemon.previews import is_preview_bot
from qrdesk.daemon.redirect import Redirects, is_secure
from qrdesk.daemon.unlocking import Turned, Unlocking, Verdict
from qrdesk.daemon.visits import Visits, visitor_cookie

Header = tuple[str, str]
Headers = tuple[Header, ...]
_LEADING = frozenset({Kind.LEAD, Kind.FRAME, Kind.BUTTON})
_OVER = frozenset({Kind.EXPIRED, Kind.USED_UP})
_METHODS = frozenset({"GET", "HEAD", "POST"})
_ENDED = "expired"  # the rule of a Choice that leads where an ended link leads
_NO_BODY: list[bytes] = []
_FRESH: Headers = (("Cache-Control", "private, no-store"), ("Content-Length", "0"))
_POST_TOO = Answer("204 No Content", "", b"", (("Allow", "GET, HEAD, POST, OPTIONS"),))
_SOON: Header = ("Retry-After", "30")
_COMPLAIN_EVERY_S = 60.0
_FAULTS = (QRDeskError, PeeweeException)

_log = logging.getLogger(__name__)


class _Asked(NamedTuple):
    """One request for a link with a route."""

    found: Found
    plan: Plan
    route: Route
    environ: WSGIEnvironment
    counted: bool


class Ways:
    """Answers links that have a route."""

    def __init__(self, redirects: Redirects, visits: Visits, unlocking: Unlocking, ledger: Ledger) -> None:
        self._redirects = redirects
        self._visits = visits
        self._unlocking = unlocking
        self._ledger = ledger
        self._silent_until = 0.0  # on the monotonic clock: one complaint about a database is enough for a while

    def __call__(
        self, found: Found, route: Route, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes] | None:
        """Answer a request for a link that has a route, or return None: no way to ask for it."""
        method = environ["REQUEST_METHOD"]
        if route.password_hash and method == "OPTIONS":
            return _POST_TOO.send(environ, start_response)
        if method not in _METHODS or (method == "POST" and not route.password_hash):
            return None
        asked = _Asked(found, found.plan, route, environ, method != "HEAD" and not is_prefetch(environ))
        if route.waits:
            return self._locked(asked).send(environ, start_response)
        visit, new_cookie = self._visits.of(
            found, route, environ, counted=asked.counted, marked=self._may_mark(found, route, environ)
        )
        choice = choose(found.plan, visit)
        if choice.kind is Kind.LEAD and route.card is None and not new_cookie:  # most of them, and with least ado
            if asked.counted:
                self._redirects.hits.count(found, environ, choice)
            start_response("302 Found", [("Location", choice.location), *_FRESH])
            return _NO_BODY
        return self._answer(asked, choice, visit, _cookies(asked, new_cookie)).send(environ, start_response)

    def look(self, found: Found, environ: WSGIEnvironment) -> Answer:
        """Answer ``/slug+``: where the link leads this visitor now, in words. Nothing is counted or used up."""
        plan, route = found.plan, found.plan.route
        visit = self._visits.plain()
        if route is not None:
            marked = self._may_mark(found, route, environ)
            visit, _ = self._visits.of(found, route, environ, counted=False, marked=marked)
        choice = choose(plan, visit)
        if choice.kind not in _LEADING:
            return pages.page(choice.kind.value, environ)
        secret = route is not None and _is_secret(route)
        title = route.card.title if route is not None and route.card is not None else ""
        return between.look(_as_addressed(found, environ), "" if secret else choice.location, title=title)

    def _locked(self, asked: _Asked) -> Answer:
        """Take the steps of the slow lane."""
        found, route, environ = asked.found, asked.route, asked.environ
        marked = self._may_mark(found, route, environ)
        visit, new_cookie = self._visits.of(found, route, environ, counted=False, marked=marked)
        first = choose(asked.plan, visit)
        if first.kind not in _LEADING or first.rule == _ENDED or _wants_card(asked):
            return self._answer(asked, first, visit, ())
        cookies = _cookies(asked, new_cookie)
        if route.password_hash:
            turned = self._unlocking.turn(asked.plan.link_id, route, environ, secure=_is_safe(found, environ))
            if turned.verdict is not Verdict.PASS:
                return _refused(environ, turned)
            cookies += (turned.cookie,) if turned.cookie is not None else ()
        if route.needs & SEEN and not route.cookie:
            visit = visit._replace(returning=self._was_here(asked, visit))
        if asked.counted:
            visit = self._visits.take_turn(found, route, visit)
        choice = choose(asked.plan, visit)
        if route.hit_limit is not None and choice.kind in _LEADING and choice.rule != _ENDED:
            try:
                if not self._has_hit(asked):
                    choice = used_up(asked.plan, visit)
            except _FAULTS as fault:
                self._complain("Links with a hit limit cannot be opened: %s", fault)
                return pages.page("unreachable", environ, headers=[_SOON])
        return self._answer(asked, choice, visit, cookies)

    def _answer(self, asked: _Asked, choice: Choice, visit: Visit, cookies: Headers) -> Answer:
        """Send the visitor the way that was chosen, and count the hit where there is one."""
        environ = asked.environ
        if choice.kind not in _LEADING:
            self._shut(asked)
            return (choice.kind in _OVER and elsewhere(asked.found.site.fallback, visit.own_hosts)) or pages.page(
                choice.kind.value, environ
            )
        card = _wants_card(asked)
        if asked.counted and not (card and asked.route.password_hash):
            self._redirects.hits.count(asked.found, environ, choice)
        if card:
            return between.card(
                _as_addressed(asked.found, environ),
                asked.route.card,
                "" if _is_secret(asked.route) else choice.location,
                own_hosts=visit.own_hosts,
            )
        if not asked.counted:
            cookies = ()
        if choice.kind is Kind.FRAME:
            return between.frame(choice, environ, cookies, card=asked.route.card)
        if choice.kind is Kind.BUTTON:
            return between.button(choice, environ, cookies)
        return _led(choice.location, cookies, after_form=environ["REQUEST_METHOD"] == "POST")

    def _shut(self, asked: _Asked) -> None:
        if asked.counted:
            self._redirects.shut(asked.found, asked.environ)

    def _may_mark(self, found: Found, route: Route, environ: WSGIEnvironment) -> bool:
        """Say whether a visitor may be known by a cookie."""
        return route.cookie and not self._redirects.hits.is_quiet(found, environ)

    def _was_here(self, asked: _Asked, visit: Visit) -> bool:
        """Say whether a visitor was here today; who is only counted never was."""
        if not visit.visitor or self._redirects.hits.is_quiet(asked.found, asked.environ):
            return False
        ask = self._ledger.meet if asked.counted else self._ledger.has_met
        try:
            return ask(asked.plan.link_id, self._visits.day(asked.found, visit.now_s), visit.visitor)
        except _FAULTS as fault:
            self._complain("Every visitor is taken for a new one: %s", fault)
            return False

    def _has_hit(self, asked: _Asked) -> bool:
        link_id = asked.plan.link_id
        return self._ledger.take_hit(link_id) if asked.counted else self._ledger.has_hits_left(link_id)

    def _complain(self, said: str, fault: Exception) -> None:
        now = time.monotonic()
        if now >= self._silent_until:
            self._silent_until = now + _COMPLAIN_EVERY_S
            _log.warning(said, fault)


def elsewhere(address: str, own_hosts: frozenset[str]) -> Answer | None:
    """Return the way to a page that a domain names; None where it names none, or one of our own addresses."""
    location = locations.ready(address) if address else ""
    if not locations.is_web(location) or locations.is_own(location, own_hosts):
        return None
    return Answer("302 Found", "", b"", (("Location", location), *_FRESH), bare=True)


def _led(location: str, cookies: Headers, *, after_form: bool) -> Answer:
    # after a form the browser must ask with GET, and not send the password on
    status = "303 See Other" if after_form else "302 Found"
    return Answer(status, "", b"", (("Location", location), *_FRESH, *cookies), bare=True)


def _refused(environ: WSGIEnvironment, turned: Turned) -> Answer:
    if turned.verdict is Verdict.WAIT:
        wait_s = str(turned.wait_s)
        return pages.page("too_many", environ, said={"wait_s": wait_s}, headers=[("Retry-After", wait_s)])
    return between.password(environ, wrong=turned.verdict is Verdict.WRONG)


def _cookies(asked: _Asked, new_cookie: str) -> Headers:
    if not new_cookie:
        return ()
    return (visitor_cookie(asked.plan.link_id, new_cookie, secure=_is_safe(asked.found, asked.environ)),)


def _is_safe(found: Found, environ: WSGIEnvironment) -> bool:
    """Say whether a cookie may go over https alone. A proxy in front may not say how the visitor came."""
    return is_secure(environ) or found.site.secure


def _as_addressed(found: Found, environ: WSGIEnvironment) -> WSGIEnvironment:
    """Return the request as it was made of the link's address, with which previews and answers name the link."""
    return {**environ, "wsgi.url_scheme": "https"} if found.site.secure else environ


def _wants_card(asked: _Asked) -> bool:
    route = asked.route
    shown = route.card is not None or route.hit_limit is not None or bool(route.password_hash)
    return shown and is_preview_bot(asked.environ.get("HTTP_USER_AGENT", ""))


def _is_secret(route: Route) -> bool:
    """Say whether only a visitor may learn where a link leads."""
    return bool(route.password_hash) or route.hit_limit is not None or route.hidden
