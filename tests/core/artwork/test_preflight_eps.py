"""Preflight of EPS: our own files pass, and each spoilt one fails at the very check that is about what was spoilt."""

import shutil
import subprocess
import tracemalloc
import zlib
from base64 import a85encode
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qrdesk.core.artwork import eps
from qrdesk.core.artwork.export import render
from qrdesk.core.artwork.preflight import preflight
from qrdesk.core.artwork.scene import Fill, Scene
from qrdesk.core.artwork.style import BLACK, paint
from qrdesk.core.errors import PreflightFailed
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft, FileOrder, Process
from qrdesk.core.schemas.design import Design
from tests.core.artwork.drawn import SCENES, TEXT, circle, dots, logo, oblong, only, shade

SPOT = paint("spot:Müller Blau 7=100,75,0,2")
HOSTILE = "%%EndComments (%%EOF\n%!PS\n) quit \\\\ \x00 čaj " + ")" * 400
INKS = (Fill((oblong(0, 0, 5, 5),), SPOT), Fill((circle(5, 5, 3),), paint("spot:Gold=0,20,60,20"), 0.5))
LAYERS = (*INKS, Fill((oblong(1, 1, 9, 2),), shade(paint("k"), paint("cmyk:80,60,0,0"))), logo(0.5))
OURS = eps.write(only(*LAYERS, width_mm=25, height_mm=25), TEXT)


def failed(content: bytes) -> dict[str, str]:
    report = preflight(content, ArtworkFormat.EPS)
    assert report.passed == all(check.passed for check in report.checks)
    assert all(check.text.endswith(".") for check in report.checks)
    return {check.code: check.text for check in report.checks if not check.passed}


@pytest.mark.parametrize("name", SCENES)
@pytest.mark.parametrize("title", [TEXT, HOSTILE], ids=["plain", "hostile"])
def test_our_own_files_pass(name: str, title: str) -> None:
    assert failed(eps.write(SCENES[name], title)) == {}


@pytest.mark.parametrize(
    "scene",
    [
        only(*LAYERS, width_mm=18.3, height_mm=40),
        dots(paint("spot:" + "č" * 30 + "=1,2,3,4")),
        dots(shade(BLACK, paint("#102080"), radial=True)),
        dots(shade(SPOT, paint("spot:Gold=0,20,60,20"), radial=True)),
        only(*INKS, Fill((oblong(1, 1, 9, 2),), shade(SPOT, paint("cmyk:0,0,0,0")), 0.5)),
        only(Fill((oblong(1, 1, 9, 2),), shade(SPOT, paint("k"))), *INKS),
        only(replace(logo(), width_mm=5, height_mm=5), width_mm=2000, height_mm=5),
    ],
)
def test_inks_gradients_and_pictures_of_ours_pass(scene: Scene) -> None:
    assert failed(eps.write(scene, TEXT)) == {}


def test_each_ink_is_listed_once_in_the_comments() -> None:
    again = Fill((oblong(6, 6, 8, 8),), SPOT)
    other = replace(SPOT, rgb=(1, 2, 3))  # the same pot of ink, by another way
    content = eps.write(only(*INKS, again, Fill((oblong(8, 8, 9, 9),), other)), TEXT)
    assert content.count(b"(M?ller Blau 7)") == 2  # as a name, and how it looks
    assert failed(content) == {}


def put(words: bytes, before: bytes = b"grestore\nend\n%%EOF") -> Callable[[bytes], bytes]:
    return lambda content: content.replace(before, words + b"\n" + before)


def swap(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new, 1)

    return change


def a_picture(samples: bytes, about: bytes = b"/Width 1 /Height 1") -> Callable[[bytes], bytes]:
    data = a85encode(zlib.compress(samples)) + b"~>"
    head = b"{ /d currentfile /ASCII85Decode filter def /s d /FlateDecode filter def << /ImageType 1 %s /DataSource s"
    return put(b"gsave\n" + head % about + b" >> image d flushfile } exec\n" + data + b"\ngrestore")


