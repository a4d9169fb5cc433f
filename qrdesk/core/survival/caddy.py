"""The kit for Caddy: a file of routes for each domain, and a Caddyfile that names them.

What is to know of a Caddyfile: between quotes all is literal but a quote, ``{`` begins a placeholder everywhere, and a
map looks at one line after the other each time that it is asked, so a variable keeps what it said.
Sources: lexer.go, map.go, rewrite.go of Caddy 2.6.
"""

import string
from pathlib import Path
from typing import TextIO

from qrdesk.core.survival import pages
from qrdesk.core.survival.entries import BUTTON, ICON, INDEX, LEAD, NOT_FOUND, PAGES, ROBOTS, STATUS, Entry, Site
from qrdesk.core.survival.spellings import spellings

FOLDER = "caddy"
# None of these is in an address that QRDesk keeps; a database written by hand may have them.
UNSAFE = {ord(one): f"%{ord(one):02X}" for one in '{}"\\`'}
_ROUTE = """# Short links of {host}, kept by "qrdesk survive". For Caddy 2.6 or later.
route {{
	@other not method GET HEAD
	respond @other 405
{lower}	map {{path}} {{qrdesk_path}} {{
		~^/+[rR]/([^/]+)/?$ "/${{1}}"
		~^/+$ "/"
		~^/+([^/]+)/?$ "/${{1}}"
		default "-"
	}}
	map {{qrdesk_path}} {{qrdesk_to}} {{
		import {name}.map
	}}
	vars qrdesk_said {{qrdesk_to}}
	map {{qrdesk_path}} {{qrdesk_body}} {{
		import {name}.buttons
	}}
	header Cache-Control "private, no-store"
	header Content-Type "text/html; charset=utf-8"
	@open vars qrdesk_said !open
	respond @open {{qrdesk_body}} 200
{answers}	header -Content-Type
	redir * {{http.vars.qrdesk_said}} 302
}}
"""


class CaddyMap:
    """Writes the routes of one domain."""

    def __init__(self, folder: Path, site: Site) -> None:
        self._folder, self._site = folder / FOLDER, site
        self._folder.mkdir(exist_ok=True)
        self._map, self._buttons = self._open("map"), self._open("buttons")
        self._buttons.write('default ""\n')
        self._map.write(f'default "{_written(site.fallback) or f"!{NOT_FOUND}"}"\n')
        index = _written(site.index) or f"!{INDEX}"
        for path, value in (("", index), ("robots.txt", f"!{ROBOTS}"), ("favicon.ico", f"!{ICON}")):
            self._map.write(f'"/{path}" "{value}"\n')

    def add(self, entry: Entry) -> str:
        """Write an address; there is nothing that Caddy could not say."""
        value = _written(entry.location) if entry.kind == LEAD else f"!{entry.kind}"
        if entry.kind == BUTTON:
            value = "!open"
        for spelled in spellings(entry.slug, entry.folded, case_sensitive=self._site.case_sensitive):
            self._map.write(f'"/{spelled}" "{value}"\n')
            if entry.kind == BUTTON:
                self._buttons.write(f'"/{spelled}" "{_quoted(pages.button(entry.location))}"\n')
        return ""

    def close(self) -> None:
        """Finish the files."""
        self._map.close()
        self._buttons.close()
        lower = "" if self._site.case_sensitive else "".join(map(_lower, string.ascii_uppercase))
        with self._open("caddy") as file:
            answers = "".join(map(_answer, PAGES))
            answers += f'\t@{ICON} vars qrdesk_said !{ICON}\n\trespond @{ICON} "" {STATUS[ICON]}\n'
            answers += f'\t@{ROBOTS} vars qrdesk_said !{ROBOTS}\n\trespond @{ROBOTS} "{pages.ROBOTS_TEXT}"\n'
            file.write(_ROUTE.format(host=self._site.host, name=self._site.name, lower=lower, answers=answers))

    def _open(self, ending: str) -> TextIO:
        return (self._folder / f"{self._site.name}.{ending}").open("w", encoding="utf-8", newline="\n")


def finish(folder: Path, sites: list[Site]) -> None:
    """Write the Caddyfile."""
    here = folder / FOLDER
    here.mkdir(exist_ok=True)
    with (here / "Caddyfile").open("w", encoding="utf-8", newline="\n") as file:
        for site in sites:
            scheme = "https" if site.secure else "http"
            file.write(f"{scheme}://{site.host} {{\n\timport {site.name}.caddy\n}}\n")


def _lower(letter: str) -> str:
    return f"\turi replace {letter} {letter.lower()}\n"


def _answer(name: str) -> str:
    body = _quoted(pages.page(name))
    return f'\t@{name} vars qrdesk_said !{name}\n\trespond @{name} "{body}" {STATUS[name]}\n'


def _written(location: str) -> str:
    return location.translate(UNSAFE)


def _quoted(html: str) -> str:
    return html.replace('"', '\\"')
