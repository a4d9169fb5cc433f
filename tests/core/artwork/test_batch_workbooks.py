"""Batches: lists that are workbooks, as Excel writes them and as somebody with harm in mind does."""

import zipfile
from pathlib import Path

import pytest

from qrdesk.core.artwork import batch
from qrdesk.core.errors import CannotRead


def workbook(path: Path, cells: str, shared: str = "", part: str = "worksheets/s.xml") -> Path:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'spreadsheetml.sheet.main+xml"/></Types>'
    )
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", types)
        one = f'<Relationship Id="r1" Type="{office}/{{}}" Target="{{}}"/>'
        packed.writestr("_rels/.rels", relation.format(one.format("officeDocument", "xl/workbook.xml")))
        packed.writestr("xl/_rels/workbook.xml.rels", relation.format(one.format("worksheet", part)))
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>",
        )
        packed.writestr(f"xl/{part}", f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>')
        if shared:
            packed.writestr("xl/sharedStrings.xml", shared)
    return path


def _cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_an_excel_file_is_read(tmp_path: Path) -> None:
    cells = f'<row r="1">{_cell("A1", "url")}{_cell("B1", "Serial")}</row>'
    cells += f'<row r="2">{_cell("A2", "https://a.example")}<c r="B2"><v>17</v></c></row>'
    table = batch.read(workbook(tmp_path / "list.xlsx", cells))
    assert [row.cells for row in table.rows()] == [("https://a.example", "17")]


@pytest.mark.parametrize(
    "cells",
    [
        f'<row r="1048576">{_cell("XFD1048576", "far")}</row>',
        "<!--" + " " * (4 << 20) + "-->",
    ],
    ids=["far apart", "unfolds"],
)
def test_an_excel_bomb_is_refused(tmp_path: Path, cells: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qrdesk.core.artwork.batches.workbook._MOST_UNPACKED", 1 << 20)
    path = workbook(tmp_path / "bomb.xlsx", f'<row r="1">{_cell("A1", "url")}</row>{cells}')
    assert path.stat().st_size < 1 << 20
    with pytest.raises(CannotRead, match=r"far (more|apart)|too far"):
        batch.read(path)


@pytest.mark.parametrize(
    "cells",
    [
        "<row r='1'><c r='ZZ1'/></row><row r='9000'><c r='A9000'/></row>",
        '<row r="9000"><c/></row><row><c r="ZZ1"/></row>',
        "<m:row xmlns:m='urn:x' r='9000'><m:c r = 'ZZ9000'/></m:row>",
        '<row><c r="zz9000"/></row>',
        "<row><c" + " " * 400 + 'r="ZZ9000"/></row>',
        '<row r="9000"/><row>' + "<c/>" * 700 + "</row>",
    ],
    ids=["quotes", "of the row", "prefix", "small letters", "far in", "counted"],
)
@pytest.mark.parametrize("part", ["worksheets/s.xml", "elsewhere/s.data"])
def test_cells_that_lie_far_apart_are_found_however_they_are_written(tmp_path: Path, cells: str, part: str) -> None:
    path = workbook(tmp_path / "far.xlsx", cells, part=part)
    with pytest.raises(CannotRead, match="too far apart"):
        batch.read(path)


@pytest.mark.parametrize(
    ("cells", "part"),
    [
        ('<row r="1"><c r="A99999999999"/></row>', "worksheets/s.xml"),
        ('<row r="0x9"><c/></row>', "worksheets/s.xml"),
        ('<row r="1"><c r="A1"/></row><row>', "worksheets/s.xml"),
        ('<row r="1"><c r="A1"/></row>', "media/s.png"),
    ],
)
def test_a_sheet_that_cannot_be_looked_through_is_refused(tmp_path: Path, cells: str, part: str) -> None:
    with pytest.raises(CannotRead, match="damaged"):
        batch.read(workbook(tmp_path / "odd.xlsx", cells, part=part))


def test_a_sheet_with_a_document_type_is_refused(tmp_path: Path) -> None:
    shared = '<!DOCTYPE sst [<!ENTITY a "b">]><sst/>'
    with pytest.raises(CannotRead, match="damaged"):
        batch.read(workbook(tmp_path / "odd.xlsx", f'<row r="1">{_cell("A1", "url")}</row>', shared))
