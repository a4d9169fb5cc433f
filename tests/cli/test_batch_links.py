"""qrdesk batch --links: each code with its own look, remembered as printed once, whatever ends the run before."""

import json
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from click.testing import CliRunner, Result
from PIL import Image

from qrdesk.cli import batch_links, batch_printed
from qrdesk.cli.main import cli
from qrdesk.client import (
    Client,
    CodeDraft,
    CodesOfLinksReport,
    CodeView,
    Design,
    ErrorCorrection,
    FileDraft,
    Frame,
    FrameShape,
    LinkDraft,
    Logo,
    ServerUnreachable,
    Upload,
)
from qrdesk.client.codes import Codes
from qrdesk.core.settings import Settings
from tests.forms import LOGO

Colour = tuple[int, int, int]
RED, BLUE, BLACK = (204, 0, 0), (0, 0, 153), (0, 0, 0)
LOOKS = {"one": Design(ink="#cc0000"), "two": Design(ink="#000099"), "three": None}


@pytest.fixture
def slugs(tmp_path: Path) -> Path:
    """A list of three links that are there, with codes of their own looks but for the last, and of one that is not."""
    with Client.local(str(tmp_path / "desk.db"), Settings(data_dir=str(tmp_path / "data"))) as client:
        for slug, look in LOOKS.items():
            client.links.create(LinkDraft(destination="https://example.com/", slug=slug))
            if look is not None:
                client.codes.create(CodeDraft(link_id=slug, design=look))
    path = tmp_path / "slugs.csv"
    path.write_text("slug\none\ntwo\nnowhere\nthree\n")
    return path


@pytest.fixture(autouse=True)
def _data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QRDESK_DATA_DIR", str(tmp_path / "data"))


def say(tmp_path: Path, *words: object) -> Result:
    return CliRunner().invoke(cli, [*map(str, words), "--database", str(tmp_path / "desk.db")])


def codes(tmp_path: Path) -> dict[str, list[CodeView]]:
    """Return all codes by the last part of what they carry."""
    with Client.local(str(tmp_path / "desk.db"), Settings(data_dir=str(tmp_path / "data"))) as client:
        found: dict[str, list[CodeView]] = {}
        for code in client.codes.each():
            found.setdefault(code.text.rpartition("/")[2].lower(), []).append(code)
        return found


def counts(tmp_path: Path) -> dict[str, int]:
    """Return how often each code was remembered as printed; there is one for each link."""
    return {slug: code.export_count for slug, [code] in codes(tmp_path).items()}


def read(picture: Image.Image) -> tuple[str, Colour]:
    """Return what a picture says (its last part), and the darkest of the colours that there is much of."""
    [code] = zxingcpp.read_barcodes(picture)
    plain = picture.convert("RGB")
    found: Any = plain.getcolors(1 << 24)
    much = [colour for count, colour in found if count > plain.width * plain.height / 50]
    return code.text.rpartition("/")[2].lower(), min(much, key=sum)


def pages(path: Path) -> dict[str, Colour]:
    with pypdfium2.PdfDocument(path.read_bytes()) as file:
        return dict(read(page.render(scale=4).to_pil()) for page in file)


def words_of(path: Path) -> list[str]:
    """Return the lines that stand on the pages."""
    told = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True, timeout=60)
    return [line for line in told.stdout.replace("\f", "\n").splitlines() if line.strip()]


def packed(path: Path) -> dict[str, Colour]:
    with zipfile.ZipFile(path) as files:
        return dict(read(Image.open(BytesIO(files.read(name)))) for name in files.namelist())


@pytest.mark.parametrize(("words", "read_back"), [((), pages), (("--as", "zip", "--format", "png"), packed)])
def test_each_code_has_its_own_look_and_is_remembered_as_printed(
    tmp_path: Path, slugs: Path, words: tuple[str, ...], read_back: Callable[[Path], dict[str, Colour]]
) -> None:
    out = tmp_path / "out"
    told = say(tmp_path, "batch", slugs, "--links", "--out", out, "--confirm", *words)
    assert told.exit_code == 1
    assert "Row 4 of the file: There is no link “nowhere” here." in told.stderr
    assert "Warning: not for print: localhost:8765 only works on this computer or network." in told.stderr
    assert "Remembered as printed: 3 codes" in told.stdout
    assert read_back(out) == {"one": RED, "two": BLUE, "three": BLACK}
    assert counts(tmp_path) == {"one": 1, "two": 1, "three": 1}
    assert all(code.printed_at for [code] in codes(tmp_path).values())
    assert not list(tmp_path.glob(".out*"))


