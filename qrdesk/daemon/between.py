"""Pages between a visitor and where a link leads: a password, a button, a frame, a look ahead, a card for previews.

Whatever a link or a visitor says stands in them as text: escaped, and with no script to run it anyway. A page that
leads on names its target in plain text, so that nobody is tricked.
"""

import html
import json
from collections.abc import Iterable
from functools import cache
from string import Template
from urllib.parse import quote, unquote
from wsgiref.types import WSGIEnvironment

from qrdesk.core import resources
from qrdesk.core.passwords import LONGEST
from qrdesk.core.redirect import hosts, previews
from qrdesk.core.redirect.route import Card, Choice
from qrdesk.daemon import pages
from qrdesk.daemon.pages import Answer

Headers = Iterable[tuple[str, str]]
# The answer to the form is a redirect to the destination, and browsers hold this policy against that too.
_FORM_GOES_ON = "form-action 'self' http: https:"
# Pages send visitors on, to www or to a shop: browsers hold this policy against every page inside the frame.
_FRAME_GOES_ON = "frame-src http: https:; form-action 'none'"
_TOLD = frozenset({"subject", "body"})  # of a message: anything else, such as bcc, must be seen by its name
_KINDS = {"mailto": "email", "tel": "phone", "sms": "phone", "smsto": "phone"}


def password(environ: WSGIEnvironment, *, wrong: bool = False) -> Answer:
    """Return the page that asks for a password: 403; a program that asks for JSON is told how to send it: 401."""
    if pages.wants_json(environ):
        said = _words("en", "password")
        error = {"code": "password_wrong" if wrong else "password_needed", "message": said["wrong" if wrong else "why"]}
        basic = ("WWW-Authenticate", 'Basic realm="This link", charset="UTF-8"')
        return pages.json_answer("401 Unauthorized", {"error": error}, headers=[basic])
    language = pages.language_of(environ)
    said = _words(language, "password")
    content = [
        f"<h1>{_text(said['title'])}</h1>",
        f'<p class="fault" role="alert">{_text(said["wrong"])}</p>' if wrong else f"<p>{_text(said['why'])}</p>",
        # no action: it is sent to where it was asked for, with the same parameters
        f'<form method="post"><label for="password">{_text(said["label"])}</label>',
        f'<input id="password" name="password" type="password" maxlength="{LONGEST}" required autofocus>',
        f'<button type="submit">{_text(said["button"])}</button></form>',
    ]
    body = pages.shell(language, said["title"], "\n".join(content))
    return pages.html_answer("403 Forbidden", body, language, allowed=_FORM_GOES_ON)


def button(choice: Choice, environ: WSGIEnvironment, headers: Headers) -> Answer:
    """Return the page with one button, which opens a message, a phone or an app."""
    kind = _KINDS.get(choice.location.partition(":")[0].lower(), "app")
    if pages.wants_json(environ):
        return _json({"kind": kind, "location": choice.location, "store": choice.store or None}, headers)
    language = pages.language_of(environ)
    said = _words(language, kind)
    content = [
        f"<h1>{_text(said['title'])}</h1>",
        f"<p>{_text(said['why'])}</p>",
        f'<p class="where">{"<br>".join(map(_text, _told(choice.location, kind)))}</p>',
        f'<a class="go" href="{_text(choice.location)}">{_text(said["button"])}</a>',
    ]
    if choice.store:
        content.append(f"<p>{_text(_words(language, 'app')['store'])} {_link(choice.store)}</p>")
    return pages.html_answer("200 OK", _page(language, said["title"], content), language, headers=headers)


def frame(choice: Choice, environ: WSGIEnvironment, headers: Headers, *, card: Card | None) -> Answer:
    """Return the destination inside a page of ours, so that the short address stays in view.

    The page inside is told where it is shown, not the whole address: some refuse to be shown to nobody.
    """
    if pages.wants_json(environ):
        return _json({"kind": "frame", "location": choice.location}, headers)
    language = pages.language_of(environ)
    title = (card.title if card is not None else "") or address_of(environ)
    target = _text(choice.location)
    content = [
        f"<p>{_text(_words(language, 'frame')['instead'])} {_link(choice.location)}</p>",
        f'<iframe src="{target}" title="{_text(title)}" allow="fullscreen"></iframe>',
    ]
    body = pages.shell(language, title, "\n".join(content), kind="frame")
    told = ("Referrer-Policy", "strict-origin")
    return pages.html_answer("200 OK", body, language, allowed=_FRAME_GOES_ON, headers=[told, *headers])


