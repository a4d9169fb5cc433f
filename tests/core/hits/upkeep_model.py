"""What sums have to be, told from all that ever happened, without a line of the code that keeps them."""

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from qrdesk.core import database
from qrdesk.core.hits.hit_row import HitRow
from qrdesk.core.models import Link, LinkTag, RollupDay, RollupTotal

EPOCH = date(1970, 1, 1)


def day_of(at_us: int, zone: str) -> date:
    """The day that the clock shows."""
    return datetime.fromtimestamp(at_us // 1_000_000, ZoneInfo(zone)).date()


def begins(day: date, zone: str) -> int:
    """The first moment of a day, as at_us, found by halves."""
    noon = int(datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)).timestamp())
    before, begun = noon - 86_400, noon
    while begun - before > 1:
        middle = (before + begun) // 2
        before, begun = (before, middle) if day_of(middle * 1_000_000, zone) >= day else (middle, begun)
    return begun * 1_000_000


def first_whole(hits_from: int, zone: str) -> date:
    day = day_of(hits_from, zone)
    return day if begins(day, zone) >= hits_from else day + timedelta(days=1)


@dataclass
class Kept:
    """A hit that was stored once, the day that it counts for, and whether its own row is still there."""

    hit: HitRow
    day: date
    raw: bool = True


@dataclass
class Story:
    """All that happened in one workspace."""

    workspace_id: int
    zone: str
    now: datetime
    keep_days: int | None = 400
    hits: list[Kept] = field(default_factory=list[Kept])
    imported: dict[tuple[int, date], tuple[int, int]] = field(default_factory=dict[tuple[int, date], tuple[int, int]])
    hits_from: int | None = None
    pending: bool = False

    def moved_to(self, zone: str) -> None:
        if zone == self.zone:
            return
        self.pending = True
        since = -(1 << 62) if self.hits_from is None else self.hits_from
        for one in self.hits:
            if one.hit.at >= since:
                one.day = day_of(one.hit.at, zone)
        if self.hits_from is not None:
            old, day = first_whole(self.hits_from, self.zone), first_whole(self.hits_from, zone)
            self.hits_from = begins(max(old, day), zone)
        self.zone = zone

    def aged(self) -> None:
        if self.keep_days is not None and not self.pending:
            today = day_of(int(self.now.timestamp() * 1e6), self.zone)
            first = begins(today - timedelta(days=self.keep_days), self.zone)
            if (self.hits_from or first - 1) < first and any(one.raw and one.hit.at < first for one in self.hits):
                self.hits_from = first
        for one in self.hits:
            one.raw = one.raw and (self.hits_from is None or one.hit.at >= self.hits_from)

    def erased(self, link_id: int) -> None:
        self.hits = [one for one in self.hits if one.hit.link_id != link_id]
        self.imported = {key: counts for key, counts in self.imported.items() if key[0] != link_id}

    def expected(self) -> dict[tuple[str, int, int], dict[str, Any]]:
        """Return the rows of all scopes; visitors as the least and the most there can be."""
        found: dict[tuple[str, int, int], dict[str, Any]] = {}
        seen: dict[tuple[str, int, int], dict[int, set[str]]] = {}
        groups = owners_of(self.workspace_id)
        for one in self.hits:
            link_id = one.hit.link_id
            for group in (("l", link_id), *groups[link_id]):
                key = (*group, (one.day - EPOCH).days)
                count(found.setdefault(key, {}), one.hit)
                if one.hit.visitor and not one.hit.bot:
                    seen.setdefault(key, {}).setdefault(link_id, set()).add(one.hit.visitor)
        for (link_id, day), (scans, clicks) in self.imported.items():
            for group in (("l", link_id), *groups[link_id]):
                row = found.setdefault((*group, (day - EPOCH).days), {})
                row.setdefault("totals", Counter()).update(scans=scans, clicks=clicks)
        for key, row in found.items():
            of_links = seen.get(key, {})
            least = len(set[str]().union(*of_links.values()))
            whole = self.hits_from is None or begins(EPOCH + timedelta(days=key[2]), self.zone) >= self.hits_from
            row["visitors"] = (least, least if whole else sum(map(len, of_links.values())))
        return {key: row for key, row in found.items() if any(row.get("totals", {}).values())}

    def check(self) -> None:
        """Hold every stored sum against this story."""
        with database.scope():
            expected = self.expected()
            stored = {(row.scope, row.owner_id, row.day): row for row in RollupDay.select()}
            assert stored.keys() == expected.keys()
            for key, row in stored.items():
                check_row(key, row, expected[key])
            self.check_totals(expected)

    def check_totals(self, expected: dict[tuple[str, int, int], dict[str, Any]]) -> None:
        totals: dict[int, Counter[str]] = {}
        for (scope, owner, _), row in expected.items():
            if scope == "l":
                totals.setdefault(owner, Counter()).update(row["totals"])
        kept = {row.link_id: row for row in RollupTotal.select()}
        for link in Link.select():
            right, row = totals.get(link.id, Counter()), kept.get(link.id)
            mine = (row.scans, row.clicks, row.bots) if row is not None else (0, 0, 0)
            assert mine == (right["scans"], right["clicks"], right["bots"])
            assert link.hit_count == right["scans"] + right["clicks"]


def check_row(key: tuple[str, int, int], row: Any, expected: dict[str, Any]) -> None:
    totals = expected["totals"]
    assert (row.scans, row.clicks, row.bots) == (totals["scans"], totals["clicks"], totals["bots"]), key
    least, most = expected["visitors"]
    assert least <= row.visitors <= most, (key, row.visitors, least, most)
    for dimension in ("device", "country", "city", "language", "referrer", "utm_source", "rule"):
        kept = json.loads(getattr(row, dimension) or "{}")
        assert {value: tuple(counts) for value, counts in kept.items()} == expected.get(dimension, {}), (key, dimension)
    hours = json.loads(row.hours or "{}").values()
    assert [sum(hour[place] for hour in hours) for place in range(3)] == [row.scans, row.clicks, row.bots]


def count(row: dict[str, Any], hit: HitRow) -> None:
    name = "bots" if hit.bot else "scans" if hit.scan else "clicks"
    row.setdefault("totals", Counter()).update([name])
    if hit.bot:
        return
    values = {
        "device": hit.agent.device,
        "country": hit.place.country,
        "city": hit.place.city,
        "language": hit.language,
        "referrer": hit.origin.referrer_host,
        "utm_source": hit.origin.utm_source,
        "rule": hit.way.rule,
    }
    for dimension, value in values.items():
        if value:
            counts = row.setdefault(dimension, {})
            scans, clicks = counts.get(value, (0, 0))
            counts[value] = (scans + hit.scan, clicks + (not hit.scan))


def owners_of(workspace_id: int) -> dict[int, list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = {}
    for link in Link.select():
        found[link.id] = [("w", workspace_id), ("d", link.domain_id)]
        if link.folder_id is not None:
            found[link.id].append(("f", link.folder_id))
    for carried in LinkTag.select():
        found[carried.link_id].append(("t", carried.tag_id))
    return found
