"""Random hits of a small business, stored as the drain stores them, and what plain Python says about them."""

import random
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.hits import hit_ids, imported, ingest, rollups
from qrdesk.core.hits.hit_row import DIMENSIONS, Agent, HitRow, Origin, Place, Way, values_of
from qrdesk.core.hits.sums import ImportedDay
from qrdesk.core.models import Domain, Folder, Link, LinkTag, Slug, Tag, Workspace
from qrdesk.core.schemas.analytics import PeriodQuery
from qrdesk.core.services import hit_marks
from qrdesk.core.settings import Settings
from tests.core.services.places import workspace

FIRST, LAST = date(2026, 3, 8), date(2026, 4, 12)  # the clocks change in it, in all zones that we try
SPAN: dict[str, Any] = {"start": FIRST, "end": LAST}
FROM_HITS: dict[str, Any] = {**SPAN, "country": "DE", "os": "iOS"}
NOON = datetime(2026, 4, 12, 12, tzinfo=UTC)
EPOCH = date(1970, 1, 1)
HOUR_US = 3_600_000_000
HOSTS, FOLDERS, TAGS = ("go.example", "qr.example"), ("Menus", "Flyers"), ("summer", "winter", "spring")
_AGENTS = (
    Agent("mobile", "iOS", "iOS 18", "Safari", "Safari 18", "Instagram"),
    Agent("mobile", "Android", "Android 15", "Chrome", "Chrome 131"),
    Agent("desktop", "Windows", "Windows 11", "Firefox", "Firefox 133"),
    Agent("other"),
    Agent(),
)
_PLACES = (Place("DE", "DE-BE", "Berlin, DE"), Place("DE", "DE-BY", "Munich, DE"), Place("FR"), Place())
_ORIGINS = (
    Origin("news.example", "site", "letter", "email", "spring", "", "a"),
    Origin("www.google.com", "search"),
    Origin("", "direct"),
    Origin(),
)
_WAYS = (Way("https://x.example/"), Way("https://x.example/de", "rul_a", "var_a", "qrc_a"), Way())


