"""Lists of links as files: what is read, what is refused, and what is written for spreadsheets."""

import csv
import json
from pathlib import Path

import pytest

from qrdesk.client import Client, ImportRow, LinkDraft, importing
from qrdesk.client.formats import parts
from qrdesk.client.formats.cells import unguarded
from qrdesk.client.importing import LinkList, Tally
from qrdesk.core.errors import CannotRead, CannotWrite, Invalid
from qrdesk.core.operations import MAX_BODY_BYTES
from qrdesk.core.schemas.transfer import LinkImport

HEADS = "destination,title,note,tags,slug\n"


def rows(source: LinkList) -> list[ImportRow]:
    return [read for read in map(source.read, source.rows) if isinstance(read, ImportRow)]


def said(source: LinkList) -> list[tuple[str, str]]:
    return [(row.destination, row.title) for row in rows(source)]


def a_file(folder: Path, content: str | bytes, name: str = "links.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_are_told_apart(tmp_path: Path, delimiter: str) -> None:
    text = delimiter.join(["url", "title"]) + "\n" + delimiter.join(["https://example.com/a", "Menu"]) + "\n"
    source = importing.read_links(a_file(tmp_path, text))
    assert said(source) == [("https://example.com/a", "Menu")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_umlauts_survive_however_the_file_was_saved(tmp_path: Path, encoding: str) -> None:
    source = importing.read_links(a_file(tmp_path, f"{HEADS}https://example.com,Käse,,,\n".encode(encoding)))
    assert said(source) == [("https://example.com", "Käse")]


def test_columns_are_found_by_other_names_and_in_any_order(tmp_path: Path) -> None:
    source = importing.read_links(
        a_file(tmp_path, "Tags,Description,Long URL\nmenu,for the door,https://example.com\n")
    )
    (row,) = rows(source)
    assert (row.tags, row.note, row.destination) == ("menu", "for the door", "https://example.com")


def test_a_bare_list_of_addresses_needs_no_head(tmp_path: Path) -> None:
    source = importing.read_links(a_file(tmp_path, "https://example.com/a\nhttps://example.com/b\n"))
    assert [row.destination for row in rows(source)] == ["https://example.com/a", "https://example.com/b"]


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        ("name,price\nSoup,4\n", Invalid, "no column called “destination” or “url”"),
        (HEADS, Invalid, "has no rows"),
        ("", Invalid, "no column"),
        (b"PK\x03\x04\x00\x00\x00", CannotRead, "is no text file"),
        (f'{HEADS}"https://example.com,Menu\n', CannotRead, "its quotes do not match"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(
    tmp_path: Path, content: str | bytes, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        importing.read_links(a_file(tmp_path, content))


def test_good_rows_go_in_and_bad_ones_come_back_with_the_reason(tmp_path: Path, client: Client) -> None:
    text = f'{HEADS}https://example.com/a,A,,,one\nnonsense,B,,,\n\nhttps://example.com/c,C,,"x, y",one\n'
    source = importing.read_links(a_file(tmp_path, text))
    tally = Tally(source)
    for report in importing.send(client, source):
        tally.add(report)
    assert len(tally.created) == 1
    assert [(one.row, one.reason[:24]) for one in tally.refused] == [
        (3, "This does not start like"),
        (5, "localhost:8765/one is ta"),
    ]
    path = importing.write_refused(source, tally.left_out())
    assert path == tmp_path / "links-not-imported.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["destination", "title", "note", "tags", "slug", "reason"]
    assert rows[2][:5] == ["https://example.com/c", "C", "", "x, y", "one"]


def test_rows_never_sent_are_left_out_with_why(tmp_path: Path) -> None:
    source = importing.read_links(a_file(tmp_path, f"{HEADS}https://example.com/a,A,,,\n"))
    assert [one.reason for one in Tally(source).left_out("not sent")] == ["not sent"]


def test_a_second_file_of_refused_rows_replaces_none(tmp_path: Path) -> None:
    source = importing.read_links(a_file(tmp_path, f"{HEADS}https://example.com/a,A,,,\n"))
    refused = Tally(source).left_out("why")
    names = [importing.write_refused(source, refused).name for _ in range(2)]
    assert names == ["links-not-imported.csv", "links-not-imported-2.csv"]


def test_a_mended_file_of_refused_rows_can_be_imported(tmp_path: Path) -> None:
    source = importing.read_links(a_file(tmp_path, f"{HEADS}https://example.com/a,=A1,,,\n"))
    again = importing.read_links(importing.write_refused(source, Tally(source).left_out("why")))
    assert [(row.destination, row.title) for row in rows(again)] == [("https://example.com/a", "=A1")]
    assert importing.write_refused(again, Tally(again).left_out("still")).exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    source = importing.read_links(a_file(tmp_path, f"{HEADS}https://example.com/a,A,,,\n"))
    with pytest.raises(CannotWrite, match="Choose another folder"):
        importing.write_refused(source, Tally(source).left_out("why"), tmp_path / "nowhere")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@sum", "|x", "%x", "\tx", "\rx", " =1", "＝1+1"])
def test_no_cell_starts_a_formula_and_the_way_back_is_exact(cell: str) -> None:
    assert importing.guarded(cell) == f"'{cell}"
    assert unguarded(importing.guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["", "Menu", "'tis", "https://example.com", "3=4"])
def test_plain_cells_are_left_alone(cell: str) -> None:
    assert importing.guarded(cell) == cell
    assert unguarded(cell) == cell


def test_exported_links_can_be_read_again(tmp_path: Path, client: Client) -> None:
    made = client.links.create(LinkDraft(destination="https://example.com/a", title="=cmd", tags=("x", "y")))
    importing.write_links(tmp_path / "out.csv", [made])
    source = importing.read_links(tmp_path / "out.csv")
    (row,) = rows(source)
    assert (row.destination, row.title, row.slug) == (made.destination, "=cmd", made.slug)
    assert row.more["tags"] == ["x", "y"]


def test_rows_never_sent_are_sent_later_however_alike_they_are(tmp_path: Path, client: Client) -> None:
    lines = "https://example.com/a,A,,,\n" * 4
    source = importing.read_links(a_file(tmp_path, HEADS + lines))
    half = list(rows(source))[:2]
    keys = [read.key for _, read in parts.read_rows(source) if isinstance(read, ImportRow)]
    batch = LinkImport(rows=tuple(row.model_copy(update={"key": key}) for row, key in zip(half, keys, strict=False)))
    tally = Tally(source)
    tally.add(client.links.import_rows(batch))
    rest = importing.read_links(importing.write_refused(source, tally.left_out("not sent")))
    reports = list(importing.send(client, rest))
    assert sum(len(report.made) for report in reports) == 2
    assert client.links.list().pagination.total == 4


def test_rows_that_want_one_address_are_told_apart_by_a_dry_run_too(
    tmp_path: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MAX_IMPORT", 2)
    wanted = ["/a,,,,one", "/b,,,,two", "/c,,,,three", "/x,,,,ONE", "/b,,,,two", "/d,,,,four", "/y,,,,one"]
    source = importing.read_links(a_file(tmp_path, HEADS + "".join(f"https://example.com{one}\n" for one in wanted)))
    outcomes: list[tuple[int, int, list[int]]] = []
    for dry_run in (True, False):
        tally = Tally(source)
        for report in importing.send(client, source, dry_run=dry_run):
            tally.add(report)
        assert tally.sent == len(wanted)
        outcomes.append((tally.made, tally.there, sorted(one.row for one in tally.refused)))
    assert outcomes == [(4, 1, [5, 8])] * 2


def test_a_row_too_large_to_be_sent_keeps_no_other_out(tmp_path: Path, client: Client) -> None:
    text = json.dumps(
        [{"url": "https://example.com/a"}, {"url": "x" * MAX_BODY_BYTES}, {"url": "https://example.com/b"}]
    )
    source = importing.read_links(a_file(tmp_path, text, "links.json"))
    (report,) = importing.send(client, source)
    assert (report.made, [one.row for one in report.refused]) == ([1, 3], [2])


def test_what_is_left_out_of_a_json_file_is_json_and_comes_in_once_mended(tmp_path: Path, client: Client) -> None:
    links = [{"url": "https://example.com/a", "slug": "a"}, {"url": "nonsense", "slug": "b", "colour": "red"}]
    source = importing.read_links(a_file(tmp_path, json.dumps(links), "links.json"))
    tally = Tally(source)
    for report in importing.send(client, source):
        tally.add(report)
    path = importing.write_refused(source, tally.left_out())
    assert path.name == "links-not-imported.json"
    (left,) = json.loads(path.read_text("utf-8"))
    assert (left["slug"], left["colour"], left["reason"][:24]) == ("b", "red", "This does not start like")
    path.write_text(json.dumps([left | {"url": "https://example.com/b"}]))
    (report,) = importing.send(client, importing.read_links(path))
    assert report.made == [1]


def test_half_a_character_keeps_out_its_row_and_no_other(tmp_path: Path, client: Client) -> None:
    half = "\ud800"
    links = [
        {"url": "https://example.com/a", "title": half},
        {"url": "https://example.com/b", "created_at": half},
        {"url": "https://example.com/c", "slug": f"x/{half}"},
        {"url": "https://example.com/d"},
    ]
    source = importing.read_links(a_file(tmp_path, json.dumps(links), "links.json"))
    tally = Tally(source)
    for report in importing.send(client, source):
        tally.add(report)
    assert (tally.made, [(one.row, one.field) for one in tally.refused]) == (
        1,
        [(1, "title"), (2, "created_at"), (3, "slug")],
    )
    left = json.loads(importing.write_refused(source, tally.left_out()).read_text("utf-8"))
    assert [one.pop("reason")[:24] for one in left] == ["This has half a characte"] * 3
    assert left == links[:3]


def test_no_name_of_a_column_starts_a_formula(tmp_path: Path) -> None:
    source = importing.read_links(a_file(tmp_path, "destination,=1+1\nnonsense,x\n"))
    path = importing.write_refused(source, [importing.Refusal(row, "No.") for row in source.rows])
    assert path.read_text("utf-8-sig").splitlines()[0] == '"destination","\'=1+1","reason"'


def test_a_folder_takes_rows_that_name_none(tmp_path: Path, client: Client) -> None:
    text = "destination,slug,folder\nhttps://example.com/a,a,Spring\nhttps://example.com/b,b,\n"
    list(importing.send(client, importing.read_links(a_file(tmp_path, text)), folder="Old"))
    found = {link.slug: link.folder.name for link in client.links.each() if link.folder}
    assert found == {"a": "Spring", "b": "Old"}
