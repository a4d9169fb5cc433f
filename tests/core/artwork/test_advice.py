"""Advice on sizes: by process, in dots, and with ink that spreads."""

import re
from typing import Any

import pytest

from qrdesk.core.artwork.advice import warnings
from qrdesk.core.artwork.drawing import build
from qrdesk.core.artwork.export import preview
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft, Process
from qrdesk.core.schemas.design import Body, BodyShape, Design

TEXT = "https://go.example/r/AB12CD"
SIDE = 25 + 8  # modules, quiet zone included
DOTS = Design(body=Body(shape=BodyShape.DOTS))


def said(design: Design | None = None, *, module_mm: float = 0.6, side: int = SIDE, **order: object) -> list[str]:
    draft = ExportDraft.model_validate({"format": "pdf", "size_mm": module_mm * side, **order})
    design = design or Design()
    return warnings(design, build(encode(TEXT, design.error_correction), design, draft.size_mm), draft)


@pytest.mark.parametrize("process", Process)
def test_a_good_module_on_whole_dots_needs_no_advice(process: Process) -> None:
    dpi = 300 if process is Process.THERMAL_300 else 203
    assert said(module_mm=5 * 25.4 / dpi, process=process, dpi=dpi) == []


@pytest.mark.parametrize("asked", [{"bleed_mm": 3}, {"crop_marks": True}])
@pytest.mark.parametrize("format_", ArtworkFormat)
def test_what_only_pdf_has_is_said_of_other_files(format_: ArtworkFormat, asked: dict[str, Any]) -> None:
    words = "Bleed and crop marks are for PDF; this file has none."
    assert (words in said(format=format_, **asked)) == (not format_.startswith("pdf"))
    assert words not in said(format=format_)


@pytest.mark.parametrize(
    ("process", "module_mm", "words"),
    [
        (Process.OFFSET, 0.32, "only 0.32 mm wide; offset printing needs 0.33 mm. Make the code at least 11 mm wide"),
        (Process.LASER, 0.16, "only 0.16 mm wide; a laser printer needs 0.17 mm. Make the code at least 6 mm wide"),
        (Process.THERMAL_203, 0.37, "a thermal printer of 203 dpi needs 0.375 mm. Make the code at least 13 mm"),
        (Process.THERMAL_300, 0.24, "a thermal printer of 300 dpi needs 0.25 mm. Make the code at least 9 mm wide"),
        (Process.GS1, 0.39, "a till (GS1) needs 0.396 mm. Make the code at least 14 mm wide"),
        (Process.GS1, 1.0, "is 1.00 mm wide; a till (GS1) takes 0.99 mm at most. Make the code at most 32 mm wide."),
    ],
)
def test_a_module_of_the_wrong_size_is_said_with_what_the_process_needs(
    process: Process, module_mm: float, words: str
) -> None:
    found = said(module_mm=module_mm, process=process)
    assert words in found[0]


def test_a_width_that_is_advised_mends_what_it_is_advised_for() -> None:
    for process, module_mm in ((Process.OFFSET, 0.31), (Process.THERMAL_203, 0.2), (Process.GS1, 0.2)):
        before = said(module_mm=module_mm, process=process)[0]
        wide = re.search(r"at least (\d+) mm wide", before)
        assert wide is not None
        assert not any("is only" in one for one in said(module_mm=int(wide[1]) / SIDE, process=process))


def test_what_prints_small_is_said_only_where_it_does_not() -> None:
    assert said(module_mm=0.25, process=Process.LASER) == []
    assert len(said(module_mm=0.25)) == 1
    assert said(module_mm=0.16, process=Process.SCREEN) == []


@pytest.mark.parametrize("quiet_zone", [1, 3])
def test_tills_need_the_whole_quiet_zone(quiet_zone: int) -> None:
    design, side = Design(quiet_zone=quiet_zone), 25 + 2 * quiet_zone
    found = said(design, module_mm=0.6, side=side, process=Process.GS1, dpi=254)
    assert found == [f"The quiet zone is {quiet_zone}; tills need 4 modules on each side."]


@pytest.mark.parametrize(
    ("process", "dpi", "shown"),
    [(Process.GS1, 600, 600), (Process.THERMAL_203, 600, 203), (Process.THERMAL_300, 203, 300)],
)
def test_modules_that_are_not_whole_dots_are_said_and_snap_mends_it(process: Process, dpi: int, shown: int) -> None:
    kind = ArtworkFormat.PNG if process is Process.GS1 else ArtworkFormat.PDF
    order = ExportDraft(format=kind, size_mm=23.5, process=process, dpi=dpi)
    [found] = preview(TEXT, Design(), order)[1].warnings
    assert re.match(rf"A module is \d+\.\d\d dots wide at {shown} dpi, so some modules print wider", found)
    assert f"Choose snap at {shown} dpi" in found
    mended = order.model_copy(update={"snap": True, "dpi": shown})
    assert preview(TEXT, Design(), mended)[1].warnings == []


def test_shapes_for_a_till_have_no_dots_of_ours() -> None:
    order = ExportDraft(format=ArtworkFormat.PDF, size_mm=23.5, process=Process.GS1, dpi=600)
    assert preview(TEXT, Design(), order)[1].warnings == []


def test_whole_dots_are_nothing_to_presses_and_office_printers() -> None:
    for process in (Process.OFFSET, Process.LASER, Process.SCREEN):
        assert said(module_mm=0.6001, process=process) == []


def test_ink_that_spreads_too_far_is_said_and_the_reduction_that_is_named_mends_it() -> None:
    module_mm = 3 * 25.4 / 203
    [found] = said(module_mm=module_mm, process=Process.THERMAL_203, dpi=203)
    assert found == (
        "Ink is expected to spread by 17 % of a module at each edge; 15 % is the most. "
        "Choose a bar-width reduction of 62 µm, or a larger code."
    )
    assert said(module_mm=module_mm, process=Process.THERMAL_203, dpi=203, reduce_um=62) == []


@pytest.mark.parametrize(
    ("design", "reduce_um", "thin"),
    [(Design(), 0, False), (Design(), 139, False), (Design(), 141, True), (DOTS, 79, False), (DOTS, 81, True)],
)
def test_a_reduction_that_leaves_modules_thin_is_said_sooner_of_those_that_stand_alone(
    design: Design, reduce_um: float, thin: bool
) -> None:
    found = said(design, reduce_um=reduce_um)  # 20 um are expected to spread: the rest is what is missing
    assert [one for one in found if "thin" in one] == found
    assert len(found) == thin
    if thin:
        assert f"reduction of {reduce_um} µm leaves the modules thin" in found[0]
        assert "Choose 20 µm" in found[0]


def test_small_modules_are_left_thin_by_what_larger_ones_bear() -> None:
    assert said(module_mm=0.4, reduce_um=105, process=Process.LASER) != []
    assert said(module_mm=0.6, reduce_um=105, process=Process.LASER) == []