def test_a_look_that_is_named_is_that_of_all_and_a_trial_remembers_none(tmp_path: Path, slugs: Path) -> None:
    out = tmp_path / "out.pdf"
    told = say(tmp_path, "batch", slugs, "--links", "--out", out, "--ink", "#000099", "--trial", "--confirm")
    assert "A trial: the codes are not remembered as printed." in told.stdout
    assert pages(out) == {"one": BLUE, "two": BLUE, "three": BLUE}
    assert words_of(out) == ["TRIAL", "leads only to this computer", "not for use"] * 3
    assert counts(tmp_path) == {"one": 0, "two": 0, "three": 0}
    again = say(tmp_path, "batch", slugs, "--links", "--out", out, "--force", "--json", "--confirm")
    assert (json.loads(again.stdout)["remembered"], json.loads(again.stdout)["made"]) == (3, 3)
    assert pages(out)["one"] == RED
    assert words_of(out) == [], "it is none"
    folder = tmp_path / "files"
    say(tmp_path, "batch", slugs, "--links", "--out", folder, "--as", "files", "--trial", "--confirm")
    assert [one.name for one in sorted(folder.iterdir())] == [
        "trial-0001-one.svg", "trial-0002-two.svg", "trial-0004-three.svg",
    ]  # fmt: skip
    plain = say(tmp_path, "batch", slugs, "--out", tmp_path / "other.pdf", "--trial", "--confirm")
    assert (plain.exit_code, "4 codes" in plain.stdout) == (0, True)  # nothing would be remembered of it anyway


def test_looks_bring_their_own_logos_along(tmp_path: Path, slugs: Path) -> None:
    with Client.local(str(tmp_path / "desk.db"), Settings(data_dir=str(tmp_path / "data"))) as client:
        logo = client.files.upload(FileDraft(kind="logo"), Upload(LOGO, "logo.svg"))
        frame = Frame(shape=FrameShape.LABEL_BELOW, text="Menu")
        plain = Design(ink="#000099", error_correction=ErrorCorrection.H, frame=frame)
        [code] = client.codes.list({"link_id": "one"}).data
        client.codes.update(code.id, {"design": plain.model_copy(update={"logo": Logo(file=logo.id, size=0.2)})})
        [code] = client.codes.list({"link_id": "two"}).data
        client.codes.update(code.id, {"design": plain})
    out = tmp_path / "out.zip"
    told = say(tmp_path, "batch", slugs, "--links", "--out", out, "--as", "zip", "--size-mm", 40, "--confirm")
    assert "3 codes" in told.stdout, told.output
    with zipfile.ZipFile(out) as files:
        with_logo, without, _ = (files.read(name).decode() for name in sorted(files.namelist()))
    assert len(with_logo) != len(without)
    assert packed_svg_fills(with_logo) - packed_svg_fills(without), "the logo has inks of its own"


def packed_svg_fills(content: str) -> set[str]:
    return {one.partition('"')[0] for one in content.split('fill="')[1:]}


def test_only_codes_that_were_made_are_remembered(tmp_path: Path, slugs: Path) -> None:
    with Client.local(str(tmp_path / "desk.db"), Settings(data_dir=str(tmp_path / "data"))) as client:
        [code] = client.codes.list({"link_id": "two"}).data
        client.codes.update(code.id, {"design": Design(ink="#ffffff")})
    told = say(tmp_path, "batch", slugs, "--links", "--out", tmp_path / "out.pdf", "--confirm", "--json")
    report = json.loads(told.stdout)
    assert (report["made"], report["remembered"], [one["row"] for one in report["problems"]]) == (2, 2, [3, 4])
    assert counts(tmp_path) == {"one": 1, "two": 0, "three": 1}


