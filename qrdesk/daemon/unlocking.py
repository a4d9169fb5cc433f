"""Links with a password: who may pass, who has to type it, and who has to wait.

A password comes in the form of the page, or as HTTP Basic from a program (its user name does not matter). Tries are
counted before the hash is worked out, because two cores can work out 75 a second at the very most: wrong ones, by
visitor and link and by link alone, in each web process for itself.

No token against forged requests (CSRF) is needed: what a form from elsewhere could do here is to unlock a link whose
password it must already know, in the browser of the person who then sees it. Nothing is written for anybody.
"""

import binascii
import hashlib
import hmac
import math
import threading
import time
from base64 import b64decode
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple
from urllib.parse import parse_qs
from wsgiref.types import WSGIEnvironment

from itsdangerous import BadData, URLSafeTimedSerializer

from qrdesk.core.passwords import LONGEST, verify_password
from qrdesk.core.redirect.route import Route
from qrdesk.daemon import visits
from qrdesk.daemon.throttle import Throttle, visitor_key

OPEN_S = 12 * 3600
PER_VISITOR = 5  # wrong passwords a minute
PER_LINK = 30
FIELD = "password"
_AT_ONCE = 2  # hashes: each takes 19 MiB and a core
_PATIENCE_S = 3.0  # then the visitor is asked to come back: threads that wait here are wanted elsewhere
_FORM = "application/x-www-form-urlencoded"
_FORM_BYTES = 4096


class Verdict(Enum):
    """What becomes of a visitor before a lock."""

    PASS = "pass"
    ASK = "ask"
    WRONG = "wrong"
    WAIT = "wait"


class Turned(NamedTuple):
    """How a try went. ``cookie`` keeps the link open; ``wait_s`` is whole seconds, 1 at least, for one who waits."""

    verdict: Verdict
    cookie: tuple[str, str] | None = None
    wait_s: int = 0


class Unlocking:
    """Checks passwords and the cookie of those who knew one. Fit for every thread."""

    def __init__(
        self,
        secret_key: bytes,
        *,
        verify: Callable[[str, str], bool] = verify_password,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``secret_key`` is the database's: the cookie's own key is made from it, the same in every process."""
        key = hmac.digest(secret_key, b"qrdesk unlock cookie", "sha256")
        self._signed = URLSafeTimedSerializer(
            key, salt="qrdesk unlock", signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"}
        )
        self._verify = verify
        self._visitors = Throttle(PER_VISITOR, clock=clock)
        self._links = Throttle(PER_LINK, clock=clock)
        self._hashing = threading.BoundedSemaphore(_AT_ONCE)

    def turn(self, link_id: int, route: Route, environ: WSGIEnvironment, *, secure: bool) -> Turned:
        """Return whether this request may pass the lock of a link. ``secure`` keeps the cookie off plain http."""
        if self._knows(link_id, route, visits.cookie(environ, cookie_name(link_id))):
            return Turned(Verdict.PASS)
        password = _password(environ)
        if not password:
            return Turned(Verdict.ASK)
        visitor = (link_id, visitor_key(environ.get("REMOTE_ADDR", "")))
        if wait_s := self._visitors.take(visitor):
            return Turned(Verdict.WAIT, wait_s=math.ceil(wait_s))
        if wait_s := self._links.take(link_id):
            self._visitors.give_back(visitor)
            return Turned(Verdict.WAIT, wait_s=math.ceil(wait_s))
        verdict = self._tried(route, password)
        if verdict is not Verdict.WRONG:  # only wrong ones count: a hall full of guests may unlock at once
            self._visitors.give_back(visitor)
            self._links.give_back(link_id)
        if verdict is not Verdict.PASS:
            return Turned(verdict, wait_s=1 if verdict is Verdict.WAIT else 0)
        return Turned(Verdict.PASS, self._cookie(link_id, route, secure=secure))

    def _tried(self, route: Route, password: str) -> Verdict:
        if not self._hashing.acquire(timeout=_PATIENCE_S):
            return Verdict.WAIT
        try:
            return Verdict.PASS if self._verify(route.password_hash, password) else Verdict.WRONG
        finally:
            self._hashing.release()

    def _knows(self, link_id: int, route: Route, value: str) -> bool:
        if not value:
            return False
        try:
            return self._signed.loads(value, max_age=OPEN_S) == [link_id, route.password_version]
        except BadData:  # forged, too old, or no text of ours at all
            return False

    def _cookie(self, link_id: int, route: Route, *, secure: bool) -> tuple[str, str]:
        text = self._signed.dumps([link_id, route.password_version])
        return visits.set_cookie(cookie_name(link_id), text, max_age_s=OPEN_S, secure=secure)


def cookie_name(link_id: int) -> str:
    """Return the name of a link's unlock cookie: one for each, so that opening a second one closes no first."""
    return f"qrdesk_u{link_id}"


def _password(environ: WSGIEnvironment) -> str:
    """Return the password that came with a request; "" for none, and for one that is too long to be right."""
    given = _from_form(environ) if environ["REQUEST_METHOD"] == "POST" else ""
    given = given or _from_basic(environ.get("HTTP_AUTHORIZATION", ""))
    return given if len(given) <= LONGEST else ""


def _from_form(environ: WSGIEnvironment) -> str:
    if environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != _FORM:
        return ""
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or not 0 < int(length[:9]) <= _FORM_BYTES:
        return ""
    try:
        fields = parse_qs(environ["wsgi.input"].read(int(length)).decode(), max_num_fields=10)
    except ValueError:  # no UTF-8, or no form of ours
        return ""
    return fields.get(FIELD, [""])[0]


def _from_basic(header: str) -> str:
    scheme, _, words = header.partition(" ")
    if scheme.lower() != "basic" or len(words) > _FORM_BYTES:
        return ""
    try:
        return b64decode(words.strip(), validate=True).decode().partition(":")[2]
    except (binascii.Error, ValueError):
        return ""
