"""Links as files: what spreadsheets get, and what comes in again as it was."""

import csv
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from qrdesk.client import Client, ImportRow, LinkDraft, LinkImport, LinkPatch, LinkQuery, exporting, importing
from qrdesk.client.importing import Tally
from qrdesk.core.errors import CannotWrite
from qrdesk.core.schemas.links import LinkState, LinkView
from qrdesk.core.schemas.rules import (
    CountryCondition,
    DatesCondition,
    Rule,
    Social,
    TimeCondition,
    Utm,
    Variant,
    Window,
)
from qrdesk.core.schemas.transfer import DayCount
from qrdesk.core.settings import Settings

# what another desk gives a link anew
OF_THE_DESK = {"id", "uuid", "host", "short_url", "code_url", "updated_at", "warnings", "printed", "printed_at"}
RULES = (
    Rule(
        name="Lunch",
        conditions=(
            CountryCondition(kind="country", any_of=("DE", "FR")),
            TimeCondition(kind="time", windows=(Window(start="11:30", end="14:00"),), negate=True),
        ),
        destination="https://example.com/lunch",
    ),
    Rule(
        conditions=(DatesCondition(kind="dates", since=datetime(2030, 1, 1), until=datetime(2031, 1, 1)),),  # noqa: DTZ001 - a time on the clock in the link's zone
        variants=(
            Variant(name="A", destination="https://example.com/v/a", weight=2),
            Variant(name="B", destination="https://example.com/v/b"),
        ),
    ),
)


def full(client: Client) -> LinkView:
    """Make a link that has everything, and counts from before."""
    draft = LinkDraft(
        destination="https://example.com/a?b=c",
        slug="old",
        title="=cmd|' /C calc'!A0",
        note="two\nlines, and a “quote”",
        tags=("menu", "print, door"),
        rules=RULES,
        time_zone="Europe/Berlin",
        starts_at=datetime(2029, 12, 31, 23, tzinfo=UTC),
        ends_at=datetime(2031, 6, 1, tzinfo=UTC),
        expired_destination="https://example.com/over",
        fallback_destination="https://example.com/down",
        hit_limit=5000,
        utm=Utm(source="door", campaign="spring"),
        forward_query="utm",
        query_winner="visitor",
        social=Social(title="Menu", description="What we cook"),
        remember_visitors=True,
        count_only=True,
    )
    plain = draft.model_dump(mode="json", exclude_unset=True)
    own = {name: plain.pop(name) for name in ("destination", "slug", "title", "note", "starts_at", "ends_at")}
    row = ImportRow(
        row=1,
        **own,
        folder="Spring",
        aliases=("older", "oldest"),
        created_at="2024-02-29T12:00:00+02:00",
        hit_limit=str(plain.pop("hit_limit")),
        hits_used="17",
        days=(DayCount(day=date(2024, 3, 1), scans=3, clicks=4), DayCount(day=date(2024, 3, 3), clicks=10)),
        more=plain,
    )
    report = client.links.import_rows(LinkImport(rows=(row,)))
    assert report.refused == []
    return client.links.get(report.created[0])


def lasting(link: LinkView) -> dict[str, Any]:
    """Return what a link takes along; ids of folders and rules are the desk's own."""
    fields = link.model_dump(mode="json", exclude=OF_THE_DESK)
    fields["folder"] = link.folder.name if link.folder else None
    for rule in fields["rules"]:
        for one in (rule, *rule["variants"]):
            one.pop("id")
            one.pop("uuid", None)
    return fields


def carried(client: Client, path: Path, tmp_path: Path) -> tuple[Tally, Client]:
    """Import a file into another desk, once and again."""
    client.close()  # one database per process
    other = Client.local(str(tmp_path / "other.db"), Settings(data_dir=str(tmp_path / "other")))
    source = importing.read_links(path)
    tallies = [Tally(source), Tally(source)]
    for tally in tallies:
        for report in importing.send(other, source):
            tally.add(report)
    return tallies[-1], other


@pytest.fixture
def local(tmp_path: Path) -> Client:
    return Client.local(str(tmp_path / "qrdesk.db"), Settings(data_dir=str(tmp_path / "data")))