def test_a_list_is_asked_for_in_parts_and_the_same_link_is_one_code(
    tmp_path: Path, slugs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    of_links = Codes.of_links

    def counted(self: Codes, draft: Any, **more: Any) -> CodesOfLinksReport:
        asked.append(len(draft.links))
        return of_links(self, draft, **more)

    monkeypatch.setattr(Codes, "of_links", counted)
    monkeypatch.setattr(batch_links, "_AT_ONCE", 4)
    slugs.write_text(f"slug,name\nthree,a\nthree,b\nTHREE,c\n,d\n{'x' * 300},e\none\a,f\none,g\n")
    words = ("--out", tmp_path / "out.pdf", "--keep-duplicates", "--json", "--confirm")
    told = say(tmp_path, "batch", slugs, "--links", *words)
    report = json.loads(told.stdout)
    assert (report["made"], report["remembered"], asked) == (4, 2, [2, 1])
    assert [one["row"] for one in report["problems"]] == [5, 6, 7]
    assert report["problems"][0]["text"] == "There is no slug in this row."
    assert counts(tmp_path) == {"one": 1, "two": 0, "three": 1}


@pytest.mark.parametrize("arrived", [False, True], ids=["before it arrived", "after it arrived"])
@pytest.mark.parametrize("form", ["pdf", "files"])
def test_stopped_while_codes_are_remembered_the_same_command_goes_on(
    tmp_path: Path, slugs: Path, monkeypatch: pytest.MonkeyPatch, form: str, arrived: bool
) -> None:
    remember, sent, out = Codes.remember_printed, list[Any](), tmp_path / "out"
    monkeypatch.setattr(batch_printed, "_AT_ONCE", 1)

    def away(self: Codes, draft: Any, **more: Any) -> Any:
        sent.append(draft)
        report = remember(self, draft, **more) if len(sent) == 1 or arrived else None
        if len(sent) == 2:
            raise ServerUnreachable("The server is away.")
        return report

    words = ("batch", slugs, "--links", "--as", form, "--out", out, "--confirm")
    with monkeypatch.context() as patched:
        patched.setattr(Codes, "remember_printed", away)
        told = say(tmp_path, *words)
    assert told.exit_code == 6
    assert "is finished; its codes are not all remembered as printed. Run the same command again" in told.stderr
    assert sorted(counts(tmp_path).values()) == ([0, 1, 1] if arrived else [0, 0, 1])
    again = say(tmp_path, *words)
    assert again.exit_code == 1  # for the row that is no use
    assert "3 codes (3 from before)" in again.stdout
    assert counts(tmp_path) == {"one": 1, "two": 1, "three": 1}
    third = say(tmp_path, *words)
    assert ("stays as it is" if form == "pdf" else "They were remembered as printed before.") in third.output
    assert counts(tmp_path) == {"one": 1, "two": 1, "three": 1}
    assert say(tmp_path, *words, "--anew", "--force").exit_code == 1
    assert counts(tmp_path) == {"one": 2, "two": 2, "three": 2}


def test_stopped_while_codes_are_drawn_none_is_made_twice_nor_remembered_before_the_end(
    tmp_path: Path, slugs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_printed: object, *_more: object) -> None:
        raise KeyboardInterrupt

    words = ("batch", slugs, "--links", "--out", tmp_path / "out.pdf", "--confirm")
    with monkeypatch.context() as patched:
        patched.setattr(batch_printed.Printed, "drawn", interrupt)
        told = say(tmp_path, *words)
    assert (told.exit_code, "Run the same command again" in told.stderr) == (130, True)
    assert counts(tmp_path) == {"one": 0, "two": 0, "three": 0}
    again = say(tmp_path, *words)
    assert "3 codes (3 from before)" in again.stdout
    assert counts(tmp_path) == {"one": 1, "two": 1, "three": 1}


@pytest.mark.parametrize("form", ["pdf", "files"])
def test_codes_that_were_not_told_are_told_though_the_list_was_changed_meanwhile(
    tmp_path: Path, slugs: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    def away(*_: Any, **__: Any) -> Any:
        raise ServerUnreachable("The server is away.")

    out = tmp_path / "out"
    words = ("batch", slugs, "--links", "--as", form, "--out", out, "--confirm")
    with monkeypatch.context() as patched:
        patched.setattr(Codes, "remember_printed", away)
        assert say(tmp_path, *words).exit_code == 6
    slugs.write_text("slug\none\ntwo\n")
    again = say(tmp_path, *words, "--size-mm", 30)
    assert (again.exit_code, "stays as it is" in again.stderr) == (1, True)
    assert "Remembered as printed, of the batch before: 3 codes" in again.stderr
    assert counts(tmp_path) == {"one": 1, "two": 1, "three": 1}
    assert "of the batch before" not in say(tmp_path, *words, "--size-mm", 30, "--force").stderr
    assert counts(tmp_path) == {"one": 2, "two": 2, "three": 1}


def test_codes_are_not_told_where_another_batch_put_its_output(
    tmp_path: Path, slugs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_maker: object) -> None:
        raise KeyboardInterrupt

    words = ("batch", slugs, "--links", "--out", tmp_path / "out.pdf", "--confirm")
    with monkeypatch.context() as patched:
        patched.setattr("qrdesk.core.artwork.batches.maker.Maker.hand_out", interrupt)
        assert say(tmp_path, *words).exit_code == 130
    other = say(tmp_path, *words, "--ink", "#000099", "--trial")
    assert "3 codes" in other.stdout, other.output
    again = say(tmp_path, *words)
    assert (again.exit_code, "stays as it is" in again.stderr) == (1, True)
    assert pages(tmp_path / "out.pdf") == {"one": BLUE, "two": BLUE, "three": BLUE}
    assert counts(tmp_path) == {"one": 0, "two": 0, "three": 0}


def test_two_runs_that_tell_of_the_same_output_do_not_meet(tmp_path: Path, slugs: Path) -> None:
    out = tmp_path / "out.pdf"
    with batch_printed.alone(out):
        told = say(tmp_path, "batch", slugs, "--links", "--out", out, "--confirm")
    assert (told.exit_code, f"Another run makes {out} just now." in told.stderr) == (1, True)
    assert not out.exists()
