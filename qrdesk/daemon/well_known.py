"""What browsers, crawlers, phones and certificate programs ask for by themselves: answered from memory, never counted.

No database is asked and no hit is recorded, so that nobody who polls these costs anything. Answers of a domain come
from the plans' memory and are as fresh as links are.
"""

import ipaddress
from collections.abc import Callable
from urllib.parse import parse_qs
from wsgiref.types import WSGIEnvironment

from qrdesk.core.redirect import hosts, previews
from qrdesk.core.redirect.store import PlanStore
from qrdesk.daemon.pages import Answer, json_answer

_DAY = ("Cache-Control", "public, max-age=86400")
_HOUR = ("Cache-Control", "public, max-age=3600")  # Apple and Google keep these for a while anyway
_NEVER = ("Cache-Control", "no-store")
_TEXT = "text/plain; charset=utf-8"
_NOTHING = Answer("404 Not Found", _TEXT, b"Not found\n", (_DAY,))
_NOT_YET = Answer("404 Not Found", _TEXT, b"Not found\n", (_NEVER,))  # may be there in a moment
# Previews of links in messengers obey robots.txt, so links stay allowed, and so do their pictures: first, for programs
# that go by the first line that fits and not by the longest.
_ROBOTS = f"User-agent: *\nAllow: {previews.PATH}\nDisallow: /api/\nDisallow: /docs\n"
_SMALL = {
    "favicon.ico": Answer("204 No Content", "", b"", (_DAY,)),
    "robots.txt": Answer("200 OK", _TEXT, _ROBOTS.encode(), (_DAY,)),
    "sitemap.xml": _NOTHING,
}
_METHODS = Answer("405 Method Not Allowed", _TEXT, b"Only GET and HEAD\n", (("Allow", "GET, HEAD"),))
_PROOF = "qrdesk-verification/"
_FIRST = frozenset({".well-known", "apple-app-site-association", *_SMALL})


class WellKnown:
    """Answers the fixed addresses that every host has, and those of a domain."""

    def __init__(self, store: PlanStore, *, trusted_proxy: str = "") -> None:
        self._store = store
        self._trusted_proxy = trusted_proxy

    def find(self, path: str, environ: WSGIEnvironment) -> Answer | None:
        """Return the answer to a WSGI path; None for one that is nothing of this sort."""
        first, _, rest = path[1:].partition("/")
        first = first.casefold()
        if first == "internal" and rest == "tls-allowed":
            return self._tls_allowed(environ)
        if first not in _FIRST:
            return None
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return _METHODS
        if first in _SMALL:
            return _SMALL[first]
        return self._of_domain(rest if first == ".well-known" else first, environ.get("HTTP_HOST", ""))

    def _of_domain(self, name: str, host: str) -> Answer:
        if name.startswith(_PROOF):
            # a domain that is not verified yet answers nothing else
            token = self._store.verification(host)
            shown = bool(token) and name.removeprefix(_PROOF) == token
            return Answer("200 OK", _TEXT, f"{token}\n".encode(), (_NEVER,)) if shown else _NOT_YET
        read: dict[str, Callable[[], str]] = {
            "apple-app-site-association": lambda: site.apple_association if site is not None else "",
            "assetlinks.json": lambda: site.asset_links if site is not None else "",
        }
        if name not in read:
            return _NOTHING
        site = self._store.site(host)
        text = read[name]()
        return Answer("200 OK", "application/json", text.encode(), (_HOUR,)) if text else _NOT_YET

    def _tls_allowed(self, environ: WSGIEnvironment) -> Answer:
        """Say whether a certificate may be made for ``?domain=``: 200 for a verified domain of ours, else 404.

        Caddy asks this before it makes one on demand (``on_demand_tls { ask ... }``), from its own machine: anybody but
        this computer and the trusted proxy gets 404 whatever they ask. Names are compared without a port, since a
        certificate has none.
        """
        asker = environ.get("REMOTE_ADDR", "")
        names = parse_qs(environ.get("QUERY_STRING", "")[:1000], max_num_fields=5).get("domain", [])
        if len(names) == 1 and self._may_ask(asker) and self._is_ours(names[0]):
            return json_answer("200 OK", {"status": "ok"})
        return json_answer("404 Not Found", {"error": {"code": "not_found", "message": "No domain of this server."}})

    def _may_ask(self, address: str) -> bool:
        return is_here(address) or (bool(self._trusted_proxy) and address == self._trusted_proxy)

    def _is_ours(self, name: str) -> bool:
        name = hosts.normal(name)
        # loopback names lead to the default domain for whoever tries the server out, and get no certificate
        return bool(name) and not hosts.is_loopback(name) and self._store.site(name) is not None


def is_here(address: str) -> bool:
    """Say whether an address is one of this computer's own."""
    try:
        return ipaddress.ip_address(address.partition("%")[0].removeprefix("::ffff:")).is_loopback
    except ValueError:
        return False