@pytest.mark.parametrize("file_format", ["json", "csv"])
def test_what_was_exported_comes_in_as_it_was(local: Client, tmp_path: Path, file_format: Any) -> None:
    made = full(local)
    counts = local.links.days([made.id])[0].days
    assert counts == [DayCount(day=date(2024, 3, 1), scans=3, clicks=4), DayCount(day=date(2024, 3, 3), clicks=10)]
    if file_format == "csv":  # commas part words there
        local.links.update(made.id, LinkPatch(tags=("menu", "print")))
        made = local.links.get(made.id)
    path = tmp_path / f"links.{file_format}"
    assert exporting.export_links(local, path, file_format, daily=True) == 1
    tally, other = carried(local, path, tmp_path)
    with other:
        assert (tally.source.format.name, tally.made, tally.there, tally.refused) == ("qrdesk", 0, 1, [])
        (link,) = other.links.each(LinkQuery(state="any"))
        assert lasting(link) == lasting(made)
        assert other.links.days([link.id])[0].days == counts


def test_an_export_that_comes_home_changes_nothing(local: Client, tmp_path: Path) -> None:
    with local:
        made = full(local)
        exporting.export_links(local, tmp_path / "links.json", "json", daily=True)
        (report,) = importing.send(local, importing.read_links(tmp_path / "links.json"))
        assert [one.id for one in report.there] == [made.id]
        assert local.links.get(made.id) == made


def test_states_and_pages_go_over_any_transport(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_AT_ONCE", 2)
    monkeypatch.setattr(exporting, "_DAYS_AT_ONCE", 3)
    for number in range(7):
        client.links.create(LinkDraft(destination=f"https://example.com/{number}", slug=f"s{number}"))
    client.links.archive("s1")
    client.links.pause("s2")
    client.links.delete("s3")
    steps: list[int] = []
    path = tmp_path / "links.json"
    assert exporting.export_links(client, path, "json", daily=True, step=steps.append) == 6
    assert steps == [1, 2, 3, 4, 5, 6]
    links = json.loads(path.read_text("utf-8"))["links"]
    assert [(link["slug"], link["state"]) for link in links] == [
        ("s0", "live"), ("s1", "archived"), ("s2", "paused"), ("s4", "live"), ("s5", "live"), ("s6", "live"),
    ]  # fmt: skip
    assert exporting.export_links(client, path, "csv", LinkQuery(state=LinkState.ARCHIVED)) == 1


def test_no_cell_starts_a_formula(local: Client, tmp_path: Path) -> None:
    with local:
        full(local)
        exporting.export_links(local, tmp_path / "links.csv", "csv")
    content = (tmp_path / "links.csv").read_bytes()
    assert content.startswith(b'\xef\xbb\xbf"short_url"')
    assert content.endswith(b'"\r\n')
    head, row = csv.reader(content.decode("utf-8-sig").splitlines(keepends=True))
    cells = dict(zip(head, row, strict=True))
    assert cells["title"] == "'=cmd|' /C calc'!A0"
    assert cells["note"] == "two\nlines, and a “quote”"
    assert not any(cell[:1] in "=+-@|%\t\r" for cell in row if cell)


def test_who_stops_an_export_leaves_what_was_there(local: Client, tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    path.write_text("before")

    def stop(count: int) -> None:
        raise KeyboardInterrupt

    with local:
        full(local)
        with pytest.raises(KeyboardInterrupt):
            exporting.export_links(local, path, "csv", step=stop)
        with pytest.raises(CannotWrite, match="Choose another folder"):
            exporting.export_links(local, tmp_path / "nowhere" / "links.csv", "csv")
    assert path.read_text() == "before"
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".links")] == []


def test_days_of_hits_are_only_ones_own_and_not_too_many(client: Client) -> None:
    made = client.links.create(LinkDraft(destination="https://example.com/a"))
    assert [one.days for one in client.links.days([made.id, "lnk_nothing"])] == [[]]
    assert made.created_at > datetime.now(UTC) - timedelta(hours=1)
