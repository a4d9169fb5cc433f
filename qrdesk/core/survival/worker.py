"""The kit for Cloudflare Workers: a script for each domain, with all its addresses in it.

Everything in it is written in ASCII, with no "<": it may stand in a page, and no line ends inside of a string.
"""

import json
from pathlib import Path

from qrdesk.core.survival import pages
from qrdesk.core.survival.entries import BUTTON, INDEX, LEAD, NOT_FOUND, PAGES, STATUS, Entry, Site

FOLDER = "worker"
_HEAD = """// Short links of {host}, kept by "qrdesk survive". A Cloudflare Worker in the form of a module.
const PAGES = {pages};
const STATUS = {status};
const INDEX = {index}, UNKNOWN = {unknown}, CASE_SENSITIVE = {case_sensitive};
const LINKS = new Map([
"""
_TAIL = r"""].map(([slug, to]) => [fold(slug), to]));
const FRESH = {"Cache-Control": "private, no-store"};

// Letters without their case. JavaScript folds a few of them differently from the server, so LINKS is folded here, too.
// The i without a dot is no i there, and would become one by way of its capital.
function fold(slug) {
  const composed = slug.normalize("NFC");
  if (CASE_SENSITIVE) return composed;
  const plain = part => part.toLowerCase().toUpperCase().toLowerCase().replaceAll("\u03c2", "\u03c3");
  return composed.split("\u0131").map(plain).join("\u0131").normalize("NFC");
}

function find(pathname) {
  let path;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return UNKNOWN;
  }
  if (/^\/+$/.test(path)) return INDEX;
  const asked = /^\/+(?:[rR]\/)?([^\/]+)\/?$/.exec(path);
  return asked ? LINKS.get(fold(asked[1])) ?? UNKNOWN : UNKNOWN;
}

function answer(request) {
  if (request.method !== "GET" && request.method !== "HEAD") return new Response(null, {status: 405});
  const pathname = new URL(request.url).pathname;
  if (pathname === "/favicon.ico") return new Response(null, {status: 204});
  if (pathname === "/robots.txt") return new Response(ROBOTS);
  const to = find(pathname);
  if (to[0] !== "!") return new Response(null, {status: 302, headers: {Location: to, ...FRESH}});
  const named = to.slice(1), open = named.startsWith("open ");
  const body = open ? named.slice(5) : PAGES[named];
  const headers = {"Content-Type": "text/html; charset=utf-8", ...FRESH};
  return new Response(request.method === "HEAD" ? null : body, {status: open ? 200 : STATUS[named], headers});
}

export default {fetch: answer};
"""


class Worker:
    """Writes the script of one domain."""

    def __init__(self, folder: Path, site: Site) -> None:
        self._site = site
        here = folder / FOLDER
        here.mkdir(exist_ok=True)
        self._file = (here / f"{site.name}.js").open("w", encoding="ascii", newline="\n")
        self._file.write(
            _HEAD.format(
                host=site.host,
                pages=_literal({name: pages.page(name) for name in PAGES}),
                status=_literal({name: STATUS[name] for name in PAGES}),
                index=_literal(site.index or f"!{INDEX}"),
                unknown=_literal(site.fallback or f"!{NOT_FOUND}"),
                case_sensitive=_literal(site.case_sensitive),
            )
        )

    def add(self, entry: Entry) -> str:
        """Write an address; there is nothing that a script could not say."""
        value = entry.location if entry.kind == LEAD else f"!{entry.kind}"
        if entry.kind == BUTTON:
            value = f"!open {pages.button(entry.location)}"
        self._file.write(f"[{_literal(entry.folded)},{_literal(value)}],\n")
        return ""

    def close(self) -> None:
        """Finish the file."""
        self._file.write(_TAIL.replace("ROBOTS", _literal(pages.ROBOTS_TEXT)))
        self._file.close()


def _literal(value: object) -> str:
    # ensure_ascii writes U+2028 as six characters; "</script>" and "<!--" lose their first one
    return json.dumps(value, ensure_ascii=True).replace("<", "\\u003c")
