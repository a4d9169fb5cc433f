"""Each program's files: what is taken over, the broken row told apart, and an interrupted import taken up again."""

import itertools
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qrdesk.client import Client, LinkQuery, importing
from qrdesk.client.formats import NAMES, parts
from qrdesk.client.importing import Tally
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.links import LinkState, LinkView
from qrdesk.core.schemas.transfer import DayCount
from qrdesk.core.settings import Settings

FILES = Path(__file__).parents[1] / "data/import"
# file: format, links it makes, rows that find their link there, and the broken row's number, field and reason
EXPECTED: dict[str, tuple[str, int, int, tuple[int, str, str]]] = {
    "bitly-links.json": ("bitly", 4, 0, (3, "destination", "Enter the page")),
    "bitly-list.csv": ("bitly", 2, 0, (3, "destination", "Enter the page")),
    "bitly-days.csv": ("bitly", 2, 2, (5, "day", "“yesterday” is no day.")),
    "yourls-table.csv": ("yourls", 3, 0, (4, "destination", "“ftp:”")),
    "yourls-stats.json": ("yourls", 2, 0, (2, "destination", "This does not start like a web address.")),
    "yourls-plugin.csv": ("yourls", 2, 0, (3, "destination", "This does not start like a web address.")),
    "kutt.json": ("kutt", 4, 0, (3, "destination", "")),
    "shlink.json": ("shlink", 3, 0, (3, "slug", "“a/b” has several parts.")),
    "shlink-web.csv": ("shlink", 2, 0, (3, "slug", "“a/b” has several parts.")),
    "dub.csv": ("dub", 2, 0, (3, "slug", "This is the start page of its domain")),
    "dub.json": ("dub", 2, 0, (2, "slug", "“deep/er” has several parts.")),
    "rebrandly.json": ("rebrandly", 2, 0, (2, "destination", "“javascript:”")),
    "rebrandly.csv": ("rebrandly", 2, 0, (3, "destination", "This address hides where it leads")),
    "shortio.json": ("shortio", 2, 0, (2, "slug", "This is the start page of its domain")),
    "shortio.tsv": ("shortio", 2, 0, (3, "destination", "This does not start like a web address.")),
    "list.csv": ("csv", 3, 0, (3, "slug", "“a/b” has several parts.")),
}


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Client]:
    """A client of an empty database file."""
    with Client.local(str(tmp_path / "qrdesk.db"), Settings(data_dir=str(tmp_path / "data"))) as found:
        yield found


def imported(client: Client, name: str, *, dry_run: bool = False) -> Tally:
    tally = Tally(importing.read_links(FILES / name))
    for report in importing.send(client, tally.source, dry_run=dry_run):
        tally.add(report)
    assert tally.sent == len(tally.source.rows)
    return tally


def links(client: Client) -> dict[str, LinkView]:
    return {link.slug: link for link in client.links.each(LinkQuery(state="any", sort="created_at"))}


def days(client: Client, link: LinkView) -> list[DayCount]:
    return client.links.days([link.id])[0].days


def test_every_file_and_every_format_is_looked_at_here() -> None:
    assert set(EXPECTED) == {file.name for file in FILES.iterdir()} - {"README.md"}
    assert {name for name, *_ in EXPECTED.values()} == set(NAMES) - {"qrdesk"}  # that one: test_exporting.py


@pytest.mark.parametrize("name", EXPECTED)
def test_good_rows_go_in_and_the_broken_one_is_told_apart(local: Client, name: str) -> None:
    known, made, there, (number, field, reason) = EXPECTED[name]
    tally = imported(local, name)
    assert tally.source.format.name == known
    assert (tally.made, tally.there) == (made, there)
    (refused,) = tally.refused
    assert (refused.row, refused.field) == (number, field)
    assert reason in refused.reason
    assert len(links(local)) == made


@pytest.mark.parametrize("name", EXPECTED)
def test_a_dry_run_says_what_the_real_one_then_does(local: Client, name: str) -> None:
    said = imported(local, name, dry_run=True)
    assert links(local) == {}
    done = imported(local, name)
    assert (said.made, said.there, said.created) == (done.made, done.there, [])
    assert said.refused == done.refused
    assert said.notices == done.notices
    assert said.foreign_hosts == done.foreign_hosts
    assert sorted(said.undated) == sorted(done.undated)


