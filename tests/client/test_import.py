"""Many links at once: the good rows go in, the bad ones come back with the reason."""

import csv
from pathlib import Path

import pytest

from qrdesk.client import Client, ImportRow, LinkImport, LinkQuery, importing
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.links import LinkView

LISTED = Path(__file__).parents[1] / "data/links.csv"


def test_bad_rows_stay_out_and_say_why(client: Client, lunch: LinkView) -> None:
    rows = (
        ImportRow(row=2, destination="https://example.com/a", slug=" menu ", title="Menu", tags="food, , drinks"),
        ImportRow(row=3, destination="ftp://example.com"),
        ImportRow(row=4, destination="https://example.com/b", slug="LUNCH"),
        ImportRow(row=5, destination="https://example.com/c", slug="api"),
        ImportRow(row=6, destination="https://example.com/d", title="x" * 201),
        ImportRow(row=7, destination="https://example.com/e", title="bell\x07"),
        ImportRow(row=8, destination="https://example.com/f", slug="menu"),
        ImportRow(row=9),
        ImportRow(row=10, destination="https://example.com/g"),
    )
    report = client.links.import_rows(LinkImport(rows=rows))
    fields = {one.row: one.field for one in report.refused}
    assert fields == {3: "destination", 4: "slug", 5: "slug", 6: "title", 7: "title", 8: "slug", 9: "destination"}
    assert all(one.reason.endswith(".") for one in report.refused)
    assert len(report.created) == 2
    first, last = (client.links.get(link_id) for link_id in report.created)
    assert (first.slug, first.tags, first.title) == ("menu", ["drinks", "food"], "Menu")
    assert last.destination == "https://example.com/g"
    assert client.links.list().pagination.total == 3


def test_a_list_for_a_domain_that_is_not_there_leaves_nothing_behind(client: Client) -> None:
    row = ImportRow(row=1, destination="https://example.com")
    with pytest.raises(NotFound):
        client.links.import_rows(LinkImport(rows=(row,), host="elsewhere.example"))
    assert client.links.list().data == []


def test_a_heavy_list_goes_in_by_parts_that_a_server_takes(client: Client, tmp_path: Path) -> None:
    file = tmp_path / "heavy.csv"
    note = "ä" * 1900
    lines = [f"https://example.com/{number},{note}" for number in range(700)]
    file.write_text("\n".join(["destination,note", *lines]), encoding="utf-8")
    reports = list(importing.send(client, importing.read_links(file)))
    assert len(reports) == 3
    assert sum(len(report.created) for report in reports) == 700
    last = client.links.get(reports[-1].created[-1])
    assert (last.destination, last.note) == ("https://example.com/699", note)


def test_a_list_from_the_real_world_goes_in_whole(client: Client) -> None:
    with LISTED.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))[:300]
    rows = tuple(
        ImportRow(row=number, destination=row["destination"], title=row["title"], note=row["description"])
        for number, row in enumerate(listed, start=2)
    )
    report = client.links.import_rows(LinkImport(rows=rows))
    assert report.refused == []
    assert [link.id for link in client.links.each(LinkQuery(sort="created_at", limit=100))] == report.created
