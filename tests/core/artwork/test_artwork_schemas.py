"""What people may ask of artwork, and what they are told when it cannot be."""

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from qrdesk.core.schemas.artwork import ArtworkFormat, ExportDraft
from qrdesk.core.schemas.design import Design, ErrorCorrection
from qrdesk.core.schemas.lines import as_kept

REFUSED: list[tuple[type[BaseModel], str, Any, str]] = [
    (Design, "ink", "ABC", "The ink colour cannot be used. Write the colour as k, #rrggbb"),
    (Design, "ink", None, "The ink colour is a short text"),
    (Design, "ink", "cmyk:1,2,3", "The ink colour cannot be used. Write the colour as k, #rrggbb"),
    (Design, "ink", "cmyk:0,0,0,101", "The ink colour cannot be used. Each share of a CMYK colour is a percentage"),
    (Design, "ink", "transparent", "The ink colour cannot be used."),
    (Design, "paper", "white", "The paper colour cannot be used. Write the colour as k, #rrggbb"),
    (Design, "paper", 3, "The paper colour is a short text"),
    (Design, "quiet_zone", -1, "The quiet zone is a whole number of modules from 0 to 20"),
    (Design, "quiet_zone", 21, "The quiet zone is a whole number of modules from 0 to 20"),
    (Design, "quiet_zone", 2.5, "The quiet zone is a whole number of modules from 0 to 20"),
    (Design, "error_correction", "X", "Choose the error correction L, M, Q or H."),
    (Design, "schema_version", 3, "This program knows designs of schema version 1 and 2."),
    (Design, "paper_radius", 1.5, "How round the paper is, is a share from 0 to 1."),
    (Design, "barcode", "EAN", "Whether there is a barcode is answered by true or false."),
    (ExportDraft, "colours", "rgb", "Choose the colours auto, cmyk, grey or bilevel."),
    (ExportDraft, "quality", 0, "Quality is a whole number from 1 to 100."),
    (ExportDraft, "bleed_mm", -1, "Choose a bleed from 0 to 20 mm."),
    (ExportDraft, "crop_marks", "some", "Whether there are crop marks is answered by true or false."),
    (ExportDraft, "reduce_um", 201, "Choose a reduction from 0 to 200 micrometres."),
    (ExportDraft, "snap", "grid", "Whether modules are whole dots is answered by true or false."),
    (ExportDraft, "process", "letterpress", "Choose how it is printed: offset"),
    (ExportDraft, "parts", 17, "Choose a number of parts from 1 to 16."),
    (ExportDraft, "parts", 0, "Choose a number of parts from 1 to 16."),
    (ExportDraft, "part", 17, "Choose a part from 1 to 16."),
    (ExportDraft, "part", 2, "There is no part 2 of 1. Say in `parts`"),
    (ExportDraft, "profile", 5, "The profile is the id of an uploaded file, or left out."),
    (ExportDraft, "confirmed", "sure", "Whether a low scan score is accepted is answered by true or false."),
    (ExportDraft, "format", "gif", "Choose a format: svg, png, pdf, pdfx1a"),
    (ExportDraft, "size_mm", 4.9, "Choose a width from 5 to 2,000 mm."),
    (ExportDraft, "size_mm", 2001, "Choose a width from 5 to 2,000 mm."),
    (ExportDraft, "size_mm", float("nan"), "Choose a width from 5 to 2,000 mm."),
    (ExportDraft, "size_mm", "wide", "Choose a width from 5 to 2,000 mm."),
    (ExportDraft, "dpi", 71, "Choose a resolution from 72 to 2,400 dpi"),
    (ExportDraft, "dpi", 2401, "Choose a resolution from 72 to 2,400 dpi"),
    (ExportDraft, "remember", "perhaps", "Whether to remember the code as printed"),
]


