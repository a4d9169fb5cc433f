"""What each address answers in the kit: what the server says to a visitor of whom nothing is known, at this moment."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from qrdesk.core.errors import QRDeskError
from qrdesk.core.redirect import hosts, locations
from qrdesk.core.redirect.choose import choose, used_up
from qrdesk.core.redirect.plan import Plan, compile_plan
from qrdesk.core.redirect.route import Choice, Kind, Route
from qrdesk.core.redirect.rows import DomainRow
from qrdesk.core.redirect.visit import Visit
from qrdesk.core.slugs import check, fold
from qrdesk.core.survival.rows import AddressRow

LEAD, BUTTON = Kind.LEAD.value, Kind.BUTTON.value
PASSWORD, NOT_FOUND, INDEX, ROBOTS, ICON = "password", "not_found", "index", "robots", "icon"
# Status of each page, as the server gives it (daemon.pages).
STATUS = {
    INDEX: 200, ROBOTS: 200, ICON: 204, NOT_FOUND: 404, PASSWORD: 403, "not_yet": 404, "expired": 410, "used_up": 410,
    "archived": 410, "gone": 410, "suspended": 410, "paused": 503, "circle": 508,
}  # fmt: skip
PAGES = tuple(name for name in STATUS if name not in {ROBOTS, ICON})
# As destinations.check leaves it: names in ASCII, or an IPv6 address; they stand in files and name some.
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_-])?|\[[0-9a-f:.]+\])(?::[1-9][0-9]{0,4})?", re.ASCII)
_LONGEST_HOST = 253 + len(":65535")
_IN_NAMES = {ord(":"): "~", ord("["): "", ord("]"): "~"}  # a tilde at the end: the port would look like a part of it
_LONGEST_NAME = 200  # of 255 bytes: an ending follows
_OVER = frozenset({Kind.EXPIRED, Kind.USED_UP})
_LEADING = frozenset({Kind.LEAD, Kind.BUTTON})


class Entry(NamedTuple):
    """One address and its answer: ``lead``, ``button``, or the name of a page."""

    slug: str
    folded: str
    kind: str
    location: str = ""  # ASCII; of lead and button


@dataclass(frozen=True, slots=True)
class Site:
    """A domain as the kit needs it. ``number`` tells domains apart in names of variables."""

    number: int
    host: str
    secure: bool
    case_sensitive: bool
    index: str  # where the bare host leads; "" is a page
    fallback: str  # where unknown and ended addresses lead; "" is a page
    domain_id: int

    @property
    def name(self) -> str:
        """The host as files are called; a colon cannot be in a name everywhere, and a tilde is in no host."""
        name = self.host.translate(_IN_NAMES)
        return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}~~{self.number}"

    @property
    def bare_host(self) -> str:
        """The host without its port."""
        return self.host if not self.port else self.host[: -len(self.port) - 1]

    @property
    def port(self) -> str:
        """The port that the host names; "" for none."""
        return self.host.rpartition(":")[2] if self.host.rpartition("]")[2].count(":") else ""


def sites_of(domains: Sequence[DomainRow]) -> tuple[list[Site], frozenset[str]]:
    """Return the domains that the server answers for, and every name that leads to it."""
    verified = [row for row in domains if row.verified]
    own = frozenset(name for row in verified for name in hosts.spellings(hosts.normal(row.host)))
    served: dict[str, DomainRow] = {}
    for row in sorted(verified, key=lambda one: not one.is_default):
        host = hosts.normal(row.host)
        if can_be_asked_for(host) and (row.is_default or not hosts.is_loopback(host)):
            served.setdefault(host, row)
    sites = [
        Site(
            number,
            host,
            row.scheme == "https",
            row.case_sensitive,
            _elsewhere(row.index_url, own),
            _elsewhere(row.fallback_url, own),
            row.id,
        )
        for number, (host, row) in enumerate(served.items(), 1)
    ]
    return sites, own


def shown(host: str) -> str:
    """Return a host as it can stand in a line."""
    return host if can_be_asked_for(hosts.normal(host)) else ascii(host)


def can_be_asked_for(host: str) -> bool:
    """Say whether a browser can send this Host. A database written by hand may have others: no file names them."""
    return len(host) <= _LONGEST_HOST and _HOST.fullmatch(host) is not None


def entry_of(row: AddressRow, site: Site, own_hosts: frozenset[str], now_s: float) -> Entry | None:
    """Return what an address answers; None for one that no file could say, such as one with a blank in it."""
    if not _can_be_written(row, site):
        return None
    plan = compile_plan(row.plan)
    choice = _choice(_flat(plan), row, Visit(now_s=now_s, own_hosts=own_hosts))
    kind = choice.kind.value
    if choice.kind in _LEADING:
        if row.plan.password_hash and choice.rule != "expired":
            return Entry(row.slug, row.folded, PASSWORD)
        return Entry(row.slug, row.folded, kind, choice.location)
    if choice.kind in _OVER and site.fallback:
        return Entry(row.slug, row.folded, LEAD, site.fallback)
    return Entry(row.slug, row.folded, kind)


def is_simple(row: AddressRow) -> bool:
    """Say whether the link has nothing that only the server can do."""
    return not row.plan.more


def _choice(plan: Plan, row: AddressRow, visit: Visit) -> Choice:
    choice = choose(plan, visit)
    limit = row.plan.hit_limit
    if choice.kind in _LEADING and choice.rule != "expired" and limit is not None and row.hits_used >= limit:
        return used_up(plan, visit)
    return choice


def _flat(plan: Plan) -> Plan:
    """Return the plan without its rules: what is left is its own destination, and when that begins and ends."""
    if plan.route is None:
        return plan
    route = plan.route
    kept = Route(opens=route.opens, starts_s=route.starts_s, ends_s=route.ends_s, expired=route.expired)
    return replace(plan, route=kept)


def _can_be_written(row: AddressRow, site: Site) -> bool:
    try:
        check(row.slug)
        if row.folded != row.slug.lower():
            check(row.folded)
    except QRDeskError:
        return False
    return fold(row.folded, case_sensitive=site.case_sensitive) == row.folded


def _elsewhere(address: str, own_hosts: frozenset[str]) -> str:
    location = locations.ready(address) if address else ""
    if not locations.is_web(location) or locations.is_own(location, own_hosts):
        return ""
    return location
