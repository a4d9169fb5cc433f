"""The scan score: plain codes are safe, bad ones fall as far as readers fail, and each fix that is offered helps."""

import subprocess
import sys
from dataclasses import replace
from functools import cache

import pytest

from qrdesk.core.artwork import scan
from qrdesk.core.artwork.assets import NOTHING, Assets
from qrdesk.core.artwork.drawing import build, covered
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.schemas.artwork import ExportDraft, Process, ScanScore
from qrdesk.core.schemas.design import (
    Body,
    BodyShape,
    Design,
    ErrorCorrection,
    Eye,
    Eyes,
    EyeShape,
    Gradient,
    Logo,
    Stop,
    SymbolWish,
)

URL = "https://go.example.com/r/AB12CD"  # version 3
RED_SQUARE = Assets(
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="#d00"/></svg>',
    "image/svg+xml",
)
H = ErrorCorrection.H


def score(design: Design, text: str = URL, *, size_mm: float = 25, process: Process = Process.OFFSET) -> ScanScore:
    return _score(design.model_dump_json(), text, size_mm, process)


@cache  # many fixes lead to the same design
def _score(wanted: str, text: str, size_mm: float, process: Process) -> ScanScore:
    design = Design.model_validate_json(wanted)
    symbol = encode(text, design.error_correction, design.symbol)
    assets = NOTHING if design.logo is None else RED_SQUARE
    hidden = covered(symbol, design, assets)
    symbol = encode(text, design.error_correction, design.symbol, cleared=hidden)
    scene = build(symbol, design, size_mm, assets)
    return scan.score(scene, symbol, text, design, ExportDraft(size_mm=size_mm, process=process), covered=hidden)


def logo(size: float, **more: object) -> Logo:
    return Logo.model_validate({"file": "fil_8X3k9pLMw7", "size": size, **more})


def gradient(*colours: str) -> Gradient:
    return Gradient(stops=tuple(Stop(at=at / (len(colours) - 1), colour=one) for at, one in enumerate(colours)))


def codes(found: ScanScore) -> list[str]:
    return [reason.code for reason in found.reasons]


@pytest.mark.parametrize("text", ["HELLO", URL, URL + "/" + "summer-menu" * 3], ids=["v1", "v3", "v5"])
def test_a_plain_code_is_safe_and_nothing_is_said_of_it(text: str) -> None:
    found = score(Design(), text, size_mm=30)
    assert found.points >= 95
    assert (found.verdict, found.grade, found.reasons, found.reserve) == ("safe", "A", (), 1)
    assert found.contrast > 0.95


CIRCLES = Eyes(frame=EyeShape.CIRCLE, ball=EyeShape.CIRCLE)
DOTS = Body(shape=BodyShape.DOTS, size=0.8)
# What facts say of each: decode rates by style, in simulated photographs. Least and most points, and the first reason.
STYLES = {
    "level H": (Design(error_correction=H), 95, 100, ""),
    "rounded": (Design(body=Body(shape=BodyShape.ROUNDED)), 95, 100, ""),
    "dots 80": (Design(body=DOTS), 80, 95, "photographs_missed"),
    "dots 60": (Design(body=Body(shape=BodyShape.DOTS, size=0.6)), 40, 74, "modulation_low"),
    "round eyes": (Design(body=Body(shape=BodyShape.ROUNDED), eyes=CIRCLES), 75, 89, "eyes_round"),
    "dots and round eyes": (Design(body=DOTS, eyes=CIRCLES), 50, 74, "eyes_round"),
    "one round eye": (Design(eyes=Eyes(top_right=Eye(frame=EyeShape.CIRCLE))), 50, 92, "eyes_round"),
    "eyes half round": (Design(eyes=Eyes(frame=EyeShape.ROUNDED, frame_radius=0.5)), 85, 97, "eyes_round"),
    "pale eyes": (Design(eyes=Eyes(frame_ink="#ff8800")), 0, 60, "eye_damaged"),
    "grey": (Design(ink="#bfbfbf"), 60, 85, "contrast_low"),
    "yellow": (Design(ink="#ffff00"), 0, 0, "contrast_low"),
    "red on green": (Design(ink="#ff0000", paper="#00a000"), 0, 0, "unreadable"),
    "red": (Design(ink="#ff0000"), 75, 93, "red_contrast_low"),
    "orange ink on a press": (Design(ink="cmyk:0,60,100,0"), 60, 89, "contrast_low"),
    "inverted": (Design(ink="#ffffff", paper="#000000"), 75, 89, "inverted"),
    "gradient to orange": (Design(ink_gradient=gradient("#000080", "#ffa500")), 75, 95, "modulation_low"),
    "narrow margin": (Design(quiet_zone=1), 75, 92, "quiet_zone_narrow"),
    "no margin": (Design(quiet_zone=0), 0, 20, "unreadable"),
    "round symbol": (Design(symbol=SymbolWish(shape="circle")), 80, 94, "quiet_zone_narrow"),
    "logo 10 % M": (Design(logo=logo(0.1)), 85, 100, ""),
    "logo 24 % M": (Design(logo=logo(0.24)), 50, 74, "logo_reserve"),
    "logo 30 % M": (Design(logo=logo(0.3), symbol=SymbolWish(boost=False)), 0, 0, "unreadable"),
    "logo 28 % H": (Design(logo=logo(0.28), error_correction=H), 60, 89, "logo_reserve"),
}


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.fast_cases(4)
def test_a_style_falls_as_far_as_readers_fail_and_each_fix_raises_it(name: str) -> None:
    design, least, most, first = STYLES[name]
    found = score(design)
    assert least <= found.points <= most, found
    assert codes(found)[:1] == ([first] if first else [])
    assert (found.verdict == "safe", found.verdict == "stop") == (found.points >= 90, found.points < 75)
    for fix in (fix for reason in found.reasons for fix in reason.fixes):
        assert score(scan.applied(design, fix.changes)).points > found.points, fix


