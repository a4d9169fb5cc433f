"""What a person sees who comes to an address that leads nowhere: small pages, no script, English or German."""

import hashlib
import html
import json
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from string import Template
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

    def send(
        self, environ: WSGIEnvironment, start_response: StartResponse, *, failed: "OptExcInfo | None" = None
    ) -> Iterable[bytes]:
        """Answer the request; HEAD gets the headers alone. ``failed`` replaces an answer begun before the fault."""
        headers = [*_SAFE, *self.headers]
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
    "method": "405 Method Not Allowed",
    "fault": "500 Internal Server Error",
}


def page(name: str, environ: WSGIEnvironment, *, fault_id: str = "", headers: Iterable[tuple[str, str]] = ()) -> Answer:
    """Return the page ``name`` in the visitor's language, or as JSON for a program that asks for that."""
    language = preferred_language(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    if _wants_json(name, environ.get("HTTP_ACCEPT", "")):
        title, *more = _words("en", name, fault_id)
        body = {"status": "ok"} if name == "index" else {"error": {"code": name, "message": ". ".join((title, *more))}}
        return json_answer(_STATUS[name], body, headers=headers)
    varying = (_FRESH, ("Vary", "Accept, Accept-Language"), ("Content-Language", language))
    policy = ("Content-Security-Policy", _policy())
    return Answer(
        _STATUS[name], "text/html; charset=utf-8", _html(language, name, fault_id), (*varying, policy, *headers)
    )


def json_answer(status: str, body: object, *, headers: Iterable[tuple[str, str]] = ()) -> Answer:
    """Return ``body`` as JSON that no cache keeps."""
    return Answer(status, "application/json", json.dumps(body).encode(), (_FRESH, *headers))


def preferred_language(accepted: str) -> str:
    """Return the language of ours that an Accept-Language header puts first."""
    liked = (tag.lower().partition("-")[0] for tag in liked_languages(accepted[:500]))
    return next((language for language in liked if language in LANGUAGES), LANGUAGES[0])


def _wants_json(name: str, accept: str) -> bool:
    if "text/html" in accept:
        return False
    # The index tells programs that the server is well; of the other pages they get HTML unless they ask for JSON.
    return name == "index" or "application/json" in accept


def _html(language: str, name: str, fault_id: str) -> bytes:
    if fault_id:
        return _render(language, name, fault_id)
    return _rendered(language, name)


@cache
def _rendered(language: str, name: str) -> bytes:
    return _render(language, name, "")


def _render(language: str, name: str, fault_id: str) -> bytes:
    title, *more = map(html.escape, _words(language, name, fault_id))
    paragraphs = "\n".join(f"<p>{words}</p>" for words in more)
    shell = _shell()
    return shell.substitute(language=language, title=title, style=_style(), paragraphs=paragraphs).encode()


def _words(language: str, name: str, fault_id: str) -> list[str]:
    return [Template(words).safe_substitute(fault_id=fault_id) for words in _texts(language)[name]]


@cache
def _texts(language: str) -> dict[str, list[str]]:
    return json.loads(resources.read_text(f"pages/{language}.json"))


@cache
def _shell() -> Template:
    return Template(resources.read_text("pages/page.html"))


@cache
def _style() -> str:
    return resources.read_text("pages/page.css").strip()


@cache
def _policy() -> str:
    digest = b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
