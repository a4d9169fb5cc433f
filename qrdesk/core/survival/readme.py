"""``README.txt`` of the kit: what it is, how each part is put up, and what it does not do."""

from typing import TYPE_CHECKING

from qrdesk.core import resources
from qrdesk.core.survival.entries import Site
from qrdesk.core.survival.not_kept import FILE as NOT_KEPT
from qrdesk.core.survival.said import meant, number, said, tell

if TYPE_CHECKING:
    from qrdesk.core.survival.kit import Kit

FILE = "README.txt"
_CLOUDFLARE_LINES = 2_000  # of _redirects without placeholders


def text(kit: "Kit", language: str) -> str:
    """Return the page in one of ``said.LANGUAGES``; its parts are in the resources."""
    counts = "".join(f"{number(count, language):>9}  {_what(one, language)}\n" for one, count in kit.not_kept.items())
    holes = {
        "made": f"{kit.made_at:%Y-%m-%d %H:%M} UTC",
        "cloudflare": number(_CLOUDFLARE_LINES, language),
        "not_kept": NOT_KEPT,
        "counts": counts or f"  {tell(said('nothing'), language)}\n",
        "static": number(kit.static_codes, language),
    }
    parts = [_part("head", language, holes)]
    parts += [f"- {_domain(kit, site, language)}\n" for site in kit.sites]
    left_out = "{host}: left out, as it was never proven to be yours"
    parts += [f"- {tell(said(left_out, host=host), language)}\n" for host in kit.waiting]
    for name in kit.formats:
        parts.append(_part(name, language, holes))
        if name == "worker":
            parts += [f"  {_script(site, language)}\n" for site in kit.sites]
    return "".join([*parts, _part("limits", language, holes)])


def _part(name: str, language: str, holes: dict[str, str]) -> str:
    found = resources.read_text(f"survival/{language}/{name}.txt")
    for hole, value in holes.items():
        found = found.replace(f"{{{{{hole}}}}}", value)
    return found


def _domain(kit: "Kit", site: Site, language: str) -> str:
    count = kit.addresses[site.host]
    line = said("{host}: {addresses} addresses", host=site.host, addresses=count)
    if count == 1:
        line = said("{host}: 1 address", host=site.host)
    if site.index:
        line = said("{line}, the bare host leads to {address}", line=line, address=site.index)
    if site.fallback:
        line = said("{line}, all else to {address}", line=line, address=site.fallback)
    return tell(line, language)


def _script(site: Site, language: str) -> str:
    return tell(said("{script} for {host}", script=f"worker/{site.name}.js", host=site.host), language)


def _what(one: str, language: str) -> str:
    # the list has the English word in its column, whatever the language: programs read that
    return one if language == "en" else f"{one} ({meant(language).get(one, one)})"
