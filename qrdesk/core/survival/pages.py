"""The pages of the kit: one line each, in English and German, without scripts, and without any brace.

A brace would be a placeholder in a Caddyfile, so the little style there is stands in attributes.
"""

import html
import json
from functools import cache
from typing import Any

from qrdesk.core import resources

LANGUAGES = ("en", "de")
ROBOTS_TEXT = "User-agent: *\nAllow: /\n"
_BODY = "margin:12vh auto;max-width:28em;padding:0 1em;font:1.1em/1.5 system-ui,sans-serif;overflow-wrap:anywhere"
# The one script there is: the address without /r/, as it would be written in lower case.
_FIND = (
    r'var p=location.pathname,s=p.replace(/^\/+([rR]\/)?/,"").replace(/\/$/,"");'
    'try{s=decodeURIComponent(s).normalize("NFC");s=PLAIN}catch(e){s=""}'
    'var q="/"+encodeURIComponent(s)+"/";s&&s.indexOf("/")<0&&q!==p?location.replace(q):AWAY'
)
_PLAIN = r't.toLowerCase().toUpperCase().toLowerCase().replace(/\u03c2/g,"\u03c3")'
_FOLDED = rf's.split("\u0131").map(function(t){{return {_PLAIN}}}).join("\u0131").normalize("NFC")'
_BUTTONS = {"mailto": "email", "tel": "phone", "sms": "phone", "smsto": "phone"}


@cache
def page(name: str) -> str:
    """Return the page ``name``, such as ``gone``, in every language."""
    return _whole(_texts("en")[name][0], _both(name))


def button(location: str) -> str:
    """Return the page with one link, which opens mail, phone or an app."""
    kind = _BUTTONS.get(location.partition(":")[0].lower(), "app")
    address = text(location)
    said = [_between(language)[kind] for language in LANGUAGES]
    words = "".join(f'<p lang="{tag}">{text(one["why"])}</p>' for tag, one in zip(LANGUAGES, said, strict=True))
    labels = " / ".join(text(one["button"]) for one in said)
    return _whole(said[0]["title"], f'{words}<p>{address}</p><p><a href="{address}">{labels}</a></p>')


def leading(location: str) -> str:
    """Return the page that leads a browser on where the host cannot send a redirect."""
    address = text(location)
    head = f'<link rel="canonical" href="{address}"><meta http-equiv="refresh" content="0; url={address}">'
    return _whole(location, f'<p><a href="{address}">{address}</a></p>', head)


def not_found(fallback: str, *, case_sensitive: bool) -> str:
    """Return the page of a static host for every other address: it looks under the plain spelling, once.

    Static hosts tell letter cases apart and know no ``/R/``; browsers that run no script get the words.
    """
    away = f"location.replace({_in_script(fallback)})" if fallback else "0"
    script = _FIND.replace("PLAIN", "s" if case_sensitive else _FOLDED).replace("AWAY", away)
    without = f'<noscript><meta http-equiv="refresh" content="0; url={text(fallback)}"></noscript>' if fallback else ""
    return _whole(_texts("en")["not_found"][0], _both("not_found"), f"<script>{script}</script>{without}")


def _both(name: str) -> str:
    return "".join(_words(language, name) for language in LANGUAGES)


def text(said: str) -> str:
    """Return ``said`` as HTML, inside of an attribute too."""
    return html.escape(said).replace("{", "&#123;").replace("}", "&#125;").replace("\\", "&#92;")


def _in_script(said: str) -> str:
    return json.dumps(said).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _words(language: str, name: str) -> str:
    title, *more = _texts(language)[name]
    said = "".join(f"<p>{text(one)}</p>" for one in more)
    return f'<section lang="{language}"><h1 style="font-size:1.3em">{text(title)}</h1>{said}</section>'


def _whole(title: str, content: str, head: str = "") -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">'
        f'<title>{text(title)}</title>{head}</head><body style="{_BODY}">{content}</body></html>'
    )


@cache
def _texts(language: str) -> dict[str, list[str]]:
    own: dict[str, dict[str, list[str]]] = json.loads(resources.read_text("pages/survival.json"))
    return json.loads(resources.read_text(f"pages/{language}.json")) | own[language]


@cache
def _between(language: str) -> dict[str, Any]:
    return json.loads(resources.read_text(f"pages/between.{language}.json"))
