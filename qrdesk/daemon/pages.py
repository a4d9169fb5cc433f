"""What a person sees who comes to an address that leads nowhere: small pages, no script, English or German."""

import hashlib
import html
import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from string import Template
from types import MappingProxyType
from typing import TYPE_CHECKING
from wsgiref.types import StartResponse, WSGIEnvironment

from qrdesk.core import resources
from qrdesk.core.accepted import liked_languages

if TYPE_CHECKING:
    from _typeshed import OptExcInfo

LANGUAGES = ("en", "de")  # the first is for everybody else


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, ready to send; one without a ``kind`` has no content at all."""

    status: str
    kind: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    bare: bool = False  # a redirect: what is said of pages would hold for the page it leads to

    def send(
        self, environ: WSGIEnvironment, start_response: StartResponse, *, failed: "OptExcInfo | None" = None
    ) -> Iterable[bytes]:
        """Answer the request; HEAD gets the headers alone. ``failed`` replaces an answer begun before the fault."""
        own = {name for name, _ in self.headers}
        headers = [*(() if self.bare else (one for one in _SAFE if one[0] not in own)), *self.headers]
        if self.kind:
            headers += [("Content-Type", self.kind), ("Content-Length", str(len(self.body)))]
        if failed is None:
            start_response(self.status, headers)
        else:
            start_response(self.status, headers, failed)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


_SAFE = (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"))
# A code that leads nowhere today may lead somewhere tomorrow: no cache may remember the answer.
_FRESH = ("Cache-Control", "no-store")

_STATUS = {
    "index": "200 OK",
    "not_found": "404 Not Found",
    "no_site": "404 Not Found",
    "gone": "410 Gone",
    "archived": "410 Gone",
    "paused": "503 Service Unavailable",  # for a while, and nobody knows how long: without Retry-After
    "not_yet": "404 Not Found",
    "expired": "410 Gone",
    "used_up": "410 Gone",
    "suspended": "410 Gone",
    "circle": "508 Loop Detected",
    "unreachable": "503 Service Unavailable",
    "too_many": "429 Too Many Requests",
    "too_fast": "429 Too Many Requests",
    "method": "405 Method Not Allowed",
    "fault": "500 Internal Server Error",
}
_STATUS_JSON = {"no_site": "421 Misdirected Request"}  # where a program is told something else than a person
_NO_WORDS: Mapping[str, str] = MappingProxyType({})


def page(
    name: str,
    environ: WSGIEnvironment,
    *,
    fault_id: str = "",
    said: Mapping[str, str] = _NO_WORDS,
    headers: Iterable[tuple[str, str]] = (),
) -> Answer:
    """Return the page ``name`` in the visitor's language, or as JSON for a program that asks for that.

    ``said`` fills the places that the words of the page leave open; so does ``fault_id``.
    """
    said = {"fault_id": fault_id, **said} if fault_id else said
    if wants_json(environ, always=name == "index"):
        title, *more = _words("en", name, said)
        body = {"status": "ok"} if name == "index" else {"error": {"code": name, "message": ". ".join((title, *more))}}
        return json_answer(_STATUS_JSON.get(name, _STATUS[name]), body, headers=headers)
    language = language_of(environ)
    return html_answer(_STATUS[name], _html(language, name, said), language, headers=headers)


def html_answer(
    status: str, body: bytes, language: str, *, allowed: str = "", headers: Iterable[tuple[str, str]] = ()
) -> Answer:
    """Return a page of ours. ``allowed`` is what its content security policy allows beside our own style."""
    varying = (_FRESH, ("Vary", "Accept, Accept-Language"), ("Content-Language", language))
    policy = ("Content-Security-Policy", _policy(allowed or "form-action 'none'"))
    return Answer(status, "text/html; charset=utf-8", body, (*varying, policy, *headers))


def json_answer(status: str, body: object, *, headers: Iterable[tuple[str, str]] = ()) -> Answer:
    """Return ``body`` as JSON that no cache keeps."""
    return Answer(status, "application/json", json.dumps(body).encode(), (_FRESH, *headers))


def language_of(environ: WSGIEnvironment) -> str:
    """Return the language of ours that a visitor likes best."""
    return preferred_language(environ.get("HTTP_ACCEPT_LANGUAGE", ""))


def preferred_language(accepted: str) -> str:
    """Return the language of ours that an Accept-Language header puts first."""
    liked = (tag.lower().partition("-")[0] for tag in liked_languages(accepted[:500]))
    return next((language for language in liked if language in LANGUAGES), LANGUAGES[0])


def wants_json(environ: WSGIEnvironment, *, always: bool = False) -> bool:
    """Say whether a program asks: it gets JSON where it names that, or ``always`` unless it takes HTML."""
    accept = environ.get("HTTP_ACCEPT", "")
    return "text/html" not in accept and (always or "application/json" in accept)


def shell(language: str, title: str, content: str, *, kind: str = "page") -> bytes:
    """Return a whole page around ``content``, which is HTML; ``title`` is text. ``kind`` names the frame around it."""
    frame = _shell(kind)
    return frame.substitute(language=language, title=html.escape(title), style=style(), content=content).encode()


def paragraphs(words: Iterable[str]) -> str:
    """Return texts as HTML."""
    return "\n".join(f"<p>{html.escape(one)}</p>" for one in words)


def _html(language: str, name: str, said: Mapping[str, str]) -> bytes:
    return _render(language, name, said) if said else _rendered(language, name)


@cache
def _rendered(language: str, name: str) -> bytes:
    return _render(language, name, _NO_WORDS)


def _render(language: str, name: str, said: Mapping[str, str]) -> bytes:
    title, *more = _words(language, name, said)
    return shell(language, title, f"<h1>{html.escape(title)}</h1>\n{paragraphs(more)}")


def _words(language: str, name: str, said: Mapping[str, str]) -> list[str]:
    return [Template(words).safe_substitute(said) for words in _texts(language)[name]]


@cache
def _texts(language: str) -> dict[str, list[str]]:
    return json.loads(resources.read_text(f"pages/{language}.json"))


@cache
def _shell(kind: str) -> Template:
    return Template(resources.read_text(f"pages/{kind}.html"))


@cache
def style() -> str:
    """Return the style of every page, as the policy allows it."""
    return resources.read_text("pages/page.css").strip()


@lru_cache(256)
def _policy(allowed: str) -> str:
    digest = b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; {allowed}; frame-ancestors 'none'"
