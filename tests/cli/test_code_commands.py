"""Codes, designs and static codes in a terminal: what is typed is what is drawn."""

import json
import shlex
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zxingcpp
from click.testing import CliRunner, Result
from PIL import Image

from qrdesk.cli import code_told, content_fields
from qrdesk.cli.main import cli
from qrdesk.core import resources
from qrdesk.core.schemas.artwork import FileOrder
from qrdesk.core.schemas.contents import KINDS, TYPES
from qrdesk.core.schemas.design import Design
from tests.eyes import read

Run = Callable[..., Result]


def told(answer: Result) -> Any:
    return json.loads(answer.stdout)


def test_a_press_file_is_ordered_in_one_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "menu.pdf"
    options = ("--format", "pdfx4", "--size-mm", "30", "--ink", "spot:PMS 286=100,75,0,2", "--bleed-mm", "3")
    said = told(run("code", "export", "menu", *options, "--crop-marks", "--confirm", "-o", str(file), "--json"))
    assert said["preflight"]["passed"] is True
    with pikepdf.open(file) as pdf:
        trim, bleed = pdf.pages[0].trimbox, pdf.pages[0]["/BleedBox"]
        assert float(trim[2] - trim[0]) == pytest.approx(30 / 25.4 * 72, abs=0.01)
        assert float(bleed[2] - bleed[0]) == pytest.approx(36 / 25.4 * 72, abs=0.01)
    assert read(file.read_bytes(), "application/pdf") == "http://localhost:8765/r/menu"


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.tif", "TIFF"), ("a.webp", "WEBP")]
)
def test_the_ending_of_a_file_says_its_format(run: Run, tmp_path: Path, name: str, kind: str) -> None:
    run("code", "export", "menu", "--dpi", "150", "-o", str(tmp_path / name))
    with Image.open(tmp_path / name) as picture:
        assert picture.format == kind
    refused = run("code", "export", "menu", "--format", "png", "-o", str(tmp_path / name), ok=False)
    assert f"--format is png, but {name} ends with" in refused.stderr


def test_a_trial_is_not_remembered_and_is_the_same_file(run: Run, tmp_path: Path) -> None:
    files = [tmp_path / "one.svg", tmp_path / "two.svg", tmp_path / "three.svg"]
    run("code", "export", "menu", "--trial", "-o", str(files[0]))
    run("code", "export", "menu", "--trial", "--ink", "#003366", "-o", str(files[1]))
    assert told(run("code", "list", "--json"))["data"][0]["printed_at"] is None
    run("code", "export", "menu", "-o", str(files[2]))
    assert told(run("code", "list", "--json"))["data"][0]["printed_at"]
    assert files[0].read_bytes() == files[2].read_bytes() != files[1].read_bytes()


def test_a_saved_design_is_drawn_given_to_codes_and_taken_elsewhere(run: Run, tmp_path: Path) -> None:
    look = tmp_path / "look.json"
    look.write_text(json.dumps({"ink": "#003366", "body": {"shape": "rounded"}}))
    assert "House" in run("design", "save", "House", str(look)).stdout
    for name in ("House", str(look)):
        run("code", "export", "menu", "--design", name, "-o", str(tmp_path / f"{Path(name).stem}.svg"))
    assert (tmp_path / "House.svg").read_bytes() == (tmp_path / "look.svg").read_bytes()
    assert b"#003366" in (tmp_path / "House.svg").read_bytes()
    assert "1 code changed" in run("design", "apply", "House", "--tag", "food").stdout
    code = told(run("code", "list", "--json"))["data"][0]
    assert code["design"]["ink"] == "#003366"
    run("design", "save", "From code", "--code", code["id"])
    run("design", "save", "House", "--name", "Home")
    taken = tmp_path / "all.json"
    taken.write_text(run("design", "list", "--json").stdout)
    for name in ("Home", "From code"):
        run("design", "delete", name)
    assert len(told(run("design", "import", str(taken), "--json"))) == 2
    (tmp_path / "shown.json").write_text(run("design", "show", "Home").stdout)
    run("design", "import", str(tmp_path / "shown.json"))
    designs = {one["name"]: one["design"] for one in told(run("design", "list", "--json"))}
    assert designs["Home"] == designs["From code"] == code["design"]
    refused = run("design", "apply", "Home", "qrc_0000000000", ok=False)
    assert "no code" in refused.stderr


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("wifi", "ssid=A;B", "password=12345678", "hidden=true"), "WIFI:T:WPA;S:A\\;B;P:12345678;H:true;;"),
        (("phone", "number=+49 30 90"), "tel:+493090"),
        (("geo", "latitude=52.5", "longitude=13.4"), "geo:52.5,13.4"),
        (
            ("vcard", "first_name=Anna", "phones.1.number=+492", "phones.0.number=+491", "phones.0.kind=work"),
            (
                "BEGIN:VCARD\r\nVERSION:3.0\r\nN:;Anna;;;\r\nFN:Anna\r\nTEL;TYPE=WORK:+491\r\n"
                "TEL;TYPE=CELL:+492\r\nEND:VCARD"
            ),
        ),
    ],
)
def test_a_static_code_is_typed_in_a_line_and_read(run: Run, tmp_path: Path, words: tuple[str, ...], text: str) -> None:
    made = told(run("code", "make", "--type", *words, "--name", "Bar", "--json"))
    assert (made["text"], made["link_id"], made["name"]) == (text, None, "Bar")
    run("code", "export", made["id"], "-o", str(tmp_path / "made.png"))
    assert read((tmp_path / "made.png").read_bytes(), "image/png") == text
    listed = run("code", "list", "--kind", "static").stdout
    assert len(listed.splitlines()) == 1
    assert made["id"] in listed
    assert "deleted" in run("code", "delete", made["id"]).stdout


