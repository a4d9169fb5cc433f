"""A database, its links, the notes of what its visitors sent, and a recount of them past all code of ours."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.hits import recount
from qrdesk.core.models import Link, RollupTotal
from tests.core.hits.places import make_domain, make_folder, make_link, make_tag, opened, rows_of
from tests.faults.visits import DAY_US, Visit, name_of, read_notes

STORED = """
    SELECT at, link_id, scan, bot, visitor, referrer_host, browser_version
    FROM hit JOIN hit_origin ON hit_origin.id = origin_id JOIN hit_agent ON hit_agent.id = agent_id
"""


@dataclass
class Site:
    """One database, its links with the groups that they are in, and where the visitors note what they sent."""

    url: str
    data_dir: Path
    spool: Path
    notes: Path
    workspace_id: int
    groups: dict[int, list[tuple[str, int]]]

    @property
    def link_ids(self) -> list[int]:
        return sorted(self.groups)

    def writer(self, family: str) -> tuple[str, ...]:
        """Return the arguments of a web process."""
        numbers = (self.workspace_id, *self.link_ids)
        return (str(self.spool), str(self.notes), family, *(str(number) for number in numbers))

    def environ(self) -> dict[str, str]:
        return {"QRDESK_HITS_DRAIN_MS": "10", "QRDESK_DATABASE": self.url, "QRDESK_DATA_DIR": str(self.data_dir)}


@dataclass
class Told:
    """What a row of sums has to say."""

    totals: Counter[str] = field(default_factory=Counter[str])
    visitors: set[str] = field(default_factory=set[str])

    def add(self, visit: Visit) -> None:
        if visit.bot:
            self.totals["bots"] += 1
            return
        self.totals["scans" if visit.source == "s" else "clicks"] += 1
        self.visitors.add(visit.visitor)

    @property
    def row(self) -> tuple[int, ...]:
        return (*(self.totals[name] for name in ("scans", "clicks", "bots")), len(self.visitors))


def make_site(url: str, folder: Path) -> Site:
    """Make a database with three links in groups of all kinds."""
    with opened(url, folder / "data") as found, database.scope():
        workspace = found.owner.workspace_id
        spring = make_link(workspace, "spring", folder="Posters", tags=("red", "blue"))
        summer = make_link(workspace, "summer", domain_id=make_domain(workspace, "two.example"), tags=("red",))
        autumn = make_link(workspace, "autumn")
        posters, red, blue = make_folder(workspace, "Posters"), make_tag(workspace, "red"), make_tag(workspace, "blue")
        domain, two = Link.get_by_id(spring).domain_id, Link.get_by_id(summer).domain_id
        groups = {
            spring: [("w", workspace), ("d", domain), ("f", posters), ("t", red), ("t", blue)],
            summer: [("w", workspace), ("d", two), ("t", red)],
            autumn: [("w", workspace), ("d", domain)],
        }
        (folder / "notes").touch()
        return Site(url, folder / "data", found.spool, folder / "notes", workspace, groups)


def check(site: Site, *, under_way: int) -> int:
    """Compare what is stored with what was sent and answered; return how many hits are stored.

    A hit may be written and its writer killed before it says so: ``under_way`` is how often that may be.
    """
    sent, answered = read_notes(site.notes)
    with opened(site.url, site.data_dir), database.scope():
        hits = rows_of(STORED)
        names = [name_of(hit["referrer_host"], hit["browser_version"]) for hit in hits]
        assert len(answered) > 500
        assert len(names) == len(set(names)), "a hit was counted twice"
        assert answered - set(names) == set(), "answered hits were lost"
        assert set(names) - sent.keys() == set(), "nobody sent this"
        assert len(set(names) - answered) <= under_way
        check_sums(site, [(sent[name], hit) for name, hit in zip(names, hits, strict=True)])
        assert recount.compare() == []
        assert list(site.spool.glob("*.log")) == []
        if database.find_damage():
            pytest.fail(database.find_damage())
        return len(hits)


def check_sums(site: Site, stored: list[tuple[Visit, dict[str, Any]]]) -> None:
    """Count anew what was sent, by the day that is stored: the clock of a web process moves the time of some hits."""
    days: dict[tuple[str, int, int], Told] = {}
    links = {link: Told() for link in site.link_ids}
    for visit, hit in stored:
        kept = (hit["link_id"], bool(hit["scan"]), bool(hit["bot"]), hit["visitor"])
        assert kept == (visit.link_id, visit.source == "s", visit.bot, visit.visitor)
        links[visit.link_id].add(visit)
        for scope, owner in (("l", visit.link_id), *site.groups[visit.link_id]):
            days.setdefault((scope, owner, hit["at"] // DAY_US), Told()).add(visit)
    assert len(days) > 50
    assert sum(len(day.visitors) for day in days.values()) < sum(day.totals.total() for day in days.values()) * 0.8
    columns = ("scans", "clicks", "bots", "visitors")
    kept = {
        (row["scope"], row["owner_id"], row["day"]): tuple(row[name] for name in columns)
        for row in rows_of("SELECT * FROM rollup_day")
    }
    assert kept == {key: day.row for key, day in days.items()}
    totals = {row.link_id: (row.scans, row.clicks, row.bots) for row in RollupTotal.select()}
    assert totals == {link: told.row[:3] for link, told in links.items()}
    assert {link.id: link.hit_count for link in Link.select()} == {
        link: told.totals["scans"] + told.totals["clicks"] for link, told in links.items()
    }
