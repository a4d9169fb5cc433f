"""qrdesk batch: from a list to files, and what is told of rows that are no use."""

import json
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner, Result

from qrdesk.cli import batch as commands
from qrdesk.cli.main import cli

LIST = "Adresse;Name;Serial\nhttps://example.com/1;Anna;17\nnope;x;1\nhttps://example.com/2;Bö;18\n"


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="cp1252")
    return path


def say(tmp_path: Path, *words: object) -> Result:
    return CliRunner().invoke(cli, [*map(str, words), "--database", str(tmp_path / "desk.db")])


def texts(path: Path) -> list[list[str]]:
    with pypdfium2.PdfDocument(path.read_bytes()) as file:
        pages = [page.render(scale=3).to_pil() for page in file]
    return [sorted(one.text for one in zxingcpp.read_barcodes(page)) for page in pages]


def test_labels_are_made_and_bad_rows_told(tmp_path: Path, listed: Path) -> None:
    out = tmp_path / "labels.pdf"
    words = ["batch", listed, "--out", out, "--as", "sheets", "--sheet", "L7160", "--column", "url=adresse"]
    told = say(tmp_path, *words, "--line", "{name}", "--line", "No. {serial}", "--address", "--start", 20)
    assert told.exit_code == 1
    assert "Row 3 of the file: This is no address" in told.stderr
    assert "2 codes on 1 page" in told.stdout
    assert texts(out) == [["https://example.com/1", "https://example.com/2"]]
    again = say(tmp_path, *words, "--json")
    assert (again.exit_code, json.loads(again.stderr)["error"]["code"]) == (1, "cannot_write")


@pytest.mark.parametrize(
    ("words", "page_mm", "pages"),
    [
        (["--sheet", "190x100"], (210, 297), 2),
        (["--sheet", "200x100", "--page", "Letter", "--edge-mm", "5"], (215.9, 279.4), 2),
        (["--sheet", "140x100", "--page", "A3"], (297, 420), 1),
        (["--sheet", "100x50", "--page", "100x50", "--edge-mm", "0"], (100, 50), 4),
    ],
)
def test_labels_of_ones_own_size_lie_on_the_paper_that_is_there(
    tmp_path: Path, words: list[str], page_mm: tuple[float, float], pages: int
) -> None:
    listed, out = tmp_path / "list.csv", tmp_path / "labels.pdf"
    listed.write_text("text\n" + "".join(f"number {row}\n" for row in range(4)))
    told = say(tmp_path, "batch", listed, "--out", out, "--as", "sheets", "--confirm", *words)
    assert told.exit_code == 0, told.output
    with pypdfium2.PdfDocument(out.read_bytes()) as file:
        assert len(file) == pages
        assert [file[0].get_width(), file[0].get_height()] == pytest.approx(
            [one / 25.4 * 72 for one in page_mm], abs=0.1
        )
    assert sorted(text for page in texts(out) for text in page) == [f"number {row}" for row in range(4)]


def test_codes_of_links_are_made_by_their_slugs(tmp_path: Path) -> None:
    assert say(tmp_path, "link", "create", "https://example.com/menu", "--slug", "lunch").exit_code == 0
    slugs = tmp_path / "slugs.csv"
    slugs.write_text("slug\nlunch\nnowhere\n")
    told = say(tmp_path, "batch", slugs, "--links", "--out", tmp_path / "out.pdf", "--json")
    found = json.loads(told.stdout)
    assert (told.exit_code, found["made"]) == (1, 1)
    assert [(one["row"], one["code"]) for one in found["problems"]] == [(3, "not_found")]
    assert [text.lower() for [text] in texts(tmp_path / "out.pdf")] == ["http://localhost:8765/r/lunch"]


def test_after_ctrl_c_the_same_command_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, out = tmp_path / "list.csv", tmp_path / "out.pdf"
    path.write_text("url\n" + "".join(f"https://example.com/{row}\n" for row in range(201)))

    def interrupt(_bar: object, done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(commands._Bar, "__call__", interrupt)
        told = say(tmp_path, "batch", path, "--out", out, "--confirm")
    assert told.exit_code == 130
    assert "Run the same command again" in told.stderr
    assert not out.exists()
    again = say(tmp_path, "batch", path, "--out", out, "--confirm")
    assert again.exit_code == 0
    assert "201 codes (200 from before) on 201 pages" in again.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--as", "sheets"], "which label sheet"),
        (["--as", "sheets", "--sheet", "L1"], "There is no label sheet"),
        (["--as", "sheets", "--sheet", "L7160", "--start", "22"], "21 labels"),
        (["--as", "sheets", "--sheet", "L7160", "--line", "{oops}"], "no column “oops”"),
        (["--as", "sheets", "--sheet", "50x30", "--page", "a9"], "There is no paper “a9” here"),
        (["--as", "sheets", "--sheet", "100x50", "--page", "100x50"], "No label of 100 × 50 mm fits"),
        (["--as", "sheets", "--sheet", "50x30", "--gap-mm", "nan"], "are 0 to 500"),
        (["--as", "sheets", "--sheet", "L7160", "--page", "a3"], "for labels of a size of your own"),
        (["--format", "png"], "are PDF"),
        (["--column", "url=Missing"], "no column “Missing”"),
        (["--column", "colour=Name"], "WHAT is one of"),
        ([], "which column"),
    ],
)
def test_what_cannot_be_is_refused_in_words(tmp_path: Path, listed: Path, words: list[str], said: str) -> None:
    url = [] if not words or "--column" in words else ["--column", "url=Adresse"]
    told = say(tmp_path, "batch", listed, "--out", tmp_path / "out.pdf", *words, *url)
    assert told.exit_code in {1, 2}
    assert said in told.stderr
    assert not (tmp_path / "out.pdf").exists()


def test_a_folder_with_files_of_others_is_left_alone(tmp_path: Path, listed: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "1.svg").write_text("precious")
    words = ["batch", listed, "--out", out, "--as", "files", "--column", "url=Adresse", "--confirm", "--name", "{slug}"]
    told = say(tmp_path, *words)
    assert (told.exit_code, (out / "1.svg").read_text()) == (1, "precious")
    assert "files in it that are not of this batch" in told.stderr
    forced = say(tmp_path, *words, "--force")
    assert "2 codes" in forced.stdout
    assert (out / "1.svg").read_text() != "precious"
    assert "(2 from before)" in say(tmp_path, *words).stdout
    assert "not of this batch" in say(tmp_path, *words, "--size-mm", 30).stderr