@pytest.mark.parametrize("name", EXPECTED)
def test_an_interrupted_import_is_taken_up_without_duplicates(
    local: Client, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MAX_IMPORT", 2)
    source = importing.read_links(FILES / name)
    (first,) = itertools.islice(importing.send(local, source), 1)  # and no further
    assert len(first.made) + len(first.refused) + len(first.there) == 2
    begun = {link.id for link in links(local).values()}
    monkeypatch.undo()
    tally = imported(local, name)
    _, made, there, _ = EXPECTED[name]
    after = links(local)
    assert len(after) == made
    assert begun <= {link.id for link in after.values()}
    assert (tally.made, tally.there) == (made - len(begun), there + len(begun))
    counted = {slug: (link.hit_count, days(local, link)) for slug, link in after.items()}
    imported(local, name)  # and once more, whole
    again = links(local)
    assert again.keys() == after.keys()
    assert {slug: (link.hit_count, days(local, link)) for slug, link in again.items()} == counted


def test_over_http_it_is_the_same(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MAX_IMPORT", 2)
    source = importing.read_links(FILES / "bitly-days.csv")
    next(importing.send(client, source))
    said = imported(client, "bitly-days.csv", dry_run=True)
    done = imported(client, "bitly-days.csv")
    assert (said.made, said.there, said.refused) == (done.made, done.there, done.refused)
    found = {link.slug: days(client, link) for link in links(client).values()}
    assert found == {
        "3usiGLP": [
            DayCount(day=date(2024, 3, 30), scans=4, clicks=10),
            DayCount(day=date(2024, 3, 31), scans=0, clicks=7),
        ],
        "4aOpen": [
            DayCount(day=date(2024, 3, 30), scans=0, clicks=1),
            DayCount(day=date(2024, 4, 1), scans=3, clicks=2),
        ],
    }


def test_bitly(local: Client) -> None:
    imported(local, "bitly-links.json")
    found = links(local)
    menu = found["spring-menu"]
    assert (menu.aliases, menu.title, menu.tags) == (["3usiGLP"], "Spring menu", ["menu", "print, door"])
    assert menu.created_at == datetime(2021, 5, 6, 15, 20, 52, tzinfo=UTC)
    assert found["4aOpen"].state == LinkState.ARCHIVED
    assert found["4cTable"].created_at.year == datetime.now(UTC).year  # 1970 says that nobody knew


def test_yourls(local: Client) -> None:
    imported(local, "yourls-table.csv")
    found = links(local)
    assert (found["ozh"].title, found["ozh"].hit_count, found["menu"].title) == ("Ozh's page", 1204, "")
    assert found["door"].title == 'The door, "left"'
    assert days(local, found["ozh"]) == [DayCount(day=date(2019, 2, 3), clicks=1204)]
    assert days(local, found["door"]) == []


def test_yourls_by_its_plugin_keeps_a_comma_in_the_destination(local: Client) -> None:
    imported(local, "yourls-plugin.csv")
    assert links(local)["menu"].destination == "https://example.com/menu?a=1,2"


def test_kutt(local: Client) -> None:
    tally = imported(local, "kutt.json")
    found = links(local)
    assert (found["menu"].title, found["menu"].hit_count) == ("Spring menu", 31)
    soon = found["soon"]
    assert (soon.state, soon.has_password) == (LinkState.PAUSED, False)
    assert soon.ends_at == datetime(2031, 1, 1, tzinfo=UTC)
    assert found["bad"].state == LinkState.PAUSED
    assert [(one.row, one.notice[:25]) for one in tally.notices] == [
        (2, "It asked for a password, "),
        (4, "Not brought along: its ba"),
    ]


def test_shlink(local: Client) -> None:
    imported(local, "shlink.json")
    found = links(local)
    menu, fest = found["menu"], found["fest"]
    assert (menu.tags, menu.forward_query, menu.hit_count) == (["menu", "spring"], "all", 9)  # without bots
    assert menu.created_at == datetime(2024, 5, 1, 21, 30, tzinfo=UTC)
    assert (fest.hit_limit, fest.hits_used, fest.forward_query) == (50, 20, "off")
    assert fest.starts_at == datetime(2024, 5, 31, 22, tzinfo=UTC)
    assert fest.ends_at == datetime(2031, 6, 1, 22, tzinfo=UTC)


def test_dub(local: Client) -> None:
    imported(local, "dub.json")
    found = links(local)
    assert (found["menu"].note, found["menu"].tags, found["menu"].hit_count) == ("For the door", ["menu"], 120)
    vip = found["vip"]
    assert (vip.state, vip.expired_destination) == (LinkState.ARCHIVED, "https://example.com/over")
    assert vip.ends_at == datetime(2031, 12, 31, 23, tzinfo=UTC)


def test_rebrandly(local: Client) -> None:
    imported(local, "rebrandly.json")
    menu = links(local)["menu"]
    assert (menu.tags, menu.forward_query, menu.hit_count) == (["menu"], "all", 42)
    assert days(local, menu) == [DayCount(day=date(2016, 7, 13), clicks=42)]


def test_short_io(local: Client) -> None:
    imported(local, "shortio.json")
    menu = links(local)["menu"]
    assert (menu.hit_limit, menu.expired_destination) == (100, "https://example.com/over")
    assert menu.ends_at == datetime.fromtimestamp(1924988400, UTC)


def test_short_io_as_a_table_brings_folders(local: Client) -> None:
    imported(local, "shortio.tsv")
    found = links(local)
    assert {link.folder.name for link in found.values() if link.folder} == {"Print"}
    assert (found["last"].state, found["last"].hit_limit) == (LinkState.ARCHIVED, 20)


def test_any_list(local: Client) -> None:
    imported(local, "list.csv")
    found = links(local)
    cheese = found["kaese"]
    assert (cheese.title, cheese.note, cheese.tags) == ("Käse", "eine Zeile\nund noch eine", ["käse", "markt"])
    assert cheese.folder is not None
    assert cheese.folder.name == "x"
    bread = [link for link in found.values() if link.title == "=Brot"]
    assert len(bread) == 2  # two rows alike are two links


def test_the_wrong_name_for_a_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"kutt\.json does not look like a list of links from Bitly"):
        importing.read_links(FILES / "kutt.json", "bitly")
    assert importing.read_links(FILES / "kutt.json", "kutt").format.title == "Kutt"