def look(environ: WSGIEnvironment, location: str, *, title: str = "") -> Answer:
    """Return the page that says where a short address leads and goes nowhere; an empty ``location`` is not told."""
    address = address_of(environ)
    if pages.wants_json(environ):
        return _json({"short_url": short_url(environ), "destination": location or None}, ())
    language = pages.language_of(environ)
    said = _words(language, "look", address=address)
    content = [f"<h1>{_text(said['title'])}</h1>"]
    if title:
        content.append(f"<p>{_text(title)}</p>")
    if location:
        content += [f"<p>{_text(said['why'])}</p>", f'<p class="where">{_text(_shown(location))}</p>']
        content.append(f'<a class="go" href="{_text(location)}">{_text(said["button"])}</a>')
    else:
        content += [f"<p>{_text(said['hidden'])}</p>"]
        content.append(f'<a class="go" href="{_text(short_path(environ))}">{_text(said["open"])}</a>')
    return pages.html_answer("200 OK", _page(language, address, content), language)


def card(
    environ: WSGIEnvironment, shown: Card | None, location: str, *, own_hosts: frozenset[str] = frozenset()
) -> Answer:
    """Return what a link preview is made of; ``location`` is "" where only visitors may see it.

    A picture that lies on this server, at one of ``own_hosts``, is named at the host that was asked.

    Source: the Open Graph protocol (ogp.me), and the cards of X.
    """
    language, address = pages.language_of(environ), address_of(environ)
    said = _words(language, "card", address=address)
    shown = shown or Card("", "", "")
    title, about = shown.title or said["title"], shown.description or said["why"]
    image = previews.as_asked(shown.image_url, own_hosts, _start(environ)) if shown.image_url else ""
    told = {
        "og:type": "website",
        "og:url": short_url(environ),
        "og:site_name": hosts.normal(environ.get("HTTP_HOST", "")),
        "og:title": title,
        "og:description": about,
        "og:image": image,
    }
    twitter = {
        "twitter:card": "summary_large_image" if image else "summary",
        "twitter:title": title,
        "twitter:description": about,
        "twitter:image": image,
    }
    meta = [f'<meta property="{name}" content="{_text(value)}">' for name, value in told.items() if value]
    meta += [f'<meta name="{name}" content="{_text(value)}">' for name, value in twitter.items() if value]
    meta.append(f'<meta name="description" content="{_text(about)}">')
    main = [f"<h1>{_text(title)}</h1>", f"<p>{_text(about)}</p>"]
    if location:  # for a person whom we took for a program
        main.append(f"<p>{_link(location)}</p>")
    content = "\n".join([*meta, "</head>", "<body>", "<main>", *main, "</main>", "</body>"])
    return pages.html_answer("200 OK", pages.shell(language, title, content, kind="card"), language)


def address_of(environ: WSGIEnvironment) -> str:
    """Return the short address that was asked for as people write it, without the ``+`` of a look ahead."""
    return hosts.normal(environ.get("HTTP_HOST", "")) + _shown(short_path(environ))


def short_url(environ: WSGIEnvironment) -> str:
    """Return the short address as a URL in ASCII."""
    return _start(environ) + short_path(environ)


def _start(environ: WSGIEnvironment) -> str:
    """Return scheme and host that were asked."""
    return f"{environ.get('wsgi.url_scheme', 'http')}://{hosts.normal(environ.get('HTTP_HOST', ''))}"


def short_path(environ: WSGIEnvironment) -> str:
    """Return the path of the short address, in ASCII and with one slash in front."""
    path: str = environ["PATH_INFO"].strip("/").removesuffix("+")
    return "/" + quote(path.encode("latin-1", "replace"), safe="/:@!$&'()*+,;=~-._")


def _shown(location: str) -> str:
    """Return an address as it can be read: percent signs undone where that gives words and nothing invisible."""
    text = unquote(location)
    return text if text.isprintable() and " " not in text and "\ufffd" not in text else location


def _told(location: str, kind: str) -> list[str]:
    """Return whom a button calls or writes to, and what, in lines; the whole address where there is more to it."""
    if kind == "app":
        return [_shown(location)]
    whom, _, more = location.partition(":")[2].partition("?")
    fields = [pair.partition("=")[::2] for pair in more.split("&") if pair]
    lines = [" ".join(unquote(text).split()) for text in (whom, *(text for _, text in fields))]
    known = all(name.lower() in _TOLD for name, _ in fields)
    readable = all(line and line.isprintable() and "\ufffd" not in line for line in lines)
    return lines if known and readable else [_shown(location)]


def _json(body: dict[str, str | None], headers: Headers) -> Answer:
    return pages.json_answer("200 OK", {"data": body}, headers=headers)


def _page(language: str, title: str, content: Iterable[str]) -> bytes:
    return pages.shell(language, title, "\n".join(content))


def _link(location: str) -> str:
    return f'<a href="{_text(location)}">{_text(_shown(location))}</a>'


def _text(text: str) -> str:
    return html.escape(text, quote=True)


def _words(language: str, name: str, **said: str) -> dict[str, str]:
    words = _texts(language)[name]
    return {key: Template(text).safe_substitute(said) for key, text in words.items()}


@cache
def _texts(language: str) -> dict[str, dict[str, str]]:
    return json.loads(resources.read_text(f"pages/between.{language}.json"))