@pytest.mark.parametrize(
    "name", ["dots 60", "round eyes", "one round eye", "pale eyes", "yellow", "red", "inverted", "logo 24 % M"]
)
def test_what_can_be_mended_has_a_fix_with_a_label(name: str) -> None:
    found = score(STYLES[name][0])
    labels = [fix.label for reason in found.reasons for fix in reason.fixes]
    assert labels
    assert max(map(len, labels)) <= 30


def test_fixes_are_those_that_the_studio_shows() -> None:
    found = score(STYLES["logo 24 % M"][0])
    (fix, *_) = found.reasons[0].fixes
    assert (fix.label, fix.changes) == ("Use 17 %", {"logo": {"size": 0.17}})
    circles = score(STYLES["round eyes"][0]).reasons[0].fixes[0]
    assert circles.label == "Use 30 %"
    assert scan.applied(STYLES["round eyes"][0], circles.changes).eyes.frame_radius == 0.3


def test_a_level_is_offered_where_it_leaves_more() -> None:
    design = Design(logo=logo(0.24), error_correction=ErrorCorrection.L, symbol=SymbolWish(boost=False))
    found = score(design)
    levels = [fix for reason in found.reasons for fix in reason.fixes if "error_correction" in fix.changes]
    assert levels
    assert score(scan.applied(design, levels[0].changes)).points > found.points


@pytest.mark.parametrize(
    ("size_mm", "process", "code"),
    [
        (9, Process.OFFSET, "module_small"),
        (14, Process.THERMAL_203, "module_small"),
        (14, Process.THERMAL_300, ""),
        (9, Process.SCREEN, ""),
        (40, Process.GS1, "module_large"),
        (14, Process.GS1, "module_small"),
        (25, Process.GS1, ""),
    ],
)
def test_modules_fit_how_they_are_printed(size_mm: float, process: Process, code: str) -> None:
    found = score(Design(), size_mm=size_mm, process=process)
    assert codes(found) == ([code] if code else [])
    assert (found.points >= 95) == (not code)


def test_tills_grade_in_red_light() -> None:
    red = Design(ink="#ff0000")
    assert score(red).grade == "A"
    assert score(red, process=Process.GS1).grade == "F"


def test_press_colours_are_scored_as_they_come_out_in_print() -> None:
    cyan = Design(ink="cmyk:100,0,0,0")  # #00ffff on a screen, and much darker on paper
    printed, on_screen = score(cyan), score(cyan, process=Process.SCREEN)
    assert printed.contrast > 2 * on_screen.contrast
    assert printed.points > on_screen.points


def test_a_micro_qr_code_is_scored_too() -> None:
    found = score(Design(symbol=SymbolWish(micro=True)), "HELLO", size_mm=15)
    assert found.points >= 60
    assert found.decode_share > 0.7


def test_damage_is_the_logo_s_only_where_the_logo_is() -> None:
    design = Design(logo=logo(0.05))
    symbol = encode(URL, design.error_correction)
    wrong = {(x, y) for x in range(9, 15) for y in range(19, 26)}
    rows = [bytes(dark ^ ((x, y) in wrong) for x, dark in enumerate(row)) for y, row in enumerate(symbol.rows)]
    scene = build(replace(symbol, rows=tuple(rows)), Design(), 25)
    for hidden, code in ((wrong, "logo_reserve"), ({(14, 14)}, "reserve_low")):
        found = scan.score(scene, symbol, URL, design, ExportDraft(), covered=frozenset(hidden))
        assert found.reserve < 0.62
        assert codes(found)[0] == code


def test_it_says_that_nothing_is_left_rather_than_little_of_nothing() -> None:
    found = score(Design(logo=logo(0.28)), URL)
    said = next(one.text for one in found.reasons if one.code == "logo_reserve")
    assert found.reserve == 0
    assert said == "The logo uses up the error correction. Nothing is left for dirt and scratches."


def test_another_text_is_no_reading() -> None:
    symbol, design = encode(URL, ErrorCorrection.M), Design()
    found = scan.score(build(symbol, design, 25), symbol, URL + "X", design, ExportDraft())
    assert (found.points, found.decode_share, found.verdict) == (0, 0, "stop")


_SCRIPT = f"""
from qrdesk.core.artwork import scan
from qrdesk.core.artwork.drawing import build
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.design import Design
design = Design(ink="#a06030")
symbol = encode({URL!r}, design.error_correction)
print(scan.score(build(symbol, design, 25), symbol, {URL!r}, design, ExportDraft()).model_dump_json())
"""


def test_the_same_code_has_the_same_score_each_time_and_in_another_process() -> None:
    design = Design(ink="#a06030")
    first = score(design)
    _score.cache_clear()
    assert score(design) == first
    told = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True, timeout=60)
    assert ScanScore.model_validate_json(told.stdout) == first


def test_changes_are_merged_and_refused_where_they_make_no_design() -> None:
    design = Design(ink="#123456", logo=logo(0.3, margin=2), eyes=Eyes(frame_ink="#aa0000"))
    changed = scan.applied(design, {"logo": {"size": 0.2}, "eyes": {"frame_ink": None}, "quiet_zone": 4})
    assert changed.logo == logo(0.2, margin=2)
    assert (changed.ink, changed.eyes.frame_ink) == ("#123456", None)
    assert scan.applied(Design(), {"ink_gradient": gradient("#000000", "#333333").model_dump()}).ink_gradient
    with pytest.raises(ValueError, match="share from 0"):
        scan.applied(design, {"logo": {"size": 7}})
