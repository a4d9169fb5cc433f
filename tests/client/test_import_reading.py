"""Files as they come: encodings, delimiters, and JSON however it was put together."""

import json
from pathlib import Path

import pytest

from qrdesk.client.formats import reading
from qrdesk.client.formats.records import Record, address, squeezed
from qrdesk.core.errors import CannotRead, Invalid

LINKS = [{"url": f"https://example.com/{number}", "text": "é" * number} for number in range(5)]


def found(path: Path, text: str) -> list[dict[str, object]]:
    path.write_text(text, encoding="utf-8")
    return list(reading.json_links(path, "utf-8-sig"))


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(LINKS),
        json.dumps({"total": 5, "data": LINKS}),
        json.dumps({"data": LINKS, "pagination": {"next": None}}),
        json.dumps({"shortUrls": {"data": LINKS, "pagination": {"page": 1}}}),
        json.dumps({"links": {f"link_{number}": link for number, link in enumerate(LINKS)}, "statusCode": 200}),
        json.dumps([{"links": LINKS[:2]}, {"links": LINKS[2:]}]),
        json.dumps({"links": LINKS[:2]}) + "\n" + json.dumps({"links": LINKS[2:]}),
        json.dumps({"links": LINKS[:2]}) + ",\n" + json.dumps({"links": LINKS[2:]}),
        "\n".join(map(json.dumps, LINKS)),
        "\ufeff" + json.dumps(LINKS, indent=4),
        json.dumps({"result": LINKS}, ensure_ascii=False),
    ],
)
@pytest.mark.parametrize("chunk", [1, 7, 1 << 18])
def test_links_are_found_however_they_are_wrapped(
    tmp_path: Path, text: str, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_CHUNK", chunk)
    assert found(tmp_path / "links.json", text) == LINKS


def test_bare_addresses_are_links(tmp_path: Path) -> None:
    assert found(tmp_path / "x.json", '["https://example.com/a", null, 12]') == [
        {"destination": "https://example.com/a"},
        {"destination": None},
        {"destination": 12},
    ]


@pytest.mark.parametrize("text", ["[", '[{"a": 1}', '{"links": [1, 2}', "[1 2]", '{"a" 1}', "[" * 100_000, "[{}] x"])
def test_what_is_no_json_is_said(tmp_path: Path, text: str) -> None:
    with pytest.raises(CannotRead, match="this is no JSON"):
        found(tmp_path / "x.json", text)


def test_a_number_at_the_end_of_a_chunk_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_CHUNK", 1)
    assert found(tmp_path / "x.json", '[{"n": 1234567}]\n') == [{"n": 1234567}]


def test_names_are_found_however_they_are_spelled() -> None:
    record = Record.of(1, {"Long URL": "a", "long_url": "b", "createdAt": None, "Created at": "c"}.items())
    assert (record.text("longurl"), record.text("createdat")) == ("a", "c")
    assert squeezed("Short-Link ") == "shortlink"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("https://Bit.ly/3aB", ("bit.ly", "3aB")),
        ("bit.ly/3aB/", ("bit.ly", "3aB")),
        ("http://s.example:8080/k%C3%A4se?x=1#y", ("s.example:8080", "käse")),
        ("s.example/a/b", ("s.example", "a/b")),
        ("", ("", "")),
    ],
)
def test_a_short_address_is_host_and_slug(text: str, place: tuple[str, str]) -> None:
    assert address(text) == place


@pytest.mark.parametrize("text", ["https://bit.ly/", "bit.ly", "https://s.example?x"])
def test_the_start_page_of_a_domain_is_no_link(text: str) -> None:
    with pytest.raises(Invalid, match="start page"):
        address(text)


def test_a_file_of_one_long_line_is_looked_at_by_its_beginning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_CHUNK", 16)
    (tmp_path / "x.json").write_text("\n  \n" + json.dumps(LINKS), encoding="utf-8")
    assert reading.first_line(tmp_path / "x.json", "utf-8") == json.dumps(LINKS)[:16]
    (tmp_path / "x.json").write_text(" \n\n")
    assert reading.first_line(tmp_path / "x.json", "utf-8") == ""


def test_a_cell_may_hold_twenty_years_of_days(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text('url,days\nhttps://example.com/,"' + "1 " * 200_000 + '"\n')
    assert [len(row[-1]) for _, row in reading.csv_rows(tmp_path / "x.csv", "utf-8", ",")] == [4, 400_000]
