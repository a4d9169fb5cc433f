"""Presets, and looks in the words of qr-code-styling: read without being kept, and given back."""

from collections.abc import Iterator
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from qrdesk.core.artwork import presets
from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid, NotFound
from qrdesk.core.schemas.base import Upload
from qrdesk.core.schemas.design import Body, BodyShape, Design, Frame, FrameShape
from qrdesk.core.schemas.designs import DesignDraft, StylingDraft
from qrdesk.core.schemas.files import FileDraft
from qrdesk.core.services import design_styling, designs, files
from qrdesk.core.settings import Settings
from tests.core.services.places import workspace
from tests.desks import second_workspace
from tests.forms import LOGO
from tests.table import everything


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


def styled(ctx: Context, options: dict[str, Any], logo: str = "") -> Design:
    return design_styling.read_styling(ctx, StylingDraft(options=options, logo=logo)).design


def test_presets_are_those_that_were_seen_to_scan(ctx: Context) -> None:
    found = design_styling.list_design_presets(ctx)
    assert [(one.name, one.group, one.design) for one in found] == [
        (one.name, one.group, one.design) for one in presets.every()
    ]
    assert found == design_styling.list_design_presets(replace(ctx, actor=second_workspace()))


def test_options_become_a_design_and_nothing_is_kept(ctx: Context) -> None:
    before = everything()
    options = {"dotsOptions": {"type": "rounded", "color": "#123456"}, "image": "a.png", "plugin": 1}
    found = design_styling.read_styling(ctx, StylingDraft(options=options))
    assert (found.design.body.shape, found.design.ink) == (BodyShape.ROUNDED, "#123456")
    assert [note.partition(".")[0] for note in found.notes] == [
        "The picture in the middle is not taken along",
        "plugin has no counterpart here",
    ]
    assert everything() == before


def test_a_saved_design_is_told_in_their_words_and_comes_back(ctx: Context) -> None:
    look = Design(ink="#112233", body=Body(shape=BodyShape.CLASSY))
    made = designs.create_design(ctx, DesignDraft(name="House", design=look))
    said = design_styling.get_design_styling(ctx, made.id)
    assert design_styling.get_design_styling(ctx, "house") == said
    assert (said.options["dotsOptions"], said.notes) == ({"type": "classy", "color": "#112233"}, [])
    back = styled(ctx, said.options)
    assert (back.ink, back.body.shape) == (look.ink, look.body.shape)
    framed = Design(frame=Frame(shape=FrameShape.OUTLINE, text="Scan me"))
    designs.create_design(ctx, DesignDraft(name="Framed", design=framed))
    assert design_styling.get_design_styling(ctx, "Framed").notes == ["The frame and its words are left out."]
    with pytest.raises(NotFound):
        design_styling.get_design_styling(replace(ctx, actor=second_workspace()), made.id)


def test_a_logo_of_ours_takes_the_place_of_their_picture(ctx: Context) -> None:
    logo = files.upload_file(ctx, FileDraft(), Upload(LOGO, "logo.svg"))
    found = styled(ctx, {"image": "https://example.com/a.png", "imageOptions": {"imageSize": 0.5}}, logo.id)
    assert found.logo is not None
    assert found.logo.file == logo.id
    for who, file_id in ((ctx, "fil_0000000000"), (replace(ctx, actor=second_workspace()), logo.id), (ctx, "../x")):
        with pytest.raises(Invalid) as refused:
            styled(who, {}, file_id)
        assert list(refused.value.field_errors) == ["logo"]
    with pytest.raises(ValidationError, match="logo"):
        styled(ctx, {}, "\u202egnp.fil")


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"dotsOptions": {"type": "blobs"}}, "options.dotsOptions.type"),
        ({"dotsOptions": []}, "options.dotsOptions"),
        ({"margin": inf}, "options.margin"),
        ({"backgroundOptions": {"color": "url(javascript:1)"}}, "options.backgroundOptions.color"),
        ({"dotsOptions": {"gradient": {"colorStops": [1]}}}, "options.dotsOptions.gradient.colorStops"),
        ({"qrOptions": {"errorCorrectionLevel": "Z"}}, "options.qrOptions.errorCorrectionLevel"),
    ],
)
def test_an_option_that_is_not_what_its_name_says_is_refused_by_name(
    ctx: Context, options: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        styled(ctx, options)
    assert list(refused.value.field_errors) == [field]
    assert str(refused.value).startswith(f"{field}: This must be ")


@pytest.mark.parametrize("name", ["presets", "Styling", " PRESETS "])
def test_a_design_is_not_called_like_an_address_of_designs(name: str) -> None:
    with pytest.raises(ValidationError, match="cannot be called that"):
        DesignDraft(name=name, design=Design())


def test_half_a_character_in_a_name_is_no_half_answer(ctx: Context) -> None:
    draft = StylingDraft(options={"\ud800" * 50: 1, "dotsOptions": {"\x00\x1b[31m": 1}})
    notes = design_styling.read_styling(ctx, draft).notes
    assert len(notes) == 2
    assert all(note.isprintable() for note in notes)