SPOILT: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "rgb": ("colours", put(b"1 0 0 setrgbcolor"), "setrgbcolor, which is for screens"),
    "rgb picture": ("colours", put(b"/DeviceRGB setcolorspace"), "DeviceRGB"),
    "rgb gradient": ("colours", put(b"<< /ColorSpace /DeviceRGB >> pop"), "DeviceRGB"),
    "lab": ("colours", put(b"[/CIEBasedABC << >>] setcolorspace"), "CIEBasedABC"),
    "rgb spot": ("colours", put(b"[/Separation (Gold) /DeviceGray {pop 0}] setcolorspace"), "substitute is not CMYK"),
    "spot of a gradient": (
        "claim",
        put(b"<< /ColorSpace [/DeviceN [/Cyan (Red)] /DeviceCMYK {pop 0 0 0}] >> pop"),
        "(Red) and does not list it",
    ),
    "rgb gradient of spots": (
        "colours",
        put(b"<< /ColorSpace [/DeviceN [/Cyan (Gold)] /CalGray {pop}] >> pop"),
        "substitute is not CMYK",
    ),
    "one plate twice": (
        "colours",
        put(b"<< /ColorSpace [/DeviceN [(Gold) (Gold)] /DeviceCMYK {0 0}] >> pop"),
        "named twice",
    ),
    "gradient of a computed space": ("colours", put(b"<< /ColorSpace [/Cyan exch] >> pop"), "space that is not known"),
    "two recipes": (
        "colours",
        put(b"[/Separation (Gold) /DeviceCMYK {dup 0 mul exch 1 mul 0 0 4 1 exch pop}] setcolorspace"),
        "“Gold” has two recipes",
    ),
    "computed ink": ("colours", put(b"0 0 0 1 1 add setcmykcolor"), "computes how much ink"),
    "font": ("fonts", put(b"/Arial findfont 9 scalefont setfont (x) show"), "(findfont)"),
    "font named": ("fonts", swap(b"%%LanguageLevel", b"%%DocumentFonts: Arial\n%%LanguageLevel"), "needs fonts"),
    "ink": ("ink", put(b"1 1 .8 .5 setcmykcolor"), "330 % of ink"),
    "ink by colour": ("ink", put(b"/DeviceCMYK setcolorspace 1 1 1 1 setcolor"), "400 % of ink"),
    "ink of a gradient": ("ink", put(b"<< /C0 [1 1 1 .9] /C1 [0 0 0 0] >> pop"), "gradient needs 390 %"),
    "ink of a picture": ("ink", a_picture(b"\xff\xff\xff\x80"), "A picture needs 350 %"),
    "picture of three": ("file", a_picture(b"abc"), "not in four inks"),
    "picture without size": ("ink", a_picture(b"abcd", b""), "how large it is"),
    "picture that is endless": ("ink", a_picture(b"abcd", b"/Width 1 /Height 99999999999"), "how large it is"),
    "picture of zeros without end": ("file", swap(b"~>", b"z" * 7_000_000 + b"~>"), "larger than anybody reads"),
    "picture that unpacks": ("file", a_picture(bytes(1 << 20)), "larger than anybody reads"),
    "server": ("closed", put(b"0 exitserver"), "exitserver"),
    "file": ("closed", put(b"(/etc/passwd) (r) file"), "It uses file"),
    "run": ("closed", put(b"(x) run"), "It uses run"),
    "delete": ("closed", put(b"(x) deletefile"), "deletefile"),
    "device": ("closed", put(b"<< /PageSize [1 1] >> setpagedevice"), "setpagedevice"),
    "quit": ("closed", put(b"quit"), "quit"),
    "hidden word": ("closed", put(b"(run) cvn load exec"), "“cvn”"),
    "hidden in a word": ("closed", put(b"/x {(a) run} def x"), "It uses run"),
    "named like ours": ("closed", put(b"/.secret pop .secret"), "“.secret”"),
    "run of a text": ("closed", put(b"(quit) exec"), "(exec)"),
    "loop": ("closed", put(b"{ } loop"), "“loop”"),
    "itself": ("closed", put(b"/x { x } def"), "“x”"),
    "rest of the file": ("closed", put(b"currentfile pop"), "(currentfile)"),
    "read by a word": ("closed", put(b"/x { currentfile pop } def"), "reads on in the file"),
    "other packing": ("closed", put(b"{ 1 /RunLengthDecode filter } pop"), "(filter)"),
    "computed name": ("closed", put(b"1 2 def"), "defines a word in a way"),
    "no kind": ("claim", swap(b"%!PS-Adobe-3.0 EPSF-3.0", b"%!PS-Adobe-3.0"), "first line"),
    "comments without end": ("claim", swap(b"%%EndComments\n", b""), "no end (EndComments)"),
    "ink not listed": ("claim", swap(b"%%+ (Gold)\n", b""), "(Gold) and does not list it"),
    "ink listed twice": ("claim", swap(b"%%+ (Gold)\n", b"%%+ (Gold)\n%%+ (Gold)\n"), "(Gold) 2 times"),
    "ink not used": ("claim", swap(b"%%+ (Gold)\n", b"%%+ (Gold)\n%%+ (Red)\n"), "(Red) and does not use it"),
    "fractions": ("boxes", swap(b"BoundingBox: 0 0 71 71", b"BoundingBox: 0 0 70.87 70.87"), "in whole points"),
    "no exact box": ("boxes", swap(b"%%HiResBoundingBox", b"%%ABoundingBox"), "exactly where it lies"),
    "box too small": ("boxes", swap(b"BoundingBox: 0 0 71 71", b"BoundingBox: 0 0 70 71"), "reaches out of"),
    "box too large": ("boxes", swap(b"BoundingBox: 0 0 71 71", b"BoundingBox: 0 0 80 71"), "larger than what is"),
    "box at the end": ("boxes", swap(b"BoundingBox: 0 0 71 71", b"BoundingBox: (atend)"), "in whole points"),
    "two boxes": ("boxes", swap(b"%%Title", b"%%BoundingBox: 0 0 71 71\n%%Title"), "once, in whole points"),
    "long line": ("file", put(b"%" + b"x" * 254), "longer than 254 bytes"),
    "not plain": ("file", put("% čaj".encode()), "not plain text"),
    "no end": ("file", swap(b"%%EOF", b"%%"), "end is missing"),
    "state kept": ("file", put(b"gsave"), "gsave or begin has no end"),
}


