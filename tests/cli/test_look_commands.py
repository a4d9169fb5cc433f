"""Looks in a terminal: presets, looks of qr-code-styling, several parts of one text, and profiles of presses."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import zxingcpp
from click.testing import Result
from PIL import Image

from qrdesk.client import Design
from qrdesk.core.artwork import presets, profiles
from tests.eyes import read

Run = Callable[..., Result]
TEXT = ", ".join(f"{number:04d} boxes of nails" for number in range(20))


def told(answer: Result) -> Any:
    return json.loads(answer.stdout)


def long_code(run: Run, tmp_path: Path) -> str:
    (tmp_path / "long.json").write_text(json.dumps({"text": TEXT}))
    return str(told(run("code", "make", "--type", "text", "--content", str(tmp_path / "long.json"), "--json"))["id"])


def test_presets_are_listed_as_they_are_shown(run: Run) -> None:
    listed = told(run("design", "presets", "--json"))
    assert [(one["name"], one["group"]) for one in listed] == [(one.name, one.group) for one in presets.every()]
    assert [Design.model_validate(one["design"]) for one in listed] == [one.design for one in presets.every()]
    lines = run("design", "presets").stdout.splitlines()
    assert len(lines) == len(listed) > 20
    assert lines[1].split("  ")[0] == "Rounded"


def test_a_preset_is_a_look_to_begin_with(run: Run, tmp_path: Path) -> None:
    ocean = presets.named("Ocean").design
    file = str(tmp_path / "a.svg")
    run("code", "export", "menu", "--preset", " oCEAN", "--margin", "6", "-o", file)
    run("design", "save", "Ours", "--preset", "Ocean")
    assert Design.model_validate(told(run("design", "show", "Ours", "--json"))["design"]) == ocean
    run("code", "export", "menu", "--design", "Ours", "--margin", "6", "-o", str(tmp_path / "b.svg"))
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    made = told(run("code", "make", "--type", "text", "text=Hello", "--preset", "Ocean", "--json"))
    assert Design.model_validate(made["design"]) == ocean
    assert "safe to print" in run("code", "preview", "menu", "--preset", "Ocean").stdout
    refused = run("code", "export", "menu", "--preset", "Lake", "-o", file, ok=False)
    assert "There is no preset “Lake”" in refused.stderr
    both = run("code", "export", "menu", "--preset", "Ocean", "--design", "Ours", "-o", file, ok=False)
    assert "Leave one of them out" in both.stderr


def test_new_codes_of_a_domain_begin_with_a_preset(run: Run) -> None:
    ocean = presets.named("Ocean").design
    updated = told(run("domain", "update", "localhost:8765", "--preset", "ocean", "--json"))
    assert Design.model_validate(updated["default_design"]) == ocean
    run("link", "create", "https://example.com/new", "--slug", "new")
    assert Design.model_validate(told(run("code", "create", "new", "--json"))["design"]) == ocean
    both = run("domain", "update", "localhost:8765", "--preset", "Ocean", "--design", "none", ok=False)
    assert "Leave one of them out" in both.stderr
    assert told(run("domain", "update", "localhost:8765", "--design", "none", "--json"))["default_design"] is None
    run("design", "save", "Ours", "--preset", "Ocean")
    named = told(run("domain", "update", "localhost:8765", "--design", "Ours", "--json"))
    assert Design.model_validate(named["default_design"]) == ocean


def test_a_list_is_drawn_with_a_preset(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("text\nhello\n")
    out = tmp_path / "out.pdf"
    run("batch", str(tmp_path / "list.csv"), "--preset", "Press navy, one ink", "--out", str(out))
    with pikepdf.open(out) as pdf:
        assert b"/Separation" in b"".join(one.unparse(resolved=True) for one in pdf.objects)


def test_a_look_of_qr_code_styling_comes_in_and_goes_out(run: Run, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.json"
    theirs.write_text(
        json.dumps({"dotsOptions": {"type": "classy", "color": "#7a1f3d"}, "plugin": 1, "image": "a.png"})
    )
    said = run("design", "import", str(theirs), "--styling", "--name", "Wine")
    assert "Wine" in said.stdout
    assert "Note: plugin has no counterpart here." in said.stderr
    design = told(run("design", "show", "Wine", "--json"))["design"]
    assert (design["ink"], design["body"]["shape"]) == ("#7a1f3d", "classy")
    options = told(run("design", "show", "Wine", "--styling"))
    assert options["dotsOptions"] == {"type": "classy", "color": "#7a1f3d"}
    whole = told(run("design", "show", "Wine", "--styling", "--json"))
    assert (whole["options"], whole["notes"]) == (options, [])
    again = tmp_path / "again.json"
    again.write_text(json.dumps(options))
    told(run("design", "import", str(again), "--styling", "--name", "wine", "--json"))
    assert [one["name"] for one in told(run("design", "list", "--json"))] == ["Wine"]


@pytest.mark.parametrize(
    ("options", "words", "said"),
    [
        (
            {"dotsOptions": {"type": "blobs"}},
            ("--styling", "--name", "A"),
            "options.dotsOptions.type: This must be one",
        ),
        ({"margin": float("nan")}, ("--styling", "--name", "A"), "options.margin"),
        ([], ("--styling", "--name", "A"), "no JSON object"),
        ({}, ("--styling",), "go together"),
        ({}, ("--name", "A"), "go together"),
        ({}, ("--logo", "fil_0000000000"), "needs both"),
        ({"image": "x"}, ("--styling", "--name", "A", "--logo", "fil_0000000000"), "no logo with this id"),
    ],
)
def test_a_look_that_cannot_be_used_is_refused(
    run: Run, tmp_path: Path, options: object, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "theirs.json").write_text(json.dumps(options))
    assert said in run("design", "import", str(tmp_path / "theirs.json"), *words, ok=False).stderr
    assert told(run("design", "list", "--json")) == []


def test_a_long_text_is_spread_over_parts_that_say_it_together(run: Run, tmp_path: Path) -> None:
    code = long_code(run, tmp_path)
    said = told(
        run("code", "export", code, "--parts", "3", "--dpi", "200", "-o", str(tmp_path / "nails.png"), "--json")
    )
    names = [str(tmp_path / f"nails-{part}.png") for part in (1, 2, 3)]
    assert [one["file"] for one in said["files"]] == names
    assert not (tmp_path / "nails.png").exists()
    found = [zxingcpp.read_barcodes(Image.open(name))[0] for name in names]
    assert "".join(one.text for one in found) == "".join(one["decoded"] for one in said["files"]) == TEXT
    assert len({one.text for one in found}) == 3
    (static,) = told(run("code", "list", "--kind", "static", "--json"))["data"]
    assert static["printed_at"]


def test_parts_are_all_written_or_none(run: Run, tmp_path: Path) -> None:
    code = long_code(run, tmp_path)
    (tmp_path / "nails-1.svg").write_text("before")
    (tmp_path / "nails-2.svg").mkdir()
    refused = run("code", "export", code, "--parts", "2", "-o", str(tmp_path / "nails.svg"), ok=False)
    assert "nails-2.svg cannot be written" in refused.stderr
    assert (tmp_path / "nails-1.svg").read_text() == "before"
    left = [one.name for one in tmp_path.iterdir() if one.name.startswith((".nails", "nails"))]
    assert sorted(left) == ["nails-1.svg", "nails-2.svg"]


def test_what_scans_badly_leaves_no_part_and_no_memory(run: Run, tmp_path: Path) -> None:
    code = long_code(run, tmp_path)
    words = ("code", "export", code, "--parts", "2", "--ink", "#cccccc", "-o", str(tmp_path / "pale.svg"))
    assert "only" in run(*words, ok=False).stderr
    assert list(tmp_path.glob("pale*")) == []
    (static,) = told(run("code", "list", "--kind", "static", "--json"))["data"]
    assert static["printed_at"] is None
    run(*words, "--confirm", "--trial")
    assert len(list(tmp_path.glob("pale-*.svg"))) == 2


def test_several_files_do_not_go_to_standard_output(run: Run) -> None:
    refused = run("code", "export", "menu", "--parts", "2", "-o", "-", ok=False)
    assert "2 parts are 2 files, and standard output is one." in refused.stderr
    assert refused.stdout == ""


def test_a_profile_in_a_file_is_uploaded_once(run: Run, tmp_path: Path) -> None:
    own = profiles.profile(b"").content
    own = (len(own) + 4).to_bytes(4, "big") + own[4:] + bytes(4)  # not the one that QRDesk brings along
    (tmp_path / "Press.ICC").write_bytes(own)
    order = ("code", "export", "menu", "--format", "pdfx4", "--ink", "k", "--confirm")
    for name in ("one", "two"):
        run(*order, "--profile", str(tmp_path / "Press.ICC"), "-o", str(tmp_path / f"{name}.pdf"))
    (kept,) = told(run("file", "list", "--kind", "profile", "--json"))["data"]
    assert (kept["name"], kept["size_bytes"]) == ("Press.ICC", len(own))
    run(*order, "--profile", kept["id"], "-o", str(tmp_path / "three.pdf"))
    files = [(tmp_path / f"{name}.pdf").read_bytes() for name in ("one", "two", "three")]
    assert files[0] == files[1] == files[2]
    with pikepdf.open(tmp_path / "one.pdf") as pdf:
        intents: Any = pdf.Root["/OutputIntents"]
        assert intents[0].DestOutputProfile.read_bytes() == own
    assert read(files[0], "application/pdf") == "http://localhost:8765/r/menu"


@pytest.mark.parametrize(
    ("name", "content", "said"), [("no.icc", None, "cannot be read"), ("text.icc", b"hello", "cannot be used")]
)
def test_a_profile_that_is_none_is_refused(
    run: Run, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    words = ("--format", "pdfx4", "--profile", str(tmp_path / name), "-o", str(tmp_path / "a.pdf"))
    assert said in run("code", "export", "menu", *words, ok=False).stderr
    assert not (tmp_path / "a.pdf").exists()
