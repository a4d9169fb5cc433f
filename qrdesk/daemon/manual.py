"""The manual for a browser: ``/docs/manual``, the same chapters as in the app, as plain HTML without any script."""

import re
from html import escape
from string import Template

import bottle

from qrdesk.core import resources
from qrdesk.core.errors import NotFound
from qrdesk.core.manual import chapters, markdown
from qrdesk.core.manual.chapters import Chapter
from qrdesk.daemon import http, pages

PATH = "/docs/manual"
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PICTURES = {".png": "image/png", ".svg": "image/svg+xml", ".jpg": "image/jpeg", ".webp": "image/webp"}
_CHAPTER = re.compile(r"([a-z0-9-]+)\.md(#[\w-]+)?")
_PICTURE = re.compile(r"(?:\.\./)?pictures/([\w.-]+)")


def mount(app: bottle.Bottle) -> None:
    """Let ``app`` answer at /docs/manual; it needs no key."""
    for path in (PATH, f"{PATH}/"):
        app.route(path, "GET", http.guarded(_first))
    app.route(f"{PATH}/style.css", "GET", http.guarded(_style))
    app.route(f"{PATH}/pictures/<name>", "GET", http.guarded(_picture))
    app.route(f"{PATH}/<name>", "GET", http.guarded(_page))


def _first() -> bottle.HTTPResponse:
    return _page(chapters.chapters(_language())[0].name)


def _page(name: str) -> bottle.HTTPResponse:
    language = _language()
    chapter = chapters.find(name, language)
    if chapter is None:
        raise NotFound.of("page", name)
    return _answer(_html(chapter, language).encode(), "text/html; charset=utf-8", varies=True)


def _style() -> bottle.HTTPResponse:
    return _answer(resources.read_text("pages/manual.css").encode(), "text/css; charset=utf-8")


def _picture(name: str) -> bottle.HTTPResponse:
    path = chapters.picture(name)
    if path is None:
        raise NotFound.of("picture", name)
    return _answer(path.read_bytes(), _PICTURES[path.suffix])


def _answer(body: bytes, kind: str, *, varies: bool = False) -> bottle.HTTPResponse:
    headers = {
        "Content-Type": kind,
        "Content-Security-Policy": _POLICY,
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-cache" if varies else "public, max-age=3600",
    }
    return bottle.HTTPResponse(body, 200, headers | ({"Vary": "Accept-Language"} if varies else {}))


def _html(chapter: Chapter, language: str) -> str:
    listed = "".join(_listed(one, chapter) for one in chapters.chapters(language))
    return Template(resources.read_text("pages/manual.html")).substitute(
        language=chapter.language,
        title=escape(chapter.title),
        chapters=listed,
        content=markdown.html(chapter.text, _address),
    )


def _listed(one: Chapter, shown: Chapter) -> str:
    here = ' aria-current="page"' if one.name == shown.name else ""
    return f'<li><a href="{PATH}/{one.name}"{here}>{escape(one.title)}</a></li>'


def _address(written: str) -> str:
    """Return where a link leads on the web; places in the app are no addresses here."""
    if found := _CHAPTER.fullmatch(written):
        return f"{PATH}/{found[1]}{found[2] or ''}"
    if found := _PICTURE.fullmatch(written):
        return f"{PATH}/pictures/{found[1]}" if chapters.picture(found[1]) else ""
    return written if written.startswith(("https://", "http://", "#")) else ""


def _language() -> str:
    return pages.language_of(bottle.request.environ)