@pytest.mark.parametrize(("code", "spoil", "words"), SPOILT.values(), ids=SPOILT)
def test_what_was_spoilt_is_found_and_nothing_else(code: str, spoil: Callable[[bytes], bytes], words: str) -> None:
    assert failed(OURS) == {}
    found = failed(spoil(OURS))
    assert list(found) == [code], found
    assert words in found[code]


BROKEN = {
    "nothing": b"",
    "words": b"hello",
    "a head alone": b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "a preview for windows": b"\xc5\xd0\xd3\xc6" + bytes(26) + OURS,
    "zeros": bytes(10_000),
    "cut off": OURS[: len(OURS) // 2],
    "open braces": b"%!PS-Adobe-3.0 EPSF-3.0\n" + b"{" * 1_000_000,
    "closed braces": b"%!PS-Adobe-3.0 EPSF-3.0\n" + b"}" * 1_000_000,
    "open texts": b"%!PS-Adobe-3.0 EPSF-3.0\n" + b"(" * 1_000_000,
    "slashes": b"%!PS-Adobe-3.0 EPSF-3.0\n(" + b"\\" * 1_000_001,
    "a number without end": b"%!PS-Adobe-3.0 EPSF-3.0\n" + b"1" * 1_000_000,
    "digits of a word": b"%!PS-Adobe-3.0 EPSF-3.0\n" + b"1" * 1_000_000 + b"x",
    "a list without end": b"%!PS-Adobe-3.0 EPSF-3.0\n[" + b"1 /a " * 200_000,
    "numbers in a list": b"%!PS-Adobe-3.0 EPSF-3.0\n[" + b"1 " * 500_000,
    "a picture without end": OURS.replace(b"~>", b""),
    "hex": b"%!PS-Adobe-3.0 EPSF-3.0\n" + b"<" * 1_000_000,
    "names": b"%!PS-Adobe-3.0 EPSF-3.0\n" + b"/" * 100_000,
    "lines": b"%!PS-Adobe-3.0 EPSF-3.0\n" + (b"%" + b"x" * 253 + b"\n") * 4_000,
    "ends without begins": b"%!PS-Adobe-3.0 EPSF-3.0\n" + b"grestore " * 10_000,
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told_to_be_one_and_soon(content: bytes) -> None:
    tracemalloc.start()
    found = failed(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "file" in found
    assert "takes longer" not in found["file"]
    assert peak < 20 << 20


def test_patience_ends() -> None:
    report = preflight(OURS, ArtworkFormat.EPS, seconds=0)
    assert not any(check.passed for check in report.checks)
    assert "takes longer than 0 seconds" in report.checks[0].text


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_damage_makes_it_fail_itself(data: st.DataObject) -> None:
    content = bytearray(OURS[:6000])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert preflight(bytes(content), ArtworkFormat.EPS).checks


_WORDS = st.sampled_from(
    "def bind { } [ ] << >> exec currentfile filter /FlateDecode /ASCII85Decode ~> ( ) setcmykcolor setcolorspace "
    "/Separation /DeviceCMYK (x) 1 0.5 -2 gsave grestore begin end /x x setcolor /C0 /Width image \\ % \n".split(" ")
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_WORDS, max_size=40))
def test_no_order_of_words_makes_it_fail_itself(words: list[str]) -> None:
    content = b"%!PS-Adobe-3.0 EPSF-3.0\n%%EndComments\n" + " ".join(words).encode()
    assert not preflight(content, ArtworkFormat.EPS).passed


def test_an_export_is_checked_and_a_module_too_small_is_refused() -> None:
    order = ExportDraft(format=ArtworkFormat.EPS)
    report = render(TEXT, Design(), order).report.preflight
    assert report is not None
    assert report.passed
    assert {check.code for check in report.checks} >= {"file", "claim", "boxes", "closed", "ink", "module"}
    small = order.model_copy(update={"size_mm": 9.0})
    with pytest.raises(PreflightFailed, match=r"module is 0\.273 mm wide; offset printing needs 0\.33 mm"):
        render(TEXT, Design(), small)
    told = render(TEXT, Design(), small.model_copy(update={"confirmed": True})).report.preflight
    assert told is not None
    assert [check.text for check in told.checks if check.code == "module"] == [
        "A module is 0.273 mm wide, and offset printing needs 0.33 mm: it is too small, which was confirmed."
    ]


@pytest.mark.parametrize(
    ("process", "module_mm", "passed", "words"),
    [
        (Process.OFFSET, 0.41, True, "0.41 mm wide; offset printing needs 0.33 mm."),
        (Process.OFFSET, 0.35, True, "0.4 mm would be better"),
        (Process.OFFSET, 0.3, False, "Make the code 10 % larger, or confirm"),
        (Process.THERMAL_203, 0.35, False, "thermal printer of 203 dpi needs 0.375 mm"),
        (Process.GS1, 0.39, False, "a till (GS1) needs 0.396 mm"),
        (Process.GS1, 0.396, True, "0.396 mm wide"),
        (Process.GS1, 1.0, True, "takes 0.99 mm at most"),
        (Process.SCREEN, 0.01, True, "a screen takes any"),
        (Process.OFFSET, float("nan"), False, "could not be told"),
        (Process.OFFSET, 0.0, False, "could not be told"),
    ],
)
def test_a_module_is_held_against_how_it_is_printed(
    process: Process, module_mm: float, passed: bool, words: str
) -> None:
    found = preflight(OURS, ArtworkFormat.EPS, order=FileOrder(process=process), module_mm=module_mm)
    assert found.passed == passed
    assert words in found.checks[-1].text


@pytest.mark.skipif(shutil.which("gs") is None, reason="needs Ghostscript, which runs what we only read")
def test_what_passes_runs_and_leaves_ghostscript_as_it_was(tmp_path: Path) -> None:
    for number, scene in enumerate(islice(SCENES.values(), 3)):
        path = tmp_path / f"{number}.eps"
        path.write_bytes(eps.write(scene, TEXT))
        assert failed(path.read_bytes()) == {}
        run = ["gs", "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=bbox", str(path)]
        program = ["-c", "count =", "countdictstack =", "-f"]
        told = subprocess.run([*run[:-1], *program, run[-1], *program], capture_output=True, timeout=60, check=True)
        before, after = told.stdout.split()[:2], told.stdout.split()[-2:]
        assert before == after
        assert b"%%BoundingBox: 7 7 64 64" in told.stderr  # the quiet zone around is bare