@dataclass
class World:
    """What was stored."""

    ctx: Context
    zone: ZoneInfo
    hits: list[HitRow] = field(default_factory=list[HitRow])
    brought: list[ImportedDay] = field(default_factory=list[ImportedDay])
    links: dict[int, Link] = field(default_factory=dict[int, Link])
    tags: dict[int, set[str]] = field(default_factory=dict[int, set[str]])  # of links
    hosts: dict[int, str] = field(default_factory=dict[int, str])
    folders: dict[int, str] = field(default_factory=dict[int, str])
    values_by_hit: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])

    def keep(self, hits: Sequence[HitRow]) -> None:
        """Note hits that are stored."""
        self.hits.extend(hits)
        self.values_by_hit |= {hit.hit_id: dict(values_of(hit)) for hit in hits}

    def id_of(self, hit: HitRow) -> str:
        """Return what callers know a hit by."""
        return hit_ids.id_of(hit_marks.key_of_ids(self.ctx.secret_key), hit.hit_id, hit.at)

    def day(self, at: int) -> date:
        """Return the day that the clock shows at a moment."""
        return self.clock(at).date()

    def clock(self, at: int) -> datetime:
        """Return the hour that the clock shows at a moment: when it began."""
        return datetime.fromtimestamp(at // 1_000_000, self.zone).replace(minute=0, second=0)

    def members(self, query: PeriodQuery) -> set[int]:
        """Return the links that a query is about."""
        return {
            row_id
            for row_id, link in self.links.items()
            if (not query.link_id or query.link_id in {link.slug, link.public_id})
            and (not query.domain or self.hosts[row_id] == query.domain)
            and (not query.folder or self.folders.get(row_id) == query.folder)
            and (not query.tag or query.tag in self.tags[row_id])
        }

    def matching(self, query: PeriodQuery) -> list[HitRow]:
        """Return the hits that a query is about, bots included."""
        links, start, end = self.members(query), query.start or FIRST, query.end or LAST
        wanted = {name: value for name in DIMENSIONS if (value := getattr(query, name)) is not None}
        return [
            hit
            for hit in self.hits
            if hit.link_id in links
            and (query.source is None or hit.scan == (query.source == "scan"))
            and wanted.items() <= self.values_by_hit[hit.hit_id].items()
            and start <= self.day(hit.at) <= end
        ]

    def brought_along(self, query: PeriodQuery) -> Iterator[tuple[int, date, int, int]]:
        """Yield link, day, scans and clicks of what was imported and counts for a query."""
        groups = [one for one in (query.domain, query.folder, query.tag) if one]
        if any(getattr(query, name) is not None for name in DIMENSIONS) or (len(groups) > 1 and not query.link_id):
            return
        links = self.members(query)
        for one in self.brought:
            day = EPOCH + timedelta(days=one.day)
            if one.link_id in links and (query.start or FIRST) <= day <= (query.end or LAST):
                scans = 0 if query.source == "click" else one.scans
                yield one.link_id, day, scans, 0 if query.source == "scan" else one.clicks

    def counts(self, query: PeriodQuery, key: Callable[[int], Any]) -> dict[Any, list[int]]:
        """Return scans, clicks, bots and visitors by ``key`` of the moment; visitors are of one day."""
        found: dict[Any, list[int]] = {}
        seen: set[tuple[date, str]] = set()
        chosen = query.source is not None or any(getattr(query, name) is not None for name in DIMENSIONS)
        for hit in self.matching(query):
            if hit.bot and chosen:
                continue
            sums = found.setdefault(key(hit.at), [0, 0, 0, 0])
            sums[2 if hit.bot else 1 - hit.scan] += 1
            if not hit.bot and hit.visitor and (self.day(hit.at), hit.visitor) not in seen:
                seen.add((self.day(hit.at), hit.visitor))
                sums[3] += 1
        for _, day, scans, clicks in self.brought_along(query):
            noon = datetime(day.year, day.month, day.day, 12, tzinfo=self.zone)
            sums = found.setdefault(key(int(noon.timestamp() * 1e6)), [0, 0, 0, 0])
            sums[0] += scans
            sums[1] += clicks
        return found

    def values(self, query: PeriodQuery, dimension: str) -> Counter[str]:
        """Return hits without bots by value."""
        return Counter(self.values_by_hit[hit.hit_id][dimension] for hit in self.matching(query) if not hit.bot)

    def leaders(self, query: PeriodQuery) -> Counter[str]:
        """Return hits without bots by the id of the link."""
        found = Counter(self.links[hit.link_id].public_id for hit in self.matching(query) if not hit.bot)
        for link_id, _, scans, clicks in self.brought_along(query):
            found[self.links[link_id].public_id] += scans + clicks
        return +found


@contextmanager
def opened_world(url: str, data_dir: Path, zone: str, number: int) -> Generator[World]:
    """Open an empty database, and hand out the world it is filled with, at noon of the last day."""
    with workspace(url, data_dir, Settings()) as found:
        yield make_world(replace(found, now=NOON), zone, number)


def make_world(ctx: Context, zone: str, number: int = 700) -> World:
    """Fill an empty workspace with links, groups and hits."""
    rnd = random.Random(f"{zone}{number}")
    Workspace.update(time_zone=zone).where(Workspace.id == ctx.actor.workspace_id).execute()
    world = World(ctx, ZoneInfo(zone))
    _make_links(world, rnd)
    hits = [_hit(world, rnd, place) for place in range(number)]
    busy = min(world.links)
    crowded = int(datetime(2026, 3, 20, 12, tzinfo=UTC).timestamp() * 1e6)
    hits += [  # more values on one day than its sums keep
        HitRow(f"crowd{n}", crowded + n, ctx.actor.workspace_id, busy, True, False, origin=Origin(utm_term=f"term{n}"))
        for n in range(230)
    ]
    world.brought = [
        ImportedDay(link_id, (FIRST - EPOCH).days + day, ctx.actor.workspace_id, day, 3)
        for link_id in sorted(world.links)[:3]
        for day in (0, 5, 21)
    ]
    with database.write():
        imported.add(world.brought)
    world.keep(hits)
    for start in range(0, len(hits), 250):
        store(hits[start : start + 250])
    return world


def store(hits: Sequence[HitRow]) -> None:
    """Store hits as the drain does."""
    with database.write():
        rollups.lock()
        ingest.store_hits(hits)


def _make_links(world: World, rnd: random.Random) -> None:
    workspace, now = world.ctx.actor.workspace_id, datetime(2026, 3, 1, tzinfo=UTC)
    domains = [
        Domain.create(workspace=workspace, scheme="https", host=host, created_at=now, verified_at=now) for host in HOSTS
    ]
    folders = [Folder.create(workspace=workspace, name=name, created_at=now, updated_at=now) for name in FOLDERS]
    tags = [Tag.create(workspace=workspace, name=name) for name in TAGS]
    for number in range(12):
        domain, folder = domains[number % 2], rnd.choice([*folders, None])
        link = Link.create(
            workspace=workspace,
            domain=domain,
            slug=f"link{number}",
            destination="https://x.example/",
            folder=folder,
            created_at=now,
            updated_at=now,
        )
        Slug.create(domain=domain, link=link, slug=link.slug, folded=link.slug)
        carried = [tag for tag in tags if rnd.random() < 0.4]
        for tag in carried:
            LinkTag.create(link=link, tag=tag)
        world.links[link.id], world.hosts[link.id] = link, domain.host
        world.tags[link.id] = {tag.name for tag in carried}
        if folder is not None:
            world.folders[link.id] = folder.name


def _hit(world: World, rnd: random.Random, number: int) -> HitRow:
    days = (LAST - FIRST).days + 1
    at = int(datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC).timestamp() * 1e6)
    at += int(rnd.random() * days * 24) * HOUR_US + rnd.randrange(HOUR_US)
    link = sorted(world.links)[min(11, int(12 ** rnd.random()))]
    head = (f"hit{number}", at, world.ctx.actor.workspace_id, link, rnd.random() < 0.7, rnd.random() < 0.1)
    if rnd.random() < 0.05:
        return HitRow(*head)  # only counted
    visitor = f"{at // (24 * HOUR_US)}-{rnd.randrange(6)}"  # the same for a day of UTC
    where = (rnd.choice(("de", "fr", "")), visitor, rnd.choice(_AGENTS), rnd.choice(_PLACES))
    return HitRow(*head, *where, rnd.choice(_ORIGINS), rnd.choice(_WAYS))