def test_a_content_in_a_file_is_taken_as_the_api_takes_it(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "pay.json"
    file.write_text(json.dumps({"name": "Lund", "iban": "DE89370400440532013000", "amount": 12.5}))
    assert "EUR12.50" in run("code", "make", "--type", "epc", "--content", str(file)).stdout
    out = CliRunner().invoke(cli, ["code", "make", "--type", "epc"]).output
    assert "Traceback" not in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--type", "wifi", "ssid=A", "password=x"), "8 to 63"),
        (("--type", "wifi", "ssid=A"), "For an open network choose the security none"),
        (("--type", "wifi", "ssid"), "says no field"),
        (("--type", "wifi", "ssid=A", "ssid.b=B"), "has a value already"),
        (("--type", "wifi", "colour=red"), "no such field"),
        (("--type", "geo", "latitude=north", "longitude=1"), "-90 to 90"),
        ((), "Say what it is"),
        (("--content", "nothing.json"), "cannot be read"),
        (("--content", "nothing.json", "a=b"), "not both"),
    ],
)
def test_what_cannot_be_made_is_told_in_plain_words(run: Run, words: tuple[str, ...], said: str) -> None:
    refused = run("code", "make", *words, ok=False)
    assert said in refused.stderr
    assert "Traceback" not in refused.output


def test_how_a_code_would_turn_out_is_said_before(run: Run) -> None:
    size, reads, score = run("code", "preview", "menu").stdout.splitlines()
    assert size == "SVG, 25 × 25 mm, QR version 3-Q with modules of 0.676 mm"
    assert reads == "Reads http://localhost:8765/r/menu"
    assert score.endswith(" of 100: safe to print")
    assert told(run("code", "preview", "menu", "--ink", "#dddddd", "--json"))["score"]["points"] < 75


@pytest.fixture
def risky(tmp_path: Path) -> str:
    """Return the name of a file with a look that is read, though not surely."""
    path = tmp_path / "risky.json"
    eyes = {"frame": "circle", "ball": "circle"}
    path.write_text(json.dumps({"ink": "#88aa88", "eyes": eyes, "body": {"shape": "dots", "size": 0.6}}))
    return str(path)


def test_a_preview_says_why_it_is_refused_and_what_helps(run: Run, risky: str) -> None:
    said = run("code", "preview", "menu", "--design", risky)
    points = told(run("code", "preview", "menu", "--design", risky, "--json"))["score"]["points"]
    assert points < 75
    lines = said.stdout.splitlines()
    assert f"Scan score {points} of 100: do not print it" in lines
    assert any(line.startswith("  - The contrast is ") for line in lines)
    assert any(line.startswith("    What helps: Darker ink (ink #") for line in lines)
    assert lines[-1] == "Below 75 a file is made with --confirm only."
    hidden = run("code", "preview", "menu", "--ink", "#eeeeee").stdout
    assert "no file of it would be handed out, not even with --confirm" in hidden


