"""Lists of links as files: what is read, what is refused, and what is written for spreadsheets."""

import csv
from pathlib import Path

import pytest

from qrdesk.client import Client, LinkDraft, importing
from qrdesk.client.importing import Tally
from qrdesk.core.errors import CannotRead, CannotWrite, Invalid

HEADS = "destination,title,note,tags,slug\n"


def a_file(folder: Path, content: str | bytes, name: str = "links.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_are_told_apart(tmp_path: Path, delimiter: str) -> None:
    text = delimiter.join(["url", "title"]) + "\n" + delimiter.join(["https://example.com/a", "Menu"]) + "\n"
    source = importing.read_links(a_file(tmp_path, text))
    assert source.places == {"destination": 0, "title": 1}
    assert source.rows[0].cells == ("https://example.com/a", "Menu")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_umlauts_survive_however_the_file_was_saved(tmp_path: Path, encoding: str) -> None:
    source = importing.read_links(a_file(tmp_path, f"{HEADS}https://example.com,Käse,,,\n".encode(encoding)))
    assert source.rows[0].cells[1] == "Käse"


def test_columns_are_found_by_other_names_and_in_any_order(tmp_path: Path) -> None:
    source = importing.read_links(
        a_file(tmp_path, "Tags,Description,Long URL\nmenu,for the door,https://example.com\n")
    )
    assert source.places == {"tags": 0, "note": 1, "destination": 2}


def test_a_bare_list_of_addresses_needs_no_head(tmp_path: Path) -> None:
    source = importing.read_links(a_file(tmp_path, "https://example.com/a\nhttps://example.com/b\n"))
    assert [row.cells[0] for row in source.rows] == ["https://example.com/a", "https://example.com/b"]


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
    assert [(one.row.number, one.reason[:24]) for one in tally.refused] == [
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
    assert again.places["destination"] == 0
    assert importing.write_refused(again, Tally(again).left_out("still")).exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    source = importing.read_links(a_file(tmp_path, f"{HEADS}https://example.com/a,A,,,\n"))
    with pytest.raises(CannotWrite, match="Choose another folder"):
        importing.write_refused(source, Tally(source).left_out("why"), tmp_path / "nowhere")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@sum", "|x", "%x", "\tx", "\rx", " =1", "＝1+1"])
def test_no_cell_starts_a_formula_and_the_way_back_is_exact(cell: str) -> None:
    assert importing.guarded(cell) == f"'{cell}"
    assert importing._unguarded(importing.guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["", "Menu", "'tis", "https://example.com", "3=4"])
def test_plain_cells_are_left_alone(cell: str) -> None:
    assert importing.guarded(cell) == cell
    assert importing._unguarded(cell) == cell


def test_exported_links_can_be_read_again(tmp_path: Path, client: Client) -> None:
    made = client.links.create(LinkDraft(destination="https://example.com/a", title="=cmd", tags=("x", "y")))
    importing.write_links(tmp_path / "out.csv", [made])
    source = importing.read_links(tmp_path / "out.csv")
    row = importing._import_row(source, source.rows[0])
    assert (row.destination, row.title, row.tags, row.slug) == (made.destination, "=cmd", "x, y", made.slug)
