"""The kit for static hosts: a page for each address, ``_redirects`` for hosts that read it, and a page for all others.

Sources: the documentation of ``_redirects`` of Netlify and of Cloudflare Pages: ``from to status``, split at blanks.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from qrdesk.core.slugs import fold
from qrdesk.core.survival import pages
from qrdesk.core.survival.entries import BUTTON, INDEX, LEAD, Entry, Site
from qrdesk.core.survival.spellings import written

FOLDER = "site"
_LONGEST_NAME = 255  # bytes of a file name
_NOT_A_NAME = frozenset('<>:"/\\|?*')  # for a computer with Windows, where the kit may be unpacked
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"} | {f"{one}{n}" for one in ("com", "lpt") for n in "123456789¹²³"}
)
# What hosts read themselves, and the kit's own files.
_TAKEN = frozenset(
    {"r", "404.html", "index.html", "robots.txt", "_redirects", "_headers", "_worker.js", "_routes.json", "functions"}
    | {"cname", ".nojekyll", ".well-known", "_config.yml", "package.json"}
    | {"netlify.toml", "vercel.json", "staticwebapp.config.json", "wrangler.toml"}
)
# In whatever folder they stand: one server would answer nothing beside it, others upload no such folder.
_NEVER = frozenset({"web.config", "node_modules"})


class StaticSite:
    """Writes the folder of one domain."""

    def __init__(self, folder: Path, site: Site) -> None:
        self._folder, self._case_sensitive = folder / FOLDER / site.name, site.case_sensitive
        (self._folder / "r").mkdir(parents=True)
        self._put("404.html", pages.not_found(site.fallback, case_sensitive=site.case_sensitive))
        self._put("index.html", pages.leading(site.index) if site.index else pages.page(INDEX))
        self._put("robots.txt", pages.ROBOTS_TEXT)
        self._put(".nojekyll", "")
        self._redirects = (self._folder / "_redirects").open("w", encoding="ascii", newline="\n")
        if site.index:
            self._redirects.write(f"/ {site.index} 302\n")

    def add(self, entry: Entry) -> str:
        """Write an address; returns why there is no page for it, "" where there is one."""
        if entry.kind == LEAD:
            self._redirects.writelines(redirect_lines(entry, case_sensitive=self._case_sensitive))
        fault = fault_of(entry.slug)
        if fault:
            return fault
        first = self._page(self._folder / "r" / entry.slug, page_of(entry))
        # in lower case 404.html finds it; one with other letters stands there as it was written, too
        for name in (entry.folded,) if entry.slug.isascii() else written(entry.slug, entry.folded):
            if name.lower() not in _TAKEN:
                self._same(self._folder / name, first)
        return ""

    def close(self) -> None:
        """Finish the files."""
        self._redirects.close()

    def _page(self, folder: Path, html: str) -> Path:
        folder.mkdir(exist_ok=True)  # on some disks "Menu" and "menu" are one folder
        page = folder / "index.html"
        page.write_text(html, encoding="utf-8")
        return page

    def _same(self, folder: Path, page: Path) -> None:
        folder.mkdir(exist_ok=True)
        try:
            os.link(page, folder / page.name)  # takes no room; whoever uploads it sends two files
        except OSError:
            (folder / page.name).write_bytes(page.read_bytes())

    def _put(self, name: str, said: str) -> None:
        (self._folder / name).write_text(said, encoding="utf-8")


def page_of(entry: Entry) -> str:
    """Return the page of an address."""
    if entry.kind == LEAD:
        return pages.leading(entry.location)
    return pages.button(entry.location) if entry.kind == BUTTON else pages.page(entry.kind)


def redirect_lines(entry: Entry, *, case_sensitive: bool) -> Iterator[str]:
    """Yield the lines of ``_redirects`` for an address, as codes carry it (``/r/``, ``/R/``) and as people type it."""
    to = entry.location  # one that looks like ":splat" stays: none of our lines names one
    names = [quote(name, safe="") for name in written(entry.slug, entry.folded)]
    for name in names:
        yield f"/{name} {to} 302\n"
        yield f"/r/{name} {to} 302\n"
    upper = entry.slug.upper()
    if fold(upper, case_sensitive=case_sensitive) == entry.folded:  # not the one of another address
        yield f"/R/{quote(upper, safe='')} {to} 302\n"


def fault_of(slug: str) -> str:
    """Return why no folder can be called ``slug`` on every computer; "" for nothing."""
    if len(slug.encode()) > _LONGEST_NAME:
        return "Its name is too long for a file."
    if slug.startswith(".") or slug.lower() in _NEVER:  # .htaccess shuts a whole folder, and hosts hide the others
        return "Hosts of pages have a meaning of their own for this name."
    if _NOT_A_NAME & set(slug) or slug.endswith(".") or slug.partition(".")[0].lower() in _DEVICES:
        return "Windows has no files of this name."
    return ""