@pytest.mark.parametrize(("model", "field", "value", "message"), REFUSED)
def test_an_invalid_field_is_refused_in_plain_words(
    model: type[BaseModel], field: str, value: Any, message: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        model.model_validate({field: value})
    [error] = refused.value.errors()
    assert error["loc"] == (field,)
    assert error["msg"].startswith(message)


# those have words for each of their own fields
_PARTS = {(ExportDraft, "design")} | {
    (Design, part) for part in ("ink_gradient", "paper_gradient", "body", "eyes", "logo", "frame", "symbol")
}


def test_every_field_of_both_models_has_words_of_its_own() -> None:
    named = {(model, field) for model, field, _, _ in REFUSED}
    asked = {(model, field) for model in (Design, ExportDraft) for field in model.model_fields} - _PARTS
    assert named == asked
    first_words = {(model, field): message.split(".")[0] for model, field, _, message in REFUSED}
    assert len(set(first_words.values())) == len(first_words)


def test_a_design_inside_a_draft_is_checked_field_by_field() -> None:
    with pytest.raises(ValidationError) as refused:
        ExportDraft.model_validate({"design": {"ink": "blue", "quiet_zone": 99}})
    assert {error["loc"] for error in refused.value.errors()} == {("design", "ink"), ("design", "quiet_zone")}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("#AbC", "#aabbcc"),
        (" #0A0B0C ", "#0a0b0c"),
        ("K", "k"),
        ("CMYK: 100, 72.50,0 ,2", "cmyk:100,72.5,0,2"),
        ("cmyk:0,0,0,100", "cmyk:0,0,0,100"),
    ],
)
def test_a_colour_is_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert Design(ink=typed, paper=typed) == Design(ink=kept, paper=kept)
    assert Design(ink=typed).ink == kept


@pytest.mark.parametrize("paper", [None, "transparent", "Transparent"])
def test_paper_may_be_transparent(paper: str | None) -> None:
    assert Design(paper=paper).paper is None


def test_names_are_taken_in_either_case() -> None:
    draft = ExportDraft.model_validate({"format": "PDF", "design": {"error_correction": "h"}})
    assert draft.format is ArtworkFormat.PDF
    assert draft.design is not None
    assert draft.design.error_correction is ErrorCorrection.H


def test_a_picture_of_too_many_pixels_is_refused_with_the_highest_resolution_that_works() -> None:
    with pytest.raises(ValidationError) as refused:
        ExportDraft(format=ArtworkFormat.PNG, size_mm=1000)
    [error] = refused.value.errors()
    assert error["loc"] == ("dpi",)
    assert "23,622 pixels wide" in error["msg"]
    assert "Choose at most 254 dpi" in error["msg"]
    assert ExportDraft(format=ArtworkFormat.PNG, size_mm=1000, dpi=254).dpi == 254


@pytest.mark.parametrize("format_", [ArtworkFormat.SVG, ArtworkFormat.PDF])
def test_shapes_have_no_pixels_to_count(format_: ArtworkFormat) -> None:
    assert ExportDraft(format=format_, size_mm=2000, dpi=2400).size_mm == 2000


def test_bounds_are_told_in_the_json_schema() -> None:
    size = ExportDraft.model_json_schema()["properties"]["size_mm"]
    assert (size["minimum"], size["maximum"], size["default"]) == (5, 2000, 25.0)


GOLD, OTHER = "spot:Gold=0,20,60,20", "spot:Gold=0,20,60,60"


def _stops(*colours: str) -> dict[str, Any]:
    return {"stops": [{"at": place, "colour": one} for place, one in enumerate(colours)]}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ink": GOLD, "paper": OTHER}, "paper"),
        ({"ink_gradient": _stops(GOLD, OTHER)}, "ink_gradient"),
        ({"ink": GOLD, "eyes": {"frame_ink": OTHER}}, "eyes"),
        ({"ink": GOLD, "eyes": {"top_left": {"ball_gradient": _stops("k", OTHER)}}}, "eyes"),
        ({"paper": GOLD, "logo": {"file": "fil_0000000000", "ink": OTHER}}, "logo"),
        ({"ink": GOLD, "frame": {"shape": "button", "text_ink": GOLD.replace("Gold", "GOLD")}}, "frame"),
    ],
)
def test_a_spot_colour_has_one_recipe_in_a_design(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Design.model_validate(fields)
    [error] = refused.value.errors()
    assert error["loc"] == (field,)
    assert "is one ink, and here it is both" in error["msg"]
    assert as_kept(fields, Design.model_validate).schema_version == 2


def test_one_recipe_may_be_everywhere_and_words_are_no_colours() -> None:
    said = {"shape": "button", "text": OTHER, "ink": "spot:Gold = 0, 20.0, 60, 20"}
    made = Design.model_validate({"ink": GOLD, "paper_gradient": _stops(GOLD, "spot:Silver=0,0,0,30"), "frame": said})
    assert made.frame is not None
    assert (made.frame.ink, made.frame.text) == (GOLD, OTHER)
