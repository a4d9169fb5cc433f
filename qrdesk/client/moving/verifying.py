"""Whether everything arrived: the counts, and for each link whether its visitors end up where they did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qrdesk.client.client import Client
from qrdesk.client.moving.links import EVERY
from qrdesk.client.moving.patient import patient
from qrdesk.client.moving.places import default_of, hosts_there
from qrdesk.client.moving.report import Kind, Report, Step
from qrdesk.client.moving.survey import count
from qrdesk.core.errors import Forbidden, Invalid, NotFound
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.schemas.rules import DeepLinks
from qrdesk.core.schemas.simulation import SimulationDraft, SimulationView

# what a copy has of its own: ids, its place, when it was changed, and what the two have found out themselves
_OWN = {
    "id", "uuid", "host", "short_url", "code_url", "folder", "target", "suspended_reason", "warnings", "hit_count",
    "hits_used", "printed_at", "printed", "updated_at", "has_password", "rules", "social", "aliases", "tags",
}  # fmt: skip


@dataclass(slots=True)
class Verified:
    """What a look at both places found."""

    here: dict[Kind, int]
    there: dict[Kind, int]
    links: int = 0  # that lead to the same place
    missing: list[str] = field(default_factory=list[str])  # slugs that are not there
    astray: list[str] = field(default_factory=list[str])  # slugs that lead elsewhere, or are not as they were
    paused: list[str] = field(default_factory=list[str])  # slugs that wait for a password
    fewer_hits: list[str] = field(default_factory=list[str])  # slugs with less than they had
    titles: dict[str, str] = field(default_factory=dict[str, str])  # of those amiss that have one, by slug

    @property
    def good(self) -> bool:
        """Whether every link is there, as it was."""
        return not (self.missing or self.astray or self.fewer_hits)


def verify(source: Client, target: Client, step: Step = lambda _done, _total: None) -> Verified:
    """Compare the two. Nothing is changed, and no visit is counted.

    Raises:
        QRDeskError: one of the two could not be asked.
    """
    source, target = patient(source), patient(target)
    found = Verified(count(source), count(target))
    hosts, default = hosts_there(source, target), default_of(target).host
    there = {(link.host, link.slug): link for link in target.links.each(EVERY)}
    total = found.here[Kind.LINKS]
    for number, link in enumerate(source.links.each(EVERY), start=1):
        step(number, max(total, number))
        other = _find(there, hosts.get(link.host) or default, default, link.slug)
        if not _note(found, source, target, link, other) and link.title:
            found.titles[link.slug] = link.title
    return found


def lost(report: Report, found: Verified) -> dict[Kind, tuple[int, int]]:
    """Return the kinds of which fewer are there than a move copied or found there, with how many are and should be."""
    copied = {kind: one.made + one.there for kind, one in report.counts.items()}
    return {kind: (found.there[kind], wanted) for kind, wanted in copied.items() if found.there[kind] < wanted}


def _note(found: Verified, source: Client, target: Client, link: LinkView, other: LinkView | None) -> bool:
    """Note how a link fares; return whether all of it is there."""
    if other is None:
        found.missing.append(link.slug)
        return False
    whole = other.hit_count >= link.hit_count
    if not whole:
        found.fewer_hits.append(link.slug)
    if link.has_password and not other.has_password:
        found.paused.append(link.slug)
        return whole
    alike = _alike(link, other) and (not _decides(link) or _leads_alike(source, target, link, other))
    if alike:
        found.links += 1
    else:
        found.astray.append(link.slug)
    return whole and alike


def _find(there: Mapping[tuple[str, str], LinkView], host: str, default: str, slug: str) -> LinkView | None:
    return there.get((host, slug)) or there.get((default, slug))


def _alike(link: LinkView, other: LinkView) -> bool:
    return _lasting(link) == _lasting(other)


def _lasting(link: LinkView) -> dict[str, Any]:
    """Return what a link takes along, without the ids that a place gives out."""
    fields = link.model_dump(mode="json", exclude=_OWN)
    rules = link.model_dump(mode="json", include={"rules"})["rules"]
    for rule in rules:
        for one in (rule, *rule["variants"]):
            one.pop("id")
            one.pop("uuid", None)
    fields["rules"] = rules
    fields["social"] = (link.social.title, link.social.description)
    fields["folder"] = link.folder.name if link.folder else None
    fields["aliases"], fields["tags"] = sorted(link.aliases), sorted(link.tags)
    return fields


def _decides(link: LinkView) -> bool:
    """Whether there is more to decide than the state and the final address, which both places have told already."""
    return bool(link.rules) or link.deep_links != DeepLinks() or link.starts_at is not None or link.ends_at is not None


def _leads_alike(source: Client, target: Client, link: LinkView, other: LinkView) -> bool:
    """Whether a visitor of whom nothing is known ends up at the same place, by either one's own reckoning."""
    try:
        here = source.links.simulate(link.id, SimulationDraft())
        there = target.links.simulate(other.id, SimulationDraft())
    except (Forbidden, Invalid, NotFound):  # anything else says nothing of the link
        return False
    return (here.kind, _where(here)) == (there.kind, _where(there))


def _where(visit: SimulationView) -> str:
    return "" if visit.variant else visit.location  # of several variants each place picks its own