def test_a_refusal_says_how_it_is_mended_or_confirmed_here(run: Run, risky: str, tmp_path: Path) -> None:
    file = tmp_path / "menu.svg"
    refused = run("code", "export", "menu", "--design", risky, "-o", str(file), ok=False).stderr.splitlines()
    assert refused[0].startswith("Error: The scan score is only ")
    assert "  What helps: Darker ink. Or: Black." in refused
    assert refused[-1] == "Add --confirm to export it anyway."
    as_json = run("code", "export", "menu", "--design", risky, "-o", str(file), "--json", ok=False).stderr
    assert json.loads(as_json)["error"]["message"].endswith(". Add --confirm to export it anyway.")
    assert not file.exists()
    said = run("code", "export", "menu", "--design", risky, "-o", str(file), "--confirm").stdout
    assert "Scan score not measured, because of --confirm" in said
    small = ("--format", "pdfx4", "--size-mm", "7", "--process", "thermal-203")
    refused = run("code", "export", "menu", *small, "-o", str(tmp_path / "small.pdf"), ok=False).stderr.splitlines()
    assert refused[-1].endswith("or add --confirm, and it may be so small.")


def test_an_export_says_what_was_written(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "menu.pdf"
    options = ("--format", "pdfx4", "--ink", "spot:PMS 286=100,75,0,2", "--bleed-mm", "3", "--crop-marks")
    first, *rest = run("code", "export", "menu", *options, "-o", str(file)).stdout.splitlines()
    assert first == (f"{file}: PDF/X-4, 25 × 25 mm, bleed 3 mm, crop marks, QR version 3-Q with modules of 0.676 mm")
    assert rest[:2] == ["Reads http://localhost:8765/r/menu", "Inks: PMS 286"]
    assert rest[2].endswith(" of 100: safe to print")
    assert rest[-1] == f"Preflight: all {checks_in(run, file)} checks passed"
    (tmp_path / "long.json").write_text(json.dumps({"text": "line one\n" + "word " * 60}))
    code = told(run("code", "make", "--type", "text", "--content", str(tmp_path / "long.json"), "--json"))
    lines = run("code", "export", code["id"], "--size-mm", "40", "-o", str(tmp_path / "long.svg")).stdout.splitlines()
    assert lines[1].startswith("Reads line one ⏎ word word")
    assert lines[1].endswith("(308 characters)")
    assert len(lines[1]) < 100


def checks_in(run: Run, file: Path) -> int:
    said = told(run("code", "export", "menu", "--format", "pdfx4", "-o", str(file), "--json"))
    return len(said["preflight"]["checks"])


@pytest.mark.parametrize(
    ("form", "look", "expected"),
    [
        ("pdfx4", {"ink": "#000000"}, ["black (K)"]),
        ("pdfx1a", {"ink": "#003366", "paper": "#777777"}, ["black (K)", "CMYK"]),
        ("eps", {"ink": "k", "eyes": {"frame_ink": "spot:Gold=0,20,60,20"}}, ["black (K)", "Gold"]),
        ("pdf", {"ink": "#003366"}, ["colours of screens (RGB)"]),
        ("svg", {"ink": "k"}, []),
        ("pdfx4", {"ink": "k", "logo": {"file": "fil_1"}}, ["black (K)", "the logo's own colours"]),
    ],
)
def test_inks_are_those_of_the_look(form: str, look: dict[str, Any], expected: list[str]) -> None:
    order = FileOrder.model_validate({"format": form})
    assert code_told.inks(Design.model_validate(look), order) == expected


def test_a_code_is_exported_by_its_name_where_one_has_it(run: Run, tmp_path: Path) -> None:
    file = str(tmp_path / "bar.svg")
    run("code", "make", "--type", "phone", "number=+493090", "--name", "Bar phone")
    assert "Reads tel:+493090" in run("code", "export", "bar phone", "-o", file).stdout
    run("code", "make", "--type", "phone", "number=+493091", "--name", "Bar phone")
    assert "2 codes are called “Bar phone”" in run("code", "export", "Bar phone", "-o", file, ok=False).stderr
    assert "“Foyer”" in run("code", "preview", "Foyer", ok=False).stderr


def test_a_level_that_a_standard_does_not_take_is_told(run: Run, tmp_path: Path) -> None:
    fields = ("name=Lund", "iban=DE89370400440532013000", "amount=1")
    code = told(run("code", "make", "--type", "epc", *fields, "--json"))["id"]
    said = run("code", "export", code, "--level", "H", "-o", str(tmp_path / "pay.svg"))
    assert "Warning: --level H was left out: the standard of this content has level M." in said.stderr
    assert "left out" not in run("code", "export", "menu", "--level", "M", "-o", str(tmp_path / "m.svg")).stderr


@pytest.mark.parametrize("kind", TYPES)
def test_each_type_shows_its_fields_and_its_example_makes_a_code(run: Run, kind: str) -> None:
    shown = run("code", "make", "--type", kind, "--help").stdout
    assert f"Fields of {kind}:" in shown
    names = {name.partition(".")[0] for name, _ in content_fields.fields_of(kind)}
    assert names == set(KINDS[TYPES.index(kind)].model_fields) - {"type"}
    assert [name for name, _ in content_fields.fields_of(kind) if f"\n  {name}" not in shown] == []
    refused = run("code", "make", "--type", kind, ok=False)
    assert (refused.exit_code, "Say what is in it" in refused.stderr) == (2, True)
    assert content_fields.example(kind) in refused.stderr
    run(*shlex.split(content_fields.example(kind))[1:])


def test_a_preview_knows_how_the_code_will_be_printed(run: Run) -> None:
    plain = run("code", "preview", "menu", "--size-mm", "20").stderr
    assert "thermal" not in plain
    assert "a thermal printer" in run("code", "preview", "menu", "--size-mm", "10", "--process", "thermal-203").stderr
    snapped = told(run("code", "preview", "menu", "--size-mm", "20", "--snap", "--dpi", "203", "--json"))
    dots = snapped["module_mm"] / 25.4 * 203
    assert dots == pytest.approx(round(dots), abs=0.002)
    assert "JPEG holds screen colours only" in run("code", "preview", "menu", "--format", "jpeg", "--ink", "k").stderr
    assert told(run("code", "list", "--json"))["data"][0]["printed_at"] is None


def test_a_password_is_in_no_list_and_no_line(run: Run, tmp_path: Path) -> None:
    made = run("code", "make", "--type", "wifi", "ssid=Lund", "password=secret123", "--name", "Bar")
    assert "WIFI:T:WPA;S:Lund;P:•••;;" in made.stdout
    listed, as_json = run("code", "list", "--search", "lund"), run("code", "list", "--json")
    exported = run("code", "export", "Bar", "-o", str(tmp_path / "bar.svg"))
    for said in (made, listed, as_json, exported):
        assert "secret123" not in said.output
    assert "Bar" in listed.stdout
    assert "never exported" in listed.stdout
    assert not run("code", "list", "--search", "secret123").stdout
    code_id = told(as_json)["data"][0]["id"]
    assert told(run("code", "preview", "Bar", "--json"))["decoded"] == "WIFI:T:WPA;S:Lund;P:secret123;;"
    assert told(run("code", "not-printed", code_id, "--json"))["printed_at"] is None


def test_the_article_number_stands_below_the_code_as_bars(run: Run, tmp_path: Path) -> None:
    fields = ("domain=https://id.example.com", "number=09506000134352")
    code = told(run("code", "make", "--type", "gs1", *fields, "--json"))
    with_bars, without = tmp_path / "with.png", tmp_path / "without.png"
    run("code", "export", code["id"], "--barcode", "--size-mm", "40", "-o", str(with_bars))
    run("code", "export", code["id"], "--no-barcode", "--size-mm", "40", "-o", str(without))
    assert barcodes(with_bars) == {"EAN13": "9506000134352", "QRCode": code["text"]}
    assert barcodes(without) == {"QRCode": code["text"]}
    assert "carries none" in run("code", "export", "menu", "--barcode", "-o", str(with_bars), ok=False).stderr


def barcodes(path: Path) -> dict[str, str]:
    """Return what stands in a picture, by its kind."""
    with Image.open(path) as picture:
        found = zxingcpp.read_barcodes(picture.convert("L"), text_mode=zxingcpp.TextMode.Plain)
    return {one.format.name: one.text for one in found}


def test_fonts_and_profiles_are_brought_and_what_is_none_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "own.otf"
    file.write_bytes(resources.path("fonts/inter-regular.otf").read_bytes())
    font = told(run("file", "upload", str(file), "--kind", "font", "--json"))
    assert (font["kind"], font["media_type"], font["name"]) == ("font", "font/otf", "own.otf")
    Image.new("RGB", (9, 9)).save(out := BytesIO(), "PNG")
    file.write_bytes(out.getvalue())
    assert "no font that can be used" in run("file", "upload", str(file), "--kind", "font", ok=False).stderr
